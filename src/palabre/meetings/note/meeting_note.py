"""The live note of a meeting: a page of its own, begun once, in which each point and each group has its place.

As long as nobody wrote in it, it follows the agenda whole. Once somebody did, what is missing is put in its place,
and nothing is taken away, moved or said otherwise. Once it is open to others than those of the meeting, nothing is put
there but by hand: what is said to the meeting is not for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from palabre.groups.models import Action, Group, Need
from palabre.meetings.agenda.carry_over import MOST_NEEDS, waiting_needs
from palabre.meetings.attendance.sent_news import told_at
from palabre.meetings.models import ItemKind, Meeting, SentNews, quoted_item
from palabre.meetings.note import heading_insertion, note_skeleton
from palabre.meetings.note.note_skeleton import Facts, News
from palabre.notes import note_save as notes
from palabre.notes.markdown.prepared_text import TooLong, prepare
from palabre.notes.models import Note
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.people.erasures.refused_names import without_refused_names
from palabre.people.models import PASSERS_BY, Audience, AudienceKind, Person, read_by_all_of
from palabre.spaces.models import Space
from palabre.web.dates_in_words import plain_day
from palabre.wiki.lines import passages
from palabre.wiki.models import Page
from palabre.wiki.page_text import begin_page

MOST_GROUPS = 100
MOST_OF_NEWS = 60_000  # characters of news in a note: beyond, they are on the page of the meeting
ATTEMPTS = 3


def note_of(meeting: Meeting, *, by: Person | None) -> Page:
    """Return the page of this meeting, begun now if need be, with the places that it lacks. `meeting.minutes` is it.

    A page in which minutes were imported, that was given already, or that others read too, is returned as it is.
    """
    with transaction.atomic():
        Space.hold(meeting.space_id)
        now = with_page(meeting)
        if now.minutes is None:
            begin_meeting_note(now, by=by)
        elif follows(now):
            bring_up_to_date(now, now.minutes)
    assert now.minutes is not None
    meeting.minutes = now.minutes
    return now.minutes


def with_page(meeting: Meeting) -> Meeting:
    """Return the meeting as it is in the database, with its page and the readers of both."""
    known = ("space", "audience", "minutes__note", "minutes__space", "minutes__audience")
    return Meeting.objects.select_related(*known).get(pk=meeting.pk)


def follows(meeting: Meeting) -> bool:
    """Return whether the page is the live note, which Palabre still writes in."""
    return not is_told(meeting) and not is_read_by_others(meeting)


def is_read_by_others(meeting: Meeting) -> bool:
    """Return whether people who do not read the meeting read its page; one kept to its group is read by fewer."""
    if meeting.minutes is None:
        return False
    own, readers = meeting.audience, meeting.minutes.audience
    is_kept_to_fewer = readers.kind == AudienceKind.SEATS != own.kind
    return not (is_kept_to_fewer or own.covers(readers))


def begin_meeting_note(meeting: Meeting, *, by: Person | None) -> None:
    """Make the page. Its readers are its own, so that publishing it opens nothing else; those of a group stay those."""
    audience = meeting.audience
    if audience.kind != AudienceKind.SEATS:
        audience = Audience.objects.create(space=meeting.space, kind=AudienceKind.SPACE)
    title = note_skeleton.title_of(meeting.title, meeting.on)[: Page._meta.get_field("title").max_length]
    facts = note_facts(meeting)
    page = begin_page(meeting.space, title, prepare(clean(meeting, facts)), audience=audience, by=None)
    meeting.be_told_in(page)
    tie_what_came_back(meeting, page)


def has_own_readers(page: Page) -> bool:
    """Return whether the page alone has its audience: one made for it, and not that of an import and of all it made."""
    audience = page.audience
    return not audience.is_standing and audience.kind != AudienceKind.SEATS and not page.imports.exists()


def bring_up_to_date(meeting: Meeting, page: Page) -> None:
    """Follow the agenda whole while nobody wrote; add what is missing once somebody did."""
    facts = note_facts(meeting)
    if not was_written(page):
        title = note_skeleton.title_of(meeting.title, meeting.on)[: Page._meta.get_field("title").max_length]
        if page.title != title:
            page.be_called(title)
        change_meeting_note(page, lambda _text: clean(meeting, facts))
        tie_what_came_back(meeting, page)
        return
    put_points(page, facts, range(len(facts.items)))
    put_groups_and_news(page, facts)


def our_lines(page: Page) -> set[str]:
    """Return the lines that Palabre wrote in this page, of one meeting or more, without their marks of a list."""
    meetings = list(page.meetings.select_related("audience", "space"))
    if not meetings:
        return set()
    first = page.note.revisions.filter(by=None, began_at=None).order_by("number").first()
    texts = [clean(meeting, note_facts(meeting)) for meeting in meetings]
    whole = "\n".join([*texts, first.body_md if first else ""])
    return {bare for line in whole.split("\n") if (bare := line.lstrip("#-> ").strip())}


def put_points(page: Page, facts: Facts, places: Iterable[int]) -> None:
    """Give these points their headings, in one change of the text."""
    headings = note_skeleton.headings_of(facts.items)
    blocks = {place: without_refused_names(page.space, note_skeleton.block_of(facts, place)) for place in places}

    def wanted(text: str) -> str:
        for place, block in blocks.items():
            text = heading_insertion.with_point(text, headings, place, block)
        return text

    change_meeting_note(page, wanted)


def put_groups_and_news(page: Page, facts: Facts) -> None:
    """Under the round: the groups that came since, and the news that did."""
    place = note_skeleton.first_of(facts.items, ItemKind.WEATHER)
    point = note_skeleton.headings_of(facts.items)[place] if place is not None else ""

    def wanted(text: str) -> str:
        for group in facts.groups if point else ():
            block = without_refused_names(page.space, note_skeleton.group_block(facts, group))
            text = heading_insertion.with_sub_heading(text, point, note_skeleton.one_line(group), block)
        for news in facts.news:
            titles = [title for title in (point, note_skeleton.one_line(news.group)) if title]
            lead, quote = (without_refused_names(page.space, words) for words in (news.lead, news.quote))
            text = heading_insertion.with_lines(text, titles, lead, quote)
        return text

    change_meeting_note(page, wanted)


def change_meeting_note(page: Page, how: Callable[[str], str]) -> None:
    """Have the note say `how(text)`. It is asked again of the latest text when somebody typed in the same lines.

    A note that people filled beyond what a save takes stays as it is: what it follows is changed all the same.
    """
    for attempt in range(ATTEMPTS):
        now = catch_up(page.note_id) or Note.objects.get(pk=page.note_id)
        now.space = page.space
        new = how(now.body_md)
        try:
            page.note = notes.save_note(now, new, base=now.revision, by=None, of=page).note
        except TooLong:
            page.note = now
            return
        except notes.Conflict:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            Space.touch(page.space_id)
            return


def clean(meeting: Meeting, facts: Facts) -> str:
    return without_refused_names(meeting.space, note_skeleton.note_skeleton_text(facts))


def was_written(page: Page) -> bool:
    """Did anybody write in this page? What is made of the agenda bears nobody's hand."""
    note = catch_up(page.note_id)
    by_somebody = Q(by__isnull=False) | Q(began_at__isnull=False)
    return note is None or note.revisions.filter(by_somebody).exists()


def is_told(meeting: Meeting) -> bool:
    """Is the page more than a live note: minutes that were imported, or that were given?"""
    publication = getattr(meeting, "publication", None)
    given = publication is not None and publication.given_at is not None
    return given or meeting.imports.filter(undone_at=None, page=meeting.minutes_id).exists()


def tie_what_came_back(meeting: Meeting, page: Page) -> None:
    """Say of the needs and actions that came back that these lines are theirs: the margin does not ask again."""
    lines = {line.lstrip("#- "): number for number, line in enumerate(page.note.body_md.split("\n"), start=1)}
    things: list[Action | Need] = [*carried(meeting), *waiting_needs(meeting)[:MOST_NEEDS]]
    for thing in things:
        words = said_of(thing) if isinstance(thing, Action) else note_skeleton.one_line(quoted_item(thing.text))
        if number := lines.get(words):
            passages.tie(page, thing, (number, number), words)


def note_facts(meeting: Meeting) -> Facts:
    """Return what the text is made of: only what all its readers may read."""
    groups: list[str] = []
    if meeting.group_id is None:
        rows = Group.objects.filter(read_by_all_of(meeting.audience), space=meeting.space_id).alive()
        groups = list(dict.fromkeys(rows.order_by("title", "pk").values_list("title", flat=True)[:MOST_GROUPS]))
    return Facts(
        meeting.on,
        meeting.at,
        meeting.place,
        tuple(meeting.agenda.standing().select_related("about__audience").order_by("position")),
        tuple(groups),
        tuple(news_of(meeting)),
        tuple(quoted_item(need.text) for need in waiting_needs(meeting)[:MOST_NEEDS]),
        tuple(said_of(action) for action in carried(meeting)),
    )


def news_of(meeting: Meeting) -> list[News]:
    """Return the news that the note holds, oldest first; last of all are left those of names typed in passing."""
    typed = Exists(Person.objects.filter(PASSERS_BY, pk=OuterRef("person")))
    rows = told_at(meeting).exclude(text="").select_related("person", "group__audience").annotate(is_typed=typed)
    first, room = list[SentNews](), MOST_OF_NEWS
    for row in rows.order_by("is_typed", "at", "pk"):
        room -= len(row.text)
        if room < 0:
            break
        first.append(row)
    told = sorted(first, key=lambda row: (row.at, row.pk))
    return [News(row.person.name, title_for(row.group, meeting), row.text) for row in told]


def title_for(group: Group | None, meeting: Meeting) -> str:
    """Return the title of the group if all who read the meeting may read it, else ""."""
    return group.title if group is not None and group.audience.covers(meeting.audience) else ""


def carried(meeting: Meeting) -> list[Action]:
    rows = Action.objects.open().filter(carried_over__meeting=meeting).select_related("owner")
    return list(rows.order_by("pk"))


def said_of(action: Action) -> str:
    """« Réserver le minibus, Hugo Ferreira, mardi 13 octobre »: an action on one line."""
    words = [quoted_item(action.text)]
    if action.owner is not None:
        words.append(action.owner.name)
    day = plain_day(action.due_on, today=action.due_on) if action.due_on else ""
    if day and day not in words[0]:
        words.append(day)
    return note_skeleton.one_line(", ".join(words))

"""Import of minutes: in one transaction, their things in the space, visible to the importer only."""

from __future__ import annotations

import datetime
import difflib
import hashlib
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.roles.group_audience import keep_in_step
from palabre.journal.models import kind_of, record
from palabre.minutes import permissions as rights
from palabre.minutes.files import reading_trial
from palabre.minutes.imports.import_validity import validity_of
from palabre.minutes.imports.import_withdrawal import keep_for_members
from palabre.minutes.imports.meeting_page import lead_to_page
from palabre.minutes.imports.page_correction import Change, LinesThere, correct_page, tie_answers, tie_passages
from palabre.minutes.imports.unsaid_words import Unsaid
from palabre.minutes.imports.withdrawn_words import doubts_before, withdrawn_from
from palabre.minutes.models import BY_ANSWER, Doubt, Import, Imported
from palabre.minutes.plan.meeting_planner import THIS_MEETING
from palabre.minutes.plan.plan import Plan
from palabre.minutes.plan.plan_choices import Choices, chosen, kept_choices
from palabre.minutes.plan.planner import plan_of, says_too_much
from palabre.minutes.plan.row_maker import SAID_OF, Former, Maker, Row, ref
from palabre.minutes.undo import import_undo
from palabre.minutes.undo.row_cascade import key_of
from palabre.notes.markdown.prepared_text import Prepared, prepare
from palabre.people import permissions
from palabre.people.erasures.refused_names import refused_digests, without_refused_names
from palabre.people.models import Audience, Person
from palabre.pure.french import fold, shortened
from palabre.pure.minutes import read_minutes
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.sandbox import STOPPED, TOO_LONG, run_apart
from palabre.wiki import page_text as pages
from palabre.wiki.lines.own_sentences import OwnSentences, are_current, own_sentences
from palabre.wiki.lines.passages import untie
from palabre.wiki.models import Page

LONGEST = 1_000_000  # characters: about 400 printed pages
MOST_LINES = 10_000  # the longest minutes have two thousand; each line costs as much as sixty characters
MOST_ROWS = 1_000  # made by one text, or lines that lead there again: nobody else writes for 0.7 s; most make 300
MOST_TOGETHER = 3_000  # by the texts of several meetings that are brought at once
SAME_MINUTES = 0.6  # two texts of one day with this share of common lines may be one text, corrected
ANSWERED = ("settled_at", "settled_by", "put_off_at", "answer", "undo")  # copied to a corrected text
SAME_TITLE = 0.5  # the share needed when both have the same title
MOST_LISTED, MOST_COMPARED = 200, 10  # readings of one day, without their texts and with them
SHORT = 20_000  # characters: nothing in them takes long, however it is written
SECONDS, LONG_IN_A_SECOND = 2, 250_000  # of processor for any text; characters for each one more
LONG = 128_000  # characters: read by three threads at once, such texts take as long together, and short ones too
ONE_IS_READ = threading.Lock()  # of them
ONE_AT_A_TIME = threading.Lock()  # an import holds SQLite’s only writer: whoever saves comes between two of them


type Undone = Import | None  # whose text is brought anew
type Answers = Mapping[int, bool]
type Listed = tuple[int, str, str | None, str | None]  # number and digest of a reading, titles of its meeting and page

UNSAID: Answers = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Read:
    """A parsed text; parsed once, outside any transaction."""

    text: str
    digest: str
    plan: Plan
    title: str
    rendered: Prepared


class Alike(Refusal):
    """The text may correct minutes that were given before, or tell of another meeting: only who gives it can say.

    `readings`, the nearest first; `place` is that of the text among those brought together.
    """

    def __init__(self, readings: list[Import]) -> None:
        super().__init__(_("This text looks like minutes given before."), instead=_("Say whether it corrects them."))
        self.readings, self.place = readings, 0


def import_minutes(
    space: Space,
    text: str,
    *,
    by: Person,
    on: datetime.date,
    again: Undone = None,
    answers: Answers = MappingProxyType({}),
) -> Import:
    """Import `text`, visible to `by` only, and return the import.

    The same text again returns the same import and changes nothing; a text that corrects another imports its
    differences. `on` is the reference day of relative dates when the text has none. `again` is an undone import of this
    text, read anew with the choices made then. `answers` say of imports, by number, whether this text corrects them.
    Raise Alike for the imports of which that is to be said; a Refusal when the text is empty or too long, when `by` is
    not a member of the space, or if the text of `again` was given since.
    """
    if not permissions.can_contribute(by) or by.space_id != space.pk:
        raise Refusal(_("Only members of this space can add minutes to it."))
    for _attempt in range(3):
        refused = refused_digests(space)
        new = understood(text, on=on, space=space)
        compared: dict[Listed, float] = {}
        former = former_reading(space, new, compared, by=by, answers=answers, is_same=again is not None)
        before = understood(former.text, on=on) if former and former.digest != new.digest else None
        page = former.page if former and before else None
        said = own_sentences(page)
        read = heeding(new, said, given=former.text, on=on) if former else new
        with written_in_turn():
            Space.hold(space.pk)
            now = former_reading(space, new, compared, by=by, answers=answers, is_same=again is not None)
            if now != former or refused_digests(space) != refused or not are_current(said, page):
                continue  # someone imported, or had a name or a sentence removed, between the reading and the lock
            if former and again:
                raise Refusal(_("These minutes were given again since."), instead=_("Correct them on their page."))
            if former and before is None:
                return former
            made = create_import(space, read, by=by, former=now, before=before, on=on, again=again, said=said)
            return made.instead_of(again) if again else made
    raise Refusal(_("These minutes are already being read."), instead=_("Wait a moment, then send them again."))


@contextmanager
def written_in_turn() -> Iterator[None]:
    """Begin a transaction, one import at a time. Texts are read before: a long one holds back no short one."""
    has_begun = connection.in_atomic_block  # it has the writer already, and who is in turn may wait for it
    with nullcontext() if has_begun else ONE_AT_A_TIME, transaction.atomic():
        yield


def understood(text: str, *, on: datetime.date, space: Space | None = None) -> Read:
    """Parse the text within limits, without the names removed from `space`."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refusal(_("There is nothing to read here."), instead=_("Paste the text of the minutes, then send again."))
    if len(text) > LONGEST:
        raise too_long(_("This text is longer than a million characters."))
    if text.count("\n") > MOST_LINES:
        raise says_more_than_minutes()
    if space is not None:
        text = without_refused_names(space, text)
    rendered = prepare(text)  # first, because it has limits of its own
    text = rendered.markdown
    if len(text) > SHORT and is_slow_to_read(text):
        raise too_long(_("This text takes too long to read."))
    with ONE_IS_READ if len(text) > LONG else nullcontext():
        minutes = read_minutes(text, on=on)
        plan = None if says_too_much(minutes) else plan_of(minutes, text)
    if plan is None or rows_of(plan) > MOST_ROWS:
        raise says_more_than_minutes()
    return Read(text, text_digest(text), plan, minutes.title or _("Minutes"), rendered)


def heeding(new: Read, said: OwnSentences, *, given: str, on: datetime.date) -> Read:
    """Return a correction of the text that was `given`, without sentences that were taken out since (see `heeded`)."""
    text = said.heeded(new.text, given=given)
    return new if text == new.text else replace(understood(text, on=on), digest=new.digest)


def rows_of(plan: Plan) -> int:
    return max(len(plan.wanted) + len(plan.doubts), len(plan.said_again))


def refuse_too_much(texts: Sequence[str], *, on: datetime.date, space: Space | None = None) -> None:
    """Refuse texts that are brought together where one cannot be imported, or all make too much."""
    if sum(rows_of(understood(text, on=on, space=space).plan) for text in texts) > MOST_TOGETHER:
        raise says_more_than_minutes()


def says_more_than_minutes() -> Refusal:
    return too_long(_("This text says more people and things than minutes do."))


def is_slow_to_read(text: str) -> bool:
    """Return whether it takes much longer than minutes of its length do: tried apart, where it holds back nobody.

    A busy machine, where the process came to its end by the clock alone, refuses nobody. It is no lower than the pages:
    a thread of theirs waits for it.
    """
    status, _said = run_apart(reading_trial, str(SECONDS + len(text) // LONG_IN_A_SECOND), text.encode(), nice=0)
    return status in STOPPED and status != TOO_LONG


def too_long(why: str) -> Refusal:
    return Refusal(why, instead=_("Give the minutes of one meeting at a time."))


def text_digest(text: str) -> str:
    """Return the digest that identifies the text."""
    return hashlib.sha256(text.strip().encode()).hexdigest()


def former_reading(
    space: Space, new: Read, compared: dict[Listed, float], *, by: Person, answers: Answers, is_same: bool
) -> Import | None:
    """Return the reading of these minutes visible to `by`: the same text, or one that it is said to correct.

    Raise Alike for those of which that is to be said, unless the text is said to correct another one. With `is_same`,
    only the same text is looked for. `compared` keeps the likeness of each text, so that none is read again under the
    lock. They are read one at a time.
    """
    readings = space.import_set.visible_to(by).filter(undone_at=None, corrections=None).order_by("-pk")
    whole = readings.select_related("meeting", "page__note", "page__audience", "space", "audience")
    if same := whole.filter(digest=new.digest).first():
        return same
    listed = [] if is_same else listed_that_day(readings, new)
    for one in listed:
        if one not in compared:
            text = readings.filter(pk=one[0]).values_list("text", flat=True).first() or ""
            compared[one] = likeness(text, one, new)
    near = sorted((one for one in listed if compared[one] and answers.get(one[0], True)), key=compared.__getitem__)
    alike = [found for one in reversed(near) if (found := whole.filter(pk=one[0]).first())]
    alike = [one for one in alike if rights.can_correct(by, one)]
    corrected = next((one for one in alike if answers.get(one.pk)), None)
    if corrected is None and alike:
        raise Alike(alike)
    return corrected


def listed_that_day(readings: QuerySet[Import], new: Read) -> list[Listed]:
    """Return the readings of that day to compare, the latest first: those with its title, and the latest others."""
    rows = readings.filter(meeting__on=day_of(new)).values_list("pk", "digest", "meeting__title", "page__title")
    kept = sorted(rows[:MOST_LISTED], key=lambda listed: fold(listed[3] or "") != fold(new.title))[:MOST_COMPARED]
    return sorted(kept, reverse=True)


def has_title(listed: Listed, new: Read) -> bool:
    title = listed[2]
    return title is not None and fold(title) == fold(new.plan.wanted[THIS_MEETING].fields["title"])


def likeness(text: str, listed: Listed, new: Read) -> float:
    """Return the share of lines in common of two texts that may be of one meeting, else 0.

    Most lines, or, under one title, half of them.
    """
    one, other = (list(filter(str.strip, words.splitlines())) for words in (text, new.text))
    shared = difflib.SequenceMatcher(None, one, other, autojunk=False).quick_ratio()
    return shared if shared >= (SAME_TITLE if has_title(listed, new) else SAME_MINUTES) else 0


def create_import(
    space: Space,
    new: Read,
    *,
    by: Person,
    former: Import | None,
    before: Read | None,
    on: datetime.date,
    again: Undone,
    said: OwnSentences,
    change: Change | None = None,
) -> Import:
    """Write everything; the caller holds the transaction and the lock on the space.

    `said` is what those about whom the page is took out of it, and `change` what the import does to the page, where
    that is not the difference of both texts.
    """
    choices = again.choices if again else {}
    if former and before and not again:
        choices = kept_choices(former.choices, before.plan, new.plan)
    new = replace(new, plan=chosen(new.plan, choices))
    reading = begun_reading(space, new, choices, by=by, former=former, known=former or again, on=on)
    withdrawn = withdrawn_from(former)
    unsaid = Unsaid.of(new.text, said, withdrawn)
    maker = Maker(
        reading, new.plan, former_rows(former, before, by=by), brought_by=by, said_at=again.at if again else None
    )
    maker.make_anew(unsaid.rows(new.plan))
    rows = made_rows(reading, maker, by=by)
    if before and not change:
        change = Change(*(withdrawn.text(one.text, one.plan) for one in (before, new)))
    ties = untie(former.page, map(key_of, rows.values())) if former and former.page else []  # they follow no change
    page = keep_page(reading, new, rows, by=by, change=change and change.heeding(said))
    lines = LinesThere(page, withdrawn.text(new.text, new.plan), said)
    tie_passages(lines, new.plan, rows, withdrawn)
    tie_answers(lines, keep_doubts(reading, unsaid.without_doubts(maker.plan), former=former), untied=ties)
    keep_answered_people(reading, former)
    keep_in_step(space.pk)
    record("minutes.corrected" if former else "minutes.imported", reading, by=by)
    return reading


def begun_reading(
    space: Space, new: Read, choices: Choices, *, by: Person, former: Import | None, known: Undone, on: datetime.date
) -> Import:
    if former is not None and not space.is_public:
        keep_for_members(former, by=by)
    return Import.objects.create(
        space=space,
        audience=former.audience if former else Audience.of_persons(by),
        by=former.by if former else by,
        digest=new.digest,
        text=new.text,
        choices=choices,
        corrects=former,
        opened_at=former.opened_at if former else None,
        validity=known.validity if known else validity_of(day_of(new), today=on),
    )


def made_rows(reading: Import, maker: Maker, *, by: Person) -> dict[str, Model]:
    """Make the rows of the text, and delete those that only a former one said; return the first by key."""
    rows = maker.make()
    maker.keep(reading)
    if reading.corrects:
        things, hands = [maker.former.things[key] for key in maker.left_over()], import_undo.own_hands(reading, by)
        left = import_undo.delete_imported_rows(things, reading=reading, by=by, hands=hands)
        if reading.corrects.page:
            untie(reading.corrects.page, set(map(ref, things)) - set(map(key_of, left)))
    return rows


def former_rows(former: Import | None, before: Read | None, *, by: Person) -> Former | None:
    if former is None or before is None:
        return None
    planned = chosen(before.plan, former.choices)
    return Former.of(former, planned, touched=import_undo.changed_by_others(former, by=by))


def day_of(new: Read) -> datetime.date | None:
    """Return the day of the meeting that the text tells of, if it bears one."""
    day: datetime.date | None = new.plan.wanted[THIS_MEETING].fields["on"]
    return day


def keep_page(reading: Import, new: Read, rows: dict[str, Any], *, by: Person, change: Change | None) -> Page:
    """Create the wiki page, or save the correction in the existing one; the reading, and the meeting, lead to it."""
    former = reading.corrects
    if former is None or former.page is None or change is None:
        title = shortened(new.title, Page._meta.get_field("title").max_length or 200)
        page, revision = pages.begin_page(reading.space, title, new.rendered, audience=reading.audience, by=by), 1
    else:
        page, revision = former.page, correct_page(former.page, change, by=by)
    for thing in (page.note, page):  # deleted in the reverse order: a note never before its page
        kind = thing._meta.label_lower
        Imported.objects.create(reading=reading, key=f"this:{kind}", thing_kind=kind, thing_id=thing.pk)
    reading.page, reading.meeting, reading.revision = page, rows[THIS_MEETING], revision
    reading.save(update_fields=["page", "meeting", "revision"])
    lead_to_page(reading, rows[THIS_MEETING].pk)
    return page


def say_what_waited(reading: Import, plan: Plan, models: Collection[type[Row]] = tuple(SAID_OF)) -> None:
    """Say of what was there before what the lines that still stand in the page say, as it opens or is published."""
    if reading.page is None or reading.meeting is None:
        return
    lead_to_page(reading, reading.meeting.pk)
    maker = Maker(reading, plan, Former.of(reading, plan))
    said = own_sentences(reading.page)
    lines = LinesThere(reading.page, reading.text, said)
    gone = {one.key: None for one in plan if one.lines and not lines.say(one.lines)}
    maker.make_anew(Unsaid.of(reading.text, said, withdrawn_from(reading)).rows(plan) | gone)
    rows = maker.make_what_waited(models)
    maker.keep(reading)
    keep_in_step(reading.space_id)
    lines.tie((rows[key], where, plan.wanted[key].words) for key in rows if (where := plan.wanted[key].lines))


def plan_of_reading(reading: Import) -> Plan:
    """Read a text that was imported again; return its plan as it was then, without the choices about it."""
    return understood(reading.text, on=timezone.localdate(reading.at)).plan


def keep_doubts(reading: Import, plan: Plan, *, former: Import | None) -> list[Doubt]:
    """Store the doubts, without asking again those that were settled, and return them."""
    said = {(doubt.kind, doubt.words): doubt for doubt in doubts_before(former)}
    kept = []
    for found in plan.doubts:
        first, last = found.lines
        doubt = Doubt(reading=reading, kind=found.kind, words=found.words, facts=found.facts)
        doubt.first_line, doubt.last_line = first, last
        before = said.get((found.kind, found.words))
        for name in ANSWERED if before else ():
            setattr(doubt, name, getattr(before, name))
        kept.append(doubt)
    return Doubt.objects.bulk_create(kept)


def keep_answered_people(reading: Import, former: Import | None) -> None:
    """Note the persons whom an answer named: they are told with those whom the text names."""
    named = former.things.filter(key__startswith=BY_ANSWER, thing_kind=kind_of(Person)) if former else ()
    fields = ("key", "thing_kind", "thing_id", "made")
    rows = [Imported(reading=reading, **{name: getattr(one, name) for name in fields}) for one in named]
    Imported.objects.bulk_create(rows)

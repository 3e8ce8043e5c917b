"""The outcome of a meeting, as lines of text from the database: persons present, never the absent.

Only objects that all the readers of the meeting may read are included, as in its agenda.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from palabre.groups.lineage.group_family import together
from palabre.groups.log.weather_labels import weather_in_words
from palabre.groups.models import Action, Group, Need, ProjectWeather
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.journal.models import Entry, kind_of
from palabre.meetings.agenda import adjacent_meetings
from palabre.meetings.member_reader import member_reader
from palabre.meetings.models import Circle, Decision, Meeting, Presence, Room
from palabre.meetings.note import note_skeleton
from palabre.meetings.note.meeting_note import is_told, note_facts, said_of, title_for
from palabre.meetings.written.minutes_completion import Item, MeetingOutcome, Present, Under
from palabre.people.models import Affiliation, Organisation, read_by_all_of
from palabre.pure.french import capitalised, fold
from palabre.questions.models import Lineage, LineageKind, Question
from palabre.web.dates_in_words import hour, in_full
from palabre.wiki.models import Passage

MOST = 300  # things of one kind


def what_took_place(meeting: Meeting) -> MeetingOutcome:
    """Return the outcome, as far as all who read the meeting read it. `meeting` has its space and audience loaded."""
    rows = Decision.objects.filter(read_by_all_of(meeting.audience), meeting=meeting)
    decisions = list(rows.order_by("pk")[:MOST])
    return MeetingOutcome(
        present=tuple(present(meeting)),
        news=tuple(nothing_new(meeting)),
        aims=tuple(Item(flat(one.text)) for one in meeting.aims.order_by("position")),
        weathers=tuple(weathers(meeting)),
        circles=tuple(circles(meeting)),
        decisions=tuple(decided(one) for one in decisions if one.is_decided),
        set_aside=tuple(put_aside(one) for one in decisions if one.set_aside_at is not None),
        actions=tuple(to_do(one) for one in actions(meeting)),
        needs=tuple(needed(one, meeting) for one in needs(meeting)),
        next_one=tuple(next_one(meeting)),
    )


def present(meeting: Meeting) -> Iterator[Present]:
    rows = of_presence(meeting, Presence.PRESENT)
    bodies = Organisation.objects.filter(read_by_all_of(meeting.audience), space=meeting.space_id)
    ties = Affiliation.objects.filter(organisation__in=bodies).select_related("organisation").order_by("pk")
    rows = rows.prefetch_related(Prefetch("person__affiliations", ties))
    carried = questions_of(meeting, [row.person_id for row in rows])
    for row in rows:
        places = [flat(tie.organisation.name) for tie in row.person.affiliations.all()]
        asked = in_italics(carried.get(row.person_id, []))
        bodies_of_hers = f" ({', '.join(places[:2])})" if places else ""
        yield Present(row.person.name, bodies_of_hers + (f", {asked}" if asked else ""))


def of_presence(meeting: Meeting, presence: Presence) -> Any:
    rows = meeting.attendances.filter(presence=presence, person__erased_at=None).select_related("person")
    return rows.order_by("pk")


def questions_of(meeting: Meeting, persons: list[int]) -> dict[int, list[Question]]:
    """Return, by person id, the questions they carry in living groups, by roles that each member may know of."""
    held = roles_read_by(member_reader(meeting)).held().carrying().filter(person__in=persons, group__lives_in=None)
    found: dict[int, list[Question]] = {}
    rows = Question.objects.filter(read_by_all_of(meeting.audience), space=meeting.space_id)
    edges = Lineage.objects.standing().filter(source__in=rows).select_related("source").order_by("pk")
    readable = rows.prefetch_related(Prefetch("comes_from", edges))
    for one in held.order_by("pk").prefetch_related(Prefetch("group__questions", readable.order_by("pk"))):
        found.setdefault(one.person_id, []).extend(one.group.questions.all())
    return {number: list(dict.fromkeys(some)) for number, some in found.items()}


def in_italics(questions: list[Question]) -> str:
    """Return « *Une question ? & Une autre ?* »; for a reworded one, « *Avant* > Sujet reformulé : *Après* »."""
    plain: list[str] = []
    reworded: list[str] = []
    for one in questions:
        sources = [edge.source for edge in one.comes_from.all() if edge.kind == LineageKind.REWORD]
        if sources and not reworded:
            plain += [flat(source.text) for source in sources]
            reworded.append(flat(one.text))
        else:
            plain.append(flat(one.text))
    said = f"*{' & '.join(plain)}*" if plain else ""
    return said + "".join(_(" > Question reworded: *%(question)s*") % {"question": words} for words in reworded)


def nothing_new(meeting: Meeting) -> Iterator[Item]:
    """Yield « Rien de neuf, tout va bien » of each person; the other news are in the text already."""
    for row in of_presence(meeting, Presence.FINE):
        yield Item(pgettext("text", "%(name)s: nothing new, all is well.") % {"name": row.person.name})


def days_of(meeting: Meeting) -> set[datetime.date]:
    """Return the planned day, and the day on which the room began, if different."""
    began = Room.objects.filter(meeting=meeting, began_at__isnull=False).values_list("began_at", flat=True).first()
    return {day for day in (meeting.on, timezone.localdate(began) if began else None) if day}


def weathers(meeting: Meeting) -> Iterator[Under]:
    days = days_of(meeting)
    rows = ProjectWeather.objects.filter(read_by_all_of(meeting.audience), space=meeting.space_id, on__in=days)
    if meeting.group_id is not None:
        rows = rows.filter(together(meeting.group_id))
    former = said_before(meeting, days)
    for row in rows.select_related("group").order_by("group__title", "pk")[:MOST]:
        lines = weather_lines(row.weather, row.words, row.next_step)
        label = _("Weather of the project")
        starts = label if label in lines[0] else lines[0][2:]
        before = ("\n".join(weather_lines(*said)) for said in former.get((row.group_id, row.on), ()))
        yield Under((note_skeleton.one_line(row.group.title),), starts, "\n".join(lines), tuple(before))


def weather_lines(weather: str, words: str, next_step: str) -> list[str]:
    said = " ".join(filter(None, (f"{weather_in_words(weather)}." if weather else "", flat(words))))
    lines = [f"- {_('Weather of the project')} : {said}"] if said else []
    return [*lines, "- " + pgettext("text", "Next: %(words)s") % {"words": flat(next_step)}] if next_step else lines


def said_before(meeting: Meeting, days: set[datetime.date]) -> dict[tuple[int, datetime.date], list[list[str]]]:
    """Return the former wordings of weathers changed since; none once the minutes were given or imported."""
    found: dict[tuple[int, datetime.date], list[list[str]]] = {}
    if is_told(meeting):
        return found
    rows = Entry.objects.filter(verb="weather.said", subject_kind=kind_of(Group()), space=meeting.space_id)
    for entry in rows.filter(facts__on__in=[day.isoformat() for day in days]).order_by("pk")[:MOST]:
        if entry.facts.get("before"):
            place = (entry.subject_id, datetime.date.fromisoformat(entry.facts["on"]))
            found.setdefault(place, []).append(entry.facts["before"]["said"])
    return found


def circles(meeting: Meeting) -> Iterator[Under]:
    """Yield, for each circle, its duration and the sentences that people left."""
    rows = Circle.objects.filter(room__meeting=meeting, closed_at__isnull=False).prefetch_related("sentences__by")
    items = note_facts(meeting).items
    headings = dict(zip([one.pk for one in items], note_skeleton.headings_of(items), strict=True))
    for row in rows.order_by("pk"):
        assert row.closed_at is not None
        under = (headings[row.item_id],) if row.item_id in headings else (str(_("Circle")),)
        length = max(1, round((row.closed_at - row.began_at) / datetime.timedelta(minutes=1)))
        line = ngettext("Circle, %(minutes)d minute", "Circle, %(minutes)d minutes", length) % {"minutes": length}
        yield Under(under, line, line)
        for sentence in row.sentences.order_by("pk"):
            words = flat(sentence.text)
            yield Under(under, words, f"> {words}" + (f" ({sentence.by.name})" if sentence.by else ""))


def decided(one: Decision) -> Item:
    if one.review_on is None:
        return Item(flat(one.text))
    return Item(flat(one.text), _(" (looked at again on %(day)s)") % {"day": in_full(one.review_on)})


def put_aside(one: Decision) -> Item:
    return Item(flat(one.text), f" – {flat(one.why_set_aside)}" if one.why_set_aside else "")


def actions(meeting: Meeting) -> list[Action]:
    """Return the actions carried over here or read in the note, limited to those that all its readers may read."""
    came_back = Action.objects.filter(carried_over__meeting=meeting)
    read = Passage.objects.filter(page=meeting.minutes_id, thing_kind=Action._meta.label_lower).values("thing_id")
    rows = (came_back | Action.objects.filter(pk__in=read)).filter(read_by_all_of(meeting.audience), dropped_at=None)
    return list(rows.filter(space=meeting.space_id).select_related("owner").distinct().order_by("pk")[:MOST])


def to_do(one: Action) -> Item:
    """Return « Réserver le minibus (Hugo Ferreira, avec Karim), avant le mardi 13 octobre 2026 »."""
    who = ", ".join(filter(None, (one.owner.name if one.owner else "", helping(one))))
    is_said = bool(one.due_words) and fold(one.due_words) in fold(one.text)
    by_when = _(", before %(day)s") % {"day": in_full(one.due_on)} if one.due_on and not is_said else ""
    if not by_when and one.due_words and not is_said:
        by_when = f", {flat(one.due_words)}"
    done = _(" – done") if one.is_done else ""
    return Item(flat(one.text).rstrip(" ."), (f" ({who})" if who else "") + by_when + done, said_of(one))


def helping(one: Action) -> str:
    """Return the words that name the other owners; in words read in a text, they may name the owner too."""
    hers = {fold(name) for name in (one.owner.name, one.owner.first_name)} if one.owner else set()
    return ", ".join(piece for piece in flat(one.owner_words).split(", ") if piece and fold(piece) not in hers)


def needs(meeting: Meeting) -> list[Need]:
    """Return the needs said that day, except those read in another page."""
    days = days_of(meeting)
    rows = Need.objects.filter(read_by_all_of(meeting.audience), space=meeting.space_id, said_on__in=days)
    if meeting.group_id is not None:
        rows = rows.filter(together(meeting.group_id))
    elsewhere = Passage.objects.filter(thing_kind=kind_of(Need())).exclude(page=meeting.minutes_id)
    return list(
        rows.exclude(pk__in=elsewhere.values("thing_id")).select_related("group__audience").order_by("pk")[:MOST]
    )


def needed(one: Need, meeting: Meeting) -> Item:
    title = title_for(one.group, meeting)
    return Item(flat(one.text), f" ({flat(title)})" if title else "")


def next_one(meeting: Meeting) -> Iterator[str]:
    """Yield the next date, and the group's rhythm."""
    after = adjacent_meetings.after(meeting)
    if after is not None and after.on is not None:
        when = in_full(after.on)
        said = [capitalised(when), hour(after.at) if after.at else "", flat(after.place)]
        yield ", ".join(filter(None, said))
    if meeting.series is not None and meeting.series.is_kept:
        yield _("We meet %(rhythm)s.") % {"rhythm": flat(meeting.series.words)}


def flat(words: str) -> str:
    """Return the words on one line, without Markdown at their start."""
    return " ".join(words.replace("*", "").split()).lstrip("#>-+ ")

"""Rows that others began from minutes since, and that share their readers: who publishes the minutes shows none."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from palabre.groups.models import Answer, Group, Need, ProgressEntry
from palabre.journal.models import Entry
from palabre.meetings.attendance.comers import MOVED
from palabre.meetings.models import Meeting, Room, Series
from palabre.minutes.models import Import, Imported, Recognised
from palabre.minutes.plan.row_maker import SAID_OF_A_MEETING
from palabre.notes.models import Note
from palabre.people.cache_parts import fields_to_audiences
from palabre.people.models import Affiliation, Audience, Organisation
from palabre.search.audience_change import change_document_readers
from palabre.search.models import Document
from palabre.wiki.models import Attachment, Page, Resource

SAID_FOR_IT = (MOVED, "point.proposed", "point.changed")  # what people did to a meeting, with words of theirs
TOLD_OF_IT = (Entry, Document)  # they follow the things that they tell of
UPON: tuple[tuple[type[Model], str, type[Model]], ...] = (  # what hangs on what stays, and by which key
    (ProgressEntry, "group", Group),
    (Answer, "need", Need),
    (Page, "meetings", Meeting),
    (Attachment, "page", Page),
    (Resource, "page", Page),
    (Note, "page", Page),
)

type Numbers = dict[type[Any], set[int]]  # ids of rows, by model


def read_births_apart(reading: Import) -> None:
    """Have members alone read, in a row of their own, what shares the readers of these minutes and is not theirs.

    Theirs are what they made, with the news of its groups and the answers to its needs, as the button says. A meeting
    and a rhythm that they tell go apart once somebody prepared, changed or kept them, with what was said there; so does
    an organisation, once others said who belongs to it.
    """
    former, members = reading.audience, Audience.of_space(reading.space)
    theirs = what_is_theirs(former)
    for model in models_with_readers():
        apart = with_readers(model, former) - theirs.get(model, set())
        if apart:
            rows = model._default_manager.filter(pk__in=apart)
            about = {"subject_kind": kind(model), "subject_id__in": apart, "audience": former}
            Entry.objects.filter(**about).update(audience=members)
            change_document_readers(rows, members)
            rows.update(audience=members)


def what_is_theirs(readers: Audience) -> Numbers:
    """Return the ids of what minutes with these readers made, and of what hangs on it, by model."""
    readings = Import.objects.filter(audience=readers)
    found: Numbers = {model: made_by_minutes(readers, model) for model in models_with_readers()}
    found[Import] = set(readings.values_list("pk", flat=True))
    found[Page] |= set(readings.exclude(page=None).values_list("page", flat=True))
    told = set(readings.exclude(meeting=None).values_list("meeting", flat=True))
    found[Meeting] |= told
    theirs = {model: made_by_minutes(readers, model) for model in SAID_OF_A_MEETING}
    found[Meeting] = {one.pk for one in Meeting.objects.filter(pk__in=found[Meeting]) if not has_words(one, theirs)}
    said_by_others = Affiliation.objects.filter(organisation__in=found[Organisation])
    said_by_others = said_by_others.exclude(pk__in=made_by_minutes(readers, Affiliation))
    found[Organisation] -= set(said_by_others.values_list("organisation", flat=True))
    kept = Series.objects.filter(pk__in=found[Series], starts_on__isnull=False)
    found[Series] -= set(kept.values_list("pk", flat=True))
    for model, way, of in UPON:
        rows = model._default_manager.filter(**{f"{way}__in": found[of]}, audience=readers)
        found[model] |= set(rows.values_list("pk", flat=True))
    return found


def has_words(meeting: Meeting, theirs: Numbers) -> bool:
    """Return whether somebody prepared, changed or held the meeting: a place, a call, a room, what others said of it.

    `theirs` are the aims, points and presences that the minutes made. A decision proposed there goes apart by itself.
    """
    about = {"subject_kind": kind(Meeting), "subject_id": meeting.pk}
    said: tuple[QuerySet[Any], ...] = (
        *(model._default_manager.filter(meeting=meeting).exclude(pk__in=made) for model, made in theirs.items()),
        meeting.invitations.all(),
        Room.objects.filter(meeting=meeting),
        Entry.objects.filter(verb__in=SAID_FOR_IT, **about),
    )
    return any(rows.exists() for rows in said)


def made_by_minutes(readers: Audience, model: type[Any]) -> set[int]:
    """Return the ids of the rows that minutes with these readers made, or an answer in their margin.

    What they found only was made by somebody else.
    """
    made = {"thing_kind": kind(model), "made": True}
    rows = (
        Imported.objects.filter(reading__audience=readers, **made),
        Recognised.objects.filter(asked__page__audience=readers, **made),
    )
    return {number for some in rows for number in some.values_list("thing_id", flat=True)}


def models_with_readers() -> list[type[Any]]:
    fields = [field for field in fields_to_audiences() if field.name == "audience"]
    return [field.model for field in fields if field.model not in TOLD_OF_IT]


def with_readers(model: type[Any], audience: Audience) -> set[int]:
    return set(model._default_manager.filter(audience=audience).values_list("pk", flat=True))


def kind(model: type[Model]) -> str:
    return model._meta.label_lower

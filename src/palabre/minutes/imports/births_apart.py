"""Groups and questions that somebody began from what minutes made: who publishes the minutes does not show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from palabre.groups.models import Answer, Group, MergeProposal, Need
from palabre.journal.models import Entry
from palabre.meetings.models import DatePoll, Decision, Meeting, Room
from palabre.minutes.models import Import, Imported, Recognised
from palabre.notes.models import Note
from palabre.people.cache_parts import fields_to_audiences
from palabre.people.models import Audience
from palabre.questions.models import Question
from palabre.search.audience_change import change_document_readers
from palabre.wiki.models import Attachment, Page, Resource

BEGUN = (Group, Question, MergeProposal)
UPON: tuple[tuple[type[Model], str, type[Model]], ...] = (  # what hangs on what a group has, and by which key
    (Answer, "need", Need),
    (Decision, "meeting", Meeting),
    (DatePoll, "meeting", Meeting),
    (Page, "meetings", Meeting),
    (Attachment, "page", Page),
    (Resource, "page", Page),
    (Note, "page", Page),
)


def read_births_apart(reading: Import) -> None:
    """Have members alone read, in a row of their own, what others began and that shares the readers of these minutes.

    What the minutes made, or an answer in their margin, stays; so does what these hold on the others. A meeting that
    they announce goes apart once it was prepared or held: its people did not give these minutes.
    """
    former, members = reading.audience, Audience.of_space(reading.space)
    made = made_by_minutes(former)
    begun: dict[type[Any], set[int]] = {
        model: with_readers(model, former) - made.get(kind(model), set()) for model in BEGUN
    }
    begun[Meeting] = {one.pk for one in meetings_announced(reading) if has_words(one, made)}
    for model, numbers in hanging_on(begun, former).items() if any(begun.values()) else ():
        apart = numbers if model is Meeting else numbers - made.get(kind(model), set())
        rows = model._default_manager.filter(pk__in=apart, audience=former)
        about = Entry.objects.filter(subject_kind=kind(model), subject_id__in=rows.values("pk"), audience=former)
        about.update(audience=members)
        change_document_readers(rows, members)
        rows.update(audience=members)


def meetings_announced(reading: Import) -> QuerySet[Meeting]:
    """Return the meetings with these readers but the one that the minutes tell."""
    return Meeting.objects.filter(audience=reading.audience).exclude(pk=reading.meeting_id or 0)


def has_words(meeting: Meeting, made: dict[str, set[int]]) -> bool:
    """Return whether somebody prepared or held the meeting: a point, a decision, a room."""
    said = (meeting.agenda.all(), Decision.objects.filter(meeting=meeting), Room.objects.filter(meeting=meeting))
    return any(rows.exclude(pk__in=made.get(kind(rows.model), set())).exists() for rows in said)


def with_readers(model: type[Any], audience: Audience) -> set[int]:
    return set(model._default_manager.filter(audience=audience).values_list("pk", flat=True))


def hanging_on(begun: dict[type[Any], set[int]], audience: Audience) -> dict[type[Any], set[int]]:
    """Return the ids of these rows and of what the groups among them have with these readers, by model."""
    found = dict(begun)
    for model, way, of in (*of_a_group(), *UPON):
        rows = model._default_manager.filter(**{f"{way}__in": found.get(of, set())}, audience=audience)
        found.setdefault(model, set()).update(rows.values_list("pk", flat=True))
    return found


def of_a_group() -> list[tuple[type[Any], str, type[Model]]]:
    """Return the models with readers whose rows are of a group."""
    models = [field.model for field in fields_to_audiences() if field.name == "audience"]
    named = {model: {field.name: field.related_model for field in model._meta.fields} for model in models}
    return [(model, "group", Group) for model, fields in named.items() if fields.get("group") is Group]


def made_by_minutes(readers: Audience) -> dict[str, set[int]]:
    """Return the ids of what minutes with these readers made, by kind. What others found was made by somebody else."""
    found: dict[str, set[int]] = {}
    for rows in (
        Imported.objects.filter(reading__audience=readers, made=True),
        Recognised.objects.filter(asked__page__audience=readers, made=True),
    ):
        for kind_of_thing, number in rows.values_list("thing_kind", "thing_id"):
            found.setdefault(kind_of_thing, set()).add(number)
    return found


def kind(model: type[Model]) -> str:
    return model._meta.label_lower

"""A meeting of the shape of the founding one, lived in Palabre: its minutes hold every kind of fact of such minutes."""

import datetime
from pathlib import Path

import pytest

from palabre.groups.models import Role
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.models import AgendaItem, Presence
from palabre.meetings.written.minutes_composition import compose
from palabre.pure.minutes import as_json, read_minutes
from palabre.wiki import page_text
from tests.builders import a_group, a_lineage, a_meeting, a_member, a_question, a_space, an_organisation

pytestmark = pytest.mark.django_db

TWIN = (Path(__file__).parents[3] / "pure/minutes/tests/twin.md").read_text()
NOW = datetime.datetime(2023, 3, 28, 14, 0, tzinfo=datetime.UTC)


def lived(space):
    """Have a meeting with what the twin says of people, questions, aims and points; its notes typed by hand."""
    told, by = read_minutes(TWIN), a_member(space, "Odile Tanneguy")
    meeting = a_meeting(space, told.title, on=told.date)
    for place, one in enumerate(told.objectives, 1):
        meeting.aims.create(position=place, text=one.text)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, text=one.text, parts=list(one.children))
        for place, one in enumerate(told.agenda, 1)
    )
    for one in told.participants:
        come(space, meeting, one, told, by)
    prepare(meeting, by=by, at=NOW)
    meeting.refresh_from_db()
    page = meeting.minutes
    typed = TWIN[TWIN.index("## Notes partagées") :]
    page_text.save_page_text(page, page.note.body_md + "\n" + typed, base=page.note.revision, by=by)
    return meeting, by


def come(space, meeting, one, told, by):
    meeting.attendances.create(person=known(space, one, told, by), presence=Presence.PRESENT)


def known(space, one, told, by):
    """Return her as she is known before the meeting: with where she comes from, and the questions that she carries."""
    person = by if one.name == by.name else a_member(space, one.name)
    if one.organisation:
        an_organisation(space, one.organisation, of=(person,))
    for number in one.questions:
        said = told.questions[number]
        group = space.group_set.filter(questions__wordings__text=said.text).first()
        if group is None:
            group = a_group(space, said.text[:60], carrying=(asked(space, number, told),))
        group.welcome(person, role=Role.CONVENER)
    return person


def asked(space, number, told):
    """The question as it is said now; where it was reworded, its first words stand before it."""
    question = a_question(space, told.questions[number].text)
    reworded = next((one for one in told.reformulations if one.of[-1] == number), None)
    if reworded is None:
        return question
    after = a_question(space, reworded.text)
    a_lineage(question, after)
    return after


def test_the_minutes_hold_every_kind_of_fact_and_what_was_typed_as_it_was_typed():
    meeting, by = lived(a_space())
    page = compose(meeting, by=by)

    found, twin = as_json(read_minutes(f"# {page.title}\n\n{page.note.body_md}")), as_json(read_minutes(TWIN))

    assert [kind for kind in twin if twin[kind] and not found[kind]] == []
    assert [one["name"] for one in found["participants"]] == [one["name"] for one in twin["participants"]]
    for kind in ("tasks", "merges", "carried_on", "series", "objectives"):
        assert [one["text"] for one in found[kind]] == [one["text"] for one in twin[kind]]
    assert found["links"] == twin["links"]
    assert {one["when"] for one in twin["meetings"]} <= {one["when"] for one in found["meetings"]}

"""A meeting is prepared: an agenda from a template, what comes back by itself, and a note with its places."""

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.models import AgendaItem
from palabre.minutes.margin.margin_marks import marks
from palabre.minutes.tests.scene import A_DAY
from palabre.people.models import Audience
from palabre.pure.minutes import read_minutes
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text
from tests.builders import (
    a_decision,
    a_group,
    a_meeting,
    a_member,
    a_need,
    a_space,
    an_action,
    an_answer,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 8)
NOW = timezone.make_aware(datetime.datetime(2026, 11, 24, 10))


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


def prepared(space, by, *, on=DAY, **facts):
    meeting = a_meeting(space, on=on, at=datetime.time(14), place="mairie de Brennes", **facts)
    prepare(meeting, by=by, at=NOW)
    return meeting


def texts(meeting):
    return [item.words for item in meeting.agenda.standing().order_by("position")]


def body(meeting):
    return Page.objects.select_related("note").get(pk=meeting.minutes_id).note.body_md


def test_the_conveners_begin_with_their_own_agenda(space, ines):
    meeting = prepared(space, ines)

    assert meeting.template_key == "conveners"
    assert sum(meeting.agenda.values_list("minutes", flat=True)) == 90
    assert texts(meeting)[1] == "Ce qui est répondu aux besoins de la dernière fois"


def test_a_group_that_never_met_begins_otherwise_than_one_that_did(space, ines):
    group = a_group(space)

    first, second = prepared(space, ines, group=group), prepared(space, ines, group=group, on=DAY.replace(day=22))

    assert (first.template_key, second.template_key) == ("first", "group")


def test_preparing_twice_changes_nothing(space, ines):
    an_action(space)
    meeting = prepared(space, ines)
    before = (texts(meeting), body(meeting), Page.objects.count(), meeting.minutes.note.revision)

    prepare(meeting, by=ines, at=NOW)

    meeting.refresh_from_db()
    assert (texts(meeting), body(meeting), Page.objects.count(), meeting.minutes.note.revision) == before


def test_what_was_proposed_before_stands_in_the_middle(space, ines):
    meeting = a_meeting(space, on=DAY)
    AgendaItem.objects.create(meeting=meeting, position=1, text="Le bus", proposed_by=ines)

    prepare(meeting, by=ines, at=NOW)

    assert texts(meeting)[4:6] == ["Le bus", "Décisions"]


def test_an_agenda_read_in_minutes_is_left_as_it_is(space, ines):
    meeting = a_meeting(space, on=DAY)
    AgendaItem.objects.create(meeting=meeting, position=1, text="Le bus")

    prepare(meeting, by=ines, at=NOW)

    assert texts(meeting) == ["Le bus"]


def test_an_open_action_comes_back_as_the_same_action_and_is_counted(space, ines):
    action = an_action(space)

    for day in (8, 22):
        prepared(space, ines, on=DAY.replace(day=day))

    assert action.carried_over.count() == 2
    assert type(action).objects.count() == 1


def test_an_action_done_meanwhile_does_not_come_back(space, ines):
    action = an_action(space)
    meeting = prepared(space, ines)

    action.finish(A_DAY)
    prepare(meeting, by=ines, at=NOW)

    assert (action.carried_over.count(), "minibus" in body(meeting)) == (0, False)


def test_needs_open_the_conveners_agenda_and_those_answered_await_the_word_of_the_group(space, ines):
    an_answer(a_need(space, "Un vidéoprojecteur"))
    a_need(space, "Une salle le lundi matin")

    meeting = prepared(space, ines)

    assert meeting.agenda.get(brings="needs").listed == ["Une salle le lundi matin", "Un vidéoprojecteur"]
    assert "### Une salle le lundi matin\n" in body(meeting)


def test_what_is_met_taken_back_or_declined_comes_no_longer_unless_something_was_said_since(space, ines):
    for fact in ("satisfied_at", "withdrawn_at", "declined_at"):
        a_need(space, fact, **{fact: NOW})
    an_answer(a_need(space, "Répondu depuis", declined_at=NOW))
    an_answer(a_need(space, "Pas encore", declined_at=NOW, reopened_at=timezone.now() + datetime.timedelta(hours=1)))

    meeting = prepared(space, ines)

    assert meeting.agenda.get(brings="needs").listed == ["Pas encore", "Répondu depuis"]


def test_a_decision_to_look_at_again_is_on_the_agenda_once(space, ines):
    a_decision(space, "On garde le samedi.", review_on=DAY)

    first, second = prepared(space, ines), prepared(space, ines, on=DAY.replace(day=22))

    assert ("On garde le samedi." in texts(first), "On garde le samedi." in texts(second)) == (True, False)


def test_the_note_reads_back_as_minutes_with_each_point_and_each_group(space, ines):
    a_group(space, "Le dernier kilomètre")
    meeting = prepared(space, ines)
    meeting.sent_news.create(person=ines, group=space.group_set.get(), text="Le minibus\nest promis.", at=NOW)
    prepare(meeting, by=ines, at=NOW)

    page = meeting.minutes
    minutes = read_minutes(f"# {page.title}\n\n{body(meeting)}", on=A_DAY)

    assert (minutes.title, minutes.date, minutes.place) == (page.title, DAY, "mairie de Brennes")
    assert [item.text for item in minutes.agenda] == texts(meeting)
    assert [(one.who, one.points[-1].text) for one in minutes.updates] == [(("Le dernier kilomètre",), "est promis.")]


def test_filled_in_the_note_gives_decisions_and_things_to_do(space, ines):
    meeting = prepared(space, ines)
    text = body(meeting).replace("## Décisions\n", "## Décisions\n\n- On garde le samedi.\n")
    text = text.replace("## Qui fait quoi\n", "## Qui fait quoi\n\n- Réserver la salle, Hugo\n")
    text = text.replace("## Participants\n", "## Participants\n\n- **Hugo Ferreira**, mairie\n")

    minutes = read_minutes(text, on=A_DAY)

    assert [one.text for one in minutes.decisions] == ["On garde le samedi."]
    assert [one.text for one in minutes.tasks] == ["Réserver la salle, Hugo"]
    assert [one.name for one in minutes.participants] == ["Hugo Ferreira"]


def test_what_somebody_wrote_stays_and_only_what_is_missing_is_added(space, ines):
    meeting = prepared(space, ines)
    page = meeting.minutes
    save_page_text(page, page.note.body_md.replace("## Décisions", "Zoé a dit oui.\n\n## Décisions"), base=1, by=ines)
    a_group(space, "Manger ensemble")
    AgendaItem.objects.create(meeting=meeting, position=9, text="Le bus", proposed_by=ines)

    prepare(meeting, by=ines, at=NOW)

    now = body(meeting)
    assert [now.count(words) for words in ("Zoé a dit oui.", "### Manger ensemble", "## Le bus")] == [1, 1, 1]
    assert now.endswith("## Le bus\n")


def test_the_page_is_read_by_those_of_the_meeting_and_publishing_it_opens_nothing_else(space, ines):
    meeting = prepared(space, ines)

    audience = Page.objects.get(pk=meeting.minutes_id).audience

    assert (audience.kind, audience.is_standing) == ("space", False)


def test_a_need_or_a_group_kept_to_few_is_in_no_agenda_of_all(space, ines):
    secret = Audience.of_persons(ines)
    a_need(space, "Un secret", audience=secret)
    a_group(space, "Groupe discret", audience=secret)

    meeting = prepared(space, ines)

    assert ("secret" in body(meeting), "discret" in body(meeting)) == (False, False)


def test_when_a_meeting_moves_its_note_follows_and_comes_back_with_it(space, ines):
    meeting = prepared(space, ines)
    save_page_text(meeting.minutes, body(meeting) + "\nZoé a dit oui.\n", base=1, by=ines)
    before = body(meeting)

    moved = meeting_changes.change_meeting(
        meeting, Planned(DAY.replace(day=15), datetime.time(16), place="foyer"), by=ines, at=NOW
    )
    page, text = Page.objects.get(pk=meeting.minutes_id), body(meeting)
    meeting_changes.undo_meeting_change(moved, meeting_changes.changes_of(moved).first().pk, by=ines)

    assert page.title.endswith("mardi 15 décembre 2026")
    assert text.startswith("Mardi 15 décembre 2026, 16 h\n\nLieu : foyer\n\n## Participants")
    assert (text.endswith("Zoé a dit oui.\n"), body(meeting)) == (True, before)


def test_when_a_meeting_moves_a_day_that_somebody_typed_stays(space, ines):
    meeting = prepared(space, ines)
    typed = body(meeting).replace("Mardi 8 décembre 2026", "Le 8, ou le 15")
    save_page_text(meeting.minutes, typed, base=1, by=ines)

    meeting_changes.change_meeting(meeting, Planned(DAY.replace(day=15), place=meeting.place), by=ines, at=NOW)

    assert body(meeting) == typed


def test_the_margin_asks_nothing_of_what_came_back(space, ines):
    an_action(space, "Réserver le minibus", owner=ines)
    a_need(space, "Il nous faut une salle le lundi matin")
    meeting = prepared(space, ines)

    page = Page.objects.select_related("note", "audience", "space").get(pk=meeting.minutes_id)
    asked = [mark.sentence for line, some in marks(page, ines).items() if line for mark in some]

    assert [words for words in asked if "besoin" in words or "faire" in words] == []

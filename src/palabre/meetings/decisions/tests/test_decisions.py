"""A proposal, the reasons against it, what is adopted or set aside, and when it is looked at again."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.decisions import decision_adoption, decision_objections, decision_proposals, review_dates
from palabre.meetings.decisions.decision_adoption import ObjectionStands
from palabre.meetings.models import Decision
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_decision, a_group, a_meeting, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 8)
TODAY = datetime.date(2026, 11, 24)
NOW = timezone.make_aware(datetime.datetime(2026, 11, 24, 10))


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def proposal(space, ines):
    return decision_proposals.propose_decision(space, "On garde le samedi.", by=ines, at=NOW)


def test_the_same_proposal_twice_is_one(space, ines, proposal):
    assert decision_proposals.propose_decision(space, " On garde  le samedi. ", by=ines, at=NOW) == proposal


def test_what_a_group_proposes_is_read_as_the_group_is(space, ines):
    group = a_group(space, audience=Audience.of_persons(ines))

    assert decision_proposals.propose_decision(space, "À nous", by=ines, at=NOW, group=group).audience == group.audience


def test_an_objection_holds_a_proposal_and_says_the_two_ways_out(ines, proposal):
    decision_objections.object_to(proposal, "Personne n’a la clé.", by=ines, at=NOW)

    with pytest.raises(ObjectionStands) as refusal:
        decision_adoption.adopt(proposal, by=ines, at=NOW)

    assert "Personne n’a la clé." in str(refusal.value.why)
    assert (
        str(refusal.value.instead) == "Changez la proposition jusqu’à pouvoir lever l’objection, ou laissez-la de côté."
    )


def test_once_lifted_the_proposal_is_adopted_and_opened_again(ines, proposal):
    objection = decision_objections.object_to(proposal, "Personne n’a la clé.", by=ines, at=NOW)
    decision_objections.lift(objection, by=ines, at=NOW)

    adopted = decision_adoption.adopt(proposal, by=ines, at=NOW)
    assert (adopted.is_decided, adopted.is_proposed) == (True, False)

    assert decision_adoption.propose_again(adopted, by=ines).is_proposed


def test_an_objection_without_a_reason_is_none(ines, proposal):
    with pytest.raises(Refusal, match="raison"):
        decision_objections.object_to(proposal, "  ", by=ines, at=NOW)


def test_the_same_objection_twice_is_one_and_a_lifted_one_stands_again(ines, proposal):
    first = decision_objections.object_to(proposal, "Non.", by=ines, at=NOW)
    decision_objections.lift(first, by=ines, at=NOW)

    again = decision_objections.object_to(proposal, "Non.", by=ines, at=NOW)

    assert (again == first, again.lifted_at, proposal.objections.count()) == (True, None, 1)


def test_a_proposal_set_aside_says_why_and_is_adopted_no_longer(ines, proposal):
    decision_adoption.set_aside_decision(proposal, "Trop tôt.", by=ines, at=NOW)

    with pytest.raises(Refusal, match="laissée de côté"):
        decision_adoption.adopt(proposal, by=ines, at=NOW)

    assert Decision.objects.get().why_set_aside == "Trop tôt."


def test_the_reason_stays_on_its_page_once_it_is_proposed_again(client, ines, proposal):
    decision_adoption.set_aside_decision(proposal, "Trop tôt.", by=ines, at=NOW)

    decision_adoption.propose_again(proposal, by=ines)

    page = entered(client, ines).get(proposal.get_absolute_url()).content.decode()
    assert ("Elle avait été laissée de côté" in page, page.count("Trop tôt.")) == (True, 2)  # said, and in the form


def test_what_was_read_in_minutes_stays_simply_decided(space, ines):
    read = a_decision(space)

    decision_adoption.adopt(read, by=ines, at=NOW)
    for act in (
        decision_adoption.propose_again,
        lambda one, by: decision_adoption.set_aside_decision(one, by=by, at=NOW),
    ):
        with pytest.raises(Refusal):
            act(read, by=ines)

    read.refresh_from_db()
    assert (read.adopted_at, read.is_decided) == (None, True)


def test_words_change_as_long_as_it_is_a_proposal(ines, proposal):
    decision_proposals.reword(proposal, "On garde le jeudi.", by=ines)
    assert Decision.objects.get().text == "On garde le jeudi."
    decision_adoption.adopt(proposal, by=ines, at=NOW)

    with pytest.raises(Refusal):
        decision_proposals.reword(proposal, "Autre chose", by=ines)


def test_who_is_only_named_decides_nothing(space, ines, proposal):
    luc = a_person(space, "Luc Morel")
    objection = decision_objections.object_to(proposal, "Non.", by=ines, at=NOW)

    for act in (
        lambda: decision_proposals.propose_decision(space, "x", by=luc, at=NOW),
        lambda: decision_proposals.reword(proposal, "x", by=luc),
        lambda: decision_proposals.undo_rewording(proposal, 1, by=luc),
        lambda: decision_objections.object_to(proposal, "x", by=luc, at=NOW),
        lambda: decision_objections.lift(objection, by=luc, at=NOW),
        lambda: decision_objections.stand_again(objection, by=luc),
        lambda: decision_adoption.adopt(proposal, by=luc, at=NOW),
        lambda: decision_adoption.set_aside_decision(proposal, by=luc, at=NOW),
        lambda: decision_adoption.propose_again(proposal, by=luc),
        lambda: review_dates.review(proposal, "", by=luc, today=TODAY),
        lambda: review_dates.talk_about(proposal, by=luc, at=NOW),
    ):
        with pytest.raises(Refusal):
            act()


def test_a_member_who_does_not_read_it_decides_nothing(space, ines):
    kept = a_decision(space, proposed_at=NOW, audience=Audience.of_persons(ines))

    with pytest.raises(Refusal):
        decision_adoption.adopt(kept, by=a_member(space, "Hugo Ferreira"), at=NOW)


@pytest.mark.parametrize(
    ("words", "day"), [("dans six mois", "2027-05-24"), ("le 15 septembre 2027", "2027-09-15"), ("", None)]
)
def test_a_day_to_look_again_is_said_in_words(ines, proposal, words, day):
    found = review_dates.review(proposal, words, by=ines, today=TODAY)

    assert found == (datetime.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("words", ["bientôt", "le 3 mars 2019", "mardi " * 60, "le 1er ou le 3 juin 2027"])
def test_what_is_not_one_day_to_come_is_refused(ines, proposal, words):
    with pytest.raises(Refusal):
        review_dates.review(proposal, words, by=ines, today=TODAY)


def test_it_is_talked_about_at_the_next_meeting_once(space, ines, proposal):
    meeting = a_meeting(space, on=DAY)
    prepare(meeting, by=ines, at=NOW)

    first, second = (review_dates.talk_about(proposal, by=ines, at=NOW) for _twice in range(2))

    assert (first == second, first.meeting, first.about) == (True, meeting, proposal)


def test_without_a_meeting_it_waits_for_the_first_one(space, ines, proposal):
    assert review_dates.talk_about(proposal, by=ines, at=NOW) is None

    meeting = a_meeting(space, on=DAY)
    prepare(meeting, by=ines, at=NOW)

    assert meeting.agenda.filter(about=proposal).count() == 1


def test_a_proposal_kept_to_few_is_on_no_wider_agenda(space, ines):
    kept = a_decision(space, proposed_at=NOW, audience=Audience.of_persons(ines))
    a_meeting(space, on=DAY)

    assert review_dates.talk_about(kept, by=ines, at=NOW) is None


def test_the_register_says_the_latest_first(client, space, ines, proposal):
    a_decision(space, "Avant", meeting=a_meeting(space, on=datetime.date(2020, 9, 29)))

    said = entered(client, ines).get(reverse("meetings:decisions", args=[space.slug])).content.decode()

    assert 0 < said.index("On garde le samedi.") < said.index("Avant")


@pytest.mark.parametrize(("only", "seen"), [("proposed", [True, False]), ("review", [False, True])])
def test_the_register_is_narrowed(client, space, ines, proposal, only, seen):
    a_decision(space, "À revoir bientôt", review_on=DAY)

    address = reverse("meetings:decisions", args=[space.slug])
    said = entered(client, ines).get(f"{address}?only={only}").content.decode()

    assert ["On garde le samedi." in said, "À revoir bientôt" in said] == seen


@pytest.mark.parametrize("rows", [1, 5])
def test_the_register_asks_as_much_for_five_as_for_one(client, space, ines, rows, django_assert_num_queries):
    for number in range(rows):
        group, meeting = a_group(space, f"Groupe {number}"), a_meeting(space, f"Réunion {number}", on=DAY)
        a_decision(space, f"Décision {number}", group=group, meeting=meeting, review_on=DAY)
    entered(client, ines)

    with django_assert_num_queries(REGISTER):
        answer = client.get(reverse("meetings:decisions", args=[space.slug]))

    assert f"Décision {rows - 1}" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_a_decision_asks_as_much_for_five_objections_as_for_one(
    client, space, ines, proposal, rows, django_assert_num_queries
):
    for number in range(rows):
        decision_objections.object_to(proposal, f"Raison {number}", by=a_member(space, f"Zoé {number}"), at=NOW)
    entered(client, ines)

    with django_assert_num_queries(DECISION):
        answer = client.get(proposal.get_absolute_url())

    assert f"Raison {rows - 1}" in answer.content.decode()


def test_an_adoption_that_an_objection_holds_is_said_on_its_page(client, space, ines, proposal):
    decision_objections.object_to(proposal, "Personne n’a la clé.", by=ines, at=NOW)

    answer = entered(client, ines).post(reverse("meetings:adoption", args=[space.slug, proposal.pk]))

    assert (answer.status_code, "Une objection tient" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("gesture", "field", "typed", "why", "status"),
    [
        ("decision_words", "text", "x" * 2001, "C’est trop long", 422),
        ("objections", "reason", "x" * 1001, "C’est trop long", 422),
        ("objections", "reason", "non\x00", "caractère nul", 422),
        ("setting_aside", "why", "x" * 1001, "C’est trop long", 422),
        ("decision_review", "words", "x" * 201, "C’est trop long", 422),
        ("decision_review", "words", "un <jour>", "Nous ne lisons pas de jour", 409),
    ],
)
def test_what_a_gesture_refuses_comes_back_with_why(client, space, ines, proposal, gesture, field, typed, why, status):
    here = reverse(f"meetings:{gesture}", args=[space.slug, proposal.pk])

    answer = entered(client, ines).post(here, {field: typed})

    said = answer.content.decode()
    assert (answer.status_code, why in said, escape(typed) in said) == (status, True, True)


@pytest.mark.parametrize(("typed", "status"), [("  ", 409), ("x" * 2001, 422)])
def test_a_proposal_that_cannot_be_is_shown_again(client, space, ines, typed, status):
    answer = entered(client, ines).post(reverse("meetings:new_decision", args=[space.slug]), {"text": typed})

    assert (answer.status_code, typed.strip() in answer.content.decode()) == (status, True)
    assert not Decision.objects.exists()


def test_a_passer_by_reads_and_decides_nothing(client):
    space = a_space(public=True)
    proposal = a_decision(space, proposed_at=NOW)

    said = client.get(proposal.get_absolute_url()).content.decode()
    answer = client.post(reverse("meetings:adoption", args=[space.slug, proposal.pk]))

    assert ("adoption/" in said, answer.status_code) == (False, 403)


REGISTER, DECISION = 4, 7

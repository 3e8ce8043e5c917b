"""A member joins a name that never came to a living person: nothing asked of it, or noted for it, comes along.

Otherwise whoever does so reads answers that are hidden, is written to, or speaks on the card of a group.
"""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from palabre.forums.homecoming.known_people import living_of
from palabre.gatherings.models import CardPerson
from palabre.meetings.models import Attendance, Awaited, DateAnswer, Invitation, Presence, SentNews
from palabre.meetings.polls.awaited_people import who_may_be_awaited
from palabre.meetings.polls.typed_people import people_typed
from palabre.people.duplicates.own_spellings import meant_by
from palabre.people.duplicates.person_merge import merge_pair, unmerge
from palabre.people.models import Audience, Merging, Person
from tests.builders import a_card, a_gathering, a_group, a_meeting, a_member, a_person, a_poll, a_space, entered

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 10, 13, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Riou")


@pytest.fixture
def paul(space):
    """A name that others wrote, and that never came."""
    return a_person(space, "Paul Kervella")


def asked_and_noted(space, paul):
    """Return a row of each kind that others make for a name."""
    ines = a_member(space, "Inès Courtois")
    meeting, poll = a_meeting(space), a_poll(space)
    card = a_card(a_gathering(space), group=a_group(space, convened_by=(ines,)))
    return [
        Attendance.objects.create(meeting=meeting, person=paul, presence=Presence.PRESENT, marked_by=ines),
        Awaited.objects.create(poll=poll, person=paul),
        DateAnswer.objects.create(poll=poll, person=paul, words="Plutôt le soir", typed_by=ines, at=NOW),
        Invitation.objects.create(meeting=meeting, person=paul, at=NOW),
        SentNews.objects.create(meeting=meeting, person=paul, text="Je viens.", at=NOW),
        CardPerson.objects.create(card=card, person=paul, asked_by=ines),
    ]


def whose(rows):
    return {type(row).__name__: type(row).objects.get(pk=row.pk).person.name for row in rows}


def test_what_was_asked_of_a_name_or_noted_for_it_stays_with_it(space, malo, paul):
    rows = asked_and_noted(space, paul)
    before = whose(rows)

    merge_pair(malo, paul, by=malo, at=NOW)

    assert whose(rows) == before == dict.fromkeys(before, "Paul Kervella")


def test_it_comes_along_where_the_person_who_came_by_that_name_joins_it(space, malo):
    paul = a_member(space, "Paul Kervella")
    rows = asked_and_noted(space, paul)
    merging = merge_pair(malo, paul, by=paul, at=NOW)

    after = whose(rows)
    unmerge(merging, by=malo, at=NOW)

    assert after == dict.fromkeys(after, "Malo Riou")
    assert whose(rows) == dict.fromkeys(after, "Paul Kervella")


def test_so_does_it_between_two_names_that_never_came(space, malo, paul):
    other = a_person(space, "Paul Kervela")
    rows = asked_and_noted(space, paul)

    merge_pair(other, paul, by=malo, at=NOW)

    assert set(whose(rows).values()) == {"Paul Kervela"}


@pytest.mark.parametrize("reached", ["kept", "absorbed"])
def test_but_not_once_one_of_them_has_an_address_which_whoever_joins_them_may_read(space, malo, paul, reached):
    zed = a_person(space, "Zed Tanguy")
    Person.objects.filter(pk=(zed if reached == "kept" else paul).pk).update(email="z@exemple.example", address_by=malo)
    rows = asked_and_noted(space, paul)

    merge_pair(zed, paul, by=malo, at=NOW)

    assert set(whose(rows).values()) == {"Paul Kervella"}


def test_what_is_noted_once_a_member_joined_a_name_to_themselves_is_not_theirs(space, malo, paul):
    poll = a_poll(space, hides_answers=True)
    odile, his = entered(Client(), a_member(space, "Odile Tanneguy")), entered(Client(), malo)
    merge_pair(malo, paul, by=malo, at=NOW)

    typed = {"whose": "Paul Kervella", f"date-{poll.options.first().pk}": "yes", "words": "Plutôt le soir"}
    odile.post(reverse("meetings:poll_somebody", args=[space.slug, poll.pk]), typed | {"form_token": "a" * 12})
    his.post(reverse("meetings:poll_unanswering", args=[space.slug, poll.pk]))

    noted = DateAnswer.objects.select_related("person").get()
    assert (noted.person.name, noted.person.pk in (malo.pk, paul.pk)) == ("Paul Kervella", False)
    assert "Plutôt le soir" not in his.get(reverse("meetings:poll", args=[space.slug, poll.pk])).content.decode()


def test_who_joins_a_name_to_themselves_reads_no_hidden_answer_and_deletes_none(space, malo):
    poll = a_poll(space, hides_answers=True)
    odile, his = entered(Client(), a_member(space, "Odile Tanneguy")), entered(Client(), malo)
    typed = {"whose": "Paul Kervella", f"date-{poll.options.first().pk}": "yes", "words": "Plutôt le soir"}
    odile.post(reverse("meetings:poll_somebody", args=[space.slug, poll.pk]), typed | {"form_token": "a" * 12})
    paul = Person.objects.get(name="Paul Kervella")

    his.post(reverse("here:merging", args=[space.slug]), {"kind": "person", "one": malo.pk, "other": paul.pk})
    shown = his.get(reverse("meetings:poll", args=[space.slug, poll.pk])).content.decode()
    his.post(reverse("meetings:poll_unanswering", args=[space.slug, poll.pk]))

    assert Merging.objects.filter(kept_id=malo.pk, absorbed_id=paul.pk, undone_at=None).exists()
    assert "Plutôt le soir" not in shown
    assert DateAnswer.objects.filter(person=paul, removed_at=None, words="Plutôt le soir").exists()


def test_a_role_that_stays_with_a_name_has_nobody_else_awaited(space, malo, paul):
    ines = a_member(space, "Inès Courtois")
    group = a_group(space, "Le cercle", audience=Audience.of_persons(ines, paul), convened_by=(ines, paul))
    merge_pair(malo, paul, by=malo, at=NOW)

    awaited = who_may_be_awaited(space, group, by=ines)

    assert awaited == [ines]


@pytest.mark.parametrize("is_own", [True, False])
def test_others_mean_by_a_name_who_another_member_joined_it_to(space, malo, paul, is_own):
    merge_pair(malo, paul, by=malo if is_own else a_member(space, "Zoé Le Bris"), at=NOW)

    double = Person.objects.select_related("same_as", "space").get(pk=paul.pk)

    assert meant_by(double) == (paul if is_own else malo)
    assert living_of([paul.pk], space)[paul.pk] == (paul if is_own else malo)


def test_a_spelling_that_another_joined_to_that_name_before_follows_it(space, malo, paul):
    short, odile = a_person(space, "Paul K."), a_member(space, "Odile Tanneguy")
    merge_pair(paul, short, by=odile, at=NOW)
    merge_pair(malo, paul, by=malo, at=NOW)

    double = Person.objects.select_related("same_as", "space").get(pk=short.pk)

    assert (double.same_as, meant_by(double)) == (malo, short)
    assert malo not in people_typed(space, "Paul K.", by=odile)


def test_what_other_members_join_to_who_took_a_name_means_them(space, malo, paul):
    other, odile = a_person(space, "Malo R."), a_member(space, "Odile Tanneguy")
    merge_pair(malo, paul, by=malo, at=NOW)
    merge_pair(malo, other, by=odile, at=NOW)

    assert meant_by(Person.objects.select_related("same_as", "space").get(pk=other.pk)) == malo


def test_the_name_by_which_somebody_else_came_who_was_joined_to_them_is_not_their_first(space, malo, paul):
    window = a_member(space, "Zed Tanguy")
    former = Person.objects.create(space=space, name="Paul Kervella", same_as=window, came_at=NOW, is_self_named=True)
    merge_pair(malo, window, by=window, at=NOW)
    merge_pair(malo, paul, by=malo, at=NOW)

    rows = Person.objects.select_related("same_as", "space").in_bulk([paul.pk, former.pk])

    assert {one.same_as for one in rows.values()} == {malo}
    assert {meant_by(one) for one in rows.values()} == {paul, former}

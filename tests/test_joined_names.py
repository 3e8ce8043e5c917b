"""A member joins a name that never came to a living person: nothing asked of it, or noted for it, comes along.

Otherwise whoever does so reads answers that are hidden, is written to, or speaks on the card of a group.
"""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.homecoming.known_people import living_of
from palabre.gatherings.models import CardPerson
from palabre.groups.group_access import may_decide
from palabre.groups.models import Action, Group, Membership, Need
from palabre.meetings.models import Attendance, Awaited, DateAnswer, Invitation, Presence, SentNews
from palabre.meetings.note.meeting_note import note_of
from palabre.meetings.polls.awaited_people import who_may_be_awaited
from palabre.meetings.polls.typed_people import people_typed
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_lines import add_line, propose_line
from palabre.meetings.room.room_presence import mark_all_present
from palabre.meetings.written.minutes_concern import concerns
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.margin.tests.margin_of import questions, written
from palabre.minutes.models import Import
from palabre.minutes.plan.known_rows import Known
from palabre.minutes.plan.plan import Wanted
from palabre.people.duplicates.own_spellings import meant_by
from palabre.people.duplicates.person_merge import merge_pair, unmerge
from palabre.people.invited_person import invited
from palabre.people.models import Audience, Merging, Person
from palabre.pure.french import name_key
from palabre.refusal import Refusal
from tests.builders import (
    a_card,
    a_gathering,
    a_group,
    a_meeting,
    a_member,
    a_page,
    a_person,
    a_poll,
    a_space,
    an_action,
    entered,
)

pytestmark = pytest.mark.django_db

BASTIEN = "Bastien Lorrimer"
WORDS = f"""# Rencontre des porteuses

28 avril 2023

### Participants

- **{BASTIEN}**, *Comment lire au bord de l'eau ?*

### Objectif de la réunion

- Donner des nouvelles

## Notes partagées

### Des nouvelles des chantiers/sujet

Bastien

- Besoin d'une salle pour lire.
"""
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


def took(person, *names):
    """Have the person take these names as theirs, one after the other."""
    for name in names:
        entered(Client(), person).post(reverse("you:spelling", args=[person.space.slug]), {"name": name})
    return Person.objects.select_related("space").get(pk=person.pk)


@pytest.fixture(params=["bears it", "bore it", "joined it"])
def taker(request, space, malo):
    """Who took the name of Bastien Lorrimer: by writing it as theirs, for a moment or not, or by joining it."""
    if request.param == "joined it":
        merge_pair(malo, a_person(space, BASTIEN), by=malo, at=NOW)
        return malo
    return took(malo, BASTIEN, *(["Malo Riou"] if request.param == "bore it" else []))


def hers_of(space):
    """Return the client of a member who types the name that was taken."""
    return entered(Client(), a_member(space, "Odile Tanneguy"))


def room_of(space, odile, **facts):
    return open_room(a_meeting(space, on=timezone.localdate(), by=odile, **facts), by=odile, at=timezone.now())


@pytest.mark.parametrize("said", [BASTIEN, "bastien"])
def test_who_a_room_marks_by_a_name_is_not_who_took_it(space, taker, said):
    room = room_of(space, a_member(space, "Odile Tanneguy"))

    mark_all_present(room, said, by=room.facilitator)

    assert not room.meeting.attendances.filter(person=taker).exists()
    assert room.meeting.attendances.filter(person__name=said, presence=Presence.PRESENT).exists()


@pytest.mark.parametrize("said", [BASTIEN, "bastien"])
def test_it_marks_who_came_by_that_name_beside_who_took_it(space, taker, said):
    room, bastien = room_of(space, a_member(space, "Odile Tanneguy")), a_member(space, BASTIEN)

    mark_all_present(room, said, by=room.facilitator)

    assert room.meeting.attendances.filter(person=bastien, presence=Presence.PRESENT).exists()


def test_of_two_who_came_by_one_name_a_room_marks_who_is_of_its_circle_and_never_the_elder(space):
    odile, elder, bastien = (a_member(space, name) for name in ("Odile Tanneguy", BASTIEN, BASTIEN))
    circle = Audience.of_persons(odile, bastien)
    group = a_group(space, "Le cercle", audience=circle, convened_by=(odile, bastien))
    of_circle, of_all = room_of(space, odile, group=group, audience=circle), room_of(space, odile)

    for room in (of_circle, of_all, of_all):
        mark_all_present(room, BASTIEN, by=odile)

    assert of_circle.meeting.attendances.filter(person=bastien).exists()
    assert not Attendance.objects.filter(person=elder).exists()
    assert of_all.meeting.attendances.filter(person__name=BASTIEN).exclude(person=bastien).count() == 1


def test_a_room_still_knows_a_member_by_the_names_by_which_they_came_or_others_joined_to_them(space, malo):
    odile, malo = a_member(space, "Odile Tanneguy"), took(malo, BASTIEN, "Malo Riou")
    merge_pair(malo, a_person(space, "Ti-Malo"), by=odile, at=NOW)

    for said in ("Malo Riou", "malo", "Ti-Malo"):
        room = room_of(space, odile)
        mark_all_present(room, said, by=odile)
        assert room.meeting.attendances.filter(person=malo, presence=Presence.PRESENT).exists()


def test_a_call_to_a_meeting_by_a_name_is_not_for_who_took_it(space, taker):
    hers = hers_of(space)
    meeting = a_meeting(space, on=timezone.localdate() + datetime.timedelta(days=5))

    hers.post(reverse("meetings:calling", args=[space.slug, meeting.pk]), {"name": BASTIEN, "address": "b@ex.example"})

    assert Invitation.objects.get(meeting=meeting).person.name == BASTIEN
    assert Invitation.objects.get(meeting=meeting).person != taker


def test_of_two_names_that_never_came_an_invitation_is_for_neither_and_then_for_the_one_it_made(space):
    both = [a_person(space, BASTIEN) for _each in range(2)]

    first, second = invited(space, BASTIEN), invited(space, BASTIEN)

    assert first == second
    assert first not in both


@pytest.mark.parametrize("said", [BASTIEN, "Bastien"])
def test_an_action_is_not_offered_to_who_took_the_name(space, taker, said):
    hers, action = hers_of(space), an_action(space, "Demander le devis")
    meeting = a_meeting(space)

    hers.post(reverse("groups:action_offer", args=[space.slug, action.pk]), {"whose": said})
    hers.post(reverse("meetings:taken", args=[space.slug, meeting.pk, action.pk]), {"gesture": "offer", "words": said})
    hers.post(reverse("groups:new_action", args=[space.slug]), {"text": "Appeler le maçon", "whose": said})

    assert not Action.objects.filter(offered_to=taker).exists()


def test_an_action_is_offered_to_who_came_by_the_name(space, taker):
    hers, action, bastien = hers_of(space), an_action(space, "Demander le devis"), a_member(space, BASTIEN)

    hers.post(reverse("groups:action_offer", args=[space.slug, action.pk]), {"whose": "bastien lorrimer"})

    assert Action.objects.get().offered_to == bastien


def test_a_line_of_a_room_or_of_its_page_is_proposed_to_nobody_who_took_the_name(space, taker):
    odile = a_member(space, "Odile Tanneguy")
    room = room_of(space, odile)
    room.meeting.attendances.create(person=taker, presence=Presence.PRESENT)
    page = written(note_of(room.meeting, by=odile), f"\n\n{BASTIEN} appelle la mairie avant vendredi\n", by=odile)

    action = add_line(room, f"{BASTIEN} appelle le maçon avant vendredi", by=odile, at=timezone.now())
    with pytest.raises(Refusal):
        propose_line(room, action, "Bastien", by=odile)

    assert not Action.objects.filter(offered_to=taker).exists()
    assert questions(entered(Client(), odile), page, "Une chose à faire, à proposer à Bastien") == []


def test_minutes_that_a_member_brings_give_nobody_the_group_of_who_took_the_name(space, taker):
    group = a_group(space, "Le groupe de Malo", convened_by=(taker,))
    bastien = a_member(space, BASTIEN)

    hers_of(space).post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    assert (group.questions.count(), group.needs.count(), may_decide(taker, Need.objects.get().group)) == (0, 0, False)
    assert Membership.objects.get(person=bastien).group == Need.objects.get().group


def test_they_lead_to_the_group_of_who_bears_the_name_that_another_joined_to_them(space, malo):
    group, odile = a_group(space, "Le groupe de Malo", convened_by=(malo,)), a_member(space, "Odile Tanneguy")
    merge_pair(malo, a_person(space, BASTIEN), by=odile, at=NOW)

    found = Known(space, readers=[odile], said_by=odile).find(Wanted("", Group, {}, names=(name_key(BASTIEN),)), {})

    assert found == group


def test_what_others_correct_in_minutes_that_who_took_a_name_brought_is_of_who_came_by_it(space, malo):
    his, bastien, hers = entered(Client(), malo), a_member(space, BASTIEN), hers_of(space)
    at = reverse("minutes:new_import", args=[space.slug])
    his.post(at, {"text": WORDS.replace(BASTIEN, "Zoé Petit").replace("Bastien\n", "Zoé\n")})
    reading = Import.objects.get()
    open_to_space(reading, by=malo, at=timezone.now())
    took(malo, BASTIEN)

    hers.post(at, {"text": WORDS, "alike": "1", "corrects": reading.pk, "place": "0"})

    assert Membership.objects.filter(person=bastien).exists()
    assert not Membership.objects.filter(person=malo).exists()
    assert not Attendance.objects.filter(person=malo).exists()


def test_minutes_that_name_somebody_are_not_about_who_took_that_name_before(space, taker):
    bastien, page = a_member(space, BASTIEN), a_page(space, "Compte rendu", f"{BASTIEN} tient la caisse.")
    meeting = a_meeting(space, minutes=page)

    assert [concerns(meeting, page, one) for one in (bastien, taker)] == [True, False]

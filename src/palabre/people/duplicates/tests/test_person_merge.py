"""Two that are one are brought together, and parted again as if nothing had been; rights never move."""

import pytest
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.models import Membership
from palabre.journal.models import Entry, record
from palabre.meetings.models import Attendance, Presence
from palabre.people.duplicates import person_merge
from palabre.people.models import Affiliation, Audience, Merging, Organisation, Person, Seat
from palabre.refusal import Refusal
from tests.builders import a_group, a_meeting, a_member, a_person, a_space, an_action, an_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def her(space):
    return a_member(space, "Odile Tanneguy")


@pytest.fixture
def whole(space):
    return a_person(space, "Inès Lamour")


@pytest.fixture
def short(space):
    return a_person(space, "Inès L.")


def merge(kept, absorbed, by):
    return person_merge.merge_pair(kept, absorbed, by=by, at=NOW)


def undo(done, by):
    person_merge.unmerge(done, by=by, at=NOW)


def test_what_points_at_the_one_points_at_the_other(space, her, whole, short):
    group = a_group(space, convened_by=(short,))
    action = an_action(space, owner=short)

    merge(whole, short, her)

    action.refresh_from_db()
    assert group.memberships.get().person == action.owner == whole
    assert Person.objects.get(pk=short.pk).same_as == whole


def test_what_has_no_way_back_moves_too(space, her, whole, short):
    entry = record("action.taken", an_action(space), by=short)

    merge(whole, short, her)

    entry.refresh_from_db()
    assert entry.by == whole


def test_what_both_hold_stays_with_each(space, her, whole, short):
    meeting = a_meeting(space)
    for person in (whole, short):
        Attendance.objects.create(meeting=meeting, person=person, presence=Presence.PRESENT)

    done = merge(whole, short, her)

    assert set(meeting.attendances.values_list("person", flat=True)) == {whole.pk, short.pk}
    assert done.moved == []


def test_one_row_that_cannot_move_does_not_keep_the_others(space, her, whole, short):
    both, hers = an_organisation(space, of=(whole, short)), an_organisation(space, "Atelier du Pré", of=(short,))

    merge(whole, short, her)

    moved = Affiliation.objects.get(organisation=hers)
    assert moved.person == whole
    assert both.affiliations.count() == 2


def test_a_double_of_a_double_leads_to_the_kept_one(space, her, whole, short):
    third = a_person(space, "I. Lamour")
    merge(short, third, her)

    merge(whole, short, her)

    assert Person.objects.get(pk=third.pk).same_as == whole


def test_bringing_together_by_way_of_a_double_makes_no_circle(space, her, whole, short):
    first = merge(whole, short, her)

    again = merge(short, whole, her)

    assert again == first
    assert Person.objects.get(pk=whole.pk).same_as is None


def test_bringing_together_twice_is_done_once(her, whole, short):
    assert merge(whole, short, her) == merge(whole, short, her)
    assert Entry.objects.filter(verb="persons.merged").count() == 1


def test_parting_gives_back_what_still_points_there(space, her, whole, short):
    kept, gone = a_group(space, convened_by=(short,)), a_group(space, "Un autre", convened_by=(short,))
    done = merge(whole, short, her)
    Membership.objects.filter(group=gone).update(person=her)

    undo(done, her)

    assert kept.memberships.get().person == short
    assert gone.memberships.get().person == her
    assert Person.objects.get(pk=short.pk).same_as is None


def test_parting_twice_is_done_once(her, whole, short):
    done = merge(whole, short, her)

    undo(done, her)
    undo(done, her)

    assert Entry.objects.filter(verb="persons.parted").count() == 1


def test_who_was_brought_together_with_a_third_since_is_parted_from_her_first(space, her, whole, short):
    first = merge(whole, short, her)
    merge(a_person(space, "Inès Lamour-Bret"), whole, her)

    with pytest.raises(Refusal):
        undo(first, her)


def test_she_who_came_by_herself_is_kept(space, her, whole):
    came = a_member(space, "Inès")

    merge(whole, came, her)

    assert Person.objects.get(pk=whole.pk).same_as == came


def test_two_who_both_sign_in_are_two(space, her, whole, short):
    for number, person in enumerate((whole, short)):
        person.account = Account.objects.create(email=f"{number}@exemple.example")
        person.save()

    with pytest.raises(Refusal):
        merge(whole, short, her)


def test_nobody_is_brought_together_with_herself(her, whole):
    with pytest.raises(Refusal):
        merge(whole, whole, her)


def test_a_name_that_was_taken_away_stays_apart(her, whole, short):
    Person.objects.filter(pk=short.pk).update(erased_at=NOW)

    with pytest.raises(Refusal):
        merge(whole, short, her)


def test_two_of_two_spaces_stay_two(her, whole):
    elsewhere = a_person(a_space("Ailleurs"), "Inès Lamour")

    with pytest.raises(Refusal):
        merge(whole, elsewhere, her)


def test_who_has_not_joined_brings_nobody_together(whole, short):
    with pytest.raises(Refusal):
        merge(whole, short, whole)


def test_the_member_of_another_space_brings_nobody_together(whole, short):
    with pytest.raises(Refusal):
        merge(whole, short, a_member(a_space("Ailleurs")))


def test_who_has_not_joined_parts_nobody(her, whole, short):
    done = merge(whole, short, her)

    with pytest.raises(Refusal):
        undo(done, whole)


def test_a_seat_is_a_right_and_stays(space, her):
    secret = Audience.of_persons(a_member(space, "Inès Lamour"))
    seat = Seat.objects.get()
    ghost = an_action(space, "Un secret", audience=secret, owner=seat.person)
    double = a_member(space, "Inès L.")

    merge(double, seat.person, seat.person)

    ghost.refresh_from_db()
    assert Seat.objects.get().person == ghost.owner == seat.person


def test_the_seat_of_who_never_came_stays_with_her_too(her, whole, short):
    Audience.of_persons(short)

    merge(whole, short, her)

    assert Seat.objects.get().person == short


def test_what_is_in_preparation_follows_who_never_came(space, her, whole, short):
    draft = an_action(space, audience=Audience.of_persons(her), owner=short)

    merge(whole, short, her)

    draft.refresh_from_db()
    assert draft.owner == whole


def test_an_address_that_is_missing_is_lent_and_given_back(her, whole, short):
    short.may_be_reached_at("ines@exemple.example", by=None)

    done = merge(whole, short, her)
    assert Person.objects.get(pk=whole.pk).email == "ines@exemple.example"
    undo(done, her)

    assert Person.objects.get(pk=whole.pk).email == ""


def test_who_came_by_herself_is_lent_no_address_by_which_another_could_be_her(her, short):
    short.may_be_reached_at("une.autre@exemple.example", by=None)

    merge(her, short, her)

    assert Person.objects.get(pk=her.pk).email == ""


def test_two_spellings_of_an_organisation_become_one(space, her, whole):
    town, short = an_organisation(space, "Mairie de Brennes"), an_organisation(space, "Brennes", of=(whole,))

    done = merge(town, short, her)
    assert (Affiliation.objects.get().organisation, Organisation.objects.get(pk=short.pk).same_as) == (town, town)
    undo(done, her)

    assert (Affiliation.objects.get().organisation, Organisation.objects.get(pk=short.pk).same_as) == (short, None)


def test_the_organisation_that_more_people_read_is_kept(space, her):
    draft = an_organisation(space, "Brennes", audience=Audience.of_persons(her))
    known = an_organisation(space, "Mairie de Brennes")

    merge(draft, known, her)

    assert Organisation.objects.get(pk=draft.pk).same_as == known


def test_that_they_are_two_is_said_once(her, whole, short):
    first = person_merge.keep_apart(whole, short, by=her, at=NOW)

    again = person_merge.keep_apart(short, whole, by=her, at=NOW)

    assert again == first == Merging.objects.get()
    assert (first.moved, first.undone_at) == ([], NOW)


def test_that_they_are_two_may_be_asked_again(her, whole, short):
    said = person_merge.keep_apart(whole, short, by=her, at=NOW)

    person_merge.ask_again(said, by=her)
    person_merge.ask_again(said, by=her)

    assert not Merging.objects.exists()


def test_who_has_not_joined_does_not_say_that_they_are_two(whole, short):
    with pytest.raises(Refusal):
        person_merge.keep_apart(whole, short, by=whole, at=NOW)


def test_an_address_of_which_nobody_knows_who_noted_it_is_not_noted_by_who_joins():
    odile = a_member(a_space(), "Odile Morvan")
    zoe, other = a_person(odile.space, "Zoé Petit"), a_person(odile.space, "Zoé P.")
    Person.objects.filter(pk=other.pk).update(email="zoe@exemple.example", address_by=None)

    person_merge.merge_pair(zoe, Person.objects.get(pk=other.pk), by=odile, at=timezone.now())

    kept = Person.objects.get(pk=zoe.pk)
    assert (kept.email, kept.address_by) == ("zoe@exemple.example", None)

"""A name that one member alone joined to his own does not go with his: it waits a day, and any member keeps it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Membership
from palabre.people.access.tests.test_keys import alone_in_her_group
from palabre.people.duplicates import person_merge
from palabre.people.erasures import name_erasure, slow_removal
from palabre.people.erasures.tests.scene import told_for_long
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def odile():
    """She founded the space: what she says counts."""
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Kersauze")


@pytest.fixture
def claire(odile):
    her = a_person(odile.space, "Claire Aubanel")
    her.may_be_reached_at("claire@exemple.example", by=None)
    return her


def join(kept, absorbed, *, by):
    """Join them, two days ago."""
    person_merge.merge_pair(kept, absorbed, by=by, at=NOW)
    told_for_long()


def is_gone(her):
    her.refresh_from_db()
    return her.erased_at is not None


@pytest.mark.parametrize("is_self_named", [True, False])
def test_who_removes_his_name_removes_nobody_elses(malo, claire, is_self_named):
    group = a_group(malo.space, convened_by=(claire,))
    page = a_page(malo.space, "Le moulin", "Claire Aubanel s’occupe du moulin.")
    Person.objects.filter(pk=malo.pk).update(is_self_named=is_self_named)
    his = entered(Client(), malo)

    his.post(reverse("here:merging", args=[malo.space.slug]), {"one": malo.pk, "other": claire.pk})
    his.post(reverse("you:name", args=[malo.space.slug]))

    assert is_gone(malo)
    assert not is_gone(claire)
    assert (claire.name, claire.email, claire.same_as) == ("Claire Aubanel", "claire@exemple.example", None)
    assert Membership.objects.filter(group=group, person=claire).exists()
    page.note.refresh_from_db()
    assert "Claire Aubanel" in page.note.body_md


def test_the_other_name_goes_a_day_later_unless_a_member_keeps_it(malo, odile, claire):
    word = a_person(malo.space, "M. Kersauze")
    join(malo, claire, by=malo)
    join(malo, word, by=malo)
    entered(Client(), malo).post(reverse("you:name", args=[malo.space.slug]))
    slow_removal.cancel_removal(malo.space, claire.pk, by=odile)

    slow_removal.finish_due(timezone.now() + datetime.timedelta(days=1, minutes=1))

    assert (is_gone(word), is_gone(claire)) == (True, False)


def test_she_is_told_which_names_wait(malo, claire):
    join(malo, claire, by=malo)

    read = entered(Client(), malo).get(reverse("you:name", args=[malo.space.slug])).content.decode()

    assert "Claire Aubanel" in read


def test_so_is_he_told_of_those_that_go_with_his(odile, malo, claire):
    """Who joined them may have brought them: they may be any words."""
    door = reverse("you:name", args=[malo.space.slug])
    before = entered(Client(), malo).get(door).content.decode()
    join(malo, claire, by=odile)
    after = entered(Client(), malo).get(door).content.decode()

    assert "Claire Aubanel" not in before
    assert "Les noms que l’on a joints au vôtre (Claire Aubanel) partent avec lui." in after


def test_what_another_who_counts_joined_goes_along(odile, malo, claire):
    join(malo, claire, by=odile)

    name_erasure.erase(malo, at=NOW)

    assert is_gone(claire)


def test_the_name_to_which_he_joined_another_waits_with_it(odile, malo, claire):
    word = a_person(malo.space, "M. Kersauze")
    join(claire, word, by=malo)
    join(malo, claire, by=odile)
    his = entered(Client(), malo)
    told = his.get(reverse("you:name", args=[malo.space.slug])).content.decode()

    his.post(reverse("you:name", args=[malo.space.slug]))
    slow_removal.finish_due(timezone.now() + datetime.timedelta(days=1, minutes=1))

    assert "(Claire Aubanel) partent avec lui" not in told
    assert (is_gone(malo), is_gone(claire), is_gone(word)) == (True, True, True)


def test_what_his_second_name_joined_does_not(malo, claire):
    join(malo, claire, by=a_member(malo.space, "Malo bis"))

    name_erasure.erase(malo, at=NOW)

    assert not is_gone(claire)


@pytest.mark.parametrize("is_first", [True, False])
def test_nor_does_what_a_name_that_counts_joined_today(odile, malo, claire, is_first):
    """They may be two names of one human, whichever of them joins and whichever goes: a day is for the others."""
    second = alone_in_her_group(malo.space, "Malo bis")
    kept, by = (malo, second) if is_first else (second, odile)
    person_merge.merge_pair(kept, claire, by=by, at=NOW)

    name_erasure.erase(kept, at=NOW)

    assert not is_gone(claire)


def test_what_hangs_on_a_name_that_he_joined_stays_with_it(odile, malo, claire):
    word, former = a_person(malo.space, "C. Aubanel"), a_person(malo.space, "M. Kersauze")
    join(claire, word, by=odile)
    join(former, claire, by=malo)
    join(malo, former, by=odile)

    name_erasure.erase(malo, at=NOW)

    assert [is_gone(one) for one in (malo, claire, word)] == [True, False, False]
    assert (claire.same_as, word.same_as) == (None, claire)


def test_a_name_that_was_joined_to_a_living_one_takes_that_one_nowhere(odile, malo, claire):
    join(malo, claire, by=odile)

    name_erasure.erase(Person.objects.get(pk=claire.pk), at=NOW)

    assert (is_gone(claire), is_gone(malo)) == (True, False)

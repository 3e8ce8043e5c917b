"""Who has her name taken away leaves nothing that nobody can open or undo."""

import datetime
import re

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group
from palabre.home.statements.own_name_removal import take_name_away
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.people.access.links import link_to
from palabre.people.duplicates.person_merge import merge_pair, unmerge
from palabre.people.erasures import delayed_erasure, slow_removal
from palabre.people.erasures.tests.scene import told_for_long
from palabre.people.models import MergeRequest, Merging, Person
from tests.builders import a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TOMORROW = NOW + datetime.timedelta(days=1)
MINUTES = "# Réunion du four\n\nPrésents : Bruno Sauvage, Aïcha Le Goff\n\n## Bruno\n\n- Il faut du bois.\n"


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


def brought(by):
    return import_minutes(by.space, MINUTES, by=by, on=datetime.date(2026, 11, 24))


def test_minutes_that_she_alone_saw_go_with_her(odile):
    reading = brought(odile)

    take_name_away(odile, at=NOW)

    assert Import.objects.get(pk=reading.pk).undone_at is not None
    assert Group.objects.count() == 0


def test_minutes_that_she_opened_stay(odile):
    reading = brought(odile)
    open_to_space(reading, by=odile, at=NOW)

    take_name_away(odile, at=NOW)

    assert Import.objects.get(pk=reading.pk).undone_at is None


def joined(odile, name):
    """Return somebody who never came, whose name she joined to hers."""
    double = a_person(odile.space, name)
    entered(Client(), odile).post(f"/s/{odile.space.slug}/people/doubles/", {"one": odile.pk, "other": double.pk})
    return double


def test_the_names_that_she_joined_to_hers_go_tomorrow(odile):
    double = joined(odile, "Odette Marchand")

    take_name_away(odile, at=NOW)

    double.refresh_from_db()
    assert (double.erased_at, double.leaving_at) == (None, TOMORROW)


def test_what_prevents_that_leaves_her_name_too(odile, monkeypatch):
    """She could not ask again."""
    joined(odile, "Odette Marchand")

    def killed(*_asked, **_named):
        raise OperationalError

    monkeypatch.setattr(slow_removal, "ask_slow_removal", killed)
    with pytest.raises(OperationalError):
        take_name_away(odile, at=NOW)

    odile.refresh_from_db()
    assert odile.erased_at is None


@pytest.mark.parametrize(("name", "waits"), [("Odette Marchand", True), ("O. Tanneguy", False)])
def test_the_screen_says_which_wait(odile, name, waits):
    """« O. Tanneguy » can be nobody else here: it goes with hers."""
    joined(odile, name)

    shown = entered(Client(), odile).get(f"/s/{odile.space.slug}/you/name/").content.decode()

    assert ("Les noms réunis au vôtre" in shown) == waits


def read(client, path):
    return re.sub(r"\s+", " ", client.get(path).content.decode().replace("\u00a0", " ").replace("\u202f", " "))


def test_where_another_bears_her_name_the_screen_says_what_to_do_first(odile):
    her = a_member(odile.space, "Gaëlle Rivoal")
    said = {"one": her.pk, "other": a_person(odile.space, "Gaëlle Rivoal").pk}
    screens = []
    for by in (None, her, odile):
        if by is not None:
            entered(Client(), by).post(f"/s/{odile.space.slug}/people/doubles/", said)
            told_for_long()
        screens.append(read(entered(Client(), her), f"/s/{odile.space.slug}/you/name/"))
        for merging in Merging.objects.filter(undone_at=None):
            unmerge(merging, by=odile, at=NOW)

    assert ["demandez d’abord à un membre de le dire" in one for one in screens] == [True, False, False]
    assert ["il en part un jour après" in one for one in screens] == [False, True, False]


def test_what_the_screen_says_of_a_namesake_is_two_sentences(odile):
    a_person(odile.space, "Odile Tanneguy")

    shown = re.sub(r"<[^>]*>", "", read(entered(Client(), odile), f"/s/{odile.space.slug}/you/name/"))

    assert "rien ne vous distingue. Si c’est" in shown


def test_a_typed_name_stays_in_what_others_read_among_themselves(odile):
    Person.objects.filter(pk=odile.pk).update(is_self_named=True)

    shown = read(entered(Client(), odile), f"/s/{odile.space.slug}/you/name/")

    assert "Votre nom dans ce que quelques personnes lisent entre elles, sans vous" in shown


def test_once_it_is_gone_the_screen_says_who_can_still_help(odile):
    a_person(odile.space, "Odile Tanneguy")

    gone = entered(Client(), odile).post(f"/s/{odile.space.slug}/you/name/").content.decode()

    assert "demandez à un membre de l’ôter des textes" in gone


def test_before_words_are_kept_the_screen_says_that_it_is_for_good(odile):
    a_page(odile.space, "Le four", "Bruno Sauvage a dit oui.")
    take_name_away(a_member(odile.space, "Bruno Sauvage"), at=NOW)

    page = read(entered(Client(), odile), reverse("home:words", args=[odile.space.slug]))

    assert "Ces mots ne sont pas un nom" in page
    assert "d’un seul coup et sans retour" in page


@pytest.mark.parametrize("other", ["Odile Tanneguy", "Zozo Tanneguy"])
@pytest.mark.parametrize("is_by_the_phone", [True, False])
def test_her_two_names_that_each_device_said_to_be_one_both_go(odile, other, is_by_the_phone):
    phone = a_member(odile.space, other)
    page = a_page(odile.space, "Le moulin", f"Odile Tanneguy s’occupe du moulin, dit {other}.")
    devices = both_said(odile, phone)
    leaving, left = (phone, odile) if is_by_the_phone else (odile, phone)

    shown = devices[leaving].get(reverse("you:name", args=[odile.space.slug])).text
    said = devices[leaving].post(reverse("you:name", args=[odile.space.slug])).text
    seen = [left.name in part_between(text, "réunis au vôtre", "demain aussi") for text in (shown, said)]
    left.refresh_from_db()
    seen.append(left.erased_at)  # at once she alone who asked: the other may have been led to say yes
    after(days=1)
    after(days=2)

    page.note.refresh_from_db()
    left.refresh_from_db()
    assert (seen, left.erased_at is not None, "Tanneguy" in page.note.body_md) == ([True, True, None], True, False)


def test_the_other_name_is_kept_from_its_own_device(odile):
    phone = a_member(odile.space, "Zozo Tanneguy")
    devices = both_said(odile, phone)
    devices[odile].post(reverse("you:name", args=[odile.space.slug]))

    words = reverse("home:words", args=[odile.space.slug])
    seen = [words in devices[phone].get(odile.space.get_absolute_url()).text]
    devices[phone].post(words, {"person": phone.pk})
    after(days=2)

    phone.refresh_from_db()
    assert (*seen, phone.name, phone.erased_at) == (True, "Zozo Tanneguy", None)


def both_said(odile, phone):
    """Have each say, on a device of their own, that they are one person; return the devices."""
    devices = {one: entered(Client(), one) for one in (odile, phone)}
    devices[odile].post(reverse("here:merging", args=[odile.space.slug]), {"one": odile.pk, "other": phone.pk})
    asked = MergeRequest.objects.get()
    devices[phone].post(reverse("here:same_person", args=[odile.space.slug, asked.pk]), {"yes": "1"})
    assert Merging.objects.get().undone_at is None
    return devices


def part_between(text, begin, end):
    return text.partition(begin)[2].partition(end)[0]


def after(*, days):
    at = timezone.now() + datetime.timedelta(days=days, minutes=5)
    slow_removal.finish_due(at)
    delayed_erasure.finish_due(at)


def test_the_page_of_the_names_that_go_says_who_asked_and_no_link_where_there_was_none(odile):
    joined(odile, "Odile T.")
    hugo, malo = a_member(odile.space, "Hugo Lenoir"), a_person(odile.space, "Malo Tessier")
    link = link_to(odile.space, person=malo, by=hugo, at=NOW, space=odile.space)
    slow_removal.ask_slow_removal(malo, link, at=NOW)
    take_name_away(odile, at=NOW)

    page = entered(Client(), hugo).get(reverse("home:words", args=[odile.space.slug])).content.decode()
    said = [" ".join(one.split()).replace("\xa0", " ") for one in page.split("<form")]

    found = {
        name: [("Par un lien" in one, "a retiré son nom" in one) for one in said if name in one]
        for name in ("Malo Tessier", "Odile T.")
    }
    assert found == {"Malo Tessier": [(True, False)], "Odile T.": [(False, True)]}


@pytest.mark.parametrize("is_member", [True, False])
def test_a_name_joined_to_hers_by_which_she_answered_since_goes_too(odile, is_member):
    """A member who counts joined the name of the minutes to hers; its own link still answers by it."""
    nadou, word = a_member(odile.space, "Nadou Lann"), a_person(odile.space, "Nadège Kerouanton")
    page = a_page(odile.space, "Le moulin", "Nadège Kerouanton s’occupe du moulin.")
    merge_pair(nadou, word, by=odile, at=timezone.now())
    came = timezone.now()
    Person.objects.filter(pk=word.pk).update(came_at=came, joined_at=came if is_member else None)

    said = entered(Client(), nadou).post(reverse("you:name", args=[odile.space.slug])).text
    after(days=1)
    after(days=2)

    page.note.refresh_from_db()
    assert ("Nadège Kerouanton" in part_between(said, "réunis au vôtre", "demain aussi"), page.note.body_md) == (
        True,
        "Une personne s’occupe du moulin.",
    )

"""The page that says who is here and who reads: for members, with each gesture and its undo."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from palabre.minutes.undo.import_undo import undo_import as take_away
from palabre.people import roster
from palabre.people.access import join_link, links
from palabre.people.agreements import stewardship
from palabre.people.duplicates.person_merge import keep_apart, merge_pair
from palabre.people.models import Audience, Link, Merging, Person
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_person, a_space, an_organisation, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def her():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def client(her):
    return entered(Client(), her)


def page(client, her, query=""):
    return " ".join(client.get(f"{her.space.get_absolute_url()}people/{query}").content.decode().split())


def do(client, her, what, **said):
    """Make a gesture on the page; return the page that tells it."""
    answer = client.post(f"{her.space.get_absolute_url()}people/{what}", said, follow=True)
    return " ".join(answer.content.decode().split())


def undo(client, told):
    """Press « Annuler » in the sentence."""
    address = told.split('<div class="done">')[1].split('action="')[1].split('"')[0]
    answer = client.post(address, follow=True)
    assert answer.status_code == 200


def test_members_read_who_is_here_and_whom_minutes_name(client, her):
    an_organisation(her.space, "Atelier du Pré", of=(a_person(her.space, "Inès Lamour"),))
    a_person(her.space, "Gérard Vautrin").come(NOW)

    told = page(client, her)

    assert "Sont là" in told
    assert 'Inès Lamour <span class="note">Atelier du Pré</span>' in told
    assert told.index("Odile") < told.index("Sont passées") < told.index("Gérard") < told.index("Sont nommées")


def test_a_passer_by_of_a_public_space_does_not(client, her):
    her.space.publish(NOW)

    assert Client().get(f"{her.space.get_absolute_url()}people/").status_code == 403


def test_a_guest_does_not(her):
    her.space.publish(NOW)
    guest = a_person(her.space, "Gérard Vautrin")
    guest.come(NOW)

    assert entered(Client(), guest).get(f"{her.space.get_absolute_url()}people/").status_code == 403


def test_two_of_one_name_are_told_apart_by_their_organisation(client, her):
    for name in ("Mairie de Brennes", "Atelier du Pré"):
        an_organisation(her.space, name, of=(a_person(her.space, "Inès Lamour"),))

    told = page(client, her)

    assert 'Inès Lamour <span class="note">Mairie de Brennes</span>' in told
    assert 'Inès Lamour <span class="note">Atelier du Pré</span>' in told
    assert "Mairie de Brennes / Atelier du Pré" in told


def test_an_organisation_that_she_cannot_read_tells_nothing(client, her):
    other = a_member(her.space, "Hugo Ferreira")
    an_organisation(her.space, "Atelier secret", of=(other,), audience=Audience.of_persons(other))

    assert "Atelier secret" not in page(client, her)


def test_whom_only_the_minutes_of_another_name_is_not_known_yet(client, her):
    reading = brought(a_member(her.space, "Hugo Ferreira"))
    assert "Nadège Pélissol" not in page(client, her)

    open_to_space(reading, by=reading.by, at=NOW)

    assert "Nadège Pélissol" in page(client, her)


def test_her_own_minutes_in_preparation_name_people_for_her(client, her):
    brought(her)

    assert "Nadège Pélissol" in page(client, her)


def test_who_was_named_before_the_minutes_of_another_stays_known(client, her):
    a_person(her.space, "Nadège Pélissol")
    brought(a_member(her.space, "Hugo Ferreira"))

    assert "Nadège Pélissol" in page(client, her)


def test_who_was_brought_together_or_taken_away_is_not_listed(client, her):
    kept, gone = a_person(her.space, "Inès Lamour"), a_person(her.space, "Personne")
    merge_pair(kept, a_person(her.space, "Inès L."), by=her, at=NOW)
    gone.lose_name("Personne", NOW)

    told = page(client, her)

    assert told.count("Inès L.") == told.count("« Inès L. » : c’est « Inès Lamour »") + told.count("Séparer Inès L.")
    assert "Personne</option>" not in told


def test_minutes_that_are_undone_take_away_whom_they_made_a_double_of(client, her):
    reading = brought(her)
    kept = a_person(her.space, "Nadège Pélissol-Bry")
    done = merge_pair(kept, Person.objects.get(name="Nadège Pélissol"), by=her, at=NOW)

    take_away(reading, by=her)

    assert "Noms réunis" in page(client, her)
    assert "Séparer" not in page(client, her)
    assert client.post(f"{her.space.get_absolute_url()}people/doubles/{done.pk}/undoing/").status_code == 404


def some_of_each(her, number):
    group = a_group(her.space)
    for nth in range(number):
        kept, double = a_person(her.space, f"Inès {'abcdefgh'[nth]}lamour"), a_person(her.space, f"Double {nth}")
        a_person(her.space, kept.name)
        an_organisation(her.space, f"Mairie {nth}", of=(kept, a_member(her.space, f"Hugo {nth}")))
        merge_pair(kept, double, by=her, at=NOW)
        links.link_to(group, person=kept, by=her, at=NOW)


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_costs_the_same_for_one_and_for_five(client, her, number, django_assert_num_queries):
    some_of_each(her, number)
    join_link.make_link(her.space, by=her, at=NOW)

    with django_assert_num_queries(19):
        page(client, her)


def test_the_link_by_which_people_enter_is_made_renewed_and_closed(client, her):
    assert "Faire un lien" in page(client, her)

    made = do(client, her, "entrance/")
    link = Link.objects.get()
    assert f'value="http://testserver{links.link_path(link)}"' in made

    assert links.link_path(link) not in do(client, her, "entrance/", anew="1")
    assert "Faire un lien" in do(client, her, "entrance/end/")


def test_a_personal_link_is_shown_once_when_it_is_asked_for(client, her):
    link = links.link_to(a_group(her.space), person=a_person(her.space, "Inès Lamour"), by=her, at=NOW)
    address = f"{her.space.get_absolute_url()}people/links/{link.pk}/"
    assert links.link_path(link) not in page(client, her) + client.get(address).content.decode()

    assert links.link_path(link) in client.post(address, follow=True).content.decode()
    assert links.link_path(link) not in client.get(address).content.decode()
    assert "n’ouvre plus rien" in do(client, her, f"links/{link.pk}/end/")

    assert client.get(f"{her.space.get_absolute_url()}people/links/{link.pk}/").status_code == 410


def test_the_personal_link_that_another_gave_is_not_shown(client, her):
    other = a_member(her.space, "Hugo Ferreira")
    link = links.link_to(a_group(her.space), person=a_person(her.space, "Inès Lamour"), by=other, at=NOW)

    assert "Liens donnés" not in page(client, her)
    assert client.get(f"{her.space.get_absolute_url()}people/links/{link.pk}/").status_code == 404
    assert client.post(f"{her.space.get_absolute_url()}people/links/{link.pk}/end/").status_code == 404


def test_whoever_looks_after_the_space_takes_back_a_link_once_who_gave_it_left(client, her):
    """Care is taken by one click: it closes no way in that a member gave."""
    other = a_member(her.space, "Hugo Ferreira")
    link = links.link_to(a_group(her.space), person=a_person(her.space, "Inès Lamour"), by=other, at=NOW)
    do(client, her, "care/")
    do(client, her, f"links/{link.pk}/end/")
    listed, kept = "Liens donnés" in page(client, her), Link.objects.get().revoked_at is None
    other.leave_space(timezone.now())

    do(client, her, f"links/{link.pk}/end/")

    assert (listed, kept, Link.objects.get().revoked_at is None) == (False, True, False)


def test_a_link_taken_back_opens_again_in_the_sentence_for_an_hour(client, her):
    link = links.link_to(a_group(her.space), person=a_person(her.space, "Inès Lamour"), by=her, at=NOW)
    told = do(client, her, f"links/{link.pk}/end/")
    closed = [Client().get(links.link_path(link)).status_code]

    undo(client, told)

    assert [*closed, Client().get(links.link_path(link)).status_code] == [410, 302]
    do(client, her, f"links/{link.pk}/end/")
    Link.objects.get().revoke(NOW - datetime.timedelta(hours=2))  # as something else closed it
    assert "Faites un autre lien" in do(client, her, f"links/{link.pk}/end/undoing/")
    assert Client().get(links.link_path(link)).status_code == 410


def test_a_link_that_is_too_old_is_not_listed(client, her):
    link = links.link_to(a_group(her.space), person=a_person(her.space, "Inès Lamour"), by=her, at=NOW)
    Link.objects.filter(pk=link.pk).update(expires_at=NOW - datetime.timedelta(days=1))

    assert "Liens donnés" not in page(client, her)


def test_the_care_of_the_space_is_taken_up_and_undone_in_the_sentence(client, her):
    told = do(client, her, "care/")
    assert "Vous animez l’espace." in told

    undo(client, told)

    assert stewardship.stewards(her.space) == []


@pytest.mark.parametrize("how", ["shared", "whole"])
def test_the_care_is_handed_and_undone_in_the_sentence(client, her, how):
    other = a_member(her.space, "Hugo Ferreira")
    do(client, her, "care/")

    told = do(client, her, "care/handing/", to=other.pk, **{how: "1"})
    assert "Hugo Ferreira anime l’espace" in told
    undo(client, told)

    assert stewardship.stewards(her.space) == [her]


def test_there_is_nothing_to_take_back_on_a_device_that_did_nothing(client, her):
    assert "C’est de nouveau comme avant." in do(client, her, "care/handing/undoing/")


def test_two_names_are_brought_together_and_undone_in_the_sentence(client, her):
    one, other = a_person(her.space, "Inès Lamour"), a_person(her.space, "Inès L.")

    told = do(client, her, "doubles/", one=one.pk, other=other.pk)
    assert Person.objects.get(pk=other.pk).same_as == one
    undo(client, told)

    assert Person.objects.get(pk=other.pk).same_as is None


def test_two_spellings_are_brought_together(client, her):
    one, other = an_organisation(her.space), an_organisation(her.space, "Brennes")

    told = do(client, her, "doubles/", kind="organisation", one=one.pk, other=other.pk)

    assert "« Brennes » et « Mairie de Brennes » ne font plus qu’un nom" in told.replace("\u00a0", " ")


def test_one_name_is_not_said_four_times(client, her):
    one, other, third = (a_person(her.space, "Inès Lamour") for _time in range(3))

    told = do(client, her, "doubles/", one=one.pk, other=other.pk).replace("\u00a0", " ")
    apart = do(client, her, "differences/", one=one.pk, other=third.pk).replace("\u00a0", " ")

    assert "Les deux « Inès Lamour » ne font plus qu’un nom." in told
    assert "les deux « Inès Lamour » sont deux personnes." in apart


def test_that_they_are_two_is_said_and_undone_in_the_sentence(client, her):
    one, other = a_person(her.space, "Inès Lamour"), a_person(her.space, "Inès L.")

    told = do(client, her, "differences/", one=one.pk, other=other.pk)
    assert "une seule personne ?" not in told.replace("\u202f", " ")
    undo(client, told)

    assert not Merging.objects.exists()


@pytest.mark.parametrize("said", [{}, {"one": "x", "other": "1"}, {"one": "9" * 30}, {"kind": "space"}])
def test_a_pair_that_is_not_said_does_not_exist(client, her, said):
    assert client.post(f"{her.space.get_absolute_url()}people/doubles/", said).status_code == 404


def test_what_was_said_of_another_space_does_not_exist(client, her):
    elsewhere = a_member(a_space("Ailleurs"))
    pair = a_person(elsewhere.space, "Inès"), a_person(elsewhere.space, "Inès L.")
    said = {"one": pair[0].pk, "other": pair[1].pk}
    done, apart = merge_pair(*pair, by=elsewhere, at=NOW), keep_apart(elsewhere, pair[0], by=elsewhere, at=NOW)

    base = f"{her.space.get_absolute_url()}people"
    for address in (f"doubles/{done.pk}/undoing/", f"differences/{apart.pk}/undoing/", "doubles/", "differences/"):
        assert client.post(f"{base}/{address}", said).status_code == 404


def test_a_space_is_opened_made_public_and_closed_again(client, her):
    Space.objects.filter(pk=her.space.pk).update(opened_at=None)
    assert "Il est en préparation." in page(client, her)

    assert "Rendre public" in do(client, her, "opening/")
    assert "n’y auront que leur prénom" in page(client, her)
    told = do(client, her, "publication/")
    assert Client().get(her.space.get_absolute_url()).status_code == 200
    undo(client, told)

    assert Client().get(her.space.get_absolute_url()).status_code == 404


GESTURES = ["entrance/", "entrance/end/", "care/", "care/end/", "care/handing/", "care/handing/undoing/", "doubles/"]
GESTURES += ["differences/", "opening/", "publication/", "publication/end/"]


@pytest.mark.parametrize("what", GESTURES)
def test_no_gesture_is_a_guest_s(her, what):
    her.space.publish(NOW)
    guest = a_person(her.space, "Gérard Vautrin")
    guest.come(NOW)

    for client in (Client(), entered(Client(), guest)):
        assert client.post(f"{her.space.get_absolute_url()}people/{what}").status_code == 403


def test_two_members_of_one_name_are_told_apart_by_since_when_they_are_here(client, her):
    other = a_member(her.space, "Odile Tanneguy")
    a_member(her.space, "Hugo Ferreira")
    Person.objects.filter(pk=other.pk).update(came_at=timezone.now() - datetime.timedelta(days=400))

    told = page(client, her)

    since = roster.since_when(Person.objects.get(pk=other.pk).came_at)
    assert f'<option value="{other.pk}">Odile Tanneguy ({since})</option>' in told
    assert f"Odile Tanneguy ({since}) ne fait plus partie" in do(client, her, "departures/", person=other.pk)
    assert "Hugo Ferreira (" not in told


def test_among_many_people_a_few_are_shown_and_the_others_found(client, her, monkeypatch):
    monkeypatch.setattr(roster, "AT_ONCE", 3)
    for name in ("Éloi Tual", "Bastien Tual", "Zoé Guivarch", "Farida Guivarch"):
        a_member(her.space, name)

    first, found = page(client, her), page(client, her, "?q=eloi")

    assert "Bastien Tual" in first
    assert "Zoé Guivarch" not in first
    assert "Éloi Tual" in found
    assert "Bastien Tual" not in found
    assert "Zoé Guivarch" in page(client, her, "?part=2")


def test_few_people_are_not_searched(client, her):
    assert 'role="search"' not in page(client, her).split("<main")[1]

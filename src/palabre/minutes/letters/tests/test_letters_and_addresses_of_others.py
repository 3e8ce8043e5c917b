"""On « Qui est nommé », who may write letters reads, replaces and sends nothing that another member noted or wrote."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.import_validity import say_of_all
from palabre.minutes.letters.letters_to_named import recognise
from palabre.minutes.tests.scene import TWO, brought, seen
from palabre.people.models import Person
from palabre.post.models import Letter
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
SECRET, HIS = "karim.secret@exemple.example", "malo.chez.moi@exemple.example"


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def malo(zoe):
    """He carries a group: he may write letters."""
    malo = a_member(zoe.space, "Malo Riou")
    a_group(zoe.space, "Le groupe de Malo", convened_by=(malo,))
    return malo


@pytest.fixture
def reading(zoe):
    reading = brought(zoe, TWO)
    open_to_space(reading, by=zoe, at=timezone.now())
    say_of_all(reading, "", by=zoe)
    return seen(reading)


@pytest.fixture
def door(reading):
    return reverse("minutes:people", args=[reading.space.slug, reading.pk])


@pytest.fixture
def karim(zoe, reading):
    karim = zoe.space.persons.get(name="Karim Belkacem")
    karim.may_be_reached_at(SECRET, by=zoe)
    return karim


@pytest.fixture
def letter(zoe, door, karim):
    entered(Client(), zoe).post(door, {"tell": "1"})
    return Letter.objects.get(to=karim)


def address_of(person):
    return Person.objects.get(pk=person.pk).email


def test_an_address_that_another_noted_is_neither_read_nor_deleted(malo, door, karim):
    his = entered(Client(), malo)

    page = his.get(door).content.decode()
    his.post(door, {f"address-{karim.pk}": ""})

    assert (SECRET in page, "adresse connue" in page, address_of(karim)) == (False, True, SECRET)


def test_another_one_is_refused_and_comes_back_while_the_others_are_noted(malo, door, karim):
    mado = malo.space.persons.get(name="Mado Kersauze")
    typed = {f"address-{karim.pk}": HIS, f"address-{mado.pk}": "mado@exemple.example"}

    page = entered(Client(), malo).post(door, typed)

    assert (page.status_code, address_of(karim), address_of(mado)) == (422, SECRET, "mado@exemple.example")
    assert f'value="{HIS}"' in page.content.decode()
    assert "Une adresse est déjà connue pour Karim Belkacem." in page.content.decode()


def test_nor_does_a_line_replace_one_from_which_a_message_came_back(malo, reading, karim):
    Person.objects.filter(pk=karim.pk).update(email_refused_at=timezone.now())

    said = recognise(reading, f"Karim Belkacem <{HIS}>", by=malo)

    assert (address_of(karim), said.count, list(said.left.values())) == (SECRET, 0, [("Karim Belkacem",)])


def test_who_noted_it_reads_and_deletes_it(zoe, door, karim):
    hers = entered(Client(), zoe)

    page = hers.get(door).content.decode()
    hers.post(door, {f"address-{karim.pk}": ""})

    assert (SECRET in page, address_of(karim)) == (True, "")


def test_the_letter_of_another_is_not_said_to_be_given(malo, door, karim, letter):
    page = entered(Client(), malo).post(door, {"given": str(karim.pk)}, follow=True)

    assert Letter.objects.get(pk=letter.pk).sent_at is None
    assert "Quelqu’un d’autre a écrit le message à Karim Belkacem." in page.content.decode()


def test_who_wrote_it_says_that_it_is_given(zoe, door, karim, letter):
    entered(Client(), zoe).post(door, {"given": str(karim.pk)})

    assert Letter.objects.get(pk=letter.pk).sent_at is not None


def test_letters_of_another_that_wait_are_not_taken_over(malo, zoe, door, letter):
    entered(Client(), malo).post(door, {"tell": "1"})

    now = Letter.objects.get(pk=letter.pk)
    assert (now.by, now.body, now.link) == (zoe, letter.body, letter.link)
    assert not Letter.objects.filter(by=malo).exists()


def test_the_page_leads_to_the_letters_of_ones_own_alone(malo, zoe, door, letter):
    to_it = reverse("outbox:letter", args=[zoe.space.slug, letter.pk])

    pages = [entered(Client(), who).get(door).content.decode() for who in (zoe, malo)]

    assert [to_it in page for page in pages] == [True, False]
    assert "Quelqu’un d’autre a écrit à Karim Belkacem" in pages[1]

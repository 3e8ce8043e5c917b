"""A role that only minutes in preparation give is read by nobody but who prepares them."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group, Membership
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.tests.scene import A_DAY, HEAD, KNOWN, NEWS, SILENCE, TAIL, again, brought
from tests.builders import a_member, a_space, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db
OTHERS = (
    f"{HEAD}- **Bastien Lorrimer**, Relais Partagé Hautes-Ambres, *{KNOWN}*\n"
    f"- **Karim Belkacem**, Mairie de Brennes, *{KNOWN}*{TAIL}{NEWS.format(who='Bastien et Karim', said=SILENCE)}"
)


def published_and_prepared():
    """Publish minutes that tell of a group, then prepare others that give it another carrier; return both."""
    nadege = a_member(a_space(public=True), "Nadège Kerouanton")
    reading = brought(nadege)
    open_to_space(reading, by=nadege, at=timezone.now())
    publish(reading, by=nadege)
    group = Group.objects.get(memberships__person__name="Bastien Lorrimer")
    malo = a_member(nadege.space, "Malo Kersauze")
    return import_minutes(nadege.space, OTHERS, by=malo, on=A_DAY), group


scene = once_per_module(published_and_prepared)


@pytest.fixture
def prepared(scene):
    return again(scene[0])


@pytest.fixture
def nadege(prepared):
    return prepared.space.persons.select_related("space").get(name="Nadège Kerouanton")


@pytest.fixture
def group(scene):
    """Return a group that published minutes tell of."""
    return Group.objects.select_related("space", "audience").get(pk=scene[1].pk)


def words_read(client, space, group):
    """All that tells who carries: the group's page, the community's, its questions, the table of roles, the export."""
    doors = [group.get_absolute_url(), space.get_absolute_url(), reverse("home:roles", args=[space.slug])]
    doors += [one.get_absolute_url() for one in group.questions.all()]
    taken = client.post(reverse("home:export", args=[space.slug]))
    read = [client.get(door).content.decode() for door in doors]
    if taken.status_code == 200:
        archive = zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content)))
        read.append(archive.read("groups.json").decode())
    return "\n".join(read)


@pytest.mark.parametrize("who", ["a passer-by", "a member"])
def test_nobody_learns_whom_minutes_in_preparation_say_to_carry_a_group(nadege, group, prepared, who):
    reader = Client() if who == "a passer-by" else entered(Client(), nadege)

    read = words_read(reader, nadege.space, group)

    assert prepared.opened_at is None
    assert ("Bastien" in read, "Karim" in read) == (True, False)


def test_who_prepares_them_reads_it_and_the_members_do_once_they_are_open(nadege, group, prepared):
    hers, his = (entered(Client(), one) for one in (nadege, prepared.by))
    before = "Karim" in words_read(his, nadege.space, group)

    open_to_space(prepared, by=prepared.by, at=timezone.now())

    assert (before, "Karim" in hers.get(group.get_absolute_url()).content.decode()) == (True, True)


def test_a_role_that_the_person_confirmed_is_read_by_all(nadege, group, prepared):
    Membership.objects.get(group=group, person__name="Karim Belkacem").confirm(timezone.now())

    assert "Karim" in Client().get(group.get_absolute_url()).content.decode()

"""Minutes that one member prepares tie nothing that others read to anything else before they are opened."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.models import Carrying, Group
from palabre.groups.questions.carrying import carry
from palabre.minutes.imports.import_publication import publish, unpublish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import HEAD, KNOWN, NEWS, OTHER, SILENCE, TAIL, sent
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.models import Affiliation, Audience, Person
from palabre.questions.models import Lineage, Question
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_question, an_organisation, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def bastien(space):
    return a_member(space, "Bastien Lorrimer")


def reworded(by):
    return sent(by, f"{HEAD}- **Karim Belkacem**, *{KNOWN}* > Sujet reformulé : *Rien de tout cela*{TAIL}")


def test_a_question_of_all_stays_open_while_only_minutes_in_preparation_say_that_it_became_another(
    space, malo, bastien
):
    question = a_question(space, KNOWN)

    reworded(malo)

    assert question in Question.objects.living()
    assert carry(question, by=bastien, at=timezone.now()).questions.get() == question


def test_a_question_of_all_waits_for_somebody_while_only_a_group_in_preparation_carries_it(space, malo, bastien):
    question = a_question(space, KNOWN)

    sent(malo, f"{HEAD}- **Malo Kersauze**, *{KNOWN}*{TAIL}{NEWS.format(who='Malo', said=SILENCE)}")

    assert Group.objects.count() == 1
    assert carry(question, by=bastien, at=timezone.now()).questions.get() == question


def test_a_group_of_others_takes_no_question_that_only_minutes_in_preparation_give_it(space, malo, bastien):
    group, question = a_group(space, convened_by=(bastien,)), a_question(space, KNOWN)

    sent(malo, f"{HEAD}- **Bastien Lorrimer**, *{KNOWN}*{TAIL}{NEWS.format(who='Bastien', said=SILENCE)}")

    assert not Carrying.objects.filter(group=group, question=question).exists()


def test_nobody_belongs_to_an_organisation_of_all_that_only_minutes_in_preparation_give_them(space, malo, bastien):
    town = an_organisation(space, "Mairie de Brennes")

    sent(malo, f"{HEAD}- **Bastien Lorrimer**, Mairie de Brennes\n- **Karim Belkacem**, *{KNOWN}*{TAIL}")

    assert not Affiliation.objects.filter(person=bastien, organisation=town).exists()


def test_once_opened_they_say_all_that_waited_and_undone_nothing_of_it(space, malo, bastien):
    group, question = a_group(space, convened_by=(bastien,)), a_question(space, KNOWN)
    members, karim = Audience.of_space(space), f"- **Karim Belkacem**, *{OTHER}*"
    town = an_organisation(space, "Mairie de Brennes", audience=members)
    his = f"- **Bastien Lorrimer**, Mairie de Brennes, *{KNOWN}* > Sujet reformulé : *Rien de tout cela*"
    reading = sent(malo, f"{HEAD}{his}\n{karim}{TAIL}{NEWS.format(who='Bastien', said=SILENCE)}")
    of_town, became = Affiliation.objects.filter(organisation=town), Lineage.objects.filter(source=question)
    ties = (of_town, group.carryings.all(), became)
    before = [rows.count() for rows in ties]

    open_to_space(reading, by=malo, at=timezone.now())
    opened = [rows.count() for rows in ties]
    undo_import(reading, by=malo)

    assert (before, opened, [rows.count() for rows in ties]) == ([0, 0, 0], [1, 1, 1], [0, 0, 0])


def test_a_second_name_makes_nobody_decide_for_a_group_by_minutes_that_nobody_reads(space, malo, bastien):
    group, zoe = a_group(space, convened_by=(bastien,)), a_member(space, "Zoé Petit")
    both = f"- **Bastien Lorrimer**, *{KNOWN}*\n- **Malo Kersauze**, *{KNOWN}*"

    sent(zoe, f"{HEAD}{both}{TAIL}{NEWS.format(who='Bastien et Malo', said=SILENCE)}")

    assert not may_decide(malo, group)
    said = {"title": "Entre nous", "text": "Le local ferme.", "to": f"groups.group:{group.pk}"}
    entered(Client(), bastien).post(reverse("wiki:new", args=[space.slug]), said)
    assert entered(Client(), malo).get(Page.objects.get(title="Entre nous").get_absolute_url()).status_code == 404


def with_bastien_of(town, by):
    return sent(by, f"{HEAD}- **Bastien Lorrimer**, {town.name}\n- **Karim Belkacem**, *{KNOWN}*{TAIL}")


def test_what_waited_is_said_of_the_one_person_that_two_names_became_meanwhile(space, malo):
    bastien = a_member(space, "B. Lorrimer")
    town = an_organisation(space, "Mairie de Brennes", audience=Audience.of_space(space))
    reading = with_bastien_of(town, malo)
    merge_pair(bastien, Person.objects.get(name="Bastien Lorrimer"), by=malo, at=timezone.now())

    open_to_space(reading, by=malo, at=timezone.now())

    assert [one.person for one in town.affiliations.all()] == [bastien]


def test_what_they_say_of_an_organisation_that_everybody_reads_waits_until_everybody_reads_them(space, malo, bastien):
    Space.objects.filter(pk=space.pk).update(public_at=timezone.now())
    town = an_organisation(space, "Mairie de Brennes", audience=Audience.everybody(space))
    reading, seen = with_bastien_of(town, malo), []
    open_to_space(reading, by=malo, at=timezone.now())

    for act in (publish, unpublish):
        seen.append(town.affiliations.count())
        act(reading, by=malo)

    assert [*seen, town.affiliations.count()] == [0, 1, 0]


def test_and_of_nobody_whose_name_was_removed_meanwhile(space, malo):
    town = an_organisation(space, "Mairie de Brennes")
    reading = with_bastien_of(town, malo)
    Person.objects.filter(name="Bastien Lorrimer").update(erased_at=timezone.now())

    open_to_space(reading, by=malo, at=timezone.now())

    assert not town.affiliations.exists()


def test_opened_minutes_name_no_meeting_of_their_day_that_others_still_prepare(space, malo, bastien):
    sent(malo, "# Le licenciement de Karim\n\n28 avril 2023\n\n- On garde la maison.\n- On garde les clés.\n")
    reading = sent(malo, "# Rencontre\n\n28 avril 2023\n\n- Action : Malo répare le four.\n- Tout autre chose.\n")
    open_to_space(reading, by=malo, at=timezone.now())

    pages = [entered(Client(), one).get(reading.get_absolute_url()).content.decode() for one in (malo, bastien)]

    assert reading.meeting.title != "Rencontre"
    assert (reading.meeting.title in pages[0], "licenciement" in pages[1], "<h1" in pages[1]) == (True, False, True)

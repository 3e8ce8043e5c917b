"""« Montrer à tout le monde »: who may, what goes along, which names are read outside, and how it is taken back."""

import html
import re

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.group_split import split
from palabre.groups.lineage.merge import merge_groups
from palabre.groups.models import Action, Group, Membership, Role
from palabre.journal.models import Entry
from palabre.people import hooks
from palabre.people.models import Audience, AudienceKind, Person
from palabre.search.models import Document
from tests.builders import (
    a_group,
    a_member,
    a_need,
    a_page,
    a_person,
    a_question,
    a_role_call,
    a_space,
    an_action,
    entered,
    some_news,
)

pytestmark = pytest.mark.django_db

TITLE, QUESTION, NEED, CALL = "Le verger", "Qui taille les pommiers ?", "Une échelle", "Une personne qui greffe"
NEWS, TASK = "Trois pommiers sont plantés.", "Réserver le broyeur"


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def members(space):
    return Audience.of_space(space)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines, members):
    question = a_question(space, QUESTION, audience=members)
    group = a_group(space, TITLE, carrying=(question,), convened_by=(ines,), audience=members)
    a_need(space, NEED, group=group, audience=members)
    a_role_call(space, CALL, group=group, audience=members)
    an_action(space, TASK, group=group, audience=members)
    some_news(group, NEWS)
    return group


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


def address(name, thing):
    return reverse(f"groups:{name}", args=[thing.space.slug, thing.pk])


def words(answer):
    return " ".join(html.unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ").split())


def outside(thing):
    return Client().get(thing.get_absolute_url())


def showing(client, name, thing):
    """Read what everybody would, and show it."""
    return client.post(address(f"{name}_shown", thing), {"seen": seen(client, name, thing)})


def seen(client, name, thing):
    found = re.search(r'name="seen" value="(\w+)"', client.get(address(f"{name}_shown", thing)).content.decode())
    return found[1] if found else ""


def test_who_carries_it_reads_what_everybody_would_and_only_then_shows_it(group, her):
    asked = words(her.get(address("group_shown", group)))
    before = outside(group).status_code

    showing(her, "group", group)

    page = words(outside(group))
    assert all(said in asked for said in (TITLE, QUESTION, NEED, CALL, "Inès Courtois"))
    assert before == 404
    assert all(said in page for said in (TITLE, QUESTION, NEED, CALL))
    assert not any(said in page for said in (NEWS, TASK))


def test_who_has_said_nothing_is_read_by_first_name_before_and_after(space, group, her):
    group.welcome(Person.objects.create(space=space, name="Gaspard Lenormand"), role=Role.COMPANION)

    asked = words(her.get(address("group_shown", group)))
    showing(her, "group", group)

    assert "Gaspard" in asked
    assert "Lenormand" not in asked.replace(asked.partition("<main")[0], "")
    assert "Lenormand" not in words(outside(group))


def test_who_worded_or_said_what_goes_along_is_named_beforehand_with_what_was_said_of_a_role(space, group, her):
    malo, odile = a_member(space, "Malo Kersauze"), a_member(space, "Odile Morvan")
    group.questions.get().say("Qui taille nos pommiers ?", on=None, by=malo)
    group.needs.update(by=odile)
    group.memberships.update(words="le mardi seulement")

    asked = words(her.get(address("group_shown", group)))

    assert all(said in asked for said in (QUESTION, "Malo Kersauze", "Odile Morvan", "le mardi seulement"))


def test_a_group_born_of_a_question_that_was_shown_is_kept_among_members_by_who_carries_it(space, ines, her, members):
    question = a_question(space, QUESTION, audience=members)
    showing(her, "question", question)
    her.post(address("carrying", question))
    born = question.groups.get()

    shown = outside(born).status_code
    her.post(address("group_hidden", born))

    assert (shown, outside(born).status_code, outside(question).status_code) == (200, 404, 404)


def test_who_is_only_named_in_a_preparation_of_another_is_not_named_beforehand(space, group, her, monkeypatch):
    group.welcome(a_person(space, "Gaspard Lenormand"), role=Role.COMPANION)
    prepared = Q(person__name="Gaspard Lenormand")
    told = hooks.Mentions(
        lambda space, persons: set(), lambda model, reader: prepared if model is Membership else Q(pk=None)
    )
    monkeypatch.setattr(hooks, "mentions", [told])

    asked = words(her.get(address("group_shown", group)))

    assert "Inès Courtois" in asked
    assert "Gaspard" not in asked


def test_it_is_taken_back_with_what_was_told_since_and_twice_changes_nothing(group, her):
    for _twice in range(2):
        showing(her, "group", group)
    her.post(address("new_group_action", group), {"text": "Prévenir les voisins"})
    for _twice in range(2):
        her.post(address("group_hidden", group))

    assert outside(group).status_code == 404
    verbs = list(Entry.objects.filter(subject_kind="groups.group").values_list("verb", flat=True))
    assert verbs.count("thing.shown") == verbs.count("thing.kept_to_members") == 1
    assert not Entry.objects.filter(subject_kind="groups.group", audience__kind=AudienceKind.PUBLIC).exists()


def test_what_was_said_while_it_was_kept_among_members_is_not_shown_with_it_the_next_time(group, her):
    showing(her, "group", group)
    her.post(address("group_hidden", group))
    her.post(address("new_group_action", group), {"text": "Appeler le notaire"})

    showing(her, "group", group)

    said = Action.objects.get(text="Appeler le notaire")
    assert (outside(group).status_code, outside(said).status_code) == (200, 404)
    assert her.get(said.get_absolute_url()).status_code == 200


def test_a_need_that_is_shown_gives_no_hand_on_the_readers_of_the_minutes_of_its_group(space, ines, her, members):
    minutes = Audience.objects.create(space=space, kind=AudienceKind.PUBLIC)
    page = a_page(space, "Le compte rendu", audience=minutes)
    group = a_group(space, convened_by=(ines,), audience=minutes)
    need = a_need(space, NEED, group=group, audience=members)

    showing(her, "need", need)
    assert (outside(need).status_code, her.post(address("group_hidden", group)).status_code) == (200, 409)
    assert outside(page).status_code == 200

    minutes.narrow_to_space()
    showing(her, "group", group)
    assert (outside(group).status_code, outside(page).status_code) == (200, 404)


@pytest.mark.parametrize("name", ["group_shown", "group_hidden"])
def test_who_does_not_carry_it_reads_why_and_changes_nothing(space, group, name):
    other = entered(Client(), a_member(space, "Malo Kersauze"))
    guest = entered(Client(), a_person(space, "Gil Le Du"))

    answer = other.post(address(name, group))

    assert (answer.status_code, guest.post(address(name, group)).status_code) == (403, 404)
    assert Client().post(address(name, group)).status_code == 404
    assert "C’est à qui porte" in words(answer)
    assert outside(group).status_code == 404


def test_where_the_space_is_not_public_it_is_said_and_nothing_changes(ines, her, group):
    group.space.close()

    answer = showing(her, "group", group)

    assert (answer.status_code, "n’est pas encore public" in words(answer)) == (409, True)
    group.refresh_from_db()
    assert group.audience.kind == AudienceKind.SPACE


def test_what_a_few_people_read_is_not_shown(space, ines, her):
    group = a_group(space, convened_by=(ines,), audience=Audience.of_persons(ines))

    assert showing(her, "group", group).status_code == 409
    assert outside(group).status_code == 404


def test_what_was_published_with_its_minutes_is_not_kept_back_here(space, ines, her):
    published = Audience.objects.create(space=space, kind=AudienceKind.PUBLIC)
    group = a_group(space, convened_by=(ines,), audience=published)

    assert her.post(address("group_hidden", group)).status_code == 409
    assert outside(group).status_code == 200


def test_a_need_waits_for_its_group_then_is_shown_and_kept_alone(space, group, her):
    need = group.needs.get()

    refused = showing(her, "need", need).status_code
    showing(her, "group", group)
    her.post(address("need_hidden", need))

    assert refused == 409
    assert (outside(group).status_code, outside(need).status_code) == (200, 404)
    showing(her, "need", need)
    assert outside(need).status_code == 200


def test_a_question_that_nobody_carries_is_shown_by_who_asked_it(space, ines, her, members):
    question = a_question(space, QUESTION, audience=members)

    showing(her, "question", question)
    shown = outside(question).status_code
    her.post(address("question_hidden", question))

    assert (shown, outside(question).status_code) == (200, 404)


def test_the_search_follows_at_once(space, group, her):
    Document.objects.create(
        space=space,
        audience=group.audience,
        kind="groups.group",
        number=group.pk,
        changed_on=timezone.localdate(),
        version=1,
    )

    showing(her, "group", group)

    assert Document.objects.get(kind="groups.group").audience.kind == AudienceKind.PUBLIC


def test_what_was_said_since_the_preview_is_read_before_it_is_shown(space, group, her, members):
    before = seen(her, "group", group)
    a_need(space, "Une clé du local", group=group, audience=members)

    again = her.post(address("group_shown", group), {"seen": before})

    assert (again.status_code, "Une clé du local" in words(again), outside(group).status_code) == (409, True, 404)
    after = re.search(r'name="seen" value="(\w+)"', again.content.decode())[1]
    assert her.post(address("group_shown", group), {"seen": after}).status_code == 302
    assert "Une clé du local" in words(outside(group))


def test_all_the_words_of_a_need_are_read_before_they_are_shown(space, group, her, members):
    said = {"reason": "Pas d’argent cette année", "missing": "Deux mètres de haut", "kind_words": "Outil de verger"}
    a_need(space, "Une serpe", group=group, audience=members, **said)

    shown = words(her.get(address("group_shown", group)))

    assert [one for one in said.values() if one not in shown] == []


def test_a_form_that_previewed_nothing_shows_nothing(group, her):
    assert (her.post(address("group_shown", group)).status_code, outside(group).status_code) == (409, 404)


@pytest.mark.parametrize("is_new", [True, False])
def test_a_group_and_one_that_is_born_of_it_are_each_kept_by_those_who_carry_it(space, group, her, is_new):
    showing(her, "group", group)
    malo = a_member(space, "Malo Kersauze")
    born = split(Group.objects.get(pk=group.pk), "La pépinière", by=malo, at=timezone.now()).target
    kept, other, by = (born, group, entered(Client(), malo)) if is_new else (group, born, her)

    answer = by.post(address("group_hidden", kept))

    assert (answer.status_code, outside(kept).status_code, outside(other).status_code) == (302, 404, 200)


def test_a_question_that_others_carry_is_not_shown_by_a_group_born_of_theirs(space, group, her):
    malo, question = a_member(space, "Malo Kersauze"), group.questions.get()
    born = split(group, "La pépinière", by=malo, at=timezone.now(), questions=[question.pk]).target
    his = entered(Client(), malo)

    asked, alone = words(his.get(address("group_shown", born))), his.get(address("question_shown", question))
    showing(his, "group", born)

    assert (QUESTION in asked.partition("<main")[2], alone.status_code) == (False, 403)
    assert (outside(born).status_code, outside(question).status_code) == (200, 404)


def test_where_the_space_is_not_public_the_page_leads_to_what_makes_it_so(client):
    space = a_space()
    ines = a_member(space, "Inès Courtois")
    group = a_group(space, convened_by=(ines,))

    page = entered(client, ines).get(reverse("groups:group_shown", args=[space.slug, group.pk])).content.decode()

    assert "Cet espace n’est pas encore public" in page
    assert f"{reverse('here:people', args=[space.slug])}#readers" in page
    assert '<button type="submit" class="button primary">' not in page


def test_a_group_kept_among_members_keeps_what_the_groups_that_joined_it_showed(space, ines, group, her, members):
    other = a_group(space, "La mare", convened_by=(ines,), audience=members)
    need = a_need(space, "Une pompe", group=other, audience=members)
    showing(her, "group", group)
    showing(her, "group", other)
    into, joins = Group.objects.get(pk=group.pk), Group.objects.get(pk=other.pk)
    merge_groups(joins, into=into, by=ines, at=timezone.now())
    before = outside(need).status_code

    her.post(address("group_hidden", group))

    assert (before, outside(need).status_code) == (200, 404)

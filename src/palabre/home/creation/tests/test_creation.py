"""A space begins without minutes, and its first questions are asked."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links.share_sheet import create_share_link
from palabre.groups.models import Group
from palabre.groups.questions import new_question
from palabre.groups.roles.role_calls import call
from palabre.home.example.example_space import make_demonstration
from palabre.people.devices.person_cookie import SESSION_KEY
from palabre.people.guests import FORM_IS_GOOD_FOR
from palabre.people.models import Audience, Person
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_person, a_question, a_space, entered
from tests.erasing import erase

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NAMES = {"space_name": "Le Val d’Orme", "your_name": "Aïcha Le Goff", "form_token": "s1"}


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


def ask(by, text="Comment partager les jardins ?", *, carried=True):
    return new_question.ask_question(by.space, text, by=by, on=TODAY, carried=carried)


def test_a_space_needs_two_names_and_nothing_more(client, settings):
    settings.OPEN_DOOR = True

    answer = client.post(reverse("front:founding"), NAMES)

    founder = Person.objects.get()
    assert (founder.space.name, founder.name, founder.is_steward) == ("Le Val d’Orme", "Aïcha Le Goff", True)
    assert client.get(answer.url).status_code == 200


def test_the_same_form_sent_twice_makes_one_space(client, settings):
    settings.OPEN_DOOR = True

    answers = [client.post(reverse("front:founding"), NAMES) for _ in range(2)]

    assert [answer.url for answer in answers] == [Space.objects.get().get_absolute_url()] * 2


def test_the_form_that_made_a_space_gives_its_founder_to_nobody_later(client, settings):
    settings.OPEN_DOOR = True
    client.post(reverse("front:founding"), NAMES)
    Person.objects.update(named_at=timezone.now() - FORM_IS_GOOD_FOR)

    again = (other := Client()).post(reverse("front:founding"), NAMES | {"your_name": "Malo Tual"})

    space = Space.objects.get()
    assert (again.status_code, other.get(space.get_absolute_url()).status_code) == (409, 404)
    assert client.get(space.get_absolute_url()).status_code == 200


def test_the_form_of_who_had_her_name_taken_away_makes_nobody_anybody_else(client, settings):
    settings.OPEN_DOOR = True
    client.post(reverse("front:founding"), NAMES)
    founder = Person.objects.get()
    a_member(founder.space, "Malo Tual")
    erase(founder, at=timezone.now())

    again = Client().post(reverse("front:founding"), NAMES)

    assert again.status_code == 409
    assert "Ouvrez la page à nouveau" in again.content.decode()
    assert SESSION_KEY not in again.client.session


def test_without_the_door_link_no_space_begins(client, settings):
    settings.OPEN_DOOR = False

    assert client.post(reverse("front:founding"), NAMES).status_code == 403
    assert Space.objects.count() == 0


def test_a_fresh_server_asks_for_the_link_before_anything_else(client, settings):
    settings.OPEN_DOOR = False

    page = client.get("/").content.decode()

    assert "Ouvrez le lien" in page
    assert "Visiter un exemple" not in page


def test_a_question_that_is_carried_gives_birth_to_a_group(ines):
    question = ask(ines)

    group = question.groups.get()
    assert (group.title, [one.person for one in group.memberships.all()]) == (question.text, [ines])


def test_a_question_may_wait_for_somebody(ines):
    assert ask(ines, carried=False).groups.count() == 0


def test_the_same_question_twice_is_one_question_and_one_group(ines):
    assert ask(ines) == ask(a_member(ines.space, "Hugo Ferreira"))
    assert Group.objects.count() == 1


def test_who_is_only_named_asks_nothing(ines):
    with pytest.raises(Refusal, match="Seuls les membres"):
        ask(a_person(ines.space))


def test_a_question_is_taken_back_with_its_group(ines):
    new_question.undo_new_question(ask(ines), by=ines)

    assert (Question.objects.count(), Group.objects.count()) == (0, 0)


def test_a_question_to_which_somebody_came_stays(ines):
    question = ask(ines)
    question.groups.get().welcome(a_member(ines.space, "Hugo Ferreira"), role="contributor")

    with pytest.raises(Refusal, match="s’est déjà joint"):
        new_question.undo_new_question(question, by=ines)


def test_a_question_whose_group_somebody_else_wrote_in_stays(ines):
    question = ask(ines)
    call(question.groups.get(), "Une personne qui jardine", by=a_member(ines.space, "Hugo Ferreira"), at=timezone.now())

    with pytest.raises(Refusal, match="déjà"):
        new_question.undo_new_question(question, by=ines)
    assert Group.objects.count() == 1


def test_a_question_of_somebody_else_is_not_hers_to_take_back(client, ines):
    question = ask(a_member(ines.space, "Hugo Ferreira"))

    answer = entered(client, ines).post(reverse("home:withdrawal", args=[ines.space.slug, question.pk]))

    assert (answer.status_code, Question.objects.count()) == (403, 1)


def test_the_page_that_says_it_is_asked_holds_its_undo_and_two_ways_on_with_nothing_ticked(client, ines):
    address = reverse("home:new_question", args=[ines.space.slug])

    fresh = entered(client, ines).get(address).content.decode()
    page = client.post(address, {"text": "Qui garde la clé ?", "carried": "on"}, follow=True).content.decode()

    question = Question.objects.get()
    assert "checkbox" not in fresh
    assert not question.groups.exists()
    assert reverse("home:withdrawal", args=[ines.space.slug, question.pk]) in page
    assert reverse("groups:carrying", args=[ines.space.slug, question.pk]) in page
    assert "Je la laisse à qui voudra" in page


def test_a_question_that_was_left_is_carried_later_by_anyone_and_laid_down_again(client, ines):
    question = ask(ines, carried=False)
    hugo = a_member(ines.space, "Hugo Ferreira")
    wake, lay_down = (
        reverse(f"groups:{name}", args=[ines.space.slug, question.pk]) for name in ("carrying", "not_carrying")
    )

    entered(client, hugo).post(wake)
    carried = question.groups.get().memberships.get().person
    client.post(lay_down)

    assert (carried, question.groups.count()) == (hugo, 0)


@pytest.mark.parametrize(("name", "status"), [("x" * 201, 422), (" ", 409)])
def test_a_space_without_a_name_or_with_an_endless_one_is_sent_back(client, settings, name, status):
    settings.OPEN_DOOR = True

    answer = client.post(reverse("front:founding"), NAMES | {"space_name": name, "form_token": "x"})

    assert (answer.status_code, Space.objects.count()) == (status, 0)
    assert f'value="{NAMES["your_name"]}"' in answer.content.decode()


def test_no_form_without_a_token_makes_a_space(client, settings):
    settings.OPEN_DOOR = True

    assert client.post(reverse("front:founding"), NAMES | {"form_token": ""}).status_code == 422


def test_an_empty_question_is_sent_back_with_a_sentence(client, ines):
    answer = entered(client, ines).post(reverse("home:new_question", args=[ines.space.slug]), {"text": " "})

    assert answer.status_code == 422
    assert "quelques mots suffisent" in answer.content.decode()


def test_the_example_is_taken_away_whole_and_nothing_else(client, settings):
    settings.OPEN_DOOR = True
    before = a_group(a_space("Autre"), carrying=())
    a_question(before.space)
    make_demonstration(at=timezone.now())

    client.post(reverse("front:removal"))

    of_a_space = [model for model in apps.get_models() if any(field.name == "space" for field in model._meta.fields)]
    assert list(Space.objects.all()) == [before.space]
    assert {row.space_id for model in of_a_space for row in model._default_manager.all()} == {before.space_id}


def test_who_may_not_begin_a_space_does_not_take_the_example_away(client, settings):
    settings.OPEN_DOOR = False
    example = a_space()
    Space.objects.filter(pk=example.pk).update(is_demonstration=True)

    assert client.post(reverse("front:removal")).status_code == 403
    assert Space.objects.get() == example


def test_a_question_that_a_group_kept_to_others_carries_does_not_lead_there(client, ines):
    question = ask(ines, carried=False)
    hidden = Audience.of_persons(a_member(ines.space, "Hugo Ferreira"))
    a_group(ines.space, "Les secrets", audience=hidden, carrying=(question,))

    page = entered(client, ines).get(reverse("home:asked", args=[ines.space.slug, question.pk])).content.decode()

    assert ("secrets" in page, reverse("groups:carrying", args=[ines.space.slug, question.pk]) in page) == (False, True)


def test_a_question_to_whose_group_somebody_else_gave_a_link_stays(ines):
    question = ask(ines)
    group = question.groups.get()
    create_share_link(group, by=a_member(ines.space, "Hugo Ferreira"), at=timezone.now())

    with pytest.raises(Refusal, match="liens"):
        new_question.undo_new_question(question, by=ines)

    assert Group.objects.get() == group

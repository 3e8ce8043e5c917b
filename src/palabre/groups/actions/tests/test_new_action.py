"""« À prendre » said by hand, offered, mended, done, dropped: who may, once, with a trace, and undone."""

import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.actions import action_offers
from palabre.groups.models import Action, Role
from palabre.journal.models import Entry
from palabre.people.guests import welcome
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_space, an_action, entered

pytestmark = pytest.mark.django_db

TEXT = "Appeler la mairie pour la salle"


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def hugo(space):
    return a_member(space, "Hugo Ferreira")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le verger", convened_by=(ines,))


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


def address(name, *arguments, space):
    return reverse(f"groups:{name}", args=[space.slug, *arguments])


def words(answer):
    return " ".join(html.unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ").split())


def a_guest(space, name):
    return welcome(space, name, form_token=name, at=timezone.now())


def again(action):
    return Action.objects.get(pk=action.pk)


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def page(client, action):
    return words(client.get(again(action).get_absolute_url()))


def test_one_sentence_said_twice_is_one_thing_to_do_read_by_whoever_reads_the_group(space, ines, her):
    group = a_group(space, convened_by=(ines,), audience=Audience.of_persons(ines))

    for _twice in range(2):
        answer = her.post(address("new_group_action", group.pk, space=space), {"text": f" {TEXT}\n"}, follow=True)

    made = Action.objects.get()
    assert (made.text, made.group, made.audience, made.by, made.owner) == (TEXT, group, group.audience, ines, None)
    assert verbs() == ["action.said"]
    assert "C’est noté." in words(answer)


def test_the_words_of_one_that_she_may_not_read_make_another_and_take_nothing(space, hugo, her):
    hidden = an_action(space, TEXT, audience=Audience.of_persons(hugo))

    answer = her.post(address("new_action", space=space), {"text": TEXT, "mine": "on"}, follow=True)

    assert (answer.status_code, again(hidden).owner, Action.objects.count()) == (200, None, 2)


def test_one_of_the_community_is_read_by_who_may_enter_and_taken_at_once_for_a_day(space, ines, her):
    her.post(address("new_action", space=space), {"text": TEXT, "mine": "on", "due_words": "le 8 décembre 2031"})

    made = Action.objects.get()
    assert (made.group, made.audience, made.owner) == (None, Audience.everybody(space), ines)
    assert made.due_on.isoformat() == "2031-12-08"


def test_it_is_offered_to_somebody_by_name_who_alone_answers(space, her, hugo):
    her.post(address("new_action", space=space), {"text": TEXT, "whose": "Hugo"})

    made, his = Action.objects.get(), entered(Client(), hugo)
    assert (made.offered_to, made.owner) == (hugo, None)
    assert "Pas cette fois" in page(his, made)
    assert "Pas cette fois" not in page(her, made)
    his.post(address("action_offer_undoing", made.pk, space=space))
    assert again(made).offered_to is None


def test_it_is_not_offered_to_a_name_that_somebody_typed_in_passing(space, her, ines):
    welcome(space, "Zoé Petit", form_token="z", at=timezone.now())
    act = an_action(space, TEXT, audience=Audience.of_space(space))

    answers = [
        her.post(address("action_offer", act.pk, space=space), {"whose": "Zoé"}),
        her.post(address("new_action", space=space), {"text": "Ouvrir la porte", "whose": "Zoé Petit"}),
    ]

    assert [one.status_code for one in answers] == [409, 409]
    assert list(Action.objects.values_list("text", "offered_to")) == [(TEXT, None)]


def test_nobody_asks_a_great_many_people_in_a_day(space, her, hugo, monkeypatch):
    monkeypatch.setattr(action_offers, "MOST_A_DAY", 2)

    statuses = [
        her.post(address("new_action", space=space), {"text": f"{TEXT} {number}", "whose": hugo.name}).status_code
        for number in range(3)
    ]

    assert statuses == [302, 302, 429]
    assert Action.objects.count() == 2


def test_a_name_that_means_nobody_gives_back_what_was_typed(space, her):
    answer = her.post(address("new_action", space=space), {"text": TEXT, "whose": "Personne Icy"})

    assert answer.status_code == 409
    assert TEXT in words(answer)
    assert not Action.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * 601])
def test_what_is_empty_or_too_long_is_refused_in_a_sentence(space, her, text):
    assert her.post(address("new_action", space=space), {"text": text}).status_code in (409, 422)
    assert not Action.objects.exists()


def test_who_only_typed_a_name_says_nothing_is_to_be_done_even_of_a_group_that_they_come_to(space, group):
    guest = a_guest(space, "Zoé Petit")
    group.welcome(guest, role=Role.CONTRIBUTOR)

    for who in (Client(), entered(Client(), guest)):
        assert who.post(address("new_group_action", group.pk, space=space), {"text": TEXT}).status_code == 403
    assert not Action.objects.exists()


def test_it_is_said_otherwise_and_for_another_day_and_undone_once(space, her):
    action = an_action(space, TEXT, due_words="avant mardi")

    said = {"text": "Écrire à la mairie", "due_words": "un jour"}
    her.post(address("action_words", action.pk, space=space), said)
    entry = Entry.objects.get(verb="action.reworded")
    assert (again(action).text, again(action).due_words) == ("Écrire à la mairie", "un jour")

    for _twice in range(2):
        her.post(address("action_words_undoing", action.pk, entry.pk, space=space))
    assert (again(action).text, again(action).due_words) == (TEXT, "avant mardi")
    assert verbs() == ["action.reworded"] * 2


def test_what_was_said_otherwise_since_is_not_undone(space, her):
    action = an_action(space, TEXT)
    for text in ("Écrire à la mairie", "Passer à la mairie"):
        her.post(address("action_words", action.pk, space=space), {"text": text})
    first = Entry.objects.earliest("pk")

    her.post(address("action_words_undoing", action.pk, first.pk, space=space))

    assert again(action).text == "Passer à la mairie"


@pytest.mark.parametrize("name", ["action_words", "dropping", "dropping_undoing"])
def test_what_somebody_took_is_changed_by_them_or_by_who_carries_its_group_alone(space, group, hugo, her, name):
    action = an_action(space, TEXT, group=group, owner=hugo)
    other = entered(Client(), a_member(space, "Malo Kersauze"))

    asked = address(name, action.pk, space=space)
    statuses = [
        who.post(asked, {"text": "Autre"}).status_code for who in (other, Client(), entered(Client(), hugo), her)
    ]

    assert statuses == [403, 403, 302, 302]


@pytest.mark.parametrize("name", ["action_words", "dropping", "dropping_undoing"])
def test_who_only_typed_a_name_takes_it_but_members_alone_change_it(space, her, name):
    action, passer_by = an_action(space, TEXT), Client()
    passer_by.post(address("taking", action.pk, space=space), {"who": "Zoé Petit", "form_token": "z"})

    asked, said = address(name, action.pk, space=space), {"text": "Virez 50 euros", "words": "inutile"}
    status = passer_by.post(asked, said).status_code

    now = again(action)
    assert (status, now.owner.name, now.text, now.dropped_at) == (403, "Zoé Petit", TEXT, None)
    assert her.post(asked, said).status_code == 302


def test_who_only_typed_a_name_says_that_it_is_done_and_gives_it_back(space):
    action, passer_by = an_action(space, TEXT), Client()
    passer_by.post(address("taking", action.pk, space=space), {"who": "Zoé Petit", "form_token": "z"})

    statuses = [
        passer_by.post(address(name, action.pk, space=space)).status_code
        for name in ("completion", "completion_undoing", "leaving")
    ]

    assert (statuses, again(action).owner) == ([302] * 3, None)


def test_who_took_it_says_that_it_is_done_is_thanked_and_undoes_it(space, ines, her):
    action = an_action(space, TEXT, owner=ines)

    for _twice in range(2):
        her.post(address("completion", action.pk, space=space))
    assert "C’est fait, par Inès Courtois. Merci." in page(her, action)
    assert (again(action).is_done, again(action).done_by) == (True, ines)

    for _twice in range(2):
        her.post(address("completion_undoing", action.pk, space=space))
    assert (again(action).is_done, again(action).done_on, again(action).done_by) == (False, None, None)
    assert verbs() == ["action.done", "action.not_done"]


def test_a_member_who_says_it_for_another_is_not_thanked_in_their_place(space, hugo, her):
    action = an_action(space, TEXT, owner=hugo)

    her.post(address("completion", action.pk, space=space))

    assert "C’est fait. Merci, Hugo Ferreira." in page(her, action)


def test_a_visitor_or_another_guest_says_nothing_is_done(space):
    action, guest = an_action(space, TEXT, owner=a_guest(space, "Zoé Petit")), a_guest(space, "Gil Le Du")

    for who in (Client(), entered(Client(), guest)):
        assert who.post(address("completion", action.pk, space=space)).status_code == 403
    assert not again(action).is_done


def test_what_no_longer_needs_doing_is_in_no_list_but_the_fold_with_its_reason_and_comes_back(space, her):
    action = an_action(space, TEXT)

    her.post(address("dropping", action.pk, space=space), {"words": "La salle est déjà prise."})
    listed = her.get(address("actions", space=space)).context["page"]
    assert (listed.to_take, listed.done) == ([], [action])
    assert "La salle est déjà prise." in page(her, action)

    her.post(address("dropping_undoing", action.pk, space=space))
    assert her.get(address("actions", space=space)).context["page"].to_take == [action]
    assert verbs() == ["action.dropped", "action.brought_back"]


def test_nobody_takes_or_does_what_was_dropped(space, her):
    action = an_action(space, TEXT)
    her.post(address("dropping", action.pk, space=space))

    for name in ("taking", "completion"):
        assert her.post(address(name, action.pk, space=space)).status_code == 409
    assert (again(action).owner, again(action).is_done) == (None, False)


def test_the_list_and_the_group_lead_to_a_new_one_and_hers_are_done_from_the_list(space, ines, group, her):
    mine = an_action(space, TEXT, owner=ines)

    listed = words(her.get(address("actions", space=space)))

    assert f'action="{address("completion", mine.pk, space=space)}"' in listed
    assert address("new_action", space=space) in listed
    assert address("new_group_action", group.pk, space=space) in words(her.get(group.get_absolute_url()))
    assert address("new_group_action", group.pk, space=space) not in words(Client().get(group.get_absolute_url()))

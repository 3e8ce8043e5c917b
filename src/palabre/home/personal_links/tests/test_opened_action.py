"""An action offered to who has neither an account nor a place: a letter with her link, and her yes or no on a page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.actions.action_offers import leave_hanging, offer
from palabre.groups.actions.new_action import mend_action
from palabre.groups.models import Action
from palabre.journal.announcements import announce_some
from palabre.journal.deliveries import deliver_one
from palabre.people.access import links
from palabre.people.models import Audience, News, Person, Seat
from palabre.post.models import Letter
from tests.builders import a_group, a_member, a_person, a_space, an_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile() -> Person:
    return a_member(a_space("Entre nous"), "Odile Tanneguy")


@pytest.fixture
def ines(odile: Person) -> Person:
    found = a_person(odile.space, "Inès Courtois")
    found.may_be_reached_at("ines@exemple.fr", by=None)
    return found


def an_offer(odile: Person, ines: Person, **facts: object) -> Action:
    action = an_action(odile.space, "Réserver le minibus", **facts)
    offer(action, ines, by=odile)
    return action


def letters() -> list[Letter]:
    """Have the worker tell what happened."""
    announce_some(timezone.now())
    while deliver_one(timezone.now()):
        pass
    return list(Letter.objects.all())


def with_link(thing: object, person: Person) -> tuple[Client, int]:
    link, client = links.link_to(thing, person=person, by=None, at=timezone.now()), Client()
    client.get(links.link_path(link))
    return client, link.pk


def said(client: Client, number: int, action: Action, gesture: str) -> str:
    page = client.post(reverse("opened:action", args=[number, action.pk]), {"gesture": gesture}, follow=True)
    return " ".join(page.content.decode().split())


def test_who_never_joined_is_written_to_with_a_link_that_opens_what_she_is_asked(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)

    (letter,) = letters()

    assert letter.subject == "Odile Tanneguy vous demande de vous en charger, si vous voulez : « Réserver le minibus »."
    assert (letter.to, letter.stops, letter.by) == (ines, True, None)
    assert letter.link is not None
    assert (letter.link.person, letter.link.thing_kind, letter.link.thing_id) == (ines, "groups.action", action.pk)
    assert "{address}?answer=remove" in letter.body


@pytest.mark.parametrize("facts", [{"news": News.NONE}, {"email": ""}, {"email_refused_at": timezone.now()}])
def test_she_who_stopped_or_cannot_be_reached_is_not_written_to(odile: Person, ines: Person, facts: object) -> None:
    Person.objects.filter(pk=ines.pk).update(**facts)
    an_offer(odile, ines)

    assert letters() == []


def test_what_is_kept_to_a_few_is_told_to_her_only_if_she_is_one_of_them(odile: Person, ines: Person) -> None:
    few = Audience.objects.create(space=odile.space, kind="seats")
    Seat.objects.create(audience=few, person=odile)
    an_offer(odile, ines, audience=few)

    assert letters() == []


def test_she_says_yes_changes_her_mind_then_says_no_on_a_phone(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)
    hers, number = with_link(action, ines)
    page = hers.get(reverse("opened:thing", args=[number])).content.decode()
    assert ("Odile Tanneguy" in page, page.count("button primary")) == (True, 1)

    assert "Vous vous en chargez." in said(hers, number, action, "take")
    assert Action.objects.get().owner == ines
    said(hers, number, action, "back")
    assert Action.objects.get().owner is None


def test_she_says_no_and_nobody_is_asked_any_longer(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)
    hers, number = with_link(action, ines)

    said(hers, number, action, "hanging")

    assert (Action.objects.get().owner, Action.objects.get().offered_to) == (None, None)


def test_it_is_on_the_page_of_the_link_that_she_has_already(odile: Person, ines: Person) -> None:
    group = a_group(odile.space, "Le minibus", convened_by=(odile,))
    hers, number = with_link(group, ines)
    action = an_offer(odile, ines)
    assert "Réserver le minibus" in hers.get(reverse("opened:thing", args=[number])).content.decode()

    said(hers, number, action, "take")

    assert Action.objects.get().owner == ines


def test_nobody_answers_for_another_nor_without_the_link(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)
    malo, number = with_link(a_group(odile.space, "Le four"), a_person(odile.space, "Malo Riou"))

    address = reverse("opened:action", args=[number, action.pk])
    refused = [one.post(address, {"gesture": "take"}).status_code for one in (malo, Client())]

    assert (refused, Action.objects.get().owner) == ([404, 410], None)


def test_what_is_none_of_the_answers_changes_nothing(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)
    client, number = with_link(action, ines)

    refused = client.post(reverse("opened:action", args=[number, action.pk]), {"gesture": "burn"})

    assert (refused.status_code, Action.objects.get().offered_to) == (422, ines)
    assert "Cette réponse n’est pas proposée." in refused.content.decode()


def test_by_her_link_she_says_that_it_is_done_is_thanked_and_says_that_it_is_not_yet(
    odile: Person, ines: Person
) -> None:
    action = an_offer(odile, ines)
    client, number = with_link(action, ines)
    said(client, number, action, "take")

    thanked = said(client, number, action, "done")
    done = Action.objects.get(pk=action.pk)
    again = said(client, number, action, "not_done")

    assert "C’est fait. Merci." in thanked.replace("\u00a0", " ")
    assert (done.is_done, done.done_by) == (True, ines)
    assert "Vous vous en chargez." in again
    assert not Action.objects.get(pk=action.pk).is_done


def test_by_her_link_she_says_of_nothing_that_another_took_that_it_is_done(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)
    client, number = with_link(action, ines)
    Action.objects.filter(pk=action.pk).update(owner=odile)

    said(client, number, action, "done")

    assert not Action.objects.get(pk=action.pk).is_done


def test_a_link_names_the_group_of_its_action_where_those_who_read_the_action_read_it(
    odile: Person, ines: Person
) -> None:
    hidden = a_group(odile.space, "Les secrets", audience=Audience.of_persons(odile))
    offers = [an_offer(odile, ines, group=one) for one in (hidden, a_group(odile.space, "Le four"))]

    phones = [with_link(one, ines) for one in offers]
    pages = [phone.get(reverse("opened:thing", args=[number])).content.decode() for phone, number in phones]

    assert ("Les secrets" in pages[0], "Le four" in pages[1]) == (False, True)


def test_the_link_of_a_request_that_was_undone_shows_the_action_no_more(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)
    client, number = with_link(action, ines)
    leave_hanging(action, by=odile)
    mend_action(action, "Dire que Marc est malade", "", by=odile, at=timezone.now())

    page = client.get(reverse("opened:thing", args=[number]))

    assert (page.status_code, "Marc" in page.text) == (410, False)
    assert client.get(reverse("opened:name", args=[number])).status_code == 200


def test_nor_can_it_be_answered_then(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)
    client, number = with_link(action, ines)
    leave_hanging(action, by=odile)

    answer = client.post(reverse("opened:action", args=[number, action.pk]), {"gesture": "take"})

    assert (answer.status_code, Action.objects.get().owner) == (404, None)


def test_who_left_it_open_may_still_take_it(odile: Person, ines: Person) -> None:
    action = an_offer(odile, ines)
    client, number = with_link(action, ines)

    said(client, number, action, "hanging")
    said(client, number, action, "take")

    assert Action.objects.get().owner == ines

"""A link given to whoever holds it opens one thing, and signs nobody in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links import share_sheet
from palabre.groups.links.shared_link import shared_link_path
from palabre.groups.models import Pledge
from palabre.people.access import links
from palabre.people.agreements import agreements
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_meeting, a_member, a_poll, a_question, a_role_call, a_space, entered
from tests.erasing import erase

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def group(space):
    return a_group(space, "Le minibus", carrying=(a_question(space, "Qui conduit ?"),))


@pytest.fixture
def call(space, group):
    return a_role_call(space, "Une personne qui conduit le mardi", role="", group=group)


def given(thing, by=None):
    return share_sheet.create_share_link(thing, by=by or a_member(thing.space), at=timezone.now())


def opened(client, link):
    """Open the link as its holder does; return the page."""
    client.get(links.link_path(link))
    return client.get(shared_link_path(link))


def words(response):
    return " ".join(response.content.decode().split())


def test_whoever_holds_the_link_reads_the_call_and_nothing_else(client, space, call):
    page = opened(client, given(call))

    assert "Une personne qui conduit le mardi" in words(page)
    assert f"/s/{space.slug}/" not in page.content.decode()
    assert client.get(call.get_absolute_url()).status_code == 404
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex, nofollow", True)


def test_who_does_not_hold_it_reads_nothing(client, call):
    refused = client.get(shared_link_path(given(call)))

    assert (refused.status_code, "conduit" in words(refused)) == (410, False)


def test_who_holds_it_says_her_name_once_and_undoes_it_there(client, space, call):
    link = given(call)
    form_token = opened(client, link).context["form"]["form_token"].value()

    for _twice in range(2):
        client.post(shared_link_path(link), {"who": "Nadia Ferhat", "form_token": form_token, "words": "le mardi"})

    assert [one.person.name for one in Pledge.objects.filter(call=call)] == ["Nadia Ferhat"]
    assert "C’est noté, vous y allez : <q>le mardi</q>" in words(client.get(shared_link_path(link)))
    client.post(reverse("given:undoing", args=[link.pk]))
    assert not Pledge.objects.exists()


def test_her_gesture_signs_nobody_in(client, space, call):
    link = given(call)
    form_token = opened(client, link).context["form"]["form_token"].value()

    client.post(shared_link_path(link), {"who": "Nadia Ferhat", "form_token": form_token})

    guest = Person.objects.get(name="Nadia Ferhat")
    assert (guest.has_come, guest.is_member) == (True, False)
    assert client.get(space.get_absolute_url()).status_code == 404
    assert "persons" not in client.session


def test_another_device_with_the_same_link_undoes_nothing_of_hers(client, call):
    link = given(call)
    client.post(
        shared_link_path(link),
        {"who": "Nadia", "form_token": opened(client, link).context["form"]["form_token"].value()},
    )
    other = Client()

    page = opened(other, link)
    other.post(reverse("given:undoing", args=[link.pk]))

    assert ("vous y allez" in words(page), Pledge.objects.count()) == (False, 1)


def test_who_had_her_name_taken_away_is_no_longer_remembered_under_the_link(client, call):
    link = given(call)
    opened(client, link)
    client.post(shared_link_path(link), {"who": "Malo Tual"})
    erase(Person.objects.get(name="Malo Tual"), at=timezone.now())

    again = client.post(shared_link_path(link), {"words": "Me revoilà"})

    assert (again.status_code, Pledge.objects.exists()) == (409, False)


def test_without_a_name_nothing_is_said(client, call):
    link = given(call)
    opened(client, link)

    assert (client.post(shared_link_path(link)).status_code, Pledge.objects.exists()) == (409, False)


def test_a_link_to_one_kind_opens_no_other(client, group):
    link = given(group)
    opened(client, link)

    assert client.get(reverse("given:call", args=[link.pk])).status_code == 410


def test_a_call_that_is_over_says_so(client, call):
    link = given(call)
    call.withdraw(timezone.now())

    page = words(opened(client, link))

    assert ("Cet appel est clos" in page, "<button" in page) == (True, False)


def test_what_is_gone_is_said_to_be_gone(client, call):
    link = given(call)
    call.delete()

    assert opened(client, link).status_code == 410


@pytest.fixture
def founder(space):
    return a_member(space, "Odile Tanneguy")


@pytest.fixture
def malo(founder):
    return a_member(founder.space, "Malo Kersauze")


def put_out(person, by):
    return agreements.say_yes(by.space, "put_out", by=by, at=timezone.now(), person=person)


@pytest.mark.parametrize("kind", ["group", "call", "meeting", "poll"])
def test_the_links_of_who_was_put_out_close_and_open_again_with_the_undo(founder, malo, kind, request):
    made = {"meeting": lambda: a_meeting(founder.space, on=timezone.localdate()), "poll": lambda: a_poll(founder.space)}
    thing = made[kind]() if kind in made else request.getfixturevalue(kind)
    address = links.link_path(given(thing, by=malo))

    done = put_out(malo, founder)
    out, now_given = Client().get(address).status_code, links.link_path(given(thing, by=founder))
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    assert (out, now_given == address) == (410, False)
    assert Client().get(address).status_code == 302


def test_one_that_was_closed_meanwhile_stays_closed(group, founder, malo):
    address = links.link_path(given(group, by=malo))
    done = put_out(malo, founder)

    share_sheet.close_share_links(group, at=timezone.now())
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    assert Client().get(address).status_code == 410


def test_who_was_put_out_acts_no_longer_as_the_guest_whom_they_were_found_to_be(client, group, founder, malo):
    link = given(group, by=founder)
    opened(client, link)
    client.post(shared_link_path(link), {"who": "Malo K.", "form_token": "a form"})
    Person.objects.filter(name="Malo K.").update(same_as=malo)
    put_out(malo, founder)

    acts = [client.post(one, {"words": "Quand même"}) for one in (f"/given/{link.pk}/undoing/", shared_link_path(link))]

    assert ([one.status_code for one in acts], Pledge.objects.get().words) == ([410, 410], "")
    assert client.get(shared_link_path(link)).status_code == 410


@pytest.mark.parametrize("kind", ["group", "call", "meeting", "poll"])
def test_the_link_of_another_takes_no_other_name_from_who_was_put_out(founder, malo, kind, request):
    made = {"meeting": lambda: a_meeting(founder.space, on=timezone.localdate()), "poll": lambda: a_poll(founder.space)}
    thing = made[kind]() if kind in made else request.getfixturevalue(kind)
    link, his, neighbour = given(thing, by=founder), entered(Client(), malo), Client()
    put_out(malo, founder)

    answers = []
    for phone, name in ((his, "Zoé Petit"), (neighbour, "Léo Tual")):
        opened(phone, link)
        answers.append(phone.post(shared_link_path(link), {"who": name, "form_token": name}))

    assert [one.status_code for one in answers] == [403, 302]
    assert ("Zoé Petit" in words(answers[0]), Person.objects.filter(name="Zoé Petit").exists()) == (True, False)


def test_a_call_given_to_whoever_holds_its_link_names_no_group_that_its_readers_do_not_read(client, space):
    hidden = a_group(space, "Les secrets", audience=Audience.of_persons(a_member(space, "Hugo Ferreira")))
    calls = [a_role_call(space, "Qui conduit ?", group=one) for one in (hidden, a_group(space, "Le minibus"))]

    pages = [words(opened(client, given(call))) for call in calls]

    assert ("Les secrets" in pages[0], "Le minibus" in pages[1]) == (False, True)

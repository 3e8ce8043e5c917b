"""The join link: whoever holds it says her name and comes in; members make it, renew it, close it."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.people.access import join_link, links
from palabre.people.access.links import LinkClosed
from palabre.people.models import Link, Person
from palabre.refusal import Refusal
from palabre.upkeep.models import Attempt
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def her():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def link(her):
    return join_link.make_link(her.space, by=her, at=timezone.now())


def opened(client, link):
    """Open the link; return where it leads."""
    return client.get(links.link_path(link)).url


def form(client, link, who="Inès Lamour"):
    door = opened(client, link)
    return door, {"who": who, "form_token": client.get(door).context["form"]["form_token"].value()}


def words(response):
    return " ".join(response.content.decode().split())


def test_opening_the_link_says_who_keeps_the_space_and_lets_nobody_in(client, her, link):
    Person.objects.filter(pk=her.pk).update(steward_since=timezone.now())
    before = Person.objects.count()

    page = client.get(opened(client, link))

    assert "Odile Tanneguy anime cet espace." in words(page)
    assert Person.objects.count() == before
    assert client.get(her.space.get_absolute_url()).status_code == 404


def test_saying_her_name_lets_her_in_and_this_device_knows_her(client, her, link):
    door, said = form(client, link)

    answer = client.post(door, said)

    assert answer.url == her.space.get_absolute_url()
    assert client.get(answer.url).status_code == 200
    assert Person.objects.get(name="Inès Lamour").is_member


def test_who_comes_in_is_told_to_the_members(client, her, link):
    door, said = form(client, link)

    client.post(door, said)

    assert "Inès Lamour a rejoint l’espace." in words(entered(Client(), her).get(her.space.get_absolute_url()))


def test_the_form_sent_twice_makes_one_person(client, link):
    door, said = form(client, link)

    client.post(door, said)
    Client.post(client, door, said)

    assert Person.objects.filter(name="Inès Lamour").count() == Entry.objects.filter(verb="space.joined").count() == 1


@pytest.mark.parametrize("form_token", ["", "\u202e", "x" * 60])
def test_the_token_of_a_form_may_be_anything(client, link, form_token):
    door, said = form(client, link)

    assert client.post(door, said | {"form_token": form_token, "who": f"In\x00ès {form_token[:5]}"}).status_code == 302


@pytest.mark.parametrize("form_token", ["\x00", "a\x00b", "x" * 5000])
def test_a_token_that_no_page_gives_is_refused_and_the_name_comes_back(client, her, link, form_token):
    door, said = form(client, link)

    answer = client.post(door, said | {"form_token": form_token})

    assert (answer.status_code, her.space.persons.count()) == (422, 1)
    assert 'value="Inès Lamour"' in answer.content.decode()


def test_the_form_sent_twice_at_once_makes_one_person(link):
    """The second answer comes before the browser has the cookie of the first."""
    client = Client()
    door, said = form(client, link)
    cookies = {name: kept.value for name, kept in client.cookies.items()}

    for _ in range(2):
        again = Client()
        again.cookies.load(cookies)
        again.post(door, said)

    assert Person.objects.filter(name="Inès Lamour").count() == Entry.objects.filter(verb="space.joined").count() == 1


def test_who_is_in_already_goes_straight_to_the_space(her, link):
    client = entered(Client(), her)

    assert client.get(opened(client, link)).url == her.space.get_absolute_url()


def test_a_guest_of_this_device_comes_in_as_herself(her, link):
    guest = a_person(her.space, "Gérard Vautrin")
    guest.come(timezone.now())
    client = entered(Client(), guest)
    door = opened(client, link)
    assert "Gérard Vautrin" in words(client.get(door))

    client.post(door)

    assert Person.objects.get(pk=guest.pk).is_member
    assert her.space.persons.count() == 2


def test_a_name_that_is_named_already_does_not_make_her_that_person(client, her, link):
    named = a_person(her.space, "Inès Lamour")
    door, said = form(client, link, "ines lamour")

    client.post(door, said)

    assert not Person.objects.get(pk=named.pk).has_come
    assert Person.objects.get(name="ines lamour").is_member


@pytest.mark.parametrize(
    ("who", "why"),
    [("", "Écrivez votre nom ici"), ("   ", "Écrivez votre nom ici"), ("x" * 201, "C’est trop long")],
)
def test_no_name_or_one_without_end_is_refused_where_it_was_typed(client, her, link, who, why):
    door, said = form(client, link, who)

    answer = client.post(door, said)

    assert (answer.status_code, her.space.persons.count()) == (422, 1)
    assert answer.context["form"]["who"].value() == who
    assert why in words(answer).split('id="id_who_error"')[1].split("</div>")[0]


def test_a_crowd_beyond_measure_waits(client, her, link):
    crowd = [Attempt(what="guest by link", scope=f"link {link.pk}", at=timezone.now()) for _one in range(1000)]
    Attempt.objects.bulk_create(crowd)
    door, said = form(client, link)

    assert client.post(door, said).status_code == 429


def test_the_page_is_for_whoever_opened_the_link(client, link):
    assert client.get(join_link.door_of(link)).status_code == 410


def test_a_link_that_opens_something_else_lets_nobody_in(client, her):
    other = links.link_to(a_group(her.space), person=None, by=her, at=timezone.now())
    session = client.session
    session[links.SESSION_KEY] = [[other.pk, links.mac(other)[:12]]]
    session.save()
    client.cookies["palabre"] = session.session_key

    assert client.post(f"/opened/{other.pk}/joining/", {"who": "Inès"}).status_code == 404
    with pytest.raises(Refusal):
        join_link.join(other, a_person(her.space), at=timezone.now())


def test_a_personal_link_to_a_space_lets_nobody_in(her):
    named = a_person(her.space)
    personal = links.link_to(her.space, person=named, by=her, at=timezone.now(), space=her.space)

    assert join_link.door_of(personal) == her.space.get_absolute_url()
    with pytest.raises(Refusal):
        join_link.join(personal, named, at=timezone.now())


def test_a_link_that_was_closed_while_she_typed_lets_her_in_no_longer(client, her, link):
    door, said = form(client, link)
    join_link.close_join_link(her.space, by=her, at=timezone.now())

    assert client.post(door, said).status_code == 410
    assert her.space.persons.count() == 1


def test_the_act_itself_looks_again_whether_the_link_is_open(her, link):
    guest = a_person(her.space, "Gérard Vautrin")
    join_link.close_join_link(her.space, by=her, at=timezone.now())

    with pytest.raises(LinkClosed):
        join_link.join(link, guest, at=timezone.now())


def test_there_is_one_link(her, link):
    assert join_link.make_link(her.space, by=her, at=timezone.now()) == link


def test_a_renewed_link_makes_the_former_worthless(her, link):
    renewed = join_link.renew(her.space, by=her, at=timezone.now())

    assert links.opened_by(links.link_path(renewed).split("/")[2]) == renewed
    with pytest.raises(LinkClosed):
        links.opened_by(links.link_path(link).split("/")[2])


def test_closing_twice_is_told_once(her, link):
    for _ in range(2):
        join_link.close_join_link(her.space, by=her, at=timezone.now())

    assert join_link.open_ones(her.space, at=timezone.now()) == []
    assert Entry.objects.filter(verb="entrance.closed").count() == 1


@pytest.mark.parametrize("act", [join_link.make_link, join_link.renew, join_link.close_join_link])
def test_who_has_not_joined_this_space_decides_nothing_of_it(her, act):
    for stranger in (a_person(her.space), a_member(a_space("Ailleurs"))):
        with pytest.raises(Refusal):
            act(her.space, by=stranger, at=timezone.now())

    assert not Link.objects.exists()

"""One person with two names, each on its own device: « C’est la même personne » comes to an end."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.questions import new_question
from palabre.groups.roles.pledges import come_along
from palabre.people.access import join_link, keys, links
from palabre.people.models import Key, MergeRequest, Person
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
CHLOE = "Chloé Ferrand"


@pytest.fixture
def anouk():
    """The founder."""
    return a_member(a_space(), "Anouk Le Bihan")


@pytest.fixture
def farid(anouk):
    """A member since long, to whose group another came."""
    farid = a_member(anouk.space, "Farid Benali")
    Person.objects.filter(pk=farid.pk).update(joined_at=timezone.now() - datetime.timedelta(days=9))
    new_question.ask_question(anouk.space, "Et le four ?", by=farid, on=timezone.localdate(), carried=True)
    come_along(farid.memberships.get().group, by=a_member(anouk.space, "Ewen Tréguier"), at=timezone.now())
    return farid


@pytest.fixture
def old(anouk):
    """Her first name here."""
    return a_member(anouk.space, CHLOE)


def scan(phone, her, *, by):
    entered(Client(), by).post(f"/s/{her.space.slug}/people/keys/", {"whose": her.pk})
    return phone.post(keys.key_path(Key.objects.get(person=her, made_by=by, used_at=None)))


def comes_again(anouk):
    """Enter by the common link, under the same name; return the device."""
    phone = Client()
    link = join_link.make_link(anouk.space, by=anouk, at=timezone.now())
    phone.get(links.link_path(link))
    phone.post(f"/opened/{link.pk}/joining/", {"who": CHLOE, "form_token": "x", "other": "1"})
    return phone


def join(client, one, other):
    answer = client.post(f"/s/{one.space.slug}/people/doubles/", {"one": one.pk, "other": other.pk}, follow=True)
    return words_of(answer)


def you(phone, anouk):
    return words_of(phone.get(f"/s/{anouk.space.slug}/you/"))


def words_of(answer):
    page = re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " ").replace("\u202f", " "))
    return page[page.index("<main") :]


def say_yes(phone, anouk):
    return phone.post(f"/s/{anouk.space.slug}/people/doubles/asked/{MergeRequest.objects.get().pk}/", follow=True)


def her_second(anouk):
    return Person.objects.filter(space=anouk.space, name=CHLOE).order_by("pk").last()


@pytest.fixture
def new_phone(anouk, old):
    """Her other device, where she is another person of her name; Anouk says that they are one."""
    phone = comes_again(anouk)
    join(entered(Client(), anouk), old, her_second(anouk))
    return phone


def test_whoever_proposes_it_reads_that_both_are_asked(anouk, old):
    comes_again(anouk)

    page = join(entered(Client(), anouk), old, her_second(anouk))

    assert "la question est posée à chacun des deux noms" in page


def test_after_her_yes_she_reads_where_the_other_one_is_given(anouk, new_phone):
    said = words_of(say_yes(new_phone, anouk))
    later = you(new_phone, anouk)

    for page in (said, later):
        assert "deux membres vous montrent leur carré, ici" in page
    assert "Oui, c’est moi" not in later


def test_a_device_of_one_word_shows_no_button_that_refuses(anouk, farid, old, new_phone):
    phone = Client()
    scan(phone, old, by=farid)

    page = you(phone, anouk)

    assert "Oui, c’est moi" not in page
    assert "faites d’abord ce qui est dit en haut de cette page" in page
    assert say_yes(phone, anouk).status_code == 409


def test_two_squares_on_the_old_device_bring_it_to_an_end(anouk, farid, old, new_phone):
    phone = Client()
    scan(phone, old, by=farid)
    say_yes(new_phone, anouk)

    scan(phone, old, by=anouk)
    assert "Oui, c’est moi" in you(phone, anouk)
    say_yes(phone, anouk)

    assert her_second(anouk).same_as == old


def test_two_squares_on_the_new_one_do_as_well(anouk, farid, old, new_phone):
    second = her_second(anouk)
    say_yes(new_phone, anouk)

    for member in (anouk, farid):
        scan(new_phone, old, by=member)
    say_yes(new_phone, anouk)

    second.refresh_from_db()
    assert second.same_as == old


def test_either_name_may_answer_first(anouk, farid, old, new_phone):
    second, phone = her_second(anouk), entered(Client(), old)

    say_yes(phone, anouk)
    second.refresh_from_db()
    before = second.same_as
    say_yes(new_phone, anouk)

    second.refresh_from_db()
    assert (before, second.same_as) == (None, old)


def test_one_device_does_not_say_yes_twice_for_both(anouk, old, new_phone):
    say_yes(new_phone, anouk)

    assert say_yes(new_phone, anouk).status_code == 404
    assert her_second(anouk).same_as is None


def test_before_a_square_takes_the_place_of_the_name_of_this_device_it_says_so(anouk, old, new_phone):
    key = keys.key_shown_to(old, by=anouk, at=timezone.now())

    page = words_of(new_phone.get(keys.key_path(key)))

    assert f"Sur cet appareil, vous êtes déjà « {CHLOE} »" in page
    assert "Sur cet appareil, vous êtes déjà" not in words_of(Client().get(keys.key_path(key)))


def test_a_name_lost_to_a_square_before_its_yes_comes_back_by_squares(anouk, farid, old, new_phone):
    second = her_second(anouk)
    for her in (old, second):
        for member in (anouk, farid):
            scan(new_phone, her, by=member)
        say_yes(new_phone, anouk)

    second.refresh_from_db()
    assert second.same_as == old

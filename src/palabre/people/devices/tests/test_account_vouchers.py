"""An address proves no more than the word of who noted it: what opens by it is bounded by what he may read and do."""
# long: each door by which an address that a member noted could open more

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.group_access import may_decide
from palabre.groups.models import Greeting, Membership
from palabre.groups.questions import new_question
from palabre.groups.roles.greetings import greet_by_hand, not_greeted
from palabre.groups.roles.group_audience import keep_in_step, own_audience
from palabre.groups.roles.pledges import come_along
from palabre.journal import announcements
from palabre.journal.models import record
from palabre.meetings.invitations.meeting_invitees import give_addresses
from palabre.meetings.invitations.noted_addresses import note_address
from palabre.minutes.letters import letters_to_named
from palabre.people.access import keys, links
from palabre.people.agreements import agreements
from palabre.people.claims import claims
from palabre.people.devices.account_vouchers import as_mailed
from palabre.people.duplicates import person_merge
from palabre.people.models import Key, Person
from palabre.post import outbox
from palabre.post.hooks import LetterKind, always, letter_kinds, own_words
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.refusal import Refusal
from tests.builders import (
    a_group,
    a_letter,
    a_meeting,
    a_member,
    a_page,
    a_person,
    a_role_call,
    a_space,
    entered,
)
from tests.stewards import given_care


@pytest.fixture(autouse=True)
def _plain_letters(monkeypatch):
    monkeypatch.setitem(letter_kinds, "x", LetterKind(is_wanted=always, renew=own_words))


pytestmark = pytest.mark.django_db
HIS = "malo@exemple.example"
SECRET = "Zéphyrine dort au moulin"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def odile(space):
    return who_carries(space, "Odile Tanneguy")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Kersauze")


@pytest.fixture
def claire(space):
    """A convener read from minutes, who never came."""
    return a_person(space, "Claire Aubanel")


@pytest.fixture
def group(space, claire, odile):
    return a_group(space, convened_by=(claire, odile))


@pytest.fixture
def page(space, group):
    """What the group keeps, and Claire is greeted there."""
    audience = own_audience(group)
    Greeting.objects.bulk_create(
        [Greeting(group=group, person=one.person, at=timezone.now()) for one in group.memberships.all()],
        ignore_conflicts=True,
    )
    keep_in_step(space.pk)
    return a_page(space, "Entre nous", SECRET, html=SECRET, audience=audience)


def who_carries(space, name):
    """A member who counts: she has carried for long a group to which somebody came."""
    her = a_member(space, name)
    Person.objects.filter(pk=her.pk).update(joined_at=timezone.now() - datetime.timedelta(days=9))
    new_question.ask_question(space, f"Et si {name} ?", by=her, on=timezone.localdate(), carried=True)
    come_along(her.memberships.get().group, by=a_member(space, f"Visite de {name}"), at=timezone.now())
    return her


def noted(her, *, by, address=HIS):
    give_addresses(her.space, {her.pk: address}, by=by)
    her.refresh_from_db()
    return her


def signs_in(her, address=HIS):
    """Sign in with the address, and say that one is she; she enters the space."""
    client = Client()
    client.force_login(Account.objects.filter(email=address).first() or Account.objects.open(address))
    answer = client.post(f"/account/claims/{her.pk}/")
    her.refresh_from_db()
    if answer.status_code == 302:
        her.join(timezone.now())
        keep_in_step(her.space_id)
    return client


def in_space(her, tail=""):
    return f"/s/{her.space.slug}/{tail}"


def opens(client, page):
    return client.get(page.get_absolute_url()).status_code


def is_here(client, her):
    """Return her as this browser is taken for her."""
    return client.get(in_space(her)).context["person"]


def scan(shower, her, client):
    entered(Client(), shower).post(in_space(her, "people/keys/"), {"whose": her.pk})
    return client.post(keys.key_path(Key.objects.get(person=her, made_by=shower, used_at=None)))


def test_who_notes_his_own_address_reads_and_decides_no_more_than_before(malo, claire, group, page):
    client = signs_in(noted(claire, by=malo))

    assert opens(client, page) == 404
    here = is_here(client, claire)
    assert (here, here.vouched_by) == (claire, (malo,))
    assert not may_decide(here, group)
    newcomer = a_member(claire.space, "Linh Berthou")
    Membership.objects.create(group=group, person=newcomer, role="member")
    with pytest.raises(Refusal):
        greet_by_hand(group, newcomer, by=here, at=timezone.now())
    with pytest.raises(Refusal):
        agreements.say_yes(claire.space, "open", by=here, at=timezone.now())


@pytest.mark.parametrize("tail", ["said/", "name/", "news/"])
def test_nothing_that_is_hers_alone_opens_to_him(malo, claire, tail):
    client = signs_in(noted(claire, by=malo))

    answers = [client.get(in_space(claire, f"you/{tail}")), client.post(in_space(claire, f"you/{tail}"))]

    assert [one.status_code for one in answers] == [409, 409]
    assert "Malo Kersauze" in answers[0].content.decode()
    assert Person.objects.get(pk=claire.pk).erased_at is None


def test_what_she_says_it_is_not_leaves_him_nothing(malo, claire, page):
    """To give the account up does not let the device in as her."""
    client = signs_in(noted(claire, by=malo))

    client.post(f"/account/claims/{claire.pk}/end/")

    assert client.get(in_space(claire)).status_code == 404
    assert opens(client, page) == 404


def test_a_convener_of_her_group_who_notes_her_address_gives_her_the_whole_of_it_at_once(odile, claire, group, page):
    client = signs_in(noted(claire, by=odile))

    assert opens(client, page) == 200
    assert may_decide(is_here(client, claire), group)


def test_in_an_open_space_she_reads_what_all_read_without_one_more_tap(space, malo, claire):
    client = signs_in(noted(claire, by=malo))

    assert opens(client, a_page(space, "Ouverte")) == 200


def test_who_carries_greets_her_and_she_is_known_of_her_group(odile, malo, claire, group, page):
    client = signs_in(noted(claire, by=malo))
    assert claire in not_greeted(group.pk, seen_by=odile.pk)

    entered(Client(), odile).post(in_space(claire, f"groups/{group.pk}/greetings/"), {"person": claire.pk})

    assert opens(client, page) == 200
    assert claire not in not_greeted(group.pk, seen_by=odile.pk)
    assert client.get(in_space(claire, "you/name/")).status_code == 409  # one word yet: Odile's


def test_a_second_word_of_another_for_sure_opens_all(space, odile, claire, page):
    client = signs_in(noted(claire, by=odile))
    before = client.get(in_space(claire, "you/name/")).status_code

    scan(who_carries(space, "Jeanne Morvan"), claire, client)

    assert (before, client.get(in_space(claire, "you/name/")).status_code) == (409, 200)
    assert opens(client, page) == 200
    claire.refresh_from_db()
    assert (claire.account_by, claire.address_by) == (None, None)


def test_neither_who_noted_it_nor_a_newcomer_says_the_second_word(space, odile, malo, claire, group):
    noted(claire, by=odile)
    signs_in(claire)

    for by in (odile, malo):
        with pytest.raises(Refusal):
            keys.key_shown_to(claire, by=by, at=timezone.now())
    greet_by_hand(group, claire, by=odile, at=timezone.now())

    claire.refresh_from_db()
    assert claire.account_by == odile


def test_that_a_role_was_proposed_to_her_name_does_not_say_that_it_is_she(malo, odile, claire, group, page):
    """Who asks « Claire » by her name has not seen who answers."""
    from palabre.groups.roles.role_offers import assign_role

    signs_in(noted(claire, by=malo))

    assign_role(group, "note_taker", to=claire, at=timezone.now(), by=odile)

    claire.refresh_from_db()
    assert claire.account_by == malo


def test_on_another_phone_the_square_of_who_counts_lets_her_in_beside_the_account(malo, odile, claire, page):
    """Each rests on one word, and is bounded by it; neither takes anything from the other."""
    his, hers = signs_in(noted(claire, by=malo)), Client()

    scan(odile, claire, hers)

    assert (opens(hers, page), opens(his, page)) == (200, 404)
    assert [is_here(one, claire).vouched_by for one in (hers, his)] == [(odile,), (malo,)]
    assert hers.get(in_space(claire, "you/name/")).status_code == 409
    assert his.get(in_space(claire)).status_code == 200


def test_a_square_beside_an_account_that_rests_on_one_word_decides_nothing(malo, odile, claire):
    signs_in(noted(claire, by=malo))
    hers = Client()
    scan(odile, claire, hers)

    answer = hers.post(in_space(claire, "questions/new/"), {"text": "Qui ouvre le préau ?"})

    assert (answer.status_code, is_here(hers, claire).is_on_one_word) == (409, True)


def test_two_squares_of_two_people_for_sure_take_her_from_the_account(space, malo, odile, claire, page):
    his, hers = signs_in(noted(claire, by=malo)), Client()

    for by in (odile, who_carries(space, "Jeanne Morvan")):
        scan(by, claire, hers)

    assert (his.get(in_space(claire)).status_code, opens(hers, page)) == (404, 200)
    assert his.post(f"/account/claims/{claire.pk}/").status_code == 404
    assert hers.get(in_space(claire, "you/name/")).status_code == 200


def test_the_account_by_which_she_has_long_entered_is_not_taken_from_her_by_one_square(space, odile, claire):
    """An honest member noted her address; another, who counts, shows himself the square."""
    hers, his, malo = signs_in(noted(claire, by=odile)), Client(), who_carries(space, "Malo Tanguy")

    scan(malo, claire, his)

    assert hers.get(in_space(claire)).status_code == 200
    assert hers.post(f"/account/claims/{claire.pk}/").status_code == 302
    assert is_here(his, claire).vouched_by == (malo,)
    scan(who_carries(space, "Jeanne Morvan"), claire, hers)  # her account is known: his square opens nothing any longer
    assert his.get(in_space(claire)).status_code == 404


def test_who_has_her_own_device_is_claimed_by_no_noted_address(malo, claire):
    noted(claire, by=malo)
    hers = Client()
    hers.post(keys.address_for(claire))

    assert not claims.may_be(Account.objects.open(HIS), known=[]).exists()


def test_on_her_own_device_she_claims_herself_whole(malo, odile, claire, page):
    noted(claire, by=malo)
    hers = Client()
    hers.post(keys.address_for(claire))
    hers.force_login(Account.objects.open(HIS))

    hers.post(f"/account/claims/{claire.pk}/")

    keep_in_step(claire.space_id)
    assert opens(hers, page) == 200


def mailed(her, thing, *, by, settings):
    """Write to her, and return the link that Palabre mailed."""
    settings.MAIL_IS_CONFIGURED, settings.PALABRE_MAIL_FROM = True, "palabre@exemple.example"
    shown = links.link_to(thing, person=her, by=by, at=timezone.now())
    letter = a_letter(her, by=by, about="x", body="{address}", link=shown)
    outbox.schedule_letter(letter, at=timezone.now(), origin="https://val.example", now=True)
    post_one(timezone.now())
    return Letter.objects.get(pk=letter.pk).link


def opening(link):
    client = Client()
    client.get(links.link_path(link))
    return client


@pytest.mark.parametrize("tail", ["said/", "news/"])
def test_the_mailed_link_opens_its_thing_and_nothing_that_is_hers_alone(
    space, malo, claire, page, settings, mailoutbox, tail
):
    link = mailed(noted(claire, by=malo), a_page(space, "Ouverte"), by=malo, settings=settings)
    client = opening(link)

    answers = [client.get(f"/opened/{link.pk}/{tail}"), client.post(f"/opened/{link.pk}/{tail}", {"news": "week"})]

    assert len(mailoutbox) == 1
    assert (link.made_by, link.noted_by) == (None, malo)
    assert client.get(f"/opened/{link.pk}/").status_code == 200
    assert "Malo Kersauze" in client.get(f"/opened/{link.pk}/").content.decode()
    assert [one.status_code for one in answers] == [409, 409]
    assert opens(client, page) == 404


def test_what_he_may_not_read_is_not_mailed_to_the_address_that_he_noted(
    odile, malo, claire, page, settings, mailoutbox
):
    letter = a_letter(noted(claire, by=malo), by=odile, about="x", body="{address}")
    letter.link = links.link_to(page, person=claire, by=odile, at=timezone.now())
    letter.save()
    settings.MAIL_IS_CONFIGURED = True
    refused = outbox.why_not_sent(letter)
    outbox.schedule_letter(letter, at=timezone.now(), origin="https://val.example", now=True)
    post_one(timezone.now())
    assert mailoutbox == []

    letters_to_named.correct_address(letter, HIS, by=given_care(odile))

    assert "Malo Kersauze" in str(refused)
    assert outbox.why_not_sent(Letter.objects.get(pk=letter.pk)) is None


def test_news_of_what_he_may_not_read_does_not_go_to_it_either(malo, odile, claire, group, page):
    signs_in(noted(claire, by=malo))
    claire.refresh_from_db()
    entry = record("page.written", page, by=odile)

    assert announcements.hearers(entry, [claire.pk]) == []
    assert not type(page).objects.visible_to(as_mailed(claire)).filter(pk=page.pk).exists()


def test_who_is_here_by_one_word_notes_no_address(malo, odile, claire, space):
    noted(claire, by=malo)
    here = is_here(signs_in(claire), claire)
    other = a_person(space, "Zoé Petit")

    with pytest.raises(Refusal):
        note_address(other, "zoe@exemple.example", by=here)


def test_the_first_who_noted_it_stays_whoever_sends_the_form_again(malo, odile, claire):
    noted(claire, by=malo)

    noted(claire, by=odile)

    assert claire.address_by == malo


def test_a_name_joined_by_another_lends_no_address(malo, odile, claire, space):
    word = a_person(space, "C. Aubanel")
    noted(word, by=malo)

    person_merge.merge_pair(claire, word, by=odile, at=timezone.now())
    other = person_merge.merge_pair(
        a_person(space, "Zoé"), noted(a_person(space, "Zoé Petit"), by=malo), by=malo, at=timezone.now()
    )

    claire.refresh_from_db()
    assert (claire.email, claire.address_by) == ("", None)
    assert Person.objects.get(pk=other.kept_id).address_by == malo


def test_the_form_of_a_meeting_keeps_who_noted_the_address(space, malo, claire):
    meeting = a_meeting(space, on=timezone.localdate() + datetime.timedelta(days=5))

    typed = {"person": claire.pk, f"address-{claire.pk}": HIS, "name": "Zoé Petit", "address": "zoe@exemple.example"}
    entered(Client(), malo).post(in_space(claire, f"meetings/{meeting.pk}/calling/"), typed)

    noters = Person.objects.exclude(email="").values_list("name", "address_by")
    assert set(noters) == {("Claire Aubanel", malo.pk), ("Zoé Petit", malo.pk)}


def test_the_news_of_a_space_sent_to_it_tells_no_more_than_he_reads(malo, odile, claire, page):
    """The letter lets whoever holds it ask for the news: see people.stopping."""
    from palabre.home.digest import digest_editions, digest_letters

    signs_in(noted(claire, by=malo))
    claire.refresh_from_db()
    record("page.written", page, by=odile)
    last = digest_editions.last_entry(claire.space_id, before=timezone.now())

    told = digest_letters.words_for(claire, 0, last, at=timezone.now())

    assert page.title not in (told.text if told else "")


def test_the_mailed_link_shows_beside_its_group_nothing_that_he_may_not_read(
    malo, claire, group, page, settings, mailoutbox
):
    a_role_call(claire.space, "Un secret des porteurs", group=group, audience=page.audience)
    link = mailed(noted(claire, by=malo), group, by=malo, settings=settings)
    client = opening(link)
    client.post(f"/opened/{link.pk}/answer/", {"answer": "yes"})

    shown = client.get(f"/opened/{link.pk}/")

    assert shown.status_code == 200
    assert "Un secret des porteurs" not in shown.content.decode()

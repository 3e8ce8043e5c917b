"""How far somebody comes along and with what energy; a word for who comes; what is typed for another."""

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Membership, Pledge, Role, RoleOffer
from palabre.groups.roles import newcomer_replies
from palabre.groups.roles.pledges import How, come_along
from palabre.groups.roles.pledges_for_others import come_for
from palabre.journal import mail_channel
from palabre.journal.announcements import announce
from palabre.journal.models import Delivery, Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_role_call, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOW = {"level": "contribute", "energy": "large", "words": "le mardi", "whole": "1"}


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


def door(name, *arguments):
    return reverse(f"groups:{name}", args=arguments)


def words(response):
    return " ".join(response.content.decode().split())


def test_a_guest_says_how_far_and_with_what_energy_and_the_group_reads_it(client, space, group):
    form_token = client.get(door("coming", space.slug, group.pk)).context["form"]["form_token"].value()

    client.post(door("coming", space.slug, group.pk), HOW | {"who": "Nadia Ferhat", "form_token": form_token})

    said = words(client.get(group.get_absolute_url()))
    assert "Nadia Ferhat contribue, à fond" in said


def test_she_reads_what_she_said_of_herself_where_she_said_it(client, space, group):
    malo = a_member(space, "Malo Riou")
    come_along(group, by=malo, at=NOW, how=How("co_carry", "small"), words="volontiers")

    said = words(entered(client, malo).get(group.get_absolute_url()))

    assert "C’est noté, vous proposez de co-porter, juste pour voir" in said
    assert "Le dire autrement" in said


def test_she_says_it_otherwise_later_and_what_she_empties_is_empty(client, space, ines, group):
    malo = a_member(space, "Malo Riou")
    come_along(group, by=malo, at=NOW, how=How("carry", "small", "malo@exemple.example"), words="volontiers")

    entered(client, malo).post(door("coming", space.slug, group.pk), {"level": "help", "whole": "1"})

    kept = Pledge.objects.get()
    assert (kept.level, kept.energy, kept.words, kept.reply_to) == ("help", "", "", "")


def test_one_click_leaves_what_she_said(group, space):
    malo = a_member(space, "Malo Riou")
    for how in (How("carry", "small"), How()):
        come_along(group, by=malo, at=NOW, how=how)

    assert (Pledge.objects.get().level, Pledge.objects.get().energy) == ("carry", "small")


@pytest.mark.parametrize("how", [How("boss"), How(energy="9"), How(reply_to="pas une adresse")])
def test_what_is_none_of_the_answers_is_refused(group, space, how):
    with pytest.raises(Refusal):
        come_along(group, by=a_person(space, "Malo"), at=NOW, how=how)

    assert not Pledge.objects.exists()


def test_who_carries_gets_a_letter_with_a_reply_ready_and_no_address_that_was_not_given(space, ines, group):
    come_along(group, by=a_person(space, "Nadia Ferhat"), at=NOW)
    ines.may_be_reached_at("ines@exemple.example", by=None)

    announce(Entry.objects.get().pk, at=NOW)

    delivery = Delivery.objects.select_related("entry__space", "person").get()
    _subject, body = mail_channel.news_letter_words(delivery, is_leaving=True)
    assert "mailto:?subject=" in body
    assert f"pledges/{Pledge.objects.get().pk}/reply/" in body


def test_her_address_goes_to_those_who_carry_and_to_nobody_else(client, space, ines, group):
    nadia = a_person(space, "Nadia Ferhat")
    pledge = come_along(group, by=nadia, at=NOW, how=How(reply_to="nadia@exemple.example"))
    page = door("reply", space.slug, pledge.pk)

    assert 'href="mailto:nadia@exemple.example?subject=' in words(entered(client, ines).get(page))
    hugo = a_member(space, "Hugo Ferreira")
    assert entered(client, hugo).get(page).status_code == 403
    assert "nadia@" not in words(client.get(group.get_absolute_url()))


def test_she_was_answered_once_and_that_is_undone(client, space, ines, group):
    pledge = come_along(group, by=a_person(space, "Nadia"), at=NOW)
    her = entered(client, ines)
    assert door("reply", space.slug, pledge.pk) in words(her.get(group.get_absolute_url()))

    for _twice in range(2):
        her.post(door("reply", space.slug, pledge.pk))

    assert Pledge.objects.get().welcomed_by == ines
    assert door("reply", space.slug, pledge.pk) not in words(her.get(group.get_absolute_url()))
    her.post(door("pledge_unwelcoming", space.slug, pledge.pk))
    assert newcomer_replies.waiting(group.pk) == [pledge]


def test_who_answers_a_newcomer_from_outside_may_propose_a_role_to_her_and_not_to_a_member(client, space, ines, group):
    form_token = client.get(door("coming", space.slug, group.pk)).context["form"]["form_token"].value()
    client.post(door("coming", space.slug, group.pk), HOW | {"who": "Nadia Ferhat", "form_token": form_token})
    come_along(group, by=a_member(space, "Malo Riou"), at=NOW)
    from_outside, from_inside = Pledge.objects.order_by("pk")
    ways_in = f"{door('proposing', space.slug, group.pk)}?to={from_outside.person_id}"
    browser = entered(client, ines)

    assert ways_in in browser.get(door("reply", space.slug, from_outside.pk)).content.decode()
    assert 'value="Nadia Ferhat"' in browser.get(ways_in).content.decode()
    assert "?to=" not in browser.get(door("reply", space.slug, from_inside.pk)).content.decode()


def test_invariant_18_what_is_typed_for_somebody_says_by_whom(client, space, ines, group):
    typed = {"whose": "Odile Tanneguy", "form_token": "abc", **HOW}

    for _twice in range(2):
        entered(client, ines).post(door("coming_for", space.slug, group.pk), typed)

    pledge = Pledge.objects.get()
    assert (pledge.person.name, pledge.person.has_come, pledge.typed_by) == ("Odile Tanneguy", False, ines)
    assert "saisi par Inès Courtois" in words(client.get(group.get_absolute_url()))


def test_nobody_types_over_what_somebody_said_herself(space, ines, group):
    come_along(group, by=a_member(space, "Malo Riou"), at=NOW, how=How("help"))

    with pytest.raises(Refusal):
        come_for(group, "Malo Riou", by=ines, at=NOW, how=How("carry"))

    assert Pledge.objects.get().level == "help"


def test_who_has_not_joined_types_for_nobody(client, space, group):
    assert client.get(door("coming_for", space.slug, group.pk)).status_code == 403
    with pytest.raises(Refusal):
        come_for(group, "Odile", by=a_person(space, "Malo"), at=NOW)


def test_a_convener_closes_her_call_with_who_offered_to_carry(client, space, ines, group):
    call = a_role_call(space, role=Role.CO_CONVENER, group=group)
    pledge = come_along(call, by=a_member(space, "Malo Riou"), at=NOW, how=How("co_carry"))
    her = entered(client, ines)

    her.post(door("call_filling", space.slug, call.pk), {"pledge": pledge.pk})

    assert Membership.objects.get(person=pledge.person).role == Role.CO_CONVENER
    assert entered(client, pledge.person).get(door("call_filling", space.slug, call.pk)).status_code == 200
    assert entered(client, a_member(space, "Hugo")).get(door("call_filling", space.slug, call.pk)).status_code == 403


def test_a_role_is_proposed_by_name_and_taken_on_her_own_screen(client, space, ines, group):
    malo = a_member(space, "Malo Riou")
    sent = {"whose": "malo riou", "role": "liaison"}
    entered(client, ines).post(door("proposing", space.slug, group.pk), sent)
    offer = RoleOffer.objects.get(person=malo)

    assert entered(client, a_member(space, "Hugo")).get(offer.get_absolute_url()).status_code == 404
    entered(client, malo).post(offer.get_absolute_url(), {"yes": "1"})

    assert Membership.objects.get(person=malo).role == Role.LIAISON


def test_what_another_member_typed_for_somebody_is_said_otherwise_by_nobody_else(space, ines):
    group, malo = a_group(space, convened_by=(ines,)), a_member(space, "Malo Riou")
    come_for(group, "Odile Marchand", by=ines, at=NOW, words="Le soir")
    come_for(group, "Odile Marchand", by=malo, at=NOW, how=How("carry"))

    come_for(group, "Odile Marchand", by=malo, at=NOW, how=How("informed"))

    with pytest.raises(Refusal):
        come_for(group, "Odile Marchand", by=malo, at=NOW, words="Le matin")

    pledge = group.pledges.get()
    assert (pledge.words, pledge.level, pledge.typed_by) == ("Le soir", "carry", ines)

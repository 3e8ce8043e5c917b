"""A need, a call, the name of a group said otherwise: who may, within which bounds, with a trace, and undone."""

import datetime
import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.log.group_log import inquire
from palabre.groups.models import NeedKind
from palabre.journal.models import Entry
from tests.builders import a_group, a_member, a_need, a_person, a_role_call, a_space, an_inquiry, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le verger", convened_by=(ines,))


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


@pytest.fixture
def other(space):
    return entered(Client(), a_member(space, "Malo Kersauze"))


def said_again(thing):
    return type(thing).objects.get(pk=thing.pk)


def address(name, *numbers, space):
    return reverse(f"groups:{name}", args=[space.slug, *numbers])


def words(answer):
    return " ".join(html.unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ").split())


def test_a_need_that_was_read_wrongly_is_said_and_classed_otherwise_in_place_and_undone_once(space, group, her):
    need = a_need(space, "Besoin de leadeurs", group=group, kind=NeedKind.METHOD)

    answer = her.post(
        address("need_words", need.pk, space=space), {"text": "Deux personnes", "kind": "people"}, follow=True
    )
    assert "Vos mots sont gardés." in words(answer)
    assert (said_again(need).text, said_again(need).kind) == ("Deux personnes", NeedKind.PEOPLE)

    entry = Entry.objects.get(verb="need.reworded")
    for _twice in range(2):
        her.post(address("need_words_undoing", need.pk, entry.pk, space=space))
    assert (said_again(need).text, said_again(need).kind) == ("Besoin de leadeurs", NeedKind.METHOD)
    assert Entry.objects.filter(verb="need.reworded").count() == 2


def test_the_day_of_a_need_stays_unless_it_is_said_otherwise_and_comes_back(space, group, her):
    day = timezone.localdate() + datetime.timedelta(days=9)
    need = a_need(space, "Une salle", group=group, wanted_for=day)
    form = her.get(address("need_words", need.pk, space=space)).context["form"]

    her.post(address("need_words", need.pk, space=space), form.initial | {"text": "Une grande salle"})
    kept = said_again(need).wanted_for
    her.post(address("need_words", need.pk, space=space), {"text": "Une grande salle", "wanted_for": ""})
    her.post(address("need_words_undoing", need.pk, Entry.objects.latest("pk").pk, space=space))

    assert (kept, said_again(need).wanted_for) == (day, day)


def test_a_call_is_said_otherwise_by_a_member_and_its_bounds_are_those_of_a_new_one(space, group, other):
    call = a_role_call(space, "Une personne qui conduit", group=group)

    asked = address("role_call_words", call.pk, space=space)
    statuses = [other.post(asked, {"words": said}).status_code for said in ("", "x" * 401, "Qui conduit le jeudi ?")]

    assert statuses == [409, 422, 302]
    assert said_again(call).words == "Qui conduit le jeudi ?"


def test_a_group_gets_another_name_and_its_former_address_leads_to_it(space, group, her):
    former = group.get_absolute_url()

    her.post(address("group_words", group.pk, space=space), {"title": "Le verger partagé"})

    assert said_again(group).title == "Le verger partagé"
    assert "Le verger partagé" in words(her.get(former, follow=True))


@pytest.mark.parametrize("make", [lambda group: a_need(group.space, "Une salle", group=group), lambda group: group])
def test_who_neither_said_it_nor_carries_the_group_reads_why_and_changes_nothing(space, group, other, make):
    thing = make(group)
    name, before = ("group", group.title) if thing == group else ("need", thing.text)
    guest = entered(Client(), a_person(space, "Gil Le Du"))

    for who in (other, guest, Client()):
        answer = who.post(address(f"{name}_words", thing.pk, space=space), {"text": "Autre", "title": "Autre"})
        assert answer.status_code == 403
    assert "parlez-en avec" in words(other.get(address(f"{name}_words", thing.pk, space=space))).lower()
    assert str(said_again(thing)) == before


def test_a_need_that_was_read_is_taken_back_by_who_decides_for_its_group_though_they_only_read_it(space, other):
    need = a_need(space, "Une salle", group=a_group(space, "Sans personne"))

    other.post(address("need_withdrawal", need.pk, space=space))
    gone = said_again(need).withdrawn_at
    other.post(address("need_withdrawal_undoing", need.pk, space=space))

    assert (gone is not None, said_again(need).withdrawn_at) == (True, None)


def test_a_line_of_inquiry_is_said_otherwise_from_the_page_of_its_group_and_undone(space, group, other):
    inquiry = an_inquiry(group, "Qui ouvrre le verger ?")
    page = words(other.get(group.get_absolute_url()))

    answer = other.post(
        address("inquiry_words", inquiry.pk, space=space), {"text": "Qui ouvre le verger ?"}, follow=True
    )
    changed = said_again(inquiry).text
    other.post(next(one.extra_tags for one in answer.context["messages"] if one.extra_tags))

    assert address("inquiry_words", inquiry.pk, space=space) in page
    assert (changed, said_again(inquiry).text) == ("Qui ouvre le verger ?", "Qui ouvrre le verger ?")


def test_a_line_of_inquiry_is_not_for_a_visitor_to_change(space, group):
    inquiry = an_inquiry(group, "Qui ouvre le verger ?")
    named = entered(Client(), a_person(space, "Gil Le Du"))

    statuses = [
        who.post(address("inquiry_words", inquiry.pk, space=space), {"text": "Autre"}).status_code
        for who in (Client(), named)
    ]

    assert (statuses, said_again(inquiry).text) == ([403, 403], "Qui ouvre le verger ?")


def test_a_line_that_minutes_read_wrongly_is_taken_back_by_a_button_and_undone(space, group, other):
    inquiry = an_inquiry(group, "Qui ouvre le verger ?")
    removal = address("inquiry_removal", inquiry.pk, space=space)
    form = words(other.get(address("inquiry_words", inquiry.pk, space=space)))

    answer = other.post(removal, {"text": ""}, follow=True)
    gone = words(answer)
    other.post(next(one.extra_tags for one in answer.context["messages"] if one.extra_tags))

    assert removal in form
    assert f'id="piste-{inquiry.pk}"' not in gone
    assert f'id="piste-{inquiry.pk}"' in words(other.get(group.get_absolute_url()))


def test_a_line_that_somebody_opened_is_theirs_to_take_back(space, ines, group, other):
    inquiry = inquire(group, "Qui paie ?", by=ines)

    form = words(other.get(address("inquiry_words", inquiry.pk, space=space)))
    status = other.post(address("inquiry_removal", inquiry.pk, space=space)).status_code

    assert (address("inquiry_removal", inquiry.pk, space=space) in form, status) == (False, 403)


def test_a_visitor_takes_back_no_line_and_brings_none_back(space, group):
    inquiry, named = an_inquiry(group), entered(Client(), a_person(space, "Gil Le Du"))

    ways = [address(name, inquiry.pk, space=space) for name in ("inquiry_removal", "inquiry_return")]
    statuses = {who.post(way).status_code for who in (Client(), named) for way in ways}

    assert statuses == {403}

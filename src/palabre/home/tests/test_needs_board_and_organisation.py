"""The board of needs, and an organisation."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import HelpWanted, Need
from palabre.home.needs import needs_board
from palabre.people.models import Audience
from tests.builders import (
    a_group,
    a_help_offer,
    a_member,
    a_need,
    a_page,
    a_passage,
    a_person,
    a_role_call,
    a_space,
    an_answer,
    an_organisation,
    entered,
    readers_of,
)

pytestmark = pytest.mark.django_db

NOW, TODAY = timezone.now(), timezone.localdate()
A_WEEK = datetime.timedelta(days=7)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def visitor(client, ines):
    return entered(client, ines)


def board_of(visitor, space):
    return visitor.get(reverse("home:needs", args=[space.slug]))


def test_a_board_without_needs_teaches_with_an_example(visitor, space):
    assert "Pas encore de besoin." in board_of(visitor, space).content.decode()


def parts(response):
    page = response.context["page"]
    return {part.stand.value: [one.need.text for one in (*part.shown, *part.folded)] for part in page.parts}


def words(response):
    return " ".join(response.content.decode().split())


def test_the_group_of_a_need_is_named_only_to_who_may_read_it(visitor, space):
    hidden = a_group(space, "Caché", audience=Audience.of_persons(a_member(space, "Hugo")))
    a_need(space, group=hidden, to="group", to_group=hidden)

    [part] = board_of(visitor, space).context["page"].parts

    assert (part.shown[0].need.group, part.shown[0].need.to_group) == (None, None)


def test_needs_stand_where_people_left_them(visitor, space, ines):
    a_need(space, "Vu", acknowledged_at=NOW, acknowledged_by=ines)
    a_need(space, "Promis", in_hand_at=NOW, in_hand_by=ines, promised_on=TODAY + A_WEEK)
    an_answer(a_need(space, "Répondu"))
    a_need(space, "Refusé", declined_at=NOW, declined_by=ines, reason="Le foyer est fermé.")
    a_need(space, "Rouvert", in_hand_at=NOW, reopened_at=NOW + A_WEEK, missing="il manque la clé")
    a_need(space, "Fini", satisfied_at=NOW, satisfied_by=ines)
    a_need(space, "Repris", withdrawn_at=NOW)

    board = board_of(visitor, space)

    stands = {"waiting": ["Vu", "Rouvert"], "in_hand": ["Promis"], "answered": ["Répondu"], "declined": ["Refusé"]}
    assert (parts(board), [one.need.text for one in board.context["page"].done]) == (stands, ["Fini"])
    assert all(said in words(board) for said in ("Le foyer est fermé.", "il manque la clé"))


def test_what_is_promised_comes_by_its_day_and_one_gone_by_is_asked_about_without_reproach(visitor, space, ines):
    for text, days in (("Plus tard", A_WEEK), ("Passé", -A_WEEK)):
        a_need(space, text, in_hand_at=NOW, in_hand_by=ines, promised_on=TODAY + days)

    board = board_of(visitor, space)

    assert parts(board) == {"in_hand": ["Passé", "Plus tard"]}
    assert ("avait promis une réponse" in words(board), "retard" in words(board)) == (True, False)


def test_links_narrow_the_board_to_whom_needs_are_said(visitor, space):
    a_need(space, "Une salle", to="institution")
    a_need(space, "Une voix")

    page = visitor.get(reverse("home:needs", args=[space.slug]), {"to": "institution"})
    whole = visitor.get(reverse("home:needs", args=[space.slug]), {"to": "personne"})

    assert (parts(page), parts(whole)) == ({"waiting": ["Une salle"]}, {"waiting": ["Une salle", "Une voix"]})
    assert "?to=community" not in words(whole)


def test_a_board_of_three_hundred_needs_is_calm(visitor, space):
    Need.objects.bulk_create(
        Need(space=space, audience=readers_of(space), text=f"Besoin {number}") for number in range(300)
    )

    board = board_of(visitor, space)

    [part] = board.context["page"].parts
    assert (len(part.shown), len(part.folded)) == (needs_board.SHOWN, needs_board.PAGE - needs_board.SHOWN)
    assert len(board.content) < 60_000


def test_a_board_of_many_needs_is_read_page_after_page_most_urgent_first(visitor, space, ines, monkeypatch):
    monkeypatch.setattr(needs_board, "PAGE", 2)
    for number in range(3):
        a_need(space, f"Besoin {number}", wanted_for=TODAY - A_WEEK * number, to="institution")
    a_need(space, "Une voix")
    a_need(space, "Promis", in_hand_at=NOW, in_hand_by=ines)
    a_need(space, "Fini", satisfied_at=NOW, satisfied_by=ines, to="institution")

    pages = [visitor.get(reverse("home:needs", args=[space.slug]), {"page": page}) for page in (1, 2)]
    narrowed = visitor.get(reverse("home:needs", args=[space.slug]), {"to": "institution", "page": 2})

    assert list(map(parts, pages)) == [
        {"waiting": ["Besoin 2", "Besoin 1"], "in_hand": ["Promis"]},
        {"waiting": ["Besoin 0", "Une voix"]},
    ]
    assert parts(narrowed) == {"waiting": ["Besoin 0"]}
    assert 'href="?to=institution&amp;page=1" rel="prev"' in words(narrowed)
    assert [("Fini" in words(page), 'rel="next"' in words(page)) for page in pages] == [(True, True), (False, False)]


def test_who_offers_help_stands_beside_with_the_groups_that_it_would_help(visitor, space, ines):
    offer = a_help_offer(a_member(space, "Solène Abgrall"), "Je sais animer")
    hidden = a_group(space, "Caché", audience=Audience.of_persons(offer.by))
    for group in (a_group(space, "Se déplacer"), hidden):
        HelpWanted.objects.create(offer=offer, group=group, at=NOW)

    board = board_of(visitor, space)

    assert all(said in words(board) for said in ("Solène Abgrall", "Je sais animer", "Se déplacer"))
    assert "Caché" not in words(board)


@pytest.mark.parametrize("count", [1, 5])
def test_the_board_costs_the_same_with_one_need_and_with_five(visitor, space, ines, count, django_assert_num_queries):
    page = a_page(space)
    for number in range(count):
        need = a_need(space, group=a_group(space, f"Groupe {number}"), to="institution", by=ines)
        an_answer(a_need(space, f"Répondu {number}", in_hand_by=ines, in_hand_at=NOW), by=ines)
        a_need(space, f"Fini {number}", satisfied_by=ines, satisfied_at=NOW)
        a_role_call(space, group=need.group)
        a_passage(page, need, line=number + 1)
        HelpWanted.objects.create(offer=a_help_offer(ines, f"Aide {number}"), group=need.group, at=NOW)

    with django_assert_num_queries(13):
        assert board_of(visitor, space).status_code == 200


def test_an_organisation_tells_its_spellings_and_names_as_words(visitor, space):
    gerard, solene = a_person(space, "Gérard Vautrin"), a_person(space, "Solène Abgrall")
    town = an_organisation(space, "Ville de Brennes", of=(gerard,))
    other = an_organisation(space, "Brennes", of=(solene, gerard))
    other.same_as = town
    other.save()

    page = visitor.get(town.get_absolute_url()).context["page"]

    assert (page.spellings, page.names) == ([other], ["Gérard Vautrin", "Solène Abgrall"])


def test_an_organisation_says_where_it_was_read(visitor, space):
    town = an_organisation(space)
    passage = a_passage(a_page(space), town, line=15)

    assert visitor.get(town.get_absolute_url()).context["page"].passages == [passage]


def test_an_organisation_that_she_may_not_read_is_not_found(visitor, space):
    town = an_organisation(space, audience=Audience.of_persons(a_member(space, "Hugo")))

    assert visitor.get(town.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_an_organisation_costs_the_same_with_one_name_and_with_five(visitor, space, count, django_assert_num_queries):
    people = tuple(a_person(space, f"Personne {number}") for number in range(count))
    town = an_organisation(space, of=people)

    with django_assert_num_queries(5):
        assert visitor.get(town.get_absolute_url()).status_code == 200

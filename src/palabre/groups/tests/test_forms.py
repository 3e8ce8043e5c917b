"""Forms of groups: a refusal is said with what was typed, and each field has its bound."""

import html

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Deliverable, OutputKind, Role
from tests.builders import (
    a_group,
    a_help_offer,
    a_member,
    a_need,
    a_question,
    a_role_call,
    a_space,
    an_intention,
    an_output,
    entered,
    some_news,
)

pytestmark = pytest.mark.django_db

TOO_LONG = "C’est trop long : raccourcissez, puis envoyez de nouveau."


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


@pytest.fixture
def things(ines):
    """What the addresses below are about."""
    space = ines.space
    group = a_group(space, convened_by=(ines,), carrying=(a_question(space),))
    return {
        "another": a_group(space, "Le marché"),
        "ended": a_group(space, "Covoiturage", ended_at=timezone.now()),
        "group": group,
        "need": a_need(space, group=group),
        "news": some_news(group, by=ines),
        "output": an_output(group),
        "shown": an_output(group, "Une carte", shown_at=timezone.now()),
        "call": a_role_call(space, group=group),
        "offer": a_help_offer(a_member(space, "Solène Abgrall")),
        "space": None,
    }


def send(client, ines, things, page, typed):
    name, thing = page.split(" of ")
    numbers = [things[thing].pk] if things[thing] is not None else []
    return client.post(reverse(f"groups:{name}", args=[ines.space.slug, *numbers]), typed)


def words(response) -> str:
    said = html.unescape(" ".join(response.content.decode().split()))
    return said.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("page", "typed", "why"),
    [
        ("telling_news of group", {"text": " "}, "Ces nouvelles sont encore vides."),
        ("news of news", {"text": " "}, "Ces nouvelles sont encore vides."),
        ("group_weather of group", {"weather": ""}, "Il n’y a encore aucun mot du projet."),
        ("needing of space", {"text": "Une salle", "wanted_for": "jadis"}, "Nous ne lisons pas de jour dans ces mots."),
        ("group_needing of group", {"text": " ", "wanted_for": "vendredi"}, "Ce besoin est encore vide."),
        ("offering of space", {"text": " "}, "Dites en une ligne ce que vous pouvez faire."),
        ("need_promise of need", {"words": "jadis"}, "Nous ne lisons pas de jour dans ces mots."),
        ("need_refusal of need", {"words": " "}, "Il manque la raison de ce non."),
        ("intention of group", {"text": "Aller au marché", "after": "7"}, "Quelqu’un a écrit l’intention entre-temps."),
        ("review of group", {"review": "jadis"}, "Nous ne lisons pas de jour dans ces mots."),
        ("choosing_object of group", {"public": "Les aînés", "title": " "}, "Votre objet n’a pas encore de titre."),
        ("output_words of output", {"title": " ", "about": "Pour aller loin"}, "Votre objet n’a pas encore de titre."),
        ("output_gesture of output", {"gesture": "show", "words": "par là"}, "Nous ne lisons pas d’adresse"),
        ("output_gesture of output", {"gesture": "reuse", "words": "Deux villages"}, "Personne ne l’a encore vu."),
        ("output_kinds of space", {"gesture": "rename", "kind": "tool", "name": "article"}, "porte déjà ce nom."),
        ("output_kinds of space", {"gesture": "add", "name": "article"}, "porte déjà ce nom."),
        ("coming of group", {"reply_to": "chez moi"}, "Ce n’est pas une adresse."),
        ("proposing of group", {"whose": "Malo", "role": ""}, "Ce n’est pas un des rôles."),
        ("group_calling of group", {"words": " "}, "encore vide"),
        ("new_merging of group", {"other": "", "words": "À réunir"}, "Aucun groupe n’a été choisi."),
        ("birth of group", {"title": " "}, "Le nouveau groupe n’a pas encore de nom."),
        ("continuation of group", {"title": "Encore nous"}, "Ce groupe continue"),
        ("continuation of ended", {"other": "999999"}, "Aucun groupe n’a été choisi."),
        ("sleep of group", {"until": "jadis"}, "Nous ne lisons pas de jour dans ces mots."),
    ],
)
def test_what_an_act_refuses_is_said_with_what_was_typed(hers, ines, things, page, typed, why):
    an_intention(things["group"])

    refused = send(hers, ines, things, page, typed)

    said = words(refused)
    assert (refused.status_code, why in said) == (409, True), said
    assert all(value.strip() in said for value in typed.values() if not value.isdecimal())


@pytest.mark.parametrize("page", ["coming_for of group", "proposing of group"])
def test_a_name_of_somebody_else_that_is_missing_is_asked_for(hers, ines, things, page):
    refused = send(hers, ines, things, page, {"whose": " ", "words": "le mardi"})

    said = words(refused)
    assert (refused.status_code, "Il manque son nom." in said, "le mardi" in said) == (422, True, True)


BOUNDS = [
    ("telling_news of group", "text", 4000),
    ("news of news", "text", 4000),
    ("inquiring of group", "text", 400),
    ("group_weather of group", "words", 400),
    ("group_weather of group", "next_step", 400),
    ("needing of space", "text", 600),
    ("group_needing of group", "wanted_for", 200),
    ("offering of space", "text", 400),
    ("answering of need", "text", 4000),
    ("need_promise of need", "words", 200),
    ("need_refusal of need", "words", 400),
    ("need_reopening of need", "words", 400),
    ("intention of group", "text", 4000),
    ("review of group", "review", 200),
    *(("choosing_object of group", name, 700) for name in ("public", "use", "least", "without", "consent")),
    ("choosing_object of group", "title", 200),
    ("output_words of output", "horizon", 200),
    ("output_words of output", "about", 4000),
    ("coming of group", "words", 400),
    ("call_coming of call", "reply_to", 254),
    ("coming_for of group", "whose", 200),
    ("proposing of group", "words", 400),
    ("group_calling of group", "words", 400),
    ("calling of space", "words", 400),
    ("new_merging of group", "words", 400),
    ("birth of group", "title", 200),
    ("continuation of ended", "title", 200),
    ("sleep of group", "until", 200),
    *(("ending of group", name, 4000) for name in ("harvest", "left_open", "thanks")),
]


@pytest.mark.parametrize(("page", "field", "most"), BOUNDS)
def test_a_text_past_its_bound_is_refused_and_given_back_in_its_field(hers, ines, things, page, field, most):
    typed = "x" * (most + 1)

    refused = send(hers, ines, things, page, {field: typed})

    said = words(refused)
    assert (refused.status_code, TOO_LONG in said, typed in said) == (422, True, True)
    assert f'name="{field}"' in said


@pytest.mark.parametrize(("gesture", "most"), [("show", 500), ("reuse", 400)])
def test_words_on_an_output_have_their_bound(hers, ines, things, gesture, most):
    typed = "/" + "x" * most

    refused = send(hers, ines, things, "output_gesture of shown", {"gesture": gesture, "words": typed})

    assert (refused.status_code, words(refused).count(typed)) == (422, 1)
    assert not Deliverable.objects.filter(address=typed).exists()


@pytest.mark.parametrize("kind", ["tool", ""])
def test_the_name_of_a_kind_is_refused_in_its_own_field(hers, ines, things, kind):
    typed = {"gesture": "rename" if kind else "add", "kind": kind, "name": "x" * 81}

    refused = words(send(hers, ines, things, "output_kinds of space", typed))

    assert (refused.count(TOO_LONG), refused.count(typed["name"]), OutputKind.objects.exists()) == (1, 1, False)


@pytest.mark.parametrize(
    ("page", "typed", "why"),
    [
        ("group_weather of group", {"weather": "snow", "words": "Ça va"}, "Sélectionnez un choix valide."),
        ("needing of space", {"text": "Une salle", "kind": "gold"}, "Sélectionnez un choix valide."),
        ("needing of space", {"text": "Une salle", "to": "la lune"}, "Sélectionnez un choix valide."),
        ("output_words of output", {"title": "Un jeu", "kind": "gold"}, "Cette ligne n’est pas dans la liste."),
        ("coming_for of group", {"whose": "Malo", "level": "queen"}, "Cette réponse n’est pas proposée."),
        ("coming of group", {"energy": "endless"}, "Cette réponse n’est pas proposée."),
        ("proposing of group", {"whose": "Malo", "role": "queen"}, "Sélectionnez un choix valide."),
        ("call_filling of call", {"pledge": "999999"}, "Cette personne ne vient finalement pas."),
        (
            "birth of group",
            {"title": "Ailleurs", "question": "999999"},
            "Ce groupe ne porte plus l’une",
        ),
        ("new_merging of group", {"other": "9" * 30, "words": "À réunir"}, "Aucun groupe n’a été choisi."),
        ("ending of group", {"harvest": "Un carnet", "question": "maybe"}, "Sélectionnez un choix valide."),
        ("intention of group", {"text": "Aller", "after": "9" * 5000}, "nombre entier"),
    ],
)
def test_a_value_that_no_page_offers_is_refused(hers, ines, things, page, typed, why):
    refused = send(hers, ines, things, page, typed)

    assert (refused.status_code, why in words(refused)) == (422, True), words(refused)


def test_a_question_that_goes_along_is_refused_where_none_is_left(hers, ines, things):
    refused = send(hers, ines, things, "birth of another", {"title": "Ailleurs", "question": "999999"})

    assert (refused.status_code, "Ce groupe ne porte plus l’une" in words(refused)) == (422, True)


def test_what_an_ended_group_left_is_mended_under_its_own_words(hers, ines, things):
    said = words(hers.get(reverse("groups:ending", args=[ines.space.slug, things["ended"].pk])))

    assert "<h1>Ce que le groupe laisse</h1>" in said
    assert "Garder ces mots" in said


@pytest.mark.parametrize("to", ["999999999999999999", "9" * 18])
def test_a_need_for_a_group_that_is_not_here_is_not_found(hers, ines, things, to):
    assert send(hers, ines, things, "needing of space", {"text": "Une salle", "to": to}).status_code == 404


@pytest.mark.parametrize("group", ["", "²", "9" * 30, "-1"])
def test_an_offer_that_would_help_no_group_of_here_is_not_found(hers, ines, things, group):
    assert send(hers, ines, things, "help_wanted of offer", {"group": group}).status_code == 404


def test_a_line_break_counts_once_as_browsers_count_it(hers, ines, things):
    text = "x\r\n" * 1999 + "xx"

    told = send(hers, ines, things, "telling_news of group", {"text": text})

    assert told.status_code == 302


def test_an_intention_written_in_the_meantime_is_read_before_it_is_replaced(hers, ines, things):
    an_intention(things["group"])

    refused = send(hers, ines, things, "intention of group", {"text": "Aller au marché", "after": "0"})

    assert 'name="after" value="1"' in words(refused)


def test_the_page_of_a_role_offer_begins_with_the_role_and_the_person_asked_for(hers, ines, things):
    malo = a_member(ines.space, "Malo Le Guen")
    door = reverse("groups:proposing", args=[ines.space.slug, things["group"].pk])

    shown = words(hers.get(door, {"role": Role.LIAISON, "to": malo.pk}))

    assert 'value="Malo Le Guen"' in shown
    assert shown.count(" checked>") == 1


def test_the_other_group_of_a_merge_is_the_one_of_the_link(hers, ines, things):
    other, _first = things["another"], a_group(ines.space, "Avant tout")
    door = reverse("groups:new_merging", args=[ines.space.slug, things["group"].pk])

    shown = words(hers.get(door, {"other": other.pk}))

    assert f'<option value="{other.pk}" selected>Le marché</option>' in shown

"""The forms of a page: a refusal says why, and what was typed comes back; what is past a bound changes nothing."""

import pytest

from palabre.wiki.models import Page
from tests.builders import a_member, a_page, a_space, entered

LONG = "C’est trop long"
REFUSED = [
    ("new/", {"title": "x" * 201, "text": "Tapé"}, LONG),
    ("new/", {"title": "Une page", "text": "Tapé", "to": "x" * 61}, LONG),
    ("reunion/title/", {"title": "x" * 201}, LONG),
    ("reunion/text/", {"text": "Tapé", "base": "1", "words": "x" * 201}, LONG),
    ("reunion/text/", {"text": "Tapé", "base": ""}, "Ce formulaire est abîmé"),
    ("reunion/place/", {"under": "x" * 201}, LONG),
    ("reunion/licence/", {"licence": "MIT"}, "Cette réponse n’est pas proposée"),
    ("reunion/licence/", {"licence": "", "words": "x" * 81}, LONG),
    ("reunion/invitation/", {"name": "x" * 201}, LONG),
    ("reunion/attachments/new/", {"alt": "Une halle"}, "Choisissez un fichier"),
]


@pytest.fixture
def space(db):
    found = a_space()
    a_page(found, "Réunion", body="Avant")
    return found


@pytest.fixture
def hers(client, space):
    return entered(client, a_member(space, "Inès"))


def at(space, path):
    return f"/s/{space.slug}/pages/{path}"


def words(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("path", "typed", "why"), REFUSED)
def test_a_value_past_its_bound_is_refused_with_what_was_typed(hers, space, path, typed, why):
    answer = hers.post(at(space, path), typed)

    assert (answer.status_code, why in words(answer)) == (422, True)
    assert [text for text in typed.values() if text not in words(answer)] == []
    assert [(page.title, page.note.body_md, page.licence) for page in Page.objects.all()] == [("Réunion", "Avant", "")]


@pytest.mark.parametrize(
    "path", ["new/", *(f"reunion/{end}/" for end in ("title", "text", "place", "readers", "attachments/new"))]
)
def test_a_form_that_is_only_looked_at_says_no_fault(hers, space, path):
    answer = hers.get(at(space, path))

    assert (answer.status_code, answer.context["form"].is_bound) == (200, False)


def test_a_page_that_is_no_place_is_refused_beside_what_was_typed(hers, space):
    answer = hers.post(at(space, "reunion/place/"), {"under": "Nulle part"})

    assert (answer.status_code, "Aucune page n’a ce titre" in words(answer)) == (404, True)
    assert answer.context["form"]["under"].value() == "Nulle part"


@pytest.mark.parametrize("typed", [{"to": "groups.group:999"}, {}])
def test_readers_that_the_page_does_not_show_are_refused_beside_the_choice(hers, space, typed):
    answer = hers.post(at(space, "reunion/readers/"), typed)

    assert (answer.status_code, "Cette réponse n’est pas proposée" in words(answer)) == (422, True)
    assert Page.objects.get().audience.kind == "space"


def test_what_is_sent_comes_before_what_stands_in_the_address(hers, space):
    hers.post(at(space, "reunion/title/?title=Adresse"), {"title": "Formulaire"})

    assert Page.objects.get().title == "Formulaire"


@pytest.mark.parametrize(("ticked", "above"), [({"under": "reunion"}, "reunion"), ({}, None)])
def test_a_page_goes_under_another_one_unless_the_box_is_emptied(hers, space, ticked, above):
    box = hers.get(at(space, "new/?title=La+halle&under=reunion")).context["form"]["under"]
    assert 'value="reunion"' in str(box)
    assert " checked" in str(box)

    hers.post(at(space, "new/?title=La+halle&under=reunion"), {"title": "La halle", "text": "", **ticked})

    assert getattr(Page.objects.get(slug="la-halle").parent, "slug", None) == above

"""A name that was taken away does not come back by itself, and comes back with its bearer."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.groups.needs.need_answers import answer_need
from palabre.groups.questions.new_question import ask_question
from palabre.groups.roles.pledges import come_along
from palabre.groups.roles.role_calls import call
from palabre.people import guests
from palabre.people.erasures.refused_names import NameRefused, keep_out, windows, without_refused_names
from palabre.people.models import Audience, Person, RefusedName
from palabre.wiki import page_text
from tests.builders import a_group, a_member, a_need, a_person, a_space, entered
from tests.erasing import erase
from tests.lengths import often

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2024, 4, 2, 10, tzinfo=datetime.UTC)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def refused(space):
    erase(a_person(space, "Marie-Jo Le Goff"), at=NOW)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Merci à Marie-Jo Le Goff.", "Merci à une personne."),
        ("LE GOFF Marie-Jo, mairie", "Une personne, mairie"),
        ("Avec Marie Jo Le Goff, puis Marie-Jo", "Avec une personne, puis une personne"),
        ("Le vélo de Marie-Jo", "Le vélo d’une personne"),
        ("Mme Le Goff note.", "Une personne note."),
        ("Marie et Jo, Goff", "Marie et Jo, Goff"),
    ],
)
def test_a_text_from_elsewhere_loses_the_name(space, refused, text, kept):
    assert without_refused_names(space, text) == kept


def test_a_first_name_that_somebody_else_bears_now_stays(space, refused):
    a_member(space, "Marie-Jo Tual")

    assert without_refused_names(space, "Marie-Jo et Marie-Jo Le Goff") == "Marie-Jo et une personne"


def test_another_space_knows_nothing_of_it(refused):
    text = "Merci à Marie-Jo Le Goff."

    assert without_refused_names(a_space("Ailleurs"), text) == text


def test_a_space_without_refusals_asks_once(space, django_assert_num_queries):
    with django_assert_num_queries(1):
        without_refused_names(space, "Merci à Marie-Jo Le Goff. " * 100)


def test_nothing_of_the_name_is_kept(space, refused):
    kept = "".join(RefusedName.objects.values_list("digest", flat=True))

    assert set(kept) <= set("0123456789abcdef")


def test_whoever_writes_it_is_told_and_nothing_is_saved(space, refused):
    by = a_member(space)
    page = page_text.begin_page(space, "Le potager", "Un texte.", audience=Audience.of_space(space), by=by)

    with pytest.raises(NameRefused):
        page_text.save_page_text(page, "Un texte de Marie-Jo Le Goff.", base=1, by=by)
    with pytest.raises(NameRefused):
        page_text.begin_page(space, "Le verger", "Avec Mme Le Goff.", audience=Audience.of_space(space), by=by)

    assert [page.note.body_md for page in space.page_set.select_related("note")] == ["Un texte."]


def test_what_was_typed_is_given_back(client, space, refused):
    page = {"title": "Le verger", "text": "Avec Marie-Jo Le Goff."}

    answer = entered(client, a_member(space)).post(f"{space.get_absolute_url()}pages/new/", page)

    assert (answer.status_code, "Avec Marie-Jo Le Goff." in answer.content.decode()) == (409, True)


def test_a_guest_who_types_the_name_lifts_no_refusal(space, refused):
    guests.welcome(space, "Marie-Jo Le Goff", form_token="1", at=NOW)

    with pytest.raises(NameRefused):
        keep_out(space, "Merci à Marie-Jo Le Goff.")
    assert without_refused_names(space, "Merci à Mme Le Goff.") == "Merci à une personne."


def test_who_comes_in_under_that_name_again_may_be_named(space, refused):
    guests.welcome(space, "Marie-Jo Le Goff", form_token="1", at=NOW).join(NOW)

    keep_out(space, "Merci à Marie-Jo Le Goff, Marie-Jo et Mme Le Goff.")


def test_two_refused_names_are_told_apart(space):
    for name in ("Inès Courtois", "Nadège Kerouanton"):
        erase(a_person(space, name), at=NOW)
    a_member(space, "Inès Courtois")

    text = "Inès Courtois et Nadège Kerouanton"

    assert without_refused_names(space, text) == "Inès Courtois et une personne"
    assert Person.objects.filter(name="Une personne").count() == 2


@given(st.text(alphabet="abCDé -'*\n.,œ", max_size=60))
@settings(max_examples=often(100), deadline=None)
def test_windows_are_words_in_order(text):
    found = list(windows(text))

    assert all(1 <= len(pieces) <= 5 for pieces, _is_capital in found)
    assert all(piece == piece.lower() for pieces, _is_capital in found for piece in pieces)


GESTURES = {
    "ask": lambda group, by, said: ask_question(group.space, said, by=by, on=NOW.date(), carried=False),
    "call": lambda group, by, said: call(group, said, by=by, at=NOW),
    "answer": lambda group, by, said: answer_need(a_need(group.space, group=group), said, by=by, at=NOW),
    "come along": lambda group, by, said: come_along(group, by=by, at=NOW, words=said),
}


@pytest.mark.parametrize("gesture", GESTURES.values(), ids=GESTURES.keys())
def test_no_gesture_brings_it_back(space, refused, gesture):
    group, by = a_group(space), a_member(space)

    with pytest.raises(NameRefused):
        gesture(group, by, "Avec Marie-Jo Le Goff ?")

    gesture(group, by, "Avec une personne ?")

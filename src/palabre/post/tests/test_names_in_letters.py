"""A removed name leaves what letters keep in other forms than their text: a folded calendar, HTML, an address."""

import datetime
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.erasures.refused_names import NameRefused, keep_out, without_refused_names
from palabre.people.name_forms import forms_of_name, unnamed
from palabre.post import outbox
from palabre.post.models import Letter
from palabre.post.placeholders import ADDRESS, FOLD, refolded, stored_calendar
from tests.builders import a_letter, a_member, a_person, a_space
from tests.lengths import often

NOW = datetime.datetime(2026, 11, 27, 10, tzinfo=datetime.UTC)
ORIGIN = "https://palabre.exemple.fr"
NAMES = ["Zoé Quilliou", "Malo Kerc'hoat", "Anne-Lise Le Goff"]
BESIDE = ["Ana Quilliou", "Ana Kerc'hoat", "Ana Le Goff"]


@given(st.sampled_from(NAMES), st.integers(0, 2 * FOLD), st.sampled_from(["é", "x"]), st.sampled_from([" ", "\\n"]))
@settings(max_examples=often(200), deadline=None)
def test_a_name_is_taken_out_of_a_calendar_wherever_a_fold_cuts_it(name, length, char, before):
    calendar = refolded(f"BEGIN:VEVENT\r\nDESCRIPTION:{char * length}{before}{name}\\, au four\r\nURL:{ADDRESS}")

    cleaned = unnamed(stored_calendar(calendar), forms_of_name(name, others=BESIDE))

    assert cleaned.lower() == (
        f"BEGIN:VEVENT\r\nDESCRIPTION:{char * length}{before}une personne\\, au four\r\nURL:{{address}}".lower()
    )


@pytest.fixture
def letter(db):
    space = a_space()
    odile, rose = a_member(space, "Odile Tanneguy"), a_person(space, "Rose Trémel")
    for name in BESIDE:
        a_person(space, name)
    return a_letter(rose, by=odile)


def removed(name, letter):
    """Remove the name from the whole space, and return the letter read again."""
    name_erasure.erase(a_person(letter.space, name), at=NOW)
    delayed_erasure.finish_due(NOW + datetime.timedelta(days=2))
    return Letter.objects.get(pk=letter.pk)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("length", [40, 47, 55, 60])
def test_the_calendar_of_a_letter_leaves_without_the_name_and_folded(letter, name, length):
    calendar = refolded(f"BEGIN:VEVENT\r\nDESCRIPTION:{'x' * length} par {name} au four, et c’est tout\r\nEND:VEVENT")
    outbox.rewrite(letter, calendar=calendar, calendar_method="REQUEST")

    sent = outbox.calendar_as_sent(removed(name, letter), origin=ORIGIN)

    assert f"{'x' * length} par une personne au four" in sent.replace("\r\n ", "")
    assert all(len(line.encode()) <= FOLD for line in sent.split("\r\n"))


def test_the_html_of_a_letter_loses_a_name_that_its_signs_part(letter):
    html = "<p>Malo <strong>Kerc&#x27;hoat</strong> a parlé.</p>"
    outbox.rewrite(letter, body="Malo Kerc'hoat a parlé.", html=html)

    now = removed("Malo Kerc'hoat", letter)

    assert (now.body, now.html) == ("Une personne a parlé.", "<p>une personne<strong></strong> a parlé.</p>")


@pytest.mark.parametrize("name", NAMES)
def test_the_address_in_a_letter_loses_a_name_that_is_escaped_there(letter, name):
    outbox.rewrite(letter, body=f"mailto:four@val.example?body=Bonjour%20{quote(name, safe='')}%2C")

    assert removed(name, letter).body == "mailto:four@val.example?body=Bonjour%20une-personne%2C"


@pytest.mark.parametrize("name", NAMES)
def test_a_refused_name_is_refused_where_it_is_escaped_too(letter, name):
    removed(name, letter)
    text = f"Voir https://drive.example/CV%20{quote(name, safe='')}.pdf"

    with pytest.raises(NameRefused):
        keep_out(letter.space, text)
    assert without_refused_names(letter.space, text) == "Voir https://drive.example/CV%20une-personne.pdf"

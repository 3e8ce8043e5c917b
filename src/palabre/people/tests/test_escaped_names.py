r"""A name is found where an address, HTML, Markdown or a calendar writes its letters by others: « Zo%C3%A9 »."""

import html
import re
import unicodedata
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.people.name_forms import forms_in, forms_of_name, mentions, unnamed
from palabre.pure.french import escapes, flat, fold
from palabre.pure.french.escapes import readings
from tests.lengths import often
from tests.pattern_steps import steps_of

NAMES = ["Zoé Quilliou", "Hugo Ferreira", "Malo Kerc'hoat", "Anne-Lise Le Goff", "Élise Dû"]
BESIDE = ["Zélie Quilliou", "Rose Ferreira", "Ana Kerc'hoat", "Paul Le Goff", "Ana Dû"]  # no surname stands alone
OTHERS = [*BESIDE, "Zoé Tual", "Hugo Tual", "Malo Tual", "Anne-Lise Tual", "Élise Tual"]  # nor any first name
AROUND = [
    "Voir https://drive.example/CV%20{}%20(1).pdf ici",
    "[le devis](https://drive.example/fichiers/{}.pdf)",
    "https://ailleurs.example/?q={}&page=2",
    "[lui écrire](mailto:four@val.example?subject=Bonjour%20{}%2C)",
    "[la photo](Photo%20{}.jpg)",
]


def as_octets(char, *, twice, lower, encoding):
    said = "".join(f"%{octet:02x}" if lower else f"%{octet:02X}" for octet in char.encode(encoding))
    return said.replace("%", "%25") if twice else said


@st.composite
def escaped(draw, name):
    """Draw a way of writing a name in an address: whichever signs are escaped, in whichever way."""
    form = draw(st.sampled_from(["NFC", "NFD"]))
    facts = {"twice": draw(st.booleans()), "lower": draw(st.booleans())}
    facts["encoding"] = draw(st.sampled_from(["utf-8", "latin-1"] if form == "NFC" else ["utf-8"]))
    blank = draw(st.sampled_from(["%20", "+", "%2520", "%C2%A0"]))

    def said(char):
        if char == " ":
            return blank
        is_left = char.isascii() and draw(st.booleans())
        return char if is_left else as_octets(char, **facts)

    return "".join(map(said, unicodedata.normalize(form, name)))


@given(st.data(), st.sampled_from(NAMES), st.sampled_from(AROUND))
@settings(max_examples=often(300), deadline=None)
def test_a_name_is_taken_out_of_an_address_whatever_is_escaped(data, name, around):
    said = data.draw(escaped(name))
    text = around.format(said)

    cleaned = unnamed(text, forms_of_name(name, others=OTHERS))

    assert cleaned == around.format("une-personne")
    assert [one for one, _forms in forms_in(text, [name], among=[*OTHERS, name])] == [name]


ENTITIES = {"é": "&eacute;", "É": "&Eacute;", "û": "&ucirc;", " ": "&nbsp;", "'": "&#39;", "-": "&#x2d;"}


@given(st.data(), st.sampled_from(NAMES), st.sampled_from(["l’aide de {} au four", "<p>avec {}.</p>", "- {}"]))
@settings(max_examples=often(200), deadline=None)
def test_a_name_is_taken_out_of_what_html_or_markdown_escapes(data, name, around):
    ways = (lambda char: char, lambda char: ENTITIES.get(char, f"&#{ord(char)};"), lambda char: f"&#x{ord(char):x};")
    signs = [lambda char: "\\" + char if char in "'-" else char, *ways]
    text = around.format("".join(data.draw(st.sampled_from(signs))(char) for char in name))

    cleaned = unnamed(text, forms_of_name(name, others=OTHERS))

    assert re.sub("d’|de ", "", cleaned.lower()) == re.sub("d’|de ", "", around.format("une personne").lower())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "around",
    [
        ("<p>", "{first} <strong>{last}</strong>", "</p>"),
        ("<li>", "<em>{first}</em>\n{last}", "</li>"),
        ("<p>", '<a href="https://a.example/{name}">{first}</a> {last}', "</p>"),
        ("<p>", "{first}<br>{last}", "</p>"),
        ("<p>", "{first}<br />\n{last}", "</p>"),
    ],
)
def test_a_name_that_tags_part_is_taken_out_and_the_tags_stay(name, around):
    first, _, last = name.partition(" ")
    said = around[1].format(first=html.escape(first), last=html.escape(last), name=quote(name))
    text = f"{around[0]}{said}{around[2]}"

    cleaned = unnamed(text, forms_of_name(name, others=OTHERS))

    shown = re.sub("<[^>]*>", "", cleaned).strip().lower()
    assert shown == "une personne"
    assert fold(last) not in fold(html.unescape(unquote(cleaned)))
    assert re.findall(r"</?\w+", cleaned) == re.findall(r"</?\w+", text)


@given(st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from([" par {} au four", "\\n{}\\, Tom", "\\; {}"]))
def test_a_name_that_the_fold_of_a_calendar_cuts_is_taken_out(name, at, around):
    text = around.format(name)
    at = min(at, len(text) - 1)
    cut = text[at - 1 : at + 1]
    folded = text[:at] + ("" if "\\" in cut[:1] else "\r\n ") + text[at:]

    assert fold(name.split()[-1]) not in fold(unnamed(folded, forms_of_name(name, others=OTHERS)).replace("\r\n ", ""))


def test_a_name_in_the_letters_of_a_host_is_taken_out():
    host = "zoé-quilliou".encode("idna").decode()

    cleaned = unnamed(f"Voir https://www.{host}.example/x", forms_of_name("Zoé Quilliou", others=OTHERS))

    assert cleaned == "Voir https://www.une-personne.example/x"


@pytest.mark.parametrize(
    "text", ["10%Ada Tual", "C:\\nadege tual", "&Ada Tual;", "&ada+tual;", "xn--Ada Tual", "\\Ada Tual"]
)
def test_an_escape_that_is_none_hides_no_name(text):
    name = "Nadège Tual" if "nadege" in text else "Ada Tual"

    assert mentions(text, forms_of_name(name, others=()))


@pytest.mark.parametrize(
    "text", ["Le four à pain, 100 %, rue de l’Étang.", "Q&R : a < b > c", "# Titre\n\n- un\n- deux", "tel +33 6", "C++"]
)
def test_a_text_without_escapes_is_read_once(text):
    assert not list(readings(text))


@given(st.text("%25C3A9&#x;é\\+ <b>\r\n\u0301x-nZoé", max_size=60))
@settings(max_examples=often(300), deadline=None)
def test_each_sign_of_a_reading_stands_in_the_text_in_order(text):
    for one in readings(text):
        assert len(one.text) == len(one.places) == len(one.ends)
        assert list(one.places) == sorted(one.places)
        assert all(start < end <= len(text) for start, end in zip(one.places, one.ends))


@pytest.mark.parametrize(
    "sign", ["%25", "%2", "<b ", "<br", "&a", "&#1", "a+", "\\", "xn--", "\r\n ", "<b>%20&eacute;"]
)
def test_escapes_are_looked_for_once_however_many_there_are(sign):
    most = 60 if sign.startswith("&") or sign == "xn--" else 20

    assert steps_of(escapes.ESCAPES_AND_TAGS, sign * 500) < most * 500 * len(sign)


@pytest.mark.parametrize("apart", ["", " ", "\n", " un\n" * 9])
def test_a_text_full_of_escapes_is_read_twice_at_most(apart, monkeypatch):
    read = []
    monkeypatch.setattr(escapes, "flat", lambda said: read.append(len(said)) or flat(said))
    text = f"%20<b>é{apart}" * 1_000

    list(readings(text))

    assert sum(read) <= 2 * len(text)

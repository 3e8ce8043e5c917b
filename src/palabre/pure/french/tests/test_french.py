"""What folding, words, stems and keys promise."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.french import flat, fold, name_key, organisation_key, plain_text, slug, stems, words
from palabre.pure.french.flat_text import plain_of
from tests.lengths import often

FRENCH = st.text(alphabet="aeéèçœbdlnrstuAÉLQ'’-·.()/:;!?«»… \u00a0\u202f0123456789@_\n&h%€", max_size=60)
ANY = st.one_of(FRENCH, st.text(max_size=40))


def readings(text):
    return [word.forms for word in words(text)]


def first_forms(text):
    return [word.forms[0] for word in words(text)]


def test_folding_forgets_case_and_accents():
    folded = fold("Présent·es à l’ŒUVRE, ÇA et e\u0301te\u0301")

    assert folded == "present·es a l'oeuvre, ca et ete"


@given(ANY)
@settings(max_examples=often(150))
def test_folding_twice_changes_nothing_more(text):
    once = fold(text)

    assert fold(once) == once


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("l'eau d’Iroise", ["eau", "iroise"]),
        ("jusqu'à l’école qu'ils", ["a", "ecole", "ils"]),
        ("aujourd'hui quelqu’un", ["aujourd'hui", "quelqu'un"]),
        ("dg/cadres/agents", ["dg", "cadres", "agents"]),
        ("rendez-vous", ["rendez-vous"]),
        ("terminé.Les gens", ["termine", "les", "gens"]),
        ("le 12/04/2024 à 14h30", ["le", "12/04/2024", "a", "14h30"]),
        ("3,5 km", ["3,5", "km"]),
        ("la S.N.C.B.", ["la", "sncb"]),
        ("voir https://exemple.fr/a?b=1.", ["voir", "https://exemple.fr/a?b=1"]),
        ("(exemple.org/aide) à zoe@exemple.fr,", ["exemple.org/aide", "a", "zoe@exemple.fr"]),
    ],
)
def test_words_survive_french_spelling(text, forms):
    assert first_forms(text) == forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Quelle.s", {"quelle", "quelles"}),
        ("agent·es", {"agent", "agents", "agente", "agentes"}),
        ("Présent.e.s", {"present", "presents", "presente", "presentes"}),
        ("PRÉSENT·E·S", {"present", "presents", "presente", "presentes"}),
        ("élu(e)s", {"elu", "elus", "elue", "elues"}),
        ("adhérent-e-s", {"adherent", "adherents", "adherente", "adherentes"}),
        ("chargé/e", {"charge", "chargee"}),
        ("acteur·rice·s", {"acteur", "acteurs", "actrice", "actrices"}),
        ("animateurs.trices", {"animateurs", "animatrice", "animatrices"}),
        ("porteur·euse", {"porteur", "porteuse"}),
        ("citoyen·ne", {"citoyen", "citoyenne"}),
        ("professionnel·le", {"professionnel", "professionnelle"}),
        ("créatif·ve", {"creatif", "creative"}),
        ("heureux·se", {"heureux", "heureuse"}),
        ("nouveau·elle", {"nouveau", "nouvelle"}),
        ("public·que", {"public", "publique"}),
        ("ceux·celles", {"ceux", "celles"}),
        ("tous·tes", {"tous", "toute", "toutes"}),
    ],
)
def test_an_inclusive_spelling_gives_each_of_its_readings(text, forms):
    [word] = words(text)

    assert set(word.forms) == forms


def test_a_hyphenated_word_is_found_whole_joined_and_by_its_parts():
    assert readings("co-construire") == [("co-construire", "coconstruire", "co", "construire")]


@given(ANY)
@settings(max_examples=often(150))
def test_each_word_points_at_its_own_characters(text):
    found = words(text)

    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert all(word.forms and all(word.forms) for word in found)
    assert [word.start for word in found] == sorted({word.start for word in found})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coopérer", "la COOPÉRATION"),
        ("les agent·es", "agents"),
        ("élus", "un élu"),
        ("chargée", "charger"),
        ("Quelle.s déclinaison.s", "la declinaison"),
        ("l’animation", "animer"),
        ("rendez-vous", "des rendez-vous"),
    ],
)
def test_words_of_one_family_share_a_stem(one, other):
    assert stems(one) == stems(other)


def test_stop_words_leave_no_stem():
    assert stems("Qu'est-ce que c'est ? Comment faire pour nous tous·tes, y a-t-il where the") == ["wher"]


def test_a_prefix_is_found_with_and_without_its_hyphen():
    joined = stems("coconstruction")

    assert joined[0] in stems("co-construction")


@given(ANY)
@settings(max_examples=often(150))
def test_stems_are_folded_and_never_empty(text):
    found = stems(text)

    assert found == [fold(stem) for stem in found if stem]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Quelle.s déclinaison.s ?", "quelles-declinaisons"),
        ("L’eau, dg/cadres/agents", "eau-dg-cadres-agents"),
        ("  ", ""),
        ("…", ""),
        ("a" * 80, "a" * 60),
        ("un " + "mot " * 30, "un-" + "-".join(["mot"] * 14)),
    ],
)
def test_a_slug_reads_well_and_stops_between_words(text, address):
    assert slug(text) == address


@given(ANY)
@settings(max_examples=often(150))
def test_a_slug_is_a_short_address(text):
    found = slug(text)

    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", found)
    assert len(found) <= 60


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mme Anne-Lise Dû (Pic)", ("anne", "lise", "du")),
        ("A. Dû", ("a", "du")),
        ("Zoé", ("zoe",)),
        ("Madame", ("madame",)),
        ("(Zoé)", ("zoe",)),
        ("", ()),
    ],
)
def test_a_name_becomes_its_folded_tokens(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("La Mairie de Plouvic", "mairie Plouvic."),
        ("S.N.C.B.", "SNCB"),
        ("Pays de l'Aulne", "PAYS DE L’AULNE"),
        ("Plouvic-sur-Mer", "Plouvic sur mer"),
    ],
)
def test_spellings_of_an_organisation_share_one_key(one, other):
    assert organisation_key(one) == organisation_key(other)


def test_at_random_a_plain_text_is_each_of_its_characters_made_plain():
    dice, signs = random.Random(7), [*map(chr, range(128)), *"éÉœŒßĳ ’«\u00a0\u202f\u00ad\u2067\u0301\ud800😀"]

    for _turn in range(200):
        text = "".join(dice.choices(signs, k=dice.randrange(30)))
        assert plain_text(text) == flat(text).text == "".join(map(plain_of, text)), ascii(text)

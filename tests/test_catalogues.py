"""The tool that keeps the French catalogues complete, on a tiny made-up tree."""

import gettext

import pytest

from tools import catalogue_typography, catalogues

ISLES = "isles" / catalogues.CATALOGUE

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext
def said(n, word):
    _("Good " "evening")
    _(word)
    pgettext("month", "May")
    return ngettext("%(n)s fire", "%(n)s fires", n) % {"n": n}
"""
TEMPLATE = """
{% load i18n %}
   <p title="it's">{% translate "Good evening" %} {{ _("A lantern") }} 100 % "done</p>
{# Translators: seen from the shore #}
  {% blocktranslate trimmed with who=host.name %}
      {{ who }} keeps
      the light
  {% endblocktranslate %}
{% blocktranslate count n=boats|length %}One boat{% plural %}{{ n }} boats{% endblocktranslate %}
{% translate "May" context "verb" %}
"""
FRENCH = {
    "%(n)s fire": ("%(n)s feu", "%(n)s feux"),
    "%(who)s keeps the light": "%(who)s garde le feu",
    "A lantern": "Une lanterne",
    "Good evening": "Bonsoir",
    "May": "Mai",
    "One boat": ("Une barque", "%(n)s barques"),
}


@pytest.fixture
def tree(tmp_path):
    """Sources without a catalogue."""
    (tmp_path / "isles" / "templates" / "isles").mkdir(parents=True)
    (tmp_path / "isles" / "tests").mkdir()
    (tmp_path / "isles" / "views.py").write_text(CODE)
    (tmp_path / "isles" / "tests" / "test_views.py").write_text('_("Only in a test")')
    (tmp_path / "isles" / "templates" / "isles" / "isle.html").write_text(TEMPLATE)
    return tmp_path


@pytest.fixture
def translated(tree):
    """The same, with its catalogue complete and compiled."""
    catalogues.extract(tree)
    translate(tree, FRENCH)
    return tree


def translate(tree, french):
    path = tree / ISLES
    catalogue = catalogues.read(path)
    for message in catalogues.entries(catalogue):
        message.string = french.get(catalogues.key_of(message)[1], message.string)
    path.write_bytes(catalogues.as_po(catalogue))
    catalogues.compile_(tree)


def keys(tree):
    return [catalogues.key_of(message) for message in catalogues.entries(catalogues.read(tree / ISLES))]


def test_every_string_of_code_and_templates_is_extracted_once(tree):
    catalogues.extract(tree)

    assert keys(tree) == [
        (None, "%(n)s fire"),
        (None, "%(who)s keeps the light"),
        (None, "A lantern"),
        (None, "Good evening"),
        ("month", "May"),
        ("verb", "May"),
        (None, "One boat"),
    ]


def test_the_catalogue_names_files_without_lines_nor_dates(tree):
    catalogues.extract(tree)

    written = (tree / ISLES).read_text()

    assert "#: isles/templates/isles/isle.html isles/views.py\n" in written
    assert "#. Translators: seen from the shore\n" in written
    assert "Date" not in written


def test_extracting_twice_changes_nothing(translated):
    before = (translated / ISLES).read_bytes()

    catalogues.extract(translated)

    assert (translated / ISLES).read_bytes() == before


def test_extracting_keeps_translations_adds_new_strings_and_drops_old_ones(translated):
    (translated / "isles" / "views.py").write_text('_("A new tide")')

    catalogues.extract(translated)

    assert (None, "A new tide") in keys(translated)
    assert (None, "%(n)s fire") not in keys(translated)
    assert catalogues.problems_of(translated)[0] == "empty: 'A new tide'"


def test_a_complete_catalogue_has_no_problem(translated):
    assert catalogues.problems_of(translated) == []
    assert catalogues.main(["check", "--sources", str(translated)]) == 0


def test_the_compiled_catalogue_is_read_by_gettext(translated):
    with (translated / ISLES).with_suffix(".mo").open("rb") as file:
        french = gettext.GNUTranslations(file)

    assert french.gettext("Good evening") == "Bonsoir"
    assert french.ngettext("One boat", "%(n)s boats", 0) == "Une barque"
    assert french.ngettext("One boat", "%(n)s boats", 2) == "%(n)s barques"


SET = [
    ("Est-ce pour vous ? Oui : demain...", "Est\u2011ce pour vous\u202f? Oui\u00a0: demain…"),
    ("« %(title)s » dure %(n)s min", "«\u00a0%(title)s\u00a0» dure %(n)s\u00a0min"),
    ("{by} l'a repris : {thing}", "{by} l’a repris\u00a0: {thing}"),
    ('Ouvrez <a href="%(url)s?q=1;2">la page</a> ?', 'Ouvrez <a href="%(url)s?q=1;2">la page</a>\u202f?'),
    ("À %(place)s, %(n)d %%", "À %(place)s, %(n)d\u00a0%%"),
    (" :", "\u00a0:"),
]


@pytest.mark.parametrize(("words", "set_words"), SET)
def test_the_compiled_words_have_french_typography_and_the_same_placeholders(words, set_words):
    assert catalogue_typography.set_type(words) == set_words
    assert catalogue_typography.set_type(set_words) == set_words


def test_each_file_whose_words_people_change_is_there():
    assert [name for name in sorted(catalogue_typography.PLAIN) if not (catalogues.SOURCES / name).exists()] == []


def test_words_that_people_change_are_compiled_as_they_are_written(translated, monkeypatch):
    monkeypatch.setattr(catalogue_typography, "PLAIN", {"isles/views.py"})
    (translated / "isles" / "views.py").write_text('_("Who keeps it?"); _("Good evening")')
    catalogues.extract(translated)
    translate(translated, {"Who keeps it?": "Qui la garde ?", "Good evening": "Bonsoir : à vous"})

    with (translated / ISLES).with_suffix(".mo").open("rb") as file:
        french = gettext.GNUTranslations(file)

    assert french.gettext("Who keeps it?") == "Qui la garde ?"
    assert catalogues.problems_of(translated) == [
        "on screens and in texts that people change, give it a context (pgettext): 'Good evening' "
        "in isles/templates/isles/isle.html, isles/views.py"
    ]


def test_typography_set_again_by_a_template_is_a_problem(translated):
    template = translated / "isles" / "templates" / "isles" / "isle.html"
    template.write_text(template.read_text() + '{% filter typeset %}{% translate "A lantern" %}{% endfilter %}')

    assert catalogues.problems_of(translated) == [
        "isles/templates/isles/isle.html: {% filter typeset %}: translations are set when they are compiled, "
        "what people typed by {{ …|typeset }}"
    ]


def test_two_compilations_write_the_same_bytes(translated):
    path = (translated / ISLES).with_suffix(".mo")
    before = path.read_bytes()

    catalogues.compile_(translated)

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("french", "problem"),
    [
        ({"A lantern": ""}, "empty: 'A lantern'"),
        ({"One boat": ("Une barque", "")}, "plural missing: 'One boat'"),
        ({"%(n)s fire": ("%(n)s feu", "%(m)s feux")}, "placeholders differ (%(m)s, %(n)s): '%(n)s fire'"),
        ({"%(who)s keeps the light": "On garde"}, "placeholders differ (%(who)s): '%(who)s keeps the light'"),
        ({"A lantern": "Un·e lanterne"}, "midpoint spelling: 'A lantern'"),
    ],
)
def test_an_ill_formed_translation_is_told(translated, french, problem):
    translate(translated, french)

    assert catalogues.problems_of(translated) == [problem]


def test_entries_that_another_tool_marked_obsolete_are_dropped(translated):
    path = translated / ISLES
    path.write_text(path.read_text() + '\n#~ msgid "An oar"\n#~ msgstr "Une rame"\n')

    catalogues.extract(translated)

    assert "An oar" not in path.read_text()
    assert catalogues.problems_of(translated) == []


def test_a_fuzzy_translation_is_told(translated):
    path = translated / ISLES
    path.write_text(path.read_text().replace('msgid "A lantern"', '#, fuzzy\nmsgid "A lantern"'))
    catalogues.compile_(translated)

    assert catalogues.problems_of(translated) == ["fuzzy: 'A lantern'"]


def test_a_string_that_was_never_extracted_and_one_that_is_gone_are_told(translated):
    (translated / "isles" / "views.py").write_text('_("Good evening"); pgettext("month", "May"); _("Tide")')

    assert catalogues.problems_of(translated) == [
        "missing, run extract: 'Tide'",
        "obsolete, run extract: '%(n)s fire'",
    ]


def test_a_stale_compiled_catalogue_is_told(translated):
    path = translated / ISLES
    path.write_text(path.read_text().replace("Bonsoir", "Bonne nuit"))

    assert catalogues.main(["check", "--sources", str(translated)]) == 1
    assert catalogues.problems_of(translated) == [
        "isles/locale/fr/LC_MESSAGES/django.po: django.mo is out of date: run compile"
    ]


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("Créer un groupe", ["Créer"]),
        ("Tout le monde est la pour vous", ["est", "le", "pour", "vous"]),
        ("The café of Nadège", []),
        ("Sign in", []),
    ],
)
def test_a_french_source_string_is_told_from_an_english_one(text, french):
    assert catalogues.french_words(text) == french


@pytest.fixture
def two_slices(translated):
    (translated / "boats").mkdir()
    (translated / "boats" / "views.py").write_text('_("A lantern"); _("Good evening")')
    (translated / "cli.py").write_text('_("Good evening")')
    catalogues.extract(translated)
    catalogues.compile_(translated)
    return translated


def test_each_slice_has_its_own_catalogue_and_the_root_the_rest(two_slices):
    told = {name: len(catalogues.entries(known)) for name, known in catalogues.read_all(two_slices).items()}

    assert (told, catalogues.problems_of(two_slices)) == ({"": 1, "boats": 2, "isles": 7}, [])


def test_a_string_that_moves_to_another_slice_takes_its_translation_along(two_slices):
    (two_slices / "isles" / "views.py").rename(two_slices / "boats" / "boat.py")

    catalogues.extract(two_slices)
    catalogues.compile_(two_slices)

    assert catalogues.problems_of(two_slices) == []


def test_a_slice_without_words_keeps_no_catalogue(two_slices):
    (two_slices / "boats" / "views.py").write_text("")

    catalogues.extract(two_slices)

    assert list(catalogues.read_all(two_slices)) == ["", "isles"]


def test_one_string_translated_in_two_ways_is_told(two_slices):
    path = two_slices / "boats" / catalogues.CATALOGUE
    path.write_text(path.read_text().replace("Bonsoir", "Bonne nuit"))
    catalogues.compile_(two_slices)

    assert catalogues.problems_of(two_slices) == ["translated differently in the package and boats: 'Good evening'"]

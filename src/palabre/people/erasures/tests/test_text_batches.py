"""The texts of a space are read for a name in bounded memory, and with what a plain reading finds."""

import datetime
import random
import re
from unittest.mock import Mock

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.journal.models import Entry, record
from palabre.notes.models import Revision
from palabre.people import hooks
from palabre.people.erasures import name_cleaner, name_erasure, text_batches
from palabre.people.erasures.cleaned_texts import CleanedTexts
from palabre.people.erasures.name_cleaner import SMALL, Cleaner, pieces_of_names, small_words
from palabre.people.models import Person
from palabre.pure.french import plain_text
from palabre.spaces.models import Space
from tests.builders import a_page, a_person, a_space, an_action
from tests.erasing import erase
from tests.lengths import often

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NAME = "Zéphyrine Quillévéré"
NOW = datetime.datetime(2024, 4, 2, 10, tzinfo=datetime.UTC)
PIECES = (
    *(NAME, "ZE\u0301PHYRINE", "Zéphy\u00adrine", "Quillévéré Z.", "zephyrine-quillevere", "z.quillevere@val.example"),
    *("\u2067Quillévéré", "une zéphyrine", "\U0001f600", "Œuvre", "\n", "\u00a0", "*", "", "un sapin", "rien" * 9),
)


def some_words(rng):
    return " ".join(rng.choices(PIECES, weights=[1] * 8 + [6] * 8, k=rng.randrange(6)))


def space_of_revisions(rng, often):
    """Return a space, some of whose revisions and entries say the name."""
    space = a_space()
    page, thing = a_page(space, "Verger"), an_action(space, "Scier")
    Revision.objects.bulk_create(
        Revision(note=page.note, number=1_000 + at, body_md=some_words(rng), words=some_words(rng))
        for at in range(often)
    )
    for _time in range(often):
        record("action.taken", thing, by=None, parts=[{"said": some_words(rng)} for _part in range(rng.randrange(3))])
    return space


def read_plainly(cleaner, texts):
    """Yield what `changes` yields, of all the rows read at once, each cleaned by itself."""
    rows = texts.model._base_manager.filter(**{texts.space: cleaner.space.pk}).order_by("pk")
    for number, *values in rows.values_list("pk", *texts.fields):
        if changed := cleaner.changed(texts, dict(zip(texts.fields, values))):
            yield number, changed


def test_batches_find_what_a_plain_reading_finds(monkeypatch):
    rng = random.Random(7)
    space = space_of_revisions(rng, often(40))
    cleaner = Cleaner.of(a_person(space, NAME))
    for texts in (hooks.texts[Revision], hooks.texts[Entry]):
        cleaner.known = CleanedTexts()
        plainly = list(read_plainly(cleaner, texts))
        for bounds in ((1, 1, 1), (3, 2, 40), (7, 500, 300), (10_000, 500, 500_000)):
            for name, bound in zip(("WEIGHED", "AT_ONCE", "MOST_BYTES"), bounds):
                monkeypatch.setattr(text_batches, name, bound)
            cleaner.known = CleanedTexts()

            assert list(cleaner.changes(texts)) == plainly, bounds
            assert list(cleaner.changes(texts)) == plainly, "what is known changes nothing"

        assert plainly


def test_a_word_that_texts_write_small_is_found_as_in_a_plain_reading(monkeypatch):
    monkeypatch.setattr(text_batches, "MOST_BYTES", 40)
    space, wanted = space_of_revisions(random.Random(8), 40), pieces_of_names([NAME, "Sapin d’Ici"])

    found = small_words(space, wanted, CleanedTexts())

    assert found <= wanted
    assert found & {"zephyrine", "quillevere", "sapin"} == {"zephyrine", "sapin"}


class Held(str):
    """A text whose characters are counted as long as anything holds it."""

    now = most = 0

    def __new__(cls, text):
        Held.now += len(text)
        Held.most = max(Held.most, Held.now)
        return super().__new__(cls, text)

    def __del__(self):
        Held.now -= len(self)


def count_held(monkeypatch):
    """Count the characters of what is read, and of what it becomes."""
    read, unnamed, of = text_batches.rows_that_say, name_cleaner.unnamed, CleanedTexts.of

    def held(value):
        return Held(value) if isinstance(value, str) else value

    monkeypatch.setattr(Held, "now", 0)
    monkeypatch.setattr(Held, "most", 0)
    monkeypatch.setattr(text_batches, "rows_that_say", lambda **one: [tuple(map(held, row)) for row in read(**one)])
    monkeypatch.setattr(name_cleaner, "unnamed", lambda text, forms: held(unnamed(text, forms)))
    monkeypatch.setattr(CleanedTexts, "of", lambda self, text: held(of(self, text)))


@pytest.mark.parametrize("act", [name_erasure.what_goes, lambda her: erase(her, at=NOW)], ids=["asked", "removed"])
@pytest.mark.parametrize("kept", [0, 1_000_000])
def test_of_all_the_texts_that_say_a_name_few_are_held_at_once(act, kept, monkeypatch):
    """All the revisions of a space were read into memory at once, at a click of a passer-by."""
    monkeypatch.setattr(text_batches, "MOST_BYTES", 5_000)
    monkeypatch.setattr("palabre.people.erasures.cleaned_texts.MOST_BYTES", kept)
    space = a_space()
    page, her = a_page(space, "Verger"), a_person(space, NAME)
    said = [f"{NAME} en dit {at} mots. ".ljust(2_000, "é") for at in range(30)]
    Revision.objects.bulk_create(
        Revision(note=page.note, number=1_000 + at, body_md=one) for at, one in enumerate(said)
    )
    count_held(monkeypatch)

    act(her)

    assert 2_000 < Held.most < 15_000
    assert Held.now == 0


@pytest.mark.parametrize("is_typed", [True, False], ids=["typed", "given"])
def test_texts_are_not_searched_again_while_nobody_else_writes(is_typed, monkeypatch):
    space = a_space()
    page, her = a_page(space, "Verger"), a_person(space, NAME)
    Person.objects.filter(pk=her.pk).update(is_self_named=is_typed)
    Revision.objects.bulk_create(
        Revision(note=page.note, number=1_000 + at, body_md=f"Rien {at}.".ljust(2_000, "é")) for at in range(30)
    )
    a_page(space, "Lavoir", f"{NAME} y passe.", slug="lavoir")
    searched = {False: 0, True: 0}

    def count(text):
        searched[bool(connection.savepoint_ids)] += len(text)  # a transaction within that of the test
        return plain_text(text)

    monkeypatch.setattr(name_cleaner, "plain_text", count)

    erase(Person.objects.get(pk=her.pk), at=NOW)

    assert searched[False] > 60_000
    assert searched[True] < 2_000


def test_a_row_is_weighed_by_its_bytes(db):
    """SQLite counts the characters of a text up to the first NUL: no such text is let through by its length."""
    page, said = a_page(a_space(), "Verger"), "é\x00\U0001f600" if connection.vendor == "sqlite" else "é\U0001f600"
    Revision.objects.bulk_create([Revision(note=page.note, number=1_000, body_md=said, words="Zoé")])

    weighed = text_batches.weighed_rows(texts=hooks.texts[Revision], space=page.space_id, after=0, most=9)

    assert weighed[-1][1] == len(f"{said}Zoé".encode())


def test_what_was_cleaned_is_known_within_a_bound(monkeypatch):
    monkeypatch.setattr("palabre.people.erasures.cleaned_texts.MOST_BYTES", 500)
    known = CleanedTexts()
    for text in ("Zoé \ud800 !", "Zoé", "Zoé à Brest"):
        known.keep(text, text.replace("Zoé", "Une personne"))

    assert [known.of(text) for text in ("Zoé \ud800 !", "Zoé", "Zoé à Brest", "")] == [
        *("Une personne \ud800 !", "Une personne", None, None)
    ]
    assert ("Zoé" in known, "Zoé à Brest" in known) == (True, False)


@given(st.sampled_from(["ana", "a", "dû", "rose"]), st.text("anaroseAR -.@/_û\n", max_size=30))
@settings(max_examples=often(200), deadline=None)
def test_a_small_word_is_found_as_among_all_the_words_of_a_text(word, text):
    words = re.findall(r"(?<![\w@./-])[a-z]+(?![\w@/-]|\.\w)", text)

    assert name_cleaner.stands_small(word, text) == (word in words)


def test_words_are_read_only_where_a_name_may_be_one(monkeypatch):
    """All the words of each text were read, in one call that held every thread."""
    read = []
    monkeypatch.setattr(name_cleaner, "SMALL", Mock(match=lambda text, at: read.append(at) or SMALL.match(text, at)))

    assert not name_cleaner.stands_small("lavoir", "un sapin, des lavoirs, " * 3)
    assert read == [14, 37, 60]


def test_a_page_reads_texts_as_long_as_there_is_time(monkeypatch):
    """A full space was read whole at each opening of the page: a quarter of a minute of processor."""
    space = a_space()
    page, her = a_page(space, "Verger"), a_person(space, NAME)
    Revision.objects.bulk_create(Revision(note=page.note, number=1_000 + at, body_md=NAME) for at in range(3))

    whole = name_erasure.what_goes(her)
    monkeypatch.setattr(name_erasure, "READ_FOR", -1.0)
    monkeypatch.setattr(name_cleaner, "plain_text", lambda _text: pytest.fail("a text was read"))
    cut = name_erasure.what_goes(her)

    assert (whole.is_cut, len(whole.at_once | whole.later)) == (False, 1)
    assert (cut.is_cut, cut.at_once | cut.later) == (True, set())


def test_a_long_text_that_two_rows_keep_is_searched_once(monkeypatch):
    """That of a page is kept as its last version too."""
    searched = []
    monkeypatch.setattr(name_cleaner, "unnamed", lambda text, forms: searched.append(text) or text)
    space = a_space()
    page, her = a_page(space, "Verger", "zéphyrine " * 200), a_person(space, NAME)

    Cleaner.of(her).read_beforehand()

    assert searched.count(page.note.body_md) == 1


def test_the_tables_without_a_row_of_the_space_are_left_out_by_one_query(django_assert_num_queries):
    page, other = a_page(a_space(), "Four", "Un texte."), a_space("Ailleurs")
    kinds = list(hooks.texts.values())

    with django_assert_num_queries(1):
        found = text_batches.said_in(page.space_id, kinds)

    there = [one for one in kinds if one.model._base_manager.filter(**{one.space: page.space_id}).exists()]
    assert found == there
    assert len(there) < len(kinds)
    assert [one.model for one in text_batches.said_in(other.pk, kinds)] == [Space]

"""A copy loses a name that its bearer had typed as the removal took it, and keeps the words that the removal left."""

import datetime

import pytest
from django.db import OperationalError
from django.utils import timezone

from palabre.notes.models import Note
from palabre.people import own_name
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.erasures import delayed_erasure, name_erasure, redact_after_restore
from palabre.people.erasures.refused_names import NameRefused, keep_out
from palabre.people.erasures.tests.scene import entering
from palabre.people.models import Audience, Person, RefusedName
from palabre.upkeep.backups import restore
from palabre.upkeep.backups.backup import back_up
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_space
from tests.erasing import erase

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]

NOW = timezone.now()
BEFORE, HOUR = NOW - datetime.timedelta(days=2), datetime.timedelta(hours=1)
WORDS, LEFT = (f"{name} 2026. On parle de budget participatif.\n" for name in ("Budget Participatif", "Une personne"))


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


def written(odile, text, title="La grange"):
    return begin_page(odile.space, title, text, audience=Audience.of_space(odile.space), by=odile)


def text_of(page):
    return Note.objects.get(pk=page.note_id).body_md


def given(space, name):
    """A name that texts gave, which its bearer corrected since, or to which the typed one of a double was joined."""
    bearer = a_member(space, name)
    if name == "Zoé Quilliou":
        own_name.respell(bearer, "Zoé Kermarrec", by=bearer)
        return Person.objects.get(pk=bearer.pk)
    double = Person.objects.create(space=space, name="Zouzou Kermarrec", is_self_named=True)
    merge_pair(bearer, double, by=space.persons.get(name="Odile Tanneguy"), at=BEFORE)
    return bearer


@pytest.mark.postgres
@pytest.mark.parametrize("said", ["zoé-quilliou", "zoé.quilliou", "zoé_quilliou", "Zoé quilliou", "zoé Quilliou"])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_typed_name_goes_wherever_its_removal_took_it(odile, said, is_known):
    page = written(odile, f"Merci à {said}.\n")
    bearer = entering(odile.space, "Zoé Quilliou") if is_known else None
    file = back_up(at=NOW)
    erase(bearer or entering(odile.space, "Zoé Quilliou"), at=BEFORE)
    taken = text_of(page)

    told = restore.restore_backup(file, at=NOW)

    assert text_of(page) == taken
    assert "quilliou" not in taken.lower()
    assert (told.carries, told.has_names_left) == (True, False)


@pytest.mark.parametrize("is_known", [True, False])
def test_so_does_one_whose_words_others_bear(odile, is_known):
    page = written(odile, "Merci à zoé Quilliou.\n")
    for name in ("Zoé Martin", "Marc Quilliou"):
        a_member(odile.space, name)
    bearer = entering(odile.space, "Zoé Quilliou") if is_known else None
    file = back_up(at=NOW)
    erase(bearer or entering(odile.space, "Zoé Quilliou"), at=BEFORE)

    restore.restore_backup(file, at=NOW)

    assert text_of(page) == "Merci à une personne.\n"


@pytest.mark.parametrize("is_known", [True, False])
def test_a_word_of_it_that_the_removal_left_stays(odile, is_known):
    page = written(odile, "Budget participatif 2026. Participatif, vraiment.\n")
    bearer = entering(odile.space, "Budget Participatif") if is_known else None
    file = back_up(at=NOW)
    erase(bearer or entering(odile.space, "Budget Participatif"), at=BEFORE)

    restore.restore_backup(file, at=NOW)

    assert text_of(page) == "Une personne 2026. Participatif, vraiment.\n"


@pytest.mark.parametrize("name", ["Zoé Quilliou", "Zéphyrine Cadoudal"])
def test_a_name_that_texts_gave_goes_in_any_case_beside_a_typed_one(odile, name):
    page = written(odile, f"Merci à {name.lower()}.\n")
    file = back_up(at=NOW)
    erase(given(odile.space, name), at=BEFORE)

    for hours in range(3):
        restore.restore_backup(file, at=NOW + hours * HOUR)

        assert text_of(page) == "Merci à une personne.\n"


def test_a_name_of_which_a_word_is_refused_goes_whole(odile):
    """Zoé Quilliou is refused nowhere, since readers kept a page that says it."""
    page, kept = written(odile, "Merci à Zoé Quilliou.\n"), written(odile, "Zoé Quilliou a dit oui.\n", "Le four")
    zoe, martin = (a_member(odile.space, name) for name in ("Zoé Quilliou", "Zoé Martin"))
    a_member(odile.space, "Marc Quilliou")
    file = back_up(at=NOW)
    name_erasure.erase(zoe, at=BEFORE)
    keep = delayed_erasure.waiting(odile.space)[0]
    keep.keep([("wiki.page", kept.pk)])
    delayed_erasure.finish_due(NOW)
    erase(martin, at=BEFORE)
    taken = text_of(page)

    restore.restore_backup(file, at=NOW)

    assert (taken, text_of(page)) == ("Merci à une personne.\n", taken)


@pytest.fixture
def taken(odile):
    """A page that says words which somebody took as a name since the copy, and removed; this copy."""
    page, file = written(odile, WORDS), back_up(at=NOW)
    erase(entering(odile.space, "Budget Participatif"), at=BEFORE)
    return page, file


@pytest.mark.postgres
def test_ordinary_words_stay_however_often_a_copy_comes_back(odile, taken):
    page, file = taken

    for hours in range(3):
        restore.restore_backup(file, at=NOW + hours * HOUR)

        assert text_of(page) == LEFT
        assert set(RefusedName.objects.values_list("person", "is_typed")) == {(None, True)}
    keep_out(odile.space, "Le budget participatif avance.")
    with pytest.raises(NameRefused):
        keep_out(odile.space, "Avec Budget Participatif.")


@pytest.mark.parametrize("said", ["Budget participatif : 300 €", "Le budget-participatif avance."])
def test_what_a_copy_says_of_a_name_that_it_refuses_stays(odile, said):
    """It was written since the removal, which forbids neither."""
    written(odile, "Budget Participatif 2026.\n")
    erase(entering(odile.space, "Budget Participatif"), at=BEFORE)
    other = written(odile, said, "Le four")
    file = back_up(at=NOW)

    restore.restore_backup(file, at=NOW)

    assert text_of(other) == said


def test_a_typed_name_that_waits_is_known_as_such_without_its_bearer(odile):
    page, file = written(odile, WORDS), back_up(at=NOW)
    name_erasure.erase(entering(odile.space, "Budget Participatif"), at=NOW - HOUR)

    restore.restore_backup(file, at=NOW)
    delayed_erasure.finish_due(NOW + name_erasure.A_DAY)

    assert (text_of(page), set(RefusedName.objects.values_list("is_typed", flat=True))) == (LEFT, {True})
    restore.restore_backup(file, at=NOW + name_erasure.A_DAY)
    assert text_of(page) == LEFT


def test_a_name_that_waits_is_not_cut_by_one_of_its_words(odile):
    """Somebody else of that first name had theirs removed before."""
    page, _namesake = written(odile, "Merci à Zoé Quilliou.\n"), a_member(odile.space, "Marc Quilliou")
    file = back_up(at=NOW)
    erase(a_member(odile.space, "Zoé Martin"), at=BEFORE)
    zoe = a_member(odile.space, "Zoé Quilliou")
    written(odile, "Avec Zoé Quilliou.\n", "Le four")
    name_erasure.erase(zoe, at=NOW - HOUR)

    restore.restore_backup(file, at=NOW)

    assert text_of(page) == "Merci à Zoé Quilliou.\n"
    delayed_erasure.finish_due(NOW + name_erasure.A_DAY)
    assert text_of(page) == "Merci à une personne.\n"


def test_what_is_cut_short_before_its_end_is_done_again(odile, monkeypatch):
    page = written(odile, "Merci à Zoé Quilliou. Mme Quilliou aussi.\n")
    file = back_up(at=NOW)
    erase(a_member(odile.space, "Zoé Quilliou"), at=BEFORE)

    with monkeypatch.context() as patched:
        patched.setattr(redact_after_restore.RefusedSweep, "remove_all", fail)
        with pytest.raises(OperationalError):
            restore.restore_backup(file, at=NOW)
    restore.finish_cut_short(NOW)

    assert text_of(page) == "Merci à une personne. Une personne aussi.\n"
    assert RefusedName.objects.exists()


def fail(*_said, **_facts):
    raise OperationalError


def test_a_name_that_waits_in_a_copy_without_its_bearer_leaves_nothing_else_that_few_read(odile):
    """Its removal had not found it in what the copy still says, nor in what is written once it is restored."""
    hers, read = Audience.of_persons(odile), written(odile, WORDS)
    old = begin_page(odile.space, "Entre nous", WORDS, audience=hers, by=odile)
    file = back_up(at=NOW)
    Note.objects.filter(pk=old.note_id).update(body_md="Rien.")
    name_erasure.erase(entering(odile.space, "Budget Participatif"), at=NOW)

    restore.restore_backup(file, at=NOW)
    new = begin_page(odile.space, "Toute neuve", WORDS, audience=hers, by=odile)
    delayed_erasure.finish_due(NOW + 2 * 24 * HOUR)

    assert (text_of(read), text_of(old), text_of(new)) == (LEFT, WORDS, WORDS)

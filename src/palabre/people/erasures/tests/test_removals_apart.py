"""A removal that fails stops nobody else's, and the log does not say whose it is."""

import datetime

import pytest
from django.utils import timezone

from palabre.people.erasures import delayed_erasure, name_erasure, redact_after_restore, slow_removal
from palabre.people.models import Erasure, Person
from palabre.upkeep.hooks import NAMES_LEFT
from tests.builders import a_member, a_page, a_person, a_space

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LATER = NOW + datetime.timedelta(days=2)
NAMES = ("Nadège Kerouanton", "Zéphyrine Quillévéré")


@pytest.fixture
def space():
    space = a_space()
    for name in NAMES:
        a_page(space, f"Chez {name}", f"Merci à {name}.")
    return space


def failing_for(act, name):
    """Return `act`, which fails for whom this name is in the words of."""

    def fail(one, *told, **more):
        if name in str(getattr(one, "names", one)):
            raise TypeError(name)
        return act(one, *told, **more)

    return fail


def texts(space):
    return [page.note.body_md for page in space.page_set.select_related("note").order_by("pk")]


def test_a_name_that_cannot_go_stops_no_other_by_the_clock(space, monkeypatch, caplog):
    for name in NAMES:
        a_person(space, name).leave_at(NOW)
    monkeypatch.setattr(name_erasure, "erase", failing_for(name_erasure.erase, NAMES[0]))

    slow_removal.finish_due(NOW)

    erased = dict(Person.objects.order_by("pk").values_list("name", "erased_at"))
    assert erased == {NAMES[0]: None, "Une personne": NOW}
    number = Person.objects.get(name=NAMES[0]).pk
    assert [one.getMessage() for one in caplog.records] == [f"removal of person {number} was not finished"]


def test_nor_in_the_words_of_others(space, monkeypatch):
    for name in NAMES:
        name_erasure.erase(a_person(space, name), at=NOW)
    monkeypatch.setattr(delayed_erasure, "files_due", failing_for(delayed_erasure.files_due, NAMES[0]))

    delayed_erasure.finish_due(LATER)

    assert texts(space) == [f"Merci à {NAMES[0]}.", "Merci à une personne."]
    assert Erasure.objects.filter(due_at__isnull=False).count() == 1


def test_nor_after_a_restoration_which_says_so(space, monkeypatch):
    persons = [a_person(space, name) for name in NAMES]
    gone = [redact_after_restore.PastErasure(space.pk, one.pk, one.named_at, NOW, [], is_over=True) for one in persons]
    what = redact_after_restore.PastErasures(gone, [])
    monkeypatch.setattr(redact_after_restore, "erase", failing_for(redact_after_restore.erase, NAMES[0]))

    told = redact_after_restore.take_away_again(what, NOW)

    assert told == NAMES_LEFT
    assert texts(space) == [f"Merci à {NAMES[0]}.", "Merci à une personne."]


def test_what_is_removed_again_without_a_fault_is_not_said_to_be_left(space):
    her = a_member(space, NAMES[0])
    gone = redact_after_restore.PastErasure(space.pk, her.pk, her.named_at, NOW, [], is_over=True)

    assert redact_after_restore.take_away_again(redact_after_restore.PastErasures([gone], []), NOW) is None

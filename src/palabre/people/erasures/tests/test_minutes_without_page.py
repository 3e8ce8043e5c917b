"""Minutes that another undid have no page: their text is kept for a month, and stops no removal of a name."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.undo.import_undo import undo_import
from palabre.people import guests
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.models import Audience, Erasure
from tests.builders import a_member, a_space, entered
from tests.traces import traces_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
NAME = "Zéphyrine Cadoudal"
TEXT = f"# Réunion du lavoir\n\n4 novembre 2026\n\nPrésents : Ana Kerdoncuff, {NAME}\n\n- Décision : {NAME} range.\n"


@pytest.fixture
def ana():
    return a_member(a_space(), "Ana Kerdoncuff")


@pytest.fixture
def her(ana):
    """A member who typed her name at the entrance."""
    her = guests.welcome(ana.space, NAME, form_token="1", at=NOW)
    her.join(NOW)
    return her


@pytest.fixture
def undone(ana, her):
    """Minutes of Ana that another member undid."""
    reading = import_minutes(ana.space, TEXT, by=ana, on=NOW.date())
    open_to_space(reading, by=ana, at=NOW)
    undo_import(reading, by=a_member(ana.space, "Cléo Marzin"))
    reading.refresh_from_db()
    assert (reading.page_id, NAME in reading.text) == (None, True)
    return reading


@pytest.fixture
def draft(ana):
    """Minutes of another member, who did not open them yet."""
    bob = a_member(ana.space, "Bob Tanguy")
    text = f"# Réunion de Bob\n\n3 novembre 2026\n\nPrésents : Bob Tanguy\n\n- Décision : {NAME} garde la clé.\n"
    return import_minutes(ana.space, text, by=bob, on=NOW.date()).page


def test_two_texts_that_she_does_not_read_stop_no_removal(her, undone, draft):
    address = reverse("you:name", args=[her.space.slug])
    client = entered(Client(), her)

    shown, done = client.get(address), client.post(address)

    her.refresh_from_db()
    assert (shown.status_code, done.status_code, her.name) == (200, 200, "Une personne")


def test_their_text_is_a_thing_of_its_own_and_loses_the_name_a_day_later(her, undone, draft):
    name_erasure.erase(her, at=NOW)
    concerned = delayed_erasure.concerned(Erasure.objects.get())
    delayed_erasure.finish_due(NOW + name_erasure.A_DAY)

    kept = [tuple(ref) for ref in Erasure.objects.get().kept]
    assert concerned == {("minutes.import", undone.pk)}
    assert NAME not in Import.objects.get(pk=undone.pk).text
    assert {("notes.note", draft.note_id), ("wiki.page", draft.pk)} <= set(kept)


def test_of_two_of_them_the_one_whose_words_are_kept_is_the_only_one_that_keeps_them(ana, her, undone):
    other = Import.objects.create(
        space=ana.space, audience=Audience.of_persons(ana), by=ana, digest="2", text=TEXT, undone_at=NOW
    )

    name_erasure.erase(her, at=NOW)
    delayed_erasure.keep_page_words(ana.space, by=a_member(ana.space))
    delayed_erasure.finish_due(NOW + datetime.timedelta(days=2))

    assert [NAME in Import.objects.get(pk=one.pk).text for one in (undone, other)] == [True, True]
    assert sorted(Erasure.objects.get().kept) == [["minutes.import", one] for one in sorted([undone.pk, other.pk])]


def test_a_name_that_minutes_gave_leaves_no_trace_there(ana):
    reading = import_minutes(ana.space, TEXT, by=ana, on=NOW.date())
    open_to_space(reading, by=ana, at=NOW)
    her = ana.space.persons.get(name=NAME)
    Import.objects.filter(pk=reading.pk).update(page=None)

    name_erasure.erase(her, at=NOW)
    delayed_erasure.finish_due(NOW + name_erasure.A_DAY)

    assert NAME not in Import.objects.get(pk=reading.pk).text
    assert [one for one in traces_of(NAME) if one.startswith("minutes_")] == []

"""A removed name stays in words that few read; the day that these open, it leaves them as it left the others."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Action
from palabre.minutes.imports import import_publication
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.undo import import_return
from palabre.minutes.undo.import_undo import undo_import
from palabre.people import guests
from palabre.people.erasures import delayed_erasure, name_erasure, opened_words
from palabre.people.models import Audience, Erasure
from palabre.wiki.models import Page
from palabre.wiki.readers.page_audience import show_to
from palabre.wiki.readers.reader_circles import PageCircle, PageCircles
from tests.builders import a_member, a_page, a_space, entered
from tests.traces import traces_in_tables

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LATER = NOW + datetime.timedelta(days=9)
NAME = "Zéphyrine Cadoudal"
TEXT = f"""# Réunion de Bob

3 novembre 2026

Présents : Bob Tanguy, {NAME}

- Décision : {NAME} garde la clé.
- À faire : {NAME} balaie la cour.
"""


@pytest.fixture
def bob():
    return a_member(a_space(public=True), "Bob Tanguy")


@pytest.fixture
def her(bob):
    return her_in(bob.space)


def her_in(space, name=NAME):
    """A member who typed her name at the entrance."""
    her = guests.welcome(space, name, form_token="1", at=NOW)
    her.join(NOW)
    return her


@pytest.fixture
def draft(bob, her):
    """Minutes that Bob did not open when her name was removed, long ago."""
    reading = import_minutes(bob.space, TEXT, by=bob, on=NOW.date())
    gone(her)
    return reading


def gone(her):
    name_erasure.erase(her, at=NOW)
    delayed_erasure.finish_due(NOW + datetime.timedelta(days=2))


def told(space, path="", who=None):
    answer = (entered(Client(), who) if who else Client()).get(f"/s/{space.slug}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def a_day_later():
    delayed_erasure.finish_due(LATER + datetime.timedelta(days=1))


def test_minutes_opened_after_it_show_strangers_no_removed_name_and_lose_it_a_day_later(bob, draft):
    open_to_space(draft, by=bob, at=LATER)
    import_publication.publish(draft, by=bob)

    address = f"pages/{Page.objects.get(pk=draft.page_id).slug}/"
    at_once = [told(bob.space, path) for path in (address, "actions/", "pages/feed.atom", "search/?q=cle")]
    a_day_later()

    assert ["Cadoudal" in one for one in at_once] == [False] * 4
    assert [one for one in traces_in_tables(NAME) if "person" not in one] == []
    assert "une personne garde la clé" in told(bob.space, address)
    assert not Action.objects.filter(text__contains="Cadoudal").exists()


def test_its_members_have_that_day_to_keep_their_words(bob, draft):
    open_to_space(draft, by=bob, at=LATER)

    delayed_erasure.keep_page_words(bob.space, by=bob)
    a_day_later()
    opened_words.leave_opened(LATER + datetime.timedelta(days=3))

    assert NAME in Page.objects.get(pk=draft.page_id).note.body_md
    assert not Erasure.objects.filter(due_at__isnull=False).exists()


def test_no_name_is_stored_between_its_removal_and_that_day(draft):
    erasure = Erasure.objects.get()

    assert (erasure.names, erasure.due_at, len(erasure.digests)) == ("", None, 3)
    assert not [one for one in traces_in_tables(NAME) if one.startswith("people_erasure")]


def test_once_it_left_all_words_the_name_does_not_come_back(bob, draft):
    open_to_space(draft, by=bob, at=LATER)
    a_day_later()

    again = import_minutes(bob.space, TEXT.replace("3 novembre", "9 novembre"), by=bob, on=LATER.date())

    assert "Cadoudal" not in again.text
    assert (Erasure.objects.get().digests, Erasure.objects.get().unread) == ([], [])


def test_a_page_of_few_that_opens_loses_it_too(bob, her):
    few = Audience.of_persons(bob, a_member(bob.space, "Cléo Marzin"))
    page = a_page(bob.space, f"Merci à {NAME}", f"Merci à {NAME} pour tout.", audience=few)
    gone(her)
    kept = Page.objects.get(pk=page.pk)
    circle = PageCircles(lambda space, person: [a_circle(few)], lambda audience: "")

    assert show_to(kept, "public", circle, by=bob)

    page.refresh_from_db()
    assert "cadoudal" not in page.slug
    assert "Cadoudal" not in told(bob.space, f"pages/{page.slug}/")
    a_day_later()
    page.refresh_from_db()
    assert (page.title, "Cadoudal" in told(bob.space, f"pages/{page.slug}/", bob)) == ("Merci à une personne", False)


def a_circle(audience):
    return PageCircle("few", "Peu", (), "", audience.pk, lambda: audience)


def test_what_opens_any_other_way_is_found_by_the_clock(bob, her):
    few = Audience.of_persons(bob)
    page = a_page(bob.space, "À peu", f"Merci à {NAME}.", audience=few)
    gone(her)
    few.widen_to_space()

    opened_words.leave_opened(LATER)
    a_day_later()

    page.note.refresh_from_db()
    assert page.note.body_md == "Merci à une personne."


def test_words_that_texts_write_in_lower_case_are_no_name_the_day_they_open_either(bob):
    text = "Le Budget Participatif de la commune."
    few = Audience.of_persons(bob)
    page = a_page(bob.space, "À peu", text, audience=few)
    gone(her_in(bob.space, "Budget Participatif"))
    a_page(bob.space, "Mots", "un budget, un vote participatif")
    few.widen_to_space()

    opened_words.leave_opened(LATER)
    a_day_later()

    page.note.refresh_from_db()
    assert page.note.body_md == text


def test_who_came_back_under_that_name_keeps_it_there(bob, draft):
    back = guests.welcome(bob.space, NAME, form_token="2", at=NOW)
    back.join(NOW)

    open_to_space(draft, by=bob, at=LATER)
    a_day_later()

    assert NAME in Page.objects.get(pk=draft.page_id).note.body_md


def test_minutes_put_back_before_it_left_them_come_without_it(bob, her):
    reading = import_minutes(bob.space, TEXT, by=bob, on=NOW.date())
    open_to_space(reading, by=bob, at=NOW)
    cleo = a_member(bob.space, "Cléo Marzin")
    undo_import(reading, by=cleo)
    name_erasure.erase(her, at=NOW)
    reading.refresh_from_db()

    back = import_return.put_back(reading, by=cleo, at=NOW)
    delayed_erasure.finish_due(NOW + datetime.timedelta(days=2))

    assert "une personne garde la clé" in Page.objects.get(pk=back.page_id).note.body_md
    assert not bob.space.persons.filter(name=NAME).exists()


def test_a_space_without_such_words_pays_one_query(bob, django_assert_num_queries):
    with django_assert_num_queries(1):
        opened_words.leave_what_opened(bob.space_id, NOW)


def test_the_queries_do_not_grow_with_the_words_that_stay_kept(bob, her, django_assert_num_queries):
    few = Audience.of_persons(bob)
    for number in range(4):
        a_page(bob.space, f"À peu {number}", f"Merci à {NAME}.", audience=few)
    gone(her)

    with django_assert_num_queries(2):  # the removals, the notes
        opened_words.leave_what_opened(bob.space_id, NOW)


def removed(her):
    return entered(Client(), her).post(reverse("you:name", args=[her.space.slug])).content.decode()


@pytest.mark.parametrize("is_there", [True, False])
def test_who_typed_her_name_reads_that_what_few_read_may_still_say_it(bob, her, is_there):
    """And the same whether or not there are such words."""
    if is_there:
        import_minutes(bob.space, TEXT, by=bob, on=NOW.date())

    last = removed(her)

    assert "a quitté les textes, leur historique" not in last
    assert "gardent pour elles peut encore le dire" in last


def test_where_a_namesake_has_it_she_reads_that_the_texts_keep_it(bob, her):
    a_page(bob.space, "Merci", f"Merci à {NAME}.")
    other = guests.welcome(bob.space, NAME, form_token="2", at=NOW)
    other.join(NOW)

    last = removed(her)

    assert "Votre nom entier reste dans les textes" in last
    assert "quitté les textes" not in last
    assert "Il quitte les phrases des autres" not in last

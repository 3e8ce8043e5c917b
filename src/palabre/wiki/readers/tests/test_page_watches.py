"""« Suivre cette page » : who hears of which changes."""

import datetime

import pytest

from palabre.journal.announcements import hearers
from palabre.journal.models import Entry
from palabre.notes.yjs.tests.test_stretches import add, take, typed
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.wiki import page_text
from palabre.wiki.models import Page, Watch
from palabre.wiki.permissions import can_watch_page
from palabre.wiki.readers import page_watches, watched_changes
from tests.builders import a_member, a_person, a_space, entered, readers_of


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo")


@pytest.fixture
def page(space, malo):
    return page_text.begin_page(space, "Le minibus", "Un", audience=readers_of(space), by=malo)


def change(page, text, *, by):
    """Write in the page, and return who hears of it."""
    page_text.save_page_text(page, text, base=page.note.revision, by=by)
    entry = Entry.objects.latest("pk")
    return hearers(entry, {person.pk for person in page_watches.watchers(entry)})


def test_who_follows_a_page_hears_when_others_change_it_and_not_of_herself(page, ines, malo):
    page_watches.watch(page, by=ines)
    page_watches.watch(page, by=malo)

    assert change(page, "Deux", by=malo) == [ines]


def test_a_stretch_of_changes_is_told_once(page, ines, malo):
    page_watches.watch(page, by=ines)

    heard = [change(page, text, by=malo) for text in ("Deux", "Trois")]
    Entry.objects.update(at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))

    assert (heard, change(page, "Quatre", by=malo)) == ([[ines], []], [ines])


def test_her_own_change_before_hides_nothing_from_her(page, ines, malo):
    page_watches.watch(page, by=ines)

    assert [change(page, "Deux", by=ines), change(page, "Trois", by=malo)] == [[], [ines]]


def test_who_may_no_longer_read_the_page_hears_nothing_and_finds_it_in_no_list(space, page, ines, malo):
    page_watches.watch(page, by=ines)
    page.audience = Audience.of_persons(malo)
    page.save()

    reader = Reader(space, ines, datetime.date(2026, 4, 2))
    assert (change(page, "Deux", by=malo), page_watches.watched_by(reader)) == ([], [])


def test_who_has_joined_may_follow_and_nobody_else(space, page, ines):
    others = (None, a_person(space), a_member(a_space("Ailleurs")))

    assert [can_watch_page(one, page) for one in (ines, *others)] == [True, False, False, False]


def test_a_page_is_followed_by_a_button_pressed_twice_and_undone(client, space, page, ines):
    hers = entered(client, ines)
    for _again in range(2):
        hers.post(f"{page.get_absolute_url()}watch/")

    followed, listed = hers.get(page.get_absolute_url()), hers.get(f"/s/{space.slug}/you/")
    hers.post(f"{page.get_absolute_url()}watch/undoing/")

    assert ["watch/undoing/" in answer.content.decode() for answer in (followed, listed)] == [True, True]
    assert ("watch/undoing/" in hers.get(page.get_absolute_url()).content.decode(), Watch.objects.count()) == (False, 0)


def test_the_letter_of_a_followed_page_says_what_changed_and_leads_there(page, ines, malo, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://val.example"]
    page_text.save_page_text(page, "Un\n\n- **Deux** sièges\n", base=page.note.revision, by=malo)

    told = watched_changes.changes_told(Entry.objects.latest("pk"), ines)

    assert told.replace("\xa0", " ").splitlines() == [
        "- Ajouté : Deux sièges",
        "",
        f"Lire la page : https://val.example{page.get_absolute_url()}",
        "",
        f"Voir le changement : https://val.example{page.get_absolute_url()}revisions/2/",
    ]


def test_the_letter_of_a_page_written_live_says_what_stays_and_its_link_leads_there_whenever_it_was_sent(
    client, space, malo, ines, settings
):
    settings.CSRF_TRUSTED_ORIGINS = ["https://val.example"]
    page = page_text.begin_page(space, "Le four", "Un texte.\n", audience=readers_of(space), by=malo)
    typed(page.note, add("- une salle\n"), by=malo)
    entry = Entry.objects.filter(verb="page.written").latest("pk")
    early = watched_changes.changes_told(entry, ines)
    typed(page.note, add("- la paie de Karim\n"), by=malo)
    typed(page.note, take("- la paie de Karim\n"), by=malo)
    typed(page.note, add("- une clé\n"), by=malo)
    late = watched_changes.changes_told(entry, ines)

    links = [told.rsplit("https://val.example", 1)[1] for told in (early, late)]
    pages = [entered(client, ines).get(link, follow=True).content.decode() for link in links]

    assert ("une salle" in early, "une clé" in late, "Karim" in late) == (True, True, False)
    assert ["une clé" in one and "Karim" not in one for one in pages] == [True, True]


def test_two_texts_are_compared_once_for_all_who_follow_their_page(page, ines, malo, monkeypatch):
    page_text.save_page_text(page, "Un\n\nUne grange de plus\n", base=page.note.revision, by=malo)
    compared, real = [], watched_changes.compare
    monkeypatch.setattr(watched_changes, "compare", lambda *texts: compared.append(texts) or real(*texts))

    told = [watched_changes.changes_told(Entry.objects.latest("pk"), person) for person in (ines, malo)]

    assert ("Une grange de plus" in told[0], told[0] == told[1], len(compared)) == (True, True, 1)


def test_the_letter_says_nothing_of_a_page_that_its_reader_no_longer_reads(page, ines, malo):
    page_text.save_page_text(page, "Deux", base=page.note.revision, by=malo)
    entry = Entry.objects.latest("pk")
    Page.objects.filter(pk=page.pk).update(audience=Audience.objects.create(space=page.space, kind="seats"))

    assert watched_changes.changes_told(entry, ines) == ""

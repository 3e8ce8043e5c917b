"""Pages that change their title: whatever led to them still does, for those who may read them."""

import datetime

import pytest

from palabre.journal.models import Entry
from palabre.people.erasures.refused_names import NameRefused
from palabre.people.models import Audience
from palabre.wiki import page_text
from palabre.wiki.link_targets import leading_to, pages_of
from palabre.wiki.models import FormerAddress, Page
from palabre.wiki.page_rename import rename
from tests.builders import a_member, a_page, a_person, a_space, entered, readers_of
from tests.erasing import erase

NOW = datetime.datetime(2026, 4, 2, tzinfo=datetime.UTC)


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def page(space):
    return a_page(space, "Le minibus")


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


def at(space, path):
    return f"/s/{space.slug}/pages/{path}"


def test_a_page_takes_its_title_and_address_and_tells_it(page, ines):
    assert rename(page, "La navette", by=ines) is True

    entry = Entry.objects.get(verb="page.renamed")
    assert (Page.objects.get().title, page.slug, entry.facts) == ("La navette", "la-navette", {"former": "Le minibus"})


def test_the_same_title_changes_nothing(page, ines):
    assert rename(page, "Le minibus", by=ines) is False
    assert (Entry.objects.count(), FormerAddress.objects.count()) == (0, 0)


def test_a_name_that_was_taken_away_comes_back_in_no_title(space, page, ines):
    erase(a_person(space, "Zéphyrine Quillévéré"), at=NOW)

    with pytest.raises(NameRefused):
        rename(page, "Chez Zéphyrine Quillévéré", by=ines)


@pytest.mark.parametrize("tail", ["", "text/", "lines/", "lines/1/", "revisions/", "revisions/1/", "title/?a=b"])
def test_former_addresses_lead_to_the_page_for_good(hers, space, page, ines, tail):
    rename(page, "La navette", by=ines)
    rename(page, "Le car", by=ines)

    answers = [hers.get(at(space, f"{former}/{tail}")) for former in ("le-minibus", "la-navette")]

    assert [(one.status_code, one.headers["Location"]) for one in answers] == [(301, at(space, f"le-car/{tail}"))] * 2
    assert answers[0].headers["Cache-Control"] == "private, no-cache"


def test_what_was_typed_in_a_form_of_the_former_address_is_saved(hers, space, page, ines):
    rename(page, "La navette", by=ines)

    answer = hers.post(at(space, "le-minibus/text/"), {"text": "Tapé avant", "base": 1})

    assert (answer.headers["Location"], Page.objects.get().note.body_md) == (at(space, "la-navette/"), "Tapé avant")


def test_a_former_address_of_a_page_of_others_tells_nothing(hers, space):
    malo = a_member(space, "Malo")
    rename(a_page(space, "Secret", audience=Audience.of_persons(malo)), "Autre", by=malo)

    assert hers.get(at(space, "secret/")).status_code == 404
    assert hers.post(at(space, "secret/text/"), {"text": "x", "base": 1}).status_code == 404


def test_a_page_takes_back_its_title_and_its_address(hers, space, page, ines):
    rename(page, "La navette", by=ines)
    rename(page, "Le minibus", by=ines)

    assert [row.slug for row in page.former_addresses.all()] == ["la-navette"]
    assert (page.slug, hers.get(at(space, "le-minibus/")).status_code) == ("le-minibus", 200)


def test_a_new_page_takes_no_address_that_still_leads_elsewhere(space, page, ines):
    rename(page, "La navette", by=ines)

    assert Page.free_slug(space, "Le minibus") == "le-minibus-2"


def test_links_by_the_former_title_still_lead_to_the_page(space, page, ines):
    linking = page_text.begin_page(space, "Liens", "[[Le minibus]]", audience=readers_of(space), by=ines)
    rename(page, "La navette", by=ines)

    assert pages_of(["Le minibus"], space=space, person=ines) == {"Le minibus": page}
    assert leading_to(page, person=ines) == [linking]


def test_a_page_of_that_title_comes_before_one_that_bore_it(space, page, ines):
    page_text.begin_page(space, "Liens", "[[Le minibus]]", audience=readers_of(space), by=ines)
    rename(page, "La navette", by=ines)
    new = a_page(space, "Le minibus")

    assert pages_of(["Le minibus"], space=space, person=ines) == {"Le minibus": new}
    assert (leading_to(page, person=ines), len(leading_to(new, person=ines))) == ([], 1)


def test_a_former_address_that_named_somebody_leads_nowhere_once_her_name_goes(hers, space, ines):
    her = a_person(space, "Zéphyrine Quillévéré")
    page = a_page(space, "Chez Zéphyrine Quillévéré")
    rename(page, "Quillévéré Zéphyrine", by=ines)
    rename(page, "Le potager", by=ines)
    former = list(FormerAddress.objects.values_list("slug", flat=True))

    erase(her, at=NOW)

    assert [hers.get(at(space, f"{slug}/")).status_code for slug in former] == [404, 404]


def test_two_links_that_named_somebody_are_one_once_her_name_goes(space, ines):
    her = a_person(space, "Zéphyrine Quillévéré")
    text = "[[Zéphyrine Quillévéré]] et [[Quillévéré Zéphyrine]]"
    page = page_text.begin_page(space, "Liens", text, audience=readers_of(space), by=ines)

    erase(her, at=NOW)

    assert [row.key for row in page.references.all()] == ["une-personne"]


def test_the_title_is_changed_by_a_form_and_undone(hers, space, page):
    done = hers.post(at(space, "le-minibus/title/"), {"title": " La  navette "}, follow=True)
    undo = next(iter(done.context["messages"])).extra_tags
    hers.post(undo)

    assert undo == at(space, "la-navette/title/?title=Le+minibus")
    assert (Page.objects.get().title, Page.objects.get().slug) == ("Le minibus", "le-minibus")


def test_an_empty_title_is_refused(hers, space, page):
    assert hers.post(at(space, "le-minibus/title/"), {"title": " "}).status_code == 422


def test_who_has_not_joined_renames_moves_and_follows_nothing(db, client):
    space = a_space("Place", public=True)
    a_page(space, "Accueil")
    entered(client, a_person(space))

    ends = ("title/", "place/", "watch/", "template/", "template/undoing/")
    assert [client.post(at(space, f"accueil/{end}"), {"title": "Moi"}).status_code for end in ends] == [403] * 5

"""The tree of the pages: what stands under what, for each reader."""

import pytest

from palabre.journal.models import Entry
from palabre.people.models import Audience
from palabre.wiki import page_templates, page_text
from palabre.wiki.hierarchy.page_placement import NoPlaceThere, place
from palabre.wiki.hierarchy.page_tree import DEEPEST, Branches, above, tree, under
from palabre.wiki.link_targets import leading_to, wanted_in
from palabre.wiki.models import Page
from tests.builders import a_member, a_page, a_space, entered, readers_of


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


@pytest.fixture
def secret(space):
    return Audience.of_persons(a_member(space, "Malo"))


def at(space, path):
    return f"/s/{space.slug}/pages/{path}"


def a_line(space, count, **facts):
    """Pages each under the one before."""
    pages = [a_page(space, "Page 0", **facts)]
    for number in range(1, count):
        pages.append(a_page(space, f"Page {number}", parent=pages[-1], **facts))
    return pages


def test_a_page_goes_under_another_and_back_to_the_top(space, ines):
    page, top = a_page(space, "Dessous"), a_page(space, "Dessus")

    moves = [place(page, top, by=ines), place(page, top, by=ines), place(page, None, by=ines)]

    assert (moves, Page.objects.get(pk=page.pk).parent) == ([True, False, True], None)
    assert [entry.verb for entry in Entry.objects.all()] == ["page.moved"] * 2


def test_the_tree_goes_in_no_circle(space, ines):
    pages = a_line(space, 3)

    for under_it in pages:
        with pytest.raises(NoPlaceThere):
            place(pages[0], under_it, by=ines)


def test_the_tree_is_no_deeper_than_one_finds_ones_way(space, ines):
    deep = a_line(space, DEEPEST - 1)
    pair = a_page(space, "Paire")
    a_page(space, "Sous paire", parent=pair)

    with pytest.raises(NoPlaceThere):
        place(pair, deep[-1], by=ines)
    assert place(pair, deep[-2], by=ines) is True


def test_a_page_that_she_may_not_read_is_no_gap(space, ines, secret):
    top = a_page(space, "Dessus")
    hidden = a_page(space, "Secret", parent=top, audience=secret)
    page = a_page(space, "Dessous", parent=hidden)

    found = tree([top, page], Branches.of(space))

    assert (above(page, person=ines), under(top, person=ines)) == ([top], [])
    assert [(depth, one) for leaf in found for depth, one in leaf.all()] == [(0, top), (1, page)]


def test_the_trail_holds_each_page_above(hers, space):
    pages = a_line(space, 4)

    answer = hers.get(pages[-1].get_absolute_url())

    assert answer.context["above"] == pages[:-1]
    assert hers.get(pages[0].get_absolute_url()).context["under"] == [pages[1]]


def test_a_page_is_put_somewhere_by_a_form_and_undone(hers, space):
    a_page(space, "Dessus")
    page = a_page(space, "Dessous")

    done = hers.post(at(space, "dessous/place/"), {"under": "Dessus"}, follow=True)
    page.refresh_from_db()
    put = page.parent.title
    hers.post(next(iter(done.context["messages"])).extra_tags)

    page.refresh_from_db()
    assert (put, page.parent) == ("Dessus", None)


def test_a_page_of_others_is_no_place(hers, space, secret):
    a_page(space, "Dessous")
    a_page(space, "Secret", audience=secret)

    assert hers.post(at(space, "dessous/place/"), {"under": "secret"}).status_code == 404
    assert "Secret" not in hers.get(at(space, "dessous/place/")).content.decode()


def test_a_page_goes_under_none_of_those_under_it(hers, space):
    a_line(space, 3)
    a_page(space, "Autre")

    places = hers.get(at(space, "page-1/place/")).context["form"]["under"].field.widget.choices

    assert [title for slug, title in places if slug] == ["Autre", "Page 0"]


def test_a_page_is_begun_under_the_one_that_wanted_it(hers, space, ines):
    wanting = page_text.begin_page(space, "Liens", "[[Le minibus]]", audience=readers_of(space), by=ines)

    hers.post(at(space, "new/"), {"title": "Le minibus", "text": "", "under": "liens"})

    assert Page.objects.get(slug="le-minibus").parent == wanting
    assert at(space, "new/?title=Le+minibus&amp;under=liens") not in hers.get(at(space, "liens/")).content.decode()


def test_a_page_of_others_is_not_one_to_begin_under(hers, space, secret):
    a_page(space, "Secret", audience=secret)

    hers.post(at(space, "new/"), {"title": "Le minibus", "text": "", "under": "secret"})

    assert Page.objects.get(slug="le-minibus").parent is None


def test_pages_that_are_wanted_are_told_by_how_many_want_them(space, ines, secret):
    for title, text in (("A", "[[Le minibus]] [[La clé]]"), ("B", "[[le minibus]] [[A]]")):
        page_text.begin_page(space, title, text, audience=readers_of(space), by=ines)
    hidden = page_text.begin_page(space, "Secret", "[[La clé]]", audience=secret, by=None)

    found = {one.title: [page.title for page in one.by] for one in wanted_in(space, person=ines)}

    assert found == {"Le minibus": ["A", "B"], "La clé": ["A"]}
    assert hidden not in [page for one in wanted_in(space, person=ines) for page in one.by]


def test_a_page_of_others_is_wanted_as_if_it_were_not_there(space, ines, secret):
    page_text.begin_page(space, "A", "[[Secret]]", audience=readers_of(space), by=ines)
    a_page(space, "Secret", audience=secret)

    assert [one.title for one in wanted_in(space, person=ines)] == ["Secret"]
    assert wanted_in(space, person=None) == []


@pytest.mark.parametrize("count", [1, 5])
def test_the_wanted_pages_cost_three_queries(hers, space, ines, count, django_assert_num_queries):
    for number in range(count):
        page_text.begin_page(space, f"A{number}", f"[[Rien {number}]]", audience=readers_of(space), by=ines)

    with django_assert_num_queries(3):  # the person, the links, the pages of these titles
        assert len(hers.get(at(space, "wanted/")).context["wanted"]) == count


@pytest.mark.parametrize("count", [1, 5])
def test_what_leads_to_a_page_costs_as_much_however_many(space, ines, count, django_assert_num_queries):
    for number in range(count):
        page_text.begin_page(space, f"A{number}", "[[Le minibus]]", audience=readers_of(space), by=ines)
    page = a_page(space, "Le minibus")

    with django_assert_num_queries(1):
        assert len(leading_titles(page, ines)) == count


def leading_titles(page, person):
    return [one.title for one in leading_to(page, person=person)]


def test_what_leads_to_a_page_is_told_to_who_may_read_it(space, ines, secret):
    page = a_page(space, "Le minibus")
    page_text.begin_page(space, "Secret", "[[Le minibus]]", audience=secret, by=None)
    page_text.begin_page(space, "Ouvert", "[[le  minibus]]", audience=readers_of(space), by=ines)

    assert leading_titles(page, ines) == ["Ouvert"]
    assert leading_titles(page, None) == []


def test_a_page_serves_as_a_template_and_no_longer(hers, space, ines):
    page = a_page(space, "Réunion du {date}", body="Le {date}, on était…")
    hers.post(at(space, f"{page.slug}/template/"))

    form = hers.get(at(space, f"new/?template={page.slug}")).context["form"].initial
    hers.post(at(space, f"{page.slug}/template/undoing/"))

    assert "{" not in form["title"] + form["text"]
    assert (form["title"].startswith("Réunion du "), page_templates.offered_in(space, person=ines)) == (True, [])


def test_a_template_of_others_is_not_offered_nor_read(hers, space, secret):
    page = a_page(space, "Secret", body="Caché", audience=secret, is_template=True)

    answer = hers.get(at(space, f"new/?template={page.slug}"))

    assert (answer.context["templates"], answer.context["form"].initial) == ([], {})


@pytest.mark.parametrize("sheet", page_templates.SHEETS)
def test_a_page_is_begun_from_a_sheet_of_palabre(hers, space, sheet):
    form = hers.get(at(space, f"new/?sheet={sheet}&title=Mien")).context["form"].initial

    assert (form["title"], "{date}" in form["text"], form["text"].count("## ") >= 4) == ("Mien", False, True)

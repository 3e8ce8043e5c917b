"""The screens of the wiki, as somebody without JavaScript uses them."""

import pytest
from django.test import Client

from palabre.people.models import Audience
from palabre.wiki import page_text
from palabre.wiki.lines import passages
from palabre.wiki.lines import views as lines_view
from palabre.wiki.lines.page_margin import Margin, Mark
from palabre.wiki.models import Page
from palabre.wiki.views import pages
from tests.builders import a_member, a_need, a_page, a_person, a_space, entered, readers_of

TEXT = "# Réunion\n\n- une salle\n- voir [[Le minibus]]"


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def page(space, ines):
    return page_text.begin_page(space, "Réunion", TEXT, audience=readers_of(space), by=ines)


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


def at(space, path):
    return f"/s/{space.slug}/pages/{path}"


def has(response, words):
    """Is this in the page, whatever kind of spaces and line ends it is set with?"""
    return words in " ".join(response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_of_pages_costs_four_queries_however_long(hers, space, count, django_assert_num_queries):
    for number in range(count):
        a_page(space, f"Page {number}")

    with django_assert_num_queries(4):  # the person, the pages, what stands under what, those of meetings
        response = hers.get(at(space, ""))

    assert [leaf.page.title for leaf in response.context["tree"]] == [f"Page {n}" for n in range(count)]
    assert [page.title for page in response.context["last"]] == [f"Page {n}" for n in reversed(range(count))]


@pytest.mark.parametrize("count", [3, 5])
def test_many_pages_are_told_by_title_a_part_at_a_time(hers, space, count, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(pages, "MOST_IN_A_TREE", 2)
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    for number in range(count):
        a_page(space, f"Page {number}")

    with django_assert_num_queries(5):  # the person, are they many, how many, those of this part, the last ones
        second = hers.get(at(space, "?part=2"))

    assert has(second, f"{count} pages, par titre. Partie 2 sur {(count + 1) // 2}.")
    assert [page.title for page in second.context["pages"]] == ["Page 2", "Page 3"][: count - 2]
    assert has(second, '<a href="?part=1">')
    assert has(second, '<a href="?part=3">') is (count == 5)


def test_a_page_of_others_is_not_listed_and_does_not_exist(hers, space):
    a_page(space, "Secret", audience=Audience.of_persons(a_member(space, "Malo")))

    assert list(hers.get(at(space, "")).context["pages"]) == []
    assert [hers.get(at(space, f"secret/{end}")).status_code for end in ("", "text/", "lines/", "revisions/")] == [
        404
    ] * 4


def test_a_page_shows_what_was_read_in_its_lines_to_those_who_may_read_it(hers, space, page):
    open_, closed = (
        a_need(space, "Une salle"),
        a_need(space, "Un secret", audience=Audience.of_persons(a_member(space))),
    )
    passages.tie_all(page, [(open_, (3, 3), "une salle"), (closed, (3, 3), "une salle")])

    response = hers.get(at(space, "reunion/"))

    assert has(response, f'<a class="tag need" href="{open_.get_absolute_url()}" title="Une salle">')
    assert not has(response, "Un secret")


@pytest.mark.parametrize("count", [1, 5])
def test_a_page_costs_as_many_queries_however_much_is_read_in_it(
    hers, space, page, count, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(Margin, "marks_on", lambda *_, **__: {})  # the slice above counts its own
    passages.tie_all(page, [(a_need(space), (3, 3), "une salle") for _ in range(count)])

    # The person, the page, its passages, the needs, the pages it links to, now and formerly, those under it, those
    # that lead to it, whether she follows it, whether minutes stand on it, and its comments.
    with django_assert_num_queries(12):
        assert hers.get(at(space, "reunion/")).status_code == 200


def test_a_wiki_link_leads_to_a_page_or_to_one_to_be_written(hers, space, page):
    wanted = hers.get(at(space, "reunion/"))
    a_page(space, "Le minibus")

    assert has(wanted, f'<a href="{at(space, "new/")}?title=Le+minibus&amp;under=reunion">Le minibus</a>')
    assert has(hers.get(at(space, "reunion/")), f'<a href="{at(space, "le-minibus/")}">Le minibus</a>')


def test_a_wiki_link_to_a_page_that_she_may_not_read_tells_nothing_of_it(hers, space, page):
    a_page(space, "Le minibus", audience=Audience.of_persons(a_member(space)))

    assert has(
        hers.get(at(space, "reunion/")),
        f'<a href="{at(space, "new/")}?title=Le+minibus&amp;under=reunion">Le minibus</a>',
    )


def test_what_was_read_in_a_line_that_ends_no_block_stands_at_the_next_one(hers, space, ines):
    page = page_text.begin_page(space, "Trous", "un\n\n[a]: /b\n\ndeux", audience=readers_of(space), by=ines)
    passages.tie(page, a_need(space), (3, 3), "[a]: /b")

    assert has(hers.get(at(space, "trous/")), '<span id="l5">deux</span> <a class="tag need"')


def test_the_lines_view_lights_a_line_and_tells_what_was_read_there(hers, space, page):
    passages.tie(page, a_need(space, "Une salle"), (3, 3), "salle")

    response = hers.get(at(space, "reunion/lines/3/"))

    lit = '<div class="written active" id="l3"><span class="marks">- </span>une <mark>salle</mark></div>'
    assert has(response, lit)
    assert [line.number for line in response.context["lines"]] == [1, 3, 4]


def test_a_long_text_is_shown_line_by_line_in_several_screens(hers, space, ines, monkeypatch):
    monkeypatch.setattr(lines_view, "AT_ONCE", 3)
    a_page(space, "Long", "\n".join(f"ligne {number}" for number in range(1, 8)), audience=readers_of(space))
    screens = {path: hers.get(at(space, f"long/lines/{path}")) for path in ("", "3/", "4/", "7/", "8/")}
    numbers = {path: [line.number for line in one.context["lines"]] for path, one in screens.items()}

    assert numbers == {"": [1, 2, 3], "3/": [1, 2, 3], "4/": [4, 5, 6], "7/": [7], "8/": [1, 2, 3]}
    assert [has(screens["4/"], f'long/lines/{number}/">Lignes') for number in (1, 4, 7)] == [True, False, True]
    assert [has(screens["7/"], f'long/lines/{number}/">Lignes') for number in (4, 10)] == [True, False]


def test_what_was_read_in_a_line_that_went_is_told_with_the_version_that_had_it(hers, space, page, ines):
    passages.tie(page, a_need(space, "Une salle"), (3, 3), "- une salle")
    page_text.save_page_text(page, "# Réunion", base=1, by=ines)

    response = hers.get(at(space, "reunion/lines/3/"))

    assert has(response, f'href="{at(space, "reunion/revisions/1/")}#l3"')
    assert [reading.thing.title for reading in response.context["known"].lost] == ["Une salle"]


def test_an_unsettled_line_is_underlined_and_says_what_waits(hers, space, page, monkeypatch):
    monkeypatch.setattr(Margin, "marks_on", lambda *_, **__: {3: [Mark("Un besoin ?", "/x/", "Oui")]})

    assert has(hers.get(at(space, "reunion/")), '<span id="l3" class="doubt">une salle</span>')
    assert has(hers.get(at(space, "reunion/lines/")), '<span>Un besoin ?</span><a href="/x/">Oui</a>')


def test_a_page_is_begun_by_a_form_sent_twice(hers, space):
    typed = {"title": " Le  \u202eminibus\x00 ", "text": "\r\nBonjour\x00"}

    both = [hers.post(at(space, "new/"), typed) for _ in range(2)]

    assert [response.headers["Location"] for response in both] == [at(space, "le-minibus/")] * 2
    assert [(page.title, page.note.body_md) for page in Page.objects.all()] == [("Le minibus", "\nBonjour")]


def test_a_page_without_a_title_keeps_what_was_typed(hers, space):
    response = hers.post(at(space, "new/"), {"title": "", "text": "Tout ce que j'ai tapé"})

    assert response.status_code == 422
    assert response.context["form"]["text"].value() == "Tout ce que j'ai tapé"


def test_a_preview_shows_the_text_and_saves_nothing(hers, space, page):
    response = hers.post(at(space, "reunion/text/"), {"text": "<b>Moi</b>", "base": 1, "preview": "1"})

    assert has(response, '<div class="text preview"><p><span id="l1">&lt;b&gt;Moi&lt;/b&gt;</span></p> </div>')
    assert Page.objects.get().note.revision == 1


def test_a_text_is_saved_and_shown(hers, space, page):
    response = hers.post(at(space, "reunion/text/"), {"text": "Bonjour", "base": 1}, follow=True)

    assert response.redirect_chain == [(at(space, "reunion/"), 302)]
    assert has(response, '<span id="l1">Bonjour</span>')


def test_two_people_in_one_place_see_both_texts_and_finish(hers, space, page, ines):
    page_text.save_page_text(page, TEXT.replace("une salle", "une grange"), base=1, by=a_member(space, "Malo"))

    conflict = hers.post(at(space, "reunion/text/"), {"text": TEXT.replace("une salle", "une halle"), "base": 1})
    field = conflict.context["form"].initial
    done = hers.post(at(space, "reunion/text/"), field)

    assert (conflict.status_code, done.status_code) == (409, 302)
    assert Page.objects.get().note.body_md.split("\n")[2:4] == ["- une grange", "- une halle"]


@pytest.mark.parametrize("base", ["", "-1", "x", "99999999999999999999"])
def test_a_broken_form_keeps_what_was_typed(hers, space, page, base):
    response = hers.post(at(space, "reunion/text/"), {"text": "Bonjour", "base": base})

    assert (response.status_code, response.context["form"]["text"].value()) == (422, "Bonjour")


def test_ten_megabytes_are_refused_with_the_text_still_in_the_form(hers, space, page):
    pasted = "a" * 10_000_000

    response = hers.post(at(space, "reunion/text/"), {"text": pasted, "base": 1})

    assert (response.status_code, response.context["form"]["text"].value()) == (422, pasted)


def test_what_was_typed_is_shown_when_the_session_has_ended(space, page):
    response = Client().post(at(space, "reunion/text/"), {"text": "Tout ce que j’ai tapé", "base": 1})

    assert response.status_code == 404
    assert has(response, "Tout ce que j’ai tapé")


def test_what_was_typed_is_shown_when_the_form_came_from_elsewhere(space, page, ines):
    client = entered(Client(enforce_csrf_checks=True), ines)

    response = client.post(at(space, "reunion/text/"), {"text": "Tout ce que j’ai tapé", "base": 1})

    assert response.status_code == 403
    assert has(response, "Tout ce que j’ai tapé")


def test_who_has_not_joined_may_not_write_and_keeps_what_she_typed(client, ines):
    space = a_space("Place publique", public=True)
    a_page(space, "Accueil")
    entered(client, a_person(space))

    answers = [client.post(at(space, path), {"text": "Moi", "base": 1}) for path in ("new/", "accueil/text/")]

    assert [(answer.status_code, has(answer, "Moi")) for answer in answers] == [(403, True)] * 2
    assert client.post(at(space, "accueil/revisions/1/restoration/")).status_code == 403


def test_an_earlier_version_is_compared_and_brought_back(hers, space, page, ines):
    page_text.save_page_text(page, TEXT.replace("une salle", "une grange"), base=1, by=ines)

    version = hers.get(at(space, "reunion/revisions/2/"))
    hers.post(at(space, "reunion/revisions/1/restoration/"))
    again = hers.post(at(space, "reunion/revisions/1/restoration/"))

    assert has(version, "salle</del><ins>")
    assert again.headers["Location"] == at(space, "reunion/")
    assert [row.number for row in hers.get(at(space, "reunion/revisions/")).context["revisions"]] == [3, 2, 1]


def test_a_version_that_never_was_is_not_found(hers, space, page):
    assert hers.get(at(space, "reunion/revisions/7/")).status_code == 404
    assert hers.get(at(space, "reunion/revisions/99999999999999999999/")).status_code == 404
    assert hers.post(at(space, "reunion/revisions/7/restoration/")).status_code == 404


@pytest.mark.parametrize("path", ["accueil/revisions/", "accueil/revisions/1/"])
def test_former_versions_are_for_members_and_a_passer_by_reads_why(db, client, path):
    space = a_space("Place publique", public=True)
    a_page(space, "Accueil")

    outside, guest = client.get(at(space, path)), entered(Client(), a_person(space)).get(at(space, path))

    assert (outside.status_code, guest.status_code) == (403, 403)
    assert has(outside, "membres de l’espace")
    assert entered(client, a_member(space)).get(at(space, path)).status_code == 200


def test_a_passer_by_is_shown_no_way_to_former_versions(db, client):
    space = a_space("Place publique", public=True)
    a_page(space, "Accueil")

    page = client.get(at(space, "accueil/"))

    assert not has(page, "revisions/")

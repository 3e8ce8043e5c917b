"""A page leaves as its reader may read it: as text, as a file, in a frame, in a feed."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from palabre.people.models import Audience
from palabre.wiki.copies import page_copies
from palabre.wiki.models import Signature
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_page, a_person, a_space, entered
from tests.lengths import short_by

pytestmark = pytest.mark.django_db

KINDS = ("markdown", "html", "odt", "pdf")
TEXT = (
    "## Venir\n\nVoir [[Le secret]] et [[Le plan]], **puis** partir.\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |"
)


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def page(space, ines):
    a_page(space, "Le plan")
    a_page(space, "Le secret", audience=Audience.of_persons(a_member(space, "Malo")))
    return begin_page(space, "Se déplacer", TEXT, audience=Audience.everybody(space), by=ines)


def taken(client, page, kind):
    return client.get(reverse("wiki:copy", args=[page.space.slug, page.slug, kind]))


def words_of(kind, content):
    if kind == "odt":
        return zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
    if kind == "pdf":
        return " ".join(part.extract_text() for part in PdfReader(io.BytesIO(content)).pages)
    return content.decode()


def test_a_file_that_could_not_be_made_is_not_begun_again_at_each_request(page, monkeypatch):
    begun = []
    monkeypatch.setattr(page_copies, "make_apart", lambda *given: begun.append(given) or (124, b""))

    assert [taken(Client(), page, "odt").status_code for _twice in range(2)] == [409, 409]
    assert len(begun) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_copy_says_the_page_and_leads_only_to_what_is_read(page, kind):
    answer = taken(Client(), page, kind)

    words = words_of(kind, answer.content)
    assert answer.status_code == 200
    assert all(said in words for said in ("Venir", "Le secret", "deux"))
    assert "pages/le-secret" not in words
    assert kind == "pdf" or "/pages/le-plan/" in words


def test_a_copy_is_for_who_reads_the_page(space):
    malo = a_member(space, "Malo")
    page = a_page(space, audience=Audience.of_persons(malo), html="<p>x</p>")

    passing, other, his = Client(), entered(Client(), a_member(space)), entered(Client(), malo)
    statuses = [taken(one, page, kind).status_code for one in (passing, other) for kind in KINDS]

    assert statuses == [404, 404] * len(KINDS)
    assert [taken(his, page, kind).status_code for kind in ("markdown", "html")] == [200, 200]


@pytest.mark.parametrize("kind", short_by(KINDS, {"markdown", "html"}))  # of which the others are made
def test_who_never_came_is_called_by_her_first_name_outside(space, ines, kind):
    a_person(space, "Nadège Kerouanton")
    text = "Nadège Kerouanton conduit. **Nadège** Kerouanton lit."
    page = begin_page(space, "Le bus", text, audience=Audience.everybody(space), by=ines)

    outside, inside = (words_of(kind, taken(one, page, kind).content) for one in (Client(), entered(Client(), ines)))

    assert ("Kerouanton" in outside, "Kerouanton" in inside) == (False, True)


def test_a_pdf_is_tagged_has_its_language_and_its_title(page):
    root = (made := PdfReader(io.BytesIO(taken(Client(), page, "pdf").content))).trailer["/Root"]

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], made.metadata.title) == ("fr", True, "Se déplacer")
    assert "/StructTreeRoot" in root


def test_a_page_that_is_too_long_is_refused_kindly(space):
    page = a_page(space, html=f"<p>{'mot ' * 110_000}</p>", audience=Audience.everybody(space))

    assert [taken(Client(), page, kind).status_code for kind in KINDS] == [200, 200, 413, 413]


def test_the_head_of_a_markdown_copy_says_what_it_is(page):
    head = dict(line.split(": ", 1) for line in taken(Client(), page, "markdown").content.decode().split("\n")[1:5])

    assert {name: json.loads(value) for name, value in head.items()} == {
        "title": "Se déplacer",
        "address": f"http://testserver{page.get_absolute_url()}",
        "licence": "CC BY-SA 4.0",
        "date": page.note.changed_at.date().isoformat(),
    }


def test_authors_are_named_as_they_wish_and_not_otherwise(page, ines, space):
    before = Client().get(page.get_absolute_url()).content.decode()
    client = entered(Client(), ines)
    client.post(reverse("you:signature", args=[space.slug]), {"words": " Inès,  de l’Orme "})
    named = Client().get(page.get_absolute_url()).content.decode()
    client.post(reverse("you:signature", args=[space.slug]), {"words": ""})

    assert "Inès" not in before
    assert "Inès, de l’Orme" in named
    assert not Signature.objects.exists()


def test_a_licence_of_its_own_is_said_instead_of_the_space_s(page, ines, space):
    words = {"licence": "", "words": "Licence de l’Orme"}
    entered(Client(), ines).post(reverse("wiki:licence", args=[space.slug, page.slug]), words)

    shown = Client().get(page.get_absolute_url()).content.decode()

    assert ("Licence de l’Orme" in shown, "CC BY-SA" in shown) == (True, False)


def test_another_s_page_is_licensed_by_nobody_else(page, space):
    address = reverse("wiki:licence", args=[space.slug, page.slug])

    assert Client().post(address, {"licence": "CC0 1.0"}).status_code == 403


def test_a_frame_reads_and_sets_no_cookie_and_shows_itself_everywhere(page, ines):
    client = entered(Client(), ines)
    client.cookies["langue"] = "en"

    answer = client.get(f"{reverse('wiki:embed', args=[page.space.slug, page.slug])}?langue=en")

    assert (answer.status_code, answer.cookies.output(), answer.get("X-Frame-Options")) == (200, "", None)
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "Inès" not in answer.content.decode()
    assert "<form" not in answer.content.decode()
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("public", [True, False])
def test_only_what_everybody_reads_is_shown_elsewhere(public):
    space = a_space("Ici", public=public)
    pages = (a_page(space, "Un", audience=one(space)) for one in (Audience.of_space, Audience.everybody))
    client = entered(Client(), a_member(space))

    statuses = [client.get(reverse("wiki:embed", args=[space.slug, page.slug])).status_code for page in pages]

    assert statuses == [404, 200 if public else 404]


def test_a_feed_tells_what_everybody_reads_and_nothing_else(page, ines, space):
    a_page(space, "Pour nous & <vous>", audience=Audience.of_space(space))
    address = reverse("wiki:feed", args=[space.slug])

    answers = [client.get(address).content.decode() for client in (Client(), entered(Client(), ines))]

    assert answers[0] == answers[1]
    assert "Se déplacer" in answers[0]
    assert "Pour nous" not in answers[0]


@pytest.mark.parametrize("more", [0, 4])
def test_a_feed_costs_as_much_for_one_page_as_for_five(space, more, django_assert_num_queries):
    for number in range(more + 1):
        a_page(space, f"Page {number} \x01 & <b>", html="<p>x</p>", audience=Audience.everybody(space))

    with django_assert_num_queries(3):
        assert Client().get(reverse("wiki:feed", args=[space.slug])).content.decode().count("<entry>") == more + 1

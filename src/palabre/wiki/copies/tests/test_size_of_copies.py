"""A copy is bounded, however often its text shows one picture."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from palabre.notes.models import Note
from palabre.people.models import Audience
from palabre.web.name_masking.name_mask import NameMask
from palabre.wiki.copies import page_copies, views
from palabre.wiki.copies.page_copies import HEAVIEST, Copy
from tests.builders import a_file, a_page, a_person, a_space

PICTURE = b"\x89PNG" + bytes(1_000_000)
ADDRESS = "https://palabre.example/s/le-val/pages/plan/attachments/1/a.png"
LEFT_OUT = "Des images ne sont pas dans ce fichier"


def a_copy(html, files):
    return Copy("Plan", "", "", (), "2026-11-28", html, "", files)


def test_a_picture_that_a_text_shows_many_times_is_not_as_many_times_in_its_copy():
    made = a_copy(f'<img src="{ADDRESS}" alt="Le plan">' * 100, {ADDRESS: PICTURE})

    html = made.with_pictures(made.html)

    assert len(html) <= 2 * HEAVIEST
    assert html.count("data:image/png") == HEAVIEST // len(PICTURE)
    assert html.endswith(f'<img src="{ADDRESS}" alt="Le plan">')


@pytest.mark.parametrize(
    ("times", "files", "is_said"),
    [(2, {ADDRESS: PICTURE}, False), (13, {ADDRESS: PICTURE}, True), (1, {}, True), (0, {}, False)],
    ids=["all there", "shown too often", "too heavy with the others", "none"],
)
def test_a_copy_that_leaves_pictures_out_says_so(times, files, is_said):
    made = a_copy(f'<img src="{ADDRESS}" alt="Le plan">' * times, files)

    said = render_to_string("wiki/copies/copy.html", {"copy": made, "written_in": "fr"})

    assert (LEFT_OUT in said) is is_said


@pytest.mark.django_db
def test_no_name_is_looked_for_in_the_letters_of_a_picture(monkeypatch):
    read: list[int] = []
    over_html = NameMask.over_html
    monkeypatch.setattr(
        NameMask, "over_html", lambda *given, **how: read.append(len(given[1])) or over_html(*given, **how)
    )
    space = a_space(public=True)
    a_person(space, "Nadège Kerouanton")
    page = a_page(space, html="<p>Le plan</p>", audience=Audience.everybody(space))
    file = a_file(page)
    type(file).objects.filter(pk=file.pk).update(content_type="image/png", width=1, height=1)
    shown = file.get_absolute_url()
    Note.objects.filter(pk=page.note_id).update(body_html=f'<img src="{shown}" alt="Le plan">')
    monkeypatch.setattr(page_copies, "files_of", lambda _html, _reader, origin: {f"{origin}{shown}": PICTURE})

    answer = Client().get(reverse("wiki:copy", args=[space.slug, page.slug, "html"]))

    assert "data:image/png" in answer.content.decode()
    assert sum(read) < len(PICTURE)


@pytest.mark.django_db
def test_a_feed_reads_the_beginning_of_a_long_page(monkeypatch):
    read: list[int] = []
    plain_text = views.plain_text
    monkeypatch.setattr(views, "plain_text", lambda html: read.append(len(html)) or plain_text(html))
    space = a_space(public=True)
    a_page(space, html="<p>Le bus passe à <b>huit heures</b>.</p>" * 20_000, audience=Audience.everybody(space))

    said = Client().get(reverse("wiki:feed", args=[space.slug])).content.decode()

    assert "Le bus passe à huit heures.\nLe bus" in said
    assert sum(read) <= views.READ_FOR_SUMMARY


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        ("<p>Un</p><p>Deux", "Un\nDeux"),
        ('<p>Un</p><a href="/deu', "Un"),
        ("<p>Un &lt; deux</p>", "Un < deux"),
        ("", ""),
    ],
)
def test_a_tag_that_is_cut_is_no_word(begins, said):
    assert views.summary_of(begins) == said

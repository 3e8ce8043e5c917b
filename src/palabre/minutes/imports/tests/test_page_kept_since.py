"""The page of open minutes may be kept to a group: who no longer reads it changes nothing of it by the minutes."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.roles.group_audience import GROUP_CIRCLES
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import TWIN, brought
from palabre.wiki.models import Page
from palabre.wiki.page_rename import rename
from palabre.wiki.page_text import save_page_text
from palabre.wiki.readers.page_audience import show_to
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Riou")


def kept(odile):
    reading = brought(odile)
    open_to_space(reading, by=odile, at=timezone.now())
    group = a_group(odile.space, "Le four", convened_by=(odile,))
    page = Page.objects.get(pk=reading.page_id)
    show_to(page, f"groups.group:{group.pk}", GROUP_CIRCLES, by=odile)
    save_page_text(page, f"{TWIN}\nEntre nous : trois noms.\n", base=page.note.revision, by=odile)
    return reading


def body(reading):
    return Page.objects.get(pk=reading.page_id).note.body_md


def test_who_no_longer_reads_the_page_writes_nothing_there_by_a_correction(odile, malo):
    reading = kept(odile)
    before, client = body(reading), entered(Client(), malo)
    assert client.get(Page.objects.get(pk=reading.page_id).get_absolute_url()).status_code == 404

    lines = TWIN.split("\n")
    lines.insert(3, "Odile a menti.")
    client.post(reverse("minutes:new_import", args=[odile.space.slug]), {"text": "\n".join(lines)})

    assert body(reading) == before


def test_who_no_longer_reads_the_page_takes_no_words_out_of_it(odile, malo):
    reading = kept(odile)
    doubt = next(one for one in reading.doubts.all() if one.kind == "mood")
    before, client = body(reading), entered(Client(), malo)

    client.post(reverse("minutes:answer", args=[odile.space.slug, reading.pk, doubt.pk]), {"choice": "withdraw"})

    assert body(reading) == before


def test_what_was_read_does_not_tell_the_new_title_of_the_page(odile, malo):
    reading = kept(odile)
    rename(Page.objects.get(pk=reading.page_id), "Le départ de Karim", by=odile)

    shown = entered(Client(), malo).get(reverse("minutes:import", args=[odile.space.slug, reading.pk]))

    assert "depart-de-karim" not in shown.content.decode()


def test_who_no_longer_reads_the_page_does_not_undo_the_minutes(odile, malo):
    reading = kept(odile)

    entered(Client(), malo).post(reverse("minutes:undoing", args=[odile.space.slug, reading.pk]))

    assert Page.objects.filter(pk=reading.page_id).exists()


def test_who_no_longer_reads_the_page_puts_no_words_back_into_it(odile, malo):
    reading = brought(odile)
    open_to_space(reading, by=odile, at=timezone.now())
    doubt = next(one for one in reading.doubts.all() if one.kind == "mood")
    settle_doubt(doubt, "withdraw", by=odile, at=timezone.now())
    group = a_group(odile.space, "Le four", convened_by=(odile,))
    page = Page.objects.get(pk=reading.page_id)
    assert show_to(page, f"groups.group:{group.pk}", GROUP_CIRCLES, by=odile)
    before = body(reading)

    entered(Client(), malo).post(reverse("minutes:reopening", args=[odile.space.slug, reading.pk, doubt.pk]))

    assert body(reading) == before


def test_its_new_title_is_told_in_no_news(odile, malo):
    reading = kept(odile)
    rename(Page.objects.get(pk=reading.page_id), "Le départ de Solveig", by=odile)
    client, space = entered(Client(), malo), odile.space.get_absolute_url()

    told = "".join(client.get(space + end).content.decode() for end in ("", "digest/", "digest/feed.atom"))

    assert "a ouvert aux membres ce qui a été lu" in told
    assert "Solveig" not in told

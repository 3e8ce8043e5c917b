"""Minutes of a meeting that everybody reads already say it nothing before everybody reads them too."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as dated

from palabre.groups.roles.group_audience import GROUP_CIRCLES
from palabre.meetings.models import Meeting
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import brought
from palabre.people.models import Audience
from palabre.post.models import Letter
from palabre.wiki.page_text import save_page_text
from palabre.wiki.readers import page_audience
from tests.builders import a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
SECRETS = ("Payer la caution", "neuf cents euros", "Parler de Maël")


@pytest.fixture
def scene():
    """A public meeting of yesterday, minutes of that day that a member brought, and another member."""
    space = a_space("Val", public=True)
    berthe, ana = a_member(space, "Berthe Loric"), a_member(space, "Ana Tual")
    on = timezone.localdate() - datetime.timedelta(days=1)
    meeting = a_meeting(space, on=on, audience=Audience.everybody(space), by=ana)
    meeting.agenda.create(text="Le bois", position=1)
    text = (
        f"# Réunion du four\n\nDate : {dated(on, 'j/m/Y')}\n\nPrésents : Ana Tual, Berthe Loric, Gurvan Guilcher\n\n"
        "## Objectifs\n\n- Parler de Maël\n\n## Ordre du jour\n\n- Payer la caution\n  - neuf cents euros\n"
    )
    answer = entered(Client(), berthe).post(reverse("minutes:new_import", args=[space.slug]), {"text": text})
    assert answer.status_code == 302
    return meeting, Import.objects.get(), berthe, ana


def act(by, name, reading):
    return entered(Client(), by).post(reverse(f"minutes:{name}", args=[reading.space.slug, reading.pk]))


def read_of(meeting, client):
    pages = (reverse(f"meetings:{name}", args=[meeting.space.slug, meeting.pk]) for name in ("meeting", "agenda"))
    told = " ".join(client.get(one, follow=True).text for one in pages)
    return [words for words in SECRETS if words in told]


def test_they_say_it_on_their_own_page_whoever_reads_them(scene):
    """Their page may be kept to fewer people again, or its words taken out: nobody would then look elsewhere."""
    meeting, reading, berthe, ana = scene
    page = entered(Client(), berthe).get(reading.get_absolute_url()).text
    assert "que tout le monde lit, dira qui était là" in page
    act(berthe, "opening", reading)
    assert reading.meeting_id == meeting.pk == Meeting.objects.get().pk
    seen = [read_of(meeting, Client())]
    for name in ("publication", "withdrawal", "publication"):
        act(ana, name, reading)
        seen.append(read_of(meeting, Client()))

    assert seen == [[]] * 4
    told = Client().get(reading.page.get_absolute_url()).text
    assert all(words in told for words in ("Payer la caution", "neuf cents euros"))
    assert "Le bois" in Client().get(meeting.get_absolute_url()).text


def test_a_member_who_does_not_read_their_page_does_not_publish_them(scene):
    _meeting, reading, berthe, ana = scene
    act(berthe, "opening", reading)
    group = a_group(reading.space, "Les deuils", convened_by=(berthe,))
    page_audience.show_to(reading.page, f"groups.group:{group.pk}", GROUP_CIRCLES, by=berthe)

    assert act(ana, "publication", reading).status_code == 403
    assert "Publier ce compte rendu" not in entered(Client(), ana).get(reading.get_absolute_url(), follow=True).text
    assert Client().get(reading.page.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("is_taken_out", [True, False])
def test_a_line_that_was_taken_out_of_their_page_is_said_nowhere_once_they_open(scene, is_taken_out):
    meeting, reading, berthe, ana = scene
    Meeting.objects.update(audience=Audience.of_space(meeting.space))
    page = reading.page
    text = page.note.body_md.replace("- Payer la caution\n", "").replace("Parler de Maël", "Le four")
    if is_taken_out:
        save_page_text(page, text, base=page.note.revision, by=berthe)

    act(berthe, "opening", reading)

    assert read_of(meeting, entered(Client(), ana)) == ([] if is_taken_out else list(SECRETS))


def test_a_page_shown_before_a_correction_publishes_the_correction(scene):
    meeting, reading, berthe, ana = scene
    act(berthe, "opening", reading)
    new = import_minutes(
        reading.space, f"{reading.text}- Le toit\n", by=berthe, on=meeting.on, answers={reading.pk: True}
    )
    assert new.corrects == reading

    acts = [act(ana, name, reading).status_code for name in ("publication", "withdrawal")]

    assert acts == [302, 302]
    assert {one.audience.kind for one in Import.objects.all()} == {"space"}


def test_those_who_publish_theirs_show_nothing_that_other_minutes_of_the_day_say(scene):
    """The meeting is of members: the other minutes said their aims of it as they opened."""
    meeting, reading, berthe, ana = scene
    Meeting.objects.update(audience=Audience.of_space(meeting.space))
    act(berthe, "opening", reading)
    first = brought(ana, text=f"# Réunion\n\n{dated(meeting.on, 'j/m/Y')}\n\n## Ordre du jour\n\n- Le four\n")
    Meeting.objects.update(audience=first.audience)  # as where these minutes made it
    act(ana, "opening", first)

    act(ana, "publication", first)

    assert (first.meeting_id, read_of(meeting, Client())) == (meeting.pk, [])


@pytest.mark.parametrize("readers", ["soon", "among_us"])
def test_minutes_that_are_kept_among_us_take_it_back_too(scene, readers):
    meeting, reading, berthe, _ana = scene
    act(berthe, "opening", reading)
    act(berthe, "publication", reading)
    there = [meeting.space.slug, meeting.pk]
    given = entered(Client(), berthe).post(reverse("meetings:giving", args=there), {"readers": readers})
    entered(Client(), berthe).post(reverse("meetings:among_us", args=there))

    assert (given.status_code, read_of(meeting, Client())) == (302, [])


def test_they_are_given_to_those_who_were_there(scene):
    meeting, reading, berthe, ana = scene
    act(berthe, "opening", reading)
    giving = reverse("meetings:giving", args=[meeting.space.slug, meeting.pk])

    assert entered(Client(), berthe).post(giving, {"readers": "soon"}).status_code == 302
    assert ana.pk in Letter.objects.values_list("to", flat=True)

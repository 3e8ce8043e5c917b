"""The page of a meeting, that Palabre made of what everybody did, is taken by nobody who wrote none of it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Meeting, Presence
from palabre.meetings.room.open_room import open_room
from palabre.people.models import Audience
from palabre.wiki.page_text import begin_page, save_page_text
from tests.builders import a_decision, a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db


def test_one_member_does_not_keep_for_herself_the_page_in_which_a_meeting_of_all_is_told():
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Kersauze")
    alone = a_group(space, "Malo seul", convened_by=(malo,))
    meeting = a_meeting(space, on=timezone.localdate())
    open_room(meeting, by=odile, at=timezone.now())
    a_decision(space, "On garde la maison.", meeting=meeting)
    page = Meeting.objects.get(pk=meeting.pk).minutes
    hers = entered(Client(), odile)
    assert hers.get(page.get_absolute_url()).status_code == 200

    entered(Client(), malo).post(
        reverse("wiki:readers", args=[space.slug, page.slug]), {"to": f"groups.group:{alone.pk}"}
    )

    assert hers.get(page.get_absolute_url()).status_code == 200


def test_nor_by_one_line_that_he_typed_there_without_a_word_to_anybody():
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Kersauze")
    alone = a_group(space, "Malo seul", convened_by=(malo,))
    meeting = a_meeting(space, on=timezone.localdate())
    open_room(meeting, by=odile, at=timezone.now())
    page = Meeting.objects.get(pk=meeting.pk).minutes
    hers, his = entered(Client(), odile), entered(Client(), malo)
    said = {"text": f"{page.note.body_md}\n\nUne ligne.", "base": page.note.revision}
    his.post(reverse("wiki:text", args=[space.slug, page.slug]), said)

    his.post(reverse("wiki:readers", args=[space.slug, page.slug]), {"to": f"groups.group:{alone.pk}"})

    assert hers.get(page.get_absolute_url()).status_code == 200


def kept(page, group, *, by):
    """Keep the page to this group; return who of the space reads it then."""
    entered(Client(), by).post(
        reverse("wiki:readers", args=[page.space.slug, page.slug]), {"to": f"groups.group:{group.pk}"}
    )
    page.refresh_from_db()
    return {one for one in page.space.persons.all() if page.space.page_set.visible_to(one).exists()}


def told(meeting, *, by):
    """The page of the meeting, in which one person noted what was said."""
    open_room(meeting, by=by, at=timezone.now())
    page = Meeting.objects.get(pk=meeting.pk).minutes
    save_page_text(page, f"{page.note.body_md}\n\nUne ligne.", base=page.note.revision, by=by)
    return page


def test_nor_from_whoever_was_there_and_wrote_nothing():
    space = a_space()
    odile, malo, zoe = (a_member(space, name) for name in ("Odile Morvan", "Malo Kersauze", "Zoé Petit"))
    two = a_group(space, "À deux", convened_by=(malo, zoe))
    meeting = a_meeting(space, on=timezone.localdate())
    for one in (odile, malo, zoe):
        meeting.attendances.create(person=one, presence=Presence.PRESENT)

    assert kept(told(meeting, by=malo), two, by=malo) == {odile, malo, zoe}


def test_those_who_were_there_keep_it_between_them():
    space = a_space()
    _odile, malo, zoe = (a_member(space, name) for name in ("Odile Morvan", "Malo Kersauze", "Zoé Petit"))
    two = a_group(space, "À deux", convened_by=(malo, zoe))
    meeting = a_meeting(space, on=timezone.localdate())
    for one in (malo, zoe):
        meeting.attendances.create(person=one, presence=Presence.PRESENT)

    assert kept(told(meeting, by=malo), two, by=malo) == {malo, zoe}


def test_a_group_keeps_the_page_of_its_own_meeting_that_one_of_them_noted():
    space = a_space()
    _odile, malo, zoe = (a_member(space, name) for name in ("Odile Morvan", "Malo Kersauze", "Zoé Petit"))
    two = a_group(space, "À deux", convened_by=(malo, zoe))

    page = told(a_meeting(space, on=timezone.localdate(), group=two), by=malo)

    assert kept(page, two, by=malo) == {malo, zoe}


def test_a_page_that_one_wrote_alone_is_theirs_though_its_lines_made_a_meeting():
    space = a_space()
    _odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Kersauze")
    alone = a_group(space, "Malo seul", convened_by=(malo,))
    page = begin_page(space, "Nos réunions", "Un texte.", audience=Audience.of_space(space), by=malo)
    a_meeting(space, on=timezone.localdate(), minutes=page)

    assert kept(page, alone, by=malo) == {malo}

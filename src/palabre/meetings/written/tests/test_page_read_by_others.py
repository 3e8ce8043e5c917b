"""The page of a meeting has readers of its own: what is said to the meeting goes to nobody else by it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.roles.group_audience import own_audience
from palabre.meetings.models import Circle, LeftSentence, Meeting, Room
from palabre.meetings.room.room_harvest import put_in_note
from palabre.meetings.written.given_minutes import last_text_for
from palabre.people.models import Audience
from palabre.post.models import Letter
from palabre.wiki.models import Page
from palabre.wiki.readers import page_audience
from tests.builders import a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
NEWS = "Je suis malade, entre nous."


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def odile(space):
    return a_member(space, "Odile Morvan")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Kersauze")


@pytest.fixture
def meeting(odile):
    """A meeting of members, whose note is begun."""
    return begun(odile)


@pytest.fixture
def kept(odile):
    """A meeting of her group that all members read, whose note is kept to the group."""
    group = a_group(odile.space, "Le four", convened_by=(odile,))
    found = begun(odile, group=group)
    post(odile, "wiki:readers", found.minutes.slug, to=f"groups.group:{group.pk}")
    return found


def begun(by, **more):
    soon = timezone.localdate() + datetime.timedelta(days=3)
    found = a_meeting(by.space, "Réunion de tous", on=soon, audience=Audience.of_space(by.space), **more)
    post(by, "meetings:agenda_beginning", found.pk)
    return Meeting.objects.get(pk=found.pk)


def post(by, door, key, **said):
    answer = entered(Client(), by).post(reverse(door, args=[by.space.slug, key]), said)
    assert answer.status_code == 302, answer.text
    return answer


def text_of(meeting):
    return Page.objects.get(pk=meeting.minutes_id).note.body_md


def tell(meeting, malo):
    """Say all that a note takes by itself."""
    post(malo, "meetings:news", meeting.pk, text=NEWS, answer="absent")
    post(malo, "meetings:agenda", meeting.pk, text="La clef du local")
    meeting = Meeting.objects.get(pk=meeting.pk)
    circle = Circle.objects.create(room=Room.objects.create(meeting=meeting, code="abcdefgh"), began_at=timezone.now())
    put_in_note(
        LeftSentence.objects.create(circle=circle, by=malo, text="J’ai eu peur.", at=timezone.now()), circle.room
    )
    entered(Client(), malo).get(reverse("meetings:agenda", args=[meeting.space.slug, meeting.pk]))


SAID = (NEWS, "La clef du local", "J’ai eu peur.")


def test_a_note_takes_what_is_said_to_its_meeting(meeting, malo):
    tell(meeting, malo)

    assert [said for said in SAID if said not in text_of(meeting)] == []


def test_it_opens_to_everybody_once_it_is_given_and_not_before(meeting, odile):
    door, said = reverse("wiki:readers", args=[odile.space.slug, meeting.minutes.slug]), {"to": "public"}
    before = entered(Client(), odile).post(door, said)
    post(odile, "meetings:giving", meeting.pk, readers="soon")

    after = entered(Client(), odile).post(door, said)

    assert (before.status_code, after.status_code) == (409, 302)
    assert "raconte une réunion que moins de personnes lisent" in before.text


def test_nor_does_that_of_a_group_s_meeting_to_all_members(odile):
    group = a_group(odile.space, "Le four", convened_by=(odile,))
    own = own_audience(group)
    soon = timezone.localdate() + datetime.timedelta(days=3)
    held = a_meeting(odile.space, "Réunion du four", on=soon, group=group, audience=own)
    post(odile, "meetings:agenda_beginning", held.pk)
    door = reverse("wiki:readers", args=[odile.space.slug, Meeting.objects.get(pk=held.pk).minutes.slug])

    assert entered(Client(), odile).post(door, {"to": "space"}).status_code == 409


@pytest.fixture
def opened(meeting):
    """Its page, which everybody reads all the same: it was opened before that was refused."""
    page_audience.move(meeting.minutes, Audience.everybody(meeting.space))
    return Meeting.objects.get(pk=meeting.pk)


def test_once_everybody_reads_it_it_takes_nothing_by_itself(opened, malo):
    before = text_of(opened)

    tell(opened, malo)

    assert text_of(opened) == before


@pytest.mark.parametrize("readers", ["among_us", "soon"])
def test_nor_does_it_as_its_minutes_are_given(opened, odile, malo, readers):
    tell(opened, malo)
    to_read = entered(Client(), odile).get(reverse("meetings:minutes_to_read", args=[odile.space.slug, opened.pk]))
    assert "lue par plus de personnes que la réunion" in to_read.text

    post(odile, "meetings:giving", opened.pk, readers=readers)

    told = Client().get(Page.objects.get(pk=opened.minutes_id).get_absolute_url())
    assert [said for said in (*SAID, malo.name) if said in told.text] == []
    assert told.status_code == (404 if readers == "among_us" else 200)


def test_kept_to_its_group_it_goes_on(kept, malo):
    """Who reads it reads the meeting too."""
    tell(kept, malo)

    assert "La clef du local" in text_of(kept)


@pytest.mark.parametrize("answer", [{"answer": "fine"}, {"answer": "absent", "text": "Bonne réunion."}])
def test_who_sent_news_is_not_sent_minutes_kept_to_a_group(kept, odile, malo, answer):
    post(malo, "meetings:news", kept.pk, **answer)

    post(odile, "meetings:giving", kept.pk, readers="among_us")

    assert not Letter.objects.filter(to=malo).exists()


def test_minutes_kept_to_a_group_since_are_not_sent_again_to_the_others(odile, malo):
    """He has the version of his letter, from when he read the page."""
    group = a_group(odile.space, "Le four", convened_by=(odile,))
    held = begun(odile, group=group)
    post(malo, "meetings:news", held.pk, answer="absent", text="Bonne réunion.")
    post(odile, "meetings:giving", held.pk, readers="among_us")
    assert Letter.objects.filter(to=malo).count() == 1
    post(odile, "wiki:readers", held.minutes.slug, to=f"groups.group:{group.pk}")

    note = Page.objects.get(pk=held.minutes_id).note
    post(odile, "wiki:text", held.minutes.slug, text=f"{note.body_md}\n\nLe local ferme.\n", base=note.revision)
    post(odile, "meetings:giving", held.pk)

    assert [letter for letter in Letter.objects.filter(to=malo) if "Le local ferme" in letter.body] == []
    assert last_text_for(malo, Meeting.objects.get(pk=held.pk)) == ""

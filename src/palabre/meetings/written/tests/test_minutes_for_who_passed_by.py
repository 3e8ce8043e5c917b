"""Minutes that members keep among them are not written to somebody who only passed by the meeting's page."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.meetings.models import Invitation, Meeting, Presence
from palabre.meetings.written.minutes_concern import concerns
from palabre.people.models import Audience, Person
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.spaces.models import Space
from tests.builders import a_meeting, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def inside(space):
    return entered(Client(), a_member(space, "Inès Courtois"))


@pytest.fixture
def meeting(settings, space, inside):
    settings.MAIL_IS_CONFIGURED = True
    page = a_page(space, "Compte rendu", "Un texte.", audience=Audience.objects.create(space=space, kind="space"))
    said = {"text": "Le local ferme, entre nous.", "base": "1"}
    inside.post(reverse("wiki:text", args=[space.slug, page.slug]), said)
    return a_meeting(space, on=timezone.localdate(), minutes=page)


@pytest.fixture
def zoe(space, meeting):
    """Who passes by, says that all is well, signs in, takes her name and gives an address."""
    her = Client()
    her.post(reverse("meetings:news", args=[space.slug, meeting.pk]), {"who": "Zoé", "answer": "fine"})
    zoe = Person.objects.get(name="Zoé")
    her.force_login(Account.objects.open("zoe@exemple.example"))
    her.post(reverse("claims:claim", args=[zoe.pk]))
    her.post(reverse("you:address", args=[space.slug]))
    assert her.get(meeting.minutes.get_absolute_url()).status_code == 404
    return zoe


def sent_to_zoe(inside, meeting, readers):
    inside.post(reverse("meetings:giving", args=[meeting.space.slug, meeting.pk]), {"readers": readers})
    while post_one(timezone.now()):
        pass
    return [one.to for one in mail.outbox if "Le local ferme" in one.body]


@pytest.mark.parametrize("readers", ["among_us", "soon"])
def test_who_says_from_outside_that_all_is_well_does_not_get_the_text_that_members_keep(inside, zoe, meeting, readers):
    assert not sent_to_zoe(inside, meeting, readers)


def test_she_gets_what_everybody_reads_at_once(inside, zoe, meeting):
    assert sent_to_zoe(inside, meeting, "now") == [["zoe@exemple.example"]]


def test_she_gets_it_once_she_was_called(inside, zoe, meeting):
    Invitation.objects.create(meeting=meeting, person=zoe, at=timezone.now())

    assert sent_to_zoe(inside, meeting, "among_us") == [["zoe@exemple.example"]]


def test_the_next_date_comes_to_her_without_the_way_into_its_call(space, inside, zoe, meeting):
    """Both meetings are of members now."""
    karim, members = a_member(space, "Karim Oualid"), Audience.of_space(space)
    Meeting.objects.update(audience=members)
    soon = meeting.on + datetime.timedelta(days=7)
    after = a_meeting(space, on=soon, audience=members, video_url="https://visio.example/deux-rives")
    after.agenda.create(position=1, text="La clef du local")
    Invitation.objects.create(meeting=meeting, person=zoe, at=timezone.now())
    meeting.attendances.create(person=karim, presence=Presence.PRESENT)

    inside.post(reverse("meetings:giving", args=[space.slug, meeting.pk]), {"readers": "among_us"})

    hers, his = (Letter.objects.get(to=person).calendar.replace("\r\n ", "") for person in (zoe, karim))
    assert f"{soon:%Y%m%d}" in hers
    assert [word for word in ("visio.example", "La clef") if word in hers] == []
    assert [word for word in ("visio.example", "La clef") if word not in his] == []


@pytest.fixture
def tom(space, meeting):
    """A member who said that all is well."""
    tom = a_member(space, "Tom Riou")
    Person.objects.filter(pk=tom.pk).update(email="tom@exemple.example")
    his = entered(Client(), tom)
    his.post(reverse("meetings:news", args=[space.slug, meeting.pk]), {"answer": "fine"})
    return his


def letters_to_tom(inside, meeting, words):
    inside.post(reverse("meetings:giving", args=[meeting.space.slug, meeting.pk]), {"readers": "among_us"})
    return Letter.objects.filter(to__name="Tom Riou", body__contains=words)


@pytest.mark.parametrize("leaves", [True, False])
def test_who_left_the_space_since_is_not_sent_what_members_keep(inside, tom, space, meeting, leaves):
    if leaves:
        tom.post(reverse("you:departure", args=[space.slug]))

    assert letters_to_tom(inside, meeting, "Le local ferme").exists() == (not leaves)


def test_who_was_there_and_left_is_not_sent_the_next_version(inside, tom, space, meeting):
    meeting.attendances.update(presence=Presence.PRESENT)
    assert letters_to_tom(inside, meeting, "Le local ferme").exists()
    tom.post(reverse("you:departure", args=[space.slug]))
    note = meeting.minutes.note

    text = {"text": f"{note.body_md}\n\nDit après son départ.", "base": note.revisions.count()}
    inside.post(reverse("wiki:text", args=[space.slug, meeting.minutes.slug]), text)

    assert not letters_to_tom(inside, meeting, "Dit après son départ").exists()


def test_minutes_are_not_about_a_member_who_took_their_news_back(space, meeting):
    nour = a_member(space, "Nour Lebrun")
    here = [space.slug, meeting.pk]
    hers = entered(Client(), nour)
    hers.post(reverse("meetings:news", args=here), {"text": "La presse est en panne.", "answer": "news"})
    before = concerns(meeting, meeting.minutes, nour)

    hers.post(reverse("meetings:staying_away", args=here))

    assert (before, concerns(meeting, meeting.minutes, nour)) == (True, False)


@pytest.fixture
def gael(space, meeting):
    """A name of the minutes, who signs in and says that all is well."""
    gael = a_person(space, "Gaël Riou")
    Person.objects.filter(pk=gael.pk).update(email="gael@exemple.example", address_by=space.persons.first())
    his = Client()
    his.force_login(Account.objects.open("gael@exemple.example"))
    his.post(reverse("claims:claim", args=[gael.pk]))
    his.post(reverse("meetings:news", args=[space.slug, meeting.pk]), {"answer": "fine"})
    return gael


@pytest.mark.parametrize(("readers", "is_sent"), [("among_us", False), ("soon", False), ("now", True)])
def test_a_name_of_the_minutes_who_signs_in_and_says_all_is_well_gets_none_that_are_kept(
    inside, space, meeting, gael, readers, is_sent
):
    inside.post(reverse("meetings:giving", args=[space.slug, meeting.pk]), {"readers": readers})

    assert Letter.objects.filter(to=gael, body__contains="Le local ferme").exists() == is_sent


@pytest.mark.parametrize("closes", [False, True])
def test_nor_does_he_once_members_alone_read_of_the_meeting_nor_once_the_space_closed(
    inside, space, meeting, gael, closes
):
    """As when a host keeps among members the group that was shown to everybody, with its meetings."""
    assert meeting.attendances.filter(person=gael, presence=Presence.FINE).exists()
    Meeting.objects.update(audience=Audience.of_space(space))
    if closes:
        Space.objects.update(public_at=None)

    inside.post(reverse("meetings:giving", args=[space.slug, meeting.pk]), {"readers": "among_us"})

    assert not Letter.objects.filter(to=gael, body__contains="Le local ferme").exists()

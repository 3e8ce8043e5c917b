"""« J’y vais », to a meeting to come: from its page, from a link, and its undo."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links import share_sheet, shared_link
from palabre.journal.models import Entry
from palabre.meetings.attendance import attendance
from palabre.meetings.models import Attendance, Presence
from palabre.people.access import links
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_group, a_meeting, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space):
    return a_meeting(space, on=in_days(7), at=datetime.time(14), place="Foyer de Brennes")


def in_days(count):
    return timezone.localdate() + datetime.timedelta(days=count)


def attend(meeting, by):
    return attendance.attend(meeting, by=by, at=timezone.now())


def address(meeting, name="coming"):
    return reverse(f"meetings:{name}", args=[meeting.space.slug, meeting.pk])


def words(response):
    return " ".join(response.content.decode().split())


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_member_says_that_she_comes_and_undoes_it_where_it_is_said(client, meeting, ines):
    entered(client, ines).post(address(meeting))
    said = words(client.get(meeting.get_absolute_url()))
    assert "C’est noté : vous y allez." in said
    assert "Qui y va" in said

    client.post(address(meeting, "staying_away"))

    assert f'action="{address(meeting)}"' in words(client.get(meeting.get_absolute_url()))
    assert verbs() == ["attendance.said", "attendance.withdrawn"]


def test_said_twice_it_is_said_once(meeting, ines):
    attend(meeting, ines)
    attend(meeting, ines)

    assert (Attendance.objects.count(), verbs()) == (1, ["attendance.said"])


@pytest.mark.parametrize("was", [Presence.INVITED, Presence.EXCUSED])
def test_what_was_said_of_her_before_is_so_again(meeting, ines, was):
    Attendance.objects.create(meeting=meeting, person=ines, presence=was)

    attend(meeting, ines)
    attendance.stay_away(meeting, by=ines)
    attendance.stay_away(meeting, by=ines)

    assert Attendance.objects.get().presence == was


def test_nobody_takes_back_what_another_said(space, meeting, ines):
    attend(meeting, ines)

    attendance.stay_away(meeting, by=a_member(space, "Hugo Ferreira"))

    assert Attendance.objects.get().presence == Presence.COMING


def test_a_meeting_that_is_over_takes_nobody_and_asks_nobody(client, space, ines):
    past = a_meeting(space, on=in_days(-1))

    with pytest.raises(Refusal) as refused:
        attend(past, ines)

    assert refused.value.instead
    assert address(past) not in words(entered(client, ines).get(past.get_absolute_url()))


def test_a_meeting_without_a_day_may_be_gone_to(space, ines):
    assert attend(a_meeting(space), ines).presence == Presence.COMING


def test_who_passes_by_says_her_name_and_comes_once(client, meeting):
    form_token = client.get(address(meeting)).context["form"]["form_token"].value()

    for _twice in range(2):
        client.post(address(meeting), {"who": "Nadia Ferhat", "form_token": form_token})

    guest = Person.objects.get(name="Nadia Ferhat")
    assert (Attendance.objects.get().person, guest.is_member) == (guest, False)
    assert "vous y allez" in words(client.get(meeting.get_absolute_url()))


def test_another_reader_is_not_told_that_it_is_she(client, space, meeting, ines):
    attend(meeting, ines)

    assert "vous y allez" not in words(entered(client, a_member(space, "Hugo")).get(meeting.get_absolute_url()))


def test_a_passer_by_stays_away_from_nothing_and_gives_no_link(client, meeting):
    names = ["staying_away", "sharing", "unsharing"]

    assert {client.post(address(meeting, name)).status_code for name in names} == {403}


def test_the_words_to_share_tell_the_day_the_place_and_the_group(client, space):
    group = a_group(space, "Le minibus")
    meeting = a_meeting(
        space, "Premier essai", group=group, on=datetime.date(2031, 12, 2), at=datetime.time(18), place="Foyer"
    )

    share = client.get(address(meeting, "sharing")).context["share"]

    assert share.facts == ["Mardi 2 décembre 2031, 18 h", "Foyer", "Groupe : Le minibus"]
    assert share.letters in client.get(address(meeting, "poster")).content.decode()


def test_a_link_opens_this_meeting_outside_a_space_of_members(client):
    space = a_space("Entre nous")
    meeting = a_meeting(space, "Premier essai", on=in_days(3))
    link = share_sheet.create_share_link(meeting, by=a_member(space), at=timezone.now())
    client.get(links.link_path(link))
    page = client.get(shared_link.shared_link_path(link))

    token = page.context["form"]["form_token"].value()
    client.post(shared_link.shared_link_path(link), {"who": "Nadia Ferhat", "form_token": token})

    assert ("Premier essai" in words(page), f"/s/{space.slug}/" in words(page)) == (True, False)
    assert "vous y allez" in words(client.get(shared_link.shared_link_path(link)))
    client.post(reverse("given_meeting:undoing", args=[link.pk]))
    assert not Attendance.objects.exists()


def test_a_link_to_a_meeting_that_is_off_says_so_and_asks_nothing(client):
    space = a_space("Entre nous")
    meeting = a_meeting(space, "Premier essai", on=in_days(3), cancelled_at=timezone.now())
    link = share_sheet.create_share_link(meeting, by=a_member(space), at=timezone.now())
    client.get(links.link_path(link))

    page = words(client.get(shared_link.shared_link_path(link)))

    assert ("Cette réunion n’aura pas lieu." in page, "J’y vais" in page) == (True, False)


def test_without_an_address_the_poster_leads_to_where_one_is_made(client):
    space = a_space("Entre nous")
    meeting = a_meeting(space, on=in_days(3))

    page = entered(client, a_member(space)).get(address(meeting, "poster"), follow=True)

    assert "Faire un lien à donner" in words(page)


@pytest.mark.parametrize("count", [1, 5])
def test_who_comes_costs_the_same_with_one_and_with_five(client, meeting, ines, count, django_assert_num_queries):
    for number in range(count):
        attend(meeting, a_person(meeting.space, f"Personne {number}"))

    with django_assert_num_queries(14):
        assert entered(client, ines).get(meeting.get_absolute_url()).status_code == 200

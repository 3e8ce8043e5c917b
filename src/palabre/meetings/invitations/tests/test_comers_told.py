"""People who said « J’y vais » without being called are told too that the meeting moved, or that it is off."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.meetings.attendance.attendance import attend, stay_away
from palabre.meetings.attendance.comers import comers_to_tell
from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.meeting_schedule import Planned, is_untold
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.invitations.invitation_renewal import words_now
from palabre.meetings.models import Invitation, Meeting
from palabre.people.models import Audience
from palabre.post.models import Letter
from tests.builders import a_meeting, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY, LATER = TODAY + datetime.timedelta(days=3), TODAY + datetime.timedelta(days=5)


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def malo(odile):
    malo = a_member(odile.space, "Malo Riou")
    malo.may_be_reached_at("malo@exemple.fr", by=None)
    return malo


@pytest.fixture
def meeting(odile, malo):
    """Nobody was called; Odile and Malo said that they come."""
    meeting = a_meeting(odile.space, "Le four", on=DAY, at=datetime.time(14), by=odile)
    for person in (odile, malo):
        attend(meeting, by=person, at=timezone.now())
    return meeting


def moved(meeting, by, on=LATER):
    return meeting_changes.change_meeting(meeting, Planned(on, datetime.time(14)), by=by, at=timezone.now())


def told(meeting, by):
    now = Meeting.objects.select_related("space").get(pk=meeting.pk)
    return meeting_invitations.tell_change(now, by=by, at=timezone.now())


def untold(meeting):
    return is_untold(Meeting.objects.get(pk=meeting.pk))


def test_who_said_yes_to_another_day_is_told_once_and_asked_again(meeting, odile, malo):
    before = untold(meeting)
    moved(meeting, odile)

    assert (before, untold(meeting)) == (False, True)
    (one,) = told(meeting, odile)
    assert one.person == malo
    assert one.letter.subject.startswith("Changement")
    assert "n’a plus lieu" in one.letter.body
    assert "répond" in one.letter.body
    assert (untold(meeting), told(meeting, odile)) == (False, [])


def test_the_letter_is_composed_the_same_when_it_leaves(meeting, odile):
    moved(meeting, odile)
    told(meeting, odile)

    one = Invitation.objects.select_related("meeting__space", "person").get()
    assert words_now(one, Letter.objects.get())[0].startswith("Changement")


def test_nobody_is_told_who_answered_since_or_whose_yes_came_back(meeting, odile, malo):
    moved(meeting, odile)
    attend(meeting, by=malo, at=timezone.now())
    answered = untold(meeting)
    moved(meeting, odile, on=LATER + datetime.timedelta(days=1))
    again = untold(meeting)
    entry = Entry.objects.filter(verb="meeting.moved").latest("pk")
    meeting_changes.undo_meeting_change(meeting, entry.pk, by=odile)

    assert (answered, again, untold(meeting)) == (False, True, False)


def test_who_takes_their_answer_back_is_told_of_nothing(meeting, odile, malo):
    stay_away(meeting, by=malo)
    moved(meeting, odile)

    assert not untold(meeting)


def test_who_was_called_since_knows_the_new_day(meeting, odile, malo):
    moved(meeting, odile)
    meeting_invitations.call(meeting, by=odile, at=timezone.now(), persons=[malo])

    assert not untold(meeting)


def test_who_came_by_themselves_is_told_with_those_who_were_called(meeting, odile, malo):
    karim = a_person(odile.space, "Karim Belkacem")
    meeting_invitations.call(meeting, by=odile, at=timezone.now(), persons=[karim])
    moved(meeting, odile)

    assert {one.person for one in told(meeting, odile)} == {malo, karim}


def test_who_reads_the_change_is_not_one_of_those_who_were_called_and_do_not_know_it(meeting, odile, malo):
    meeting_invitations.call(meeting, by=odile, at=timezone.now(), persons=[malo])
    moved(meeting, odile)
    now = Meeting.objects.get(pk=meeting.pk)
    alone = [is_untold(now), is_untold(now, but=malo)]
    meeting_invitations.call(meeting, by=odile, at=timezone.now(), persons=[a_person(odile.space, "Karim Belkacem")])

    assert (alone, is_untold(now, but=malo)) == ([True, False], True)


def test_who_no_longer_reads_the_meeting_is_told_nothing(meeting, odile, malo):
    moved(meeting, odile)
    Meeting.objects.update(audience=Audience.of_persons(odile))

    assert not untold(meeting)
    assert not comers_to_tell(Meeting.objects.get()).exists()


def test_off_who_said_yes_is_told_so_whatever_the_day_they_said_it_for(meeting, odile, malo):
    zoe = a_member(odile.space, "Zoé Petit")
    attend(meeting, by=zoe, at=timezone.now())
    moved(meeting, odile)
    attend(meeting, by=zoe, at=timezone.now())
    meeting_changes.cancel(meeting, by=odile, at=timezone.now())

    assert untold(meeting)
    written = told(meeting, odile)
    assert {one.person for one in written} == {malo, zoe}
    assert {one.letter.calendar_method for one in written} == {"CANCEL"}
    assert all("n’aura pas lieu" in one.letter.body for one in written)
    assert not any("pour vous appeler" in one.letter.body for one in written)
    assert all("Ma journée" in one.letter.body for one in written)
    assert (untold(meeting), told(meeting, odile)) == (False, [])


def test_back_on_those_who_were_told_that_it_was_off_are_told_again(meeting, odile, malo):
    meeting_changes.cancel(meeting, by=odile, at=timezone.now())
    told(meeting, odile)
    meeting_changes.restore_meeting(meeting, by=odile)

    assert untold(meeting)
    assert [one.person for one in told(meeting, odile)] == [malo]


@pytest.mark.parametrize("gesture", ["moved", "off"])
def test_who_changes_it_is_offered_to_tell_them_and_reads_who_has_no_address(client, meeting, odile, gesture):
    zoe = a_member(odile.space, "Zoé Petit")
    attend(meeting, by=zoe, at=timezone.now())
    moved(meeting, odile) if gesture == "moved" else meeting_changes.cancel(meeting, by=odile, at=timezone.now())
    here, about = entered(client, odile), [meeting.space.slug, meeting.pk]
    telling = reverse("meetings:telling_called", args=about)

    shown = [here.get(reverse(f"meetings:{name}", args=about)).content.decode() for name in ("changed", "meeting")]
    assert [telling in html for html in shown] == [True, True]
    assert all("avaient dit" in html for html in shown)
    assert not any("ont été appelées" in html for html in shown)
    page = here.post(telling, follow=True).content.decode()
    assert "Zoé Petit" in page
    assert "Sans adresse" in page


def test_who_passed_by_is_told_nothing_once_the_space_is_closed():
    space = a_space("Val", public=True)
    odile, passing = a_member(space, "Odile Tanneguy"), a_person(space, "Gaston Lebrun")
    meeting = a_meeting(space, on=DAY, at=datetime.time(14), audience=Audience.everybody(space), by=odile)
    attend(meeting, by=passing, at=timezone.now())
    moved(meeting, by=odile)

    seen = [list(comers_to_tell(Meeting.objects.get(pk=meeting.pk)))]
    type(space).objects.filter(pk=space.pk).update(public_at=None)
    seen.append(list(comers_to_tell(Meeting.objects.get(pk=meeting.pk))))

    assert seen == [[passing], []]

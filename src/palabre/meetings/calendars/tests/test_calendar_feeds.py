"""Secret addresses that calendars follow: what they tell, to whom, and when they tell nothing any longer."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from palabre.meetings.calendars import calendar_feeds
from palabre.meetings.calendars.calendar_feeds import create_feed, feed_path
from palabre.meetings.calendars.tests.khal import in_khal
from palabre.meetings.models import Attendance, CalendarFeed, Meeting, Presence
from palabre.meetings.series import cadence, occurrence_changes
from palabre.meetings.series.cadence import Wish
from palabre.meetings.series.next_occurrence import next_meeting
from palabre.people.erasures import name_erasure
from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.web.logs.log_redaction import discreet
from tests import builders
from tests.builders import a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Cardoso")


def soon(days=3):
    return timezone.localdate() + datetime.timedelta(days=days)


def told(feed, client=None):
    """Return the titles that a calendar without cookies reads at the address of this feed."""
    answer = (client or Client()).get(feed_path(feed))
    assert answer.status_code == 200
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_the_calendar_of_a_space_tells_what_is_planned_there(space, ines):
    a_meeting(space, "Réunion des porteurs", on=soon())
    a_meeting(space, "Sans jour")
    a_meeting(a_space("Ailleurs"), "Ailleurs", on=soon())

    assert told(create_feed(space, by=ines)) == ["Réunion des porteurs"]


def test_it_tells_nothing_that_its_person_may_not_read(space, ines):
    a_meeting(space, "Entre nous", on=soon(), audience=Audience.of_persons(a_member(space, "Malo")))

    assert told(create_feed(space, by=ines)) == []


def test_rights_that_are_withdrawn_empty_it_at_once(space, ines):
    audience = Audience.of_persons(ines)
    a_meeting(space, "Entre nous", on=soon(), audience=audience)
    feed = create_feed(space, by=ines)
    assert told(feed) == ["Entre nous"]

    audience.seat_exactly([])

    assert told(feed) == []


def test_her_own_tells_where_she_goes_and_where_she_is_called(space, ines):
    goes, called, declined, other = (a_meeting(space, title, on=soon()) for title in ("Va", "Appel", "Non", "Autre"))
    Attendance.objects.create(meeting=goes, person=ines, presence=Presence.COMING)
    Attendance.objects.create(meeting=declined, person=ines, presence=Presence.FINE)
    Attendance.objects.create(meeting=other, person=a_member(space, "Malo"), presence=Presence.COMING)
    for meeting in (called, declined):
        meeting.invitations.create(person=ines, at=timezone.now())

    assert told(create_feed(ines, by=ines)) == ["Va", "Appel"]


def test_her_own_tells_the_dates_of_her_groups_unless_she_declined(space, ines):
    group = a_group(space, convened_by=(ines,))
    a_meeting(space, "Le four", on=soon(), group=group)
    a_meeting(space, "La gare", on=soon(), group=a_group(space, "La gare"))
    declined = a_meeting(space, "Le préau", on=soon(4), group=group)
    Attendance.objects.create(meeting=declined, person=ines, presence=Presence.FINE)

    assert told(create_feed(ines, by=ines)) == ["Le four"]


def test_the_one_of_a_group_tells_its_meetings_and_lives_where_it_was_merged(space, ines):
    group, into = a_group(space, "Verger"), a_group(space, "Jardins")
    a_meeting(space, "Greffes", on=soon(), group=group)
    a_meeting(space, "Semis", on=soon(4), group=into)
    feed = create_feed(group, by=ines)
    assert told(feed) == ["Greffes"]

    group.lives_in = into
    group.save()

    assert told(feed) == ["Greffes", "Semis"]


def test_the_days_of_a_rhythm_are_told_before_a_meeting_is_made_of_them(space, ines):
    wish = Wish("chaque mardi", at=datetime.time(14), title="Point du mardi")
    series = cadence.begin_series(space, wish, by=ines, today=timezone.localdate())
    feed = create_feed(space, by=ines)
    before = Calendar.from_ical(Client().get(feed_path(feed)).content).walk("VEVENT")

    made = next_meeting(series, after=timezone.localdate(), by=ines, at=timezone.now())
    occurrence_changes.cancel(made, by=ines, at=timezone.now())

    after = Calendar.from_ical(Client().get(feed_path(feed)).content).walk("VEVENT")
    assert len(before) == len(after) > 20
    assert {one["UID"] for one in before} == {one["UID"] for one in after}
    assert {str(one["STATUS"]) for one in after} == {"CANCELLED", "TENTATIVE"}


def test_a_rhythm_without_a_title_names_no_group_that_its_readers_do_not_read(space, ines):
    series = cadence.begin_series(space, Wish("chaque mardi"), by=ines, today=timezone.localdate())
    hidden = a_group(space, "Les secrets", audience=Audience.of_persons(a_member(space, "Hugo Ferreira")))
    type(series).objects.filter(pk=series.pk).update(group=hidden, title="")

    days = told(create_feed(space, by=ines))
    made = next_meeting(series, after=timezone.localdate(), by=ines, at=timezone.now())

    assert {*days, made.title} == {"chaque mardi"}


@pytest.mark.long  # khal opens one entry by default: test_calendar_entry.py
def test_a_real_calendar_elsewhere_lists_what_it_follows(space, ines, tmp_path):
    cadence.begin_series(space, Wish("chaque jour", at=datetime.time(14)), by=ines, today=timezone.localdate())
    a_meeting(space, "Fête du verger", on=soon())

    text = Client().get(feed_path(create_feed(space, by=ines))).content.decode()
    listed = in_khal(text, tmp_path, since=soon(1).isoformat())

    assert f"{soon()}||Fête du verger|" in [line.replace(f"|{soon()}|", "||") for line in listed]
    hours = {line.split("|")[0].split()[-1] for line in listed if "porteurs" in line}
    assert hours  # New York changes its hour some weeks before or after us
    assert hours <= {"08:00", "09:00"}


def test_a_calendar_that_knows_it_already_is_told_so(space, ines):
    a_meeting(space, on=soon())
    address = feed_path(create_feed(space, by=ines))
    tag = Client().get(address)["ETag"]

    answer = Client().get(address, headers={"If-None-Match": tag})
    Meeting.objects.update(title="Autre")

    assert (answer.status_code, answer.content) == (304, b"")
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 200


def test_it_is_kept_from_caches_robots_and_other_sites_and_leaves_no_cookie(space, ines):
    answer = Client().get(feed_path(create_feed(space, by=ines)))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert not answer.cookies


def gone(feed, why):
    """Make this address worthless in one of the ways there are, and return it as it was."""
    address = feed_path(feed)
    if why == "renewed":
        feed.renew()
    elif why == "given up":
        feed.delete()
    elif why == "cut":
        address = address.replace(".ics", "")[:-1] + ".ics"
    elif why == "guessed":
        address = reverse("calendars:feed", args=[f"{feed.pk}-{'a' * 32}"])
    elif why == "of nothing":
        address = reverse("calendars:feed", args=[f"{feed.pk + 1}-{calendar_feeds.mac(feed)}"])
    elif why == "erased":
        feed.person.lose_name("Quelqu’un", timezone.now())
    return address


def test_what_opens_nothing_answers_the_same_whatever_the_reason(space, ines):
    answers = set()
    for why in ("renewed", "given up", "cut", "guessed", "of nothing", "erased"):
        person = a_member(space, "Malo")
        answer = Client().get(gone(create_feed(space, by=person), why))
        answers.add((answer.status_code, answer.content))

    assert [status for status, _content in answers] == [404]


def test_a_group_that_she_may_no_longer_read_is_not_there(space, ines):
    group = a_group(space, "Entre nous", audience=Audience.of_persons(ines))
    feed = create_feed(group, by=ines)

    group.audience.seat_exactly([])

    assert Client().get(feed_path(feed)).status_code == 404


def test_the_database_holds_no_token(space, ines):
    feed = create_feed(space, by=ines)

    assert calendar_feeds.mac(feed) not in str(CalendarFeed.objects.values().get(pk=feed.pk))


def test_no_log_line_tells_the_address(space, ines):
    address = feed_path(create_feed(space, by=ines))

    assert calendar_feeds.mac(create_feed(space, by=ines)) not in discreet(f"GET {address} 200")


def test_one_address_is_not_read_without_end(space, ines):
    address = feed_path(create_feed(space, by=ines))
    answers = [Client().get(address) for _time in range(61)]  # the minute may turn meanwhile, once

    refused = [answer for answer in answers if answer.status_code == 429]
    assert {answer.status_code for answer in answers[:30]} == {200}
    assert {answer["Retry-After"] for answer in refused} == {"60"}


def test_it_asks_the_database_as_often_for_five_meetings_as_for_one(space, ines, django_assert_num_queries):
    address = feed_path(create_feed(space, by=ines))
    a_meeting(space, on=soon()).agenda.create(position=0, text="Météo")
    Client().get(address)

    with django_assert_num_queries(5):
        Client().get(address)
    for day in range(4):
        a_meeting(space, on=soon(day)).agenda.create(position=0, text="Météo")
    with django_assert_num_queries(5):
        Client().get(address)


def test_only_who_joined_follows_and_only_herself(space, ines):
    guest, neighbour = builders.a_person(space, "Gaël"), a_member(a_space("Ailleurs"), "Rozenn")

    for thing, by in [(space, guest), (space, neighbour), (ines, a_member(space, "Malo")), (a_group(space), neighbour)]:
        with pytest.raises(Refusal):
            create_feed(thing, by=by)

    assert not CalendarFeed.objects.exists()


# ---- « S’abonner » ----------------------------------------------------------------------------------------


def page(space):
    return reverse("meetings:calendars", args=[space.slug])


def test_she_gets_an_address_in_one_gesture(space, ines, client):
    entered(client, ines)
    assert "webcal:" not in client.get(page(space)).content.decode()

    client.post(reverse("meetings:new_calendar", args=[space.slug]), {"of": "space"})
    client.post(reverse("meetings:new_calendar", args=[space.slug]), {"of": "space"})

    feed = CalendarFeed.objects.get()
    assert f"webcal://testserver{feed_path(feed)}" in client.get(page(space)).content.decode()


def test_renewed_in_one_gesture_the_former_address_is_worthless(space, ines, client):
    feed, former = create_feed(space, by=ines), feed_path(create_feed(space, by=ines))

    entered(client, ines).post(reverse("meetings:calendar_renewal", args=[space.slug, feed.pk]))

    assert Client().get(former).status_code == 404
    assert told(CalendarFeed.objects.get()) == []


def test_nobody_renews_or_closes_anothers(space, ines, client):
    feed = create_feed(space, by=ines)
    entered(client, a_member(space, "Malo"))

    for name in ("calendar_renewal", "no_calendar"):
        assert client.post(reverse(f"meetings:{name}", args=[space.slug, feed.pk])).status_code == 404
    assert CalendarFeed.objects.get().nonce == feed.nonce


@pytest.mark.parametrize("of", ["", "group:", "group:x", "group:99999999999999999999", "person:1"])
def test_what_is_not_there_is_not_followed(space, ines, client, of):
    answer = entered(client, ines).post(reverse("meetings:new_calendar", args=[space.slug]), {"of": of})

    assert answer.status_code == 404


def test_a_calendar_that_no_button_names_is_refused(space, ines, client):
    answer = entered(client, ines).post(reverse("meetings:new_calendar", args=[space.slug]), {"of": "x" * 61})

    assert (answer.status_code, CalendarFeed.objects.count()) == (422, 0)


def test_a_group_that_she_may_not_read_is_not_followed_nor_named(space, ines, client):
    group = a_group(space, "Entre nous", audience=Audience.of_persons(a_member(space, "Malo")))
    entered(client, ines)

    assert (
        client.post(reverse("meetings:new_calendar", args=[space.slug]), {"of": f"group:{group.pk}"}).status_code == 404
    )
    assert "Entre nous" not in client.get(f"{page(space)}?group={group.pk}").content.decode()


def test_a_passer_by_of_a_public_space_has_no_calendars_but_takes_one_meeting(client):
    space = a_space(public=True)
    meeting = a_meeting(space, "Réunion avec Hugo Lemaire", on=soon())
    builders.a_person(space, "Hugo Lemaire")

    assert client.get(page(space)).status_code == 403
    text = client.get(reverse("meetings:entry", args=[space.slug, meeting.pk])).content.decode()
    assert "SUMMARY:Réunion avec Hugo\r\n" in text


def test_one_meeting_is_taken_along_from_its_page(space, ines, client):
    meeting = a_meeting(space, "Réunion des porteurs", on=soon())

    shown = entered(client, ines).get(meeting.get_absolute_url()).content.decode()
    answer = client.get(reverse("meetings:entry", args=[space.slug, meeting.pk]))

    assert reverse("meetings:entry", args=[space.slug, meeting.pk]) in shown
    assert answer["Content-Disposition"] == 'attachment; filename="reunion-des-porteurs.ics"'
    assert Calendar.from_ical(answer.content).walk("VEVENT")[0]["SUMMARY"] == "Réunion des porteurs"


def test_outside_a_name_is_hidden_where_a_line_of_the_calendar_is_cut_too():
    space, on = a_space(public=True), timezone.localdate() + datetime.timedelta(days=9)
    builders.a_person(space, "Nadège Kerouanton")
    meetings = [a_meeting(space, f"{'x' * length} Nadège Kerouanton", on=on) for length in range(40, 70)]

    asked = [Client().get(reverse("meetings:entry", args=[space.slug, one.pk])) for one in meetings]

    told = [str(Calendar.from_ical(one.content).events[0]["summary"]) for one in asked]
    assert [one.split()[1:] for one in told] == [["Nadège"]] * len(meetings)


def test_the_name_of_the_file_tells_no_stranger_a_name_that_goes():
    space = a_space(public=True)
    meeting = a_meeting(space, "Adieu à Zéphyrine Quillévéré", on=timezone.localdate())
    name_erasure.erase(builders.a_person(space, "Zéphyrine Quillévéré"), at=timezone.now())

    answer = Client().get(reverse("meetings:entry", args=[space.slug, meeting.pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="adieu-a-une-personne.ics"'

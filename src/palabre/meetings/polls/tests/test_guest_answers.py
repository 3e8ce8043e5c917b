"""A guest answers once, finds the answer again on any device, and learns the day, its file and who comes."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from palabre.groups.links import share_sheet
from palabre.meetings.invitations.meeting_invitees import people_of
from palabre.meetings.models import DatePoll
from palabre.meetings.polls import poll_closure
from palabre.meetings.polls.poll_letters import write_to_awaited
from palabre.meetings.polls.poll_removal import remove_poll
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Audience, Person
from tests.builders import a_member, a_person, a_poll, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def poll(ines):
    return a_poll(ines.space, place="Salle du conseil")


@pytest.fixture
def shared(poll, ines):
    """The address of the link that is passed on."""
    return link_path(share_sheet.create_share_link(poll, by=ines, at=timezone.now()))


def opened(browser, path):
    return browser.get(path, follow=True).redirect_chain[-1][0]


def said(response):
    return " ".join(response.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def answered(browser, shared, poll, name, *choices, token="a"):
    here = opened(browser, shared)
    rows = zip(poll.options.order_by("on"), choices, strict=False)
    form = {f"date-{one.pk}": choice for one, choice in rows} | {"who": name, "form_token": token}
    return browser.post(here, form), here


def own_link(page):
    found = re.search(r'href="http://testserver(/[^"]+)">http://testserver', page.content.decode())
    return found[1] if found else ""


def closed(poll, ines):
    return poll_closure.close_poll(poll, poll.options.order_by("on").first(), by=ines, at=timezone.now())


def test_her_own_link_brings_her_answer_back_on_another_device_and_changes_it(client, poll, shared):
    _answer, here = answered(client, shared, poll, "Malo", "yes")
    elsewhere = Client()

    there = opened(elsewhere, own_link(client.get(here)))
    elsewhere.post(there, {f"date-{poll.options.order_by('on').first().pk}": "no"})

    assert [(one.person.name, one.choices.get().choice) for one in poll.answers.all()] == [("Malo", "no")]


def test_her_own_link_is_shown_to_nobody_else(client, poll, shared):
    answered(client, shared, poll, "Malo", "yes")
    another = Client()

    _answer, here = answered(another, shared, poll, "Odile", "yes", token="b")
    stranger = Client()

    assert own_link(stranger.get(opened(stranger, shared))) == ""
    assert own_link(another.get(here)) not in ("", own_link(client.get(here)))


@pytest.mark.parametrize("typed", ["Malo", " MALO "])
def test_the_name_of_who_answered_is_refused_on_another_device_and_changes_nothing(client, poll, shared, typed):
    answered(client, shared, poll, "Malo", "yes")

    answer, _here = answered(Client(), shared, poll, typed, "no", token="b")

    assert (answer.status_code, "a déjà répondu" in said(answer), f'value="{typed}"' in said(answer)) == (
        409,
        True,
        True,
    )
    assert [one.choices.get().choice for one in poll.answers.all()] == ["yes"]
    assert Person.objects.filter(name__iexact="malo").count() == 1


def test_after_closing_a_guest_reads_the_day_who_comes_and_takes_the_file(client, poll, shared, ines):
    _answer, here = answered(client, shared, poll, "Malo", "yes")
    closed(poll, ines)

    page = said(client.get(here))
    file = client.get(f"{here}entry.ics")

    assert ("Salle du conseil" in page, "Malo." in page, f'href="{here}entry.ics"' in page) == (True, True, True)
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert (event["DTSTART"].dt.hour, file.headers["Content-Type"]) == (14, "text/calendar; charset=utf-8")


def test_the_address_in_the_file_opens_for_whoever_took_it(client, poll, shared, ines):
    _answer, here = answered(client, shared, poll, "Malo", "yes")
    closed(poll, ines)
    mine = opened(client, own_link(client.get(here)))

    (event,) = Calendar.from_ical(client.get(f"{mine}entry.ics").content).walk("VEVENT")
    page = Client().get(str(event["URL"]).removeprefix("http://testserver"), follow=True)

    assert (page.status_code, "Malo" in said(page)) == (200, True)


@pytest.mark.parametrize("tail", ["entry.ics", "address/"])
def test_without_the_link_neither_opens(client, poll, shared, tail):
    here = opened(client, shared)

    assert Client().get(f"{here}{tail}").status_code in (404, 405, 410)
    assert Client().post(f"{here}{tail}", {"address": "x@exemple.example"}).status_code in (404, 405, 410)


def test_before_closing_there_is_no_file(client, shared):
    assert client.get(f"{opened(client, shared)}entry.ics").status_code == 404


@pytest.mark.parametrize(("typed", "status", "kept"), [("malo@exemple.example", 302, "malo@exemple.example"),
                                                       ("malo", 409, ""), ("x" * 255 + "@a.fr", 422, "")])  # fmt: skip
def test_an_address_is_kept_if_a_guest_likes_and_it_is_one(client, poll, shared, typed, status, kept):
    _answer, here = answered(client, shared, poll, "Malo", "yes")

    answer = client.post(f"{here}address/", {"address": typed})

    assert (answer.status_code, Person.objects.get(name="Malo").email) == (status, kept)


def test_a_refused_address_comes_back_in_its_field(client, shared, poll):
    _answer, here = answered(client, shared, poll, "Malo", "yes")

    page = client.post(f"{here}address/", {"address": "malo"}).content.decode()

    assert re.search(r'<input[^>]* value="malo"[^>]* autofocus', page)
    assert ("Cette adresse est incomplète" in page, "Malo" in page) == (True, True)


def test_a_name_that_is_too_long_comes_back_with_the_dates_that_were_chosen(client, shared, poll):
    answer, _here = answered(client, shared, poll, "x" * 201, "yes")

    page = answer.content.decode()
    assert (answer.status_code, 'id="id_who_error"' in page, page.count(" checked")) == (422, True, 1)


def test_who_only_holds_the_link_keeps_no_address_for_anybody(client, poll, shared):
    answered(Client(), shared, poll, "Malo", "yes")

    answer = client.post(f"{opened(client, shared)}address/", {"address": "autre@exemple.example"})

    assert (answer.status_code, Person.objects.get(name="Malo").email) == (403, "")


def test_a_link_that_a_member_made_for_her_takes_no_address(client, poll, ines):
    anouk = a_person(poll.space, "Anouk Le Bris")
    here = opened(client, link_path(link_to(poll, person=anouk, by=ines, at=timezone.now())))

    answer = client.post(f"{here}address/", {"address": "autre@exemple.example"})

    assert (answer.status_code, Person.objects.get(pk=anouk.pk).email) == (409, "")
    assert "address/" not in said(client.get(here))


def joined(name):
    """Have a guest join the space, as where they live: on another device than that of the link."""
    guest = Person.objects.get(name=name)
    guest.join(timezone.now())
    return guest


def test_the_own_link_of_who_joined_since_takes_no_address(client, poll, shared):
    """Whoever proves an address may claim the person: a forwarded link would sign its holder in."""
    _answer, here = answered(client, shared, poll, "Malo", "yes")
    friend = Client()
    there = opened(friend, own_link(client.get(here)))
    joined("Malo")

    answer = friend.post(f"{there}address/", {"address": "autre@exemple.example"})

    assert (answer.status_code, Person.objects.get(name="Malo").email) == (409, "")
    assert "address/" not in said(friend.get(there))


def test_the_address_that_a_link_took_is_forgotten_once_the_guest_joins(client, poll, shared):
    _answer, here = answered(client, shared, poll, "Malo", "yes")
    client.post(f"{here}address/", {"address": "malo@exemple.example"})
    before = Person.objects.get(name="Malo").email

    joined("Malo")

    assert (before, Person.objects.get(name="Malo").email) == ("malo@exemple.example", "")


def test_a_device_left_behind_is_not_the_member_whom_a_guest_became(client, poll, shared):
    _answer, here = answered(client, shared, poll, "Malo", "yes")
    joined("Malo")

    page = client.get(here)
    answers = [client.post(f"{here}{tail}", {"address": "autre@exemple.example"}) for tail in ("address/", "undoing/")]

    assert (own_link(page), "Malo</b>" in said(page), "Vous répondez" in said(page)) == ("", False, False)
    assert [one.status_code for one in answers] == [403, 302]
    assert (poll.answers.standing().count(), Person.objects.get(name="Malo").email) == (1, "")


def test_a_device_that_knows_the_member_still_answers_by_the_link(client, poll, shared):
    _answer, here = answered(client, shared, poll, "Malo", "yes")
    malo, session = joined("Malo"), client.session
    session.update({"persons": {malo.space.slug: [malo.pk, malo.nonce, 0]}, "device": "telephone"})
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    client.post(here, {f"date-{poll.options.order_by('on').first().pk}": "no"})

    assert [one.choices.get().choice for one in poll.answers.all()] == ["no"]


def test_everybody_has_answered_is_said_once_nobody_is_awaited_any_longer(client, poll, ines):
    anouk = a_person(poll.space, "Anouk Le Bris")
    poll.awaited.create(person=anouk)
    here = opened(client, link_path(link_to(poll, person=anouk, by=ines, at=timezone.now())))
    before = said(client.get(here))

    client.post(here, {f"date-{poll.options.first().pk}": "yes"})

    assert ("Tout le monde a répondu" in before, "Tout le monde a répondu" in said(client.get(here))) == (False, True)
    assert write_to_awaited(poll, by=ines, at=timezone.now()) == []


def test_guests_who_answered_are_among_those_to_call(client, poll, shared, ines):
    answered(client, shared, poll, "Malo", "no")

    assert [one.name for one in people_of(closed(poll, ines))] == ["Malo"]


def unfolded(response):
    return response.content.decode().replace("\r\n ", "")


def furnished(meeting):
    """Give a meeting what its own page alone says: its video link and its agenda."""
    meeting.video_url = "https://visio.example/salle-fermee"
    meeting.save()
    meeting.agenda.create(text="La dette du foyer", position=99)
    return meeting


def test_who_holds_a_polls_link_takes_neither_the_agenda_nor_the_video_link(client, poll, shared, ines):
    furnished(closed(poll, ines))
    here = opened(client, shared)

    file = unfolded(client.get(f"{here}entry.ics"))

    assert ("DTSTART" in file, "dette" in file, "salle-fermee" in file) == (True, False, False)


def test_a_link_made_for_one_person_gives_the_agenda_to_who_reads_the_meeting_only(poll, ines):
    furnished(closed(poll, ines))
    people = a_person(poll.space, "Anouk Le Bris"), a_member(poll.space, "Hugo Ferreira")

    ways = [link_path(link_to(poll, person=one, by=one, at=timezone.now())) for one in people]
    files = [unfolded((browser := Client()).get(f"{opened(browser, way)}entry.ics")) for way in ways]

    assert [("dette" in file, "salle-fermee" in file) for file in files] == [(False, False), (True, True)]


def test_the_file_says_no_more_of_a_name_than_the_page_of_the_link(client, poll, shared, ines):
    a_person(poll.space, "Nadège Kerouanton")
    meeting = closed(poll, ines)
    meeting.title, meeting.place = "Avec Nadège Kerouanton", "Chez Nadège Kerouanton"
    meeting.save()

    answer = client.get(f"{opened(client, shared)}entry.ics")

    file = unfolded(answer) + answer.headers["Content-Disposition"]
    assert ("Nadège" in file, "erouanton" in file) == (True, False)


def test_once_the_meeting_is_kept_to_fewer_the_link_of_its_poll_gives_no_file(client, poll, shared, ines):
    meeting = closed(poll, ines)
    here = opened(client, shared)
    meeting.audience = Audience.of_persons(ines)
    meeting.save()

    assert client.get(f"{here}entry.ics").status_code == 404
    assert "entry.ics" not in said(client.get(here))


def test_a_removed_poll_takes_no_address(client, poll, shared, ines):
    _answer, here = answered(client, shared, poll, "Malo", "yes")
    remove_poll(poll, by=ines, at=timezone.now())

    answer = client.post(f"{here}address/", {"address": "malo@exemple.example"})

    assert (answer.status_code, Person.objects.get(name="Malo").email) == (410, "")


def test_where_answers_are_hidden_a_typed_name_learns_not_who_answered(shared, poll):
    DatePoll.objects.filter(pk=poll.pk).update(hides_answers=True)
    answered(Client(), shared, poll, "Malo", "yes")

    statuses = [answered(Client(), shared, poll, name, "no", token=name)[0].status_code for name in ("Malo", "Odile")]

    assert statuses == [302, 302]
    assert [one.choices.get().choice for one in poll.answers.order_by("pk")] == ["yes", "no", "no"]

"""Those who carry a question get one letter, where they gave an address, on the next working morning or at once."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.outcome.carrier_letters import send_to_carriers, write_to_carriers
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.closure_undo import reopen_day
from palabre.forums.outcome.sheet_pledges import pledge_for, pledge_to_sheet, take_back_address
from palabre.forums.tests.scene import as_, at, prepared, written
from palabre.groups.models import Group
from palabre.groups.roles.pledges import How
from palabre.minutes.outbox.space_outbox import what_waits
from palabre.people.access.links import link_path
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.post.tests.mail_server import a_mail_server, given_to
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_member

pytestmark = pytest.mark.django_db
PARIS = timezone.get_default_timezone()
FRIDAY = datetime.datetime(2026, 11, 27, 17, 30, tzinfo=PARIS)
MONDAY = datetime.datetime(2026, 11, 30, 8, tzinfo=PARIS)
ORIGIN = "https://palabre.exemple.fr"
HERS = "nadege@exemple.fr"


@pytest.fixture
def scene():
    day, sabine = prepared(public=True)
    Space.objects.update(opened_at=FRIDAY)
    sheet = written(day, sabine, 12, "Qui conduit le mercredi ?")
    said(sheet, sabine, "Nadège", carries=True, reply_to=HERS)
    said(sheet, sabine, "Gérard", energy="medium")
    return day, sabine


@pytest.fixture
def _mail(settings):
    given_to(settings, 1)


def said(sheet, by, name, *, carries=False, **how):
    return pledge_for(sheet, name, by=by, at=FRIDAY, carries=carries, how=How(**how))


def closed(day, sabine, when=FRIDAY):
    close_day(day, {}, by=sabine, at=when)
    return write_to_carriers(day, by=sabine, at=when, origin=ORIGIN)


@pytest.mark.usefixtures("_mail")
def test_the_letter_says_the_question_who_comes_with_what_energy_and_leaves_on_the_next_working_morning(scene):
    day, sabine = scene

    [letter] = closed(day, sabine)

    letter.refresh_from_db()
    assert (letter.email, letter.due_at, letter.link.thing_kind) == (HERS, MONDAY, "groups.group")
    for words in ("Qui conduit le mercredi", "Gérard, une heure de temps en temps", "{address}", "La suite", "Retirer"):
        assert words in letter.body


@pytest.mark.usefixtures("_mail")
def test_the_link_of_the_letter_speaks_of_no_minutes(scene):
    day, sabine = scene
    [letter] = closed(day, sabine, timezone.now())

    page = Client().get(link_path(letter.link), follow=True).content.decode()

    assert ("Il est dit ici que vous portez cette question" in page, "Un compte rendu dit" in page) == (True, False)


@pytest.mark.usefixtures("_mail")
def test_a_closing_sent_twice_writes_one_letter(scene):
    day, sabine = scene
    client = as_(sabine)

    for _time in range(2):
        client.post(at(day, "closing"), {"title-12": "Le car du mercredi"})
    write_to_carriers(day, by=sabine, at=FRIDAY, origin=ORIGIN)

    assert Letter.objects.get().to.name == "Nadège"


@pytest.mark.usefixtures("_mail")
def test_the_undo_of_the_closing_withdraws_the_letter_and_forgets_the_address(scene):
    day, sabine = scene
    closed(day, sabine)

    reopen_day(day, by=sabine, at=FRIDAY)
    gone = (Letter.objects.count(), Person.objects.get(name="Nadège").email, Group.objects.count())
    closed(day, sabine)

    assert gone == (0, "", 0)
    assert Letter.objects.get().about == f"carrying:{Group.objects.get().pk}"


def test_a_letter_that_left_keeps_its_group_and_is_not_written_again(scene, settings):
    day, sabine = scene
    with a_mail_server(settings) as server:
        closed(day, sabine)
        send_to_carriers(day, by=sabine, at=FRIDAY, origin=ORIGIN)
        while post_one(FRIDAY):
            pass

        staying = reopen_day(day, by=sabine, at=FRIDAY)
        closed(day, sabine, FRIDAY + datetime.timedelta(hours=1))
        send_to_carriers(day, by=sabine, at=FRIDAY, origin=ORIGIN)
        while post_one(MONDAY):
            pass

    assert (server.recipients, staying) == ([HERS], [Group.objects.get()])
    assert f"{ORIGIN}/links/" in server.received[0].get_body(("plain",)).get_content()


@pytest.mark.usefixtures("_mail")
def test_a_host_who_presses_has_it_leave_at_once(scene):
    day, sabine = scene
    client = as_(sabine)
    client.post(at(day, "closing"), {})
    page = client.get(day.forum.get_absolute_url()).content.decode()

    answer = client.post(at(day, "carrier_letters"))

    assert (at(day, "carrier_letters") in page, answer.status_code) == (True, 302)
    assert Letter.objects.get().due_at <= timezone.now()


def test_without_a_mail_server_it_waits_in_the_outbox_of_the_host(scene):
    day, sabine = scene
    client = as_(sabine)

    client.post(at(day, "closing"), {})

    page = client.get(day.forum.get_absolute_url()).content.decode()
    assert [one.letter.to.name for one in what_waits(Reader.here(day.forum.space, sabine), at=FRIDAY).waiting] == [
        "Nadège"
    ]
    assert reverse("outbox:outbox", args=[day.forum.space.slug]) in page
    assert at(day, "carrier_letters") not in page
    assert client.post(at(day, "carrier_letters")).status_code == 409


@pytest.mark.usefixtures("_mail")
def test_no_letter_goes_to_an_address_that_somebody_else_noted(scene):
    day, sabine = scene
    sheet = day.sheets.get(number=12)
    said(sheet, sabine, "Éloi", carries=True)
    Person.objects.filter(name="Éloi").update(email="eloi@exemple.fr", address_by=sabine)
    said(sheet, sabine, "Inès", carries=True)

    letters = closed(day, sabine)

    assert [one.to.name for one in letters] == ["Nadège"]
    assert "Éloi et Inès" in as_(sabine).get(day.forum.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("_mail")
def test_what_paper_says_of_a_member_who_acts_by_themselves_notes_no_address(scene):
    day, sabine = scene
    hugo = a_member(day.forum.space, "Hugo Le Bihan")
    hugo.come(FRIDAY)
    said(day.sheets.get(number=12), sabine, "Hugo Le Bihan", carries=True, reply_to="autre@exemple.fr")

    assert [one.to.name for one in closed(day, sabine)] == ["Nadège"]
    hugo.refresh_from_db()
    assert hugo.email == ""


@pytest.mark.usefixtures("_mail")
def test_a_member_is_written_to_where_they_gave_an_address_and_a_host_not_to_themselves(scene):
    day, sabine = scene
    sheet = day.sheets.get(number=12)
    for person in (sabine, a_member(day.forum.space, "Hugo")):
        person.may_be_reached_at(f"{person.pk}@exemple.fr", by=None)
        pledge_to_sheet(sheet, by=person, at=FRIDAY, carries=True)

    assert [one.to.name for one in closed(day, sabine)] == ["Nadège", "Hugo"]


@pytest.mark.usefixtures("_mail")
def test_an_address_that_is_taken_back_takes_its_letter_back(scene):
    day, sabine = scene
    closed(day, sabine)
    pledge = day.sheets.get(number=12).pledges.get(carries=True)

    take_back_address(pledge, by=sabine)

    assert (Letter.objects.count(), Person.objects.get(name="Nadège").email) == (0, "")


def test_who_left_the_group_meanwhile_gets_no_letter(scene, settings):
    day, sabine = scene
    with a_mail_server(settings) as server:
        closed(day, sabine)
        Group.objects.get().memberships.update(until=FRIDAY.date())
        while post_one(MONDAY):
            pass

    assert (server.recipients, Letter.objects.count()) == ([], 0)


@pytest.mark.usefixtures("_mail")
def test_those_who_do_not_host_send_no_letter_and_see_no_state(scene):
    day, sabine = scene
    closed(day, sabine)
    hugo = as_(a_member(day.forum.space, "Hugo"))

    assert hugo.post(at(day, "carrier_letters")).status_code == 403
    assert "Les messages à qui porte" not in hugo.get(day.forum.get_absolute_url()).content.decode()


def test_an_open_day_sends_no_letter(scene):
    day, sabine = scene

    with pytest.raises(Refusal):
        write_to_carriers(day, by=sabine, at=FRIDAY, origin=ORIGIN)

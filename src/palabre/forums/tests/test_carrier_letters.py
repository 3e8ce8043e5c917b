"""Those who carry a question get one letter, where they gave an address, on the next working morning or at once."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from palabre.forums.day.forum_preparation import prepare_forum
from palabre.forums.outcome import carrier_letters
from palabre.forums.outcome.carrier_letters import (
    carriers_of,
    forget_letters_aside,
    send_to_carriers,
    write_to_carriers,
)
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.closure_undo import reopen_day
from palabre.forums.outcome.sheet_pledges import pledge_for, pledge_to_sheet, take_back_address
from palabre.forums.tests.scene import PLAN, as_, at, day_now, prepared, written
from palabre.groups.models import Group
from palabre.groups.roles.pledges import How
from palabre.minutes.outbox.space_outbox import what_waits
from palabre.people.access.links import link_path
from palabre.people.agreements import exclusion
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.post.tests.mail_server import a_mail_server, given_to
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_lineage, a_member, a_person
from tests.transactions import noted_calls

pytestmark = pytest.mark.django_db
PARIS = timezone.get_default_timezone()
FRIDAY = datetime.datetime(2026, 11, 27, 17, 30, tzinfo=PARIS)
MONDAY = datetime.datetime(2026, 11, 30, 8, tzinfo=PARIS)
ORIGIN = "https://palabre.exemple.fr"
HERS, HIS = "nadege@exemple.fr", "malo@ailleurs.exemple"


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

    assert "demande d’abord si vous portez toujours votre question, puis ouvre le groupe" in letter.body
    assert "Le groupe : Qui conduit le mercredi ?" in " ".join(page.split())
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


def test_a_host_is_told_apart_from_who_left_no_address(scene):
    day, sabine = scene
    pledge_to_sheet(day.sheets.get(number=12), by=a_member(day.forum.space, "Rozenn Riou"), at=FRIDAY, carries=True)
    pledge_to_sheet(day.sheets.get(number=12), by=sabine, at=FRIDAY, carries=True)
    closed(day, sabine)

    page = " ".join(as_(sabine).get(day.forum.get_absolute_url()).content.decode().split())

    assert "<b>Sabine</b><br>C’est vous" in page
    assert "<b>Rozenn</b><br> Pas de message : aucune adresse laissée. Dites-le" in page.replace("\u00a0", " ")


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


def test_the_letters_are_written_a_few_at_a_time(scene, monkeypatch):
    day, sabine = scene
    for number in (31, 32):
        sheet = written(day, sabine, number, f"Où range-t-on les vélos {number} ?")
        said(sheet, sabine, f"Malo {number}", carries=True, reply_to=f"malo.{number}@exemple.example")
    monkeypatch.setattr(carrier_letters, "LOT", 2)
    lots = noted_calls(monkeypatch, carrier_letters, "write_some")

    letters = closed(day, sabine)

    assert (len(lots), len(letters), Letter.objects.count()) == (2, 3, 3)


def test_an_open_day_sends_no_letter(scene):
    day, sabine = scene

    with pytest.raises(Refusal):
        write_to_carriers(day, by=sabine, at=FRIDAY, origin=ORIGIN)


def a_helper(day, by):
    malo = a_member(day.forum.space, "Malo Kersauze")
    day.hosts.create(person=malo, asked_at=FRIDAY, accepted_at=FRIDAY, accepted_by=by)
    return malo


def held_back(letter, by, *, words=""):
    """Have its author take the letter back, and write these words in it."""
    outbox.unapprove(letter, by=by)
    letter.refresh_from_db()
    if words:
        outbox.change_letter(letter, "Mon objet", f"{words} {{address}} {{remove}} {{data}} {{no}}", by=by, at=FRIDAY)


@pytest.mark.usefixtures("_mail")
def test_an_address_is_noted_as_who_typed_it(scene):
    """Noted under the host's name, it would open what the host may read to whoever typed it."""
    day, sabine = scene
    malo = a_helper(day, sabine)
    said(
        written(day, sabine, 7, "Qui garde les clés ?"), malo, "Claire", carries=True, reply_to="malo@ailleurs.exemple"
    )

    closed(day, sabine)

    assert Person.objects.get(name="Claire").address_by == malo
    assert Person.objects.get(name="Nadège").address_by == sabine


@pytest.mark.usefixtures("_mail")
def test_an_address_typed_by_who_was_put_out_since_is_not_noted(scene):
    day, sabine = scene
    malo = a_helper(day, sabine)
    said(
        written(day, sabine, 7, "Qui garde les clés ?"), malo, "Claire", carries=True, reply_to="malo@ailleurs.exemple"
    )
    exclusion.put_out(malo, by=None, at=FRIDAY)

    closed(day, sabine)

    assert Person.objects.get(name="Claire").email == ""


@pytest.mark.usefixtures("_mail")
def test_a_letter_that_was_edited_is_set_aside_until_the_day_is_closed_again(scene):
    day, sabine = scene
    [letter] = closed(day, sabine)
    held_back(letter, sabine, words="Une heure de travail.")
    reopen_day(day, by=a_helper(day, sabine), at=FRIDAY)
    assert Letter.objects.get().about.startswith("aside:")

    closed(day, sabine)

    back = Letter.objects.get()
    assert (back.about, back.approved_at) == (f"carrying:{Group.objects.get().pk}", None)
    assert "Une heure de travail." in back.body


@pytest.mark.usefixtures("_mail")
def test_one_that_no_closing_brought_back_is_deleted_two_months_later(scene):
    day, sabine = scene
    [letter] = closed(day, sabine)
    held_back(letter, sabine, words="Une heure de travail.")
    reopen_day(day, by=sabine, at=FRIDAY)

    for days, left in ((59, 1), (61, 0)):
        forget_letters_aside(FRIDAY + datetime.timedelta(days=days))
        assert Letter.objects.count() == left


@pytest.mark.usefixtures("_mail")
@pytest.mark.parametrize("act", ["reopening", "carrier_letters"])
def test_a_forum_of_ones_own_touches_no_letter_of_another_day(scene, act):
    day, sabine = scene
    [letter] = closed(day, sabine, timezone.now())
    held_back(letter, sabine, words="Une heure de travail.")
    malo = a_member(day.forum.space, "Malo Kersauze")
    own = day_now(prepare_forum(day.forum.space, PLAN, by=malo))
    a_lineage(written(own, malo, 7, "Qui conduit ?").question, day.sheets.get(number=12).question)
    said(own.sheets.get(), malo, "Zed", carries=True)
    close_day(own, {}, by=malo, at=timezone.now())

    as_(malo).post(at(own, act))

    assert ("Mon objet", None) in Letter.objects.values_list("subject", "approved_at")


@pytest.mark.usefixtures("_mail")
def test_a_host_does_not_send_the_letter_that_another_one_holds_back(scene):
    day, sabine = scene
    [letter] = closed(day, sabine, timezone.now())
    held_back(letter, sabine)

    as_(a_helper(day, sabine)).post(at(day, "carrier_letters"))

    letter.refresh_from_db()
    assert letter.approved_at is None


@pytest.mark.usefixtures("_mail")
@pytest.mark.parametrize("is_public", [True, False])
def test_in_a_forum_that_anybody_enters_what_a_passer_by_typed_leaves_once_a_host_sends_it(scene, is_public):
    day, sabine = scene
    if not is_public:
        day.forum.audience.__class__.objects.filter(pk=day.forum.audience_id).update(kind="space")
    victim = a_person(day.forum.space, "Victor")
    pledge_to_sheet(day.sheets.get(), by=victim, at=FRIDAY, carries=True, how=How(reply_to="victor@ailleurs.exemple"))

    closed(day_now(day.forum), sabine)

    letter = Letter.objects.get(to=victim)
    assert (letter.approved_at is None) == is_public
    send_to_carriers(day_now(day.forum), by=sabine, at=FRIDAY, origin=ORIGIN)
    letter.refresh_from_db()
    assert letter.approved_at is not None


def test_those_who_carry_are_read_without_joined_tables_however_many_they_are(scene):
    """With old statistics PostgreSQL joined eight tables row by row, for twenty seconds, while it held the space."""
    day, sabine = scene
    for number in range(13, 20):
        said(written(day, sabine, number, f"Qui apporte {number} ?"), sabine, f"Zoé {number}", carries=True)
    closed(day, sabine)

    with CaptureQueriesContext(connection) as asked:
        carriers = carriers_of(day_now(day.forum))
    told = [(one.pledge.sheet.question.text, one.person.first_name, one.group.title) for one in carriers]

    assert told[0] == ("Qui conduit le mercredi ?", "Nadège", "Qui conduit le mercredi ?")
    assert [one[1] for one in told[1:]] == ["Zoé"] * 7
    assert [one.letter is not None for one in carriers] == [True] + [False] * 7
    joined = [one["sql"].count(" JOIN ") for one in asked if "forums_forumday" not in one["sql"]]
    assert (max(joined), len(joined) <= 9) == (0, True)

"""A poll, or one answer, is removed and brought back; answers are taken away as a table; a poll is asked again."""

import datetime
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links import share_sheet
from palabre.meetings.models import DateAnswer, DatePoll
from palabre.meetings.polls import poll_answers, poll_removal, poll_screen
from palabre.meetings.polls.date_poll import PollDraft
from palabre.meetings.polls.poll_answers import answer_poll, person_called, withdraw_poll_answer
from palabre.meetings.polls.tables.framadate import read_framadate
from palabre.meetings.polls.tables.poll_import import bring
from palabre.people.access.links import link_path
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_poll, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def her(client, space):
    return entered(client, a_member(space, "Inès Courtois"))


@pytest.fixture
def poll(space):
    found = a_poll(space)
    answer(found, a_person(space, "=Malo"), "yes")
    return found


def answer(poll, person, *choices):
    rows = zip(poll.options.order_by("on"), choices, strict=False)
    return answer_poll(poll, {one.pk: choice for one, choice in rows}, by=person, at=timezone.now())


def url(name, poll, *more):
    return reverse(f"meetings:{name}", args=[poll.space.slug, poll.pk, *more])


def test_a_removed_poll_leaves_every_list_and_comes_back_open_with_its_answers(her, poll):
    her.post(url("poll_deletion", poll))
    meetings = her.get(reverse("meetings:meetings", args=[poll.space.slug])).content.decode()
    returned = her.get(poll.get_absolute_url())

    her.post(url("poll_return", poll))

    assert f'href="{poll.get_absolute_url()}"' not in meetings
    assert returned.url == url("poll_return", poll)
    found = DatePoll.objects.get()
    assert (found.is_open, found.removed_at, found.answers.count()) == (True, None, 1)


def test_the_links_of_a_removed_poll_open_nothing(her, poll, space):
    link = share_sheet.create_share_link(poll, by=a_member(space), at=timezone.now())
    device = Client()
    here = device.get(link_path(link), follow=True).redirect_chain[-1][0]

    her.post(url("poll_deletion", poll))

    assert (device.get(here).status_code, device.post(here, {"who": "Odile"}).status_code) == (410, 410)
    assert her.get(url("poll_answers", poll)).status_code == 404


def test_a_poll_that_was_closed_comes_back_closed(her, poll):
    poll.close(timezone.now() - datetime.timedelta(hours=1), by=None, meeting=None)

    her.post(url("poll_deletion", poll))
    her.post(url("poll_return", poll))

    assert not DatePoll.objects.get().is_open


def test_what_was_removed_a_month_ago_is_deleted(space, poll):
    ines, at = a_member(space, "Inès Courtois"), timezone.now()
    other = a_poll(space, "Autre")
    kept = answer(other, a_person(space, "Odile"), "yes")
    poll_removal.remove_answer(other, kept.pk, by=ines, at=at)
    poll_removal.remove_poll(poll, by=ines, at=at)

    poll_removal.forget_removed_polls(at + datetime.timedelta(days=29))
    before = DatePoll.objects.count(), DateAnswer.objects.count()
    poll_removal.forget_removed_polls(at + datetime.timedelta(days=31))

    assert (before, DatePoll.objects.count(), DateAnswer.objects.count()) == ((2, 2), 1, 0)


def test_an_answer_is_removed_and_brought_back(her, poll):
    (one,) = poll.answers.all()

    her.post(url("poll_answer_removal", poll, one.pk))
    without = her.get(poll.get_absolute_url()).content.decode()
    her.post(url("poll_answer_return", poll, one.pk))

    assert '<th scope="col">=Malo' not in without
    assert '<th scope="col">=Malo' in her.get(poll.get_absolute_url()).content.decode()


def test_whose_answer_was_removed_answers_anew(poll, space):
    (one,) = poll.answers.all()
    poll_removal.remove_answer(poll, one.pk, by=a_member(space), at=timezone.now())

    answer(poll, one.person, "", "no")

    assert list(poll.answers.standing().get().choices.values_list("choice", flat=True)) == ["no"]


@pytest.mark.parametrize("name", ["poll_deletion", "poll_return", "poll_answer_removal", "poll_answer_return"])
def test_who_is_no_member_removes_nothing(client, name):
    poll = a_poll(a_space(public=True))
    one = answer(poll, a_person(poll.space, "Malo"), "yes")
    more = [one.pk] if "answer" in name else []

    refused = entered(client, a_person(poll.space)).post(url(name, poll, *more))

    assert (refused.status_code, DatePoll.objects.get().removed_at, poll.answers.standing().count()) == (403, None, 1)


def test_the_answers_are_taken_away_as_a_table_that_can_be_brought_in(her, poll):
    table = her.get(url("poll_answers", poll)).content.decode()

    read = read_framadate(table, today=timezone.localdate())
    assert [slot.instant for _number, slot in read.kept] == [one.slot.instant for one in poll.options.order_by("on")]
    assert read.rows == (("'=Malo", {0: "yes"}),)


@pytest.mark.parametrize("name", ["Malo;=1+1", "＝1+1"])
def test_a_spreadsheet_that_parts_cells_by_other_signs_finds_no_formula_in_a_name(her, space, name):
    poll = a_poll(space)
    answer(poll, a_person(space, name), "yes")

    table = her.get(url("poll_answers", poll)).content.decode()

    (line,) = (one for one in table.splitlines() if "1+1" in one)
    assert line.startswith(('"Malo;=1+1",', '"\'＝1+1",'))


def test_answers_that_are_hidden_are_not_taken_away(her, space):
    assert her.get(url("poll_answers", a_poll(space, hides_answers=True))).status_code == 403


def test_a_poll_is_asked_again_with_its_words_and_its_dates_to_come(her, space):
    poll = a_poll(space, "Le <comité>", place="Au four")
    poll.options.create(on=timezone.localdate() - datetime.timedelta(days=3))

    page = her.get(reverse("meetings:new_poll", args=[space.slug]), {"like": poll.pk}).content.decode()

    assert ("Le &lt;comité&gt;" in page, 'value="Au four"' in page, page.count('name="option"')) == (True, True, 2)


def test_an_answer_that_was_removed_then_withdrawn_by_its_person_does_not_come_back(her, poll):
    row = poll.answers.get()
    her.post(url("poll_answer_removal", poll, row.pk))

    withdraw_poll_answer(poll, by=row.person, at=timezone.now())
    her.post(url("poll_answer_return", poll, row.pk))

    assert not poll.answers.exists()


def test_hidden_answers_are_not_removed_before_they_are_read(her, poll):
    """The message that says whose it was would tell who answered."""
    DatePoll.objects.update(hides_answers=True)

    answer = her.post(url("poll_answer_removal", poll, poll.answers.get().pk))

    assert (answer.status_code, poll.answers.standing().count()) == (404, 1)


def test_no_member_answers_in_the_place_of_who_answered_and_was_removed(her, space, poll):
    row = poll.answers.get()
    her.post(url("poll_answer_removal", poll, row.pk))

    with pytest.raises(Refusal):
        answer_poll(poll, {}, by=row.person, at=timezone.now(), typed_by=a_member(space, "Odile Morvan"))

    her.post(url("poll_answer_return", poll, row.pk))
    assert [one.choice for one in row.choices.all()] == ["yes"]


def test_removed_answers_take_no_room_and_guests_leave_some_to_members(her, space, poll, monkeypatch):
    monkeypatch.setattr(poll_answers, "MOST", 3, raising=False)
    monkeypatch.setattr(poll_answers, "MOST_GUESTS", 1, raising=False)
    answer(poll, passer_by(space, "Zoé"), "no")

    luc = passer_by(space, "Luc")
    with pytest.raises(Refusal):
        answer(poll, luc, "no")
    her.post(url("poll_answer_removal", poll, poll.answers.get(person__name="Zoé").pk))

    answer(poll, luc, "no")
    answer(poll, a_member(space, "Odile Morvan"), "yes")
    assert poll.answers.standing().count() == 3


def passer_by(space, name):
    return Person.objects.create(space=space, name=name, is_self_named=True, came_at=timezone.now(), form_token=name)


@pytest.mark.parametrize(("hides", "is_the_guest"), [(False, True), (True, False)])
def test_a_member_answers_for_a_guest_only_where_all_read_that_they_answered(space, poll, hides, is_the_guest):
    """Otherwise who typed the name would read by their own link what is answered for somebody else."""
    DatePoll.objects.update(hides_answers=hides)
    poll.refresh_from_db()
    guest = passer_by(space, "Zoé Petit")
    answer(poll, guest, "no")
    passer_by(space, "Luc Bernard")

    by = a_member(space, "Odile Morvan")
    found = [person_called(poll, name, by=by, form_token="") for name in ("Zoé Petit", "Luc Bernard")]

    assert [found[0] == guest, found[1].is_passer_by] == [is_the_guest, False]


def test_a_table_of_many_answers_renders_each_choice_once_on_a_row(her, space, poll):
    """Four hundred answers to sixty dates took three seconds of processor at each visit."""
    for number in range(5):
        answer(poll, a_person(space, f"Nom {number}"), "yes", "no")

    with mock.patch.object(poll_screen, "render_to_string", wraps=poll_screen.render_to_string) as drawn:
        page = her.get(poll.get_absolute_url()).content.decode()

    assert (drawn.call_count, page.count('<td class="yes">'), page.count('<td class="no">')) == (3, 6, 5)


def a_table(names, dates):
    today = timezone.localdate()
    days = [(today + datetime.timedelta(days=1 + number)).isoformat() for number in range(dates)]
    rows = [",".join([name, *["Oui"] * dates]) for name in names]
    return read_framadate("\n".join([",".join(["", *days]), *rows]), today=today)


def test_a_table_from_elsewhere_is_kept_in_as_many_queries_whatever_its_choices(space, django_assert_max_num_queries):
    """24,000 choices took half a minute, in which nobody else wrote."""
    by, asked = a_member(space, "Odile Morvan"), PollDraft("Réunion")
    about = {"by": by, "at": timezone.now(), "today": timezone.localdate()}
    with CaptureQueriesContext(connection) as few:
        bring(space, a_table(["Anouk", "Malo"], 2), asked, **about)

    offers = 8 * 3  # each date is made by itself
    with django_assert_max_num_queries(len(few) + offers):
        poll = bring(space, a_table(["Anouk", "Malo"], 10), asked, **about)

    assert [one.choices.count() for one in poll.answers.all()] == [10, 10]


def test_who_only_typed_a_name_is_given_no_answer_of_a_table(space):
    guest = passer_by(space, "Zoé Petit")

    poll = bring(space, a_table(["Zoé Petit"], 2), PollDraft("Réunion"), by=a_member(space, "Odile Morvan"),
                 at=timezone.now(), today=timezone.localdate())  # fmt: skip

    assert poll.answers.get().person != guest


def test_answers_that_were_given_hidden_stay_so_until_the_end(her, space, poll):
    """Who asked unhides their own alone."""
    DatePoll.objects.update(hides_answers=True)
    said = {"title": poll.title, "zone": poll.zone}

    def unhides():
        return her.post(url("poll_question", poll), said).status_code

    poll.answers.create(person=a_member(space, "Hugo Ferreira"), words="Motsecret", at=timezone.now())
    first = (unhides(), DatePoll.objects.get().hides_answers)
    poll.answers.all().delete()

    assert (first, unhides(), DatePoll.objects.get().hides_answers) == ((409, True), 302, False)

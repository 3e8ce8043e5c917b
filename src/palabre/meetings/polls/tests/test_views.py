"""The screens of a poll: asked in words or on a grid, answered by name or by link, closed, opened again."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import DateAnswer, DatePoll, Meeting
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_person, a_poll, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def her(client, ines):
    return entered(client, ines)


@pytest.fixture
def poll(space):
    return a_poll(space)


def url(name, *things):
    return reverse(f"meetings:{name}", args=[thing if isinstance(thing, int) else thing.slug for thing in things])


def said(response):
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def to_come(days=7):
    return timezone.localdate() + datetime.timedelta(days=days)


def radios(poll, *choices):
    return {f"date-{one.pk}": choice for one, choice in zip(poll.options.order_by("on"), choices, strict=False)}


# ---- Asking -------------------------------------------------------------------------------------------------


def test_several_days_are_shown_before_anything_is_asked(her, space):
    answer = her.post(url("new_date", space), {"words": "mardi ou jeudi à 14 h"})

    assert said(answer).count('name="option"') == 2
    assert not DatePoll.objects.exists()


def test_words_that_nobody_saw_resolved_are_shown_first(her, space):
    form = {"dates": "mardi ou jeudi à 14 h", "go": "ask", "title": "Point", "read": ""}

    answer = her.post(url("new_poll", space), form)

    assert (answer.status_code, DatePoll.objects.count()) == (200, 0)


def test_what_is_ticked_is_asked_and_what_is_unticked_is_not(her, space):
    one, other = (f"{to_come(days)}T14:00" for days in (7, 8))
    form = {"offered": f"{one} {other}", "option": [one], "go": "ask", "title": "Point", "lasts": "90"}

    answer = her.post(url("new_poll", space), form)

    asked = DatePoll.objects.get()
    assert answer.url == asked.get_absolute_url()
    assert list(asked.options.values_list("on", "lasts")) == [(to_come(7), 90)]


def test_what_was_typed_is_still_there_after_a_refusal(her, space):
    form = {"title": "Le <point>", "deadline": "2001-01-01", "option": f"{to_come()}", "go": "ask", "place": "Au four"}

    answer = her.post(url("new_poll", space), form)

    assert answer.status_code == 409
    assert "Le &lt;point&gt;" in said(answer)
    assert 'value="Au four"' in said(answer)


@pytest.mark.parametrize(("lasts", "status"), [("", 409), ("9" * 30, 422)])
@pytest.mark.parametrize("values", [["x"], ["2026-13-45T99:99"], ["9" * 5000], [""] * 100])
def test_no_form_breaks_the_door(her, space, values, lasts, status):
    form = {"option": values, "day": values[0], "hour": values[0], "week": "9" * 30, "awaited": ["x", "9"]}

    answer = her.post(url("new_poll", space), form | {"title": "x", "go": "ask", "lasts": lasts})

    assert (answer.status_code, DatePoll.objects.exists()) == (status, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dates", "mardi " * 300),
        ("dates", "\x00"),
        ("offered", "9" * 5000),
        ("zone", "Nulle/Part"),
        ("title", "x" * 301),
    ],
)
def test_what_is_past_its_bounds_asks_nothing_and_comes_back(her, space, name, value):
    form = {"option": f"{to_come()}", "go": "ask", "title": "Point", "place": "Au four", name: value}

    answer = her.post(url("new_poll", space), form | {"read": form.get("dates", "")})

    assert (answer.status_code, DatePoll.objects.exists()) == (422, False)
    assert ('value="Au four"' in said(answer), f'name="option" value="{to_come()}"' in said(answer)) == (True, True)


def test_dates_that_nobody_can_read_are_said_beside_their_words(her, space):
    answer = her.post(url("new_poll", space), {"dates": "un de ces jours", "go": "read"})

    shown = [words in said(answer) for words in ("Nous ne lisons pas de jour", "un de ces jours</textarea>")]
    assert (answer.status_code, shown) == (409, [True, True])


def test_the_group_that_is_asked_about_is_read_by_her(her, space):
    group = a_group(space, "Le dernier kilomètre")

    answer = her.post(url("new_poll", space), {"group": group.pk, "option": f"{to_come()}", "go": "ask", "title": "x"})

    assert DatePoll.objects.get().group == group
    assert answer.url == DatePoll.objects.get().get_absolute_url()


@pytest.mark.parametrize("name", ["new_poll", "poll_table"])
def test_a_guest_asks_for_nothing(client, name):
    space = a_space(public=True)

    assert entered(client, a_person(space)).get(url(name, space)).status_code == 403


# ---- Answering ----------------------------------------------------------------------------------------------


def test_a_passer_by_answers_by_name_and_changes_it_on_the_same_device(client):
    poll = a_poll(a_space(public=True))
    here = poll.get_absolute_url()

    client.post(here, radios(poll, "yes", "no") | {"who": "Gaël Quéméner", "form_token": "s"})
    client.post(here, radios(poll, "if_need_be"))

    answer = poll.answers.get()
    assert answer.person.name == "Gaël Quéméner"
    assert list(answer.choices.order_by("option").values_list("choice", flat=True)) == ["if_need_be", "no"]


def test_each_choice_is_a_button_in_its_label_with_what_was_chosen(her, poll):
    answer = her.post(poll.get_absolute_url(), radios(poll, "if_need_be"), follow=True)

    page, (first,) = "".join(said(answer).split("\n")), radios(poll, "if_need_be")
    assert f'<label><input type="radio" name="{first}" value="yes"><span><svg' in page
    assert f'<label><input type="radio" name="{first}" value="if_need_be" checked><span><svg' in page


def test_the_same_answer_sent_twice_from_one_form_is_one(client):
    poll = a_poll(a_space(public=True))
    form = radios(poll, "yes") | {"who": "Gaël", "form_token": "s"}

    client.post(poll.get_absolute_url(), form)
    Client().post(poll.get_absolute_url(), form)

    assert DateAnswer.objects.count() == 1


def test_without_a_name_what_was_chosen_is_still_there_and_nobody_is_made(client):
    poll = a_poll(a_space(public=True))

    answer = client.post(poll.get_absolute_url(), radios(poll, "yes") | {"words": "Le soir"})

    assert answer.status_code == 409
    assert (said(answer).count(" checked"), 'value="Le soir"' in said(answer)) == (1, True)
    assert not Person.objects.exists()


def test_a_late_answer_is_told_what_was_chosen_and_makes_no_guest(client):
    poll = a_poll(a_space(public=True))
    meeting = Meeting.objects.create(space=poll.space, audience=poll.audience, title="x", on=to_come())
    poll.close(timezone.now(), by=None, meeting=meeting)

    answer = client.post(poll.get_absolute_url(), radios(poll, "yes") | {"who": "Gaël", "form_token": "s"})

    assert (answer.status_code, Person.objects.count()) == (409, 0)
    assert "Ce sondage est clos" in said(answer)


def test_the_hours_are_told_by_other_clocks_too(her, space):
    poll = a_poll(space)

    page = said(her.get(poll.get_absolute_url(), {"zone": "Indian/Reunion"}))

    assert "heures de La Réunion" in page
    assert said(her.get(poll.get_absolute_url(), {"zone": "Nulle/Part"})).count("Heures de Paris")


def test_somebody_in_the_hall_is_answered_for_and_it_is_said(her, poll, ines):
    her.post(
        url("poll_somebody", poll.space, poll.pk), radios(poll, "yes") | {"whose": "Odile Tanneguy", "form_token": "s"}
    )

    answer = poll.answers.get()
    assert (answer.person.name, answer.typed_by) == ("Odile Tanneguy", ines)
    assert "réponse saisie par Inès Courtois" in said(her.get(poll.get_absolute_url()))


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"whose": "Odile", "words": "x" * 401}, 422), ({"whose": "x" * 201}, 422), ({"words": "Soir"}, 409)],
)
def test_what_is_typed_for_somebody_comes_back(her, poll, typed, status):
    answer = her.post(url("poll_somebody", poll.space, poll.pk), radios(poll, "yes") | typed)

    assert (answer.status_code, said(answer).count(" checked"), poll.answers.exists()) == (status, 1, False)
    assert all(f'value="{value}"' in said(answer) for value in typed.values())


def test_hidden_answers_are_read_by_nobody_until_it_is_closed(her, space):
    poll = a_poll(space, hides_answers=True)
    her.post(poll.get_absolute_url(), radios(poll, "yes") | {"words": "Motsecret"})
    other = entered(Client(), a_member(space, "Hugo Ferreira"))

    before = said(other.get(poll.get_absolute_url()))
    poll.close(timezone.now(), by=None, meeting=None)

    assert "Motsecret" not in before
    assert "Inès" not in before
    assert "Motsecret" in said(other.get(poll.get_absolute_url()))


# ---- By link ------------------------------------------------------------------------------------------------


@pytest.fixture
def by_link(poll, ines):
    """The device of Anouk, who opened her link, and its page."""
    anouk = a_person(poll.space, "Anouk Le Bris")
    device = Client()
    page = device.get(link_path(link_to(poll, person=anouk, by=ines, at=timezone.now())), follow=True)
    return device, page.redirect_chain[-1][0]


def test_a_personal_link_opens_the_poll_without_an_account_and_says_whose_it_is(by_link, poll):
    device, here = by_link

    page = said(device.get(here))

    assert "Ce lien est celui d’Anouk" in page
    assert device.get(poll.get_absolute_url()).status_code == 404


def test_an_answer_by_link_is_hers_and_is_withdrawn_from_there(by_link, poll):
    device, here = by_link

    device.post(here, radios(poll, "yes", "no"))
    answer = poll.answers.get()
    device.post(f"{here}withdrawal/")

    assert (answer.person.name, answer.typed_by) == ("Anouk Le Bris", None)
    assert not poll.answers.exists()


def test_looking_at_a_link_answers_nothing(by_link, poll):
    device, here = by_link

    device.get(here, radios(poll, "yes"))

    assert not poll.answers.exists()


def test_a_link_that_another_made_for_a_member_answers_and_no_more(poll, ines):
    hugo, device = a_member(poll.space, "Hugo Ferreira"), Client()
    link = link_to(poll, person=hugo, by=ines, at=timezone.now())

    page = device.get(link_path(link), follow=True)

    assert "Retirer mon nom" not in said(page)
    assert device.post(reverse("opened:name", args=[link.pk])).status_code == 409
    assert device.post(page.redirect_chain[-1][0], radios(poll, "yes")).status_code == 302


def test_a_link_passed_on_lets_each_say_her_name_and_change_it(her, poll):
    her.post(url("poll_sharing", poll.space, poll.pk))
    shared = said(her.get(url("poll_sharing", poll.space, poll.pk)))
    path = re.search(r"http://testserver(/\S*?)</textarea>", shared)[1]
    device = Client()
    here = device.get(path, follow=True).redirect_chain[-1][0]

    device.post(here, radios(poll, "yes") | {"who": "Malo", "form_token": "a"})
    device.post(here, radios(poll, "no"))

    assert [(one.person.name, one.choices.get().choice) for one in poll.answers.all()] == [("Malo", "no")]


# ---- Closing, changing, and the letters ---------------------------------------------------------------------


def test_closing_leads_to_the_meeting_and_is_undone_from_the_sentence(her, poll):
    option = poll.options.first()

    her.post(url("poll_closing", poll.space, poll.pk), {"option": option.pk})
    page = said(her.get(poll.get_absolute_url()))
    her.post(url("poll_reopening", poll.space, poll.pk))

    assert "Voir cette réunion" in page
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"option": "9" * 5000}, {"option": "x"}, {"option": "1234567"}])
def test_closing_without_a_choice_says_what_to_do(her, poll, typed):
    answer = her.post(url("poll_closing", poll.space, poll.pk), typed)

    assert (answer.status_code, "Aucune date n’est encore choisie" in said(answer)) == (422, True)


def test_no_date_after_all(her, poll):
    her.post(url("poll_closing", poll.space, poll.pk), {"option": "none"})

    poll.refresh_from_db()
    assert (poll.is_open, poll.meeting) == (False, None)


def test_dates_come_and_go_on_their_screen(her, poll):
    here, first = url("poll_dates", poll.space, poll.pk), poll.options.first()

    her.post(here, {"go": f"remove-{first.pk}"})
    shown = said(her.post(here, {"go": "read", "dates": "lundi à 9 h"}))
    her.post(here, {"go": "add", "option": f"{to_come(12)}T09:00"})
    her.post(here, {"go": f"back-{first.pk}"})

    assert shown.count('name="option"') == 1
    assert poll.options.standing().count() == 3


def test_the_question_is_changed_and_answers_stay(her, poll, ines):
    her.post(poll.get_absolute_url(), radios(poll, "yes"))

    her.post(url("poll_question", poll.space, poll.pk), {"title": "Autrement", "zone": "Europe/London", "hides": "1"})

    poll.refresh_from_db()
    assert (poll.title, poll.zone, poll.hides_answers, poll.answers.count()) == ("Autrement", "Europe/London", True, 1)


@pytest.mark.parametrize("tail", ["somebody", "question", "dates", "letters", "sharing", "closing"])
def test_a_passer_by_changes_nothing(client, tail):
    poll = a_poll(a_space(public=True))
    here = url(f"poll_{tail}", poll.space, poll.pk)

    assert (client.get(here).status_code, client.post(here).status_code) == (403, 403)


def test_the_home_page_and_the_page_of_its_group_tell_of_an_open_poll(her, space):
    group = a_group(space)
    poll = a_poll(space, "Date du comité", group=group)

    before = [said(her.get(thing.get_absolute_url())) for thing in (space, group)]
    poll.close(timezone.now(), by=None, meeting=None)

    assert all(poll.get_absolute_url() in page for page in before)
    assert poll.get_absolute_url() not in said(her.get(space.get_absolute_url()))


# ---- How much a page asks of the database -------------------------------------------------------------------


def answered_by(poll, count):
    for number in range(count):
        person = a_member(poll.space, f"Personne {number}")
        answer = poll.answers.create(person=person, at=timezone.now())
        for option in poll.options.all():
            answer.choices.create(option=option, choice="yes")
        poll.awaited.create(person=a_person(poll.space, f"Autre {number}"))


@pytest.mark.parametrize("count", [1, 5])
def test_a_poll_costs_as_many_queries_for_five_answers_as_for_one(her, poll, count, django_assert_num_queries):
    answered_by(poll, count)
    her.get(poll.get_absolute_url())

    with django_assert_num_queries(6):
        her.get(poll.get_absolute_url())

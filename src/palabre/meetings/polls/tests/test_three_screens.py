"""A poll is asked in three short screens: from a group or not, of people picked or typed, or of nobody at all."""

import datetime
import re

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Role
from palabre.meetings.models import DatePoll
from palabre.meetings.polls.poll_letters import write_to_awaited
from palabre.meetings.polls.typed_people import people_typed
from palabre.people.guests import welcome
from palabre.people.models import Person
from palabre.post.models import Letter
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_person, a_poll, a_space, entered

pytestmark = pytest.mark.django_db
QUERIES = 8
DATES = "mardi matin ou jeudi à 18 h 30"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def her(client, ines):
    return entered(client, ines)


def address(space, group=None):
    return reverse("meetings:new_poll", args=[space.slug]) + (f"?group={group.pk}" if group else "")


def fields(page):
    """Return what a browser sends for the form of this page: each field with its value, as it stands."""
    text = page.content.decode()
    form = text[text.index('<form method="post" action="') :]
    form = form[: form.index("</form>")]
    said = {}
    for tag in re.findall(r"<input [^>]+>", form):
        name, value = (re.search(rf' {key}="([^"]*)"', tag) for key in ("name", "value"))
        if ("checkbox" not in tag or " checked" in tag) and name:
            said.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\s?([^<]*)</textarea>', form):
        said[name] = [text]
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        said[name] = re.findall(r'value="([^"]*)" selected', options)
    return said


def text(page):
    return page.content.decode()


def to_come(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def gone_on(browser, there, page, go, **typed):
    return browser.post(there, fields(page) | typed | {"go": go})


def at_the_people(browser, there):
    """Type the dates, look at them, go on."""
    read = gone_on(browser, there, browser.get(there), "people", dates=DATES)
    return gone_on(browser, there, read, "people")


def shown(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_from_a_group_its_people_are_picked_and_each_gets_a_letter(her, ines, space):
    group = a_group(space, "Le dernier kilomètre", convened_by=(ines,))
    group.memberships.create(person=a_person(space, "Karim Oualid"), role=Role.CONTRIBUTOR)
    there = address(space, group)

    preview = gone_on(her, there, at_the_people(her, there), "preview")
    answer = gone_on(her, there, preview, "ask")

    poll = DatePoll.objects.get()
    assert (poll.group, poll.title) == (group, "Le dernier kilomètre")
    assert sorted(poll.options.values_list("part", flat=True)) == ["", "morning"]
    assert list(Letter.objects.values_list("to__name", flat=True)) == ["Karim Oualid"]
    assert answer.url == reverse("meetings:poll_letters", args=[space.slug, poll.pk])


def test_in_a_space_without_groups_people_are_typed_and_their_letters_are_opened(her, ines, space):
    there = address(space)
    people = at_the_people(her, there)

    preview = gone_on(her, there, people, "preview", others="lucie@exemple.example\nLe gardien du gymnase")
    gone_on(her, there, preview, "ask")

    assert "lucie@exemple.example, Le gardien du gymnase" in shown(preview).replace(" et ", ", ")
    letters = list(Letter.objects.order_by("to__name"))
    assert [(one.to.name, one.to.email) for one in letters] == [
        ("Le gardien du gymnase", ""),
        ("lucie", "lucie@exemple.example"),
    ]
    assert [her.get(reverse("outbox:letter", args=[space.slug, one.pk])).status_code for one in letters] == [200, 200]
    assert her.get(reverse("outbox:outbox", args=[space.slug])).status_code == 200


def test_nobody_in_particular_gives_a_link_to_pass_on_and_no_letter(her, space):
    there = address(space)

    preview = gone_on(her, there, at_the_people(her, there), "alone", others="Malo")
    answer = gone_on(her, there, preview, "ask")
    sharing = shown(her.get(answer.url))

    assert "/l/" in sharing or "http://testserver/" in sharing
    assert (Letter.objects.count(), Person.objects.filter(name="Malo").count()) == (0, 0)


def test_a_letter_of_another_stays_closed_to_who_wrote_only_theirs(her, ines, space):
    hugo = a_member(space, "Hugo Ferreira")
    for by, name in ((hugo, "Malo"), (ines, "Odile")):
        letter_to = a_person(space, name)
        poll = a_poll(space, f"De {by.name}")
        poll.awaited.create(person=letter_to)
        write_to_awaited(poll, by=by, at=timezone.now())
    his = Letter.objects.get(by=hugo)

    outbox = shown(her.get(reverse("outbox:outbox", args=[space.slug])))

    assert her.get(reverse("outbox:letter", args=[space.slug, his.pk])).status_code == 403
    assert ("Odile" in outbox, "Malo" in outbox) == (True, False)
    her.post(reverse("outbox:sending", args=[space.slug]), {"letter": [his.pk], "now": ""})
    assert Letter.objects.get(pk=his.pk).approved_at is None


def test_a_name_that_was_typed_is_that_of_whoever_bears_it_here(her, ines, space):
    hugo = a_member(space, "Hugo Ferreira")
    hugo.may_be_reached_at("hugo@exemple.example", by=ines)
    there = address(space)

    preview = gone_on(her, there, at_the_people(her, there), "preview", others="hugo@exemple.example\nHugo FERREIRA")
    gone_on(her, there, preview, "ask")

    assert list(DatePoll.objects.get().awaited.values_list("person", flat=True)) == [hugo.pk]


def test_the_three_screens_sent_twice_ask_once(her, space):
    there = address(space)
    preview = gone_on(her, there, at_the_people(her, there), "preview", others="Malo")

    gone_on(her, there, preview, "ask")
    gone_on(her, there, preview, "ask")

    assert (DatePoll.objects.count(), Person.objects.filter(name="Malo").count(), Letter.objects.count()) == (1, 1, 1)


def test_without_a_date_the_first_screen_says_so(her, space):
    answer = her.post(address(space), {"go": "people", "title": "Point"})

    assert (answer.status_code, "1 sur 3" in shown(answer)) == (409, True)


@pytest.mark.parametrize(
    ("others", "status"), [("x" * 6001, 422), ("\n".join(f"Nom {n}" for n in range(41)), 409), ("x" * 201, 409)]
)
def test_too_many_people_or_words_are_refused_and_nothing_is_made(her, space, others, status):
    there = address(space)
    preview = gone_on(her, there, at_the_people(her, there), "preview", others=others)

    answer = gone_on(her, there, preview, "ask")

    assert (answer.status_code, DatePoll.objects.exists(), Letter.objects.exists()) == (status, False, False)


def test_a_poll_is_begun_in_one_tap_from_the_group_and_from_the_meetings(her, ines, space):
    group = a_group(space, "Le dernier kilomètre", convened_by=(ines,))

    of_group, meetings = her.get(group.get_absolute_url()), her.get(reverse("meetings:meetings", args=[space.slug]))

    assert f'href="{address(space, group)}"' in of_group.content.decode()
    assert f'href="{address(space)}"' in meetings.content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_open_polls_stand_among_the_meetings_at_a_fixed_cost(her, space, rows, django_assert_num_queries):
    for number in range(rows):
        a_poll(space, f"Quand {number}", deadline=timezone.localdate())
    a_poll(space, "Déjà clos", closed_at=timezone.now())

    with django_assert_num_queries(QUERIES):
        page = shown(her.get(reverse("meetings:meetings", args=[space.slug])))

    assert (f"Quand {rows - 1}" in page, "Déjà clos" in page) == (True, False)


def test_each_day_of_the_grid_is_offered_at_each_of_its_hours_once_shown(her, space):
    form = {"day": [f"{to_come(2)}", f"{to_come(3)}"], "hour": ["18:30", "morning"], "go": "people"}

    answer = text(her.post(address(space), form))

    assert answer.count('name="option"') == 4
    assert f'name="option" value="{to_come(3)}Tmorning" id="id_option_2" checked' in answer


def test_what_was_ticked_on_some_weeks_is_kept_on_the_next(her, space):
    form = {"day": f"{to_come(2)}", "hour": "18:30", "go": "after", "week": "0"}

    answer = text(her.post(address(space), form))

    assert (f'name="days" value="{to_come(2)}"' in answer, 'name="week" value="2"' in answer) == (True, True)
    assert 'name="option"' not in answer


def a_passer_by(space, name, email):
    """Return somebody who typed this name by a forwarded link, and gave an address."""
    found = welcome(space, name, form_token="p", at=timezone.now())
    found.may_be_reached_at(email, by=None)
    return found


def test_a_name_that_a_stranger_typed_is_not_whom_a_member_writes_to(space, ines):
    passing = a_passer_by(space, "Zoé Petit", "autre@exemple.example")

    with transaction.atomic():
        Space.hold(space.pk)
        (zoe,) = people_typed(space, "Zoé Petit <zoe.petit@exemple.example>", by=ines)

    assert (zoe.pk == passing.pk, zoe.email, zoe.is_passer_by) == (False, "zoe.petit@exemple.example", False)


def test_nor_does_the_address_that_a_stranger_gave_bring_their_name(space, ines):
    passing = a_passer_by(space, "Mairie de Plouarzel", "zoe.petit@exemple.example")

    with transaction.atomic():
        Space.hold(space.pk)
        (zoe,) = people_typed(space, "Zoé Petit <zoe.petit@exemple.example>", by=ines)

    assert (zoe.pk == passing.pk, zoe.name) == (False, "Zoé Petit")


def test_who_only_wrote_letters_reads_and_replaces_no_address_that_another_noted(her, ines, space):
    zoe, hugo = a_person(space, "Zoé Petit"), a_member(space, "Hugo Ferreira")
    zoe.may_be_reached_at("zoe@exemple.example", by=hugo)
    poll = a_poll(space)
    poll.awaited.create(person=zoe)
    (letter,) = write_to_awaited(poll, by=ines, at=timezone.now())

    page = shown(her.get(reverse("outbox:letter", args=[space.slug, letter.pk])))
    answer = her.post(
        reverse("outbox:letter_address", args=[space.slug, letter.pk]), {"address": "ines@exemple.example"}
    )

    zoe.refresh_from_db()
    assert ("Zoé Petit" in page, "zoe@exemple.example" in page) == (True, False)
    assert (answer.status_code, zoe.email, zoe.address_by) == (409, "zoe@exemple.example", hugo)

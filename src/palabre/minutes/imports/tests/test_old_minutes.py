"""« Est-ce toujours vrai ? »: what minutes older than three months say asks nothing of anybody before the answer."""

import datetime
import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.actions.action_assignment import take
from palabre.groups.models import Action, Need, RoleCall
from palabre.home.digest.digest_content import what_is_new
from palabre.journal.models import Entry
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import TWIN, again, brought, seen
from palabre.people.reader import Reader
from palabre.web.dates_in_words import in_full
from tests.builders import a_member, a_person, a_space, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db
TASK = "Dénicher un jardinier du réseau"
LATELY = """# Réunion des porteuses

{day}

### Participants

- **Mado Kersauze**, *Comment lire au bord de l'eau ?*

## To-do list

> Rédiger l'invitation à la ronde
"""


def opened():
    found = brought(a_member(a_space(), "Odile Tanneguy"), TWIN)
    open_to_space(found, by=found.by, at=timezone.now())
    return found


minutes = once_per_module(opened)


@pytest.fixture
def reading(minutes):
    return again(minutes)


@pytest.fixture
def odile(reading):
    return reading.by


@pytest.fixture
def her(odile):
    return entered(Client(), odile)


def words(answer):
    return " ".join(
        html.unescape(answer.content.decode())
        .replace("\u2011", "-")
        .replace("\u202f", " ")
        .replace("\xa0", " ")
        .split()
    )


def press(client, reading, say):
    where = reverse("minutes:validity", args=[reading.space.slug, reading.pk])
    return client.post(where, {"say": say}, follow=True)


def undo_offered(answer):
    return next(one.extra_tags for one in answer.context["messages"] if one.extra_tags)


def waits(space):
    return [model.objects.filter(space=space).open().count() for model in (Action, Need, RoleCall)]


def test_what_old_minutes_say_is_nowhere_to_be_taken_on(her, reading):
    space = reading.space

    pages = [reverse(name, args=[space.slug]) for name in ("groups:actions", "home:needs", "home:space")]
    shown = [words(her.get(page)) for page in pages]

    assert waits(space) == [0, 0, 0]
    assert not any(TASK in page for page in shown)
    assert Action.objects.filter(space=space, text__startswith=TASK).exists()


def test_yes_makes_it_count_and_undo_asks_again(her, reading):
    answer = press(her, reading, "yes")
    now, listed = waits(reading.space), words(her.get(reverse("groups:actions", args=[reading.space.slug])))
    her.post(undo_offered(answer))

    assert all(now)
    assert TASK in listed
    assert waits(reading.space) == [0, 0, 0]
    assert "Est-ce toujours vrai ?" in words(her.get(reading.get_absolute_url()))


def test_undo_leaves_what_somebody_took_since(her, reading):
    answer = press(her, reading, "yes")
    action = Action.objects.get(space=reading.space, text__startswith=TASK)
    take(action, by=a_member(reading.space, "Malo Riou"))

    her.post(undo_offered(answer))

    assert list(Action.objects.filter(space=reading.space).open()) == [action]


def test_the_past_is_kept_and_asks_nothing(her, reading):
    answer = press(her, reading, "past")

    assert waits(reading.space) == [0, 0, 0]
    assert Action.objects.filter(space=reading.space, validity="past").exists()
    assert "vous avez dit que ce compte rendu est du passé" in words(answer).lower()


def test_it_is_answered_once(her, reading):
    press(her, reading, "past")
    press(her, reading, "past")

    assert Entry.objects.filter(verb="minutes.validity_said").count() == 1


def test_no_letter_leaves_before_the_answer(her, reading):
    people = reverse("minutes:people", args=[reading.space.slug, seen(reading).pk])

    before, shown = her.get(people), words(her.get(reading.get_absolute_url()))
    press(her, reading, "yes")

    assert before.status_code == 409
    assert "plus de trois mois" in words(before)
    assert "Les prévenir" not in shown
    assert her.get(people).status_code == 200


def test_the_brief_tells_no_news_of_long_ago_before_the_answer(her, odile, reading):
    malo = a_member(reading.space, "Malo Kersauze")

    def told():
        brief = what_is_new(
            Reader(reading.space, malo, timezone.localdate()), since=0, until=Entry.objects.latest("pk").pk, to=malo
        )
        return [line.words for part in brief.parts for line in part.lines if line.words]

    before = told()
    press(her, reading, "yes")

    assert before == []
    assert told()


def test_a_corrected_text_keeps_the_answer(her, odile, reading):
    press(her, reading, "yes")

    again = brought(odile, TWIN.replace("Dénicher un jardinier", "Trouver un jardinier"))

    assert again.corrects_id == reading.pk
    assert again.validity == ""
    assert not Action.objects.filter(space=reading.space).exclude(validity="").exists()


def test_minutes_of_last_week_count_at_once():
    day, odile = in_full(timezone.localdate() - datetime.timedelta(days=7)), a_member(a_space("Ailleurs"))

    found = brought(odile, LATELY.format(day=day))

    assert found.validity == ""
    assert Action.objects.filter(space=odile.space).open().count() == 1


@pytest.mark.parametrize("say", ["", "peut-être", "asked"])
def test_what_is_no_answer_changes_nothing(her, reading, say):
    answer = press(her, reading, say)

    assert answer.status_code in (409, 422)
    assert waits(reading.space) == [0, 0, 0]


def test_who_is_no_member_does_not_answer(reading):
    stranger, named = Client(), entered(Client(), a_person(reading.space, "Lou Marzin"))

    assert [press(one, reading, "yes").status_code for one in (stranger, named)] == [404, 404]
    assert waits(reading.space) == [0, 0, 0]


def test_it_is_asked_in_the_column_of_the_title(her, reading):
    before, _, _ = her.get(reading.get_absolute_url()).content.decode().partition('id="toujours-vrai"')
    _, _, heading = before.rpartition('<div class="heading">')

    assert heading.count("<div") > heading.count("</div>"), "the grid of the page puts it beside, in a narrow column"

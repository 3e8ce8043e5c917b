"""The day of forty people without a phone: one helper types all of it the next day, and a stranger reads it."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from palabre.forums.models import Sheet, SheetPledge
from palabre.forums.tests.scene import as_, at, day_now, standing
from palabre.groups.models import Group
from palabre.people.models import Person
from palabre.questions.models import Forum
from tests import forum_of_forty as forty
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
MOST_KEYS = 8  # of a position on the wall, Enter included
CURSOR = re.compile(r'<input[^>]* name="line"[^>]* autofocus|<input[^>]* autofocus[^>]* name="line"')


@pytest.fixture
def helper():
    return as_(a_member(a_space(public=True), forty.HOST))


def test_the_day_of_forty_people_is_typed_the_next_day_by_one_helper(helper):
    day = prepared_and_over(helper)

    keys = type_the_wall(helper, day)
    type_the_rest(helper, day)
    helper.post(at(day, "closing"), {f"title-{number}": f"Groupe {number}" for number in forty.CARRIED})

    assert max(keys) <= MOST_KEYS
    assert (Person.objects.count(), Sheet.objects.count()) == (len(forty.PEOPLE), len(forty.QUESTIONS))
    assert SheetPledge.objects.count() == len(forty.PHONES + forty.ON_PAPER)
    assert carriers() == {f"Groupe {number}": {name} for number, name in forty.CARRIERS.items()}
    assert what_is_missing_from(read(Client(), day.forum.get_absolute_url())) == []


def prepared_and_over(helper):
    """Prepare the forum for tomorrow; return its day, once it is over."""
    space = Person.objects.get().space
    plan = {"theme": forty.THEME, "day": "demain à 9 h", "venue": forty.VENUE, "hours": forty.HOURS}
    helper.post(f"{space.get_absolute_url()}forums/new/", plan | {"places": forty.PLACES, "form_token": "forty"})
    Forum.objects.update(held_on=timezone.localdate() - datetime.timedelta(days=1))
    return day_now(Forum.objects.get())


def type_the_wall(helper, day):
    """Type the questions, then where each stood, and the place that was lost; return the keys of each position."""
    for one in forty.QUESTIONS:
        typed(helper, day, forty.as_typed(one), asked_by=one.by)
    keys = [typed(helper, day, line) for line in forty.placings()]
    lost = day.places.get(name=forty.LOST)
    helper.post(at(day, "loss"), {"place": lost.pk, "is_lost": "1"})
    keys.append(typed(helper, day, f"{forty.MOVED} {forty.MOVED_TO}"))

    assert set(standing(day)) == {*forty.placings(), f"{forty.MOVED} {forty.MOVED_TO}"} - {f"{forty.MOVED} 1 D"}
    return keys


def typed(helper, day, line, **more):
    """Type a line where the page has put the cursor; return the number of keys, Enter included."""
    assert CURSOR.search(read(helper, at(day, "copy")))
    answer = helper.post(at(day, "copy"), {"line": line} | more)
    assert answer.status_code == 302, line
    return len(line) + 1


def type_the_rest(helper, day):
    """Type what was said, and the sheets that went round."""
    for number, text in forty.REPORTS.items():
        helper.post(at(day, "report", number), {"text": text})
    helper.post(at(day, "report", forty.NO_REPORT), {"none": "1"})
    told, home = forty.TOLD_WITH
    helper.post(at(day, "report", told), {"joined_to": f"{home}"})
    for one in (*forty.PHONES, *forty.ON_PAPER):
        said = {"number": f"{one.number}", "whose": one.name} | ({"carries": "1"} if one.carries else {})
        assert helper.post(at(day, "going_on"), said).status_code == 302, one


def carriers():
    """Return the names of those who carry each group."""
    return {one.title: {role.person.name for role in one.memberships.carrying()} for one in Group.objects.all()}


def what_is_missing_from(page):
    """Name the questions, the reports and the groups that a stranger does not read."""
    told = [one.text for one in forty.QUESTIONS] + [
        line for text in forty.REPORTS.values() for line in text.split("\n")
    ]
    told += [f"Groupe {number}" for number in forty.CARRIED] + ["Personne ne la porte encore.", "Pas de compte rendu"]
    return [words for words in told if plain(words) not in plain(page)]


def plain(words):
    return re.sub(r"\s+", "", words.replace("&#x27;", "'"))


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()

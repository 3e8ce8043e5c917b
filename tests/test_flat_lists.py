"""No screen asks the database more often for three rows of each kind than for one: each door, found by itself."""

import datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.groups.models import GroupLineage, GroupLineageKind, Role
from palabre.groups.roles.group_audience import own_audience
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.people.reader import Reader
from tests import builders as make
from tests.addresses import address, within_a_space
from tests.door_kinds import ACTS
from tests.indexed import follow_to_the_end
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db
READ_EVERY_DAY = {
    "you:day",
    "search:results",
    "groups:need",
    "groups:action",
    "groups:actions",
    "groups:role_call",
    "wiki:page",
    "wiki:pages",
    "meetings:meetings",
    "meetings:meeting",
    "meetings:decisions",
    "minutes:import",
    "forums:forum",
    "gatherings:gathering",
}  # and the pages of the slice `home`
MANY = 3  # one more and two more: a question for each row is asked twice more
TOLD_OF = ("group", "question", "need", "action", "decision", "inquiry", "news", "output", "merge", "poll", "role_call")


def one_more(space, first, by, number):
    """Make one more of everything; what can belong to the first group, page or meeting does."""
    things = one_of_everything(space, make.readers_of(space), by=by, secret=f"Numéro {number}")
    first = first or things
    bring_to(first, things)
    live_in(first["group"], by, number)
    for kind in TOLD_OF:
        make.a_passage(first["page"], first[kind], line=number + 1)
        record("action.taken" if kind == "action" else "need.said", first[kind], by=by)
    return first


def bring_to(first, things):
    """Have what points at these things point at the first ones of their kinds, where each may do so twice."""
    kept = {type(there): {one.pk for one in things.values() if type(one) is type(there)} for there in first.values()}
    first_of = {type(one): one for one in first.values()}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            to = field.related_model
            if to not in kept or not field.many_to_one or model is GroupLineage or field.name == "lives_in":
                continue
            if to._meta.app_label in ("people", "spaces"):
                continue
            for row in model._base_manager.filter(**{f"{field.name}__in": kept[to]}):
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=row.pk).update(**{field.name: first_of[to]})
                except IntegrityError:
                    pass


def live_in(group, by, number):
    """A group that joined it, and what both have; one that rests, one that ended; people in each role."""
    space, now = group.space, timezone.now()
    person = make.a_member(space, f"Personne {number}")
    joined = make.a_group(space, f"Rejoint {number}", convened_by=(person,))
    joined.live_in(group)
    GroupLineage.objects.create(kind=GroupLineageKind.MERGE, source=joined, target=group, at=now, by=by)
    fill(group, person, number)
    fill(joined, person, number)
    group.welcome(by, role=Role.CONVENER)
    for role in Role.values:
        group.welcome(make.a_member(space, f"{role} {number}"), role=role)
    make.a_group(space, f"Endormi {number}").sleep(now)
    make.a_group(space, f"Terminé {number}", ended_at=now)


def fill(group, person, number):
    space = group.space
    make.an_intention(group, by=person)
    make.an_inquiry(group)
    make.some_news(group, f"Nouvelle {number}", by=person)
    make.a_need(space, f"Besoin {number}", group=group)
    make.an_output(group, f"Objet {number}")
    make.an_action(space, f"À faire {number}", group=group, owner=person)
    make.a_role_call(space, f"Appel {number}", group=group)
    make.a_pledge(group, person)
    make.a_weather(group, on=timezone.localdate() - datetime.timedelta(days=number + 1), by=person)
    make.a_page(space, f"Page {group.pk} {number}", audience=own_audience(group))
    make.a_merge_proposal(make.a_group(space, f"Autre {group.pk} {number}", convened_by=(person,)), group)
    group.questions.add(make.a_question(space, f"Question {group.pk} {number} ?"))


@pytest.fixture
def space(settings, tmp_path):
    settings.DATA = tmp_path
    return make.a_space("Val", public=True)


@pytest.fixture
def malo(space):
    return make.a_member(space, "Malo")


def queries(client, where):
    with CaptureQueriesContext(connection) as done:
        client.get(where)
    return len(done)


def grown(names, space, malo):
    """Return which of these doors ask more often once there are three of everything, from how often to how often."""
    client, first = make.entered(Client(), malo), one_more(space, None, malo, 0)
    doors = {name: address(name, first, space=space) for name in names}
    for where in doors.values():
        client.get(where)  # what is asked once for ever
    one = {name: queries(client, where) for name, where in doors.items()}
    for number in range(1, MANY):
        one_more(space, first, malo, number)
    follow_to_the_end(space)
    many = {name: queries(client, where) for name, where in doors.items()}
    again = {name: queries(client, doors[name]) for name in names if many[name] > one[name]}  # without what was kept
    return {name: (one[name], count) for name, count in again.items() if count > one[name]}


@pytest.mark.parametrize("is_read_every_day", [True, pytest.param(False, marks=pytest.mark.long)])
def test_each_screen_asks_as_often_for_three_of_each_as_for_one(is_read_every_day, space, malo):
    shows = [name for name in within_a_space() if name not in ACTS]
    names = [name for name in shows if (name in READ_EVERY_DAY or name.startswith("home:")) is is_read_every_day]

    assert grown(names, space, malo) == {}


def test_a_question_asked_for_each_row_is_named(space, malo, monkeypatch):
    """Planted: whoever looks for the name of somebody asks the database."""
    name_of = Reader.name_of
    monkeypatch.setattr(Reader, "name_of", lambda self, one: name_of(self, Person.objects.get(pk=one.pk)))
    names = ["home:group", "home:groups", "home:roles"]

    assert list(grown(names, space, malo)) == names

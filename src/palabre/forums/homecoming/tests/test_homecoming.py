"""A forum played elsewhere comes home whole, and twice without doubles."""

import pytest
from django.db import connection

from palabre.forums.homecoming import arrival
from palabre.forums.homecoming.carried_copy import take_away
from palabre.forums.homecoming.carried_file import read_carried
from palabre.forums.homecoming.carried_forum import SHEET
from palabre.forums.homecoming.tests.two_computers import (
    a_server,
    brought,
    carried,
    forget_code,
    goes_on,
    played,
    told,
)
from palabre.forums.models import ForumDay, Sheet, SheetPledge
from palabre.forums.outcome.carrier_letters import write_to_carriers
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.reports import report_text
from palabre.forums.tests.scene import AT, day_now, prepared, typed, written
from palabre.forums.wall.sheets import reword_sheet
from palabre.forums.wall.withdrawal import withdraw_sheet
from palabre.groups.models import Group
from palabre.groups.roles.pledges import How
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_it_comes_home_whole(laptop, server):
    day, host = laptop

    _done, home = carried(day, host, *server)

    assert told(home) == told(day)
    assert (home.forum.theme, home.forum.held_on) == (day.forum.theme, day.forum.held_on)
    assert [one.name for one in home.places.order_by("position")] == [
        one.name for one in day.places.order_by("position")
    ]
    assert home.forum.is_for_everybody


def test_twice_makes_no_double(laptop, server):
    day, host = laptop
    _done, home = carried(day, host, *server)
    before = [model.objects.count() for model in (ForumDay, Sheet, SheetPledge, Person)]

    again, same = carried(day, host, *server)

    assert [model.objects.count() for model in (ForumDay, Sheet, SheetPledge, Person)] == before
    assert (same, again.facts["came"], again.facts["changed"], again.facts["differing"]) == (home, {}, {}, [])


def test_corrections_made_there_come_the_second_time(laptop, server):
    day, host = laptop
    carried(day, host, *server)
    reword_sheet(day.sheets.get(number=7), "Où poser les vélos ?", by=host)
    typed(day, host, "12 1 A")
    written(day, host, 3, "Qui garde les clés ?")
    goes_on(day, host, 3, "Hugo Perrin")
    report_text(day.sheets.get(number=7), "Sous le préau.", by=host, at=AT)

    again, home = carried(day, host, *server)

    assert told(home) == told(day)
    assert (again.facts["came"], again.facts["differing"]) == ({"sheet": 1, "pledge": 1}, [])


def test_what_changed_here_stays_and_is_told(laptop, server):
    day, host = laptop
    _done, home = carried(day, host, *server)
    nadege = server[1]
    reword_sheet(home.sheets.get(number=7), "Où attacher les vélos ?", by=nadege)
    report_text(home.sheets.get(number=12), "Relu par Nadège.", by=nadege, at=AT)
    reword_sheet(day.sheets.get(number=7), "Où poser les vélos ?", by=host)
    typed(day, host, "7 1 C")

    again, home = carried(day, host, *server)

    texts = [one.question.text for one in home.sheets.order_by("number")]
    assert texts == ["Où attacher les vélos ?", "Qui conduit le mercredi ?"]
    assert home.sheets.get(number=12).report.text == "Relu par Nadège."
    assert again.facts["differing"] == [[7, "words"]]
    assert [one.place.letter for one in home.sheets.get(number=7).sessions.standing()] == ["C"]


def test_a_report_written_on_both_sides_keeps_both(laptop, server):
    day, host = laptop
    _done, home = carried(day, host, *server)
    report_text(home.sheets.get(number=12), "Dit ici.", by=server[1], at=AT)
    report_text(day.sheets.get(number=12), "Dit là-bas.", by=host, at=AT)

    _again, home = carried(day, host, *server)
    _third, home = carried(day, host, *server)

    sheet = home.sheets.get(number=12)
    assert (sheet.report.text, [one.text for one in sheet.former_reports.all()]) == ("Dit ici.", ["Dit là-bas."])


def test_what_was_removed_here_does_not_come_back(laptop, server):
    day, host = laptop
    _done, home = carried(day, host, *server)
    home.sheets.get(number=7).pledges.all().delete()
    withdraw_sheet(home.sheets.get(number=7), by=server[1], at=AT)

    again, home = carried(day, host, *server)

    assert ([one.number for one in home.sheets.all()], again.facts["removed"]) == ([12], 2)


def test_what_was_taken_back_there_stays_here_and_is_told(laptop, server):
    day, host = laptop
    carried(day, host, *server)
    day.sheets.get(number=12).pledges.filter(person__name="Inès Aubry").delete()

    again, home = carried(day, host, *server)

    assert (home.sheets.get(number=12).pledges.count(), again.facts["missing"]) == (2, [12])


def test_a_forum_prepared_here_comes_back_to_the_same_day(server):
    day, sabine = prepared(public=True)
    written(day, sabine, 5, "Prête avant le jour ?")
    content = take_away(day, by=sabine)
    forget_code(day)
    _done, elsewhere = brought(content, *server)
    written(elsewhere, server[1], 6, "Née là-bas ?")
    reword_sheet(elsewhere.sheets.get(number=5), "Prête, et corrigée là-bas ?", by=server[1])
    reword_sheet(day.sheets.get(number=5), "Prête, et corrigée ici ?", by=sabine)
    typed(elsewhere, server[1], "5 1 B")

    again, home = brought(take_away(elsewhere, by=server[1]), day.forum.space, sabine)

    assert (home, ForumDay.objects.filter(forum__space=day.forum.space).count()) == (day, 1)
    assert [one.question.text for one in home.sheets.order_by("number")] == ["Prête, et corrigée ici ?", "Née là-bas ?"]
    assert [one for one in again.facts["differing"] if one[1] != "code"] == [[5, "words"]]
    assert [one.place.letter for one in home.sheets.get(number=5).sessions.standing()] == ["B"]


def test_the_groups_of_a_closed_day_begin_here_and_twice_are_the_same(laptop, server):
    day, host = laptop
    close_day(day, {12: "Le minibus"}, by=host, at=AT)

    done, home = carried(day, host, *server)
    _again, home = carried(day, host, *server)

    group = Group.objects.get(space=server[0])
    assert (done.closed_day, home.closed_at is not None, group.title) == (True, True, "Le minibus")
    assert [(one.person.name, one.confirmed_at) for one in group.memberships.all()] == [("Hugo Perrin", None)]
    assert [one.person.name for one in group.pledges.all()] == ["Inès Aubry"]


def test_who_comes_to_a_closed_day_comes_to_its_group(laptop, server):
    day, host = laptop
    close_day(day, {}, by=host, at=AT)
    _done, home = carried(day, host, *server)
    closed_at = home.closed_at
    day.close(None)
    goes_on(day, host, 12, "Rose Tanguy")
    day.close(AT)

    _again, home = carried(day, host, *server)

    group = Group.objects.get(space=server[0])
    assert {one.person.name for one in group.pledges.all()} == {"Inès Aubry", "Rose Tanguy"}
    assert home.closed_at == closed_at


def test_a_day_opened_again_here_stays_open(laptop, server):
    day, host = laptop
    close_day(day, {}, by=host, at=AT)
    _done, home = carried(day, host, *server)
    home.close(None)

    _again, home = carried(day, host, *server)

    assert home.closed_at is None


def test_letters_are_written_once_the_forum_is_home_and_not_without_end(monkeypatch):
    """Others write meanwhile: a thousand letters held the space for a minute."""
    (day, host), server, calls = played(), a_server(), []
    goes_on(day, host, 7, "Inès Aubry", carries=True, how=How(reply_to="ines@example.org"))
    close_day(day, {}, by=host, at=AT)

    def watched(*args, **more):
        assert not connection.savepoint_ids
        calls.append(write_to_carriers(*args, **more))
        return calls[-1]

    monkeypatch.setattr(arrival, "MOST_LETTERS", 1)
    monkeypatch.setattr(arrival, "write_to_carriers", watched)
    carried(day_now(day.forum), host, *server)

    assert [len(one) for one in calls] == [1]


def test_the_file_names_no_group_that_who_takes_it_does_not_read(laptop):
    day, host = laptop
    hidden = a_group(host.space, "Les secrets", audience=Audience.of_persons(a_member(host.space, "Karim Belkacem")))
    day.sheets.filter(number=12).update(group=hidden)
    day.sheets.filter(number=7).update(group=a_group(host.space, "Le four"))

    sheets = read_carried(take_away(day, by=host)).of(SHEET).values()

    assert {one.facets["number"]: one.facts["group"] for one in sheets} == {7: "Le four", 12: ""}

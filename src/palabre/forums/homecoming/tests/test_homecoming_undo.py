"""A homecoming is undone for thirty days: what it made goes, and what somebody touched since stays."""

import datetime

import pytest

from palabre.forums.ballots.day_dots import close_dots
from palabre.forums.homecoming.arrival_undo import may_undo, undo_homecoming
from palabre.forums.homecoming.carried_copy import take_away
from palabre.forums.homecoming.carried_file import read_carried
from palabre.forums.homecoming.carried_forum import PERSON
from palabre.forums.homecoming.tests.two_computers import (
    brought,
    carried,
    day_of,
    dot_put,
    dots_opened,
    goes_on,
    told,
)
from palabre.forums.models import ForumDay, Report
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.reports import join_sheet, report_text
from palabre.forums.outcome.sheet_pledges import pledge_to_sheet
from palabre.forums.tests.scene import AT, typed, written
from palabre.forums.wall.sheets import propose, reword_sheet
from palabre.groups.models import Group
from palabre.groups.roles.pledges import How
from palabre.people.models import Person
from palabre.questions.models import Forum, Question
from palabre.refusal import Refusal
from palabre.wiki.attachments import file_store
from tests.builders import a_member

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def undone(homecoming, by, at=None):
    return undo_homecoming(homecoming, by=by, at=at or homecoming.brought_at)


def left_in(space):
    models = (Forum, Question, Group, Person)
    return [model.objects.filter(space=space).count() for model in models]


def test_nothing_is_left_of_a_forum_that_nobody_touched(laptop, server):
    day, host = laptop
    before = left_in(server[0])
    close_day(day, {}, by=host, at=AT)
    done, _home = carried(day, host, *server)

    staying = undone(done, server[1])

    assert (staying, left_in(server[0])) == (0, before)


def test_it_can_be_brought_again_afterwards(laptop, server):
    day, host = laptop
    done, _home = carried(day, host, *server)
    undone(done, server[1])

    _again, home = carried(day, host, *server)

    assert told(home) == told(day)


def test_the_dots_that_people_put_since_are_not_taken_away(laptop, server):
    space, by = server
    homecoming, day = carried(*laptop, space, by)
    vote = dots_opened(day, by)
    dot_put(day, 12, by=a_member(space, "Youssef Belhadi"))

    with pytest.raises(Refusal):
        undone(homecoming, by)

    assert vote.ballots.exists()
    close_dots(day, by=by, at=homecoming.brought_at)
    assert undone(homecoming, by) == 0


def place_added(day):
    day.places.create(position=9, name="Le préau", access="rampe")


def hour_changed(day):
    day.slots.update(ends=datetime.time(20))


def venue_told(day):
    day.be_held("À la salle des fêtes", day.at)


@pytest.mark.parametrize("act", [place_added, hour_changed, venue_told])
def test_a_forum_that_a_host_prepared_further_since_stays(laptop, server, act):
    homecoming, day = carried(*laptop, *server)
    act(day)

    staying = undone(homecoming, server[1])

    assert (staying, ForumDay.objects.filter(pk=day.pk).exists()) == (1, True)


def test_a_forum_whose_hours_a_second_file_changed_goes_whole(laptop, server):
    (day, host), by = laptop, server[1]
    first, _home = carried(day, host, *server)
    hour_changed(day)
    place_added(day)
    second, home = carried(day, host, *server)
    assert home.places.filter(name="Le préau").exists()

    staying = [undone(one, by) for one in (second, first)]

    assert (staying, ForumDay.objects.filter(pk=home.pk).exists()) == ([0, 0], False)


def test_a_forum_with_a_lost_place_goes_whole(laptop, server):
    laptop[0].places.get(position=2).lose(AT)
    homecoming, day = carried(*laptop, *server)

    undone(homecoming, server[1])

    assert not ForumDay.objects.filter(pk=day.pk).exists()


def test_the_second_one_alone_is_undone(laptop, server):
    day, host = laptop
    _done, home = carried(day, host, *server)
    before = told(home)
    reword_sheet(day.sheets.get(number=7), "Où poser les vélos ?", by=host)
    typed(day, host, "12 1 A")
    report_text(day.sheets.get(number=7), "Sous le préau.", by=host, at=AT)
    written(day, host, 3, "Qui garde les clés ?")
    goes_on(day, host, 3, "Rose Tanguy")
    again, home = carried(day, host, *server)

    staying = undone(again, server[1])

    assert (staying, told(home)) == (0, before)
    assert not Person.objects.filter(space=server[0], name="Rose Tanguy").exists()


def test_what_somebody_touched_since_stays(laptop, server):
    day, host = laptop
    done, home = carried(day, host, *server)
    other = a_member(server[0], "Youssef Belhadi")
    goes_on(home, server[1], 7, "Rose Tanguy")
    report_text(home.sheets.get(number=12), "Relu.", by=server[1], at=AT)

    staying = undone(done, server[1])

    assert [one.number for one in home.sheets.order_by("number")] == [7, 12]
    assert (staying, home.sheets.get(number=12).report.text) == (2, "Relu.")
    assert ForumDay.objects.filter(pk=home.pk).exists()
    assert other.is_member


def test_the_last_one_is_undone_first_and_within_thirty_days(laptop, server):
    day, host = laptop
    first, _home = carried(day, host, *server)
    written(day, host, 3, "Qui garde les clés ?")
    second, _home = carried(day, host, *server)
    late = second.brought_at + datetime.timedelta(days=31)

    with pytest.raises(Refusal):
        undone(first, server[1])
    with pytest.raises(Refusal):
        undone(second, server[1], at=late)

    assert may_undo(second, at=second.brought_at)
    assert day_of(first).sheets.count() == 3


def test_who_does_not_host_undoes_nothing(laptop, server):
    day, host = laptop
    done, home = carried(day, host, *server)

    with pytest.raises(Refusal):
        undone(done, a_member(server[0], "Youssef Belhadi"))

    assert home.sheets.count() == 2


def test_the_bytes_of_photos_go_too(laptop, server, settings, monkeypatch):
    day, host = laptop
    before = set(file_store.files())
    done, _home = carried(day, host, *server)

    undone(done, server[1])

    assert set(file_store.files()) == before


def test_what_somebody_said_again_of_themselves_stays(laptop, server):
    """In the same words: nothing differs but who said it."""
    hugo = a_member(server[0], "Hugo Perrin")
    content = take_away(laptop[0], by=laptop[1])
    uid = next(uid for uid, one in read_carried(content).of(PERSON).items() if one.facts["name"] == hugo.name)
    done, home = brought(content, *server, same=[uid])
    own = pledge_to_sheet(home.sheets.get(number=12), by=hugo, at=AT, carries=True, how=How(reply_to="h@example.org"))

    assert undo_homecoming(done, by=server[1], at=AT)

    own.refresh_from_db()
    assert own.reply_to == "h@example.org"


def test_what_others_joined_to_a_sheet_or_copied_again_stays(laptop, server):
    day, host = laptop
    done, home = carried(day, host, *server)
    helper, zoe = a_member(server[0], "Malo Riou"), a_member(server[0], "Zoé Lamour")
    home.hosts.create(person=helper, asked_at=AT, accepted_at=AT)
    own = propose(home, "Et les courses ?", by=zoe, at=AT)
    join_sheet(own, home.sheets.get(number=7), by=zoe, at=AT)
    home.sheets.get(number=12).pledges.update(words="", reply_to="")
    goes_on(home, helper, 12, "Inès Aubry", words="Le jeudi", how=How(reply_to="ines@example.org"))
    written(home, helper, 30, "Et les bus ?", asked_by="Odile Marchand")

    undone(done, server[1])

    assert own.report.joined_to.number == 7
    assert home.sheets.get(number=12).pledges.get().reply_to == "ines@example.org"
    assert home.sheets.get(number=30).asked_by.name == "Odile Marchand"


def test_a_report_is_again_of_who_wrote_it(laptop, server):
    day, host = laptop
    zoe = a_member(server[0], "Zoé Lamour")
    _done, home = carried(day, host, *server)
    home.sheets.filter(number=12).update(asked_by=zoe)
    home.sheets.get(number=12).former_reports.all().delete()
    Report.objects.filter(sheet__day=home).update(by=zoe, at=AT)
    report_text(day.sheets.get(number=12), "Avec un autre trajet.", by=host, at=AT)
    again, _home = carried(day, host, *server)
    assert Report.objects.get(sheet__day=home).by == server[1]

    undone(again, server[1])

    report = Report.objects.get(sheet__day=home)
    assert (report.text, report.by) == ("On a dessiné les trajets.", zoe)
    assert [one.text for one in report.sheet.former_reports.all()] == []


def test_undoing_asks_no_more_for_more_people(laptop, server, django_assert_max_num_queries):
    day, host = laptop
    for number in range(40):
        goes_on(day, host, 7, f"Personne {'abcdefgh'[number % 8]} {'ijklm'[number // 8]}")
    done, _home = carried(day, host, *server)

    with django_assert_max_num_queries(900):
        undo_homecoming(done, by=server[1], at=AT)

    assert Person.objects.filter(space=server[0]).get() == server[1]

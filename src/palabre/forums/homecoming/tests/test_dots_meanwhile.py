"""Dots that are open here while a file of the forum comes, or is undone: neither ends them, nor tells of them."""

import pytest
from django.urls import reverse

from palabre.forums.ballots.day_dots import close_dots
from palabre.forums.ballots.own_ballot import begin_ballot, take_dot_back
from palabre.forums.homecoming.arrival import receive_file
from palabre.forums.homecoming.carried_copy import take_away
from palabre.forums.homecoming.tests.two_computers import (
    brought,
    carried,
    dot_put,
    dots_opened,
)
from palabre.forums.models import DotVote, ForumDay
from palabre.forums.outcome.closure import close_day
from palabre.forums.tests.scene import AT, as_
from palabre.people.reader import Reader
from tests.builders import a_member

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize("many", [3, 6])
def test_a_file_closes_no_day_whose_dots_are_open(laptop, server, many):
    """With few ballots they would be lost, with more they would be counted, and nothing would open them again."""
    (day, host), (space, by) = laptop, server
    _done, home = carried(day, host, space, by)
    dots_opened(home, by)
    for number in range(many):
        dot_put(home, 12, by=a_member(space, f"Malo{'abcdef'[number]} Durand"))
    close_day(day, {}, by=host, at=AT)
    content = take_away(day, by=host)
    waiting = receive_file(space, content, by=by, at=AT)

    preview = as_(by).get(waiting.get_absolute_url()).content.decode()
    done, home = brought(content, space, by)

    vote = DotVote.objects.get(day=home)
    assert (home.closed_at, done.closed_day, vote.is_open, vote.ballots.count()) == (None, False, True, many)
    told = as_(by).get(done.get_absolute_url()).content.decode()
    assert ["Ici, ses gommettes sont ouvertes" in one for one in (preview, told)] == [True, True]
    assert "elle se ferme ici" not in preview
    close_dots(home, by=by, at=AT)
    assert "Ici, ses gommettes sont ouvertes" not in as_(by).get(done.get_absolute_url()).content.decode()


def test_once_they_are_closed_a_file_closes_it(laptop, server):
    (day, host), by = laptop, server[1]
    _done, home = carried(day, host, *server)
    dots_opened(home, by)
    close_day(day, {}, by=host, at=AT)
    close_dots(home, by=by, at=AT)

    done, home = carried(day, host, *server)

    assert (home.closed_at is not None, done.closed_day) == (True, True)


@pytest.mark.parametrize("done", ["none", "ballot opened", "dot taken back"])
def test_undoing_tells_nothing_of_who_opened_a_ballot(laptop, server, done):
    """Until they are closed, a host who tries is answered the same, whether somebody opened a ballot or not."""
    space, by = server
    homecoming, day = carried(*laptop, space, by)
    dots_opened(day, by)
    other = a_member(space, "Youssef Belhadi")
    day, holders = ForumDay.objects.get(pk=day.pk), [f"person {other.pk}"]
    if done == "ballot opened":
        begin_ballot(day, holders, at=AT)
    if done == "dot taken back":
        dot_put(day, 12, by=other)
        take_dot_back(day, 12, holders, Reader.here(space, other), at=AT)

    shown = as_(by).get(homecoming.get_absolute_url()).content.decode()
    answer = as_(by).post(f"{homecoming.get_absolute_url()}undoing/")

    assert "Des gommettes ont été ouvertes" in shown
    assert [words in shown for words in ("undoing/", "s’annule pendant trente jours")] == [False, False]
    assert (answer.status_code, "Des gommettes ont été ouvertes" in answer.content.decode()) == (409, True)


def test_closing_by_hand_says_that_to_undo_it_does_not_open_dots_again(server, laptop):
    _homecoming, day = carried(*laptop, *server)
    dots_opened(day, server[1])

    shown = as_(server[1]).get(reverse("forums:closing", args=[day.forum.space.slug, day.forum_id])).content.decode()

    assert "Annuler la fermeture ne les rouvre pas." in shown

"""The versions of an intention: thirty on a screen, and what each changed as far as a screen can hold it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.models import Intention
from palabre.groups.outputs import intention_versions
from palabre.notes.diff import line_matches
from palabre.notes.markdown.html_render import render
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_space, entered
from tests.long_texts import in_short_lines

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 10, 13, 12, 30, tzinfo=datetime.UTC)
SCREEN = intention_versions.A_SCREEN


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Courtois")


@pytest.fixture
def group(ines):
    return a_group(ines.space, convened_by=(ines,))


def written(group, texts, *, by):
    Intention.objects.bulk_create(
        Intention(
            space=group.space,
            audience=group.audience,
            group=group,
            text=text,
            body_html=render(text),
            by=by,
            at=NOW,
            number=number,
        )
        for number, text in enumerate(texts, 1)
    )


def seen(group, query="", who=None):
    who = who or entered(Client(), a_member(group.space, "Malo Tual"))
    return who.get(reverse("groups:intention", args=[group.space.slug, group.pk]) + query)


def test_a_long_past_goes_on_from_screen_to_screen(group, ines):
    written(group, [f"Aller au marché, {number}." for number in range(SCREEN + 4)], by=ines)

    first = seen(group)
    second = seen(group, f"?before={first.context['past'].older}")

    shown = [one.said.number for answer in (first, second) for one in answer.context["past"].shown]
    assert shown == list(range(SCREEN + 4, 0, -1))
    assert f'<a href="?before={first.context["past"].older}">' in first.content.decode()
    assert second.context["past"].older == 0
    assert second.context["now"].number == SCREEN + 4
    assert all(one.changes for one in first.context["past"].shown)


@pytest.mark.parametrize("query", ["", "?before=2", "?before=3"])
def test_from_outside_only_the_latest_words_are_read(group, ines, query):
    written(group, ["Aider Karim, qui boit.", "Aider Karim.", "Aider chacun."], by=ines)

    page = seen(group, query, who=Client()).content.decode()

    assert ("Aider chacun." in page, "Karim" in page) == (True, False)


def test_the_last_screen_may_hold_the_first_version_alone(group, ines):
    written(group, ["Aller au marché.", "Aller au marché sans voiture."], by=ines)

    assert 'id="v1"' in seen(group, "?before=2").content.decode()


@pytest.mark.parametrize("count", [1, SCREEN + 4])
def test_it_costs_one_query_however_many_versions(group, ines, count, django_assert_num_queries):
    written(group, [f"Aller au marché, {number}." for number in range(count)], by=ines)
    reader = Reader(group.space, ines, NOW.date())
    reader.fetch(reader.may_read(Intention))

    with django_assert_num_queries(1):
        intention_versions.versions(group, reader)


def test_the_versions_of_a_screen_are_compared_in_a_number_of_steps(group, ines, monkeypatch):
    compared, real = [], line_matches.are_kin

    def are_kin(one, other, work):
        compared.append(one)
        return real(one, other, work)

    written(group, [in_short_lines(("ab", "ba")[number % 2], 3) for number in range(6)], by=ines)
    monkeypatch.setattr(intention_versions, "MOST_STEPS", 300_000)
    monkeypatch.setattr(line_matches, "are_kin", are_kin)

    answer = seen(group)

    shown = answer.context["past"].shown
    assert len(compared) < 2 * 3 * 60 * 60
    assert [bool(one.changes) for one in shown] == [False] * 6
    assert [one.shows_text for one in shown] == [True, False, False, False, False, True]
    assert '<a href="?before=6#v5">' in answer.content.decode()


def test_a_screen_shows_so_many_changes_and_leads_to_the_others(group, ines, monkeypatch):
    monkeypatch.setattr(intention_versions, "MOST_SHOWN", 7)
    written(group, ["un", "\n\n".join(["deux"] * 4), "trois", "quatre", "cinq"], by=ines)

    shown = seen(group).context["past"].shown
    from_it = seen(group, shown[-2].address.split("#")[0]).context["past"].shown

    assert sum(len(line.bits) for one in shown for change in one.changes for line in change.lines) <= 7
    assert [(bool(one.changes), one.shows_text) for one in shown[:2]] == [(True, False), (True, False)]
    assert (shown[-2].changes, shown[-2].shows_text) == ([], False)
    assert from_it[0].said.number == 2
    assert from_it[0].changes or from_it[0].shows_text

"""At most five questions, the most useful first, answered on the page of what was read or in the margin of a line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.plugin import DjangoDbBlocker

from palabre.groups.models import MergeProposal
from palabre.meetings.models import Meeting
from palabre.minutes.doubts.day_doubts import day_typed
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.doubts.five_questions import MOST, questions_of, the_five
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Doubt, Import
from palabre.minutes.tests.scene import brought, seen
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_space, entered
from tests.erasing import erase
from tests.made_once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Import]:
    with made_once(django_db_blocker):
        yield brought(a_member(a_space(), "Hugo Ferreira"))


@pytest.fixture
def reading(imported: Import, client: Client) -> Import:
    reading = Import.objects.get(pk=imported.pk)
    entered(client, reading.by)
    return reading


@pytest.fixture
def here(reading: Import) -> Person:
    return reading.by


def doubt_of(reading: Import, kind: str) -> Doubt:
    return reading.doubts.get(kind=kind)


def url(name: str, doubt: Doubt, tail: str = "") -> str:
    kwargs = {"space": doubt.reading.space.slug, "number": doubt.reading_id, "doubt": doubt.pk}
    return reverse(f"minutes:{name}", kwargs=kwargs) + tail


def doubts_in_memory(*kinds: str) -> list[Doubt]:
    return [Doubt(pk=n, kind=kind, first_line=n, last_line=n, words="mots") for n, kind in enumerate(kinds, 1)]


def test_the_five_are_those_of_the_story_in_its_order(reading: Import) -> None:
    five = the_five(reading.doubts.all())

    kinds = ["organisation_spelling", "relative_date", "merge_who", "carrier", "contact"]
    assert [doubt.kind for doubt in five] == kinds


def test_one_of_each_kind_comes_first_then_the_second_ones() -> None:
    five = the_five(doubts_in_memory("mood", "mood", "need", "relative_date", "ambiguous_date"))

    assert [doubt.pk for doubt in five] == [4, 1, 3, 5, 2]


def test_never_more_than_five_are_asked_and_the_others_are_counted() -> None:
    asked = questions_of(doubts_in_memory(*["need"] * 9))

    assert (asked.total, asked.left) == (MOST, 4)


def test_what_has_one_answer_only_is_no_question() -> None:
    assert the_five(doubts_in_memory("not_a_name", "merge", "of tomorrow")) == []


def test_once_all_was_said_nothing_is_asked() -> None:
    doubts = doubts_in_memory("mood", "need")
    doubts[0].settled_at, doubts[0].answer = timezone.now(), "keep"
    doubts[1].put_off_at = timezone.now()

    said = questions_of(doubts, settled=2)

    assert (said.total, said.asked, said.left) == (2, None, 1)
    assert [one.sentence for one in (said.just_said,) if one] == ["Plus tard, donc. Ces mots restent soulignés."]


def test_an_answer_leads_to_the_next_question_with_its_undo(client: Client, reading: Import) -> None:
    doubt = doubt_of(reading, "organisation_spelling")

    answer = client.post(url("answer", doubt), {"choice": "no"}, follow=True)

    text = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith(f"?settled={doubt.pk}#question")
    assert "Ce sont deux organisations." in text
    assert url("reopening", doubt) in text
    assert "2 sur 5" in text


def test_an_answer_taken_back_is_asked_again(client: Client, reading: Import) -> None:
    doubt = doubt_of(reading, "organisation_spelling")
    client.post(url("answer", doubt), {"choice": "yes"})

    answer = client.post(url("reopening", doubt), follow=True)

    assert "1 sur 5" in answer.content.decode()


def test_later_leads_to_the_next_one(client: Client, reading: Import) -> None:
    doubt = doubt_of(reading, "organisation_spelling")

    answer = client.post(url("answer", doubt), {"choice": "later"}, follow=True)

    assert "2 sur 5" in answer.content.decode()
    assert doubt_of(reading, "organisation_spelling").settled_at is None


def test_later_for_telling_people_is_remembered_while_questions_are_answered(client: Client, reading: Import) -> None:
    doubt = doubt_of(seen(reading), "organisation_spelling")

    answer = client.post(url("answer", doubt, "?next=open"), {"choice": "no"}, follow=True)

    assert answer.redirect_chain[-1][0].endswith(f"?settled={doubt.pk}&next=open#question")
    assert 'class="button primary">Ouvrir aux porteurs' in answer.content.decode()


def test_a_doubt_finds_its_rows_after_a_name_was_taken_away(reading: Import, here: Person) -> None:
    erase(here.space.persons.get(name="Bastien Lorrimer"), at=timezone.now())
    doubt = doubt_of(reading, "merge_who")
    key, name = doubt.facts["choices"][0]

    settle_doubt(doubt, key, by=here, at=timezone.now())

    assert "Lorrimer" not in name
    assert MergeProposal.objects.exclude(source=None).exists()


def test_another_day_is_typed_in_a_field(client: Client, reading: Import) -> None:
    client.post(url("answer", doubt_of(reading, "relative_date")), {"choice": "other", "on": "2023-04-11"})

    assert Meeting.objects.filter(on=datetime.date(2023, 4, 11)).exists()


@pytest.mark.parametrize("typed", ["2023-02-30", "bientôt", "9999-12-31", "0001-01-01", "<b>12</b>", "x" * 100])
def test_a_day_that_is_none_is_refused_beside_what_was_typed(client: Client, reading: Import, typed: str) -> None:
    answer = client.post(url("answer", doubt_of(reading, "relative_date")), {"choice": "other", "on": typed})

    assert answer.status_code == 409
    assert answer.context["answer"]["on"].value() == typed
    assert "Nous ne lisons pas de jour" in answer.content.decode()
    assert "<b>12</b>" not in answer.content.decode()


def test_a_day_of_too_many_words_comes_back_in_a_field_of_words(client: Client, reading: Import) -> None:
    long = "x" * 101

    answer = client.post(url("answer", doubt_of(reading, "relative_date")), {"choice": "other", "on": long})

    assert answer.status_code == 422
    field = str(answer.context["answer"]["on"])
    assert (f'value="{long}"' in field, 'type="text"' in field) == (True, True)
    assert "C’est trop long" in answer.content.decode()


@pytest.mark.parametrize("choice", ["x" * 5000, "\x00"])
def test_an_answer_that_no_button_says_settles_nothing(client: Client, reading: Import, choice: str) -> None:
    answer = client.post(url("answer", doubt_of(reading, "mood")), {"choice": choice})

    assert (answer.status_code, reading.doubts.exclude(settled_at=None).exists()) == (422, False)


@pytest.mark.parametrize("choice", ["", "maybe", "yes"])
def test_an_answer_that_is_none_is_refused_and_nothing_is_settled(client: Client, reading: Import, choice: str) -> None:
    answer = client.post(url("answer", doubt_of(reading, "mood")), {"choice": choice})

    assert answer.status_code == 409
    assert not reading.doubts.exclude(settled_at=None).exists()


@pytest.mark.parametrize("tail", ["?doubt=x", "?doubt=-1", "?settled=999999999999999999999", "?doubt=٣", "?next=?"])
def test_an_address_with_anything_behind_it_shows_the_page(client: Client, reading: Import, tail: str) -> None:
    assert client.get(reading.get_absolute_url() + tail).status_code == 200


def test_a_day_is_read_as_people_write_it() -> None:
    assert day_typed("11 avril 2023", today=datetime.date(2023, 1, 1)) == datetime.date(2023, 4, 11)


def test_two_days_are_none() -> None:
    with pytest.raises(Refusal):
        day_typed("le 11 ou le 12 avril 2023", today=datetime.date(2023, 1, 1))


@pytest.mark.parametrize("name", ["answer", "reopening"])
def test_who_may_only_read_settles_nothing(client: Client, reading: Import, here: Person, name: str) -> None:
    open_to_space(reading, by=here, at=timezone.now())
    here.space.publish(timezone.now())
    reading.audience.refresh_from_db()
    reading.audience.widen_to_everybody()
    entered(client, a_person(here.space, "Inès Courtois"))

    answer = client.post(url(name, doubt_of(reading, "mood")), {"choice": "keep"})

    assert answer.status_code == 403
    assert url("answer", doubt_of(reading, "mood")) not in client.get(reading.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["answer", "reopening"])
def test_a_doubt_of_another_reading_is_not_found(client: Client, reading: Import, here: Person, name: str) -> None:
    other = brought(a_member(here.space, "Inès Courtois"), "# Rencontre\n\nUn atelier mardi suivant.\n")
    hers = other.doubts.create(kind="need", first_line=1, last_line=1, words="x")

    assert client.post(url(name, hers), {"choice": "yes"}).status_code == 404


def test_the_margin_of_a_line_holds_the_answers_and_leads_back_there(client: Client, reading: Import) -> None:
    doubt = doubt_of(reading, "relative_date")
    there = reverse("wiki:line", args=[reading.space.slug, reading.page.slug, 69])
    assert f"{url('answer', doubt)}?line=69" in client.get(there).content.decode()

    answer = client.post(url("answer", doubt, "?line=69"), {"choice": "keep"})

    assert answer.url == f"{there}#l69"
    text = client.get(there).content.decode()
    assert ("Les mots restent, sans jour." in text, f"{url('reopening', doubt)}?line=69" in text) == (True, True)


def test_settled_words_are_underlined_no_more(client: Client, reading: Import, here: Person) -> None:
    before = client.get(reading.page.get_absolute_url()).content.decode().count('class="doubt"')

    settle_doubt(doubt_of(reading, "relative_date"), "same", by=here, at=timezone.now())

    assert client.get(reading.page.get_absolute_url()).content.decode().count('class="doubt"') == before - 1


def test_who_may_not_settle_reads_the_doubt_without_its_answers(client: Client, reading: Import, here: Person) -> None:
    open_to_space(reading, by=here, at=timezone.now())
    reading.audience.refresh_from_db()
    here.space.publish(timezone.now())
    reading.audience.widen_to_everybody()

    text = Client().get(reverse("wiki:lines", args=[reading.space.slug, reading.page.slug])).content.decode()

    assert ('<p class="proposed">' in text, "formaction" in text) == (True, False)


@pytest.mark.parametrize("rows", [1, 5])
def test_the_page_of_what_was_read_costs_the_same_at_one_and_at_five_doubts(
    client: Client, here: Person, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reading = brought(here, "# Rencontre\n\nPrésents : Nadège Kerouanton\n\nÀ faire :\n- coller les affiches\n")
    reading.doubts.all().delete()
    for _number in range(rows):
        reading.doubts.create(kind="need", first_line=1, last_line=1, words="Une salle ?")

    with django_assert_num_queries(21):
        client.get(reading.get_absolute_url())

"""« Je réponds » to a need, with and without an account, and its undo."""

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Answer
from palabre.groups.needs import need_answers, satisfaction
from palabre.journal.models import Entry
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_need, a_space, an_answer, entered
from tests.lengths import often

pytestmark = pytest.mark.django_db

TEXT = "Le foyer est libre\nle lundi matin."


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def need(space):
    return a_need(space)


def answer(need, by, text=TEXT):
    return need_answers.answer_need(need, text, by=by, at=timezone.now())


def send(client, need, **said):
    return client.post(reverse("groups:answering", args=[need.space.slug, need.pk]), said)


def words(response):
    return " ".join(response.content.decode().split())


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_the_same_words_twice_are_one_answer(need, ines):
    first = answer(need, ines, f"\n{TEXT}\r\n")

    assert (first.text, answer(need, ines), verbs()) == (TEXT, first, ["need.answered"])


@pytest.mark.parametrize(("text", "status"), [("", 409), (" \n", 409), ("\x00", 422), ("a" * 4001, 422)])
def test_what_says_nothing_or_too_much_is_refused_and_shown_again(client, need, ines, text, status):
    refused = send(entered(client, ines), need, text=text)

    assert (refused.status_code, Answer.objects.exists()) == (status, False)
    assert len(text) < 9 or text in refused.content.decode()


def test_one_need_takes_a_number_of_answers_in_an_hour_and_no_more(need, ines, monkeypatch):
    monkeypatch.setattr(need_answers, "MOST_IN_AN_HOUR", 1)
    answer(need, ines)

    with pytest.raises(Refusal) as refused:
        answer(need, ines, "Une autre réponse.")

    assert (refused.value.status, "60 minutes" in str(refused.value.instead)) == (429, True)


def test_who_answers_without_end_waits_and_a_hall_does_not(need, ines):
    hall = [a_member(need.space, f"Personne {one}") for one in range(often(400))]
    for number in range(need_answers.MOST_OF_ONE):
        answer(need, ines, f"Réponse {number}.")

    with pytest.raises(need_answers.TooManyAnswers):
        answer(need, ines, "Une de plus.")
    answers = [answer(need, her, "Je viens.") for her in hall]

    assert len({one.pk for one in answers}) == len(hall)


def test_an_answer_is_read_under_its_need_with_who_said_it(client, need, ines):
    an_answer(need, TEXT, by=ines)

    said = words(client.get(need.get_absolute_url()))

    assert "<b>Inès Courtois</b>" in said
    assert "Le foyer est libre<br>le lundi matin." in said
    assert "Pas encore de réponse." not in said


def test_the_page_of_a_need_has_each_field_once(client, need, ines):
    said = words(entered(client, ines).get(need.get_absolute_url()))

    assert [said.count(f'id="{one}"') for one in ("id_text", "promise_words", "refusal_words")] == [1, 1, 1]


def test_who_answered_reads_so_and_takes_it_back_once(client, space, need, ines):
    send(entered(client, ines), need, text=TEXT)
    given = Answer.objects.get()
    undo = reverse("groups:answer_undoing", args=[space.slug, given.pk])
    assert undo in words(client.get(need.get_absolute_url()))

    statuses = [client.post(undo).status_code for _twice in range(2)]

    assert (statuses, Answer.objects.count()) == ([302, 404], 0)
    assert verbs() == ["need.answered", "answer.withdrawn"]


def test_nobody_takes_back_what_another_answered(client, space, need, ines):
    given = an_answer(need, by=ines)
    undo = reverse("groups:answer_undoing", args=[space.slug, given.pk])

    refused = entered(client, a_member(space, "Hugo Ferreira")).post(undo)
    need_answers.withdraw_answer(given, by=a_member(space, "Malo Quéré"))

    assert (refused.status_code, Answer.objects.count()) == (403, 1)
    assert undo not in words(client.get(need.get_absolute_url()))


def test_who_passes_by_says_her_name_and_answers_once(client, need):
    form_token = (
        client.get(reverse("groups:answering", args=[need.space.slug, need.pk])).context["form"]["form_token"].value()
    )

    for _twice in range(2):
        send(client, need, who="Nadia Ferhat", form_token=form_token, text=TEXT)

    assert Answer.objects.get().by == Person.objects.get(name="Nadia Ferhat")
    assert "votre réponse est là" in words(client.get(need.get_absolute_url()))


def test_each_of_several_answers_of_hers_has_its_undo(client, space, need, ines):
    given = [an_answer(need, f"Réponse {number}", by=ines) for number in range(2)]

    said = words(entered(client, ines).get(need.get_absolute_url()))

    assert all(reverse("groups:answer_undoing", args=[space.slug, one.pk]) in said for one in given)
    assert "Vous avez répondu : <q>Réponse 1</q>" in said


def test_a_text_that_looks_like_a_page_is_shown_as_it_is(client, need, ines):
    an_answer(need, "<script>alert(1)</script>", by=ines)

    assert "<script>alert" not in client.get(need.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_answers_cost_the_same_with_one_and_with_five(client, need, ines, count, django_assert_num_queries):
    for number in range(count):
        an_answer(need, f"Réponse {number}", by=a_member(need.space, f"Personne {number}"))

    with django_assert_num_queries(8):
        assert entered(client, ines).get(need.get_absolute_url()).status_code == 200


def test_an_answer_that_is_reported_says_who_gave_it_and_who_reports_it(client, need, ines):
    send(entered(client, ines), need, text=TEXT, given_by="La mairie")

    page = words(client.get(need.get_absolute_url()))

    assert "<b>La mairie</b>" in page
    assert "rapporté par Inès Courtois" in page
    assert "rapporte une réponse" in words(client.get(need.space.get_absolute_url()))


def test_who_reports_an_answer_may_say_that_it_is_enough(need, ines):
    answer(need, ines)

    assert satisfaction.answered_by(ines, need)
    need.answers.update(given_by="La mairie")
    assert not satisfaction.answered_by(ines, need)


def test_a_name_too_long_of_who_answered_is_refused(need, ines):
    with pytest.raises(Refusal):
        need_answers.answer_need(need, TEXT, by=ines, at=timezone.now(), given_by="a" * 121)

    assert not need.answers.exists()


@pytest.mark.parametrize("bound", [{"MOST_IN_PASSING": 2}, {"CHARACTERS_IN_PASSING": 2 * len(TEXT)}])
def test_names_typed_in_passing_do_not_fill_a_need(need, space, ines, monkeypatch, bound):
    for name, most in bound.items():
        monkeypatch.setattr(need_answers, name, most)
    first, second, third = in_passing(space, 3)
    for one in (first, second):
        answer(need, one)

    with pytest.raises(need_answers.TooManyAnswers, match="en passant"):
        answer(need, third)

    assert answer(need, ines).by == ines


def test_all_of_a_hall_of_four_hundred_answer_twice(need, space):
    *others, last = in_passing(space, 400)
    said = {"space": space, "audience": need.audience, "need": need, "at": timezone.now()}
    twice = [(one, number) for one in others for number in range(2)]
    Answer.objects.bulk_create(
        Answer(by=one, text=f"{one} peut aider, réponse {number}.", **said) for one, number in twice
    )

    assert answer(need, last).by == last


def in_passing(space, count):
    made = [Person(space=space, name=f"Loïc Riou {number}", is_self_named=True) for number in range(count)]
    return Person.objects.bulk_create(made)

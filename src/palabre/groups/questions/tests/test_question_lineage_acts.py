"""A question is said otherwise, joins others, is cut in several, goes on; and all that is taken back whole."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Carrying
from palabre.groups.questions.carried_questions import carried_now
from palabre.groups.questions.carrying import carriers, carry
from palabre.groups.questions.question_access import looks_after
from palabre.groups.questions.question_merge import merge_questions
from palabre.groups.questions.question_split import carry_on, split
from palabre.groups.questions.question_undo import came_from, undo_question_change
from palabre.groups.questions.wordings import go_back, reword
from palabre.journal.models import Entry
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.questions.living_questions import living_ones
from palabre.questions.models import Lineage, Question
from palabre.questions.question_lineage import A_MONTH
from palabre.refusal import Refusal
from tests.builders import a_group, a_lineage, a_member, a_question, a_space

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WATER, RIVER = "Qui veille sur l’eau ?", "Que devient la rivière ?"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def water(space):
    return a_question(space, WATER)


def edge_of(question):
    return Lineage.objects.standing().get(source=question)


def texts(questions):
    return [one.text for one in questions]


def reader_of(person):
    return Reader(person.space, person, timezone.localdate())


def test_invariant_2_a_question_keeps_each_of_its_wordings(water, ines):
    for text in (RIVER, "Et la source ?", "Et  la source ?"):
        reword(water, text, by=ines, at=NOW)

    assert texts(water.wordings.order_by("number")) == [WATER, RIVER, "Et la source ?"]
    assert Question.objects.get().text == "Et la source ?"


def test_a_question_is_said_again_as_before_and_both_wordings_stay(water, ines):
    made = reword(water, RIVER, by=ines, at=NOW)

    for _twice in range(2):
        go_back(made, by=ines, at=NOW)

    assert texts(water.wordings.order_by("number")) == [WATER, RIVER, WATER]
    assert Entry.objects.filter(verb="question.said_again").count() == 1


def test_a_wording_of_more_than_thirty_days_is_not_gone_back_on(water, ines):
    made = reword(water, RIVER, by=ines, at=NOW)

    with pytest.raises(Refusal, match="trente jours"):
        go_back(made, by=ines, at=NOW + A_MONTH + datetime.timedelta(days=1))


def test_only_who_carries_or_asked_a_question_says_what_becomes_of_it(space, water, ines):
    ines.come(NOW)
    malo = a_member(space, "Malo Quintric")
    before = looks_after(malo, water)
    a_group(space, carrying=(water,), convened_by=(ines,))

    with pytest.raises(Refusal, match="qui portent"):
        reword(water, RIVER, by=malo, at=NOW)

    assert (before, looks_after(malo, water), looks_after(ines, water), looks_after(None, water)) == (
        True,
        False,
        True,
        False,
    )


def test_two_questions_become_one_in_new_words_once(space, water, ines):
    river = a_question(space, RIVER)

    for _twice in range(2):
        made = merge_questions([water, river], text="Qui veille sur l’eau vive ?", by=ines, at=NOW)

    assert Question.objects.living().get() == made
    assert [edge.target for edge in Lineage.objects.all()] == [made, made]
    assert texts(living_ones([river, water], reader_of(ines))) == ["Qui veille sur l’eau vive ?"]


def test_a_question_joins_one_that_is_there_and_leads_nowhere_else(space, water, ines):
    river = a_question(space, RIVER)
    merge_questions([water], into=river, by=ines, at=NOW)

    with pytest.raises(Refusal, match="est devenue une autre"):
        merge_questions([river], into=water, by=ines, at=NOW)
    with pytest.raises(Refusal, match="est devenue une autre"):
        reword(water, "Autrement ?", by=ines, at=NOW)

    assert Question.objects.living().get() == river


def test_a_question_joins_none_that_some_of_its_readers_could_not_read(space, water, ines):
    hidden = a_question(space, RIVER, audience=Audience.of_persons(ines))

    with pytest.raises(Refusal, match="ne pourraient pas lire"):
        merge_questions([water], into=hidden, by=ines, at=NOW)


def test_a_question_is_cut_in_several_once_and_never_in_one(water, ines):
    with pytest.raises(Refusal, match="Deux questions au moins"):
        split(water, ["Une ?", " Une ?", ""], by=ines, at=NOW)

    for _twice in range(2):
        made = split(water, ["Une ?", "Deux ?"], by=ines, at=NOW)

    assert texts(made) == texts(Question.objects.living().order_by("pk")) == ["Une ?", "Deux ?"]


def test_a_question_goes_on_in_another_and_who_carries_it_carries_that_one(space, water, ines):
    group = a_group(space, carrying=(water,), convened_by=(ines,))

    made = [carry_on(water, RIVER, by=ines, at=NOW) for _twice in range(2)]

    assert made[0] == made[1]
    assert carriers(made[0]) == [group]
    assert texts(carried_now([group], reader_of(ines))[group.pk]) == [RIVER]
    assert Carrying.objects.get().question == water


def merged(water, by):
    return merge_questions([water, a_question(water.space, RIVER)], text="Et l’eau du bourg ?", by=by, at=NOW)


def parted(water, by):
    return split(water, ["Une ?", "Deux ?"], by=by, at=NOW)


def continued(water, by):
    return carry_on(water, RIVER, by=by, at=NOW)


def test_a_question_that_somebody_carries_under_its_former_words_is_not_woken_again(space, water, ines):
    group = a_group(space, carrying=(water,), convened_by=(ines,))
    made = carry_on(water, RIVER, by=ines, at=NOW)

    assert carry(made, by=ines, at=NOW) == group
    with pytest.raises(Refusal):
        carry(made, by=a_member(space, "Malo Quintric"), at=NOW)


def test_taken_back_all_is_as_before_and_what_was_born_leads_to_where_it_came_from(water, ines):
    before = texts(Question.objects.living())
    parts = split(water, ["Une ?", "Deux ?"], by=ines, at=NOW)

    edge = Lineage.objects.first()
    for _twice in range(2):
        undo_question_change(edge, by=ines, at=NOW)

    assert texts(Question.objects.living()) == before
    assert [came_from(one.pk, water.space) for one in parts] == [water.pk, water.pk]


def test_what_was_born_of_what_went_leads_to_where_that_came_from(water, ines):
    first = carry_on(water, RIVER, by=ines, at=NOW)
    second = carry_on(first, "Et la source ?", by=ines, at=NOW)
    for one in (first, water):
        undo_question_change(edge_of(one), by=ines, at=NOW)

    assert came_from(second.pk, water.space) == water.pk


def test_a_question_alone_has_nothing_to_join_named_twice_or_not(water, ines):
    with pytest.raises(Refusal, match="question seule"):
        merge_questions([water, water], text=RIVER, by=ines, at=NOW)


def test_a_question_born_of_a_gesture_stays_when_somebody_carries_it_since(space, water, ines):
    parts = split(water, ["Une ?", "Deux ?"], by=ines, at=NOW)
    carry(parts[0], by=ines, at=NOW)

    undo_question_change(edge_of_part(parts[0]), by=ines, at=NOW)

    assert texts(Question.objects.living().order_by("pk")) == [WATER, "Une ?"]


@pytest.mark.parametrize("change", [merged, parted, continued])
def test_words_that_somebody_else_wrote_stay_as_questions_of_their_own(space, water, ines, change):
    """Any member may undo it where nobody carries these questions."""
    change(water, ines)
    malo = a_member(space, "Malo Quintric")
    before = texts(Question.objects.order_by("pk"))

    undo_question_change(Lineage.objects.first(), by=malo, at=NOW)

    assert texts(Question.objects.living().order_by("pk")) == before


def edge_of_part(part):
    return part.comes_from.get()


def test_an_existing_question_never_goes_with_what_is_taken_back(space, water, ines):
    river = a_question(space, RIVER)
    merge_questions([water], into=river, by=ines, at=NOW)

    undo_question_change(edge_of(water), by=ines, at=NOW)

    assert texts(Question.objects.living().order_by("pk")) == [WATER, RIVER]


def test_what_questions_became_is_taken_back_for_thirty_days_and_not_by_everybody(space, water, ines):
    ines.come(NOW)
    a_group(space, carrying=(water,), convened_by=(ines,))
    carry_on(water, RIVER, by=ines, at=NOW)
    edge = edge_of(water)

    with pytest.raises(Refusal, match="portent ces questions"):
        undo_question_change(edge, by=a_member(space, "Malo Quintric"), at=NOW)
    with pytest.raises(Refusal, match="trente jours"):
        undo_question_change(edge, by=ines, at=NOW + A_MONTH + datetime.timedelta(seconds=1))

    assert edge_of(water) == edge


def test_what_minutes_tell_is_not_taken_back_here(space, water, ines):
    edge = a_lineage(water, a_question(space, RIVER))

    with pytest.raises(Refusal, match="compte rendu"):
        undo_question_change(edge, by=ines, at=NOW)

"""Nobody gains a say over another's question by joining their own to it, or by a group born with it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.continuation import begin_again, take_on
from palabre.groups.lineage.group_split import split, undo_birth
from palabre.groups.models import Role
from palabre.groups.publicity.publicity import may_show
from palabre.groups.questions.question_access import looks_after
from palabre.groups.questions.question_merge import merge_questions
from palabre.groups.questions.question_undo import undo_question_change
from palabre.questions.models import Lineage
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_question, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db
SAME = {"sec-fetch-site": "same-origin"}
WORDS, OTHER_WORDS = "Comment garder le four ?", "Vendons le four !"


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Carvalho")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Riou")


@pytest.fixture
def hers(ines):
    question = a_question(ines.space, WORDS)
    a_group(ines.space, "Le four", convened_by=(ines,), carrying=(question,))
    return question


@pytest.fixture
def his(malo):
    question = a_question(malo.space, "Qui a la clé ?")
    a_group(malo.space, "Les clés", convened_by=(malo,), carrying=(question,))
    return question


def reworded(device, question):
    address = reverse("home:wording", args=[question.space.slug, question.pk])
    answer = device.post(address, {"text": OTHER_WORDS})
    question.refresh_from_db()
    return answer.status_code == 302 and question.text == OTHER_WORDS


def passer_by_who_joined(free, hers):
    """A device that took a free question with a typed name, and joined it to this one."""
    device, slug = Client(headers=SAME), hers.space.slug
    device.post(reverse("groups:carrying", args=[slug, free.pk]), {"who": "Malo Riou", "form_token": "x" * 24})
    device.post(reverse("home:union", args=[slug, free.pk]), {"other": hers.pk})
    return device


def test_a_passer_by_who_joins_a_free_question_to_a_carried_one_does_not_reword_it(ines, hers):
    device = passer_by_who_joined(a_question(ines.space, "Qui a la clé ?"), hers)

    assert Lineage.objects.filter(target=hers).exists()
    assert not reworded(device, hers)


def test_nor_does_he_end_it_and_who_carries_it_still_rewords_it(ines, hers):
    device = passer_by_who_joined(a_question(ines.space, "Qui a la clé ?"), hers)

    device.post(reverse("home:question_continuation", args=[ines.space.slug, hers.pk]), {"text": OTHER_WORDS})

    assert not hers.leads_to.standing().exists()
    assert reworded(entered(Client(headers=SAME), ines), hers)


def test_a_member_does_not_reword_another_s_question_by_joining_their_own(malo, hers, his):
    device = entered(Client(headers=SAME), malo)

    device.post(reverse("home:union", args=[malo.space.slug, his.pk]), {"other": hers.pk})

    assert his.leads_to.standing().exists()
    assert not reworded(device, hers)


def test_nor_do_they_take_it_away_into_a_third_one(malo, hers, his):
    third = a_question(malo.space, "Que faire du préau ?")
    merge_questions([his], into=hers, by=malo, at=timezone.now())

    with pytest.raises(Refusal, match="qui portent"):
        merge_questions([hers], into=third, by=malo, at=timezone.now())


def test_who_looks_after_a_question_parts_it_from_one_that_joined_it(ines, malo, hers, his):
    merge_questions([his], into=hers, by=malo, at=timezone.now())

    undo_question_change(Lineage.objects.get(), by=ines, at=timezone.now())

    assert not his.leads_to.standing().exists()


def test_the_carriers_of_a_question_that_joined_a_free_one_answer_for_that_one(ines, malo, his):
    free = a_question(ines.space, WORDS)

    merge_questions([his], into=free, by=malo, at=timezone.now())

    assert looks_after(malo, free)
    assert not looks_after(ines, free)


def test_so_do_they_where_who_looks_after_both_joined_them(ines, malo, hers, his):
    steward = given_care(a_member(ines.space, "Odile Tanneguy"))

    merge_questions([his], into=hers, by=steward, at=timezone.now())

    assert looks_after(malo, hers)


def test_a_group_born_of_another_gives_no_say_over_its_question(ines, malo, hers):
    split(hers.groups.get(), "Les clés", by=malo, at=timezone.now(), questions=[hers.pk])

    assert hers.groups.count() == 2
    assert not reworded(entered(Client(headers=SAME), malo), hers)
    assert looks_after(ines, hers)


@pytest.mark.parametrize("is_undone", [True, False])
def test_nor_does_a_group_born_of_that_one_even_once_the_births_are_undone(ines, malo, hers, is_undone):
    first = split(hers.groups.get(), "Les clés", by=malo, at=timezone.now(), questions=[hers.pk])
    second = split(first.target, "Le trousseau", by=malo, at=timezone.now(), questions=[hers.pk])

    for edge in (first, second) if is_undone else ():
        undo_birth(edge, by=malo, at=timezone.now())

    assert (looks_after(malo, hers), looks_after(ines, hers)) == (False, True)


def test_nor_does_a_group_that_takes_on_what_an_ended_one_carried_beside_hers(ines, malo, hers, his):
    ended, keys = a_group(ines.space, "Le vieux four", carrying=(hers,)), his.groups.get()
    ended.end(timezone.now())

    take_on(ended, into=keys, by=malo, at=timezone.now())

    assert (looks_after(malo, hers), looks_after(ines, hers)) == (False, True)


def test_a_group_that_carries_a_question_already_answers_for_it_whatever_others_have_it_take_on(ines, malo, hers):
    oven, ended = hers.groups.get(), a_group(ines.space, "Le vieux four", carrying=(hers,))
    ended.end(timezone.now())

    take_on(ended, into=oven, by=malo, at=timezone.now())

    assert looks_after(ines, hers)


def test_a_group_that_who_looks_after_the_question_begins_with_it_answers_for_it(ines, malo, hers):
    made = split(hers.groups.get(), "Les clés", by=ines, at=timezone.now(), questions=[hers.pk]).target
    made.welcome(malo, role=Role.CO_CONVENER)

    assert looks_after(malo, hers)


def test_a_group_that_goes_on_with_a_question_that_nobody_carries_any_longer_answers_for_it(ines, malo, hers):
    ended = hers.groups.get()
    ended.end(timezone.now())

    begin_again(ended, "Le four, suite", by=malo, at=timezone.now())

    assert (looks_after(malo, hers), looks_after(ines, hers)) == (True, False)


@pytest.mark.parametrize("how", ["joined", "born"])
def test_who_carries_a_question_still_decides_who_reads_it(ines, malo, hers, his, how):
    if how == "joined":
        merge_questions([his], into=hers, by=malo, at=timezone.now())
    else:
        split(hers.groups.get(), "Les clés", by=malo, at=timezone.now(), questions=[hers.pk])

    assert (may_show(ines, hers), may_show(malo, hers)) == (True, False)

"""A need said by hand, what becomes of it by the gestures of people, and who alone says that it is met."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Addressee, Answer, Need, Pledge, Role
from palabre.groups.needs import need_answers, new_need, promises_and_declines, satisfaction
from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.groups.needs.new_need import NeedDetails
from palabre.groups.needs.notices import who_needs
from palabre.journal.models import Entry
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_need, a_person, a_pledge, a_space, an_answer, readers_of

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)  # a Monday
LACK = "Une salle le lundi matin"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def hugo(space):
    return a_member(space, "Hugo Ferreira")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


@pytest.fixture
def need(group):
    return a_need(group.space, LACK, group=group)


def again(need):
    return Need.objects.with_last_answer().get(pk=need.pk)


def stand(need):
    now = again(need)
    return stand_of(now, answered_at=now.answered_at)


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_one_sentence_is_a_need_read_by_whoever_reads_the_group(space, ines):
    group = a_group(space, convened_by=(ines,), audience=Audience.of_persons(ines))

    said = new_need.say_need(group, f" {LACK}\n", by=ines, at=NOW)

    assert (said.text, said.group, said.audience, said.by) == (LACK, group, group.audience, ines)
    assert (said.kind, said.to, said.wanted_for, said.said_on) == ("other", "", None, datetime.date(2026, 11, 23))


def test_a_need_of_the_community_says_more_when_it_likes(space, hugo, group):
    more = NeedDetails("room", "institution", wanted_for="d’ici vendredi")

    said = new_need.say_need(None, LACK, more=more, by=hugo, at=NOW)
    to_group = new_need.say_need(None, "Une voix", more=NeedDetails(to_group=group), by=hugo, at=NOW)

    assert (said.group, said.audience) == (None, readers_of(space))
    assert (said.kind, said.to, said.wanted_for) == ("room", "institution", datetime.date(2026, 11, 27))
    assert (to_group.to, to_group.to_group) == (Addressee.GROUP, group)


def test_the_same_words_or_the_same_form_are_one_need(ines, group):
    first = new_need.say_need(group, LACK, by=ines, at=NOW, form_token="un")

    same = [
        new_need.say_need(group, words, by=ines, at=NOW, form_token=form_token)
        for words, form_token in [(LACK, ""), ("Tout", "un")]
    ]

    assert (same, verbs()) == ([first, first], ["need.said"])


@pytest.mark.parametrize(("text", "wanted"), [("", ""), ("a" * 601, ""), (LACK, "dès que possible"), (LACK, "hier")])
def test_what_says_nothing_or_no_day_to_come_is_refused(ines, group, text, wanted):
    with pytest.raises(Refusal) as refused:
        new_need.say_need(group, text, more=NeedDetails(wanted_for=wanted), by=ines, at=NOW)

    assert (bool(refused.value.instead), Need.objects.exists()) == (True, False)


def test_who_did_not_join_says_no_need_of_all_nor_of_a_group_that_is_not_hers(space, group):
    guest = a_person(space)

    for of in (None, group):
        with pytest.raises(Refusal):
            new_need.say_need(of, LACK, by=guest, at=NOW, space=space)

    group.welcome(guest, role=Role.CONTRIBUTOR)
    assert new_need.say_need(group, LACK, by=guest, at=NOW).group == group


def test_each_gesture_of_who_answers_says_where_the_need_stands_and_is_undone(need, hugo):
    promises_and_declines.acknowledge(need, by=hugo, at=NOW)
    stands = [stand(need)]
    promises_and_declines.see_to(need, "d’ici vendredi", by=hugo, at=NOW)
    stands.append(stand(need))
    promises_and_declines.decline_need(need, "Le foyer est fermé.", by=hugo, at=NOW + HOUR)
    stands.append(stand(need))
    for undo in (
        promises_and_declines.undo_declining,
        promises_and_declines.undo_seeing_to,
        promises_and_declines.undo_acknowledging,
    ):
        undo(need, by=hugo)
        stands.append(stand(need))

    seen = [
        NeedState.WAITING,
        NeedState.IN_HAND,
        NeedState.DECLINED,
        NeedState.IN_HAND,
        NeedState.WAITING,
        NeedState.WAITING,
    ]
    assert (stands, again(need).acknowledged_at, again(need).reason) == (seen, None, "")


def test_done_twice_each_gesture_is_done_once(need, hugo):
    for _twice in range(2):
        promises_and_declines.acknowledge(need, by=hugo, at=NOW)
        promises_and_declines.see_to(need, "d’ici vendredi", by=hugo, at=NOW)
        promises_and_declines.decline_need(need, "Le foyer est fermé.", by=hugo, at=NOW)

    assert verbs() == ["need.acknowledged", "need.in_hand", "need.declined"]


def test_a_no_says_its_reason_and_a_day_is_one_to_come(need, hugo):
    for act in (promises_and_declines.decline_need, promises_and_declines.see_to):
        with pytest.raises(Refusal):
            act(need, " " if act is promises_and_declines.decline_need else "un jour peut-être", by=hugo, at=NOW)

    assert (stand(need), verbs()) == (NeedState.WAITING, [])


def test_a_promise_is_hers_until_its_day_has_gone_by(space, need, hugo):
    other = a_member(space, "Solène Abgrall")
    promises_and_declines.see_to(need, "d’ici vendredi", by=hugo, at=NOW)
    promises_and_declines.undo_seeing_to(need, by=other)

    with pytest.raises(Refusal, match="Hugo Ferreira"):
        promises_and_declines.see_to(need, by=other, at=NOW + HOUR)

    promises_and_declines.see_to(need, by=other, at=NOW + datetime.timedelta(days=6))
    assert (again(need).in_hand_by, again(need).promised_on) == (other, None)


def test_a_promise_is_said_until_she_who_made_it_answers(client, space, need, hugo):
    promises_and_declines.see_to(need, by=hugo, at=NOW)
    need_answers.answer_need(need, "Demandez à la mairie.", by=a_person(space, "Nadia"), at=NOW + HOUR)
    before = client.get(need.get_absolute_url()).content.decode()

    need_answers.answer_need(need, "La mienne est libre.", by=hugo, at=NOW + 2 * HOUR)

    assert "s’en occupe" in before
    assert "s’en occupe" not in client.get(need.get_absolute_url()).content.decode()


def test_who_did_not_join_sees_to_nothing_unless_she_is_the_contact_of_the_institution(space, need):
    guest = a_person(space)
    acts = [
        promises_and_declines.acknowledge,
        promises_and_declines.see_to,
        lambda need, **by: promises_and_declines.decline_need(need, "Non.", **by),
    ]

    for act in acts:
        with pytest.raises(Refusal):
            act(need, by=guest, at=NOW)

    need.group.welcome(guest, role=Role.LIAISON)
    promises_and_declines.see_to(need, by=guest, at=NOW)
    assert stand(need) is NeedState.IN_HAND


def test_only_the_group_says_that_it_is_enough(need, ines, hugo):
    an_answer(need, by=hugo)
    follower = a_member(need.space, "Malo Quéré")
    a_pledge(need.group, follower)
    Pledge.objects.update(level="informed")

    for act in (satisfaction.satisfy, satisfaction.reopen, satisfaction.withdraw_need):
        for other in (hugo, follower):
            with pytest.raises(Refusal):
                act(need, by=other, at=NOW)

    satisfaction.satisfy(need, by=ines, at=NOW)
    assert (stand(need), again(need).satisfied_by) == (NeedState.SATISFIED, ines)


@pytest.mark.parametrize("answered", ["said", "in hand", "declined", "under another name"])
def test_invariant_10_a_need_is_never_satisfied_by_the_one_who_answered_it(space, need, ines, answered):
    match answered:
        case "said":
            an_answer(need, by=ines)
        case "in hand":
            promises_and_declines.see_to(need, by=ines, at=NOW)
        case "declined":
            promises_and_declines.decline_need(need, "Le foyer est fermé.", by=ines, at=NOW)
        case _:
            double = a_person(space, "I. Courtois")
            double.same_as = ines
            double.save()
            an_answer(need, by=double)

    with pytest.raises(satisfaction.AnsweredIt):
        satisfaction.satisfy(need, by=ines, at=NOW)

    assert again(need).satisfied_at is None


def test_what_the_community_needs_is_met_by_the_word_of_a_member_who_did_not_answer(space, ines, hugo):
    need = a_need(space, LACK, by=hugo)
    an_answer(need, by=ines)

    for other in (ines, a_person(space)):
        with pytest.raises(Refusal):
            satisfaction.satisfy(need, by=other, at=NOW)

    satisfaction.satisfy(need, by=hugo, at=NOW)
    assert stand(need) is NeedState.SATISFIED


def test_not_yet_opens_the_need_again_and_its_undo_brings_back_what_was_done(need, ines, hugo):
    need_answers.answer_need(need, "Le foyer.", by=hugo, at=NOW)
    satisfaction.satisfy(need, by=ines, at=NOW)

    satisfaction.reopen(need, "il manque la clé", by=ines, at=NOW + HOUR)

    assert (stand(need), again(need).missing) == (NeedState.WAITING, "il manque la clé")
    need_answers.answer_need(need, "La clé est là.", by=hugo, at=NOW + 2 * HOUR)
    assert stand(need) is NeedState.ANSWERED
    satisfaction.reopen(need, by=ines, at=NOW + 3 * HOUR)
    satisfaction.undo_reopening(need, by=ines)
    assert stand(need) is NeedState.ANSWERED


def test_not_yet_of_a_need_that_waits_changes_nothing(need, ines):
    satisfaction.reopen(need, "encore", by=ines, at=NOW)

    assert (again(need).reopened_at, verbs()) == (None, [])


def test_a_need_that_is_over_takes_no_answer_until_it_is_one_again(need, ines, hugo):
    satisfaction.withdraw_need(need, by=ines, at=NOW)
    for act in (promises_and_declines.acknowledge, promises_and_declines.see_to):
        with pytest.raises(Refusal):
            act(need, by=hugo, at=NOW)
    with pytest.raises(Refusal):
        need_answers.answer_need(need, "Le foyer.", by=hugo, at=NOW)

    satisfaction.restore_need(need, by=ines)

    assert need_answers.answer_need(need, "Le foyer.", by=hugo, at=timezone.now()) == Answer.objects.get()


def test_who_said_a_need_takes_it_back_though_she_is_not_of_the_group(need, hugo):
    said = new_need.say_need(need.group, "Une échelle", by=hugo, at=NOW)

    satisfaction.withdraw_need(said, by=hugo, at=NOW)

    assert (stand(said), verbs()) == (NeedState.WITHDRAWN, ["need.said", "need.withdrawn"])


def test_the_people_of_an_absorbed_group_go_on_speaking_for_its_need(space, need, ines):
    living = a_group(space, "Se déplacer", convened_by=(a_member(space, "Solène Abgrall"),))
    need.group.live_in(living)

    for other in (ines, living.memberships.get().person):
        satisfaction.satisfy(need, by=other, at=NOW)
        satisfaction.undo_satisfying(need, by=other)

    assert verbs() == ["need.satisfied", "need.not_satisfied"] * 2


def test_who_said_a_need_and_who_carries_its_group_hear_of_an_answer_at_once(need, ines, hugo):
    said = new_need.say_need(need.group, "Une échelle", by=hugo, at=NOW)
    of_all = new_need.say_need(None, "Une voix", by=hugo, at=NOW)
    solene = a_member(need.space, "Solène Abgrall")

    promises_and_declines.decline_need(said, "Elle est prêtée.", by=solene, at=NOW)
    need_answers.answer_need(of_all, "Moi.", by=solene, at=NOW)

    hearing = [set(who_needs(Entry.objects.get(verb=verb))) for verb in ("need.declined", "need.answered")]
    assert hearing == [{ines, hugo}, {hugo}]

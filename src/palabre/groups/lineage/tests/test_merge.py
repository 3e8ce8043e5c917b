"""Two groups become one, and two again: nothing moves, nobody gets a role, and each reads what was agreed to."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.lineage.followers import go_on
from palabre.groups.lineage.group_family import family
from palabre.groups.lineage.merge import merge_groups
from palabre.groups.lineage.merge_preview import before
from palabre.groups.lineage.merge_proposals import (
    NOTICE,
    agree_aloud,
    consent,
    name_source,
    propose_merge,
    set_aside_merge,
    take_up,
)
from palabre.groups.lineage.merge_undo import A_MONTH, undo_merge
from palabre.groups.models import Action, Group, GroupLineage, Membership, MergeConsent, MergeProposal, Need, Role
from palabre.groups.roles.convener_answers import leave_role
from palabre.groups.roles.greetings import greet
from palabre.groups.roles.group_audience import own_audience
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from palabre.people.models import Audience, Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_merge_proposal, a_need, a_page, a_person, a_space, an_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Quintric")


@pytest.fixture
def pair(ines, malo):
    """Two groups, each carried by one, each with a page kept to its own people."""
    groups = []
    for title, person in (("Covoiturage", ines), ("Le dernier kilomètre", malo)):
        group = a_group(person.space, title, convened_by=(person,))
        a_page(person.space, f"Notes de {title}", audience=own_audience(group))
        groups.append(Group.objects.get(pk=group.pk))
    return groups


def pages_of(person):
    return sorted(Page.objects.visible_to(person).values_list("title", flat=True))


def readers_of(group):
    """Return who reads what was kept to the people of this group, by their names."""
    page = Page.objects.get(title=f"Notes de {group.title}")
    return [one for one in Person.objects.order_by("name") if Page.objects.visible_to(one).contains(page)]


def united(pair, by):
    carriers = Person.objects.filter(memberships__group__in=pair)
    return merge_groups(pair[0], into=pair[1], by=by, at=timezone.now(), agreed=carriers)


def now_of(group):
    return Group.objects.get(pk=group.pk)


def test_a_merge_moves_nothing_and_makes_nobody_anything(pair, ines, space):
    need, action = a_need(space, group=pair[0]), an_action(space, group=pair[0])
    before = set(Membership.objects.values_list("group", "person", "role", "until"))

    united(pair, ines)

    assert now_of(pair[0]).lives_in == pair[1]
    assert (Need.objects.get(pk=need.pk).group, Action.objects.get(pk=action.pk).group) == (pair[0], pair[0])
    assert set(Membership.objects.values_list("group", "person", "role", "until")) == before
    assert family(pair[1]) == [pair[1].pk, pair[0].pk]


def test_both_sides_read_what_both_keep_and_each_its_own_again_afterwards(pair, ines, malo):
    both = ["Notes de Covoiturage", "Notes de Le dernier kilomètre"]

    edge = united(pair, ines)
    together = pages_of(ines), pages_of(malo)
    undo_merge(edge, by=malo, at=timezone.now())

    assert together == (both, both)
    assert (pages_of(ines), pages_of(malo)) == (both[:1], both[1:])


def test_who_joins_the_living_group_reads_what_both_keep_as_was_said_and_only_while_it_lives(pair, ines, malo, space):
    anouk, ewen, zoe = [a_member(space, name) for name in ("Anouk", "Ewen", "Zoé")]
    role = pair[0].welcome(ewen, role=Role.CONTRIBUTOR)
    greet(pair[0], ewen, by=ines, at=timezone.now())
    edge = united(pair, ines)
    a_page(space, "Écrit depuis", audience=own_audience(now_of(pair[1])))

    come_along(pair[1], by=anouk, at=timezone.now())
    greet(pair[1], anouk, by=malo, at=timezone.now())
    go_on(now_of(pair[1]), Role.CONTRIBUTOR, by=ines, at=timezone.now())
    together = [len(pages_of(one)) for one in (ines, malo, anouk, ewen, zoe)]
    leave_role(role, by=ewen, at=timezone.now())
    left = pages_of(ewen)
    undo_merge(edge, by=malo, at=timezone.now())

    assert (together, left, pages_of(ewen)) == ([3, 3, 3, 3, 0], [], [])
    first, second = ["Notes de Covoiturage"], ["Notes de Le dernier kilomètre", "Écrit depuis"]
    assert [pages_of(one) for one in (malo, anouk, zoe)] == [second, second, []]
    assert pages_of(ines) == sorted(first + second)  # she clicked to contribute there too


def test_who_reads_each_note_after_a_merge_is_who_was_named_before_it(pair, ines, malo, space):
    anouk, ewen, zoe = [a_member(space, name) for name in ("Anouk", "Ewen", "Zoé")]
    third = a_group(space, "Vergers", convened_by=(anouk,))
    merge_groups(third, into=pair[1], by=malo, at=timezone.now())
    come_along(pair[0], by=ewen, at=timezone.now())
    greet(pair[0], ewen, by=ines, at=timezone.now())
    come_along(pair[1], by=a_person(space, "De passage"), at=timezone.now())
    leave_role(pair[0].welcome(zoe, role=Role.CONTRIBUTOR), by=zoe, at=timezone.now())

    proposal = propose_merge(pair[0], into=pair[1], by=ines, at=timezone.now())
    named = before(proposal, Reader(space, ines, timezone.localdate()), at=timezone.now()).sides
    edge = united(pair, ines)
    reading = [[one.name for one in readers_of(side.group)] for side in named]
    undo_merge(edge, by=ines, at=timezone.now())

    assert [sorted([*side.names, *side.newcomers]) for side in named] == reading
    assert [[one.name for one in readers_of(side.group)] for side in named] == [side.names for side in named]
    assert named[0].newcomers == named[1].names == ["Anouk", "Malo Quintric"]


def test_what_is_kept_for_the_first_time_after_a_merge_is_read_by_both(space, ines, malo):
    pair = [a_group(space, title, convened_by=(one,)) for title, one in (("Un", ines), ("Deux", malo))]
    united(pair, ines)

    page = a_page(space, "Entre nous", audience=own_audience(now_of(pair[1])))

    assert Page.objects.visible_to(ines).contains(page)
    assert Page.objects.visible_to(malo).contains(page)


def test_a_chain_is_read_by_all_of_it_and_parts_where_it_is_undone(pair, ines, malo, space):
    anouk = a_member(space, "Anouk")
    third = a_group(space, "Vergers", convened_by=(anouk,))
    first = united(pair, ines)
    merge_groups(pair[1], into=third, by=malo, at=timezone.now())
    of_all = pages_of(anouk)

    undo_merge(first, by=ines, at=timezone.now())

    assert len(of_all) == 2
    assert (pages_of(ines), pages_of(anouk)) == (["Notes de Covoiturage"], ["Notes de Le dernier kilomètre"])
    assert (now_of(pair[0]).lives_in, now_of(pair[1]).lives_in) == (None, third)


def test_merging_twice_is_merging_once_and_the_other_way_round_is_refused(pair, ines):
    edge = united(pair, ines)

    assert united(pair, ines) == edge
    with pytest.raises(Refusal, match="déjà le même groupe"):
        merge_groups(pair[1], into=pair[0], by=ines, at=timezone.now())


def test_what_lives_elsewhere_already_merges_where_it_lives(pair, ines, space):
    third = a_group(space, "Vergers")
    united(pair, ines)

    edge = merge_groups(pair[0], into=third, by=ines, at=timezone.now())

    assert (edge.source, edge.target) == (pair[1], third)


def test_nothing_joins_a_group_that_some_of_its_readers_could_not_read(pair, ines, space):
    hidden = a_group(space, "Caché", audience=Audience.of_persons(ines))

    with pytest.raises(Refusal, match="ne pourraient pas lire l’autre"):
        merge_groups(pair[0], into=hidden, by=ines, at=timezone.now())


def test_a_group_that_ended_merges_with_nobody(pair, ines):
    pair[1].end(timezone.now())

    with pytest.raises(Refusal, match="s’est terminé"):
        united(pair, ines)


def test_a_merge_is_written_in_the_journal_of_both(pair, ines):
    united(pair, ines)

    told = Entry.objects.filter(subject_kind="groups.group").values_list("verb", "subject_id")
    assert set(told) == {("group.merged", pair[0].pk), ("group.received", pair[1].pk)}


def test_invariant_5_a_merge_needs_one_who_carries_of_each_side(pair, ines, malo):
    proposal = propose_merge(pair[0], into=pair[1], by=ines, at=timezone.now())

    alone = consent(proposal, side=pair[0], by=ines, at=timezone.now())
    with pytest.raises(Refusal):
        consent(proposal, side=pair[1], by=ines, at=timezone.now())
    edge = consent(proposal, side=pair[1], by=malo, at=timezone.now())

    assert (alone, edge.source, edge.target, edge.is_agreed_aloud) == (None, *pair, False)
    assert consent(proposal, side=pair[1], by=malo, at=timezone.now()) == edge


def test_invariant_5_a_side_that_nobody_carries_has_seven_days_of_notice(pair, ines, malo, space):
    empty, anouk = a_group(space, "Vergers"), a_member(space, "Anouk")
    proposal = propose_merge(empty, into=pair[0], by=anouk, at=timezone.now())
    consent(proposal, side=pair[0], by=ines, at=timezone.now())

    with pytest.raises(Refusal):
        consent(proposal, side=empty, by=anouk, at=timezone.now())
    edge = consent(proposal, side=empty, by=anouk, at=timezone.now() + NOTICE)

    assert edge.source == empty


def test_who_carries_one_side_writes_down_that_it_was_agreed_aloud_and_a_member_does_not(pair, malo, space, ines):
    came(ines, malo)
    proposal = propose_merge(pair[0], into=pair[1], by=malo, at=timezone.now())

    with pytest.raises(Refusal):
        agree_aloud(proposal, by=a_member(space, "Anouk"), at=timezone.now())
    edge = agree_aloud(proposal, by=malo, at=timezone.now())

    assert edge.is_agreed_aloud
    assert agree_aloud(proposal, by=malo, at=timezone.now()) == edge


def came(*persons):
    for person in persons:
        person.come(timezone.now())


def test_where_nobody_who_carries_ever_came_a_member_writes_it_down(space):
    named = [a_group(space, title, convened_by=(a_person(space, f"{title} Dit"),)) for title in ("Un", "Deux")]
    anouk = a_member(space, "Anouk")
    proposal = propose_merge(named[0], into=named[1], by=anouk, at=timezone.now())

    assert agree_aloud(proposal, by=anouk, at=timezone.now()).target == named[1]


def test_the_same_two_are_proposed_once_and_set_aside_until_they_are_taken_up(pair, ines, malo):
    proposal = propose_merge(pair[0], into=pair[1], by=ines, at=timezone.now())
    again = propose_merge(pair[1], into=pair[0], by=malo, at=timezone.now())

    set_aside_merge(proposal, by=malo, at=timezone.now())
    left = MergeProposal.objects.get().settled_at
    take_up(proposal, by=ines, at=timezone.now())

    assert again == proposal
    assert left is not None
    assert MergeProposal.objects.get().settled_at is None


def test_minutes_that_do_not_tell_who_joins_are_told_it(pair, ines, malo):
    proposal = a_merge_proposal(None, pair[1])

    with pytest.raises(Refusal, match="Dites d’abord lequel"):
        agree_aloud(proposal, by=malo, at=timezone.now())
    name_source(proposal, pair[0], by=ines)

    assert agree_aloud(proposal, by=malo, at=timezone.now()).source == pair[0]


def test_a_consent_lapses_when_one_of_the_two_becomes_wider(pair, ines, malo, space):
    other = a_group(space, "Vergers")
    proposal = propose_merge(pair[0], into=pair[1], by=ines, at=timezone.now())
    consent(proposal, side=pair[1], by=malo, at=timezone.now())

    merge_groups(other, into=pair[1], by=malo, at=timezone.now())

    assert not MergeConsent.objects.exists()


def test_a_merge_is_undone_for_thirty_days_and_then_no_more(pair, ines, malo):
    edge = united(pair, ines)

    with pytest.raises(Refusal, match="trente jours"):
        undo_merge(edge, by=ines, at=edge.at + A_MONTH + datetime.timedelta(seconds=1))
    for _twice in range(2):
        undo_merge(edge, by=ines, at=edge.at + A_MONTH)

    assert now_of(pair[0]).lives_in is None
    assert Entry.objects.filter(verb="group.parted").count() == 1


def test_who_carries_neither_side_does_not_part_them(pair, ines, malo, space):
    came(ines, malo)
    edge = united(pair, ines)

    with pytest.raises(Refusal, match="séparer"):
        undo_merge(edge, by=a_member(space, "Anouk"), at=timezone.now())

    assert GroupLineage.objects.standing().get() == edge


def test_taken_up_again_after_they_parted_both_sides_are_asked_anew(pair, ines, malo):
    proposal = propose_merge(pair[0], into=pair[1], by=ines, at=timezone.now())
    edges = [consent(proposal, side=pair[n], by=(ines, malo)[n], at=timezone.now()) for n in (0, 1)]
    undo_merge(edges[1], by=malo, at=timezone.now())
    take_up(proposal, by=malo, at=timezone.now())

    again = [consent(proposal, side=pair[n], by=(ines, malo)[n], at=timezone.now()) for n in (1, 0)]

    assert (again[0], again[1].target) == (None, pair[1])


def test_undone_two_groups_merge_again(pair, ines):
    undo_merge(united(pair, ines), by=ines, at=timezone.now())

    united(pair, ines)

    assert (GroupLineage.objects.count(), GroupLineage.objects.standing().count()) == (2, 1)
    assert now_of(pair[0]).lives_in == pair[1]

"""The doors of merging: what it would change, who agrees, what it becomes, and every old address."""

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.continuation import begin_again, take_on
from palabre.groups.lineage.followers import came_over, go_on
from palabre.groups.lineage.group_split import split, undo_birth
from palabre.groups.lineage.merge import merge_groups
from palabre.groups.lineage.merge_proposals import propose_merge
from palabre.groups.models import Group, GroupLineage, MergeProposal, Role
from palabre.groups.roles.group_audience import own_audience
from palabre.journal.hooks import NoticeReason, notices, reasons
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_need, a_page, a_question, a_space, an_action, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Quintric")


@pytest.fixture
def first(ines):
    return a_group(ines.space, "Covoiturage", convened_by=(ines,))


@pytest.fixture
def second(malo):
    return a_group(malo.space, "Le dernier kilomètre", convened_by=(malo,))


@pytest.fixture
def visitor(client, ines):
    return entered(client, ines)


def words(response):
    return " ".join(response.content.decode().split()).replace("\u00a0", " ").replace("\u202f", " ")


def united(first, second):
    return merge_groups(first, into=second, by=second.memberships.get().person, at=timezone.now())


def test_a_merge_is_proposed_and_agreed_to_by_both_from_one_page(visitor, first, second, malo, client):
    form = {"other": second.pk, "way": "there", "form_token": "un"}
    door = reverse("groups:new_merging", args=[first.space.slug, first.pk])
    for _twice in range(2):
        page = visitor.post(door, form).url
    yes = reverse("groups:merging_agreement", args=[first.space.slug, MergeProposal.objects.get().pk])

    visitor.post(yes, {"side": first.pk})
    after = entered(client, malo).post(yes, {"side": second.pk})

    assert (page, after.url) == (MergeProposal.objects.get().get_absolute_url(), second.get_absolute_url())
    assert Group.objects.get(pk=first.pk).lives_in == second


def test_before_anybody_agrees_one_page_says_who_will_read_which_note(visitor, first, second, ines):
    a_page(ines.space, "Notes du covoiturage", audience=own_audience(first))
    a_page(ines.space, "Notes du kilomètre", audience=own_audience(second))
    proposal = propose_merge(first, into=second, by=ines, at=timezone.now())

    said = words(visitor.get(proposal.get_absolute_url()))

    assert "Quand une personne qui les lit les ouvre, les deux groupes les lisent et les écrivent." in said
    assert '<b>Covoiturage</b><span class="note alone">Malo Quintric le lira aussi</span>' in said
    assert '<b>Le dernier kilomètre</b><span class="note alone">Inès Courtois le lira aussi</span>' in said
    assert "Notes du covoiturage" in said
    assert "Notes du kilomètre" not in said


def test_what_lives_in_another_is_told_there_with_who_follows_from_it(visitor, first, second):
    a_need(first.space, "Un minibus", group=first)
    an_action(first.space, "Appeler la mairie", group=first)
    united(first, second)

    said = words(visitor.get(second.get_absolute_url()))

    assert "Un minibus" in said
    assert "Appeler la mairie" in said
    assert "Inès Courtois le suit depuis." in said


@pytest.mark.parametrize("page", ["", "coming/", "sharing/", "weather/", "calls/new/", "feed.atom?langue=fr"])
def test_invariant_3_every_old_address_leads_to_the_living_group(visitor, first, second, page):
    united(first, second)

    answer = visitor.get(f"{first.get_absolute_url()}{page}", follow=True)

    assert answer.status_code == 200
    if "feed" not in page:
        assert answer.request["PATH_INFO"] == f"{second.get_absolute_url()}{page}"
        assert "« Covoiturage » a rejoint « Le dernier kilomètre »" in words(answer)


def test_what_is_sent_to_an_old_address_is_taken_at_the_living_group(visitor, first, second, ines):
    united(first, second)

    visitor.post(reverse("groups:coming", args=[first.space.slug, first.pk]), {"words": "avec plaisir"})

    assert second.pledges.get().person == ines


def test_invariant_4_nobody_contributes_elsewhere_without_a_click(visitor, first, second, ines):
    united(first, second)
    before = second.memberships.filter(person=ines).exists()
    asked = words(visitor.get(second.get_absolute_url()))

    visitor.post(reverse("groups:going_on", args=[first.space.slug, second.pk]), {"role": "contributor"})

    assert not before
    assert "J’y contribue" in asked
    assert second.memberships.get(person=ines).role == Role.CONTRIBUTOR


def test_who_comes_from_neither_takes_no_role_by_a_merge(first, second, malo, ines):
    united(first, second)
    anouk = a_member(first.space, "Anouk")

    assert came_over(ines, second).carried
    with pytest.raises(Refusal):
        go_on(second, Role.CO_CONVENER, by=anouk, at=timezone.now())


def test_both_sides_are_told_of_a_merge_at_once(first, second, malo, ines):
    united(first, second)
    entry = Entry.objects.get(verb="group.merged")

    told = set(notices["group.merged"](entry))

    assert (told, reasons["group.merged"]) == ({ines, malo}, NoticeReason.MERGE)


def test_two_groups_are_parted_from_the_page_of_the_living_one(visitor, first, second):
    edge = united(first, second)

    answer = visitor.post(reverse("groups:parting", args=[first.space.slug, edge.pk]))

    assert answer.url == first.get_absolute_url()
    assert Group.objects.get(pk=first.pk).lives_in is None


def test_a_group_is_born_of_another_with_the_questions_that_go_along(visitor, first, ines):
    question = a_question(first.space, "Qui conduit ?")
    first.questions.add(question)

    for _twice in range(2):
        form = {"title": "Conduire", "question": [question.pk]}
        visitor.post(reverse("groups:birth", args=[first.space.slug, first.pk]), form)

    born = Group.objects.get(title="Conduire")
    assert (list(born.questions.all()), born.memberships.get().person) == ([question], ines)
    assert GroupLineage.objects.get().source == first


def test_a_birth_is_taken_back_and_both_groups_stay(first, ines):
    edge = split(first, "Conduire", by=ines, at=timezone.now())

    for _twice in range(2):
        undo_birth(edge, by=ines, at=timezone.now())

    assert GroupLineage.objects.standing().count() == 0
    assert Group.objects.alive().count() == 2


def test_what_ended_is_taken_up_by_a_new_group_or_by_one_that_is_there_and_by_nobody_before(first, second, ines):
    first.questions.add(a_question(first.space, "Qui conduit ?"))
    with pytest.raises(Refusal):
        begin_again(first, "Encore", by=ines, at=timezone.now())
    first.end(timezone.now())

    anew = begin_again(first, "Encore", by=ines, at=timezone.now()).target
    for _twice in range(2):
        take_on(first, into=second, by=ines, at=timezone.now())

    assert [one.questions.count() for one in (anew, second)] == [1, 1]
    assert GroupLineage.objects.count() == 2


def test_two_groups_do_not_each_continue_the_other(first, second, ines):
    for one in (first, second):
        one.end(timezone.now())
    second.end(None)
    take_on(first, into=second, by=ines, at=timezone.now())
    second.end(timezone.now())
    first.end(None)

    with pytest.raises(Refusal, match="viendrait de l’autre"):
        take_on(second, into=first, by=ines, at=timezone.now())

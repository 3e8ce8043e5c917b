"""« Convenu de vive voix » is one click for what is open to both; the rest joins when one of its own opens it."""

import importlib

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.merge_proposals import agree_aloud, consent, propose_merge
from palabre.groups.lineage.merge_undo import undo_merge
from palabre.groups.lineage.merged_pages import open_by_hand
from palabre.groups.models import Group, GroupLineage
from palabre.groups.roles.group_audience import circles, own_audience
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_merge_proposal, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Quintric")


@pytest.fixture
def pair(ines, malo):
    groups = []
    for title, person in (("Covoiturage", ines), ("Le dernier kilomètre", malo)):
        group = a_group(person.space, title, convened_by=(person,))
        a_page(person.space, f"Notes de {title}", audience=own_audience(group))
        groups.append(Group.objects.get(pk=group.pk))
    return groups


def pages_of(person):
    return sorted(Page.objects.visible_to(person).values_list("title", flat=True))


def said_aloud(pair, by):
    return agree_aloud(propose_merge(pair[0], into=pair[1], by=by, at=timezone.now()), by=by, at=timezone.now())


def post(person, name, number, **typed):
    return entered(Client(), person).post(reverse(f"groups:{name}", args=[person.space.slug, number]), typed)


def test_who_writes_down_alone_that_it_was_agreed_reads_nothing_of_the_other_group(pair, ines, malo):
    proposal = a_merge_proposal(*pair)

    post(ines, "merging_agreement", proposal.pk)

    assert Group.objects.get(pk=pair[0].pk).lives_in == pair[1]
    assert (pages_of(ines), pages_of(malo)) == (["Notes de Covoiturage"], ["Notes de Le dernier kilomètre"])


def test_one_of_the_other_side_opens_the_merged_group_and_both_read_what_both_keep(pair, ines, malo):
    edge = said_aloud(pair, ines)

    answer = post(malo, "opening_pages", edge.pk)

    assert answer.status_code == 302
    assert pages_of(ines) == pages_of(malo) == ["Notes de Covoiturage", "Notes de Le dernier kilomètre"]


def test_nobody_but_a_reader_of_the_side_that_waits_opens_it(pair, ines, malo):
    edge = said_aloud(pair, ines)

    for by in (ines, a_member(ines.space, "Ewen")):
        with pytest.raises(Refusal):
            open_by_hand(edge, by=by, at=timezone.now())

    assert pages_of(ines) == ["Notes de Covoiturage"]


def test_the_page_of_the_merged_group_asks_who_may_open_and_nobody_else(pair, ines, malo):
    said_aloud(pair, ines)
    at = reverse("home:group", args=[ines.space.slug, pair[1].pk])

    shown = [entered(Client(), one).get(at).content.decode() for one in (malo, ines)]

    assert ["Ouvrir nos pages aux deux groupes" in one for one in shown] == [True, False]


def test_both_consents_of_those_who_read_open_at_once(pair, ines, malo):
    proposal = propose_merge(pair[0], into=pair[1], by=ines, at=timezone.now())

    consent(proposal, side=pair[0], by=ines, at=timezone.now())
    consent(proposal, side=pair[1], by=malo, at=timezone.now())

    assert len(pages_of(ines)) == len(pages_of(malo)) == 2


def test_where_a_side_keeps_nothing_one_click_is_enough(ines, malo):
    one = a_group(ines.space, "Un", convened_by=(ines,))
    other = a_group(ines.space, "Deux", convened_by=(malo,))
    a_page(ines.space, "Notes de Un", audience=own_audience(one))

    edge = said_aloud((one, other), ines)

    assert edge.opens_pages
    assert pages_of(malo) == ["Notes de Un"]


def test_what_a_side_keeps_after_the_merge_is_opened_by_its_own(ines, malo):
    one = a_group(ines.space, "Un", convened_by=(ines,))
    other = a_group(ines.space, "Deux", convened_by=(malo,))
    a_page(ines.space, "Notes de Un", audience=own_audience(one))
    edge = said_aloud((one, other), malo)
    other = Group.objects.get(pk=other.pk)
    a_page(ines.space, "Notes de Deux", audience=own_audience(other))

    post(ines, "opening_pages", edge.pk)
    before = pages_of(ines)
    post(malo, "opening_pages", edge.pk)

    assert (before, pages_of(ines)) == (["Notes de Un"], ["Notes de Deux", "Notes de Un"])


def test_a_side_that_was_half_open_before_is_opened_again_by_its_own(pair, ines, malo):
    edge = said_aloud(pair, ines)
    closing = importlib.import_module("palabre.groups.migrations.0013_pages_opened_by_their_readers")

    closing.close_again(apps, None)
    for by in (ines, malo):
        post(by, "opening_pages", edge.pk)
        edge.refresh_from_db()

    assert edge.opens_pages


def test_until_it_is_opened_each_keeps_pages_to_its_own(pair, ines, malo):
    said_aloud(pair, ines)

    hers, his = circles(ines.space, ines), circles(ines.space, malo)

    assert [one.title for one in hers] == ["Covoiturage"]
    assert [(one.title, one.names) for one in his] == [("Le dernier kilomètre", ("Malo Quintric",))]


def test_opening_is_undone_with_the_merge(pair, ines, malo):
    edge = said_aloud(pair, ines)
    open_by_hand(edge, by=malo, at=timezone.now())

    undo_merge(GroupLineage.objects.get(pk=edge.pk), by=malo, at=timezone.now())

    assert (pages_of(ines), pages_of(malo)) == (["Notes de Covoiturage"], ["Notes de Le dernier kilomètre"])

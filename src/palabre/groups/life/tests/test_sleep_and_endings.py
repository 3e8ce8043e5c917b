"""A group rests and is woken, ends with what it leaves, and goes on; a question that nobody carries is woken."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.groups.life import endings, sleep
from palabre.groups.life.endings import Left
from palabre.groups.links.share_sheet import close_share_links, create_share_link
from palabre.groups.models import Ending, Group, Role, RoleCall
from palabre.groups.questions import carrying
from palabre.groups.reading_list.reading_list import change_reading
from palabre.groups.roles.pledges import come_along
from palabre.groups.roles.role_calls import call
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_lineage, a_member, a_person, a_question, a_role_call, a_space, entered
from tests.lengths import often

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 10, 13, 12, 30, tzinfo=datetime.UTC)
LEFT = Left("On sait **quand** partir.", "Le retour, le soir.", "Merci à la mairie.")


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Le Guen")


@pytest.fixture
def question(space):
    return a_question(space)


@pytest.fixture
def group(space, ines, question):
    return a_group(space, convened_by=(ines,), carrying=(question,))


def now(group):
    return Group.objects.get(pk=group.pk)


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("au printemps", datetime.date(2027, 3, 20)),
        ("à la rentrée", datetime.date(2027, 9, 1)),
        ("cet hiver", datetime.date(2026, 12, 21)),
    ],
)
def test_it_rests_until_a_season_too(group, ines, said, day):
    sleep.go_to_sleep(group, said, by=ines, at=NOW)

    assert now(group).wakes_on == day


def test_who_carries_it_lets_it_rest_until_a_day_and_whoever_joined_wakes_it(group, ines, malo):
    with pytest.raises(Refusal):
        sleep.go_to_sleep(group, by=malo, at=NOW)
    for _twice in range(2):
        sleep.go_to_sleep(group, "dans six mois", by=ines, at=NOW)
    assert (now(group).is_awake, now(group).wakes_on) == (False, datetime.date(2027, 4, 13))

    for _twice in range(2):
        sleep.wake(group, by=malo, at=NOW)

    assert (now(group).is_awake, now(group).wakes_on) == (True, None)
    assert [entry.verb for entry in Entry.objects.all()] == ["group.asleep", "group.awake"]


def test_a_good_end_withdraws_the_calls_and_its_undo_opens_them_as_they_were(space, group, ines, malo):
    open_call = a_role_call(space, group=group, opened_on=datetime.date(2026, 9, 1))
    closed = a_role_call(space, group=group, withdrawn_at=NOW - datetime.timedelta(days=9))
    with pytest.raises(Refusal):
        endings.end_group(group, LEFT, by=malo, at=NOW)

    for _twice in range(2):
        endings.end_group(group, LEFT, by=ines, at=NOW)
    assert (now(group).ended_at, RoleCall.objects.open().count()) == (NOW, 0)
    assert "<strong>quand</strong>" in Ending.objects.get().body_html
    endings.undo_ending(group, by=ines, at=NOW)
    endings.undo_ending(group, by=ines, at=NOW)

    assert (now(group).ended_at, list(RoleCall.objects.open())) == (None, [open_call])
    assert RoleCall.objects.get(pk=open_call.pk).opened_on == open_call.opened_on
    assert RoleCall.objects.get(pk=closed.pk).withdrawn_at == closed.withdrawn_at
    assert Entry.objects.filter(verb="group.ended").count() == 1


def test_what_it_leaves_is_optional_and_mended(group, ines):
    endings.end_group(group, Left(), by=ines, at=NOW)

    mended = endings.end_group(group, Left(thanks="Merci."), by=ines, at=NOW)

    assert (mended.harvest, mended.thanks, Ending.objects.count()) == ("", "Merci.", 1)


def test_a_group_that_ended_goes_to_no_rest_and_one_at_rest_may_end(group, ines):
    sleep.go_to_sleep(group, by=ines, at=NOW)
    endings.end_group(group, LEFT, by=ines, at=NOW)

    with pytest.raises(Refusal):
        sleep.go_to_sleep(group, "dans un mois", by=ines, at=NOW)


@settings(max_examples=often(12), deadline=None)
@given(acts=st.lists(st.sampled_from(["sleep", "wake", "end", "undo"]), max_size=6))
def test_whatever_is_done_to_it_no_call_is_lost_and_it_ends_once(acts):
    space = a_space()
    ines = a_member(space)
    group = a_group(space, convened_by=(ines,))
    a_role_call(space, group=group)
    done = {
        "sleep": lambda: sleep.go_to_sleep(group, by=ines, at=NOW),
        "wake": lambda: sleep.wake(group, by=ines, at=NOW),
        "end": lambda: endings.end_group(group, LEFT, by=ines, at=NOW),
        "undo": lambda: endings.undo_ending(group, by=ines, at=NOW),
    }

    for act in acts:
        try:
            done[act]()
        except Refusal:
            assert now(group).ended_at

    assert RoleCall.objects.open().filter(group=group).count() == (now(group).ended_at is None)
    assert group.endings.filter(undone_at=None).count() == (now(group).ended_at is not None)


def test_a_group_at_rest_or_ended_is_shown_as_such_everywhere(client, space, group, question, ines):
    visitor = entered(client, ines)
    sleep.go_to_sleep(group, by=ines, at=NOW)
    urls = [reverse("home:groups", args=[space.slug]), group.get_absolute_url(), question.get_absolute_url()]
    asleep = [words(visitor.get(url)) for url in urls]
    assert ["en pause" in page.lower() for page in asleep] == [True] * 3
    assert "slip group" not in asleep[0]

    endings.end_group(group, LEFT, by=ines, at=NOW)

    home, own, of_question = (words(visitor.get(url)) for url in urls)
    assert ("a fait sa part" in home, "Merci à la mairie." in own, "a fait sa part" in of_question) == (
        True,
        True,
        True,
    )
    assert question.text in home
    assert reverse("groups:coming", args=[space.slug, group.pk]) not in own


def test_nobody_comes_to_a_group_that_ended_and_it_looks_for_nobody(group, ines, malo):
    endings.end_group(group, LEFT, by=ines, at=NOW)

    for refused in (
        lambda: come_along(group, by=malo, at=NOW),
        lambda: call(group, "On recherche quelqu’un", by=ines, at=NOW),
    ):
        with pytest.raises(Refusal):
            refused()


def test_the_question_of_a_group_that_settled_it_does_not_wait_for_anybody(client, space, group, question, ines):
    endings.end_group(group, Left(question_is_open=False), by=ines, at=NOW)

    page = client.get(space.get_absolute_url()).context["page"]

    assert page.uncarried == []


def test_a_question_that_nobody_carries_is_woken_once_and_laid_down(space, question, malo):
    born = [carrying.carry(question, by=malo, at=NOW) for _twice in range(2)]

    assert (born[0] == born[1], born[0].title) == (True, question.text)
    assert born[0].memberships.get().role == Role.CONVENER
    carrying.lay_down(question, by=malo)
    carrying.lay_down(question, by=malo)
    assert Group.objects.count() == 0


def test_a_group_where_somebody_else_wrote_is_not_laid_down(question, malo, ines):
    group = carrying.carry(question, by=malo, at=NOW)
    change_reading(group, "Le guide du minibus", by=ines)

    with pytest.raises(Refusal):
        carrying.lay_down(question, by=malo)

    assert Group.objects.get().to_read == "Le guide du minibus"


def test_a_question_that_somebody_carries_is_taken_from_nobody(space, group, question, malo):
    became = a_question(space, "Autre ?")
    a_lineage(became, question)

    for refused in (question, became):
        with pytest.raises(Refusal):
            carrying.carry(refused, by=malo, at=NOW)


def test_a_question_whose_group_rests_wakes_it_and_one_whose_group_ended_has_a_new_one(group, question, ines, malo):
    sleep.go_to_sleep(group, by=ines, at=NOW)
    assert carrying.carry(question, by=malo, at=NOW) == group
    endings.end_group(group, LEFT, by=ines, at=NOW)

    born = carrying.carry(question, by=malo, at=NOW)

    assert born != group
    assert now(group).ended_at == NOW


def test_who_woke_it_lays_it_down_no_longer_once_somebody_came(question, malo):
    born = carrying.carry(question, by=malo, at=NOW)
    born.welcome(a_person(born.space, "Gil"), role=Role.CONTRIBUTOR)

    with pytest.raises(Refusal):
        carrying.lay_down(question, by=malo)


def test_a_passer_by_wakes_a_question_under_her_name_and_undoes_it(client, space, question):
    where = reverse("groups:carrying", args=[space.slug, question.pk])
    form_token = client.get(where).context["form"]["form_token"].value()

    done = client.post(where, {"who": "Nadia Ferhat", "form_token": form_token}, follow=True)

    born = Group.objects.get()
    assert (born.memberships.get().person.is_member, "Nadia" in words(done)) == (False, True)
    client.post(reverse("groups:not_carrying", args=[space.slug, question.pk]))
    assert Group.objects.count() == 0


def test_a_group_to_which_somebody_else_gave_a_link_is_not_laid_down(question, malo, ines):
    group = carrying.carry(question, by=malo, at=NOW)
    create_share_link(group, by=ines, at=timezone.now())

    with pytest.raises(Refusal, match="liens"):
        carrying.lay_down(question, by=malo)

    close_share_links(group, at=timezone.now())
    carrying.lay_down(question, by=malo)
    assert Group.objects.count() == 0

"""“Who goes on?”, then the day closes: groups begin with those who carry them; all of it is undone for thirty days."""

import datetime

import pytest
from django.test import Client

from palabre.forums.day.accepted_hosts import accept_host, ask_to_host
from palabre.forums.day.host_rights import hosts
from palabre.forums.models import SheetPledge
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.closure_undo import reopen_day
from palabre.forums.outcome.continuations import continuations
from palabre.forums.outcome.reports import join_sheet, report_nothing, report_text
from palabre.forums.outcome.sheet_pledges import pledge_for, pledge_to_sheet, say_no_more
from palabre.forums.tests.scene import AT, as_, at, prepared, typed, written
from palabre.groups.models import Group, Role
from palabre.groups.roles.pledges import How, come_along
from palabre.people.models import Audience, Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_space
from tests.erasing import erase

pytestmark = pytest.mark.django_db
A_MONTH_LATER = AT + datetime.timedelta(days=31)


@pytest.fixture
def scene():
    day, sabine = prepared(public=True)
    return day, sabine, written(day, sabine, 12, "Qui veille l’été ?")


def pledged(sheet, by, name, *, carries=False, **more):
    return pledge_for(sheet, name, by=by, at=AT, carries=carries, **more)


def carriers(group):
    return sorted(one.person.name for one in group.memberships.carrying())


def test_a_paper_sheet_is_typed_with_a_number_a_name_and_a_button(scene):
    day, sabine, sheet = scene
    client = as_(sabine)

    client.post(at(day, "going_on"), {"number": "12", "whose": "Éloi", "carries": "1"})
    client.post(at(day, "going_on"), {"number": "12", "whose": "Bernadette"})

    said = [(one.person.name, one.carries, one.typed_by) for one in sheet.pledges.order_by("pk")]
    assert said == [("Éloi", True, sabine), ("Bernadette", False, sabine)]


def test_one_name_on_two_sheets_is_one_person_and_a_form_sent_twice_is_one_pledge(scene):
    day, sabine, sheet = scene
    other = written(day, sabine, 13, "Qui répare ?")

    persons = {pledged(one, sabine, "Bernadette").person_id for one in (sheet, other, other)}

    assert (len(persons), SheetPledge.objects.count()) == (1, 2)


def test_a_visitor_says_i_am_coming_by_a_first_name(scene):
    day, _sabine, sheet = scene
    phone = Client()

    answer = phone.post(at(day, "going_on"), {"number": "12", "who": "Zoé", "form_token": "z", "energy": "small"})

    pledge = sheet.pledges.get()
    assert answer.status_code == 302
    assert (pledge.person.name, pledge.energy, pledge.typed_by) == ("Zoé", "small", None)
    assert "Zoé" in phone.get(answer.url).content.decode()
    assert "Zoé" not in Client().get(answer.url).content.decode()


@pytest.mark.parametrize("said", [{"number": "99"}, {"number": ""}, {"number": "12", "who": ""}])
def test_what_is_missing_is_asked_for_again(scene, said):
    day, _sabine, sheet = scene

    answer = Client().post(at(day, "going_on"), {"who": "Zoé", "form_token": "z"} | said)

    assert answer.status_code in (409, 422)
    assert not sheet.pledges.exists()


def test_a_host_types_nothing_over_what_somebody_said_alone(scene):
    day, sabine, sheet = scene
    zoe = a_member(day.forum.space, "Zoé")
    pledge_to_sheet(sheet, by=zoe, at=AT, carries=True)

    with pytest.raises(Refusal):
        pledged(sheet, sabine, "Zoé")

    assert sheet.pledges.get().carries


def test_only_hosts_type_for_others_and_nobody_undoes_another_s_word(scene):
    day, _sabine, sheet = scene
    hugo, zoe = a_member(day.forum.space, "Hugo"), a_member(day.forum.space, "Zoé")
    pledge = pledge_to_sheet(sheet, by=zoe, at=AT, carries=False)

    with pytest.raises(Refusal):
        pledged(sheet, hugo, "Bernadette")
    with pytest.raises(Refusal):
        say_no_more(pledge, by=hugo)
    assert as_(hugo).post(at(day, "not_going_on", pledge.pk)).status_code == 404
    assert as_(zoe).post(at(day, "not_going_on", pledge.pk)).status_code == 302
    assert not sheet.pledges.exists()


def test_the_day_closes_and_groups_begin(scene):
    day, sabine, sheet = scene
    written(day, sabine, 5, "Les salles sont fermées.")
    zoe = a_member(day.forum.space, "Zoé Le Bris")
    pledged(sheet, sabine, "Éloi", carries=True)
    pledge_to_sheet(sheet, by=zoe, at=AT, carries=True)
    pledged(sheet, sabine, "Bernadette", words="le mardi", how=How(energy="small", reply_to="b@exemple.example"))

    as_(sabine).post(at(day, "closing"), {"title-12": "Veiller l’été"})

    group = Group.objects.get()
    assert (group.title, carriers(group)) == ("Veiller l’été", ["Zoé Le Bris", "Éloi"])
    assert [one.question.text for one in group.carryings.all()] == ["Qui veille l’été ?"]
    pledge = group.pledges.get()
    assert (pledge.person.name, pledge.words, pledge.energy) == ("Bernadette", "le mardi", "small")
    assert (pledge.reply_to, pledge.typed_by) == ("b@exemple.example", sabine)


def test_a_word_that_no_page_of_the_day_showed_is_shown_to_members_only_by_the_closing():
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    pledged(sheet, sabine, "Lola", words="en deuil de Maël")
    pledged(sheet, sabine, "Éloi Tanguy", carries=True)

    (group,) = close_day(day, {}, by=sabine, at=AT)

    pages = [one.get(group.get_absolute_url()) for one in (Client(), as_(sabine))]
    assert [(one.status_code, "Maël" in one.text) for one in pages] == [(200, False), (200, True)]


def test_nobody_is_confirmed_by_the_word_of_a_host(scene):
    day, sabine, sheet = scene
    pledged(sheet, sabine, "Éloi", carries=True)

    (group,) = close_day(day, {}, by=sabine, at=AT)

    role = group.memberships.get()
    assert (role.role, role.confirmed_at, role.person.came_at) == (Role.CONVENER, None, None)


def test_a_name_typed_on_a_phone_is_not_the_one_of_the_paper(scene):
    day, sabine, sheet = scene
    passing = Person.objects.create(space=day.forum.space, name="Éloi", is_self_named=True, came_at=AT)

    pledge = pledged(sheet, sabine, "Éloi", carries=True)

    assert pledge.person != passing


def test_a_group_is_read_by_those_who_read_its_question(scene):
    day, sabine, sheet = scene
    sheet.question.audience = Audience.of_space(day.forum.space)
    sheet.question.save()
    pledged(sheet, sabine, "Éloi", carries=True)

    (group,) = close_day(day, {}, by=sabine, at=AT)

    assert group.audience.kind == "space"
    assert "Qui veille" not in Client().get(day.forum.get_absolute_url()).content.decode()


def test_sheets_told_together_go_on_in_one_group(scene):
    day, sabine, sheet = scene
    other = written(day, sabine, 9, "Ma mère attend")
    join_sheet(other, sheet, by=sabine, at=AT)
    pledged(other, sabine, "Nadège", carries=True)
    pledged(sheet, sabine, "Éloi", carries=True)

    (group,) = close_day(day, {}, by=sabine, at=AT)

    assert sorted(one.question.text for one in group.carryings.all()) == ["Ma mère attend", "Qui veille l’été ?"]
    assert carriers(group) == ["Nadège", "Éloi"]


def test_no_two_sheets_are_joined_to_each_other(scene):
    day, sabine, sheet = scene
    other, third = written(day, sabine, 9, "Ma mère attend"), written(day, sabine, 10, "Et le car ?")
    join_sheet(other, sheet, by=sabine, at=AT)
    join_sheet(third, other, by=sabine, at=AT)

    for target in (other, third, sheet):
        with pytest.raises(Refusal):
            join_sheet(sheet, target, by=sabine, at=AT)


def test_to_close_again_makes_nothing_more(scene):
    day, sabine, sheet = scene
    pledged(sheet, sabine, "Éloi", carries=True)
    close_day(day, {}, by=sabine, at=AT)

    assert close_day(day, {}, by=sabine, at=AT) == []
    assert Group.objects.count() == 1
    with pytest.raises(Refusal):
        pledged(sheet, sabine, "Bernadette")


def test_a_day_without_anything_closes(scene):
    day, sabine, _sheet = scene

    assert close_day(day, {}, by=sabine, at=AT) == []
    assert Group.objects.count() == 0


def test_the_closing_is_undone_and_done_again(scene):
    day, sabine, sheet = scene
    pledged(sheet, sabine, "Éloi", carries=True)
    pledged(sheet, sabine, "Bernadette")
    close_day(day, {}, by=sabine, at=AT)

    staying = reopen_day(day, by=sabine, at=AT)
    gone = Group.objects.count()
    close_day(day, {}, by=sabine, at=AT)

    assert (staying, gone, Group.objects.count()) == ([], 0, 1)


def test_a_group_that_has_begun_to_live_stays(scene):
    day, sabine, sheet = scene
    pledged(sheet, sabine, "Éloi", carries=True)
    (group,) = close_day(day, {}, by=sabine, at=AT)
    come_along(group, by=a_member(day.forum.space, "Zoé"), at=AT)

    answer = as_(sabine).post(at(day, "reopening"), follow=True)
    close_day(day, {}, by=sabine, at=AT)

    assert "Qui veille l’été" in answer.content.decode()
    assert list(Group.objects.all()) == [group]


def test_after_thirty_days_groups_have_their_own_life(scene):
    day, sabine, sheet = scene
    pledged(sheet, sabine, "Éloi", carries=True)
    close_day(day, {}, by=sabine, at=AT)

    with pytest.raises(Refusal):
        reopen_day(day, by=sabine, at=A_MONTH_LATER)

    assert Group.objects.count() == 1


def test_who_was_put_out_or_erased_carries_nothing(scene):
    day, sabine, sheet = scene
    out = pledged(sheet, sabine, "Éloi", carries=True).person
    gone = pledged(sheet, sabine, "Nadège", carries=True).person
    out.be_put_out(AT)
    erase(gone, at=AT)

    assert continuations(day)[0] == []
    assert close_day(day, {}, by=sabine, at=AT) == []


def test_only_hosts_close_and_open_the_day(scene):
    day, sabine, _sheet = scene
    hugo = a_member(day.forum.space, "Hugo")

    with pytest.raises(Refusal):
        close_day(day, {}, by=hugo, at=AT)
    close_day(day, {}, by=sabine, at=AT)
    with pytest.raises(Refusal):
        reopen_day(day, by=hugo, at=AT)


def test_a_member_helps_once_a_host_accepts(scene):
    day, sabine, _sheet = scene
    hugo, zoe = a_member(day.forum.space, "Hugo"), a_member(day.forum.space, "Zoé")
    host = ask_to_host(day, by=hugo, at=AT)
    before = hosts(hugo, day)

    with pytest.raises(Refusal):
        accept_host(host, by=zoe, at=AT)
    accept_host(host, by=sabine, at=AT)

    assert (before, hosts(hugo, day), hosts(zoe, day)) == (False, True, False)


def test_a_guest_does_not_help_to_host(scene):
    day, _sabine, _sheet = scene

    with pytest.raises(Refusal):
        ask_to_host(day, by=a_person(day.forum.space, "Chloé"), at=AT)


def test_a_host_of_another_space_hosts_nothing_here(scene):
    day, _sabine, _sheet = scene

    assert not hosts(a_member(a_space("Ailleurs")), day)


def test_the_proceedings_tell_in_the_order_of_the_wall_what_was_said_and_who_carries(scene):
    day, sabine, sheet = scene
    for number, text, spot in (
        (5, "Les salles sont fermées.", "1 A"),
        (9, "Ma mère attend", "1 B"),
        (3, "Et moi ?", ""),
    ):
        written(day, sabine, number, text)
        if spot:
            typed(day, sabine, f"{number} {spot}")
    typed(day, sabine, "12 2 A")
    report_text(sheet, "On a dressé la liste.\nLa suite : appeler.", by=sabine, at=AT)
    report_nothing(day.sheets.get(number=5), by=sabine, at=AT)
    pledged(sheet, sabine, "Éloi Tanguy", carries=True)
    close_day(day, {12: "Veiller l’été"}, by=sabine, at=AT)

    page = Client().get(day.forum.get_absolute_url()).content.decode()

    order = [page.index(words) for words in ("Les salles sont", "Ma mère attend", "Qui veille", "Et moi")]
    assert order == sorted(order)
    assert "On a dressé la liste." in page
    assert "Pas de compte rendu" in page
    assert "Veiller l’été" in page


def test_a_stranger_reads_first_names_only_and_no_address(scene):
    day, sabine, sheet = scene
    pledged(sheet, sabine, "Éloi Tanguy", carries=True, how=How(reply_to="eloi@exemple.example"), words="À midi")
    close_day(day, {12: "Veiller"}, by=sabine, at=AT)

    page = Client().get(day.forum.get_absolute_url()).content.decode()

    assert "Éloi" in page
    for kept in ("Tanguy", "eloi@exemple.example", "À midi"):
        assert kept not in page


def test_a_space_among_members_shows_its_forum_to_nobody_else():
    day, sabine = prepared()

    assert Client().get(day.forum.get_absolute_url()).status_code == 404
    assert as_(sabine).get(day.forum.get_absolute_url()).status_code == 200

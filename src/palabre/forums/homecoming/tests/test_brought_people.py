"""A name in a file takes nobody's place, and nothing in a file gives a right."""

import dataclasses

import pytest

from palabre.forums.homecoming import waiting_files
from palabre.forums.homecoming.arrival import MOST_IN_A_DAY, bring_home, receive_file
from palabre.forums.homecoming.arrival_preview import Preview
from palabre.forums.homecoming.arrival_undo import undo_homecoming
from palabre.forums.homecoming.carried_copy import take_away
from palabre.forums.homecoming.carried_file import read_carried, write_carried
from palabre.forums.homecoming.carried_forum import from_plain_json
from palabre.forums.homecoming.tests.two_computers import ORIGIN, a_server, brought, carried, day_of, goes_on
from palabre.forums.homecoming.waiting_files import content_of, files_folder
from palabre.forums.models import CarriedRow, Homecoming
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.reports import report_text
from palabre.forums.outcome.sheet_pledges import pledge_to_sheet
from palabre.forums.tests.scene import AT, day_now, written
from palabre.forums.wall.sheets import propose
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.erasures.name_erasure import erase
from palabre.people.guests import welcome
from palabre.people.models import Person
from palabre.questions.models import Forum
from palabre.refusal import Refusal
from tests.builders import a_member, a_space
from tests.erasing import erase as erase_wholly

pytestmark = pytest.mark.django_db


def waiting(laptop, server):
    return receive_file(server[0], take_away(laptop[0], by=laptop[1]), by=server[1], at=AT)


def test_a_known_name_is_asked_about_and_never_taken(laptop, server):
    hugo = a_member(server[0], "Hugo Perrin")

    preview = Preview.of(waiting(laptop, server), by=server[1])
    _done, home = carried(*laptop, *server)

    assert (list(preview.same.values()), preview.people, preview.questions) == ([hugo], 4, 2)
    assert not home.sheets.filter(pledges__person=hugo).exists()
    assert Person.objects.filter(space=server[0], name="Hugo Perrin").count() == 2


def test_a_name_that_another_member_still_prepares_is_not_said_to_be_here(laptop, server):
    space, nadege = server
    said = "# Rencontre du bureau\n\n2 juin 2023\n\n### Participants\n\n- **Hugo Perrin**, *Où se voir ?*\n"
    preparing = a_member(space, "Malo Riou")
    import_minutes(space, said, by=preparing, on=AT.date())
    hugo = Person.objects.get(space=space, name="Hugo Perrin")
    got = waiting(laptop, server)
    uid = next(uid for uid, one in read_carried(content_of(got)).of("person").items() if one.facts["name"] == hugo.name)

    assert not Preview.of(got, by=nadege).same
    home = day_of(bring_home(got, [uid], by=nadege, at=AT, origin=ORIGIN))

    assert home.sheets.get(number=12).pledges.filter(person__name="Hugo Perrin").exclude(person=hugo).exists()


def test_who_brings_it_says_that_they_are_the_same(laptop, server):
    hugo = a_member(server[0], "Hugo Perrin")
    content = take_away(laptop[0], by=laptop[1])
    preview = Preview.of(receive_file(server[0], content, by=server[1], at=AT), by=server[1])

    _done, home = brought(content, *server, same=list(preview.same))

    pledge = home.sheets.get(number=12).pledges.get(person=hugo)
    assert (pledge.typed_by, pledge.carries, hugo.email) == (server[1], True, "")


def test_a_passer_by_of_that_name_is_nobody_of_the_file(laptop, server):
    welcome(server[0], "Hugo Perrin", form_token="de passage", at=AT)

    assert Preview.of(waiting(laptop, server), by=server[1]).same == {}


def test_two_of_one_name_in_the_file_stay_two(laptop, server):
    day, host = laptop
    for token in ("une", "deux"):
        marie = welcome(day.forum.space, "Marie", form_token=token, at=AT)
        pledge_to_sheet(day.sheets.get(number=7), by=marie, at=AT, carries=False)
    a_member(server[0], "Marie")

    proposed = Preview.of(waiting(laptop, server), by=server[1]).same
    _done, home = carried(day, host, *server)

    people = [one.person for one in home.sheets.get(number=7).pledges.filter(person__name="Marie")]
    assert (len(set(people)), [one.is_member for one in people]) == (2, [False, False])
    assert proposed == {}


def test_what_somebody_said_here_themselves_is_theirs(laptop, server):
    day, host = laptop
    hugo = a_member(server[0], "Hugo Perrin")
    content = take_away(day, by=host)
    same = list(Preview.of(receive_file(server[0], content, by=server[1], at=AT), by=server[1]).same)
    _done, home = brought(content, *server, same=same)
    pledge_to_sheet(home.sheets.get(number=12), by=hugo, at=AT, carries=True)
    goes_on(day, host, 12, "Hugo Perrin", carries=True, words="Autrement")

    again, home = carried(day, host, *server)

    assert home.sheets.get(number=12).pledges.get(person=hugo).words == ""
    assert again.facts["differing"] == [[12, "said"]]


def test_no_address_of_a_file_becomes_anybodys(laptop, server):
    _done, home = carried(*laptop, *server)

    assert home.sheets.get(number=12).pledges.get(carries=True).reply_to == "hugo@example.org"
    assert not Person.objects.filter(space=server[0]).exclude(email="").exists()
    assert not Person.objects.filter(space=server[0], account__isnull=False).exists()
    assert Person.objects.filter(space=server[0], joined_at__isnull=False).get() == server[1]


def test_a_name_that_was_removed_here_stays_out(laptop, server):
    day, host = laptop
    _done, home = carried(day, host, *server)
    ines = Person.objects.get(space=server[0], name="Inès Aubry")
    erase(ines, at=AT)
    written(day, host, 3, "Inès Aubry garde-t-elle les clés ?", asked_by="Inès Aubry")

    _again, home = carried(day, host, *server)

    assert "Aubry" not in home.sheets.get(number=3).question.text
    assert home.sheets.get(number=3).asked_by is None
    assert home.sheets.get(number=12).pledges.count() == 1
    assert not Person.objects.filter(space=server[0], name__contains="Aubry").exists()


def test_a_removed_name_goes_from_what_an_undo_would_bring_back(laptop, server):
    day, host = laptop
    report_text(day.sheets.get(number=12), 'Dit par \\"elle\\" :\nQuimerch Odile\tQuimerch.', by=host, at=AT)
    carried(day, host, *server)
    report_text(day.sheets.get(number=12), "On a dessiné les trajets.", by=host, at=AT)
    done, home = carried(day, host, *server)
    kept = done.rows.get(kind="sheet")
    assert from_plain_json(kept.before)["report"][1] == 'Dit par \\"elle\\" :\nQuimerch Odile\tQuimerch.'

    erase_wholly(a_member(server[0], "Odile Quimerch"), at=AT)

    kept.refresh_from_db()
    assert "Quimerch" not in kept.before
    assert undo_homecoming(done, by=server[1], at=AT) == 0
    assert home.sheets.get(number=12).report.text.startswith('Dit par \\"elle\\" :\n')


def test_only_a_host_completes_a_day_that_is_here(laptop, server):
    _done, home = carried(*laptop, *server)
    other = a_member(server[0], "Youssef Belhadi")
    got = receive_file(server[0], take_away(laptop[0], by=laptop[1]), by=other, at=AT)

    with pytest.raises(Refusal):
        Preview.of(got, by=other)
    with pytest.raises(Refusal):
        bring_home(got, (), by=other, at=AT, origin=ORIGIN)

    assert day_of(_done).sheets.count() == home.sheets.count() == 2


@pytest.mark.parametrize("who", ["guest", "stranger", "host elsewhere"])
def test_only_a_member_brings_a_file(laptop, server, who):
    guest = welcome(server[0], "Léo", form_token="lien", at=AT)
    people = {"guest": guest, "stranger": a_member(a_space("Ailleurs"), "Rose"), "host elsewhere": laptop[1]}

    with pytest.raises(Refusal):
        receive_file(server[0], take_away(laptop[0], by=laptop[1]), by=people[who], at=AT)

    assert not Homecoming.objects.exists()


def test_only_a_host_takes_a_forum_away(laptop):
    day, _host = laptop

    with pytest.raises(Refusal):
        take_away(day, by=a_member(day.forum.space, "Youssef Belhadi"))


def test_the_file_of_somebody_else_is_brought_by_nobody(laptop, server):
    got = waiting(laptop, server)

    with pytest.raises(Refusal):
        bring_home(got, (), by=a_member(server[0], "Youssef Belhadi"), at=AT, origin=ORIGIN)

    assert not Forum.objects.filter(space=server[0]).exists()


def test_who_was_put_out_brings_nothing(laptop, server):
    got = waiting(laptop, server)
    server[1].be_put_out(AT)

    with pytest.raises(Refusal):
        bring_home(got, (), by=server[1], at=AT, origin=ORIGIN)

    assert not Forum.objects.filter(space=server[0]).exists()


def test_a_file_names_no_row_of_another_kind_or_day(laptop, server):
    _done, home = carried(*laptop, *server)
    other, member = a_server()
    forum = read_carried(take_away(*laptop[:1], by=laptop[1]))
    person = CarriedRow.objects.filter(day=home, kind="person").first()
    sheet = next(iter(forum.of("sheet").values()))
    swapped = {person.uid: dataclasses.replace(sheet, uid=person.uid)}
    people = {uid: one for uid, one in forum.of("person").items() if uid != person.uid}
    rows = {**forum.rows, "sheet": swapped, "person": people, "pledge": {}, "photo": {}}
    asked = dataclasses.replace(sheet, uid=person.uid, facets={**sheet.facets, "asked": [None, ""]})
    forged = write_carried(dataclasses.replace(forum, rows={**rows, "sheet": {person.uid: asked}}), {})

    with pytest.raises(Refusal):
        brought(forged, *server)
    brought(forged, other, member)

    assert [one.number for one in home.sheets.order_by("number")] == [7, 12]


def test_a_member_brings_so_many_files_a_day(laptop, server):
    content = take_away(laptop[0], by=laptop[1])
    for _file in range(MOST_IN_A_DAY):
        receive_file(server[0], content, by=server[1], at=AT)

    with pytest.raises(Refusal):
        receive_file(server[0], content, by=server[1], at=AT)


def test_the_name_of_a_group_loses_a_removed_name_and_the_forum_comes_home(laptop, server):
    day, host = laptop
    close_day(day, {12: "Les vélos d’Inès Aubry"}, by=host, at=AT)
    erase(a_member(server[0], "Inès Aubry"), at=AT)

    _done, home = carried(day_now(day.forum), host, *server)

    assert home.closed_at is not None
    assert "Aubry" not in home.sheets.get(number=12).group.title


def test_one_file_of_each_member_waits_and_so_many_of_a_space(laptop, server, monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    monkeypatch.setattr(waiting_files, "MOST", 2)
    content = take_away(laptop[0], by=laptop[1])
    two, three = a_member(server[0], "Hugo Perrin"), a_member(server[0], "Malo Riou")

    got = [receive_file(server[0], content, by=one, at=AT) for one in (server[1], two, two, two, three)]

    assert sorted(path.name for path in files_folder().iterdir()) == sorted(one.file for one in got[-2:])
    with pytest.raises(Refusal):
        Preview.of(got[0], by=server[1])


def test_a_forged_file_takes_no_question_nor_words_from_who_put_them_there(laptop, server):
    day, host = laptop
    zoe = a_member(day.forum.space, "Zoé Lamour")
    sheet = propose(day, "Qui lit aux enfants ?", by=zoe, at=AT)
    report_text(sheet, "Le mercredi.", by=zoe, at=AT)
    forum = read_carried(take_away(day, by=host))
    uid, told = next((uid, one) for uid, one in forum.of("sheet").items() if one.facets["number"] == sheet.number)
    other = next(uid for uid, one in forum.of("person").items() if one.facts["name"] != zoe.name)
    facets = {**told.facets, "asked": [other, "Avec Léo"], "report": None, "dots": "3"}
    forged = dataclasses.replace(told, facets=facets, was={name: told.etag(name) for name in told.facets})
    rows = {**forum.rows, "sheet": {**forum.of("sheet"), uid: forged}}

    done, here = brought(write_carried(dataclasses.replace(forum, rows=rows), {}), day.forum.space, host)

    now = here.sheets.get(pk=sheet.pk)
    assert (now.asked_by, now.report.text, now.report.by) == (zoe, "Le mercredi.", zoe)
    assert now.question.dots == "3"
    assert done.facts["differing"] == [[sheet.number, "asked"], [sheet.number, "report"]]

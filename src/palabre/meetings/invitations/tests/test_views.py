"""Calling people, telling them, changing a meeting: as a browser without JavaScript meets it."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Attendance, Meeting, Presence, SentNews
from palabre.minutes.models import Import, Imported
from palabre.people.models import Audience, Person
from palabre.post.models import Letter, Trouble
from tests.builders import a_group, a_meeting, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(public=True), "Odile Tanneguy")


@pytest.fixture
def ines(odile):
    return a_person(odile.space, "Inès Courtois")


@pytest.fixture
def meeting(odile, ines):
    """A group's meeting in a week, at 14 h; Odile looks at it."""
    group = a_group(odile.space, "Le minibus", convened_by=(odile, ines))
    return a_meeting(odile.space, "Le minibus", group=group, on=in_days(7), at=datetime.time(14), place="Foyer")


@pytest.fixture
def here(client, odile):
    return entered(client, odile)


def in_days(count):
    return timezone.localdate() + datetime.timedelta(days=count)


def address(meeting, name):
    return reverse(f"meetings:{name}", args=[meeting.space.slug, meeting.pk])


def words(response):
    return " ".join(response.content.decode().split())


def again(meeting):
    return Meeting.objects.get(pk=meeting.pk)


def fields(client, meeting, **changes):
    return shown(client.get(address(meeting, "change"))) | changes


def shown(page):
    return {field.name: field.value() or "" for field in page.context["form"]}


def called(meeting, by):
    """Inès was called, and her letter has left."""
    (one,) = meeting_invitations.call(meeting, by=by, at=timezone.now())
    Letter.objects.update(sent_at=timezone.now(), sent_how="by_hand")
    return one


@pytest.mark.parametrize(
    "closed",
    [{"on": None, "at": None}, {"on": in_days(-1)}, {"cancelled_at": timezone.now()}],
    ids=["no day", "over", "off"],
)
def test_a_meeting_to_which_nobody_is_called_reads_no_names(here, meeting, closed, django_assert_max_num_queries):
    Meeting.objects.filter(pk=meeting.pk).update(**closed)

    with django_assert_max_num_queries(7) as asked:
        page = here.get(address(meeting, "calling"))

    assert (page.status_code, page.context["form"]) == (200, None)
    assert 'id="appel"' not in words(page)
    assert not [one for one in asked.captured_queries if 'NOT ("people_person"."news"' in one["sql"]]


def test_a_name_that_is_of_another_preparation_is_not_offered(here, odile, meeting):
    hidden = a_person(odile.space, "Zélie Prévost")
    malo = a_member(odile.space, "Malo Riou")
    given = {"space": odile.space, "audience": Audience.of_persons(malo), "by": malo, "digest": "0", "text": ""}
    reading = Import.objects.create(**given)
    Imported.objects.create(reading=reading, key="p", thing_kind="people.person", thing_id=hidden.pk, made=True)

    page = here.get(address(meeting, "calling"))

    assert "Inès Courtois" in words(page)
    assert "Zélie Prévost" not in words(page)


def test_the_people_of_the_group_are_ticked_and_who_calls_is_not(here, meeting, odile, ines):
    a_person(odile.space, "Hugo Ferreira")

    rows = here.get(address(meeting, "calling")).context["form"].rows()

    assert [(person.name, tick.data["selected"]) for person, tick, _address, _is_hidden in rows] == [
        ("Inès Courtois", True),
        ("Odile Tanneguy", False),
        ("Hugo Ferreira", False),
    ]


def test_those_who_are_ticked_have_a_message_that_waits_and_its_words_are_shown(here, meeting, ines):
    page = here.post(
        address(meeting, "calling"), {"person": ines.pk, f"address-{ines.pk}": "ines@x.example"}, follow=True
    )

    said = words(page)
    assert "1 message est prêt. Il n’est pas parti." in said
    assert "(son lien : j’y vais)" in said
    assert (Letter.objects.get().to.email, Letter.objects.get().is_waiting) == ("ines@x.example", True)


def test_somebody_more_is_called_by_her_name_once(here, meeting):
    for _twice in range(2):
        here.post(address(meeting, "calling"), {"name": "Nadia Ferhat", "address": "nadia@x.example"})

    assert Letter.objects.get().to == Person.objects.get(name="Nadia Ferhat", email="nadia@x.example")


def test_a_name_that_a_passer_by_typed_before_does_not_hide_whom_a_member_calls(here, meeting, odile):
    typed = Person.objects.create(space=odile.space, name="Nadia Ferhat", came_at=timezone.now(), is_self_named=True)

    here.post(address(meeting, "calling"), {"name": "Nadia Ferhat", "address": "nadia@x.example"})

    assert Letter.objects.get().to == Person.objects.exclude(pk=typed.pk).get(email="nadia@x.example")


def test_an_address_that_is_none_is_shown_again_and_nothing_is_written(here, meeting, ines):
    page = here.post(address(meeting, "calling"), {"person": ines.pk, f"address-{ines.pk}": "ines@"})

    assert (page.status_code, Letter.objects.count()) == (422, 0)
    assert 'value="ines@"' in words(page)
    assert "checked" in words(page)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"name": "x" * 201}, 422),
        ({"address": "x" * 255}, 422),
        ({"name": "Nadia", "address": "nadia@"}, 409),
    ],
)
def test_what_is_typed_of_somebody_more_comes_back(here, meeting, typed, status):
    page = here.post(address(meeting, "calling"), typed)

    assert (page.status_code, Letter.objects.count()) == (status, 0)
    assert all(f'value="{value}"' in words(page) for value in typed.values())


def test_nobody_of_elsewhere_and_no_number_that_is_none_is_called(here, meeting, ines):
    other = a_person(a_space("Ailleurs"), "Gaël Quéméner")
    sent = [str(other.pk), "9" * 5000, "²", "x\x00", *["7777"] * 100]

    here.post(address(meeting, "calling"), {"person": sent, f"address-{other.pk}": "gael@x.example"})

    other.refresh_from_db()
    assert (Letter.objects.count(), other.email) == (0, "")


def test_a_member_of_another_space_a_passer_by_and_who_is_only_named_call_nobody(client, meeting, ines):
    doors = ["calling", "telling_called", "change", "change_undoing", "cancellation", "restoration"]
    kinds = [None, ines, a_member(a_space("Ailleurs"))]

    for who in kinds:
        if who is not None:
            entered(client, who)
        assert {client.post(address(meeting, door)).status_code for door in doors} == {403}

    assert not Entry.objects.exists()


def test_the_day_moves_in_words_and_what_they_leave_out_stays(here, meeting):
    page = here.post(
        address(meeting, "change"), fields(here, meeting, words=f"{in_days(9):%d/%m/%Y} à 18 h"), follow=True
    )

    now = again(meeting)
    assert (now.on, now.at, now.place) == (in_days(9), datetime.time(18), "Foyer")
    assert "C’est noté. Personne n’a reçu de message." in words(page)


def test_field_by_field_and_undone(here, meeting):
    here.post(
        address(meeting, "change"), fields(here, meeting, place="Mairie", lasts="90", video_url="https://v.example")
    )
    now = again(meeting)
    assert (now.place, now.lasts, now.video_url) == ("Mairie", 90, "https://v.example")

    for _twice in range(2):
        here.post(address(meeting, "change_undoing"), {"change": Entry.objects.filter(verb="meeting.moved")[0].pk})

    now = again(meeting)
    assert (now.place, now.lasts, now.video_url) == ("Foyer", None, "")


def test_sent_twice_it_is_one_change(here, meeting):
    sent = fields(here, meeting, place="Mairie")

    answers = [here.post(address(meeting, "change"), sent).status_code for _twice in range(2)]

    assert (answers, Entry.objects.filter(verb="meeting.moved").count()) == ([302, 302], 1)


def test_the_second_of_two_editors_is_told_what_the_first_did_and_loses_nothing(here, meeting):
    hers = fields(here, meeting, place="Chez Malo")
    here.post(address(meeting, "change"), fields(here, meeting, place="Mairie"))

    page = here.post(address(meeting, "change"), hers)

    assert page.status_code == 409
    assert "Odile Tanneguy a changé cette réunion entre-temps." in words(page)
    assert ('value="Chez Malo"' in words(page), again(meeting).place) == (True, "Mairie")
    here.post(address(meeting, "change"), shown(page))
    assert again(meeting).place == "Chez Malo"


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("words", "un de ces jours", 409),
        ("words", "x" * 301, 422),
        ("on", "jamais", 422),
        ("on", "2020-01-01", 409),
        ("at", "midi", 422),
        ("lasts", "²", 422),
        ("lasts", "0", 422),
        ("lasts", "9" * 5000, 422),
        ("place", "x" * 400, 422),
        ("video_url", "javascript:alert(1)", 409),
        ("base", "x" * 61, 422),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_on_and_shown_again(here, meeting, name, value, status):
    page = here.post(address(meeting, "change"), fields(here, meeting, **{name: value}))

    (why,) = page.context["form"].errors.values()
    assert (page.status_code, shown(page)[name]) == (status, value)
    assert why[0]
    assert f'value="{value}"' in words(page)
    assert not Entry.objects.exists()


def test_after_a_change_one_gesture_writes_to_those_who_were_called(here, meeting, odile):
    called(meeting, odile)
    here.post(address(meeting, "change"), fields(here, meeting, place="Mairie"))
    assert "Prévenir les personnes appelées" in words(here.get(meeting.get_absolute_url()))

    for _twice in range(2):
        here.post(address(meeting, "telling_called"))

    assert Letter.objects.filter(sent_at=None).get().subject.startswith("Changement : Le minibus")
    assert "Prévenir les personnes appelées" not in words(here.get(meeting.get_absolute_url()))


def test_off_it_says_so_asks_nobody_and_is_on_again_in_one_gesture(here, meeting, odile):
    called(meeting, odile)
    here.post(address(meeting, "cancellation"))
    page = words(here.get(meeting.get_absolute_url()))
    assert "Cette réunion n’aura pas lieu." in page
    assert address(meeting, "coming") not in page

    here.post(address(meeting, "restoration"))

    assert address(meeting, "coming") in words(here.get(meeting.get_absolute_url()))
    assert "Prévenir les personnes appelées" not in words(here.get(meeting.get_absolute_url()))


def test_what_did_not_leave_is_told_on_the_page_to_who_called_and_to_nobody_else(here, client, meeting, odile):
    meeting_invitations.call(meeting, by=odile, at=timezone.now())
    due = timezone.now()
    Letter.objects.update(approved_at=due, due_at=due, trouble=Trouble.US)
    page = words(here.get(meeting.get_absolute_url()))
    assert ("Le message à Inès Courtois" in page, "refuse nos messages" in page) == (True, True)

    other = entered(client, a_member(odile.space, "Hugo Ferreira"))

    assert "Le message à Inès Courtois" not in words(other.get(meeting.get_absolute_url()))


def test_news_are_sent_from_the_page_read_by_members_and_only_announced_to_passers_by(client, meeting, odile):
    form_token = client.get(address(meeting, "news")).context["form"]["form_token"].value()
    for _twice in range(2):
        client.post(
            address(meeting, "news"), {"who": "Nadia Ferhat", "form_token": form_token, "text": "Le four est réparé."}
        )
    outside = words(client.get(meeting.get_absolute_url()))

    inside = words(entered(client, odile).get(meeting.get_absolute_url()))

    assert ("Le four est réparé." in inside, "Nadia Ferhat donne des nouvelles" in inside) == (True, True)
    assert ("Le four est réparé." in outside, "Nadia Ferhat donne des nouvelles" in outside) == (False, True)
    assert Attendance.objects.count() == 1


def test_news_without_a_word_are_asked_for_again_and_all_may_be_well(here, meeting, odile):
    page = here.post(address(meeting, "news"), {"text": " "})
    assert (page.status_code, "Rien de neuf, tout va bien" in words(page)) == (409, True)

    here.post(address(meeting, "news"), {"answer": "fine"})

    assert Attendance.objects.get(person=odile).presence == Presence.FINE
    assert "C’est noté : rien de neuf, tout va bien." in words(here.get(meeting.get_absolute_url()))


def test_news_that_are_too_long_come_back(here, meeting):
    news = "x" * 4001

    page = here.post(address(meeting, "news"), {"text": news, "answer": "news"})

    said = words(page)
    assert (page.status_code, news in said, "C’est trop long" in said) == (422, True, True)
    assert not SentNews.objects.exists()


def test_who_comes_after_all_tells_her_news_herself_and_her_words_wait(here, meeting, odile):
    here.post(address(meeting, "news"), {"text": "Le four est réparé."})
    here.post(address(meeting, "coming"))
    page = words(here.get(meeting.get_absolute_url()))
    assert "Le four est réparé." not in page

    assert "Le four est réparé." in words(here.get(address(meeting, "news")))
    here.post(address(meeting, "staying_away"))
    assert (Attendance.objects.exists(), SentNews.objects.count()) == (False, 1)


def test_who_is_silent_is_named_nowhere(here, meeting, odile, ines):
    called(meeting, odile)
    Attendance.objects.create(meeting=meeting, person=ines, presence=Presence.INVITED)

    assert "Inès" not in words(here.get(meeting.get_absolute_url()))


def test_a_link_that_went_round_is_made_anew(here, meeting, odile, ines):
    called(meeting, odile)
    letter = Letter.objects.select_related("link").get()
    former = meeting_invitations.links.link_path(letter.link)

    page = here.post(reverse("outbox:letter_renewal", args=[meeting.space.slug, letter.pk]))

    assert "L’ancien lien n’ouvre plus rien." in words(page)
    new = meeting_invitations.links.link_path(ines.links.order_by("-pk").first())
    assert (new in words(page), here.get(former).status_code, new == former) == (True, 410, False)


@pytest.mark.parametrize("count", [1, 5])
def test_the_screen_costs_the_same_with_one_and_with_five(here, meeting, odile, count, django_assert_num_queries):
    for number in range(count):
        a_person(odile.space, f"Personne {number}")
    meeting_invitations.call(meeting, by=odile, at=timezone.now(), persons=list(odile.space.persons.all()))

    with django_assert_num_queries(15):
        assert here.get(address(meeting, "calling")).status_code == 200

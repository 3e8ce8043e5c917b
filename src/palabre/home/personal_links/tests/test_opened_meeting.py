"""A meeting as a personal link opens it to who is called: three answers, without an account."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.meetings.attendance import call_answers
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import AgendaItem, Attendance, Meeting, Presence, SentNews
from palabre.meetings.room.open_room import open_room
from palabre.people.access import links
from palabre.people.models import Person
from tests.builders import a_group, a_meeting, a_member, a_person, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space("Entre nous"), "Odile Tanneguy")


@pytest.fixture
def ines(odile):
    return a_person(odile.space, "Inès Courtois")


@pytest.fixture
def meeting(odile, ines):
    group = a_group(odile.space, "Le minibus", convened_by=(odile, ines))
    facts = {"on": timezone.localdate() + datetime.timedelta(days=7), "at": datetime.time(14), "place": "Foyer"}
    found = a_meeting(odile.space, "Le minibus", group=group, **facts)
    meeting_invitations.call(found, by=odile, at=timezone.now())
    return found


@pytest.fixture
def link(meeting, ines):
    return links.link_to(meeting, person=ines, by=None, at=timezone.now())


@pytest.fixture
def hers(client, link):
    """Inès's phone, where she opened her link."""
    client.get(links.link_path(link))
    return client


def words(response):
    return " ".join(response.content.decode().split())


def page_of(link, name="thing", answer=""):
    return reverse(f"opened:{name}", args=[link.pk]) + (f"?answer={answer}" if answer else "")


def said(client, link, **fields):
    return client.post(page_of(link, "answer"), fields, follow=True)


def presences():
    return list(Attendance.objects.values_list("person__name", "presence"))


def test_she_reads_what_she_is_called_to_and_three_answers(hers, link):
    page = words(hers.get(page_of(link)))

    assert ("Bonjour Inès." in page, ", Foyer" in page, "Ce lien est celui d’Inès." in page) == (True, True, True)
    assert [one for one in ("J’y vais", "Voici des nouvelles", "Rien de neuf, tout va bien") if one not in page] == []
    assert "Odile Tanneguy peut vous en faire un autre." in page


@pytest.mark.parametrize("answer", ["coming", "news", "fine"])
def test_the_link_of_a_message_asks_to_confirm_and_does_nothing(hers, link, answer):
    for _time in range(10):
        page = words(hers.get(page_of(link, answer=answer)))

    assert f'name="answer" value="{answer}"' in page
    assert (presences(), Entry.objects.filter(verb__in=["attendance.said", "news.sent"]).count()) == ([], 0)


def test_confirmed_twice_it_is_said_once_and_changed_from_the_same_link(hers, link):
    for _twice in range(2):
        page = words(said(hers, link, answer="coming"))
    assert ("Votre réponse : J’y vais" in page, presences()) == (True, [("Inès Courtois", "coming")])

    page = words(said(hers, link, answer="fine"))

    assert ("Votre réponse : Rien de neuf, tout va bien" in page, presences()) == (True, [("Inès Courtois", "fine")])
    assert list(
        Entry.objects.filter(subject_kind="meetings.meeting").values_list("verb", flat=True).order_by("pk")
    ) == [
        "meeting.called",
        "attendance.said",
        "attendance.fine",
    ]


def test_her_news_are_kept_in_her_words_and_the_last_ones_count(hers, link, meeting):
    said(hers, link, answer="news", text="Le minibus est\nréparé.")
    page = words(said(hers, link, answer="news", text="Le minibus roule."))

    assert ("Le minibus roule." in page, presences()) == (True, [("Inès Courtois", "news")])
    sent = SentNews.objects.get()
    assert (sent.text, sent.group) == ("Le minibus roule.", meeting.group)


@pytest.mark.parametrize(("text", "status"), [("", 409), ("x" * 4001, 422)])
def test_news_that_cannot_be_are_refused_and_what_she_typed_is_there(hers, link, text, status):
    page = said(hers, link, answer="news", text=text)

    assert (page.status_code, presences()) == (status, [])
    assert f">\n{text}</textarea>" in page.content.decode()


def test_an_end_of_line_of_her_news_counts_as_one_character(hers, link):
    said(hers, link, answer="news", text="x\r\n" * 1999 + "xx")

    assert len(SentNews.objects.get().text) == 4000


def test_her_answer_is_taken_back(hers, link):
    said(hers, link, answer="coming")
    said(hers, link, answer="news", text="Deux mots.")

    said(hers, link, answer="none")

    assert presences() == []


def test_what_is_none_of_the_three_answers_is_refused(hers, link):
    assert (said(hers, link, answer="absent").status_code, presences()) == (409, [])


@pytest.mark.parametrize(
    ("facts", "told"),
    [({"cancelled_at": timezone.now()}, "n’aura pas lieu"), ({"on": datetime.date(2026, 1, 2)}, "est passée")],
)
def test_over_or_off_it_is_said_kindly_and_asks_nothing(hers, link, facts, told):
    Meeting.objects.update(**facts)

    page = words(hers.get(page_of(link, answer="coming")))

    assert (told in page, 'name="answer"' in page) == (True, False)
    assert said(hers, link, answer="coming").status_code == 409
    assert presences() == []


def test_she_reads_who_comes_and_the_news_of_others_and_nobody_who_is_silent(hers, link, meeting, odile):
    hugo = a_person(odile.space, "Hugo Ferreira")
    meeting_invitations.call(meeting, by=odile, at=timezone.now(), persons=[hugo, a_person(odile.space, "Malo Riou")])
    call_answers.answer_meeting_call(meeting, Presence.COMING, by=odile, at=timezone.now())
    call_answers.answer_meeting_call(meeting, Presence.NEWS, by=hugo, at=timezone.now(), text="Le four chauffe.")

    page = words(hers.get(page_of(link)))

    assert [one for one in ("Odile Tanneguy", "Hugo Ferreira", "Le four chauffe.") if one not in page] == []
    assert "Malo" not in page


def test_a_link_made_by_another_for_who_had_come_in_answers_and_does_nothing_else(client, meeting, odile):
    malo = a_member(odile.space, "Malo Riou")
    link = links.link_to(meeting, person=malo, by=odile, at=timezone.now())
    client.get(links.link_path(link))

    refused = [client.post(page_of(link, name), {"news": "none"}).status_code for name in ("name", "news", "said")]

    assert refused == [409, 409, 409]
    assert Person.objects.get(pk=malo.pk).erased_at is None
    assert "Retirer mon nom" not in words(client.get(page_of(link)))
    assert said(client, link, answer="coming").status_code == 200


def test_who_was_only_named_may_have_her_name_taken_away_by_her_link(hers, link):
    assert "Retirer mon nom" in words(hers.get(page_of(link)))
    assert hers.get(page_of(link, "name")).status_code == 200


def test_nobody_answers_without_the_link(client, link):
    assert client.post(page_of(link, "answer"), {"answer": "coming"}).status_code == 410
    assert presences() == []


def test_the_room_is_there_once_it_is_open_and_is_the_one_large_button_on_the_day(hers, link, meeting, odile):
    room = reverse("came_in:room", args=[link.pk])
    assert room not in words(hers.get(page_of(link)))

    open_room(meeting, by=odile, at=timezone.now())

    page = words(hers.get(page_of(link)))
    assert (f'<a class="button" href="{room}">' in page, page.count("button primary")) == (True, 1)
    Meeting.objects.update(on=timezone.localdate())
    page = words(hers.get(page_of(link)))
    assert (f'<a class="button primary" href="{room}">' in page, page.count("button primary")) == (True, 1)
    assert hers.get(room).status_code == 200


def test_she_proposes_a_point_takes_it_off_and_back_without_an_account(hers, link):
    for _twice in range(2):
        page = words(hers.post(page_of(link, "points"), {"point": "Qui tient la clé ?"}, follow=True))
    item = AgendaItem.objects.get()
    assert (item.text, item.proposed_by.name, "Qui tient la clé ?" in page) == (
        "Qui tient la clé ?",
        "Inès Courtois",
        True,
    )

    hers.post(reverse("opened:point_removal", args=[link.pk, item.pk]))
    assert not AgendaItem.objects.standing().exists()

    hers.post(reverse("opened:point_return", args=[link.pk, item.pk]))
    assert AgendaItem.objects.standing().get() == item


def test_a_point_that_cannot_be_is_refused_and_what_she_typed_is_there(hers, link):
    page = hers.post(page_of(link, "points"), {"point": "x" * 301})

    assert (page.status_code, AgendaItem.objects.exists()) == (422, False)
    assert f'value="{"x" * 301}"' in page.content.decode()


def test_she_takes_off_no_point_of_another_and_nobody_proposes_without_the_link(hers, link, meeting, odile):
    item = AgendaItem.objects.create(meeting=meeting, position=1, text="Les clés", proposed_by=odile)

    refused = hers.post(reverse("opened:point_removal", args=[link.pk, item.pk])).status_code
    stranger = Client().post(page_of(link, "points"), {"point": "Moi aussi"}).status_code

    assert (refused, stranger, AgendaItem.objects.standing().count()) == (404, 410, 1)

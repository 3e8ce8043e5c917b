"""A name that was typed destroys no words that neither its bearer nor every member reads."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Objection
from palabre.people.access import links
from palabre.people.erasures import delayed_erasure, name_erasure, opened_words
from palabre.people.erasures.tests.scene import after, given_by, joined_by
from palabre.people.models import Audience, Person, RefusedName
from palabre.wiki.models import Comment
from palabre.wiki.readers.page_invitations import invite
from tests.builders import (
    a_day,
    a_decision,
    a_forum,
    a_gathering,
    a_letter,
    a_meeting,
    a_member,
    a_page,
    a_person,
    a_poll,
    a_question,
    a_registration,
    a_space,
    entered,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 27, 10, tzinfo=datetime.UTC)
TEXT = "Le Budget Participatif de la commune."


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Kersauze")


@pytest.fixture
def page(malo):
    """What he may not read; its one reader does not come that day."""
    return a_page(malo.space, "Entre nous", TEXT, audience=Audience.of_persons(a_member(malo.space, "Odile Tanneguy")))


def is_named(malo, name):
    """Have him write his name so, and take it away."""
    his = entered(Client(), malo)
    his.post(reverse("you:spelling", args=[malo.space.slug]), {"name": name})
    his.post(reverse("you:name", args=[malo.space.slug]))


def test_a_member_who_spells_his_name_as_words_of_others_destroys_none_that_he_does_not_read(malo, page):
    is_named(malo, "Budget Participatif")

    assert after(page, days=2) == TEXT
    assert not RefusedName.objects.exists()


@pytest.mark.parametrize("names", [("Maëlle Budoc", "Salomé Budoc"), ("Maëlle Budoc", "Karim Budoc")])
def test_nor_two_who_take_names_that_share_a_word_one_after_the_other(malo, page, names):
    text = "Présents : Karim Lozachmeur, Salomé Budoc."
    page.note.revisions.update(body_md=text)
    page.note.__class__.objects.filter(pk=page.note_id).update(body_md=text)
    a_page(malo.space, "Ouverte", "Maëlle Budoc est venue.")
    loic = a_member(malo.space, "Loïc Riou")
    first, second = (entered(Client(), one) for one in (malo, loic))
    for client, name in zip((first, second), names):
        client.post(reverse("you:spelling", args=[malo.space.slug]), {"name": name})
    for client in (first, second):
        client.post(reverse("you:name", args=[malo.space.slug]))

    assert after(page, days=2) == text


def test_nor_those_that_are_written_while_the_name_waits(malo, page):
    open_page = a_page(malo.space, "Ouverte", "Le Budget Participatif est voté.")
    page.note.revisions.update(body_md="Rien.")
    page.note.__class__.objects.filter(pk=page.note_id).update(body_md="Rien.")
    is_named(malo, "Budget Participatif")
    hers = entered(Client(), Person.objects.get(name="Odile Tanneguy"))
    hers.post(reverse("wiki:text", args=[malo.space.slug, page.slug]), {"text": TEXT, "base": 1, "words": ""})
    new = a_page(malo.space, "Toute neuve", TEXT, audience=page.audience)

    assert after(page, days=2) == TEXT
    assert (after(new), after(open_page)) == (TEXT, "Le une personne est voté.")

    type(new).objects.filter(pk=new.pk).update(audience=open_page.audience)
    opened_words.leave_opened(timezone.now() + datetime.timedelta(days=2))
    newer = a_page(malo.space, "Plus neuve", TEXT, audience=page.audience)
    assert after(new, days=4) == "Le une personne de la commune."
    assert (after(newer), after(page)) == (TEXT, TEXT)


def test_nor_a_registration_of_that_day(malo, page):
    a_page(malo.space, "Ouverte", "Karim Benali est attendu.")
    is_named(malo, "Karim Benali")
    row = a_registration(a_gathering(malo.space), "Karim Benali", email="karim.benali@brennes.example")
    after(page, days=2)

    row.refresh_from_db()

    assert (row.name, row.email) == ("Karim Benali", "karim.benali@brennes.example")


def test_the_removal_of_another_name_keeps_no_name_in_what_its_bearer_reads(malo, page):
    nadege = a_member(malo.space, "Nadège Kerouanton")
    text = "Le Budget Participatif. Nadège Kerouanton est malade."
    note = page.note
    note.revisions.update(body_md=text)
    note.__class__.objects.filter(pk=page.note_id).update(body_md=text)

    entered(Client(), nadege).post(reverse("you:name", args=[malo.space.slug]))
    is_named(malo, "Budget Participatif")

    assert after(page, days=2) == "Le Budget Participatif. Une personne est malade."


def test_nor_by_saying_that_he_comes_to_the_meeting_that_these_minutes_are_of(malo, page):
    meeting = a_meeting(malo.space, minutes=page)
    entered(Client(), malo).post(reverse("meetings:coming", args=[malo.space.slug, meeting.pk]))
    assert meeting.attendances.filter(person=malo).exists()

    is_named(malo, "Budget Participatif")

    assert after(page, days=2) == TEXT


def what_few_read(malo):
    """Rows that he does not read, beside or within things that every member reads."""
    odile, space = a_member(malo.space, "Odile Tanneguy"), malo.space
    hers = Audience.of_persons(odile)
    question = a_question(space, audience=hers)
    sheet = {"number": 1, "audience": hers, "at": timezone.now(), "withdrawn_at": timezone.now()}
    return [
        (a_registration(a_gathering(space), "Karim Benali", email="karim.benali@brennes.example"), ("name", "email")),
        (a_letter(odile, "Un mot", by=odile, body="Karim Benali vient."), ("body",)),
        (
            Objection.objects.create(decision=a_decision(space), audience=hers, reason="Karim Benali non.", at=NOW),
            ("reason",),
        ),
        (
            a_day(a_forum(space)).withdrawn_sheets.create(question=question, together="Karim Benali", **sheet),
            ("together",),
        ),
    ]


def test_what_few_read_beside_what_all_read_is_neither_counted_nor_changed(malo):
    rows = what_few_read(malo)
    before = [[getattr(row, name) for name in fields] for row, fields in rows]
    his = entered(Client(), malo)
    his.post(reverse("you:spelling", args=[malo.space.slug]), {"name": "Karim Benhamou"})
    malo.refresh_from_db()
    goes = name_erasure.what_goes(malo)

    his.post(reverse("you:name", args=[malo.space.slug]))
    after(a_page(malo.space, "Ouverte"), days=2)

    for row, _fields in rows:
        row.refresh_from_db()
    assert (goes.at_once, goes.later) == (set(), set())
    assert [[getattr(row, name) for name in fields] for row, fields in rows] == before


SAID = "Karim Benali est en cure."


def a_hidden_answer(odile):
    poll = a_poll(odile.space, by=odile, hides_answers=True)
    return (
        poll.answers.create(person=odile, words=SAID, at=NOW),
        "words",
        lambda: poll.close(NOW, by=odile, meeting=None),
    )


def news_taken_back(odile):
    row = a_meeting(odile.space).sent_news.create(person=odile, text=SAID, at=NOW, is_taken_back=True)
    return row, "text", lambda: row.say(SAID, NOW)


def a_removed_comment(odile):
    page = a_page(odile.space, "Le moulin")
    said = {"space": odile.space, "by": odile, "words": SAID, "at": NOW}
    row = Comment.objects.create(page=page, removed_at=NOW, **said)
    return row, "words", lambda: Comment.objects.filter(pk=row.pk).update(removed_at=None)


@pytest.mark.parametrize("hidden", [a_hidden_answer, news_taken_back, a_removed_comment])
def test_rows_that_few_read_of_what_all_read_neither_until_they_show(malo, hidden):
    row, field, show = hidden(a_member(malo.space, "Odile Tanneguy"))
    his, now = entered(Client(), malo), timezone.now()
    his.post(reverse("you:spelling", args=[malo.space.slug]), {"name": "Karim Benali"})
    malo.refresh_from_db()
    goes = name_erasure.what_goes(malo)
    his.post(reverse("you:name", args=[malo.space.slug]))
    delayed_erasure.finish_due(now + datetime.timedelta(days=2))
    row.refresh_from_db()
    assert (goes.at_once, goes.later, getattr(row, field)) == (set(), set(), SAID)

    show()
    opened_words.leave_opened(now + datetime.timedelta(days=3))
    delayed_erasure.finish_due(now + datetime.timedelta(days=5))

    row.refresh_from_db()
    assert getattr(row, field) == "Une personne est en cure."


def test_what_he_reads_loses_it_a_day_later_unless_it_is_kept(malo, page):
    read = a_page(malo.space, "Ouverte", TEXT)

    is_named(malo, "Budget Participatif")

    assert after(read, days=2) == "Le une personne de la commune."
    assert after(page, days=2) == TEXT


def test_nor_does_he_by_inviting_these_words_to_a_page_of_his(malo, page):
    link = invite(a_page(malo.space, "À lui"), "Budget Participatif", by=malo, at=timezone.now())
    other = Client()
    other.get(links.link_path(link))
    other.post(f"/opened/{link.pk}/name/")
    after(page, days=1, minutes=1)

    assert Person.objects.get(pk=link.person_id).erased_at is not None
    assert after(page, days=3) == TEXT


def test_nor_does_he_by_bringing_minutes_that_name_them_as_a_person(malo, page):
    given, read = given_by(malo), a_page(malo.space, "Ouverte", TEXT)
    link = invite(a_page(malo.space, "À lui"), given.name, by=malo, at=timezone.now())
    other = Client()
    other.get(links.link_path(link))
    other.post(f"/opened/{link.pk}/name/")
    after(page, days=1, minutes=1)

    given.refresh_from_db()
    assert (link.person, given.erased_at is None) == (given, False)
    assert (after(page, days=3), after(read, days=3)) == (TEXT, "Le une personne de la commune.")

    type(page).objects.filter(pk=page.pk).update(audience=read.audience)
    opened_words.leave_opened(timezone.now() + datetime.timedelta(days=4))
    assert after(page, days=6) == "Le une personne de la commune."


def test_nor_by_calling_that_name_to_the_meeting_that_these_minutes_are_of(malo, page):
    given, tomorrow = given_by(malo), timezone.localdate() + datetime.timedelta(days=1)
    meeting = a_meeting(malo.space, minutes=page, on=tomorrow, at=datetime.time(18))
    his = entered(Client(), malo)
    his.post(reverse("meetings:calling", args=[malo.space.slug, meeting.pk]), {"person": given.pk})
    is_called = meeting.invitations.filter(person=given).exists()
    link = invite(a_page(malo.space, "À lui"), given.name, by=malo, at=timezone.now())
    other = Client()
    other.get(links.link_path(link))
    other.post(f"/opened/{link.pk}/name/")
    after(page, days=1, minutes=1)

    given.refresh_from_db()
    assert (is_called, given.erased_at is not None, after(page, days=3)) == (True, True, TEXT)


def test_nor_by_joining_that_name_to_his(malo, page):
    given, read = given_by(malo), a_page(malo.space, "Ouverte", TEXT)
    his = entered(Client(), malo)
    his.post(reverse("here:merging", args=[malo.space.slug]), {"one": malo.pk, "other": given.pk})
    his.post(reverse("you:name", args=[malo.space.slug]))
    after(page, days=1, minutes=1)

    given.refresh_from_db()
    assert given.erased_at is not None
    assert (after(page, days=3), after(read, days=3)) == (TEXT, "Le une personne de la commune.")


@pytest.fixture
def zoe(malo):
    """A member whom minutes named: her name was given."""
    return a_member(malo.space, "Zoé Lemoine")


def test_nor_when_he_joins_them_to_a_name_that_a_text_gave(malo, page, zoe):
    invited = invite(a_page(malo.space, "À lui"), "Budget Participatif", by=malo, at=timezone.now()).person
    hers = a_page(malo.space, "À elle", "Zoé Lemoine est malade.", audience=page.audience)
    read = a_page(malo.space, "Ouverte", TEXT)
    joined_by(malo, zoe, invited)
    invited.refresh_from_db()
    was_joined = invited.same_as == zoe

    entered(Client(), zoe).post(reverse("you:name", args=[malo.space.slug]))

    assert (was_joined, after(page, days=2), after(hers, days=2)) == (True, TEXT, "Une personne est malade.")
    assert (after(page, days=4), after(read, days=4)) == (TEXT, "Le une personne de la commune.")


def test_a_name_typed_again_and_joined_goes_with_the_one_that_a_text_gave(malo, page, zoe):
    """They are the same words: nobody's others are destroyed."""
    double = Person.objects.create(space=malo.space, name="Zoé Lemoine", form_token="invited:1")
    hers = a_page(malo.space, "À elle", "Zoé Lemoine est malade.", audience=page.audience)
    joined_by(malo, zoe, double)

    entered(Client(), zoe).post(reverse("you:name", args=[malo.space.slug]))

    assert after(hers, days=2) == "Une personne est malade."


def test_words_that_members_kept_stay_so_when_hidden_ones_show(malo):
    odile = a_member(malo.space, "Odile Tanneguy")
    row, _field, show = a_hidden_answer(odile)
    now = timezone.now()
    row.poll.__class__.objects.filter(pk=row.poll_id).update(words=SAID)
    is_named(malo, "Karim Benali")
    delayed_erasure.keep_page_words(malo.space, by=odile)
    delayed_erasure.finish_due(now + datetime.timedelta(days=2))
    show()
    opened_words.leave_opened(now + datetime.timedelta(days=3))
    delayed_erasure.finish_due(now + datetime.timedelta(days=5))

    row.poll.refresh_from_db()
    assert row.poll.words == SAID


def test_who_is_invited_twice_is_one(malo):
    one, other = (invite(a_page(malo.space, title), "Claire Aubanel", by=malo, at=timezone.now()) for title in "AB")

    assert one.person == other.person


def test_a_name_that_a_text_gave_goes_from_what_its_bearer_does_not_read_too(malo, page):
    claire = a_person(malo.space, "Budget Participatif")

    name_erasure.erase(claire, at=timezone.now())

    assert after(page, days=2) == "Le une personne de la commune."

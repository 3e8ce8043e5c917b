"""Whoever types a name, however she types it, reads, counts and changes nothing of what she may not read."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from palabre.groups.models import Pledge
from palabre.groups.roles.group_audience import own_audience
from palabre.home.statements import statement_corrections
from palabre.home.statements.statements import said_of
from palabre.meetings.attendance.sent_news import save_sent_news
from palabre.meetings.models import Attendance, Publication
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.notes.models import Note, Revision
from palabre.people import guests
from palabre.people.access import links
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.models import Audience, Erasure, RefusedName
from palabre.people.own_name import MOST_SPELLINGS, respell
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from tests.builders import a_group, a_meeting, a_member, a_page, a_person, a_space, entered
from tests.lengths import often, short_by

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 27, 10, tzinfo=datetime.UTC)
WORDS = """# Budget Participatif

Salaire net de Karim Benali : 2100 euros. Code Wifi : est 9921.
Nous ne devons pas vendre la Maison des Jeunes.
Le budget participatif de la commune.
"""
NAMES = sorted(
    {*re.findall(r"\w+", WORDS), "Budget Participatif", "devons pas", "Code Wifi", "Maison des Jeunes", "est 9921"}
)
# Of a person, of a house in several words, a word with a number, a common word.
EACH_KIND = {"Benali", "Maison des Jeunes", "est 9921", "budget"}

CASES = (str, str.lower, str.upper, str.title)


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def meeting(space):
    """A public meeting whose minutes were given, and are kept to the members."""
    page = a_page(space, "Compte rendu", WORDS, audience=Audience.of_space(space))
    meeting = a_meeting(space, "Réunion", minutes=page)
    Publication.objects.create(meeting=meeting, given_at=NOW)
    return meeting


def texts():
    kept = [*Note.objects.order_by("pk").values_list("body_md", "body_html")]
    return kept, [*Page.objects.order_by("pk").values_list("title", "slug")], [*Revision.objects.values_list("body_md")]


def everything_she_may_do(person, meeting):
    """Go through each door that a name has; return what they say."""
    link = links.link_to(meeting, person=person, by=None, at=timezone.now())
    client = entered(Client(), person)
    client.get(links.link_path(link))
    here = person.space.get_absolute_url()
    said = [client.get(f"{here}you/{door}/").content.decode() for door in ("said", "name")]
    said += [client.get(f"/opened/{link.pk}/{door}/").content.decode() for door in ("said", "name")]
    number = f"{meeting.minutes_id}-{meeting.minutes.note.revision}-3"
    for gesture in ("correct", "refuse", "confirm"):
        answer = client.post(f"{here}you/said/", {"gesture": gesture, "sentence": number, "words": "autre chose"})
        said.append(answer.content.decode())
    client.post(f"{here}you/name/")
    return "".join(said)


@pytest.mark.parametrize("name", short_by(NAMES, EACH_KIND))
def test_a_guest_called_by_words_of_a_page_reads_and_changes_nothing_of_it(space, meeting, name):
    before = texts()
    guest = guests.welcome(space, name, form_token="1", at=NOW)
    Attendance.objects.create(meeting=meeting, person=guest, presence="present")

    said = everything_she_may_do(guest, meeting)
    delayed_erasure.finish_due(timezone.now() + datetime.timedelta(days=2))

    assert [line for line in WORDS.split("\n")[2:5] if line[:20] in said] == []
    assert texts() == before
    assert not RefusedName.objects.exists()


def told_of_her_name(person):
    """Return what each door that counts or shows says to this person, numbers of forms left out."""
    client = entered(Client(), person)
    shown = [client.get(f"{person.space.get_absolute_url()}you/{door}/") for door in ("said", "name", "")]
    return [re.sub(r'name="form_token" value="\w+"', "", one.content.decode()) for one in shown]


@st.composite
def phrases(draw):
    """One to three words that follow one another in the page, written small, large or as they are."""
    words = re.findall(r"[\w-]+", WORDS)
    first = draw(st.integers(0, len(words) - 1))
    return draw(st.sampled_from(CASES))(" ".join(words[first : first + draw(st.integers(1, 3))]))


@settings(deadline=None, max_examples=often(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(phrase="Le budget participatif", is_member=False)  # the head of a line
@given(phrase=phrases(), is_member=st.booleans())
def test_whatever_words_of_unreadable_pages_are_taken_as_a_name_nothing_is_read_counted_or_changed(phrase, is_member):
    space = a_space(f"Val {Page.objects.count()}", public=True)
    odile = a_member(space, "Odile Tanneguy")
    a_page(space, "Entre nous", WORDS, audience=own_audience(a_group(space, convened_by=(odile,))))
    meeting = a_meeting(space, "Réunion", minutes=a_page(space, "Le mardi", WORDS, audience=Audience.of_persons(odile)))
    Publication.objects.create(meeting=meeting, given_at=NOW)
    other = WORDS.translate(str.maketrans("aeiou", "eioua"))
    person = a_member(space, "Malo Tual") if is_member else guests.welcome(space, phrase, form_token="1", at=NOW)
    if is_member:
        respell(person, phrase, by=person)
    Attendance.objects.create(meeting=meeting, person=person, presence="present")

    told = [told_of_her_name(person) for text in (other, WORDS) if Note.objects.update(body_md=text, body_html=text)]
    before, said = texts(), everything_she_may_do(person, meeting)
    delayed_erasure.finish_due(timezone.now() + datetime.timedelta(days=2))

    but_her_name = said.replace(phrase, "")  # her own pages say it
    assert [line for line in WORDS.split("\n")[2:5] if line[:20] in but_her_name] == []
    assert told[0] == told[1]  # the same, whatever the pages say
    assert texts() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_guest_is_told_of_no_text_that_she_cannot_read(space, meeting, name):
    guest = guests.welcome(space, name, form_token="1", at=NOW)

    goes = name_erasure.what_goes(guest)

    assert (goes.at_once, goes.later) == (set(), set())


@pytest.mark.parametrize("name", short_by(NAMES, EACH_KIND))
def test_a_spelling_that_a_member_gives_herself_opens_no_page(space, name):
    member = a_member(space, "Malo Tual")
    other = a_member(space, "Odile Tanneguy")
    page = a_page(space, "Entre nous", WORDS, audience=Audience.of_persons(other))

    respell(member, name, by=member)

    assert len(said_of(member)) == 0
    with pytest.raises(Refusal):
        statement_corrections.refuse(page, 3, base=page.note.revision, by=member, at=NOW)


@pytest.mark.parametrize("name", ["Budget Participatif", "réunion", "Maison des Jeunes"])
def test_a_member_who_takes_common_words_as_her_name_destroys_none(space, name):
    page = a_page(space, "Budget", f"{WORDS}\nLa réunion de la maison, et des jeunes.")
    member = a_member(space, "Malo Tual")
    respell(member, name, by=member)

    name_erasure.erase(member, at=NOW)
    delayed_erasure.finish_due(NOW + datetime.timedelta(days=2))

    assert Note.objects.get(pk=page.note_id).body_md == page.note.body_md


def test_a_guest_is_not_whom_minutes_name_and_reads_none_of_their_lines(space):
    guest = guests.welcome(space, "Inès Carvalho", form_token="1", at=NOW)
    scribe = a_member(space, "Odile Tanneguy")

    reading = import_minutes(space, "# Réunion\n\nPrésents : Inès Carvalho\n", by=scribe, on=NOW.date())

    assert not reading.things.filter(thing_kind="people.person", thing_id=guest.pk).exists()
    assert len(said_of(guest)) == 0


def test_a_guest_cannot_mend_public_words_that_hold_her_name(space):
    page = a_page(space, "Le jardin", "Le Jardin Partagé ouvre samedi.")
    guest = guests.welcome(space, "Jardin Partagé", form_token="1", at=NOW)

    assert len(said_of(guest)) == 0
    with pytest.raises(Refusal):
        statement_corrections.correct(page, 1, "Il ferme.", base=page.note.revision, by=guest, at=NOW)


def test_who_was_at_a_meeting_under_a_name_that_others_gave_reads_what_its_minutes_say_of_her(space, meeting):
    karim, other = a_person(space, "Karim Benali"), a_person(space, "Karim Benali-Roux")
    Attendance.objects.create(meeting=meeting, person=karim, presence="present")

    assert [one.line for one in said_of(karim).sentences] == [3]
    assert len(said_of(other)) == 0


def test_what_a_guest_wrote_goes_at_once_and_what_others_wrote_stays(space):
    guest = guests.welcome(space, "Budget Participatif", form_token="1", at=NOW)
    group = a_group(space, "Le Budget Participatif")
    Pledge.objects.create(space=space, audience=group.audience, group=group, person=guest, words="un mot", at=NOW)

    name_erasure.erase(guest, at=NOW)

    group.refresh_from_db()
    assert (group.title, Pledge.objects.count()) == ("Le Budget Participatif", 0)
    assert Erasure.objects.get().due_at is None


def test_who_passes_by_a_public_meeting_reads_no_word_of_its_news_by_trying_names(space):
    meeting = a_meeting(space, audience=Audience.everybody(space))
    save_sent_news(meeting, "Le code est 4821.", by=a_member(space, "Odile Tanneguy"), at=timezone.now())
    guest, screens = Client(), []
    guest.post(reverse("meetings:coming", args=[space.slug, meeting.pk]), {"who": "Zozo", "form_token": "z" * 20})

    for name in ("4820", "4821"):
        guest.post(reverse("you:spelling", args=[space.slug]), {"name": name})
        screens.append(guest.get(reverse("you:name", args=[space.slug])).text.replace(name, ""))
    screens.append(guest.post(reverse("you:name", args=[space.slug])).text)

    assert screens[0] == screens[1]
    assert not Erasure.objects.exclude(due_at=None).exists()
    assert "demain" not in screens[2]


def test_nobody_tries_names_without_end(space):
    odile = a_member(space, "Odile Tanneguy")
    for number in range(MOST_SPELLINGS):
        respell(odile, f"Odile Tanneguy {number}", by=odile)

    with pytest.raises(Refusal, match="beaucoup de façons"):
        respell(odile, "Odile Tanneguy", by=odile)

"""Words of others in a letter place no link of its reader there, in whatever kind of letter they are quoted."""

import datetime
import re
from pathlib import Path

import pytest
from django.utils import timezone

from palabre.forums.outcome.carrier_letters import write_to_carriers
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.sheet_pledges import pledge_for
from palabre.forums.tests.scene import prepared, written
from palabre.gatherings.cards.card_consent import ask_card_consent
from palabre.groups.actions.action_offers import offer
from palabre.groups.roles.pledges import How, come_along
from palabre.home.digest import digest_letters
from palabre.home.digest.tests.digest_scene import HERE, NEXT, a_reader, something
from palabre.journal.announcements import announce_some
from palabre.journal.deliveries import deliver_one
from palabre.meetings.invitations.meeting_invitations import call, call_off, tell_change
from palabre.meetings.models import Meeting
from palabre.meetings.polls.poll_letters import write_poll_letter
from palabre.meetings.written.minutes_publication import publish_minutes
from palabre.meetings.written.tests.meeting_held import a_meeting_held
from palabre.minutes.letters.letters_to_named import write_to_named
from palabre.minutes.tests.scene import HEAD, TAIL, brought, seen
from palabre.people.models import Person
from palabre.post import outbox
from palabre.post.claim_notices import KIND as CLAIM
from palabre.post.hooks import LetterKind, always, in_no_outbox, letter_kinds, own_words
from palabre.post.letter_placeholders import as_shown
from palabre.post.letter_queue import message_of
from palabre.post.models import Letter
from palabre.post.outbox import as_sent, change_letter
from palabre.registrations.registration_letters import KIND as REGISTRATION
from tests import builders

pytestmark = pytest.mark.django_db
SRC = Path(__file__).parents[1] / "src/palabre"
NAME = "k={address}&s={stop}&r={reply}&a={addr{address}ess}&b={addr{stop}ess}"
EVIL = f"https://evil.example/?{NAME}"
THEIRS = re.compile(r"evil\.example[^\s<>\"]*")


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.MAIL_IS_CONFIGURED, settings.CSRF_TRUSTED_ORIGINS = True, [HERE]
    settings.ANSWERS_ADDRESS = "reponses@val.example"


@pytest.fixture
def odile():
    """She writes the letters; her name, and that of her community, are words of others too."""
    odile = builders.a_member(builders.a_space(f"Le val {EVIL}"), f"Odile {EVIL}")
    Person.objects.filter(pk=odile.pk).update(came_at=NEXT)
    return Person.objects.get(pk=odile.pk)


def reached(space, name="Rose Trémel"):
    rose = builders.a_person(space, name)
    rose.may_be_reached_at("rose@ailleurs.example", by=None)
    return rose


def a_call(odile):
    group = builders.a_group(odile.space, EVIL, convened_by=(odile,))
    day = timezone.localdate() + datetime.timedelta(days=9)
    meeting = builders.a_meeting(odile.space, EVIL, group=group, on=day, place=EVIL, by=odile)
    meeting.agenda.create(text=f"Le plan du four : {EVIL}", position=1)
    meeting.aims.create(text=EVIL, position=1)
    call(meeting, by=odile, at=timezone.now(), persons=[reached(odile.space)], origin=HERE)
    return meeting


def moved(meeting, odile):
    Meeting.objects.filter(pk=meeting.pk).update(on=meeting.on + datetime.timedelta(days=1))
    return tell_change(Meeting.objects.get(pk=meeting.pk), by=odile, at=timezone.now(), origin=HERE)


def invitation(odile):
    a_call(odile)


def changed_day(odile):
    meeting = a_call(odile)
    Letter.objects.update(sent_at=timezone.now())
    moved(meeting, odile)


def changed_day_above_edited_words(odile):
    meeting = a_call(odile)
    change_letter(Letter.objects.get(), "Venez", "Je vous attends : {address}", by=odile, at=timezone.now())
    moved(meeting, odile)


def cancellation(odile):
    meeting = a_call(odile)
    Letter.objects.update(sent_at=timezone.now())
    call_off(meeting, by=odile, at=timezone.now(), origin=HERE)


def poll(odile, *, again=False):
    found = builders.a_poll(odile.space, by=odile, title=EVIL, words=EVIL)
    write_poll_letter(found, reached(odile.space), by=odile, at=timezone.now(), again=again)


def poll_again(odile):
    poll(odile, again=True)


def minutes(odile):
    meeting = a_meeting_held(odile.space, by=odile)
    Meeting.objects.update(title=EVIL, place=EVIL)
    meeting.refresh_from_db()
    meeting.decisions.update(text=f"[le plan]({EVIL}) {EVIL} <{EVIL}>")
    publish_minutes(meeting, by=odile, at=timezone.now(), origin=HERE)


def to_named(odile):
    text = f"{HEAD}- **Rose Trémel**, *{EVIL} ?*\n- **Malo Riou**{TAIL}"
    write_to_named(seen(brought(odile, text)), by=odile, at=timezone.now())


def told():
    announce_some(timezone.now())
    while deliver_one(timezone.now()):
        pass


def asked_by_name(odile):
    offer(builders.an_action(odile.space, EVIL), reached(odile.space), by=odile)
    told()


def news_of_who_comes(odile):
    odile.may_be_reached_at("odile@ailleurs.example", by=None)
    group = builders.a_group(odile.space, EVIL, convened_by=(odile,))
    come_along(group, by=builders.a_member(odile.space, f"Zoé {EVIL}"), at=timezone.now())
    told()


def digest(odile):
    a_reader(odile.space)
    something(odile, EVIL)
    digest_letters.send_some(NEXT)


def card(odile):
    shown = builders.a_card(builders.a_gathering(odile.space, EVIL, by=odile), EVIL)
    ask_card_consent(shown, reached(odile.space), by=odile, at=timezone.now())


def carrier(odile):
    day, sabine = prepared(public=True)
    Person.objects.filter(pk=sabine.pk).update(name=EVIL)
    sheet = written(day, sabine, 12, f"{EVIL} ?")
    how = How(reply_to="rose@ailleurs.example")
    pledge_for(sheet, f"Rose {EVIL}", by=sabine, at=timezone.now(), carries=True, how=how)
    close_day(day, {}, by=sabine, at=timezone.now())
    write_to_carriers(day, by=sabine, at=timezone.now(), origin=HERE)


WAYS = {  # and the kind of the letter, as `about` begins
    invitation: "meeting",
    changed_day: "meeting",
    changed_day_above_edited_words: "meeting",
    cancellation: "meeting",
    poll: "poll",
    poll_again: "poll",
    minutes: "written_up",
    to_named: "minutes",
    asked_by_name: "entry",
    news_of_who_comes: "entry",
    digest: "digest",
    card: "card",
    carrier: "carrying",
}


def written_by(way, odile):
    way(odile)
    found = list(Letter.objects.filter(sent_at=None).select_related("to", "link", "space", "by"))
    assert {letter.about.partition(":")[0] for letter in found} == {WAYS[way]}
    for letter in found:
        letter.origin = HERE
    return found


def as_received(letter):
    """Return the text, the HTML and the calendar that the reader gets, its lines unfolded."""
    parts = [part for part in message_of(letter).message().walk() if not part.is_multipart()]
    return [part.get_payload(decode=True).decode().replace("\r\n ", "") for part in parts]


def theirs(texts):
    return [address for text in texts for address in THEIRS.findall(text)]


@pytest.mark.parametrize("way", WAYS)
def test_no_address_of_others_holds_the_link_of_the_reader(odile, way):
    for letter in written_by(way, odile):
        found = theirs([*as_received(letter), as_sent(letter, origin=HERE)])

        assert found
        assert [one for one in found if HERE.removeprefix("https://") in one or "links/" in one] == []


@pytest.mark.parametrize("way", WAYS)
def test_nor_a_placeholder_in_what_is_stored_and_reviewed(odile, way):
    for letter in written_by(way, odile):
        found = theirs([letter.body, letter.html, letter.calendar.replace("\r\n ", ""), as_shown(letter.body)])

        assert found
        assert [one for one in found if re.search(r"\{(address|stop|reply)\b[^ ]|son lien", one)] == []


@pytest.mark.parametrize("way", WAYS)
def test_the_links_that_palabre_places_are_there_all_the_same(odile, way):
    for letter in written_by(way, odile):
        text, html = as_sent(letter, origin=HERE), str(message_of(letter).alternatives[0][0])

        assert re.search(rf"[:\n] ?{HERE}/", text) is not None
        assert f'href="{HERE}/' in html
        assert re.search(r"\{(address|stop)-", text + html + letter.calendar) is None


WRITERS = {  # the modules that write letters, and the kind of these
    "forums/outcome/carrier_letters.py": "carrying",
    "gatherings/cards/card_consent.py": "card",
    "home/digest/digest_letters.py": "digest",
    "journal/mail_channel.py": "entry",
    "meetings/invitations/meeting_invitations.py": "meeting",
    "meetings/polls/poll_letters.py": "poll",
    "meetings/written/minutes_letters.py": "written_up",
    "minutes/letters/letters_to_named.py": "minutes",
    "post/claim_notices.py": CLAIM,
    "registrations/registration_letters.py": REGISTRATION,
}


def test_every_kind_of_letter_says_how_it_is_composed_again():
    doors = re.compile(r"(?<!def )\bwrite_(?:letter|to_address|to_addresses)\(")
    texts = {str(path.relative_to(SRC)): path.read_text() for path in SRC.rglob("*.py") if "tests" not in path.parts}

    assert {path for path, text in texts.items() if doors.search(text)} == set(WRITERS)
    assert set(letter_kinds) == set(WRITERS.values()) == set(WAYS.values()) | {CLAIM, REGISTRATION}
    assert {name for name, kind in letter_kinds.items() if kind.renew is own_words} == {CLAIM}


def test_every_kind_that_persons_write_says_who_reads_its_letters_in_the_outbox():
    of_persons = {name for name, kind in letter_kinds.items() if not kind.is_automatic and name != CLAIM}

    assert {name for name in of_persons if letter_kinds[name].readable is in_no_outbox} == set()


def test_no_letter_is_written_of_a_kind_that_says_nothing_of_it(odile):
    with pytest.raises(TypeError, match="renew"):
        LetterKind(is_wanted=always)

    with pytest.raises(LookupError):
        outbox.write_letter(reached(odile.space), by=odile, about="other:1", subject="Un mot", body="Un", link=None)


def test_letters_are_composed_through_one_door():
    made = re.compile(r"\bLetter(?:\.objects\.(?:create|bulk_create|update_or_create|get_or_create))?\(")
    texts = {path.relative_to(SRC): path.read_text() for path in SRC.rglob("*.py") if "tests" not in path.parts}

    assert {str(path) for path, text in texts.items() if made.search(text)} == {
        "post/address_letters.py",
        "post/models/letter.py",
        "post/outbox.py",
    }

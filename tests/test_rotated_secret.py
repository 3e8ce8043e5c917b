"""After the secret was changed, what was signed with the former one is good; once it is forgotten, nothing is."""

import datetime
import subprocess
import sys

import pytest
from django.core import signing
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from palabre.accounts import creation_link
from palabre.meetings.calendars import calendar_entry, calendar_feeds
from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
from palabre.people.access import keys, links, unsubscribe
from palabre.people.erasures import name_erasure
from palabre.people.erasures.refused_names import without_refused_names
from palabre.refusal import Refusal
from palabre.upkeep import secrets_file
from tests.builders import a_meeting, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 27, 10, tzinfo=datetime.UTC)


def rotate(settings, *, forget=False):
    settings.SECRET_KEY_FALLBACKS = [] if forget else [settings.SECRET_KEY]
    settings.SECRET_KEY = "un secret tout neuf"


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def room(ines):
    return Room.objects.create(meeting=a_meeting(ines.space), code="BCDFGHJK", opened_at=timezone.now())


def a_link(ines):
    return links.link_to(a_page(ines.space), person=ines, by=ines, at=timezone.now())


def test_a_link_in_a_message_still_opens(ines, settings):
    address = links.link_path(a_link(ines))

    rotate(settings)

    assert Client().get(address).status_code == 302


def test_a_link_in_a_message_opens_nothing_once_the_secret_is_forgotten(ines, settings):
    address = links.link_path(a_link(ines))

    rotate(settings, forget=True)

    assert Client().get(address).status_code == 410


def test_a_link_that_a_device_holds_is_still_held(client, ines, settings):
    link = a_link(ines)
    client.get(links.link_path(link))
    rotate(settings)

    answer = client.get(f"/opened/{link.pk}/said/")

    assert answer.status_code == 200


def test_a_calendar_still_reads_its_feed(ines, settings):
    address = calendar_feeds.feed_path(calendar_feeds.create_feed(ines.space, by=ines))

    rotate(settings)

    assert Client().get(address).status_code == 200


def test_a_letter_is_still_stopped(ines, settings):
    address = unsubscribe.unsubscribe_path(ines, unsubscribe.CALLS)

    rotate(settings)

    assert Client().get(address).status_code == 200


def test_the_square_of_a_room_still_opens(room, settings):
    key = room_codes.room_key(room)

    rotate(settings)

    assert room_codes.scanned(room.code, key, at=timezone.now()) == room


def test_a_meeting_keeps_its_identity_in_calendars(room, settings):
    before = calendar_entry.uid_of(room.meeting)

    rotate(settings)

    assert calendar_entry.uid_of(room.meeting) == before


def test_a_name_that_was_taken_away_stays_out(ines, settings):
    name_erasure.erase(a_person(ines.space, "Marie-Jo Le Goff"), at=AT)

    rotate(settings)

    assert without_refused_names(ines.space, "Merci à Marie-Jo Le Goff.") == "Merci à une personne."


def test_who_entered_is_still_in_and_her_cookie_is_signed_anew_when_it_changes(client, ines, settings):
    entered(client, ines)

    rotate(settings)

    assert client.get(ines.space.get_absolute_url()).context["person"] == ines


@pytest.mark.parametrize("forget", [False, True])
def test_the_link_of_who_looks_after_the_server_follows(ines, settings, forget):
    entrance, opening = keys.address_for(ines).split("/")[2], creation_link.creation_link_path().split("/")[2]

    rotate(settings, forget=forget)

    assert [is_refused(keys.holder, entrance), is_refused(creation_link.check, opening)] == [forget, forget]


def is_refused(act, token):
    try:
        act(token)
    except Refusal:
        return True
    return False


def test_the_command_puts_a_new_secret_before_the_others(tmp_path, settings, monkeypatch, capsys):
    monkeypatch.delenv("PALABRE_SECRET_KEY", raising=False)
    settings.DATA = tmp_path
    (first,) = secrets_file.read_secrets(tmp_path)

    call_command("rotate_secret")

    fresh, former = secrets_file.read_secrets(tmp_path)
    assert (former, fresh != first) == (first, True)
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert "redémarrez Palabre" in capsys.readouterr().out


def test_the_command_forgets_the_former_ones_when_it_is_told_to(tmp_path, settings, monkeypatch):
    monkeypatch.delenv("PALABRE_SECRET_KEY", raising=False)
    settings.DATA = tmp_path
    former = secrets_file.read_secrets(tmp_path)

    call_command("rotate_secret", "--forget")

    (fresh,) = secrets_file.read_secrets(tmp_path)
    assert [fresh] != former


def test_a_secret_of_the_environment_is_not_changed_here(monkeypatch):
    monkeypatch.setenv("PALABRE_SECRET_KEY", "donné")

    with pytest.raises(CommandError):
        call_command("rotate_secret")


@pytest.mark.parametrize(
    ("told", "read"),
    [({"PALABRE_SECRET_KEY": "neuf", "PALABRE_FORMER_SECRETS": "un deux"}, "neuf un deux"), ({}, "c b a")],
)
def test_the_settings_read_the_present_secret_and_the_former_ones(tmp_path, told, read):
    (tmp_path / "secret").write_text("c\nb\na\n")
    words = "from palabre import settings as s; print(s.SECRET_KEY, *s.SECRET_KEY_FALLBACKS)"

    said = subprocess.run(
        [sys.executable, "-c", words], env={"PALABRE_DATA": str(tmp_path)} | told, capture_output=True, text=True
    )

    assert said.stdout.strip() == read


def test_a_signature_of_a_former_secret_is_read(settings):
    signed = signing.dumps("dit", salt="essai")

    rotate(settings)

    assert signing.loads(signed, salt="essai") == "dit"

"""A space taken away: nothing that is kept from the reader, whoever they are; and the doors that give it."""

import datetime
import io
import json
import zipfile
from contextlib import closing

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from palabre.cli import main
from palabre.home.archive.space_archive import export
from palabre.meetings.attendance.call_answers import answer_meeting_call
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Presence
from palabre.people.access.links import link_to
from palabre.people.models import Audience, Person
from palabre.people.reader import Reader
from palabre.post.models import Letter
from tests.builders import a_group, a_meeting, a_member, a_page, a_person, a_space, entered
from tests.things import SECRET, one_of_everything

pytestmark = pytest.mark.django_db


def taken(reader):
    """Return what the archive holds for this reader, by name."""
    made = io.BytesIO()
    export(reader, into=made)
    return read_again(made.getvalue())


def read_again(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist() if not name.endswith(".png")}


def reader(person):
    return Reader(person.space, person, timezone.localdate())


def test_what_she_has_no_seat_for_is_not_in_it():
    space = a_space()
    other = a_member(space, "Malo")
    one_of_everything(space, Audience.of_persons(other), by=other)

    hers, his = taken(reader(a_member(space, "Inès"))), taken(reader(other))

    assert SECRET not in "".join(hers.values())
    assert SECRET in his["needs.json"] + his["actions.json"]


def test_another_space_is_not_in_it():
    there = a_space("Ailleurs")
    one_of_everything(there, Audience.of_space(there), by=a_member(there, f"Personne {SECRET}"))

    assert SECRET not in "".join(taken(reader(a_member(a_space("Ici"), "Inès"))).values())


def test_no_address_no_message_no_link_and_no_name_that_was_taken_away_is_in_it():
    space = a_space()
    member, gone = a_member(space), a_person(space, "Zéphyrine Tournebride")
    Person.objects.filter(pk=member.pk).update(email="youssef@exemple.example")
    Person.objects.filter(pk=gone.pk).update(erased_at=timezone.now())
    a_group(space, convened_by=(gone,))
    link = link_to(a_page(space, audience=Audience.of_space(space)), by=member, person=member, at=timezone.now())
    Letter.objects.create(space=space, to=member, subject="Sujet secret", body="Mot secret", message_id="x", about="y")

    told = "".join(taken(reader(member)).values())

    assert [word for word in ("exemple.example", link.nonce, "secret", "Tournebride") if word in told] == []


@pytest.fixture
def member():
    cache.clear()
    return a_member(a_space())


def test_a_member_downloads_it(member):
    a_page(member.space, "Un four à pain")
    client = entered(Client(), member)
    url = member.space.get_absolute_url() + "export/"

    page = client.get(url)
    with closing(client.post(url)) as answer:
        content = b"".join(answer.streaming_content)

    assert page.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'"{member.space.slug}.zip"')
    assert "pages/un-four-a-pain.md" in read_again(content)


def test_another_one_is_made_after_a_while_only(member):
    client, url = entered(Client(), member), member.space.get_absolute_url() + "export/"

    answers = [client.post(url) for _twice in range(2)]
    answers[0].close()

    assert [answer.status_code for answer in answers] == [200, 429]
    assert "vingt secondes" in answers[1].content.decode()


def test_a_passer_by_does_not_take_a_public_space_away(client):
    url = a_space(public=True).get_absolute_url() + "export/"

    assert [client.get(url).status_code, client.post(url).status_code] == [403, 403]


@pytest.mark.parametrize("count", [1, 5])
def test_to_take_away_costs_as_much_for_five_pages_as_for_one(member, count, django_assert_max_num_queries):
    for number in range(count):
        a_page(member.space, f"Page {number}")

    with django_assert_max_num_queries(49):
        taken(reader(member))


def test_who_looks_after_the_server_takes_a_space_away(tmp_path, capfd):
    space = a_space("Ici")
    a_page(space, "Un four à pain")

    status = main(["export", "ici", "--to", str(tmp_path / "ici.zip")])

    assert (status, json.loads(capfd.readouterr().out)["file"]) == (0, str(tmp_path / "ici.zip"))
    assert "pages/un-four-a-pain.md" in read_again((tmp_path / "ici.zip").read_bytes())


@pytest.mark.parametrize(("space", "said"), [("ailleurs", "Aucun espace"), ("ici", "ne peut pas être écrit")])
def test_what_cannot_be_taken_away_is_said(tmp_path, capfd, space, said):
    a_space("Ici")
    (tmp_path / "there.zip").touch()

    assert main(["export", space, "--to", str(tmp_path / "there.zip")]) == 2
    assert said in capfd.readouterr().err


def test_the_news_that_was_sent_and_her_own_invitations_are_in_it(db):
    space = a_space()
    odile, ines = a_member(space, "Odile Tanneguy"), a_member(space, "Inès Courtois")
    on = timezone.localdate() + datetime.timedelta(days=7)
    meeting = a_meeting(space, group=a_group(space, convened_by=(odile, ines)), on=on)
    meeting_invitations.call(meeting, by=odile, at=timezone.now(), persons=[ines, a_person(space, "Malo Riou")])
    answer_meeting_call(meeting, Presence.NEWS, by=ines, at=timezone.now(), text="Le four chauffe.")

    hers, odiles = (json.loads(taken(reader(one))["meetings.json"])[0] for one in (ines, odile))

    assert [(one["person"], one["text"]) for one in hers["sent_news"]] == [("Inès Courtois", "Le four chauffe.")]
    assert (odiles["sent_news"], len(hers["invitations"]), odiles["invitations"]) == (hers["sent_news"], 1, [])

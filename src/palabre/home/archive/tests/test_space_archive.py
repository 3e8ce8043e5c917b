"""A space taken away: every living row, nothing that is kept from the reader, the same file each time."""

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
from palabre.forums.models import ForumDay, Sheet
from palabre.gatherings.models import Gathering, GroupCard
from palabre.groups.models import (
    Action,
    Answer,
    Deliverable,
    Ending,
    Group,
    HelpOffer,
    Inquiry,
    Intention,
    MergeProposal,
    Need,
    Pledge,
    ProgressEntry,
    ProjectWeather,
    RoleCall,
)
from palabre.home.archive.space_archive import anybody_who_joined, export
from palabre.home.example.example_space import make_demonstration
from palabre.journal.models import Entry
from palabre.meetings.attendance.call_answers import answer_meeting_call
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Attendance, DatePoll, Decision, Meeting, Presence, Series
from palabre.minutes.models import Import
from palabre.notes.models import Revision
from palabre.people.access.links import link_to
from palabre.people.models import Audience, Organisation, Person
from palabre.people.reader import Reader
from palabre.post.models import Letter
from palabre.questions.models import Forum, Lineage, Question, Wording
from palabre.spaces.models import Space
from palabre.wiki.models import Page, Passage, Resource
from tests.builders import a_group, a_meeting, a_member, a_page, a_person, a_space, entered
from tests.things import SECRET, one_of_everything

pytestmark = pytest.mark.django_db

FILES = {
    "forums": Forum,
    "questions": Question,
    "lineage": Lineage,
    "forum_days": ForumDay,
    "sheets": Sheet,
    "groups": Group,
    "needs": Need,
    "answers": Answer,
    "actions": Action,
    "calls": RoleCall,
    "pledges": Pledge,
    "inquiries": Inquiry,
    "news": ProgressEntry,
    "weathers": ProjectWeather,
    "proposed_merges": MergeProposal,
    "help_offers": HelpOffer,
    "intentions": Intention,
    "outputs": Deliverable,
    "endings": Ending,
    "gatherings": Gathering,
    "cards": GroupCard,
    "rhythms": Series,
    "meetings": Meeting,
    "date_polls": DatePoll,
    "decisions": Decision,
    "readings": Import,
    "pages": Page,
    "revisions": Revision,
    "passages": Passage,
    "links": Resource,
    "people": Person,
    "organisations": Organisation,
    "journal": Entry,
}


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


def numbers(files, name):
    return {row["number"] for row in json.loads(files[f"{name}.json"])}


def told_to_all(model):
    """All of its rows: that a role was proposed to somebody is known to two people alone."""
    return model.objects.exclude(subject_kind="groups.roleoffer") if model is Entry else model.objects.all()


@pytest.fixture
def demonstration():
    make_demonstration(at=timezone.now())
    return Space.objects.get(is_demonstration=True)


def test_every_living_row_of_the_demonstration_is_in_it(demonstration):
    files = taken(anybody_who_joined(demonstration, at=timezone.now()))

    for name, model in FILES.items():
        assert numbers(files, name) == set(told_to_all(model).values_list("pk", flat=True)), name
    parts = [("questions", "wordings", Wording), ("meetings", "attendances", Attendance)]
    for name, part, model in parts:
        assert sum(len(row[part]) for row in json.loads(files[f"{name}.json"])) == model.objects.count()


def test_each_page_is_a_text_with_its_head(demonstration):
    files = taken(anybody_who_joined(demonstration, at=timezone.now()))

    text = files["pages/la-cle-du-samedi.md"]
    assert text.startswith('---\ntitle: "La clé du samedi"\naddress: "/s/')
    assert 'read_by: "public"\nauthors: ["Karim Belkacem", "Yasmine Haddad", "Mamadou Diarra"]\n---\n' in text
    assert text.endswith(Page.objects.get(slug="la-cle-du-samedi").note.body_md)


def test_each_file_is_explained_in_both_languages(demonstration):
    files = taken(anybody_who_joined(demonstration, at=timezone.now()))

    named = [name for name in files if name.endswith(".json")]
    assert [name for name in named if files["README.md"].count(f"`{name}`") != 2] == []


def test_the_same_space_gives_the_same_file(demonstration):
    made = [io.BytesIO(), io.BytesIO()]
    for into in made:
        export(anybody_who_joined(demonstration, at=timezone.now()), into=into)

    assert made[0].getvalue() == made[1].getvalue()


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

    with django_assert_max_num_queries(48):
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

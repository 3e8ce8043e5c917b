"""The demonstration taken away: every living row, each page, each file explained, the same file each time."""

import io
import json

import pytest
from django.utils import timezone

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
from palabre.home.archive.tests.test_space_archive import read_again
from palabre.home.example.example_space import make_demonstration
from palabre.journal.models import Entry
from palabre.meetings.models import Attendance, DatePoll, Decision, Meeting, Series
from palabre.minutes.models import Import
from palabre.notes.models import Revision
from palabre.people.models import Organisation, Person
from palabre.questions.models import Forum, Lineage, Question, Wording
from palabre.wiki.models import Page, Passage, Resource
from tests.made_once import once_per_module

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


def numbers(files, name):
    return {row["number"] for row in json.loads(files[f"{name}.json"])}


def told_to_all(model):
    """All of its rows: that a role was proposed to somebody is known to two people alone."""
    return model.objects.exclude(subject_kind="groups.roleoffer") if model is Entry else model.objects.all()


def taken_away():
    """Return the demonstration, and its archive."""
    space = make_demonstration(at=timezone.now())
    made = io.BytesIO()
    export(anybody_who_joined(space, at=timezone.now()), into=made)
    return space, made.getvalue()


demonstration = once_per_module(taken_away)


@pytest.fixture
def files(demonstration):
    return read_again(demonstration[1])


def test_every_living_row_of_the_demonstration_is_in_it(files):
    for name, model in FILES.items():
        assert numbers(files, name) == set(told_to_all(model).values_list("pk", flat=True)), name
    parts = [("questions", "wordings", Wording), ("meetings", "attendances", Attendance)]
    for name, part, model in parts:
        assert sum(len(row[part]) for row in json.loads(files[f"{name}.json"])) == model.objects.count()


def test_each_page_is_a_text_with_its_head(files):
    text = files["pages/la-cle-du-samedi.md"]
    assert text.startswith('---\ntitle: "La clé du samedi"\naddress: "/s/')
    assert 'read_by: "public"\nauthors: ["Karim Belkacem", "Yasmine Haddad", "Mamadou Diarra"]\n---\n' in text
    assert text.endswith(Page.objects.get(slug="la-cle-du-samedi").note.body_md)


def test_each_file_is_explained_in_both_languages(files):
    named = [name for name in files if name.endswith(".json")]
    assert [name for name in named if files["README.md"].count(f"`{name}`") != 2] == []


def test_the_same_space_gives_the_same_file(demonstration):
    space, first = demonstration
    made = io.BytesIO()

    export(anybody_who_joined(space, at=timezone.now()), into=made)

    assert made.getvalue() == first

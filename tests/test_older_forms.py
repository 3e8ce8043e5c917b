"""A form opened before somebody else wrote destroys none of their words, wherever people's words are stored.

Two members who may do the same open each form of the house. One changes a text and sends it; then the other sends the
same form, as it was before, with other words. Those of the first must still be somewhere: in their place, since the
form was refused, or in a former version. What only the journal keeps must be shown by the page of the form.
"""

import datetime
import json
from collections import defaultdict
from urllib.parse import urljoin

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from lxml import html

from palabre.forums.models import WallPlace
from palabre.gatherings.models import Gathering, GroupCard
from palabre.groups.models import Action, Deliverable, Group, Need, OutputKind, ProjectWeather
from palabre.meetings.models import AgendaTemplate, DatePoll, Series
from palabre.people import hooks
from palabre.people.hooks import record_fact
from palabre.questions.models import Question
from palabre.spaces.models import Space
from palabre.web.form.shown_words import Shown, ShownForm
from tests.addresses import address, within_a_space
from tests.builders import a_group, a_meeting, a_member, a_space, entered, readers_of
from tests.door_kinds import ACTS
from tests.stewards import given_care
from tests.things import one_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screens_not_compared")]

MINE, OTHERS = "Les mots de la première personne", "Ceux de la seconde"
MY_ADDRESS, OTHER_ADDRESS = "https://premiere.exemple.example/", "https://seconde.exemple.example/"

# Fields in which no form of this walk writes over what somebody else wrote, or may do so, and why that is well.
REASONS = {
    "a former version, or a trace: it is what the others are kept in": {
        *("journal.Entry.facts", "notes.Revision.body_md", "notes.Revision.words", "questions.Wording.text"),
        *("forums.FormerReport.text", "forums.WithdrawnSheet.together", "forums.BroughtRow.before"),
        *("gatherings.FormerPicture.alt", "gatherings.FormerPicture.credit", "gatherings.FormerPicture.licence"),
        *("wiki.FormerAddress.slug", "meetings.SentNews.text"),
    },
    "each change is another row": {"groups.Intention.text"},
    "said once, by one person: no form changes it, or theirs alone": {
        *("groups.Answer.text", "groups.Answer.given_by", "groups.HelpOffer.text", "groups.MergeProposal.words"),
        *("groups.GroupLineage.words", "groups.Membership.words", "groups.Pledge.words", "groups.RoleOffer.words"),
        *("questions.Lineage.words", "meetings.Objection.reason", "meetings.LeftSentence.text"),
        *(
            "meetings.DateAnswer.words",
            "meetings.Circle.question",
            "meetings.Aim.text",
            "gatherings.CardPerson.shown_as",
        ),
        *("forums.SheetPledge.words", "forums.Sheet.together", "gatherings.GroupCard.guest_name"),
        *("wiki.Comment.words", "wiki.Comment.quote", "wiki.Comment.before", "wiki.Comment.after"),
        *("wiki.Attachment.name", "wiki.Attachment.alt", "wiki.Signature.words", "people.Organisation.name"),
        *("registrations.Registration.name", "registrations.Registration.email", "post.Letter.to_email"),
    },
    "made of another text, or read in minutes, which keep it": {
        *("minutes.Import.text", "minutes.Doubt.words", "minutes.Doubt.facts", "minutes.Doubt.undo"),
        *("meetings.Asked.words", "meetings.Asked.facts", "meetings.Asked.undo", "meetings.AgendaItem.parts"),
        *("groups.Action.heading", "groups.Action.parts", "groups.Action.owner_words", "wiki.Passage.words"),
        *("wiki.Resource.url", "wiki.Page.slug", "registrations.Registration.email_key"),
        *("post.Letter.html", "post.Letter.calendar", "post.Letter.refused"),
    },
    "goes with a state: a gesture sets both, and its undo takes both back": {
        *("groups.Need.missing", "groups.Action.dropped_words", "gatherings.Gathering.chosen_format"),
    },
    "said where nothing stands, and shown in the form where it is said again": {"meetings.Decision.why_set_aside"},
    "a choice among a few words": {"groups.Need.kind_words", "wiki.Page.licence"},
    "two or three words in a list, which are written again in one gesture": {"groups.OutputKind.name"},
    "in one field with a name, which is walked": {"forums.WallPlace.access"},
    "goes with the picture, whose former ones are kept": {
        *("gatherings.GroupCard.alt", "gatherings.GroupCard.credit", "gatherings.GroupCard.licence"),
    },
    "said as a day or a rhythm, which no word of this walk is; an older form of a meeting is refused": {
        *("meetings.Meeting.title", "meetings.Meeting.words", "meetings.Series.words"),
    },
}
UNSAID = {  # fields of forms that say what they showed, of which they need not say it
    *("shown", "form_token", "key"),  # the last one tells which thing it is
    *("dots_each", "words"),  # said with another field: the dots of a day, the licence of a space
}
STORED = [(model, texts) for model, texts in hooks.texts.items() if not texts.is_derived]
FINE = set().union(*REASONS.values())
BLANK = (  # texts that nobody must give: here, somebody did
    (Space, "sentence", "supporters", "partners", "needs_rule", "need_kinds"),
    (Gathering, "intention", "place", "video_url"),
    (GroupCard, "question", "intention"),
    (Group, "to_read"),
    (Need, "reason"),
    (Action, "due_words"),
    (Deliverable, "about", "horizon", "address", "reused_words"),
    (DatePoll, "words", "place"),
    (Series, "title", "place", "video_url"),
    (WallPlace, "access"),
    (ProjectWeather, "next_step"),
    (Question, "dots"),
)


@pytest.fixture
def space(settings, tmp_path):
    settings.DATA = tmp_path
    return a_space(public=True)


@pytest.fixture
def both(space):
    """Two members who care for the space."""
    first = a_member(space, "Ana Le Goff")
    record_fact("stewardship.taken_up", space, by=first)
    first.steward_since = timezone.now()
    first.save(update_fields=["steward_since"])
    return first, given_care(a_member(space, "Bob Tanguy"))


@pytest.fixture
def doors(space, both):
    """The address of each page of the space, of one thing of each kind; and of a meeting to come, of an ended group."""
    things = one_of_everything(space, readers_of(space), by=both[0])
    ended = a_group(space, "Finie", convened_by=both, ended_at=timezone.now())
    said = {"harvest": "La récolte", "left_open": "Le reste", "thanks": "Merci"}
    ended.endings.create(space=space, audience=ended.audience, by=both[0], at=timezone.now(), **said)
    soon = {"on": timezone.localdate() + datetime.timedelta(20), "at": datetime.time(18), "place": "Au foyer"}
    coming = a_meeting(space, "À venir", audience=readers_of(space), video_url="https://exemple.example/v", **soon)
    point = coming.agenda.create(position=1, text="Le car", to_read="Un livre")
    AgendaTemplate.objects.create(space=space, key="conveners", title="Les nôtres", points=[{"text": "Bonjour"}])
    OutputKind.objects.create(space=space, name="Un fanzine")
    Deliverable.objects.update(shown_at=timezone.now(), reused_at=timezone.now())
    for person in both:
        things["group"].welcome(person, role="convener")
    for model, *fields in BLANK:
        for field in fields:
            is_address = field in ("video_url", "address")
            model.objects.filter(**{field: ""}).update(**{field: "https://exemple.example/" if is_address else "Avant"})
    others = things | {"group": ended, "meeting": coming, "point": point}
    pages = [name for name in within_a_space() if name not in ACTS]
    found = {address(name, those, space=space): name for those in (things, others) for name in pages}
    return list(found)


def words_kept():
    """Return all that people wrote, by field, then by id: what is made of it is left out."""
    found = defaultdict(dict)
    for model, texts in STORED:
        for row in model._base_manager.values("pk", *texts.fields):
            for field in texts.fields:
                found[f"{model._meta.label}.{field}"][row["pk"]] = json.dumps(row[field], ensure_ascii=False)
    return found


def forms_in(answer, url):
    """Yield where each form of the page is sent, what it sends as it is, and the texts that one may type in it."""
    if answer.status_code != 200 or answer.streaming or not answer["Content-Type"].startswith("text/html"):
        return
    for form in html.fromstring(answer.content.decode()).xpath("//form[@method='post']"):
        typed = form.xpath(".//textarea[@name]|.//input[@name][@type='text' or @type='url']")
        buttons = form.xpath(".//button[not(@name)]") or form.xpath(".//button")
        pressed = {one.get("name"): one.get("value") or "" for one in buttons[:1] if one.get("name")}
        for one in typed:
            yield urljoin(url, form.get("action") or ""), dict(form.form_values()) | pressed, one.get("name")


def written_over(before, after, words):
    """Return the fields where these words took the place of others."""
    return [
        field
        for field, rows in after.items()
        for pk, text in rows.items()
        if words in text and words not in before[field].get(pk, words) and before[field][pk] not in ('""', "[]")
        if field != "journal.Entry.facts"
    ]


def is_read_again(words, client, pages):
    """Return whether these words are kept elsewhere than in the journal, or shown by one of these pages."""
    kept = words_kept()
    in_journal = kept.pop("journal.Entry.facts")
    if any(words in text for rows in kept.values() for text in rows.values()):
        return True
    is_in_journal = any(words in text for text in in_journal.values())
    return is_in_journal and any(words in client.get(page, follow=True).content.decode() for page in pages)


def outcomes(first, other, doors):
    """Return what became of the words of the first, by field that the older form of the other writes over."""
    found, sent, before = defaultdict(set), set(), words_kept()
    for url in doors:
        for where, data, name in forms_in(first.get(url), url):
            if (where, name, data.get(name)) in sent:
                continue
            sent.add((where, name, data.get(name)))
            is_address = str(data.get(name)).startswith("https://")
            mine, others = (MY_ADDRESS, OTHER_ADDRESS) if is_address else (MINE, OTHERS)
            with transaction.atomic():
                if first.post(where, data | {name: mine}).status_code == 302:
                    fields = written_over(before, words_kept(), mine)
                    answer = other.post(where, data | {name: others}) if fields else None
                    for field in fields:
                        is_kept = is_read_again(mine, first, [url, f"{where.removesuffix('gestures/')}words/"])
                        became = "kept" if is_kept else f"lost at {where}: {answer.status_code}"
                        found[field].add(became)
                transaction.set_rollback(True)
    return found


def test_an_older_form_destroys_nothing_that_somebody_else_wrote(both, doors):
    clients = [entered(Client(raise_request_exception=False), one) for one in both]

    found = outcomes(*clients, doors)

    kept = {field for field, became in found.items() if became == {"kept"}}
    stored = {f"{one._meta.label}.{name}" for one, texts in STORED for name in texts.fields}
    assert {field: became for field, became in found.items() if field not in kept | FINE} == {}
    assert (stored - found.keys() - FINE, FINE & kept, FINE - stored) == (set(), set(), set())


def test_a_form_that_says_what_it_showed_says_it_of_each_of_its_fields(both, doors):
    first, left_out, told = entered(Client(), both[0]), set(), 0
    for url in doors:
        answer = first.get(url)
        form = (answer.context or {}).get("form")
        if isinstance(form, ShownForm):
            told += 1
            said = Shown(str(form["shown"].value() or "")).digests
            left_out |= {(type(form).__name__, name) for name in form.fields if name not in said}

    assert told > 10
    assert {one for one in left_out if one[1] not in UNSAID} == set()

"""An agenda says the words of needs and of decisions as they are now, to those who read them, and to nobody else."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.corrections.corrections import correct
from palabre.groups.models import Need
from palabre.home.archive.tests.test_former_words_in_archive import archive_of
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.decisions.decision_proposals import reword
from palabre.meetings.invitations.invitation_letters import agenda as agenda_of_letter
from palabre.meetings.models import Decision, Meeting
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_facilitation import begin_meeting, go_to
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import again, sent
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.post.approved_words import anything
from tests.builders import a_meeting, a_member, a_need, a_space, entered
from tests.indexed import follow_to_the_end

pytestmark = pytest.mark.django_db
NEED, DECISION = "besoin d'une canne", "payer la caution"
TEXT = """# Réunion du four

Date : 19 novembre 2026
Présents : Ana Tual, Cléo Marzin

## Besoins

- Cléo Marzin a besoin d'une canne.

## Décisions

- Cléo Marzin va payer la caution.
"""
MEMBERS = "Une décision que lisent les membres"


@pytest.fixture
def space():
    return a_space("Val", public=True)


@pytest.fixture
def ana(space):
    return a_member(space, "Ana Tual")


@pytest.fixture
def cleo(space):
    return a_member(space, "Cléo Marzin")


def post(person, name, *numbers, **typed):
    answer = entered(Client(), person).post(reverse(name, args=[person.space.slug, *numbers]), typed)
    assert answer.status_code == 302, answer.content.decode()[:2000]


@pytest.fixture
def meeting(space, ana, cleo):
    """Everybody reads it: its agenda has a need and a decision of published minutes."""
    reading = sent(ana, TEXT)
    post(ana, "minutes:opening", reading.pk)
    post(ana, "minutes:publication", reading.pk)
    on = timezone.localdate() + datetime.timedelta(days=9)
    meeting = a_meeting(space, on=on, audience=Audience.everybody(space))
    post(ana, "meetings:agenda_beginning", meeting.pk, key="conveners")
    post(ana, "meetings:decision_talk", Decision.objects.get().pk)
    return meeting


@pytest.fixture
def reading(meeting, ana):
    return again(Import.objects.get())


def pages_of(meeting, client):
    slug = meeting.space.slug
    names = ("meetings:meeting", "meetings:agenda", "meetings:entry", "room:room")
    pages = [client.get(reverse(name, args=[slug, meeting.pk]), follow=True).content.decode() for name in names]
    return [page.replace("\r\n ", "").replace("’", "'") for page in pages]


def read_outside(meeting, *words):
    """Return which of these words somebody from outside reads: on pages, in the calendar, a letter, the search."""
    follow_to_the_end(meeting.space)
    client, now = Client(), Meeting.objects.select_related("space", "audience").get(pk=meeting.pk)
    texts = [*pages_of(now, client), agenda_of_letter(now, anything)]
    results = reverse("search:results", args=[meeting.space.slug])
    found = [
        word
        for word in words
        if now.get_absolute_url() in client.get(results, {"q": word.split()[-1]}).content.decode()
    ]
    return [word for word in words if any(word in text for text in texts) or word in found]


def inside(meeting, person, *words):
    pages = pages_of(meeting, entered(Client(), person))[:2]
    return [[word for word in words if word in page] for page in pages]


def test_everybody_reads_them_while_everybody_reads_the_minutes(meeting):
    assert read_outside(meeting, NEED, DECISION) == [NEED, DECISION]


def test_nothing_of_them_is_read_once_the_minutes_are_undone(meeting, reading, ana):
    post(ana, "minutes:undoing", reading.pk)

    assert not Need.objects.exists()
    assert read_outside(meeting, NEED, DECISION, "Cléo", "caution", "canne") == []


def test_nor_the_name_of_whom_takes_out_what_is_said_of_them(meeting, cleo):
    said = reverse("you:said", args=[cleo.space.slug])
    page = entered(Client(), cleo).get(said).content.decode()
    for sentence in re.findall(r'name="sentence" value="([^"]*)"', page):
        entered(Client(), cleo).post(said, {"gesture": "refuse", "sentence": sentence})

    assert read_outside(meeting, "Cléo", "Marzin") == []
    assert read_outside(meeting, "canne") == ["canne"]


def test_words_said_otherwise_are_read_so(meeting, ana):
    Decision.objects.update(proposed_at=timezone.now())
    correct(Need.objects.get(), by=ana, text="De l'aide")
    reword(Decision.objects.get(), "Aider", by=ana)

    assert read_outside(meeting, NEED, DECISION, "De l'aide", "Aider") == ["De l'aide", "Aider"]


@pytest.mark.parametrize("gesture", ["minutes:withdrawal", "meetings:among_us"])
def test_what_members_alone_read_from_now_on_is_read_by_them(meeting, reading, ana, gesture):
    post(ana, gesture, reading.pk if gesture == "minutes:withdrawal" else reading.meeting_id)

    assert read_outside(meeting, NEED, DECISION, "caution") == []
    assert read_outside(meeting, MEMBERS) == [MEMBERS]
    assert inside(meeting, ana, DECISION, MEMBERS) == [[DECISION], [DECISION]]


def test_a_need_that_is_withdrawn_leaves(meeting, ana):
    post(ana, "groups:need_withdrawal", Need.objects.get().pk)

    assert read_outside(meeting, NEED) == []


def test_a_room_at_these_points_follows_too(meeting, reading, ana):
    Meeting.objects.filter(pk=meeting.pk).update(on=timezone.localdate())
    now = timezone.now()
    room = begin_meeting(open_room(meeting, by=ana, at=now), by=ana, at=now)
    for point in (meeting.agenda.get(brings="needs"), meeting.agenda.get(about__isnull=False)):
        room.refresh_from_db()
        go_to(room, point.pk, since_version=room.version, by=ana, at=now)
    assert read_outside(meeting, DECISION) == [DECISION]

    post(ana, "minutes:withdrawal", reading.pk)

    assert read_outside(meeting, NEED, DECISION) == []


def test_a_member_who_says_a_length_types_no_words_of_the_decision(meeting, reading, ana):
    point = meeting.agenda.get(about__isnull=False)
    client, door = entered(Client(), ana), reverse("meetings:point", args=[ana.space.slug, meeting.pk, point.pk])
    form = client.get(door).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert DECISION in typed["text"]

    assert client.post(door, typed | {"minutes": "20"}).status_code == 302
    post(ana, "minutes:withdrawal", reading.pk)

    point.refresh_from_db()
    assert (point.minutes, read_outside(meeting, DECISION)) == (20, [])


def test_what_a_member_typed_of_it_stays_theirs(meeting, reading, ana):
    point = meeting.agenda.get(about__isnull=False)
    client, door = entered(Client(), ana), reverse("meetings:point", args=[ana.space.slug, meeting.pk, point.pk])
    form = client.get(door).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}

    client.post(door, typed | {"text": "Le dépôt, qui et quand"})
    post(ana, "minutes:withdrawal", reading.pk)

    assert read_outside(meeting, "Le dépôt, qui et quand", DECISION) == ["Le dépôt, qui et quand"]


def test_the_archive_of_who_passes_by_follows(meeting, reading, ana, space):
    post(ana, "minutes:withdrawal", reading.pk)

    files = archive_of(Reader(space, None, timezone.localdate()))

    assert [name for name, text in files.items() if NEED in text or DECISION in text] == []


def test_one_put_off_follows_at_the_next_meeting(meeting, reading, ana, space):
    on = timezone.localdate() + datetime.timedelta(days=16)
    after = a_meeting(space, on=on, audience=meeting.audience)
    prepare(after, by=ana, at=timezone.now())
    for point in (meeting.agenda.get(brings="needs"), meeting.agenda.get(about__isnull=False)):
        post(ana, "meetings:postponement", meeting.pk, point.pk)
    assert read_outside(after, NEED, DECISION) == [NEED, DECISION]

    post(ana, "minutes:withdrawal", reading.pk)

    assert read_outside(after, NEED, DECISION) == []


def test_an_agenda_costs_as_many_queries_with_five_needs_and_decisions_as_with_one(
    meeting, ana, space, django_assert_max_num_queries
):
    counts = []
    for number in range(2):
        for more in range(4 * number):
            a_need(space, f"Besoin {more}", audience=meeting.audience)
            Decision.objects.create(
                space=space, audience=meeting.audience, text=f"Décision {more}", review_on=timezone.localdate()
            )
        prepare(meeting, by=ana, at=timezone.now())
        with django_assert_max_num_queries(100) as asked:
            pages_of(meeting, Client())
            agenda_of_letter(Meeting.objects.select_related("audience").get(pk=meeting.pk), anything)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_minutes_that_list_a_decision_find_its_point(space, ana):
    readers = Audience.of_space(space)
    meeting = a_meeting(space, "Réunion du four", on=datetime.date(2026, 11, 26), audience=readers)
    Decision.objects.create(space=space, audience=readers, text="Payer la caution", review_on=meeting.on)
    prepare(meeting, by=ana, at=timezone.now())
    point = meeting.agenda.get(about__isnull=False)

    reading = sent(
        ana, "# Réunion du four\n\nDate : 26 novembre 2026\n\n## Ordre du jour\n\n- Payer la caution\n- Le bus\n"
    )
    post(ana, "minutes:opening", reading.pk)

    assert [row.words for row in meeting.agenda.all()].count("Payer la caution") == 1
    assert meeting.agenda.filter(text="Le bus").exists()
    assert point in meeting.agenda.all()

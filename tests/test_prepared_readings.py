"""Each query of a reader that is compiled once gives, at random, the rows that Django's own query gives."""

import copy
import dataclasses
import random
from collections import Counter

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from palabre.groups.roles.readable_roles import unknown_people
from palabre.home.group_page.group_votes import group_votes
from palabre.meetings.invitations.views import names_to_call
from palabre.minutes.models import Import
from palabre.notes.models import Note
from palabre.people.models import Audience, News, Person, Seat
from palabre.people.reader import Reader
from palabre.people.reader_queries import PreparedReading, is_plain
from palabre.web.prepared_query import PreparedQuery
from tests.addresses import address
from tests.builders import (
    a_forum,
    a_group,
    a_member,
    a_page,
    a_passage,
    a_person,
    a_question,
    a_space,
    entered,
    readers_of,
)
from tests.lengths import is_whole, short_by
from tests.things import one_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SCREENS = ("home:space", "home:group", "home:question", "wiki:page", "wiki:pages", "meetings:meeting", "you:day")
LISTS = ("home:groups", "home:roles", "home:needs")
PERSONAL = ("you:you", "you:name", "here:people")
OF_REMOVAL = {
    *("weighed_rows", "rows_that_say", "tied_rows", "rows_of_family"),
    *("names_beside", "known_names", "organisation_names"),
    *("pages_by_them_alone", "meetings_naming", "readings_naming"),
}
OF_LISTS = {
    *("awake_by_name", "questions_carried_by", "carrying_roles", "weathers_since", "last_endings", "outputs_shown"),
    *("needs_met", "last_joinings", "awake_by_title", "roles_held_in", "calls_for_roles", "open_needs", "needs_over"),
    *("needs_to_tell", "open_offers", "groups_helped"),
}
OF_PEOPLE = {
    *("names_known", "persons_known", "stewards_known", "organisations_known", "affiliations_of"),
    *("links_in_force", "last_mergings", "open_agreements", "pairs_parted", "pairs_asked", "affiliations_in"),
    *("member_numbers", "first_person", "persons_numbered", "carriers", "greeted"),
}
OF_YOU = {
    *("roles_with_words", "pages_read_from", "given_pages", "entries_of_marks", "roles_in_read_groups"),
    *("open_offers_to", "pages_watched", "signs_told", "stewards_in", "words_of_signature"),
}


@pytest.fixture
def compared(monkeypatch, settings):
    """How often each was compared, by its name."""
    settings.KEEP_SCREENS = False
    asked, call = Counter(), PreparedReading.__call__

    def both(self, reader, **arguments):
        rows, anew = call(self, reader, **arguments), list(self.build(reader, **arguments))
        is_ordered = self.build(reader, **arguments).ordered
        assert rows == anew if is_ordered else Counter(rows) == Counter(anew), (self.build.__name__, arguments)
        assert not is_ordered or columns(rows) == columns(anew), self.build.__name__
        if is_plain(reader) and reader.person is not None:
            looking = dataclasses.replace(reader, held=None, person=copy.copy(reader.person))
            looking.person.seats_now = None
            found = call(self, looking, **arguments)
            assert found == anew if is_ordered else Counter(found) == Counter(anew), (self.build.__name__, arguments)
        asked[self.build.__name__] += is_plain(reader)
        return rows

    monkeypatch.setattr(PreparedReading, "__call__", both)
    monkeypatch.setattr(PreparedQuery, "__call__", as_of_django(PreparedQuery.__call__, asked))
    return asked


def as_of_django(call, asked):
    """Return a call of a prepared query that is no reading, compared with the query made anew."""

    def both(query, **arguments):
        rows = call(query, **arguments)
        if not isinstance(getattr(query.build, "__self__", None), PreparedReading):
            made = query.build(**arguments)
            anew = list(made)
            assert rows == anew if made.ordered else Counter(rows) == Counter(anew), (query.build.__name__, arguments)
            assert not made.ordered or columns(rows) == columns(anew), query.build.__name__
            asked[query.build.__name__] += 1
        return rows

    return both


def columns(rows):
    """Return the values of the columns of rows that are models: two of one id are equal for Django."""
    fields = rows[0]._meta.concrete_fields if rows and isinstance(rows[0], Model) else ()
    return [[vars(row).get(field.attname) for field in fields] for row in rows]


def world(dice):
    """A space with one of everything; some of its rows, of each kind, are restricted to some of its people."""
    space = a_space(public=True)
    persons = [a_member(space, f"Membre {number}") for number in range(3)] + [a_person(space, "Une invitée")]
    persons[-1].come(timezone.now())
    circles = [Audience.of_persons(*dice.sample(persons, 2)) for _number in range(3)]
    circles[0].join([circles[1].pk])
    Seat.objects.create(audience=Audience.of_space(space), person=persons[-1])
    audiences = [Audience.everybody(space), Audience.of_space(space), *circles]
    things = one_of_everything(space, readers_of(space), by=persons[0])
    pages = [a_page(space, f"Feuille {n}", html=text_of(dice), audience=dice.choice(audiences)) for n in range(6)]
    for page in pages[1:]:
        page.parent = dice.choice([things["page"], pages[0]])
        page.save(update_fields=["parent"])
    groups = [a_group(space, f"Groupe {n}", audience=dice.choice(audiences)) for n in range(4)]
    type(groups[0]).objects.filter(pk=things["edge"].target_id).update(ended_at=timezone.now())
    for thing in (things["action"], things["need"], things["meeting"]):
        type(thing).objects.filter(pk=thing.pk).update(group=dice.choice(groups), audience=dice.choice(audiences))
    return space, persons, things, pages, groups


def text_of(dice):
    return f"<p>[[Feuille {dice.randrange(8)}]]</p>"


@pytest.mark.parametrize("seed", short_by(range(3), [0]))
def test_at_random_each_gives_the_rows_of_django(seed, compared):
    space, persons, things, pages, groups = world(random.Random(seed))
    screens = [address(name, things, space=space) for name in SCREENS + LISTS + PERSONAL]
    screens += [one.get_absolute_url() for one in (*pages, *groups)]

    readers = persons if is_whole else [persons[0], persons[-1]]
    for reader in (Client(), *(entered(Client(), one) for one in readers)):
        for screen in screens:
            assert reader.get(screen).status_code in (200, 302, 403, 404)

    wiki, home = (
        {"pages_at", "children", "references_to", "last_reading", "kept_page"},
        {"alive", "next_meeting_from", "her_roles", "without_a_group"},
    )
    group = {"meetings_of", "standing_needs", "rows_of", "roles_in", "last_entries", "passages_of", "row_numbered"}
    plain = {"kinds_changed", "speakers", "two_carriers", "last_meeting"}
    assert wiki | home | group | plain | OF_REMOVAL | OF_LISTS | OF_PEOPLE | OF_YOU <= set(compared), compared


@pytest.mark.parametrize("seed", short_by(range(3), [0]))
def test_at_random_who_may_be_called_is_as_django_says(seed, compared):
    space, persons, _things, _pages, groups = world(random.Random(seed))
    Person.objects.filter(pk=persons[1].pk).update(news=News.NONE)
    numbers = [group.pk for group in groups]

    for one in (*persons, None):
        reader = Reader.here(space, one)
        names_to_call(reader)
        unknown_people(numbers, reader)

    assert compared["names_to_call"] == compared["people_unknown"] == len(persons) + 1


@pytest.mark.parametrize("seed", short_by(range(3), [0]))
def test_at_random_the_quoted_votes_of_a_group_are_as_django_says(seed, compared):
    dice = random.Random(seed)
    space, persons, things, pages, groups = world(dice)
    for group in groups:
        asked = a_question(space, forum=a_forum(space))
        group.questions.add(asked)
        quote_votes(dice.choice(pages), asked, dice)
    Import.objects.filter(page=things["page"]).update(page=dice.choice(pages), validity=dice.choice(["", "past"]))

    told = [group_votes(group.pk, Reader.here(space, one)) for group in groups for one in (*persons, None)]

    assert any(told), "some votes are quoted"
    assert compared["passages_of_group"] == len(told)


def quote_votes(page, question, dice):
    """Have the page quote a vote of this question of a forum; some pages no longer say it."""
    words = f"La question {question.pk} a reçu neuf voix."
    Note.objects.filter(pk=page.note_id).update(body_md=dice.choice([words, words, "Rien."]))
    for thing in (question, question.forum):
        a_passage(page, thing, words=words)

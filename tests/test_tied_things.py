"""No door of a thing of all names what it belongs to where that is kept to others, as by minutes in preparation."""

import re

import pytest
from django.test import Client

from palabre.minutes.models import Import
from palabre.people.models import Audience
from tests import builders
from tests.addresses import address, names_a_thing, within_a_space
from tests.builders import a_member, a_space, entered
from tests.door_kinds import ACTS
from tests.indexed import follow_to_the_end
from tests.test_audiences import KITS, words_of
from tests.things import one_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("screens_not_compared")]

# A thing, its field, and the kind of the hidden thing to which it leads.
TIES = [
    *((kind, "group", "group") for kind in ("need", "action", "role_call", "series", "poll", "decision", "card")),
    *(("sheet", "group", "group"), ("need", "to_group", "group"), ("sheet_pledge", "came_to", "group")),
    *(("meeting", "group", "group"), ("meeting", "forum", "forum"), ("meeting", "series", "series")),
    *(("page", "parent", "page"), ("question", "forum", "forum"), ("import", "meeting", "meeting")),
    *(("organisation", "same_as", "organisation"), ("question_edge", "source", "question")),
]
SECRET = re.compile("zorbothers", re.IGNORECASE)


@pytest.fixture
def tied():
    """Return a public space, its things of all, tied to those that one member alone reads, and who comes there."""
    space = a_space("Val", public=True)
    malo, ines = a_member(space, "Malo"), a_member(space, "Inès")
    clear = one_of_everything(space, builders.readers_of(space), by=ines, secret="Clair")
    hidden = one_of_everything(space, Audience.of_persons(malo), by=malo, secret="Zorbothers")
    for kind, field, end in TIES:
        type(clear[kind]).objects.filter(pk=clear[kind].pk).update(**{field: hidden[end]})
    hidden["group"].questions.add(clear["question"])
    Import.objects.filter(pk=clear["import"].pk).update(opened_at=clear["import"].at)
    follow_to_the_end(space)
    return space, clear, [entered(Client(), ines), entered(Client(), a_member(space, "Solène")), Client()]


def test_no_door_names_what_a_thing_of_all_belongs_to_where_it_is_kept_to_others(tied):
    space, clear, visitors = tied
    doors = [name for name in within_a_space() if name not in ACTS | KITS and names_a_thing(name)]

    told = set()
    for name in doors:
        for visitor in visitors:
            text = words_of(visitor.get(address(name, clear, space=space)))
            told |= {(name, text[max(0, one.start() - 60) : one.end()]) for one in SECRET.finditer(text)}

    assert told == set()

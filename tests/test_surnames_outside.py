"""No door tells a reader outside the surname of somebody who never came, in any format, encoded or not."""

import html
import re
from urllib.parse import unquote_plus

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from palabre.people.access.links import link_path, link_to
from palabre.people.models import Audience
from tests.addresses import address, within_a_space
from tests.builders import a_member, a_person, a_space, entered
from tests.door_kinds import ACTS
from tests.indexed import follow_to_the_end
from tests.test_audiences import words_of
from tests.things import one_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screens_not_compared")]
# A link has to lead somewhere: the words of an address and the names of files stay (decision 0005).
IN_AN_ADDRESS = re.compile(r"\b[a-z0-9-]*nadege-zorbquille[a-z0-9-]*\b")
NAME, SURNAME = "Nadège Zorbquille", "zorbquille"

PICTURES = {"forums:photo", "forums:wall_photo", "gatherings:card_picture", "wiki:attachment"}  # bytes, not words


@pytest.fixture(scope="module")
def outside(django_db_setup, django_db_blocker, tmp_path_factory):
    """A public space in which everything names somebody who never came; who looks at it from outside."""
    data = tmp_path_factory.getbasetemp() / "data"
    data.mkdir(exist_ok=True)
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DATA=data):
            space = a_space("Val", public=True)
            malo = a_member(space, "Malo")
            a_person(space, NAME)
            everybody = Audience.everybody(space)
            things = one_of_everything(space, everybody, by=malo, secret=NAME)
            guest = a_person(space, "Gaël")
            guest.come(timezone.now())
            holder = Client()
            link = link_to(things["page"], person=a_person(space, "Anouk"), by=malo, at=timezone.now())
            holder.get(link_path(link))
            follow_to_the_end(space)
            space.refresh_from_db()
        yield space, things, {"a passer-by": Client(), "a guest": entered(Client(), guest), "a holder": holder}
        transaction.set_rollback(True)


def decoded(text):
    """Return the text, and what stands in it once percent signs, entities, JSON escapes and folded lines are undone."""
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return "\n".join([unescaped, unquote_plus(html.unescape(unescaped)), re.sub(r"\r?\n[ \t>]*", "", unescaped)])


@pytest.mark.parametrize("name", [name for name in within_a_space() if name not in ACTS | PICTURES])
def test_no_door_tells_a_surname_outside(outside, name):
    space, things, clients = outside
    at = address(name, things, space=space)
    found = []
    for who, client in clients.items():
        said = decoded(words_of(client.get(at)))
        said = IN_AN_ADDRESS.sub("", said)
        if place := said.lower().find(SURNAME) + 1:
            found.append(f"{name} tells {who}: “{' '.join(said[max(0, place - 90) : place + 20].split())}”")
    assert found == []

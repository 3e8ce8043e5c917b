"""Nobody else writes while the space is held: a new text is rendered, and removed names looked for, before."""

import pytest

from palabre.people.erasures import refused_names
from palabre.people.models import Audience, RefusedName
from palabre.spaces.models import Space
from palabre.wiki import page_text
from palabre.wiki.readers.reader_circles import PageCircle
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
WORDS = " ".join(f"A{number:03}" for number in range(300))


@pytest.fixture
def ines():
    space = a_space()
    RefusedName.objects.create(space=space, digest="a name that was taken away")
    return a_member(space, "Inès")


@pytest.fixture
def under_lock(monkeypatch):
    """Return the words whose digests were made, and the texts that were rendered, since the space was held."""
    held, done = [], []
    hold, digest, prepare = Space.hold, refused_names.digest, page_text.prepare

    def held_now(number):
        held.append(number)
        hold(number)

    def digested(space, kind, pieces, secret):
        done.extend([pieces] * bool(held))
        return digest(space, kind, pieces, secret)

    def prepared(text):
        done.extend([text] * (bool(held) and isinstance(text, str)))
        return prepare(text)

    monkeypatch.setattr(Space, "hold", held_now)
    monkeypatch.setattr(refused_names, "digest", digested)
    monkeypatch.setattr(page_text, "prepare", prepared)
    return done


def test_a_page_of_a_circle_is_read_before_the_space_is_held(ines, under_lock):
    circle = PageCircle("mine", "", (), "", None, lambda: Audience.of_persons(ines))

    page_text.begin_among(circle, ines.space, "Titre", WORDS, by=ines)

    assert under_lock == []

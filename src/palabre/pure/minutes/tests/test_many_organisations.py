"""Organisations of one list are compared a bounded number of times, and raise a bounded number of doubts."""

from itertools import islice, permutations

from palabre.pure.minutes import doubts, read_minutes
from palabre.pure.minutes.found import Participant

WORDS = ("Beta", "Cite", "Doro", "Fado", "Gala", "Hopi", "Jura")
MANY = 120


class Key(str):
    """The key of an organisation, which counts how often its words are taken apart."""

    times = 0

    def split(self, *told):
        Key.times += 1
        return str.split(self, *told)


def name(at):
    return f"Inès Kerou{chr(97 + at % 26)}{chr(97 + at // 26)}ton"


def test_one_organisation_spelt_in_many_ways_raises_about_one_doubt_for_each():
    lines = [f"- {name(at)} ({' '.join(words)})" for at, words in enumerate(islice(permutations(WORDS), MANY))]

    minutes = read_minutes("\n".join(["# Compte rendu du 3 novembre 2026", "", "## Participants", *lines]))

    assert len(minutes.participants) == MANY
    assert len([one for one in minutes.doubts if one.kind == "organisation_spelling"]) <= 2 * MANY


def test_organisations_are_not_compared_each_with_each(monkeypatch):
    key_of = doubts.organisation_key
    monkeypatch.setattr(doubts, "organisation_key", lambda name: Key(key_of(name)))
    Key.times = 0
    people = [Participant(text="", lines=(at, at), name=name(at), organisation=f"Mairie {at}") for at in range(MANY)]

    list(doubts._spellings(people))

    assert 0 < Key.times <= 20 * MANY

"""Texts completed with what took place: what they lack is added, what they say already is not said twice."""

from palabre.meetings.note.heading_insertion import parts_of
from palabre.meetings.written.minutes_completion import Item, MeetingOutcome, completed, lightened
from palabre.pure.minutes import read_minutes


def test_what_is_taken_on_among_quotes_reads_back_with_who_takes_it_on():
    text = "## Participants\n\n- Inès Courtois\n\n## À faire\n\n> Chaque équipe apporte\n\n- Une photo\n"
    told = MeetingOutcome(actions=(Item("Réserver le minibus", " (Inès Courtois)"), Item("Écrire à la mairie")))

    found = read_minutes(completed(text, told)).tasks

    assert [(one.text, one.owners, one.children) for one in found] == [
        ("Chaque équipe apporte", (), ("Une photo",)),
        ("Réserver le minibus", ("Inès Courtois",), ()),
        ("Écrire à la mairie", (), ()),
    ]


def test_a_part_ends_at_the_next_heading_as_high_or_higher():
    parts = parts_of(["## a", "### b", "#### c", "### d", "# e", "## f"])

    assert [(one.title, one.end) for one in parts] == [("a", 4), ("b", 3), ("c", 3), ("d", 4), ("e", 6), ("f", 6)]


def test_an_empty_place_leaves_with_the_empty_places_under_it():
    text = "# Réunion\n\n## Besoins\n\n### Décisions\n\n## Besoins\n\n### Autre\n\n## Décisions\n- Oui\n"

    assert lightened(text, ["Besoins", "Décisions"]) == (
        "# Réunion\n\n## Besoins\n\n### Autre\n\n## Décisions\n- Oui\n"
    )

"""Texts completed with what took place: what they lack is added, what they say already is not said twice."""

from palabre.meetings.note.heading_insertion import parts_of
from palabre.meetings.written.minutes_completion import Item, MeetingOutcome, Under, completed, lightened
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


def test_a_sentence_that_the_room_quoted_under_its_point_is_not_said_twice():
    text = "# Réunion\n\n## Échange libre\n\n- « On a ri. » (Solveig)\n"
    told = MeetingOutcome(circles=(Under(("Échange libre",), "On a ri.", "> On a ri. (Solveig)"),))

    assert completed(text, told) == text


def test_a_line_that_became_something_to_do_is_completed_where_it_stands():
    text = "# Réunion\n\n## Ordre du jour\n\n- Réserver\n\n## Échange libre\n\nAnouk appelle le maçon.\n"
    told = MeetingOutcome(
        actions=(Item("Anouk appelle le maçon", " (Anouk Le Bris)"), Item("Réserver", " (Solveig)")),
    )

    once = completed(text, told)

    assert once.count("appelle le maçon") == 1
    assert "Anouk appelle le maçon (Anouk Le Bris)\n" in once
    assert "- Réserver (Solveig)" in once  # a point of the agenda is not what came of it
    assert completed(once, told) == once

"""Texts completed with what took place: what they lack is added, what they say already is not said twice."""

from palabre.meetings.written.minutes_completion import Item, MeetingOutcome, completed
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

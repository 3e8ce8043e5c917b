"""What prose tells to do is proposed, where a listed person or a passive future says it; nothing of the past is."""

import pytest

from palabre.pure.minutes import read_minutes

HEAD = "# Réunion\n\n3 octobre 2026\n\nPrésents : Ada Bihan, Bo Kervran\n\n## La grange\n\n"


def told(sentence: str) -> list[tuple[bool, tuple[str, ...]]]:
    return [(task.sure, task.owners) for task in read_minutes(f"{HEAD}{sentence}\n").tasks]


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        ("Ada enverra le plan au foyer.", ("Ada",)),
        ("Bo Kervran demande un devis avant le 15 décembre.", ("Bo Kervran",)),
        ("Un sondage sera lancé pour la date.", ()),
        ("Les affiches seront ensuite imprimées au foyer.", ()),
    ],
)
def test_a_task_told_is_a_proposal(sentence: str, owners: tuple[str, ...]) -> None:
    assert told(sentence) == [(False, owners)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada rappelle que la clé est au foyer.",
        "Bo sera absent en décembre.",
        "Paris enverra une délégation.",
        "Ada demande un devis.",
        "La réunion sera longue.",
        "Un sondage sera-t-il lancé ?",
    ],
)
def test_what_tells_nothing_to_do_is_none(sentence: str) -> None:
    assert told(sentence) == []

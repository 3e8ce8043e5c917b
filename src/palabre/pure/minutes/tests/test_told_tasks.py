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


TO_DO = {
    "Ada et Bo contacteront la mairie.": ("Ada", "Bo"),
    "Bo prend en charge le devis.": ("Bo",),
    "Ada se propose de relire le texte.": ("Ada",),
    "Le bureau enverra un courrier à la mairie.": (),
    "Le secrétariat doit envoyer le texte aux membres.": (),
    "On doit relancer la mairie.": (),
    "Pâques : Ada s'occupe de la farine.": ("Ada",),
    "Nous allons relancer la mairie.": (),
    "Il faudra relancer la mairie avant avril.": (),
    "Il reste à trouver un traiteur.": (),
    "Chacun relit le texte pour le 15 mars.": (),
    "Un courrier sera adressé à la mairie.": (),
    "Relancer la mairie pour le bail.": (),
    "- Prévoir un temps avec la mairie": (),
}
NOTHING_TO_DO = (
    "Ada a relancé la mairie.",
    "La commune doit respecter la loi.",
    "Il faut compter trente euros.",
    "Le bureau sera présent au marché.",
    "Faut-il relancer la mairie ?",
    "Ada valide le choix du toit.",
    "Trouver un local demande parfois plusieurs saisons",
    "- Contacter la mairie\n- Contact avec la mairie : fait",
)


def test_a_duty_told_without_a_list_is_a_proposal() -> None:
    assert {sentence: told(sentence) for sentence in TO_DO} == {
        sentence: [(False, owners)] for sentence, owners in TO_DO.items()
    }


def test_a_rule_a_report_and_a_price_are_no_duty() -> None:
    assert [told(sentence) for sentence in NOTHING_TO_DO] == [[]] * len(NOTHING_TO_DO)


def test_ideas_and_aims_are_no_duty() -> None:
    assert told("### Pistes\n\n- Relancer la mairie") == []


def test_a_need_is_no_duty_beside() -> None:
    read = read_minutes(f"{HEAD}- Besoin d'un imprimeur : trouver un imprimeur")

    assert (len(read.needs), read.tasks) == (1, ())

"""The roles × acts matrix of groups, generated into docs/roles.md from `groups/permissions.py`.

    tools/role_matrix.py write    writes docs/roles.md
    tools/role_matrix.py check    says whether it is current; status 1 when it is not

Each rule is asked for each kind of person, about a thing of somebody else and about one of her own. A rule asks
nothing of the database: the things are made here, and saved nowhere.
"""

from __future__ import annotations

import dataclasses
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "roles.md"
SPACE, HERS, OTHER = 1, 7, 8
YES, NO, OWN = "oui", "non", "à elle"


@dataclasses.dataclass(frozen=True)
class Standing:
    """A kind of person: what she is in the space, and what she is in the group that the act is about."""

    name: str
    is_known: bool = True
    is_member: bool = True
    is_of_it: bool = False
    carries: bool = False
    is_steward: bool = False
    is_liaison: bool = False


STANDINGS = [
    Standing("passage", is_known=False, is_member=False),
    Standing("par un lien", is_member=False),
    Standing("membre"),
    Standing("dans le groupe", is_of_it=True),
    Standing("porte", is_of_it=True, carries=True),
    Standing("méthodologue", is_of_it=True),
    Standing("référente, référent", is_of_it=True, is_liaison=True),
    Standing("anime l’espace", is_steward=True),
]

# What a rule is told beside the person and the thing. A new one needs a line.
FACTS: dict[str, Callable[[Standing, bool], bool]] = {
    "carries": lambda who, own: who.carries,
    "is_carried": lambda who, own: True,
    "decides": lambda who, own: who.carries or who.is_steward,
    "is_put_out": lambda who, own: True,
    "is_known": lambda who, own: True,
    "is_known_owner": lambda who, own: True,
    "is_liaison": lambda who, own: who.is_liaison,
    "is_of_it": lambda who, own: who.is_of_it,
    "is_of": lambda who, own: who.is_of_it,
    "holds_it": lambda who, own: own,
    "reads": lambda who, own: who.is_of_it,
    "is_herself": lambda who, own: own,
}

# The acts as people say them; a rule without a line keeps its own name.
ACTS = {
    "can_agree_for": "accepter une fusion pour son groupe",
    "can_answer_role": "prendre un rôle proposé, ou non",
    "can_ask_to_take_up": "proposer une action à quelqu’un",
    "can_call": "publier un appel « On recherche… »",
    "can_change_kinds": "changer la liste des objets",
    "can_decide_between": "décider entre deux groupes",
    "can_decide_for": "décider pour un groupe",
    "can_end": "retirer un appel, le publier de nouveau",
    "can_fill": "dire « C’est trouvé », ou l’annuler",
    "can_finish": "dire qu’une action est faite, ou l’annuler",
    "can_found_group": "faire naître un groupe d’un autre",
    "can_greet": "dire bonjour, et ouvrir les pages du groupe",
    "can_keep_role": "continuer un rôle, le passer, le quitter",
    "can_leave": "rendre une action",
    "can_mend_news": "corriger ou retirer une nouvelle",
    "can_offer": "dire « J’y vais », répondre",
    "can_propose_merge": "proposer une fusion",
    "can_propose_role": "proposer un rôle",
    "can_say_action": "dire ce qu’il y a à faire",
    "can_say_need": "dire un besoin",
    "can_say_weather": "dire la météo du projet",
    "can_see_roles": "voir les rôles de tous les groupes",
    "can_see_to": "s’occuper d’un besoin, ou dire pourquoi non",
    "can_speak_for": "dire « C’est bon pour nous »",
    "can_take": "prendre une action",
    "can_take_back": "retirer une réponse",
    "can_take_down": "retirer les nouvelles d’une personne sortie de l’espace",
    "can_take_offer_back": "retirer une offre d’aide",
    "can_take_role_back": "ne plus proposer un rôle",
    "can_type_for": "saisir ce qu’une personne a dit à voix haute",
    "can_undo_birth": "défaire la naissance d’un groupe",
    "can_tend_action": "corriger une action que quelqu’un a prise, ou la laisser tomber",
    "can_want": "dire qu’une offre aiderait",
    "can_welcome": "répondre à une personne qui vient",
    "can_write_for": "écrire ce que le groupe raconte",
}

HEAD = """# Qui peut quoi dans les groupes

Cette page est écrite par `tools/role_matrix.py`, d’après `src/palabre/groups/permissions.py`. Ne la corrigez pas à la
main : changez la règle, puis relancez l’outil. Un essai dit si elle est à jour.

La question vaut pour un groupe que quelqu’un porte. Là où personne ne porte, tout membre peut ce que peut qui porte.
« Anime l’espace » : la personne qui veille sur l’ensemble ; il peut n’y avoir personne. Les droits de lecture viennent
avant : ce qu’une personne ne peut pas lire n’existe pas pour elle. « À elle » : pour ce qui est à cette personne.
"""


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.settings")
    django.setup()
    text = page()
    if arguments == ["write"]:
        PAGE.write_text(text)
        return 0
    if PAGE.exists() and PAGE.read_text() == text:
        return 0
    print("docs/roles.md is not current: run tools/role_matrix.py write")
    return 1


def page() -> str:
    heads = ["Geste", *(who.name for who in STANDINGS), "Règle"]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return HEAD + "\n" + "\n".join(lines + [row(rule) for rule in rules()]) + "\n"


def rules() -> Iterator[Callable[..., bool]]:
    from palabre.groups import permissions  # django is set up before

    for name, rule in inspect.getmembers(permissions, inspect.isfunction):
        if name.startswith("can_") and rule.__module__ == permissions.__name__:
            yield rule


def row(rule: Callable[..., bool]) -> str:
    cells = [cell(rule, who) for who in STANDINGS]
    name = f"`{rule.__name__}`"
    return "| " + " | ".join([ACTS.get(rule.__name__, name), *cells, name]) + " |"


def cell(rule: Callable[..., bool], who: Standing) -> str:
    if allows(rule, who, own=False):
        return YES
    return OWN if who.is_known and allows(rule, who, own=True) else NO


def allows(rule: Callable[..., bool], who: Standing, *, own: bool) -> bool:
    """Ask the rule, about a thing of her space that is hers (made, held or taken by her) or not."""
    given = {name: FACTS[name](who, own) for name in list(inspect.signature(rule).parameters)[2:]}
    return bool(rule(person(who), Thing(HERS if own else OTHER), **given))


def person(who: Standing) -> Any:
    from palabre.people.models import Person

    if not who.is_known:
        return None
    at = django.utils.timezone.now()
    her = Person(pk=HERS, space_id=SPACE, name="Elle", came_at=at)
    her.joined_at = at if who.is_member else None
    her.steward_since = at if who.is_steward else None
    return her


class Thing:
    """Whatever a rule asks about: of her space, unless it is `elsewhere`; of `whose` wherever somebody is named."""

    elsewhere = False

    def __init__(self, whose: int) -> None:
        self.whose = whose

    def __getattr__(self, name: str) -> Any:
        if name in ("pk", "id", "space_id", "group_id"):
            return SPACE + self.elsewhere
        if name.endswith("_id"):
            return self.whose
        if name.startswith("is_") or name.endswith("_at"):
            return None
        return Thing(self.whose)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

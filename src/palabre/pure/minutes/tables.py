"""Tables of people and of actions: which column holds what, as its head says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from palabre.pure.minutes.blocks import Block
from palabre.pure.minutes.folding import fold
from palabre.pure.minutes.inline import plain
from palabre.pure.minutes.lexicon import canonical

COLUMNS = (
    ("first_name", r"prenoms?|first name"),
    (
        "name",
        r"noms?(?: et prenoms?| prenoms?|/ ?prenoms?|, prenoms?)?|prenoms? et noms?|prenoms? noms?|"
        r"participants?|personnes?|membres?|names?|attendees?|who was there|people",
    ),
    (
        "organisation",
        r"organi[sz]ation|organismes?|structures?|association|collectivite|service|etablissement|"
        r"institution|entite|employeur|organisme/service|affiliation|societe|entreprise|laboratoire|"
        r"equipe",
    ),
    ("role", r"roles?|fonctions?|qualite|titre|statut|mandat|college|position|job"),
    ("present", r"presente?s?|presence|emargement|signature|p|attended|attendance|here"),
    ("excused", r"(?:absents? )?excusee?s?|absente?s?(?: excusee?s?)?|exc|e|a|apologies|absences?"),
    (
        "action",
        r"actions?(?: a (?:mener|faire|realiser))?|taches?|quoi|a faire|to ?do|what|tasks?|"
        r"action items?|sujet|objet|libelle|intitule|travail|engagement|next steps?",
    ),
    (
        "owner",
        r"responsables?|qui|pilotes?|porteurs?|porteuses?|par qui|en charge|referents?|acteurs?|who|"
        r"owners?|lead|assigned to|assignee|personne en charge|attribue a|charge|pilotage",
    ),
    (
        "due",
        r"echeances?|quand|delais?|date(?: limite| butoir)?|pour quand|d'ici|when|due(?: date)?|"
        r"deadline|by when|date prevue|terme|calendrier",
    ),
    ("state", r"etats?|statuts?|avancement|fait|status|done|state|ok|suivi|realise"),
    ("decision", r"decisions?(?: prises?)?|resolutions?|decided|what we decided"),
)
MOST_COLUMNS = 30
PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in COLUMNS)


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` maps what a column holds to its place; rows exclude the head."""

    columns: dict[str, int]
    rows: tuple[Block, ...]
    headed: bool

    def has(self, column: str) -> bool:
        return column in self.columns

    def cell(self, row: Block, column: str) -> str:
        """The words of a cell, "" where there is none."""
        at = self.columns.get(column, -1)
        return plain(row.cells[at]) if 0 <= at < len(row.cells) else ""

    def rich(self, row: Block, column: str) -> str:
        at = self.columns.get(column, -1)
        return row.cells[at] if 0 <= at < len(row.cells) else ""


def tables_of(blocks: list[Block]) -> Iterator[Table]:
    """Each run of rows as a table; where no row heads it, the first column has no name."""
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.kind == "row" and not (len(run) > 1 and block.gap and _columns(block)):
            run.append(block)
            continue
        if run:
            yield _table(run)
        run = [block] if block is not None and block.kind == "row" else []


def _table(run: list[Block]) -> Table:
    columns = _columns(run[0])
    return Table(columns, tuple(run[1:] if columns else run), bool(columns))


def _columns(row: Block) -> dict[str, int]:
    """What the cells of a head row name; empty when fewer than two, or half, of them are known."""
    found: dict[str, int] = {}
    if len(row.cells) > MOST_COLUMNS:
        return found
    for at, cell in enumerate(row.cells):
        name = canonical(plain(cell))
        kinds = [kind for kind, pattern in PATTERNS if pattern.fullmatch(name) or pattern.fullmatch(fold(plain(cell)))]
        free = next((kind for kind in kinds if kind not in found), None)
        if free is not None:
            found[free] = at
    if "first_name" in found and "name" not in found:
        found["name"] = found.pop("first_name")
    cells = sum(bool(cell) for cell in row.cells)
    return found if (len(found) >= 2 and len(found) * 2 >= cells) or (len(found) == cells == 1) else {}

"""Column names in the head of a table."""

from __future__ import annotations

import re
from functools import lru_cache

from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.inline import plain_words
from palabre.pure.minutes.text.lexicon import canonical

BODY = (
    "(?:organi[sz]ation|organismes?|structures?|associations?|collectivites?|services?|etablissements?|institutions?|"
    "entites?|employeurs?|affiliation|societes?|entreprises?|laboratoires?|equipes?|communes?|directions?|unites?|"
    "administrations?|partenaires?)"
)
COLUMNS = (
    ("first_name", r"prenoms?|first name"),
    (
        "name",
        r"noms?(?: et prenoms?| prenoms?| ?[/,–-] ?prenoms?)?|prenoms?(?: et| ?[/,–-])? noms?|"
        r"noms? (?:et|-|/) ?prenoms? (?:des|du) [a-z]{3,15}|"
        r"participants?|personnes?|membres?|names?|attendees?|who was there|people|pseudos?|pseudonymes?|surnoms?|"
        r"nicknames?|handles?|presente?s? \(nom\)|nom et prenom|identite",
    ),
    (
        "organisation",
        rf"{BODY}(?: ?(?:[/,-]|et|ou) ?(?:l'|la |le )?{BODY}){{0,2}}"
        r"(?: d'(?:appartenance|origine|exercice)| de rattachement| representee?s?)?|representante?s?(?: de| du)?",
    ),
    ("role", r"roles?|fonctions?|qualite|titre|statut|mandat|college|position|job"),
    ("present", r"presente?s?|presence|emargement|signature|p|attended|attendance|here"),
    ("excused", r"(?:absents? )?excusee?s?|absente?s?(?: excusee?s?)?|exc|e|a|apologies|absences?"),
    (
        "action",
        r"(?:actions?|taches?|travaux|choses)(?: (?:a|de) [a-z]{4,14}| (?:a mettre en (?:oeuvre|place)|prevu|retenu|"
        r"decide|propose|identifie|engage|arrete|attendu|concret|correspondant)[a-z]{0,4})?|(?:qui )?fait quoi|"
        r"(?:description|intitule|libelle|nature|objet) (?:de l'|des? |de la )(?:action|tache|mission)s?|missions?|"
        r"quoi|a faire|reste a faire|suites?(?: a donner| donnees?)?|prochaines? (?:etapes?|actions?)|to ?do|"
        r"what|tasks?|"
        r"action items?|travail(?: a faire)?|engagements?|next steps?",
    ),
    ("topic", r"sujets?|objet|libelle|intitule|description|themes?|points?"),
    (
        "owner",
        r"(?:(?:personnes?|structures?|services?|partenaires?|membres?) )?(?:resp|responsables?|pilotes?|porteurs?|"
        r"porteuses?|en charge|referente?s?|acteurs?|attribue a|pilotage)(?: (?:de l'action|concernee?s?|"
        r"designee?s?))?|"
        r"(?:par )?qui(?: s'en (?:charge|occupe)| fait| porte)?|charge|who|owners?|lead|assigned to|assignee|"
        r"(?:personnes?|services?) concernee?s?",
    ),
    (
        "due",
        r"echeances?|quand|delais?|dates?(?: limites?| butoirs?| d'echeance| de (?:realisation|fin)| souhaitee?s?)?|"
        r"pour quand|pour le|d'ici|avant(?: le)?|a quelle date|quand ca|when|due(?: date)?|"
        r"deadline|by when|date prevue|terme|calendrier",
    ),
    ("state", r"etats?|statuts?|avancement|fait|status|done|state|ok|suivi|realise"),
    ("remark", r"remarques?|commentaires?|observations?|precisions?|notes?|comments?|remarks?|details?"),
    ("number", r"n ?[°o]|numeros?|#|ref|id|item"),
    (
        "decision",
        r"(?:releve (?:de |des )?)?decisions?(?: prises?| actees?| retenues?)?|resolutions?|decided|what we decided",
    ),
)
MOST_COLUMNS = 30
PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in COLUMNS)


PIECES = re.compile(r"\s*[/&,+(]\s*")
SHORTEST_PIECE, LONGEST_HEAD = 3, 60  # characters


def columns_of(cells: tuple[str, ...]) -> dict[str, int]:
    """Return the known columns of a head row, with their index; empty when fewer than two, or half, are known."""
    found: dict[str, int] = {}
    if len(cells) > MOST_COLUMNS:
        return found
    for at, cell in enumerate(cells):
        kinds = _kinds_of(plain_words(cell))
        free = next((kind for kind in kinds if kind not in found), None)
        if free is not None:
            found[free] = at
    if "first_name" in found and "name" not in found:
        found["name"] = found.pop("first_name")
    filled = sum(bool(cell) for cell in cells)
    known = (len(found) >= 2 and len(found) * 2 >= filled) or len(found) == filled == 1
    return found if known else {}


@lru_cache(maxsize=2048)
def _kinds_of(head: str) -> tuple[str, ...]:
    """Return what a column may hold, the first piece of its head telling it: « Action / Responsable » holds actions."""
    first = PIECES.split(head, maxsplit=1)[0] if len(head) <= LONGEST_HEAD else ""
    for words in (head, first) if len(first) >= SHORTEST_PIECE else (head,):
        names = {canonical(words), fold(words)}
        if kinds := tuple(kind for kind, pattern in PATTERNS if any(map(pattern.fullmatch, names))):
            return kinds
    return ()

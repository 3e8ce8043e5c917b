"""Column names in the head of a table."""

from __future__ import annotations

import re

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
        r"actions?(?: (?:a (?:mener|faire|realiser|engager|suivre)|prevues?|retenues?))?|(?:qui )?fait quoi|"
        r"taches?|quoi|a faire|to ?do|what|tasks?|"
        r"action items?|travail|engagement|next steps?",
    ),
    ("topic", r"sujets?|objet|libelle|intitule|description|themes?|points?"),
    (
        "owner",
        r"resp|responsables?|qui|pilotes?|porteurs?|porteuses?|par qui|en charge|referents?|acteurs?|who|"
        r"owners?|lead|assigned to|assignee|personnes? en charge|(?:personnes? )?(?:responsables?|"
        r"referentes?) (?:de l'action)?|attribue a|charge|pilotage",
    ),
    (
        "due",
        r"echeances?|quand|delais?|dates?(?: limites?| butoirs?| d'echeance| de (?:realisation|fin))?|"
        r"pour quand|d'ici|when|due(?: date)?|"
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


def columns_of(cells: tuple[str, ...]) -> dict[str, int]:
    """Return the known columns of a head row, with their index; empty when fewer than two, or half, are known."""
    found: dict[str, int] = {}
    if len(cells) > MOST_COLUMNS:
        return found
    for at, cell in enumerate(cells):
        names = {canonical(plain_words(cell)), fold(plain_words(cell))}
        kinds = [kind for kind, pattern in PATTERNS if any(map(pattern.fullmatch, names))]
        free = next((kind for kind in kinds if kind not in found), None)
        if free is not None:
            found[free] = at
    if "first_name" in found and "name" not in found:
        found["name"] = found.pop("first_name")
    filled = sum(bool(cell) for cell in cells)
    known = (len(found) >= 2 and len(found) * 2 >= filled) or len(found) == filled == 1
    return found if known else {}

"""Words of minutes that are about somebody's own life: a feeling or a trial tied to a person, a private number.

    >>> [one.words for one in feelings_in("Le bois est livré. Inès est épuisée.")]
    ['Inès est épuisée.']

What is found is only asked about: whoever reads the minutes through keeps it, or takes it out. A feeling of a group, of
a place or of nobody is none here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from palabre.pure.french import fold
from palabre.pure.minutes.document import sentences

LONGEST = 400  # characters of a sentence
NAME = r"[A-ZÀ-Þ][\w-]{1,40}(?: [A-ZÀ-Þ][\w-]{1,40}){0,2}"
ARTICLES = frozenset(["le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "au", "aux", "ce", "cet", "cette"])
OURS = frozenset(["ces", "notre", "nos", "votre", "vos", "leur", "leurs", "the", "a"])
NOBODY = frozenset(
    ["tout", "tous", "toute", "toutes", "cela", "ceci", "ca", "on", "nous", "vous", "ils", "elles", "chacun"]
)
NO_ONE = frozenset(
    ["chacune", "personne", "rien", "qui", "que", "quoi", "it", "we", "you", "they", "everybody", "nobody"]
)
HOW = (
    r"(?:(?:tres|un peu|assez|plutot|bien|vraiment|tellement|trop|si|encore|toujours|parfois|"
    r"so|very|a bit|really) ){0,2}"
)
STATE = (
    r"(?:fatigue|epuise|extenue|inquiet|inquiete|angoisse|anxieux|anxieuse|decourage|deborde|decu|stresse|triste|"
    r"perdu|demotive|deprime|desespere|blesse|vexe|ravi|content|enthousiaste|motive|heureux|heureuse|emu|fier|fiere|"
    r"isole|furieux|furieuse|malade|enerve|frustre|bouleverse|en colere|en burn-?out|en arret|en deuil|a bout|"
    r"au bout du rouleau|tired|exhausted|worried|sad|angry|upset|ill|sick|happy|proud|frustrated|overwhelmed|"
    r"discouraged|depressed|seul(?= |$|,)(?! (?:a|pour)\b)|seule(?! (?:a|pour)\b))(?:e|es|s)?(?![\w-])"
)
IS = r"(?:est|etait|suis|etais|semble|reste|se sent|se sentait|me sens|s'est sentie?|is|was|am|feels|felt|seems)"
TRIAL = (
    r"(?:en a (?:marre|assez|plein)|en ai (?:marre|assez|plein)|n'en (?:peut|peux) plus|(?:a|ai) (?:pleure|craque)|"
    r"craque|(?:a|ai) peur|souffre|deprime|s'inquiete|m'inquiete|se decourage|me decourage|en veut a|en veux a|"
    r"(?:a|ai) le moral|dort mal|dors mal|vient de perdre|viens de perdre|divorce|est hospitalisee?|"
    r"(?:a|ai) perdu (?:sa|son|ma|mon) (?:mere|pere|mari|femme|frere|soeur|fils|fille)|"
    r"(?:a|ai) envie de tout (?:lacher|arreter)|traverse (?:une|un) (?:periode|moment|passage) \w+|"
    r"is fed up|cried|is afraid|suffers|can't take it any ?more)(?![\w-])"
)
TIED = re.compile(
    rf"(?:^|[\s,;:(«’'])(?P<who>{NAME}|[Jj]e|[Jj]['’]|I|[Ee]lle|[Ii]l|[Ss]?[Hh]e) ?(?P<rest>[^.]{{2,}})", re.DOTALL
)
SAYS = re.compile(rf"(?:ne |n')?(?:{IS} (?:pas |plus )?{HOW}{STATE}|{TRIAL})")
LABELLED = re.compile(rf"[\s>*+-]{{0,12}}(?P<who>{NAME})[*\s]{{0,6}}[:–,(-][*\s]{{0,6}}(?P<rest>\w.+)")
ALONE = re.compile(rf"{HOW}{STATE}")

IBAN = r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"
CARD = r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)"
HEALTH = r"(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}(?: ?\d{2})?(?!\d)"
CODE = (
    r"(?i:digicode|mot de passe|password|door code|code (?:de la porte|de l[’']entrée|d[’']entrée|du portail|"
    r"de l[’']alarme|du coffre|de la clé|du cadenas|wi-?fi))\s?(?::|=|est|is)?\s?(?=[\w#*-]{0,12}\d)[\w#*-]{3,16}"
)
HOME = (
    r"(?i:habit\w{1,12}|domicile|vit|vis|adresse personnelle|lives)\b[^.\n\d]{0,30}\d{1,4}(?: ?(?:bis|ter))?,? "
    r"(?i:rue|avenue|chemin|impasse|allée|place|route|boulevard|quai|cours|street|road) [^.,;\n]{2,60}"
)
MONEY = (
    r"(?i:salaire|gagn\w{1,12}|touche|retraite|pension|RSA|loyer|dett\w{1,12}|doit|découvert|earns|salary|owes)\b[^.\n\d]{0,30}"
    r"\d[\d  ]{0,9}(?:[.,]\d{2})? ?(?:€|euros?\b)"
)
FIGURES = re.compile("|".join((IBAN, CARD, HEALTH, CODE, HOME, MONEY)))


@dataclass(frozen=True, slots=True)
class Private:
    """Words, as they are written, and the number of their line, from 1."""

    words: str
    line: int


def feelings_in(text: str) -> Iterator[Private]:
    """Yield the sentences that tie a feeling or a trial to a person; not in headings."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith("#"):
            yield from (Private(one, number) for one in sentences(line.strip()) if tells_a_feeling(one))


def tells_a_feeling(sentence: str) -> bool:
    if len(sentence) > LONGEST:
        return False
    label = LABELLED.match(sentence)
    if label and is_a_person(label["who"]) and ALONE.match(folded(label["rest"])):
        return True
    return any(says_of_a_person(sentence, start) for start in range(len(sentence)) if begins_a_word(sentence, start))


def says_of_a_person(sentence: str, start: int) -> bool:
    """Return whether somebody is named here, with a feeling right after, and no article before."""
    found = TIED.match(sentence, start - 1 if start else 0)
    if not found:
        return False
    before = folded(sentence[: found.start("who")]).replace("'", " ").split()
    is_named = not (before and before[-1] in ARTICLES | OURS) and is_a_person(found["who"])
    return is_named and bool(SAYS.match(folded(found["rest"])))


def begins_a_word(sentence: str, at: int) -> bool:
    return at == 0 or (sentence[at - 1] in " ,;:(«’'\t\xa0\u202f" and sentence[at].isalpha())


def is_a_person(who: str) -> bool:
    return folded(who).split()[0].strip("'") not in ARTICLES | OURS | NOBODY | NO_ONE


def folded(words: str) -> str:
    return fold(words).replace("’", "'").replace("*", "").strip()


def figures_in(text: str) -> Iterator[Private]:
    """Yield bank accounts, cards, numbers of social security, codes of doors, home addresses, what somebody earns."""
    for number, line in enumerate(text.split("\n"), start=1):
        yield from (Private(found[0].strip(), number) for found in FIGURES.finditer(line))

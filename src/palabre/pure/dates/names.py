"""Names that look like days: « Bernard Lundi », « Mme Mardi », « Vendredi ou la vie sauvage ».

Only the capitals of the source distinguish them: a capitalised weekday right after a capitalised word is a name, unless
that word is a usual heading of meetings and calendars (« Atelier Mardi », « RDV Lundi »).
"""

import re

from palabre.pure.dates.lexicon import FULL_MONTHS, FULL_WEEKDAYS

_BEFORE = 40  # characters read before the word

_TITLE = re.compile(r"\b(?:M\.|Mr\.?|Mrs\.?|Ms\.?|Mme\.?|Mmes|Mlle|MM\.|Dr\.?|Me|Madame|Monsieur|Mademoiselle)\s$")
_CAPITALISED = re.compile(
    r"(?<![\w’'-])(?P<word>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)(?:[- ][A-ZÀ-ÖØ-Þ](?:[a-zà-öø-ÿ]+|\.))?(?:\s(?:et|and))?"
    r"[ \u00a0\u202f]$"
)
_OF_A_NAME = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ][\w’'-]*\sd[ue]\s$")
_INITIAL = re.compile(r"(?<![\w’'.-])[A-Z]\.[ \u00a0]?$")
_AN_ACT = re.compile(r"(?:tion|sion|tions|sions|ment(?<!clément)|ments|age|ages|ing)$")
_OPENING_QUOTE = re.compile(r"[«“\"][ \u00a0\u202f]?$")
_QUOTED_TITLE = re.compile(r"[^\n\d.!?,:;»”\"]{0,60}[»”\"]")
_HEADINGS = (
    "rdv rv rendez réunion réunions reunion atelier ateliers visio point rencontre séance seance comité comite "
    "copil cotech conseil assemblée assemblee plénière forum bureau cercle café cafe apéro apero repas fête "
    "fete marché marche concert visite sortie départ depart retour retours rendu envoi échéance echeance date "
    "dates prochain prochaine prochains début debut fin dispo dispos disponible libre absent absente absents "
    "présent présente ouvert ouverte fermé fermée le la les ce cet un une du au de dès des pour avant après "
    "apres vers chaque tous seul seulement sauf galette vote lecture relecture permanence permanences accueil "
    "cours soirée soiree journée journee matinée stage bilan clôture cloture dépôt depot bourse vide tournoi "
    "match goûter gouter pique buffet balade randonnée salle jour jours ok oui non merci donc puis ou et on "
    "nous vous je tu il elle rappel report reporté reportée suite à next last this on by before until every "
    "each the see meeting call workshop deadline due from or and also session semaine matin soir midi demain "
    "hier objet planning agenda calendrier horaires horaire option choix bal loto braderie"
)
_HEADS = frozenset({*_HEADINGS.split(), *FULL_WEEKDAYS, *FULL_MONTHS, "août", "février", "décembre"})


def is_a_name(text: str, start: int, end: int) -> bool:
    """Return whether one lone word, read as a day, is written as the name of a person or a book title."""
    word = text[start:end]
    if not (word.isalpha() and word[0].isupper()):
        return False
    before = text[max(0, start - _BEFORE) : start]
    if re.match(r"-[A-ZÀ-Þ]", text[end : end + 2]) or any(
        pattern.search(before) for pattern in (_TITLE, _INITIAL, _OF_A_NAME)
    ):
        return True
    if _OPENING_QUOTE.search(before):
        return _QUOTED_TITLE.match(text, end) is not None
    named = _CAPITALISED.search(before)
    return named is not None and not _heads_a_day(named["word"].lower())


def _heads_a_day(word: str) -> bool:
    return word in _HEADS or _AN_ACT.search(word) is not None

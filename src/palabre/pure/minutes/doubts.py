"""Findings that a person should check before they are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from palabre.pure.french import organisation_key
from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Doubt, Gathering, Merge, Participant
from palabre.pure.minutes.lineage import carried_on
from palabre.pure.minutes.persons.person_names import is_name, names_an_organisation
from palabre.pure.minutes.persons.spellings import Spellings
from palabre.pure.minutes.proposals import read_proposals
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.updates import Speaking

MOOD = re.compile(
    r"^(?:tres |un peu |plutot |assez |toujours |plein(?:e|s|es)? |so |very |a bit )?(?:motive|"
    r"enthousiaste|fatigue|inquiet|inquiete|decourage|deborde|ravi|content|decu|stresse|epuise|"
    r"d'elan|d'energie|d'envie|optimiste|pessimiste|perdu|emue?|fiere?|en colere|seule?\b|tired|"
    r"excited|worried|motivated|happy|frustrated|overwhelmed)(?:e|es|s)?\b"
)
CARRIED_BY_NOBODY = re.compile(
    r"\b(?:continue|poursui)\w* (?:mais |et )?avec (?:(?:du |une? |le )?(?:portage|pilotage|(?:porteu|pilote|referent|"
    r"animat)\w*)(?: a (?:trouver|definir|confirmer|preciser))?|quelqu'un|d'autres|(?:quelques |des |d'|deux |trois |"
    r"quatre |une? )(?:autres? )?(?:personne|volontaire|benevole|habitant|voisin|collegue|membre|parent|ami|jeune)\w*)"
    r" ?\.?$|\b(?:carr(?:y|ies)|goes?) on with (?:a new|another|a|some) (?:host|convener|leader|people) ?\.?$"
)
LITTLE = frozenset(
    [
        "ville",
        "communaute",
        "agglomeration",
        "commune",
        "mairie",
        "metropole",
        "departement",
        "region",
        "conseil",
        "association",
        "de",
        "et",
        "du",
        "la",
        "le",
    ]
)


def read_doubts(
    sheet: Sheet, people: list[Participant], speakings: list[Speaking], merges: list[Merge], met: list[Gathering]
) -> list[Doubt]:
    found = [*_relative_days(met, sheet), *_unlisted(sheet, speakings), *_moods(speakings)]
    return [*found, *_spellings(people), *_targets(merges, sheet), *_carriers(sheet), *read_proposals(sheet, speakings)]


def _relative_days(met: list[Gathering], sheet: Sheet) -> Iterator[Doubt]:
    """Yield relative days (« mardi suivant »), resolved but uncertain, and ambiguous ones."""
    for one in met:
        for found in sheet.days.days(one.text):
            if found.value and not re.search(r"\d", re.sub(r"\d{1,2} ?h.*", "", found.text)):
                yield Doubt(kind="relative_date", text=found.text, lines=one.lines, sure=False)
            elif found.value and found.ambiguous:
                yield Doubt(kind="ambiguous_date", text=found.text, lines=one.lines, sure=False)


def _unlisted(sheet: Sheet, speakings: list[Speaking]) -> Iterator[Doubt]:
    if not sheet.roster:
        return
    for one in speakings:
        for name in one.who:
            if is_name(name) and not names_an_organisation(name) and sheet.roster.who(name) is None:
                yield Doubt(
                    kind="speaker_not_listed", text=name, lines=(one.heading.lines[0], one.heading.lines[1]), sure=False
                )


def _moods(speakings: list[Speaking]) -> Iterator[Doubt]:
    """Yield moods tied to a name: the person named decides whether they are published."""
    for one in speakings:
        for block in one.blocks:
            for sentence in sentences(block.text)[:1]:
                if MOOD.match(fold(sentence)) and len(sentence) < 60:
                    yield Doubt(kind="mood", text=sentence, lines=block.lines, sure=False)


def _spellings(people: list[Participant]) -> Iterator[Doubt]:
    """Yield each spelling of an organisation that another one before it may be, once."""
    met, known = Spellings(), set()
    for person in people:
        key = organisation_key(person.organisation or "")
        words = [word for word in dict.fromkeys(key.split()) if word not in LITTLE]
        if person.organisation is None or not words or key in known:
            continue
        known.add(key)
        if first := met.find(words):
            lines = (first.lines[0], person.lines[1])
            yield Doubt(kind="organisation_spelling", text=person.organisation, lines=lines, sure=False)
        met.add(words, person)


def _targets(merges: list[Merge], sheet: Sheet) -> Iterator[Doubt]:
    for one in merges:
        if sheet.roster.who(one.into) is None:
            yield Doubt(kind="merge_who", text=one.into, lines=one.lines, sure=False)


def _carriers(sheet: Sheet) -> Iterator[Doubt]:
    """Yield the subjects that go on, of which the text says that they are carried, and not by whom."""
    for one, sentence in carried_on(sheet):
        if CARRIED_BY_NOBODY.search(fold(sentence)):
            yield Doubt(kind="carrier", text=one.text, lines=one.lines, sure=False)

"""Tasks outside the lists of tasks: boxes, arrows, signed notes, and what prose tells, a proposal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from palabre.pure.minutes.deeds.due import due_in
from palabre.pure.minutes.deeds.one_task import KINDS, LONG, Under, read_task
from palabre.pure.minutes.deeds.owners import Owners
from palabre.pure.minutes.deeds.state import INFINITIVE
from palabre.pure.minutes.deeds.told_tasks import DEEDS, is_a_bare_deed, is_a_duty, promised_by, taken_by
from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Lines, Task
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.lexicon import split_label
from palabre.pure.minutes.text.sections import Section

NOTE_FOR = re.compile(r"^(?:note|mémo|rappel|message|mission|travail|à faire|todo)s? (?:pour|à|de) ", re.IGNORECASE)
DEED = re.compile(rf"^{DEEDS} \S")
CAPITAL_LABEL = re.compile(r"^(?:ACTION|Action|À FAIRE|A FAIRE|TODO|À faire)\s?:\s+\S")
HAND = re.compile(
    r"^(@?[\w][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*){0,3}(?: (?:et|and|"
    r"&) @?[\w][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*)?)?) (?:(?:va|vont|will|doi(?:t|vent)|devra|devront|is going to)\b|"
    r"s'occupe(?:nt)? d(?:e|es|u)|se charge(?:nt)? d(?:e|es|u|['’])|s'engage(?:nt)? à|prévoi(?:t|ent) d(?:e|['’])) ?\S"
)
TO_BE_DONE = re.compile(
    r"^(?:[^,;:.?!]{3,60} )?a (?!savoir|noter|suivre|partir|venir)(?:re)?[a-z]{2,14}(?:er|ir|re|oir)\b"
)
DOING = re.compile(
    r"^(?!(?:atelier|courrier|dossier|loyer|papier|calendrier|chantier|quartier|foyer|cahier|avenir|cadre|titre|lettre|"
    r"autre|ordre|livre|membre|centre|rencontre|offre|affaire|horaire|partenaire|commentaire|questionnaire|formulaire|"
    r"anniversaire|maire|registre|soir|espoir|pouvoir|hiver|dernier|premier|notre|votre|entre|contre|nombre)\b)"
    r"(?:se |s'|re|ne pas |y |en ){0,3}[a-z'-]{2,}(?:er|ir|re|oir) (?:le |la |les |l'|un |une |des |du |d'|"
    r"de |a |au |aux |"
    r"avec |son |sa |ses |nos |notre |leurs? |en |sur |pour |chaque |tous |toutes |deux |plusieurs |qu|si |@)"
)
NOTED = re.compile(
    r"^(?:[^,;:.?]{3,70} )?a (?!savoir|noter|partir|venir|dire|faire (?:partie|face)|suivre\b)"
    r"(?:re)?[a-z]{2,14}(?:er|ir|re|oir)\b"
    r"(?: (?!la\b|le\b|l')[^?]{0,60}| (?:puis|et|par|avec|pour|sur|avant|rapidement)\b[^?]{0,60}|)[ .!]*$"
)
AIMED = re.compile(
    r"\b(?:commenc|consist|cherch|aid|tend|arriv|continu|vis|invit|engag|parvien|reuss|hesit|pret|contribu|serv|appren|"
    r"encourag|oblig|autoris|incit|amen)\w* a "
)
ACTS = re.compile(
    r"^\w[\w-]{2,30} (?!est|sont|a |ont|était|pense|trouve|dit|note|rappelle|signale|propose|indique)"
    r"[a-zà-ÿ]{3,20}e (?:un|une|le|la|les|des|l')\b"
)
SIGNED = re.compile(r"[)\]]\W{0,3}$|^@\w|@[\w.-]{2,40}$")
FLAGGED = re.compile(r"(?:=>|→|->|➔|–|—|-|:|\()\s*(?:FAIT|Fait|fait)(?:e|es|s|E|ES|S)?\)?\W*$")
REPORTED = re.compile(r"\b(?:fait|faite|ok|envoye|regle)e?s?\b")
LONGEST_TOPIC = 40
LETTERS = 6  # of a stem
NOTE = 120
ARROWS = ("→", "➔", "⇒", "=>", "->", "-->", "==>", "➢", "➤", "►", "▸")
CLOSED = ("present", "excused", "agenda", "decisions", "next_meeting", "recalled")


def boxes(section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    """Read `- [ ]` as a task in most sections."""
    for block in section.blocks:
        if (
            block.kind in ("item", "line")
            and block.state
            and section.kind not in ("present", "excused", "agenda", "decisions")
        ):
            yield from read_task(block, (), Under("tasks"), sheet, owners)


def beside_done(section: Section, sheet: Sheet, owners: Owners, known: set[Lines]) -> Iterator[Task]:
    """Read the deeds of a list that also says of some that they are done: « - écrire au maire => FAIT »."""
    blocks = section.blocks if section.kind not in CLOSED else []
    reported = list(_reported(section))
    for is_listed, run in groupby(blocks, key=lambda block: block.kind == "item"):
        items = list(run) if is_listed else []
        marked = [one for one in items if FLAGGED.search(one.text)]
        left = [one for one in items if one not in marked and one.lines not in known and one not in reported]
        deeds = [one for one in left if DEED.match(fold(one.text))]
        for one in deeds if marked and len(deeds) + len(marked) > 1 else ():
            if any(one.level == other.level for other in marked):
                yield from read_task(one, (), Under("tasks"), sheet, owners)


def arrows(section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    """Read « → Ana : prévenir la mairie », « → devis à signer »: an arrow, and an owner or what is to be done."""
    for block in section.blocks:
        if block.kind != "item" or block.marker not in ARROWS or block.state or section.kind in CLOSED:
            continue
        given = owners.given(block.text)
        has_verb = given.owners and INFINITIVE.match(fold(given.text))
        if ACTS.match(block.text) and owners.roster.who(block.text.split(maxsplit=1)[0]):
            yield from read_task(block, (), Under("tasks", None, (block.text.split(maxsplit=1)[0],)), sheet, owners)
        elif has_verb or (not block.text.rstrip().endswith("?") and _is_to_be_done(given.text)):
            yield from read_task(block, (), Under("tasks"), sheet, owners)


def _is_to_be_done(text: str) -> bool:
    """Return whether the words are « signer le bail », or « bail à signer »."""
    folded = fold(text)
    return DOING.match(folded) is not None or TO_BE_DONE.match(folded) is not None


def proposals(sheet: Sheet, strict: Owners, known: set[tuple[int, int]]) -> Iterator[Task]:
    reported = {id(block) for section in sheet.sections for block in _reported(section)}
    for section, block in sheet.prose():
        if section.kind in KINDS or block.lines in known:
            continue
        if id(block) in reported:
            continue
        for sentence in sentences(block.text):
            if CAPITAL_LABEL.match(sentence):
                inner = replace(block, text=sentence, rich=sentence)
                yield from read_task(inner, (), Under("tasks", labelled=True), sheet, strict)
                continue
            if _is_given_last(block, sentence, section, strict):
                yield from read_task(block, (), Under("tasks"), sheet, strict)
                continue
            if given := _given_first(sentence, strict):
                words = NOTE_FOR.sub("", sentence)
                inner = replace(block, text=words, rich=words)
                yield from read_task(inner, (), Under("tasks", None, given), sheet, strict)
                continue
            if _is_a_note_to_do(block, sentence, section):
                yield from _told(block, sentence, (), sheet)
                continue
            if len(sentence) >= LONG or sentence[-1:] == "?":
                continue
            said = _after_its_topic(sentence)
            match = HAND.match(said)
            owners = strict.people_in(match[1]) if match else promised_by(said, sheet)
            taker = taken_by(said)
            owners = owners or strict.people_in(taker, strict=False)
            if owners or taker or is_a_duty(said) or _is_a_bare_deed(block, sentence, section):
                yield from _told(block, sentence, owners, sheet)


def _after_its_topic(sentence: str) -> str:
    """Return « Jo s'occupe de la farine » of « Pâques : Jo s'occupe de la farine »."""
    label, rest = split_label(sentence)
    return rest if label and len(label) <= LONGEST_TOPIC and rest[:1].isupper() else sentence


def _reported(section: Section) -> Iterator[Block]:
    """Yield the notes that the next one says done: « Contacter la mairie », « Contact avec la mairie : fait »."""
    for block, after in pairwise(section.blocks):
        stem = fold(block.text.split(" ", 1)[0])[:LETTERS]
        if len(stem) == LETTERS and fold(after.text).startswith(stem) and REPORTED.search(fold(after.text)):
            yield block


def _given_first(sentence: str, owners: Owners) -> tuple[str, ...]:
    """Return the owners of « @zoe : appeler la mairie », « Ana : signer le bail »: listed people, or handles."""
    label, rest = split_label(sentence)
    if not label or rest.endswith("?") or not DOING.match(fold(rest)):
        return ()
    named = owners.people_in(NOTE_FOR.sub("", label))
    return named if all(name[0] == "@" or owners.roster.who(name) for name in named) else ()


def _is_given_last(block: Block, sentence: str, section: Section, owners: Owners) -> bool:
    """Return whether the line is « Appeler la mairie [Ana] », « @ana appeler la mairie », « … @ana »."""
    if sentence != block.text or block.state or section.kind in CLOSED or sentence[-1] == "?":
        return False
    if not SIGNED.search(sentence):
        return False
    given = owners.given(sentence)
    known = given.owners and all(name[0] == "@" or owners.roster.who(name) for name in given.owners)
    return bool(known) and DOING.match(fold(given.text)) is not None


def _is_a_bare_deed(block: Block, sentence: str, section: Section) -> bool:
    return section.kind not in CLOSED and is_a_bare_deed(block, sentence, section)


def _is_a_note_to_do(block: Block, sentence: str, section: Section) -> bool:
    """Return whether an item of a list is a note such as « devis à signer », « Vérifier le toit » left out."""
    short = block.kind == "item" and sentence == block.text and len(sentence) <= NOTE and block.state != "done"
    return short and section.kind not in CLOSED and _is_noted(fold(sentence))


def _is_noted(folded: str) -> bool:
    return NOTED.match(folded) is not None and not AIMED.search(folded)


def _told(block: Block, sentence: str, owners: tuple[str, ...], sheet: Sheet) -> Iterator[Task]:
    due, words = due_in(sentence, sheet.days)
    yield Task(text=sentence, lines=block.lines, owners=owners, due=due, due_words=words, sure=False)

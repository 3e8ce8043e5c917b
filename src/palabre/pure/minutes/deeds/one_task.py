"""One task from one block: its words, owners, day and state; nothing from what is no task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from palabre.pure.minutes.decisions import MARK_WITHIN, is_decision
from palabre.pure.minutes.deeds.due import due_in
from palabre.pure.minutes.deeds.owners import Given, Owners
from palabre.pure.minutes.deeds.state import INFINITIVE, without_state
from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Task
from palabre.pure.minutes.next_meetings import announces_next
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold

KINDS = {"tasks", "both", "done", "reviewed"}
NOTHING = re.compile(
    r"^(?:\W*|(?:aucune?|neant|ras|rien|none|n/a|pas d|nothing|voir|cf)\b.{0,60}|"
    r"\W*(?:(?:pas (?:encore )?|non )?(?:commence|demarre|fait|traite)|en (?:cours|attente|retard|pause)|"
    r"termine|a (?:faire|venir|traiter)|bloque|annule|abandonne|reporte|realise|done|to ?do|in progress|"
    r"blocked)e?s?\W*|"
    r"(?:(?:fin|cloture|levee) de (?:la )?(?:reunion|seance)|(?:la )?(?:seance|reunion) (?:est |s'|se )?"
    r"(?:levee?|close|terminee?|termine|acheve|leve))\b.{0,40})$"
)
DECIDED = re.compile(r"^.{0,200}?(?:[-=]>|→|➔|⇒)\s{0,3}d[ée]cisions?\s{0,3}:\s{0,3}", re.IGNORECASE)
SAID = re.compile(
    r"^(?:[\w'-]{2,20} ){0,3}: (?:pas|rien|ras|ok|n'a|toujours|en cours|idem)\b.{0,80}$|"
    r"^.{0,60}\bpas (?:bouge|commence)\b.{0,40}$"
)
LABELLED = re.compile(
    r"^(?:→\s*|=>\s*)?(?:action|à faire|a faire|todo|to do|tâche|tache)\s*(?:\d{1,2}\s*)?[:–—]\s*", re.IGNORECASE
)
ASKS = re.compile(
    r"\W*(?:que|qui|quand|comment|pourquoi|combien|o[uù]|est-ce|quel(?:le)?s?|faut-il|peut-on|"
    r"doit-on)\b[^?]{0,200}\?",
    re.IGNORECASE,
)
LONG = 320


@dataclass(frozen=True, slots=True)
class Under:
    """Context of a task: a heading that is no label, the people that it names, and the kind of the section."""

    kind: str
    heading: str | None = None
    owners: tuple[str, ...] = ()
    labelled: bool = False


def read_task(block: Block, children: tuple[str, ...], under: Under, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    text = LABELLED.sub("", DECIDED.sub("", block.text) if not MARK_WITHIN.search(block.text) else block.text).strip()
    if block.kind == "line" and (announces_next(text, sheet) or not _may_be_a_task(block, under, owners)):
        return
    if (
        MARK_WITHIN.search(text)
        or NOTHING.match(fold(text))
        or SAID.match(fold(text))
        or (under.kind == "both" and is_decision(text))
    ):
        return
    bare, done = without_state(text)
    done = done or block.state == "done" or under.kind == "done"
    given = owners.given(bare)
    if not re.search(r"[^\W\d_]{2}", given.text):
        given = Given(bare)
    due, words = due_in(f"{given.text} ({given.aside})" if given.aside else given.text, sheet.days)
    prose = block.kind == "line" and (len(text) > LONG or len(sentences(text)) > 2)
    yield Task(
        text=given.text.strip(" ;"),
        lines=block.lines,
        owners=given.owners or under.owners,
        due=due,
        due_words=words,
        done=done,
        heading=under.heading,
        children=children,
        sure=not prose and not ASKS.match(text) and (under.kind != "reviewed" or done or bool(block.state)),
    )


def _may_be_a_task(block: Block, under: Under, owners: Owners) -> bool:
    """Return whether a line outside a list is a task.

    Under a label, any short line is; elsewhere, one that begins with an infinitive or has an owner.
    """
    text = LABELLED.sub("", block.text)
    if under.labelled and len(sentences(text)) <= 2:
        return True
    return INFINITIVE.match(fold(text)) is not None or bool(owners.given(text).owners)

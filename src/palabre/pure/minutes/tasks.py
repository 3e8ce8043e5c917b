"""Tasks: labelled lists, boxes and tables. A task marked done is never read as open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from palabre.pure.minutes.decisions import MARK_WITHIN, is_decision
from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.due import due_in, due_of_cell
from palabre.pure.minutes.found import Finding, Task
from palabre.pure.minutes.next_meetings import announces_next
from palabre.pure.minutes.owners import Given, Owners
from palabre.pure.minutes.state import INFINITIVE, SIGNS, is_done_cell, without_state
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.lexicon import split_label
from palabre.pure.minutes.text.sections import ITEM_LABEL, Section
from palabre.pure.minutes.text.tables import Table, tables_of
from palabre.pure.minutes.told_tasks import WILL_BE_DONE, promised_by

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
LABELLED = re.compile(r"^(?:→\s*|=>\s*)?(?:action|à faire|a faire|todo|to do|tâche|tache)\s*:\s*", re.IGNORECASE)
CAPITAL_LABEL = re.compile(r"^(?:ACTION|Action|À FAIRE|A FAIRE|TODO|À faire)\s?:\s+\S")
HAND = re.compile(
    r"^(@?[\w][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*){0,3}(?: (?:et|and|"
    r"&) @?[\w][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*)?)?) (?:va|vont|will|s'occupe(?:nt)? d(?:e|es|u)|"
    r"se charge(?:nt)? d(?:e|es|u|['’])|s'engage(?:nt)? à|prévoi(?:t|ent) d(?:e|['’])|doi(?:t|vent)|devra|devront|"
    r"is going to) ?\S"
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
NOTE = 120
SEVERAL = re.compile(r"\s;\s+(?=\S{2})|;\s+(?=[A-ZÀ-Ý])")
ARROWS = ("→", "➔", "⇒", "=>", "->", "-->", "==>", "➢", "➤", "►", "▸")
CLOSED = ("present", "excused", "agenda", "decisions", "next_meeting", "recalled")
LONG = 320


@dataclass(frozen=True, slots=True)
class _Under:
    """Context of a task: a heading that is no label, the people that it names, and the kind of the section."""

    kind: str
    heading: str | None = None
    owners: tuple[str, ...] = ()
    labelled: bool = False


def read_tasks(sheet: Sheet) -> list[Task]:
    """Return the tasks: sure for labelled tasks and boxes, proposals for « Ana va appeler… » in prose."""
    found: list[Task] = []
    strict, lenient = (Owners(sheet.roster, sheet.days, lenient) for lenient in (False, True))
    for section in sheet.sections:
        owners = lenient if section.kind in KINDS and _is_lenient(section, strict) else strict
        found += _in_tables(section, sheet, owners)
        if section.kind in KINDS:
            found += _listed(section, sheet, owners)
        elif section.kind != "future_agenda":
            found += [*_boxes(section, sheet, owners), *_arrows(section, sheet, owners)]
    for block in tasks_after_a_decision(sheet):
        found += _task(block, (), _Under("tasks"), sheet, strict)
    return [*found, *_proposals(sheet, strict, {one.lines for one in found})]


def tasks_after_a_decision(sheet: Sheet) -> list[Block]:
    """Return the items « Ana commande la corde » that follow « Décision : on achète une corde » as lines of a list."""
    owners = Owners(sheet.roster, sheet.days)
    return [
        block
        for section in sheet.of_kind("decisions")
        if section.is_label and section.blocks and _is_decided_at_once(section.blocks[0])
        for block in section.blocks[1:]
        if block.kind == "item" and owners.subject(block.text)
    ]


def _is_decided_at_once(block: Block) -> bool:
    return block.kind == "line" and not block.text.endswith(":")


def decided_in_mixed_lists(sheet: Sheet) -> list[Finding]:
    """Return the decisions of « Décisions / actions » lists."""
    blocks = [block for section in sheet.of_kind("both") for block in section.blocks]
    return [Finding(text=one.text, lines=one.lines) for one in blocks if one.kind == "item" and is_decision(one.text)]


def _is_lenient(section: Section, strict: Owners) -> bool:
    """Return whether most lines of the list name a known owner, so that the other names are owners too."""
    items = [block for block in section.blocks if block.kind in ("item", "line", "quote") and not block.level]
    named = [block for block in items if strict.given(block.text).owners]
    return len(named) * 2 > len(items)


def _listed(section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    under = _of_heading(section, owners)
    blocks = [block for block in section.blocks if block.kind != "row"]
    if section.level == ITEM_LABEL and blocks and blocks[0].kind == "line" and not _is_only_a_head(blocks[0], owners):
        yield from _task(blocks[0], tuple(one.text for one in blocks[1:]), under, sheet, owners)
        return
    marked = {block.kind for block in section.blocks} & {"item", "quote", "row"}
    lead = "quote" if "quote" in marked else "item"
    at = 0
    while at < len(blocks):
        block = blocks[at]
        end = _end_of_children(blocks, at, owners)
        if block.kind == "line" and marked:
            under = _under_line(block, under, section, owners)
        elif not marked and SEVERAL.search(block.text):
            for piece in SEVERAL.split(block.text):
                yield from _task(replace(block, text=piece, rich=piece), (), under, sheet, owners)
        elif block.kind in (lead, "item") or not marked:
            yield from _with_children(block, blocks[at + 1 : end], under, sheet, owners)
        at = end


def _is_only_a_head(block: Block, owners: Owners) -> bool:
    """Return whether the words after a label only head the items below: a theme, or people."""
    return block.text.endswith(":") or bool(owners.people_in(block.text.strip(" :")))


def _end_of_children(blocks: list[Block], at: int, owners: Owners) -> int:
    """Return the end of the block's children.

    Nested items belong to the item above; other items to the quote above, up to one that has an owner of its own.
    """
    end, is_quote = at + 1, blocks[at].kind == "quote"
    if not is_quote and blocks[at].kind != "item":
        return end
    while end < len(blocks) and blocks[end].kind == "item":
        is_below = blocks[end].level > blocks[at].level
        if not is_below and (not is_quote or owners.given(blocks[end].text).owners):
            break
        end += 1
    return end


def _of_heading(section: Section, owners: Owners) -> _Under:
    if section.own:
        return _Under(section.kind, labelled=section.level > 7)
    people = owners.people_in(section.title.strip(" :"))
    return _Under(section.kind, section.title, people)


def _under_line(block: Block, under: _Under, section: Section, owners: Owners) -> _Under:
    """Return the context set by « Pour la fête : » or « Ana » for the next items; another sentence sets none."""
    people = owners.people_in(block.text.strip(" :"))
    if people:
        return _Under(under.kind, under.heading if not under.owners else None, people)
    if block.text.endswith(":") and len(block.text) < 120:
        return _Under(under.kind, block.text.rstrip(" :"))
    return under


def _with_children(block: Block, below: list[Block], under: _Under, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    """Yield a task with its nested items; an item with only people or a theme is the heading of the tasks below."""
    people = owners.people_in(block.text.strip(" :"))
    if below and block.kind == "item" and (people or block.text.endswith(":")):
        heading = under.heading if people else block.text.rstrip(" :")
        for one, nested in _by_top(below):
            inner = _Under(under.kind, heading, people or under.owners)
            yield from _task(one, tuple(each.text for each in nested), inner, sheet, owners)
        return
    yield from _task(block, tuple(one.text for one in below), under, sheet, owners)


def _by_top(below: list[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Yield the outermost items, each with those nested in it."""
    top = min(one.level for one in below)
    places = [at for at, one in enumerate(below) if one.level == top]
    for at, end in zip(places, [*places[1:], len(below)]):
        yield below[at], below[at + 1 : end]


def _task(block: Block, children: tuple[str, ...], under: _Under, sheet: Sheet, owners: Owners) -> Iterator[Task]:
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
        sure=not prose and (under.kind != "reviewed" or done or bool(block.state)),
    )


def _in_tables(section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    """Read tables with a column of actions in any section; in a section of tasks, any table."""
    for table in map(partial(_with_topics, section=section), tables_of(section.blocks)):
        known = table.has("action") and (table.has("owner") or table.has("due") or table.has("state"))
        if not known and not (section.kind in KINDS and (table.has("action") or not table.headed)):
            continue
        if section.kind in ("agenda", "present", "excused"):
            continue
        table = table if table.has("action") else replace(table, columns=_guessed(table, owners))
        for row in table.rows:
            yield from _in_row(table, row, section, sheet, owners)


def _with_topics(table: Table, section: Section) -> Table:
    """Return the table, its topics taken for actions under a label of tasks, or where it tells who and by when."""
    if table.has("action") or not table.has("topic"):
        return table
    of_tasks = section.kind in KINDS or (table.has("owner") and table.has("due"))
    return replace(table, columns={**table.columns, "action": table.columns["topic"]}) if of_tasks else table


def _guessed(table: Table, owners: Owners) -> dict[str, int]:
    """Return columns without a known head: the longest text holds the actions, one with names only the owners."""
    places = range(max((len(row.cells) for row in table.rows), default=0))
    cells = {at: [row.cells[at] for row in table.rows if at < len(row.cells) and row.cells[at]] for at in places}
    action = max(places, key=lambda at: sum(map(len, cells[at])), default=0)
    named = [at for at in places if at != action and cells[at] and all(map(owners.people_in, cells[at]))]
    dated = [at for at in places if at != action and cells[at] and all(map(owners.days.days, cells[at]))]
    return {"action": action, **({"owner": named[0]} if named else {}), **({"due": dated[0]} if dated else {})}


def _in_row(table: Table, row: Block, section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    text, done = without_state(table.cell(row, "action"))
    if NOTHING.match(fold(text)):
        return
    done = done or section.kind == "done" or _row_is_done(table, row)
    words = table.cell(row, "due")
    due, due_words = due_of_cell(words, sheet.days) if words else due_in(text, sheet.days)
    given = _owners_of_cell(table.cell(row, "owner"), owners)
    yield Task(
        text=text,
        lines=row.lines,
        owners=given,
        due=due,
        due_words=due_words,
        done=done,
        heading=None if section.own else (section.title or None) if section.kind in KINDS else None,
    )


def _may_be_a_task(block: Block, under: _Under, owners: Owners) -> bool:
    """Return whether a line outside a list is a task.

    Under a label, any short line is; elsewhere, one that begins with an infinitive or has an owner.
    """
    text = LABELLED.sub("", block.text)
    if under.labelled and len(sentences(text)) <= 2:
        return True
    return INFINITIVE.match(fold(text)) is not None or bool(owners.given(text).owners)


def _row_is_done(table: Table, row: Block) -> bool:
    """Return whether the row is done: by its column of states, by a cell of its own, or struck through."""
    others = [
        cell
        for at, cell in enumerate(row.cells)
        if at != table.columns.get("action") and (len(cell) > 1 or cell in SIGNS)
    ]
    return is_done_cell(table.cell(row, "state")) or any(map(is_done_cell, others)) or "~~" in table.rich(row, "action")


def _owners_of_cell(cell: str, owners: Owners) -> tuple[str, ...]:
    """Return the owners of a cell: its column is sure, so names, bodies and initials are taken as they are."""
    pieces = [piece.strip(" .*") for piece in re.split(r"\s*[,;/\v]\s*|\s+(?:et|and)\s+|\s*&\s*|\s+\+\s+", cell)]
    return tuple(piece for piece in pieces if re.search(r"[^\W\d_]{2}", piece) and len(piece) <= 60)


def _boxes(section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    """Read `- [ ]` as a task in most sections."""
    for block in section.blocks:
        if (
            block.kind in ("item", "line")
            and block.state
            and section.kind not in ("present", "excused", "agenda", "decisions")
        ):
            yield from _task(block, (), _Under("tasks"), sheet, owners)


def _arrows(section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    """Read « → Ana : prévenir la mairie », « → devis à signer »: an arrow, and an owner or what is to be done."""
    for block in section.blocks:
        if block.kind != "item" or block.marker not in ARROWS or block.state or section.kind in CLOSED:
            continue
        given = owners.given(block.text)
        has_verb = given.owners and INFINITIVE.match(fold(given.text))
        if ACTS.match(block.text) and owners.roster.who(block.text.split(maxsplit=1)[0]):
            yield from _task(block, (), _Under("tasks", None, (block.text.split(maxsplit=1)[0],)), sheet, owners)
        elif has_verb or (not block.text.rstrip().endswith("?") and _is_to_be_done(given.text)):
            yield from _task(block, (), _Under("tasks"), sheet, owners)


def _is_to_be_done(text: str) -> bool:
    """Return whether the words are « signer le bail », or « bail à signer »."""
    folded = fold(text)
    return DOING.match(folded) is not None or TO_BE_DONE.match(folded) is not None


def _proposals(sheet: Sheet, strict: Owners, known: set[tuple[int, int]]) -> Iterator[Task]:
    for section, block in sheet.prose():
        if section.kind in KINDS or block.lines in known:
            continue
        for sentence in sentences(block.text):
            if CAPITAL_LABEL.match(sentence):
                inner = replace(block, text=sentence, rich=sentence)
                yield from _task(inner, (), _Under("tasks", labelled=True), sheet, strict)
                continue
            if given := _given_first(sentence, strict):
                yield from _task(
                    replace(block, text=sentence, rich=sentence), (), _Under("tasks", None, given), sheet, strict
                )
                continue
            if _is_a_note_to_do(block, sentence, section):
                yield from _told(block, sentence, (), sheet)
                continue
            match = HAND.match(sentence)
            owners = strict.people_in(match[1]) if match else promised_by(sentence, sheet)
            if (owners or WILL_BE_DONE.match(fold(sentence))) and len(sentence) < LONG:
                yield from _told(block, sentence, owners, sheet)


def _given_first(sentence: str, owners: Owners) -> tuple[str, ...]:
    """Return the owners of « @zoe : appeler la mairie », « Ana : signer le bail »: listed people, or handles."""
    label, rest = split_label(sentence)
    if not label or rest.endswith("?") or not DOING.match(fold(rest)):
        return ()
    named = owners.people_in(label)
    return named if all(name[0] == "@" or owners.roster.who(name) for name in named) else ()


def _is_a_note_to_do(block: Block, sentence: str, section: Section) -> bool:
    """Return whether an item of a list is a note such as « devis à signer », « Vérifier le toit » left out."""
    short = block.kind == "item" and sentence == block.text and len(sentence) <= NOTE and block.state != "done"
    return short and section.kind not in CLOSED and _is_noted(fold(sentence))


def _is_noted(folded: str) -> bool:
    return NOTED.match(folded) is not None and not AIMED.search(folded)


def _told(block: Block, sentence: str, owners: tuple[str, ...], sheet: Sheet) -> Iterator[Task]:
    due, words = due_in(sentence, sheet.days)
    yield Task(text=sentence, lines=block.lines, owners=owners, due=due, due_words=words, sure=False)

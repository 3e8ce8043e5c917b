"""Questions carried by the people listed, and their new wordings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from palabre.pure.minutes.found import Lines, Participant, Question, Reformulation
from palabre.pure.minutes.persons.participants import QUESTION
from palabre.pure.minutes.persons.person_names import is_name
from palabre.pure.minutes.persons.roster import Roster
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.inline import ITALIC, emphasised, plain_words
from palabre.pure.minutes.text.lexicon import split_label
from palabre.pure.minutes.text.sections import Section

REWORDED = re.compile(
    r"(?:[>→]|=>|->)?\s*\b(?:sujets?|questions?|th[èe]mes?)?\s*(?:reformul[ée]+e?s?|renomm[ée]+e?s?|"
    r"devenue?s?|nouvelle formulation|reworded|rephrased)"
    r"(?: (?:en|ainsi|comme|as|to))?\s*:?\s*",
    re.IGNORECASE,
)
JOINED = re.compile(r"\s+(?:&|\+)\s+(?=[A-ZÀ-Ý«\"])")
CARRIED = re.compile(r"^(?:port[ée]+e?s? par|porteu(?:r|se)s?|h[ôo]tes?|hosts?|by|par)\s*:?\s+", re.IGNORECASE)

NAMES = re.compile(r",|/|\bet\b|&|\+|\band\b")
CARRIER = re.compile(
    r"(?:(?:question|sujet|groupe|topic) )?"
    r"(?:port[ée]+e?s? par|(?:co-?)?porteu(?:r|se)(?:[.·]?(?:euse|se|s)){0,3}|h[ôo]te(?:sse)?s?|"
    r"(?:hosted|convened|carried) by|hosts?|conveners?)\s*:?\s+([^.;:()]{2,120})",
    re.IGNORECASE,
)
RANK = r"(?:(?:question|sujet|q) ?(?:n° ?)?\d{0,2} ?[:.–-] ?|\d{1,2} ?[.)°–-] ?)?"
TITLED = re.compile(
    rf"{RANK}(?P<asked>[^?]{{8,300}}\?) ?(?:\((?P<by>[^()]{{2,120}})\)|[,–—-]? ?(?P<after>\S.{{4,120}}))?", re.I
)
VOTED = re.compile(
    r"[\s,;(–-]{0,4}\b\d{1,4} ?(?:votes?|voix|gommettes?|points|suffrages?)\)?\.?\s{0,3}$", re.IGNORECASE
)
ASKED_HEAD = re.compile(r"(?:les )?questions?(?: (?:portee?s?|posee?s?|proposee?s?|du forum))?|topics?")
CARRIER_HEAD = re.compile(
    r"(?:co-?)?porteu(?:r|se)[·.()a-z/ -]{0,12}|portee?s? par|hotes?|qui (?:la )?porte(?: la question)?|"
    r"hosts?|conveners?|(?:carried|hosted) by"
)
LEAST_WORDS, LONGEST = 3, 600  # words in a table, characters


@dataclass(slots=True)
class _Register:
    """Questions found so far, one per wording, each with its hosts; `carried` maps a name to the indices of those.

    Hosts and indices are keys, in their order: a wording may have thousands, and a host.
    """

    asked: list[tuple[Question, dict[str, None]]] = field(default_factory=list)
    carried: dict[str, dict[int, None]] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, host: str | None, lines: Lines) -> int:
        key = re.sub(r"\W+", " ", fold(text)).strip()
        at = self.known.setdefault(key, len(self.asked))
        if at == len(self.asked):
            self.asked.append((Question(text=text, lines=lines), {}))
        if host is not None:
            self.asked[at][1][host] = None
            self.carried.setdefault(host, {})[at] = None
        return at

    @property
    def questions(self) -> list[Question]:
        return [replace(question, hosts=tuple(hosts)) for question, hosts in self.asked]


def read_questions(
    sections: list[Section], people: list[Participant]
) -> tuple[list[Question], list[Reformulation], list[Participant]]:
    """Return the questions, their rewordings, and the people with the indices of the questions that they carry."""
    register = _Register()
    reworded: list[Reformulation] = []
    by_line: dict[Lines, list[str]] = {}
    for one in people:
        by_line.setdefault(one.lines, []).append(one.name)
    roster = Roster(one.name for one in people)
    for section in sections:
        if section.kind in ("present", "excused"):
            for block in section.blocks:
                reworded += _of_a_person(block, by_line.get(block.lines, []), register)
        elif section.kind == "questions":
            for block in section.blocks:
                _of_a_list(block, roster, register)
        else:
            _of_who_carries(section, roster, register)
        _of_a_table([block for block in section.blocks if block.kind == "row"], roster, register)
    carried = [replace(one, questions=tuple(register.carried.get(one.name, ()))) for one in people]
    return register.questions, reworded, carried


def _of_a_person(block: Block, hosts: list[str], register: _Register) -> list[Reformulation]:
    if len(hosts) not in (1, 2) or len(block.text) > 5000:
        return []
    before, after = _at_the_rewording(block.rich)
    numbers = [register.add(words, host, block.lines) for words in _questions_in(before) for host in hosts]
    if not after or not numbers:
        return []
    of = tuple(dict.fromkeys(numbers))
    return [Reformulation(text=words, of=of, by=hosts[0], lines=block.lines) for words in _questions_in(after)[:1]]


def _at_the_rewording(rich: str) -> tuple[str, str]:
    """Split the line at « > Sujet reformulé : »; the second part is "" without a rewording."""
    match = REWORDED.search(rich)
    return (rich[: match.start()], rich[match.end() :]) if match else (rich, "")


def _questions_in(rich: str) -> list[str]:
    """Return the words in italics, else from the first question word on; « & » and « + » separate two questions."""
    runs = [words for words in emphasised(rich) if len(words.split()) >= 3]
    if not runs and not ITALIC.search(rich):
        match = QUESTION.search(rich)
        runs = [plain_words(rich[match.start() :])] if match else []
    return [words.strip(" &") for run in runs for words in JOINED.split(run) if words.strip(" &")]


def _of_a_list(block: Block, roster: Roster, register: _Register) -> None:
    """Read « - Comment… ? (Ana) » in a list of questions."""
    if block.kind not in ("item", "line") or block.level or len(block.text) > 600:
        return
    if _is_carried(block.text, "", block.lines, roster, register):
        return
    match = re.search(r"\s*(?:\(([^()]{2,80})\)|\s[–—-]\s([^–—?]{2,60}))\s*$", VOTED.sub("", block.text))
    words = CARRIED.sub("", (match[1] or match[2]).strip()) if match else ""
    hosts = [one.strip() for one in NAMES.split(words) if is_name(one.strip())]
    text = block.text[: match.start()].strip() if match and hosts else block.text
    label, rest = split_label(text)
    if is_name(label) and rest and not hosts:
        hosts, text = [label], rest
    for host in hosts or [None]:
        known = roster.who(host) if host else None
        register.add(text, known or host, block.lines)


def _of_who_carries(section: Section, roster: Roster, register: _Register) -> None:
    """Read « Comment… ? » where it, or the line below, says by whom it is carried: a heading, or any line."""
    said = [(block.text, block.lines) for block in section.blocks if block.kind != "row"]
    for (text, lines), (below, _at) in pairwise([(section.title, section.lines), *said, ("", section.lines)]):
        _is_carried(text, below, lines, roster, register)


def _is_carried(text: str, below: str, lines: Lines, roster: Roster, register: _Register) -> bool:
    titled = TITLED.fullmatch(text) if len(text) < LONGEST else None
    if titled is None:
        return False
    said = CARRIER.fullmatch(VOTED.sub("", titled["by"] or titled["after"] or "").rstrip("."))
    if said is None and not titled["after"]:
        said = CARRIER.match(below)
    hosts = _names_in(said[1] if said else titled["by"] or "")
    if said is None and not below.startswith(tuple(hosts)):
        return False
    for host in hosts:
        register.add(titled["asked"], roster.who(host) or host, lines)
    return bool(hosts)


def _names_in(words: str) -> list[str]:
    """Return the names of a list, or none when one of its pieces is no name."""
    names = [one.strip() for one in NAMES.split(words)]
    return names if all(map(is_name, names)) else []


def _of_a_table(rows: list[Block], roster: Roster, register: _Register) -> None:
    """Read a table with a column of questions and one of who carries them."""
    heads = [fold(plain_words(cell)).strip(" :°*?") for cell in rows[0].cells] if rows else []
    asked = next((at for at, head in enumerate(heads) if ASKED_HEAD.fullmatch(head)), None)
    by = next((at for at, head in enumerate(heads) if CARRIER_HEAD.fullmatch(head)), None)
    if asked is None or by is None:
        return
    for row in rows[1:]:
        words = plain_words(row.cells[asked]) if len(row.cells) > asked else ""
        names = plain_words(row.cells[by]) if len(row.cells) > by else ""
        if len(words.split()) >= LEAST_WORDS and len(words) < LONGEST:
            hosts: list[str | None] = [roster.who(host) or host for host in _names_in(names)]
            for host in hosts or [None]:
                register.add(words, host, row.lines)

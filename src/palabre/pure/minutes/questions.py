"""Questions carried by the people listed, and their new wordings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

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
TITLED = re.compile(r"(?:\d{1,2}\s?[.)°–-]\s*)?(?P<asked>[^?]{8,300}\?)\s*(?:\((?P<by>[^()]{4,120})\))?")


@dataclass(slots=True)
class _Register:
    """Questions found so far, one per wording; `carried` maps a name to the indices of that person's questions."""

    questions: list[Question] = field(default_factory=list)
    carried: dict[str, list[int]] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, host: str | None, lines: Lines) -> int:
        key = re.sub(r"\W+", " ", fold(text)).strip()
        at = self.known.setdefault(key, len(self.questions))
        if at == len(self.questions):
            self.questions.append(Question(text=text, lines=lines))
        if host is not None and host not in self.questions[at].hosts:
            self.questions[at] = replace(self.questions[at], hosts=(*self.questions[at].hosts, host))
        if host is not None and at not in self.carried.setdefault(host, []):
            self.carried[host].append(at)
        return at


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
            _of_a_heading(section, roster, register)
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
    match = re.search(r"\s*(?:\(([^()]{2,80})\)|\s[–—-]\s([^–—?]{2,60}))\s*$", block.text)
    words = CARRIED.sub("", (match[1] or match[2]).strip()) if match else ""
    hosts = [one.strip() for one in NAMES.split(words) if is_name(one.strip())]
    text = block.text[: match.start()].strip() if match and hosts else block.text
    label, rest = split_label(text)
    if is_name(label) and rest and not hosts:
        hosts, text = [label], rest
    for host in hosts or [None]:
        known = roster.who(host) if host else None
        register.add(text, known or host, block.lines)


def _of_a_heading(section: Section, roster: Roster, register: _Register) -> None:
    """Read « ## Comment… ? » when it, or the first line below, says by whom it is carried."""
    titled = TITLED.fullmatch(section.title)
    if not titled or (section.is_label and section.own):
        return
    below = section.blocks[0].text if section.blocks else ""
    said = CARRIER.fullmatch(titled["by"] or "") or CARRIER.match(below)
    hosts = [one.strip() for one in NAMES.split(said[1])] if said else []
    if hosts and all(map(is_name, hosts)):
        for host in hosts:
            register.add(titled["asked"], roster.who(host) or host, section.lines)

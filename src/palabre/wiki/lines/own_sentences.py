"""Sentences that the people whom they name corrected, or took out of a page: no older text brings them back."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from django.db.models import QuerySet

from palabre.journal.models import Entry, kind_of
from palabre.notes.diff.line_matches import A_PAIR, Spent, Work, are_kin
from palabre.notes.models import Note, Revision
from palabre.people.models import Person
from palabre.people.name_forms import says_in_full
from palabre.pure.french import plain_text
from palabre.pure.french.spellings import clues_of
from palabre.pure.minutes.text.wrapped_lines import MOST, WholeLines, widest
from palabre.wiki.lines.line_edits import bare, sentence_words, signs_of
from palabre.wiki.lines.said_runs import runs_saying, words_said
from palabre.wiki.models import Page

MOST_READ = 20_000_000  # characters of the revisions of a page
MOST_FOLLOWED = 3_000_000  # steps of comparing lines, and characters: half a second
CORRECTED, REFUSED, RESTORED = "said.corrected", "said.refused", "page.restored"


@dataclass(frozen=True, slots=True)
class OwnSentences:
    """The words of these sentences, with those that stand instead, None for nothing.

    `there` are the words of all lines that the page says, and `entries` what tells of these sentences.
    """

    instead: Mapping[str, str | None] = MappingProxyType({})
    there: Collection[str] = frozenset()
    entries: tuple[int, ...] = ()

    @property
    def gone(self) -> set[str]:
        """The words of those that the page says no longer."""
        return set(self.instead).difference(self.there)

    def taken_out(self) -> OwnSentences:
        """Return these sentences without those that were corrected: the words instead belong to this page."""
        instead: dict[str, str | None] = {
            words: None for words in self.instead if self.words_now(words, self.there) is None
        }
        return replace(self, instead=instead)

    def heeded(self, text: str, *, given: str | None = None) -> str:
        """Return `text` with those that the page says no longer as it says them now: corrected, or not at all.

        With a text that was `given` before, what it says is left, and a correction counts if it is there.
        """
        if not self.instead:
            return text
        said = self.there if given is None else words_said(given, self.instead)
        lines, kept, last = text.split("\n"), list[str](), 0
        for run in runs_saying(lines, self.gone if given is None else self.gone.difference(said)):
            now = self.words_now(run.words, said)
            kept += lines[last : run.first - 1]
            kept += [] if now is None else [signs_of(lines[run.first - 1]) + now]
            last = run.last
        return "\n".join([*kept, *lines[last:]])

    def words_now(self, words: str, known: Collection[str]) -> str | None:
        """Return the first words among the `known` ones to which these were corrected, maybe several times."""
        for _each in self.instead:
            now = self.instead.get(words)
            if now is None or now in known:
                return now
            words = now
        return None


def own_sentences(page: Page | None, *, but: Person | None = None, share: int = 1) -> OwnSentences:
    """Return those of the page, without what these people undid, nor the gestures of `but`.

    Four queries at most, however many there are; of many pages, each takes a `share` of the time.
    """
    entries = list(entries_of(page))
    gestures = {entry.facts.get("revision", 0): entry.by_id for entry in entries if entry.verb != RESTORED}
    for entry in entries:
        undone = entry.facts.get("revision", 0) - 1
        is_undo = entry.verb == RESTORED and entry.facts.get("earlier") == undone - 1
        if is_undo and undone in gestures and gestures[undone] == entry.by_id:
            del gestures[undone]
    gestures = {number: by for number, by in gestures.items() if but is None or by != but.pk}
    if page is None or not gestures:
        return OwnSentences(entries=tuple(entry.pk for entry in entries))
    there = Note.objects.filter(pk=page.note_id).values_list("body_md", flat=True).first() or ""
    instead = replaced(page, gestures, share)
    return OwnSentences(instead, words_said(there, instead), tuple(entry.pk for entry in entries))


def are_current(said: OwnSentences, page: Page | None) -> bool:
    """Return whether nobody corrected or took out such a sentence since these were read."""
    return tuple(entries_of(page).values_list("pk", flat=True)) == said.entries


def entries_of(page: Page | None) -> QuerySet[Entry]:
    if page is None:
        return Entry.objects.none()
    verbs = (CORRECTED, REFUSED, RESTORED)
    return Entry.objects.filter(subject_kind=kind_of(page), subject_id=page.pk, verb__in=verbs).order_by("pk")


def replaced(page: Page, gestures: Mapping[int, int | None], share: int) -> dict[str, str | None]:
    """Return the words of the line that each of these revisions, with its author, replaced, and the new ones.

    So too how the line read before somebody edited it, as long as it named them. Two texts are held.
    """
    authors = Person.objects.in_bulk([by for by in gestures.values() if by])
    own, trails = dict[str, str | None](), Trails(work=Work(MOST_FOLLOWED // share))
    last, after = 0, list[str]()
    for number, text in revisions_back(page, gestures, MOST_READ // share):
        lines = text.split("\n")
        trails.follow(lines, after)
        by = authors.get(gestures.get(number + 1) or 0) if last == number + 1 else None
        found = line_replaced(lines, after) if by else None
        if by and found and names_surely(by, sentence_words(found[0])):
            own.setdefault(sentence_words(found[0]), found[1])
            trails.of[tuple(found[0])] = (found[1], clues_of(by.name))
        last, after = number, lines
        if not (trails.of or number >= min(gestures)):
            break
    return trails.earlier | own


def revisions_back(page: Page, gestures: Collection[int], left: int) -> Iterator[tuple[int, str]]:
    """Yield the revisions (number, text) from the last gesture back; once nothing is left, those beside gestures."""
    rows = Revision.objects.filter(note=page.note_id).order_by("-number").values_list("number", "body_md")
    number = 0
    for number, text in rows.filter(number__lte=max(gestures)).iterator():
        yield number, text
        left -= len(text)
        if left < 0:
            break
    beside = {number - step for number in gestures for step in (0, 1)}
    yield from rows.filter(number__lt=number, number__in=beside).iterator()


type Sentence = tuple[str, ...]  # its lines


@dataclass(slots=True)
class Trails:
    """Sentences that gestures replaced, followed back through the edits of them.

    `of` each of them as it is read here: the words instead, and letters of the name of the person whom it was about;
    `earlier`: the words of how they read before, with the words instead.
    """

    work: Work
    of: dict[Sentence, tuple[str | None, Collection[str]]] = field(default_factory=dict)
    earlier: dict[str, str | None] = field(default_factory=dict)

    def follow(self, lines: list[str], after: list[str]) -> None:
        """Go from the text `after` to the one before it, in which some of them read otherwise, or are not there yet."""
        there = set(lines) if self.of else set()
        left = [sentence for sentence in self.of if not there.issuperset(sentence)]
        only_there = there.difference(after) if left and self.work.left > 0 else set()
        gone = {sentence_words(one): one for one in sentences_with(only_there, lines)}
        named = self.named_ones(gone)
        for sentence in left if gone else ():
            now, clues = self.of[sentence]
            words = sentence_words(sentence)
            if former := words if words in gone else self.nearest(words, named, clues):
                del self.of[sentence]
                self.of[gone[former]] = (now, clues)
                self.earlier.setdefault(former, now)

    def named_ones(self, said: Collection[str]) -> dict[str, tuple[str, set[str]]]:
        """Return those of these words that name one of these people, each made plain, with its words."""
        clues = {clue for _now, told in self.of.values() for clue in told}
        self.work.left -= sum(map(len, said))
        plain = plain_text("\n".join(said)).lower().split("\n")
        both = zip(said, plain) if len(plain) == len(said) else ((one, plain_text(one).lower()) for one in said)
        return {one: (words, set(words.split())) for one, words in both if any(clue in words for clue in clues)}

    def nearest(self, said: str, gone: Mapping[str, tuple[str, set[str]]], clues: Collection[str]) -> str:
        """Return what only the text before says, wherever it stood, and that names them most as these words do.

        Return "" where none is, or where too much was compared. Few sentences share a third of their words.
        """
        best, found, words = 0.0, "", set(plain_text(said).lower().split())
        for other, (plain, theirs) in gone.items() if self.work.left > 0 else ():
            self.work.left -= A_PAIR
            if 3 * len(words & theirs) >= max(len(words), len(theirs)) and any(clue in plain for clue in clues):
                with contextlib.suppress(Spent):
                    likeness = are_kin(said, other, self.work)
                    best, found = max((best, found), (likeness, other if likeness else ""))
        return found


def sentences_with(some: Collection[str], lines: list[str]) -> Iterator[Sentence]:
    """Yield the sentences of a text in which one of these lines is."""
    last, whole = 0, WholeLines(lines)
    for number, line in enumerate(lines, 1) if some else ():
        if number > last and line in some:
            first, last = whole.at(number)
            yield tuple(lines[first - 1 : last])


def line_replaced(before: list[str], after: list[str]) -> tuple[list[str], str | None] | None:
    """Return the lines of the one sentence that is another in the text after, with its new words, or None for none.

    Nothing where more changed.
    """
    head = next((at for at, (one, other) in enumerate(zip(before, after)) if one != other), len(after))
    if head == len(before):
        return None
    start = max(head - MOST, 0)
    near = WholeLines(before[start : head + MOST], margin=widest(before)).at(head + 1 - start)
    last_ones = [head + len(before) - len(after) + kept for kept in (1, 0)]  # by the lines in their place
    for first, last in ((near[0] + start, near[1] + start), *((head + 1, last) for last in last_ones if last > head)):
        kept = len(after) - (len(before) - (last - first + 1))  # lines in their place
        if kept in (0, 1) and before[last:] == after[first - 1 + kept :] and bare(before[first - 1]):
            return before[first - 1 : last], bare(after[first - 1]) if kept else None
    return None


def names_surely(person: Person, words: str) -> bool:
    """Return whether these words, which may be about the person, are more to them than to any member.

    Who types a name at a door may type « Le Toit »: only what says it in full, as a name, is theirs.
    """
    return not person.is_typed or says_in_full(words, person)

"""The words of a query marked in a text, and the lines around them. The text itself is never changed.

A text is not cut into words for it, which would take longer than finding it: the places where a word may stand are
looked for first, and only these are read as words are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from palabre.pure.french import flat
from palabre.pure.search.query import ParsedQuery, Word
from palabre.pure.search.terms import IRREGULAR, Term, terms

LENGTH = 220  # characters of an extract
BEFORE = 60  # of them before the first word that is marked
BESIDE, LONGEST_NAME = 400, 150  # characters read on each side of an extract; those in which a name may be cut
MOST_PLACES = 60  # in one text: the best lines are near its beginning, or anywhere as good
SHORT = 200  # characters between two blanks whose words are remembered
MOST_READ = 8_000  # characters of these places, in one text: most may only begin as the words asked for
LONG = 150  # characters read on each side of a place without a blank: a line may be one, of 300,000 characters
CHUNK = re.compile(rf"\S{{1,{2 * LONG}}}")
FEWEST = 3  # letters by which a place is looked for, where the word has as many

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, as it is written."""

    text: str
    is_marked: bool = False


def highlight(text: str, asked: ParsedQuery) -> list[Piece]:
    """Cut the whole of `text` in pieces; joined, they are the text again."""
    return pieces(text, [span for span, _word in places(text, asked)])


def extract(text: str, asked: ParsedQuery, *, length: int = LENGTH, over: Callable[[str], str] = str) -> list[Piece]:
    """Return the lines of `text` that say the most of the words asked for; its beginning when none is there.

    `over` is done to these lines and to those around them before they are cut: it may mask names.
    """
    if over is not str:
        text = read_over(text, asked, length, over)
    found = list(places(text, asked))
    start, end = extract_span(text, found, length)
    shown = [(max(first, start) - start, min(last, end) - start) for (first, last), _word in found]
    cut = pieces(text[start:end], [(first, last) for first, last in shown if first < last])
    return [*([Piece("… ")] if start else []), *cut, *([Piece(" …")] if end < len(text) else [])]


def read_over(text: str, asked: ParsedQuery, length: int, over: Callable[[str], str]) -> str:
    """Return what is around the extract as `over` says it, without its ends, where a name may be cut."""
    start, end = extract_span(text, list(places(text, asked)), length)
    first, last = max(0, start - BESIDE), min(len(text), end + BESIDE)
    said = over(text[first:last])
    return said[LONGEST_NAME if first else 0 : -LONGEST_NAME if last < len(text) else None]


def extract_span(text: str, found: list[tuple[Span, int]], length: int) -> Span:
    start = around(text, best(found, length=length), length) if found else 0
    return start, word_end(text, min(len(text), start + length))


def places(text: str, asked: ParsedQuery) -> Iterator[tuple[Span, int]]:
    """Yield where a word of the query stands in `text`, and which one, in their order."""
    if not asked:
        return
    plain = flat(text)
    lowered, pattern, last, count, read = plain.text.lower(), pattern_of(asked), -1, 0, 0
    for found in pattern.finditer(lowered):
        if count >= MOST_PLACES or read >= MOST_READ:
            return
        if found.start() < last:
            continue
        chunk = chunk_around(lowered, found.start(), after=max(last, 0))
        last, source = chunk[1], plain.span(*chunk)
        read += chunk[1] - chunk[0]
        for (start, end), word in words_asked_in(text[slice(*source)], asked):
            count += 1
            yield (source[0] + start, source[0] + end), word


def words_asked_in(chunk: str, asked: ParsedQuery) -> tuple[tuple[Span, int], ...]:
    """Return the words of `chunk`, a text without blanks, that the query asks for. A long one is not remembered."""
    return remembered_words(chunk, asked) if len(chunk) <= SHORT else words_of_chunk(chunk, asked)


def words_of_chunk(chunk: str, asked: ParsedQuery) -> tuple[tuple[Span, int], ...]:
    return tuple(
        ((term.start, term.end), number)
        for term in terms(chunk)
        if (number := first_said(term, asked.words)) is not None
    )


remembered_words = lru_cache(maxsize=2_000)(words_of_chunk)


def first_said(term: Term, words: tuple[Word, ...]) -> int | None:
    return next((number for number, word in enumerate(words) if word.is_said_by(term)), None)


@lru_cache(maxsize=500)
def pattern_of(asked: ParsedQuery) -> re.Pattern[str]:
    """Return what finds every place where a word of the query may begin: the last letters of a stem may be others."""
    heads = {head_of(stem) for word in asked.words for stem in word.stems}
    heads |= {head_of(form) for form, stem in IRREGULAR.items() if any(stem in word.forms for word in asked.words)}
    heads |= {word.beginning for word in asked.words if word.beginning}
    heads |= {form for word in asked.words for form in word.forms if form[0].isdigit()}
    return re.compile(f"(?<![^\\W_])(?:{'|'.join(map(re.escape, sorted(heads)))})")


def head_of(stem: str) -> str:
    return stem[: max(FEWEST, len(stem) - 2)]


def chunk_around(text: str, place: int, *, after: int) -> Span:
    """Return the ends of what stands between two blanks around `place`, itself `after` the end of the former one."""
    after = max(after, place - LONG)
    start = max(text.rfind(" ", after, place), text.rfind("\n", after, place), after - 1) + 1
    found = CHUNK.match(text, start)
    return found.span() if found else (place, place + 1)


def best(found: list[tuple[Span, int]], *, length: int) -> Span:
    """Return the place from which most of the words asked for stand within `length`, the first of such."""

    def words_from(index: int) -> int:
        start = found[index][0][0]
        return len({word for (first, last), word in found[index:] if last - start <= length - BEFORE})

    return found[max(range(len(found)), key=lambda index: (words_from(index), -index))][0]


def around(text: str, place: Span, length: int) -> int:
    """Return where an extract begins: at the head of a line or of a word a little before `place`."""
    start = max(0, min(place[0] - BEFORE, len(text) - length))
    if start == 0:
        return 0
    line = text.find("\n", start, place[0])
    blank = text.find(" ", start, place[0])
    return (line if line >= 0 else blank if blank >= 0 else place[0] - 1) + 1


def word_end(text: str, end: int) -> int:
    if end == len(text):
        return end
    blank = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return blank if blank > end - 40 else end


def pieces(text: str, spans: list[Span]) -> list[Piece]:
    cut, last = [], 0
    for start, end in spans:
        cut += [Piece(text[last:start]), Piece(text[start:end], is_marked=True)]
        last = end
    return [piece for piece in [*cut, Piece(text[last:])] if piece.text]

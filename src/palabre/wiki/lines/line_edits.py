"""Mending one sentence of a page, or taking it away: the rest of the text stays as it is.

A sentence is one line, or those over which a pasted mail broke it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.notes.hooks import Written
from palabre.notes.models import Revision
from palabre.people.models import Person
from palabre.pure.minutes.text.wrapped_lines import WholeLines
from palabre.spaces.row_lock import removed
from palabre.wiki.lines.line_facts import SIGNS
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text


def mend(
    page: Page,
    line: int,
    words: str | None,
    *,
    base: int,
    by: Person,
    verb: str,
    summary: str = "",
    and_then: Callable[[], None] | None = None,
) -> Written:
    """Put `words` in the place of those of `line` (from 1) of the revision `base`; None takes the line away.

    The lines that are one sentence with it are one line then. The signs before the words ("- ") stay. What was read in
    the line is told in its new words, and in none once the line is taken away; `and_then` is done in the same
    transaction. Raises what `save_page_text` raises.
    """
    text = revision_text(page, base)
    lines = text.split("\n")
    first, last = WholeLines(lines).at(line)
    old = lines[first - 1 : last]
    new = None if words is None else signs_of(old[0]) + words
    lines[first - 1 : last] = [] if new is None else [new]

    def also(written: Written) -> None:
        retell(page, written, old=old, new=new, near=first)
        if and_then:
            and_then()

    return save_page_text(page, "\n".join(lines), base=base, by=by, words=summary, verb=verb, also=also)


def revision_text(page: Page, number: int) -> str:
    """Return the text of this revision of the page. Raises a Refusal when there is none."""
    found = Revision.objects.filter(note=page.note_id, number=number).values_list("body_md", flat=True).first()
    if found is None:
        raise removed(_("Open the page again, then try once more."))
    return found


def signs_of(line: str) -> str:
    """Return what stands before the words of a line: « - », « ## », blanks."""
    found = SIGNS.match(line)
    return found[0] if found else ""


def retell(page: Page, written: Written, *, old: list[str], new: str | None, near: int) -> None:
    """Tell what was read in these lines in their new words: nobody reads the old ones beside a thing any longer."""
    words, before = sentence_words(old), nearest(written.before.split("\n"), old, near)
    after = nearest(written.after.split("\n"), [new], near) if new is not None else 0
    last = before + len(old) - 1 if before else 0
    gone = Q(revision=written.revision - 1, first_line__lte=last, last_line__gte=before)
    followed = Q(revision=written.revision, first_line__lte=after, last_line__gte=after, words__contains=words)
    rows = page.passages.filter(revision__lt=written.revision - 1).values_list("pk", "words")
    lost = {number for number, said in rows if said and said in words}  # of a line that was broken otherwise, or moved
    for passage in page.passages.filter(gone | followed | Q(pk__in=lost)):
        if passage.last_line - passage.first_line >= len(old) and passage.pk not in lost:
            passage.say(passage.words.replace(words, bare(new or "")))
        elif new is None:
            passage.delete()
        else:
            passage.say(bare(new), line=after, revision=written.revision)


def nearest(lines: list[str], some: list[str], near: int) -> int:
    """Return the number of the first of some lines in a row, where they are the nearest to `near`; 0 for none."""
    numbers = (number for number, one in enumerate(lines, start=1) if one == some[0])
    found = [number for number in numbers if lines[number - 1 : number - 1 + len(some)] == some]
    return min(found, key=lambda number: abs(number - near), default=0)


def retold(text: str, old: str, new: str | None) -> str:
    """Return a text that has the line `old`, or that is a part of it, as the line `new` says it; any other as it is.

    None takes the line out of the text; a text that has it among other words, or is a part of it, stays as it is.
    """
    lines = text.split("\n")
    if any(bare(line) == old for line in lines):
        said = [(line, new) if bare(line) == old else (line, bare(line)) for line in lines]
        return "\n".join(signs_of(line) + words for line, words in said if words is not None)
    if not text or new is None:
        return text
    return text.replace(old, new) if old in text else part_now(text, old, new)


def part_now(part: str, old: str, new: str) -> str:
    """Return the words that stand in the line `new` where `part` stood in `old`; `part` where its surroundings differ.

    « le four », from « À faire : le four. » to « À faire : les fours. », is « les fours ».
    """
    before, found, after = old.partition(part)
    is_kept = found and new.startswith(before) and new.endswith(after) and len(new) > len(before) + len(after)
    return new[len(before) : len(new) - len(after)].strip() if is_kept else part


def sentence_words(lines: Iterable[str]) -> str:
    """Return the words of some lines that are one sentence."""
    return reduce(joined, map(bare, lines), "")


def joined(said: str, words: str) -> str:
    """Return the words of a line and of the one after it: « ca- », « mionnette » is one word."""
    is_broken = said[-1:] == "-" and said[-2:-1].isalpha() and words[:1].islower()
    return said[:-1] + words if is_broken else f"{said} {words}".strip()


def bare(line: str) -> str:
    return line.removeprefix(signs_of(line)).strip()

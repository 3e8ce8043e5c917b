"""Mending one line of a page, or taking it away: the rest of the text stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.notes.hooks import Written
from palabre.notes.models import Revision
from palabre.people.models import Person
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

    The signs before the words ("- ") stay. What was read in the line is told in its new words, and in none once the
    line is taken away; `and_then` is done in the same transaction. Raises what `save_page_text` raises.
    """
    text = revision_text(page, base)
    lines = text.split("\n")
    old = lines[line - 1]
    new = None if words is None else signs_of(old) + words
    lines[line - 1 : line] = [] if new is None else [new]

    def also(written: Written) -> None:
        retell(page, written, old=old, new=new, near=line)
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


def retell(page: Page, written: Written, *, old: str, new: str | None, near: int) -> None:
    """Tell what was read in the line in its new words: nobody reads the old ones beside a thing any longer."""
    before = nearest(written.before, old, near)
    after = nearest(written.after, new, near) if new is not None else 0
    gone = Q(revision=written.revision - 1, first_line__lte=before, last_line__gte=before)
    followed = Q(revision=written.revision, first_line__lte=after, last_line__gte=after, words__contains=bare(old))
    for passage in page.passages.filter(gone | followed):
        if passage.first_line < passage.last_line:
            passage.say(passage.words.replace(bare(old), bare(new or "")))
        elif new is None:
            passage.delete()
        else:
            passage.say(bare(new), line=after, revision=written.revision)


def nearest(text: str, line: str, near: int) -> int:
    """Return the number of the line that reads so, the nearest to `near`; 0 for none."""
    numbers = [number for number, one in enumerate(text.split("\n"), start=1) if one == line]
    return min(numbers, key=lambda number: abs(number - near), default=0)


def retold(text: str, old: str, new: str | None) -> str:
    """Return a text that has the line `old`, or that is a part of it, as the line `new` says it; any other as it is.

    None takes the line out of the text; a text that is only a part of the line then stays as it is.
    """
    lines = text.split("\n")
    if any(bare(line) == old for line in lines):
        said = [(line, new) if bare(line) == old else (line, bare(line)) for line in lines]
        return "\n".join(signs_of(line) + words for line, words in said if words is not None)
    return part_now(text, old, new) if text and new is not None else text


def part_now(part: str, old: str, new: str) -> str:
    """Return the words that stand in the line `new` where `part` stood in `old`; `part` where its surroundings differ.

    « le four », from « À faire : le four. » to « À faire : les fours. », is « les fours ».
    """
    before, found, after = old.partition(part)
    is_kept = found and new.startswith(before) and new.endswith(after) and len(new) > len(before) + len(after)
    return new[len(before) : len(new) - len(after)].strip() if is_kept else part


def bare(line: str) -> str:
    return line.removeprefix(signs_of(line)).strip()

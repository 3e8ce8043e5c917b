"""The changes of a page that somebody follows, in plain words for their letter, and where the page is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.journal.models import Entry
from palabre.notes.diff.text_diff import Bit, Line, compare
from palabre.notes.diff.text_memory import TextMemory
from palabre.notes.markdown.plain_text import mail_line
from palabre.people.models import Person
from palabre.web.origins import known_origin
from palabre.wiki import page_history
from palabre.wiki.models import Page

MOST, LONGEST = 12, 300  # lines of a letter, characters of a line
MOST_REMEMBERED = 10_000  # lines of letters, while they go to all who follow these pages, as TextMemory counts them


def changes_told(entry: Entry, person: Person) -> str:
    """Return the lines that came and went, and the addresses of the page and of the two texts side by side.

    The texts are those that the history shows: what was typed and deleted at once is in no letter. Nor is a line that
    the page no longer says when the letter leaves.
    """
    page = Page.objects.visible_to(person).select_related("note", "space").filter(pk=entry.subject_id).first()
    number = entry.facts.get("revision")
    now = page_history.lasting_from(page.note, number) if page is not None and number else None
    if page is None or now is None:
        return ""
    before = page_history.before(page.note, now.number)
    found = first_changed(before.body_md if before else "", now.body_md)
    if page.note.revision != now.number:
        still_said = {words_of_letter(line) for line in page.note.body_md.split("\n")}
        found = tuple((state, words) for state, words in found if state == "gone" or words in still_said)
    lines = [label_of(state) % {"words": words} for state, words in found]
    said = [*lines[:MOST], *([_("- and more")] if len(lines) > MOST else [])]
    return "\n\n".join(filter(None, ("\n".join(said), *addresses(page, now.number))))


def changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the state and the words of each changed line that has words: "new", "gone" or "mended"."""
    for change in compare(before, after):
        for line in change.lines:
            words = words_of_letter(words_of(line))
            if words and line.state in ("new", "gone", "mended"):
                yield line.state, words


def lines_of_letter(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the changed lines that a letter says, and one more if there are others."""
    return tuple(islice(changed(before, after), MOST + 1))


first_changed = TextMemory(lines_of_letter, most=MOST_REMEMBERED)  # the same for each person


def label_of(state: str) -> str:
    return {
        "new": _("- Added: %(words)s"),
        "gone": _("- Removed: %(words)s"),
        "mended": _("- Changed: %(words)s"),
    }[state]


def words_of(line: Line) -> str:
    """Return the line as it is now, or as it was if it is gone."""
    return "".join(bit.text for bit in line.bits if line.state == "gone" or stays(bit))


def stays(bit: Bit) -> bool:
    return bit.state != "gone"


def words_of_letter(line: str) -> str:
    """Return a line of a page as a letter says it."""
    return shortened(mail_line(line).strip().removeprefix("- "))


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def addresses(page: Page, number: int) -> list[str]:
    origin = known_origin()
    if not origin:
        return []
    changes = reverse("wiki:revision", args=[page.space.slug, page.slug, number])
    read = _("Read the page: %(address)s") % {"address": f"{origin}{page.get_absolute_url()}"}
    return [read, _("See the change: %(address)s") % {"address": f"{origin}{changes}"}]

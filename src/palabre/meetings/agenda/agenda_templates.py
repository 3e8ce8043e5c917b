"""A community begins its agendas in its own words; Palabre's stay behind, and come back in one gesture."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import Entry
from palabre.journal.word_changes import WordHistory
from palabre.meetings import permissions
from palabre.meetings.agenda import agenda_text
from palabre.meetings.agenda.agenda_choice import Chosen, as_in
from palabre.meetings.agenda.agenda_lock import may
from palabre.meetings.agenda.shipped_agendas import SHIPPED, Point
from palabre.meetings.models import AgendaTemplate
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.form.shown_words import Texts

TITLE_LENGTH, LONGEST = 200, 8000  # characters of a template
CHANGED, RETURNED = "template.changed", "template.returned"


def change_template(
    space: Space, key: str, text: str, *, title: str, by: Person, shown: str | None = None
) -> Entry | None:
    """Begin agendas of this kind so from now on. Agendas that were begun stay as they are.

    Return what undoes it; None if nothing changed. `shown`: which words its form showed. Raises a Refusal when `by` has
    not joined, without a point, or where somebody else wrote other words since.
    """
    let_change(by, space)
    title, text = checked_words(key, title, text)
    with transaction.atomic():
        Space.hold(space.pk)
        now, history = as_in(space, key), templates_told(space, key)
        said = {"title": title, "text": text}
        if now.row is not None:
            said = history.settle(said, words_in(now), by=by, shown=shown)
        keep_out(space, *said.values())
        if kept_in(said) == kept_in(words_in(now)):
            return None
        return keep_words(history, now, said, by=by)


def bring_shipped_back(space: Space, key: str, *, by: Person) -> Entry | None:
    """Begin agendas of this kind as Palabre does. Return what undoes it; None if nothing changed."""
    let_change(by, space)
    with transaction.atomic():
        Space.hold(space.pk)
        return keep_words(templates_told(space, key), as_in(space, key), {}, by=by)


def undo_template(space: Space, key: str, number: int, *, by: Person) -> None:
    """Bring back the words that the entry of this id replaced, unless others were kept since. Idempotent."""
    let_change(by, space)
    with transaction.atomic():
        Space.hold(space.pk)
        now, history = as_in(space, key), templates_told(space, key)
        change = history.changes().filter(pk=number).first()
        if change is not None and kept_in(change.facts["now"]) == kept_in(own_words(now)):
            keep_words(history, now, change.facts["former"], by=by)


def templates_told(space: Space, key: str) -> WordHistory:
    return WordHistory(space, CHANGED, RETURNED, key=key)


def keep_words(history: WordHistory, now: Chosen, words: Texts, *, by: Person) -> Entry | None:
    """Keep these words of the space's own, or Palabre's where there are none; the journal keeps the former ones."""
    if not words and now.row is None:
        return None
    if not words:
        AgendaTemplate.objects.filter(space=history.subject, key=now.key).delete()
    else:
        title, points = kept_in(words)
        said = {"title": title, "points": points, "changed_by": by}
        AgendaTemplate.objects.update_or_create(space=history.subject, key=now.key, defaults=said)
    return history.note_change(own_words(now), words, CHANGED if words else RETURNED, by=by)


def let_change(by: Person, space: Space) -> None:
    may(permissions.can_change_templates(by, space), _("Only members of this space change how agendas begin."))


def checked_words(key: str, title: str, text: str) -> tuple[str, str]:
    """Return the title and the text as they are kept. Raise a Refusal for a text too long, or without a point."""
    if len(text) > LONGEST:
        raise Refusal(_("This is too long for an agenda."), instead=_("Keep one line for each point."))
    points = agenda_text.read_agenda(text)
    if not points:
        raise Refusal(_("There is no point here."), instead=_("Write one point on each line."))
    title = " ".join(title.split())[:TITLE_LENGTH] or str(SHIPPED[key].title)
    return title, agenda_text.agenda_as_text(points)


def words_in(chosen: Chosen) -> dict[str, str]:
    """Return a template as one types it."""
    return {"title": chosen.title, "text": agenda_text.agenda_as_text(chosen.points)}


def own_words(chosen: Chosen) -> dict[str, str]:
    """Return the words of the space's own template, none where it keeps Palabre's."""
    return words_in(chosen) if chosen.row is not None else {}


def kept_in(words: Texts) -> tuple[str, list[dict[str, object]]]:
    """Return the title and the points of a template that was typed so, whatever the language of their kinds."""
    return words.get("title", ""), [as_kept(point) for point in agenda_text.read_agenda(words.get("text", ""))]


def as_kept(point: Point) -> dict[str, object]:
    return {
        "text": str(point.text),
        "kind": str(point.kind),
        "minutes": point.minutes,
        "parts": [str(part) for part in point.parts],
        "brings": point.brings,
    }

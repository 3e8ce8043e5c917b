"""Things that were read in a line about a person: their texts follow when the person corrects the line."""

from __future__ import annotations

import contextlib
from typing import Any

from django.apps import apps

from palabre.journal.models import Entry
from palabre.meetings.models import Meeting
from palabre.notes.diff.line_matches import MOST_MENDED, Spent, Work, are_kin
from palabre.people import hooks
from palabre.people.erasures.name_cleaner import Cleaner
from palabre.people.hooks import Texts
from palabre.people.models import Audience, Person
from palabre.pure.minutes.text.lexicon import kind_of_label
from palabre.questions.models import Question, Wording
from palabre.web.saved_fields import save_fields
from palabre.wiki.lines.line_edits import bare, part_now, retold
from palabre.wiki.lines.said_runs import Run, runs_saying
from palabre.wiki.models import Page

type Ref = tuple[str, int]

# Things named by their text: they have a history of their own, or nothing to change here.
CALLED_BY_IT = {"groups.group", "questions.forum", "people.person", "people.organisation"}
# Said anew in versions, by those who host them: only the name leaves.
QUESTION, WORDING = Question._meta.label_lower, Wording._meta.label_lower
WHERE = ("place", "video_url")
PLACE_LABELS = {"place", "date"}  # of sections: « Lieu », « Date et lieu »


def retell_place(page: Page, former: str, words: str | None, *, about: Person) -> None:
    """Take the place that this line of minutes says out of their meeting, or have the meeting say the new one.

    What is taken out goes only if it names the person: others planned the meeting there. Where somebody reads the
    meeting and not the page, it loses the person's name alone. It is tied to the line of its title only.
    """
    if kind_of_label(former.partition(":")[0]) not in PLACE_LABELS:
        return
    for meeting in Meeting.objects.filter(minutes=page).select_related("audience"):
        cleaner = Cleaner.of(about)
        said = {name: value for name in WHERE if (value := getattr(meeting, name)) and value in former}
        cleaned = {name: cleaner.fitting(Meeting, name, value) for name, value in said.items()}
        if words is None:
            new = {name: value if cleaned[name] == value else "" for name, value in said.items()}
        elif page.audience.covers(meeting.audience):
            new = {name: part_now(value, former, words) for name, value in said.items()}
        else:
            new = cleaned
        save_fields(meeting, **new)


def read_in(page: Page, line: int, words: str) -> set[Ref]:
    """Return the things that were read in the sentence of this line of the page, wherever it is today."""
    near = runs_saying(page.note.body_md.split("\n"), {words})
    here = min(near, key=lambda run: abs(run.first - line), default=Run(line, line, words))
    passages = page.passages.filter(revision=page.note.revision, first_line__lte=here.last, last_line__gte=here.first)
    return set(passages.values_list("thing_kind", "thing_id")) | read_in_lost_lines(page, words)


def read_in_lost_lines(page: Page, words: str) -> set[Ref]:
    """Return the things read in lines like this one that the page says no longer: moved as they changed."""
    found, work = set[Ref](), Work(MOST_MENDED)
    lost = page.passages.exclude(revision=page.note.revision).values_list("thing_kind", "thing_id", "words")
    with contextlib.suppress(Spent):
        found.update((kind, number) for kind, number, said in lost if are_kin(said, words, work))
    return found


def retell_things(things: set[Ref], former: str, words: str | None, *, page: Page, about: Person) -> None:
    """Replace the former words by `words` in the texts of these things; None removes them.

    Where somebody reads the thing and not the page, the new words are not for them: the thing loses the person's name
    alone. So does what says the former words still.
    """
    cleaner = Cleaner.of(about)
    asked = [number for kind, number in things if kind == QUESTION]
    wordings = Wording.objects.filter(question__in=asked).values_list("pk", flat=True) if asked else ()
    for kind, number in (*things, *((WORDING, number) for number in wordings)):
        model = apps.get_model(kind)
        texts = hooks.texts.get(model)
        row = model._base_manager.filter(pk=number).first() if texts and kind not in CALLED_BY_IT else None
        if texts is not None and row is not None:
            is_read_here = words is None or page.audience.covers(audience_of(row))
            retell_one(texts, row, former, words, cleaner, is_read_here=is_read_here)


def audience_of(row: Any) -> Audience:
    """Return who reads the thing. Agenda items and aims are read as their meeting, wordings as their question."""
    own: Audience | None = getattr(row, "audience", None)
    return own or (row.question if isinstance(row, Wording) else row.meeting).audience


def retell_one(texts: Texts, row: Any, former: str, words: str | None, cleaner: Cleaner, *, is_read_here: bool) -> None:
    values = {name: getattr(row, name) for name in texts.fields}
    is_retold = is_read_here and texts.model not in (Question, Wording)
    new = told_now(values, former, words) if is_retold else values
    words = words if is_read_here else None
    for name, value in new.items():
        if words is None or (value == values[name] and is_said_only_by(value, former, words)):
            new = new | {name: cleaner.fitting(texts.model, name, value)}
    retell_history(texts, row.pk, former, words, cleaner)
    changed = {name: value for name, value in new.items() if value != values[name]}
    if changed:
        more = texts.redo(row, changed) if texts.redo else {}
        texts.model._base_manager.filter(pk=row.pk).update(**{**changed, **more})


def told_now(values: dict[str, Any], former: str, words: str | None) -> dict[str, Any]:
    return {name: now_saying(value, former, words) for name, value in values.items()}


def is_said_only_by(value: Any, former: str, words: str) -> bool:
    """Return whether a text is a part of the former line, and the new one says nothing in its place."""
    said = [one for one in map(bare, value.split("\n")) if one] if isinstance(value, str) else []
    return bool(said) and all(one in former and one not in words for one in said)


def now_saying(value: Any, former: str, words: str | None) -> Any:
    """Return a text without the line, or with its new words; whole where nothing else would be left of it."""
    if not isinstance(value, str):
        return value
    new = retold(value, former, words)
    return new if new.strip() else value


def retell_history(texts: Texts, number: int, former: str, words: str | None, cleaner: Cleaner) -> None:
    """Replace the former words in what the journal keeps of this thing: undoing a change would bring them back."""
    about = {"subject_kind": texts.model._meta.label_lower, "subject_id": number, "facts__has_key": "former"}
    for entry in Entry.objects.filter(**about):
        said = {name: entry.facts[name] for name in ("former", "now") if name in entry.facts}
        new = cleaner.clean(said) if words is None else texts_now(said, former, words)
        if new != said:
            save_fields(entry, facts=entry.facts | new)


def texts_now(said: Any, former: str, words: str) -> Any:
    """Return what an entry keeps, a text or texts by the name of their field, with the new words of the line."""
    if isinstance(said, dict):
        return {name: texts_now(one, former, words) for name, one in said.items()}
    return now_saying(said, former, words)

"""Mend what was read: keep only the text, say who was there, take a thing out or correct its words. All of it undone.

The text is read again with the choices of its importer, and only the differences change, as for a corrected text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from palabre.groups.models import MergeProposal
from palabre.groups.roles.group_audience import keep_in_step
from palabre.journal.models import record
from palabre.meetings.models import Series
from palabre.minutes import permissions
from palabre.minutes.choices.people_list import People, as_read
from palabre.minutes.imports.minutes_import import plan_of_reading
from palabre.minutes.imports.page_correction import LinesThere
from palabre.minutes.imports.unsaid_words import Unsaid
from palabre.minutes.imports.withdrawn_words import withdrawn_from
from palabre.minutes.models import Doubt, Import
from palabre.minutes.plan.meeting_planner import THIS_MEETING
from palabre.minutes.plan.plan import Plan, Wanted
from palabre.minutes.plan.plan_choices import DROPPED, PEOPLE, TEXT_ONLY, WORDED, WORDS, Choices, chosen, without
from palabre.minutes.plan.row_maker import Former, Maker
from palabre.minutes.undo import import_undo
from palabre.minutes.undo.given_links import why_they_stay
from palabre.minutes.undo.row_cascade import key_of
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import NAME_LENGTH, Organisation, Person
from palabre.pure.french import name_key, on_one_line, shortened
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update
from palabre.wiki.lines.own_sentences import OwnSentences, are_current, own_sentences
from palabre.wiki.models import Passage, Resource

MOST_PEOPLE = 300
LONGEST = 2000  # characters of mended words
TAKEN_OUT: tuple[type[Model], ...] = (*WORDED, MergeProposal, Organisation, Person, Resource, Series)


def keep_text_only(reading: Import, *, by: Person, only: bool = True) -> None:
    """Keep the page and the meeting with its day, and nothing else; `only` False reads everything again."""
    change_choices(reading, lambda choices, _plan: set_or_unset(choices, TEXT_ONLY, only), by=by)


def say_who_was_there(reading: Import, present: People, excused: People, *, by: Person) -> None:
    """Make persons of this list, and of nobody else in the list of the text. An empty list keeps its names as text."""
    if len(present) + len(excused) > MOST_PEOPLE:
        raise Refusal(_("This list is longer than a meeting."), instead=_("Leave it as text: the page says it whole."))
    keep_out(reading.space, *(words for line in (*present, *excused) for words in line))

    def change(choices: Choices, plan: Plan) -> Choices:
        told = as_read(reading, plan)
        return choices | {PEOPLE: {"present": listed(present, told), "excused": listed(excused, told)}}

    change_choices(reading, change, by=by)


def listed(people: People, told: dict[tuple[str, str], list[Any]]) -> list[list[Any]]:
    """Return the list in its JSON form, a line that nobody changed as the text says it.

    Raise a Refusal for a line that cannot be a name.
    """
    for name, said in people:
        if (name, said) in told:
            continue
        if not name_key(name) or max(len(name), len(said)) > NAME_LENGTH:
            wrong = {"line": shortened(f"{name}, {said}" if said else name, 60)}
            raise Refusal(_("“%(line)s” cannot be a name.") % wrong, instead=_("Write one person per line."))
    return [told.get((name, said)) or [name, said] for name, said in people]


def take_out(reading: Import, key: str, *, by: Person) -> None:
    """Take out what stands under this key, with what cannot be without it. Twice is once."""

    def change(choices: Choices, plan: Plan) -> Choices:
        dropped = choices.get(DROPPED, {})
        if key == THIS_MEETING:
            raise Refusal(_("These minutes are those of this meeting."), instead=_("Undo the whole reading."))
        said = dropped.get(key) or shown_words(wanted_at(plan, key, models=TAKEN_OUT))
        return choices | {DROPPED: dropped | {key: said}}

    change_choices(reading, change, by=by)


def put_back(reading: Import, key: str, *, by: Person) -> None:
    """Make again what was taken out under this key."""

    def change(choices: Choices, plan: Plan) -> Choices:
        return choices | {DROPPED: {one: said for one, said in choices.get(DROPPED, {}).items() if one != key}}

    change_choices(reading, change, by=by)


def mend_words(reading: Import, key: str, words: str, *, by: Person) -> None:
    """Say it in these words. Those of the text come back when the words are empty."""
    words = on_one_line(words)
    keep_out(reading.space, words)

    def change(choices: Choices, plan: Plan) -> Choices:
        wanted = wanted_at(plan, key, models=WORDED)
        field = wanted.model._meta.get_field(WORDED[wanted.model])
        if len(words) > (field.max_length or LONGEST):  # type: ignore[union-attr]
            raise Refusal(_("This is too long: shorten it, then send it again."))
        return choices | {WORDS: set_or_unset(choices.get(WORDS, {}), key, words)}

    change_choices(reading, change, by=by)


def wanted_at(plan: Plan, key: str, *, models: Collection[type[Model]]) -> Wanted:
    """Return the row that the text makes under this key, of one of these models. Raise a Refusal for another."""
    wanted = plan.wanted.get(key)
    if wanted is None or wanted.model not in models:
        raise Refusal(_("This is no longer here."), instead=_("Look at the page again."))
    return wanted


def shown_words(wanted: Wanted) -> str:
    named = [wanted.fields.get(name) for name in (WORDED.get(wanted.model, ""), "name") if name]
    return shortened(next((said for said in named if isinstance(said, str) and said), wanted.words), 200)


def set_or_unset(values: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    kept = {key: one for key, one in values.items() if key != name}
    return kept | {name: value} if value else kept


def change_choices(reading: Import, change: Callable[[Choices, Plan], Choices], *, by: Person) -> None:
    """Change the choices of `reading`, and the differences that follow. Raise a Refusal where others lean on a row.

    Planning takes time, on a long list: the space is held afterwards, unless the choices are others by then.
    """
    plan = plan_of_reading(reading)
    for _attempt in range(3):
        was = Import.objects.filter(pk=reading.pk).values_list("choices", flat=True).first() or {}
        before = chosen(plan, was)
        choices = change(was, before)
        after, said = chosen(plan, choices), own_sentences(reading.page)
        if reading.page is not None:
            LinesThere(reading.page, reading.text, said)  # remembered: nobody waits for it under the lock
        with transaction.atomic():
            now = reading_for_update(reading, by)
            if now.choices == was and are_current(said, now.page):
                return keep_choices(now, choices, before, after, said, by=by) if choices != was else None
    raise Refusal(_("These minutes are already being read."), instead=_("Wait a moment, then send them again."))


def keep_choices(
    reading: Import, choices: Choices, before: Plan, after: Plan, said: OwnSentences, *, by: Person
) -> None:
    """Store these choices with what they change from the plan `before` to that `after`. The caller holds the space."""
    apply_differences(reading, before, after, said, by=by)
    reading.choices = choices
    reading.save(update_fields=["choices"])
    keep_in_step(reading.space_id)
    Space.touch(reading.space_id)
    if reading.opened_at is not None:
        record("minutes.mended", reading, by=by)


def reading_for_update(reading: Import, by: Person) -> Import:
    """Return the reading locked and read again. Raise a Refusal unless `by` brought it, and it is the latest."""
    now = row_for_update(reading, "space", "audience", "page__note", "meeting")
    if now.undone_at is not None or not permissions.can_mend(by, now):
        raise Refusal(
            _("Only the person who added these minutes can correct what was read."),
            instead=_("Ask the person who added them."),
        )
    if now.corrections.exists():
        raise Refusal(_("A corrected text has come since."), instead=_("Its own page asks what is still open."))
    return now


def apply_differences(reading: Import, before: Plan, after: Plan, said: OwnSentences, *, by: Person) -> None:
    """Make what the new plan wants more, change what it says otherwise, delete what it has no longer.

    A row that somebody deleted since is not made again, nor is one in words that were taken out of the page.
    """
    former = Former.of(reading, before, touched=import_undo.changed_by_others(reading, by=by))
    after = without(after, [key for key in former.things if key in before.wanted and key not in former.rows])
    unsaid = Unsaid.of(reading.text, said, withdrawn_from(reading))
    maker = Maker(reading, unsaid.without_doubts(after), former, brought_by=by)
    maker.make_anew(unsaid.rows(after))
    after = maker.plan
    rows = maker.make()
    gone = [former.things[key] for key in maker.left_over()]
    left = import_undo.delete_imported_rows(gone, reading=reading, by=by, hands=[by.pk])
    if left:
        raise why_they_stay({key_of(row) for row in left}, import_undo.somebody_wrote(), by=by)
    for thing in gone:
        Passage.objects.filter(page=reading.page, thing_kind=thing.thing_kind, thing_id=thing.thing_id).delete()
    reading.things.filter(pk__in=[one.pk for key, one in former.things.items() if key in before.wanted]).delete()
    maker.keep(reading)
    tie_new(reading, after, {key: row for key, row in rows.items() if key not in maker.matches}, said)
    renew_doubts(reading, after)


def tie_new(reading: Import, plan: Plan, rows: dict[str, Any], said: OwnSentences) -> None:
    """Tie these new rows to their lines, where the page as it is now still has them."""
    if reading.page is None or not rows:
        return
    lines = LinesThere(reading.page, reading.text, said)
    read_in = [(wanted.key, wanted.lines, wanted.words) for wanted in plan if wanted.lines] + plan.said_again
    lines.tie((rows[key], where, words) for key, where, words in read_in if key in rows)


def renew_doubts(reading: Import, plan: Plan) -> None:
    """Forget the open doubts that the plan has no longer, and store the new ones. Answers stay."""
    there = {(doubt.kind, doubt.words): doubt for doubt in reading.doubts.all()}
    planned = {(found.kind, found.words): found for found in plan.doubts}
    gone = [doubt.pk for key, doubt in there.items() if key not in planned and doubt.settled_at is None]
    Doubt.objects.filter(pk__in=gone).delete()
    Doubt.objects.bulk_create(
        Doubt(
            reading=reading,
            kind=found.kind,
            words=found.words,
            facts=found.facts,
            first_line=found.lines[0],
            last_line=found.lines[1],
        )
        for key, found in planned.items()
        if key not in there
    )

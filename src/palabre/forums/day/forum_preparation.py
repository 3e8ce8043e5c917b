"""Prepare the day of a forum, and change it: its theme, its date, its venue, its wall. A past forum is begun alike."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums import permissions
from palabre.forums.ballots.day_dots import have_dots
from palabre.forums.day.host_rights import hosted
from palabre.forums.day.plan_words import day_in_words, hours_in_words, spots_in_words, texts_of_day
from palabre.forums.models import ForumDay, ServedCode, WallPlace, WallSlot
from palabre.forums.wall.known_questions import write_known_questions
from palabre.forums.wall.wall_lines import Hours, Spot, read_hours, read_spots
from palabre.groups.typed_values import form_token_of
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.word_changes import (
    FormerWords,
    WordHistory,
    change_words,
    former_words,
    settle_words,
    undo_change,
    words_before,
)
from palabre.people.access.shared_bounds import is_full
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, AudienceKind, Person, read_by_members_of
from palabre.people.reader import Reader
from palabre.questions.models import Forum
from palabre.refusal import Refusal
from palabre.search.audience_change import change_document_readers
from palabre.spaces.models import Space
from palabre.web.form.shown_words import Shown, Texts, as_sent

THEME_LENGTH, VENUE_LENGTH = 400, 300
NAME_LENGTH, ACCESS_LENGTH = 80, 120
MOST_SLOTS, MOST_PLACES = 20, 26
MOST_FORUMS = 60  # of one space
REWORDED, CHANGED = "forum.reworded", "forum.changed"


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """The answers from which a day is prepared. `held_on` may be unknown for a past forum.

    `dots`: how many each person has at the end, 0 for none; None leaves that as it is.
    """

    theme: str
    held_on: datetime.date | None
    at: datetime.time | None = None
    venue: str = ""
    hours: tuple[Hours, ...] = ()
    spots: tuple[Spot, ...] = ()
    dots: int | None = None

    @property
    def texts(self) -> dict[str, str]:
        said = {"day": day_in_words(self.held_on, self.at), "venue": self.venue}
        return said | {"hours": hours_in_words(self.hours), "places": spots_in_words(self.spots)}


def prepare_forum(space: Space, plan: Plan, *, by: Person, form_token: str = "") -> Forum:
    """Create a forum and its day, hosted by `by`. Idempotent for the same form."""
    if not permissions.can_prepare(by, space):
        raise Refusal(_("Only members of this space prepare a forum."))
    with transaction.atomic():
        Space.hold(space.pk)
        token = form_token_of(form_token, space)
        known = ForumDay.objects.select_related("forum").filter(form_token=token).first() if token else None
        if known is not None:
            return known.forum
        refuse_plan(space, plan)
        there = Forum.objects.filter(read_by_members_of(Audience.of_space(space)), space=space)
        if is_full(there, Q(day__by=by), most=MOST_FORUMS):
            raise Refusal(_("There are a great many forums here."), instead=_("Write this one on a page."))
        kind = AudienceKind.PUBLIC if space.is_public else AudienceKind.SPACE
        audience = Audience.objects.create(space=space, kind=kind)  # its own: it opens without the rest of the space
        forum = Forum.objects.create(space=space, audience=audience, theme=plan.theme, held_on=plan.held_on)
        begin_day(forum, plan, by=by, form_token=token)
    return forum


def add_day(forum: Forum, plan: Plan, *, by: Person) -> Forum:
    """Add the day of a forum that is known from minutes only, hosted by `by`. Idempotent.

    It then has an audience of its own, of the same kind: what is said on its day does not follow these minutes. The
    questions that they tell are its sheets.
    """
    if not permissions.can_prepare(by, forum.space):
        raise Refusal(_("Only members of this space prepare a forum."))
    with transaction.atomic():
        Space.hold(forum.space_id)
        known = ForumDay.objects.filter(forum=forum).first()
        if known is not None and known.by_id != by.pk:
            raise Refusal(
                _("Somebody else has prepared the day of this forum meanwhile."),
                instead=_("Read it on its page, and ask to host it with them to add what you wrote."),
            )
        if known is not None:
            return forum
        if forum.audience.kind == AudienceKind.SEATS:
            raise Refusal(
                _("Members do not read the minutes of this forum yet."),
                instead=_("Open these minutes to members first, then prepare its day."),
            )
        refuse_plan(forum.space, plan)
        forum.be_about(plan.theme, plan.held_on)
        be_read_apart(forum, Audience.objects.create(space=forum.space, kind=forum.audience.kind))
        write_known_questions(begin_day(forum, plan, by=by), by=by, at=timezone.now())
    return forum


def be_read_apart(forum: Forum, audience: Audience) -> None:
    """Give the forum, its history and what is found of it these readers."""
    own = Forum.objects.filter(pk=forum.pk)
    own.update(audience=audience)
    change_document_readers(own, audience)
    about = {"subject_kind": kind_of(forum), "subject_id": forum.pk}
    Entry.objects.filter(space=forum.space_id, **about).update(audience=audience)
    forum.audience = audience


def begin_day(forum: Forum, plan: Plan, *, by: Person, form_token: str | None = None) -> ForumDay:
    said = {"venue": plan.venue, "at": plan.at, "by": by, "form_token": form_token}
    day = ForumDay.objects.create(forum=forum, **said)
    day.be_joined_by(ServedCode.draw())
    keep_slots(day, plan.hours)
    keep_places(day, plan.spots)
    have_dots(day, plan.dots or 0)
    record("forum.prepared", forum, by=by)
    return day


def change_forum(day: ForumDay, plan: Plan, *, by: Person, shown: str | None = None) -> Entry | None:
    """Change the day. Return the entry that brings back its former theme and date, None if they did not change.

    An hour or a place where a sheet stands, or stood, is kept, and so is a theme that is written: raise a Refusal
    otherwise, and where somebody else said another theme, day, venue, hours or places since the form `shown` them.
    """
    refuse_plan(day.forum.space, plan)
    with transaction.atomic():
        now = hosted(day, by=by)
        if now.forum.theme and not plan.theme:
            raise Refusal(_("The question that gathers you is missing."), instead=_("A few words are enough."))
        was, history = texts_of_day(now), WordHistory(now.forum, CHANGED)
        said = history.settle(plan.texts, was, by=by, shown=shown)
        plan = plan_settled(plan, said, now, shown)
        values = {"theme": plan.theme, "held_on": plan.held_on}
        values = settle_words(now.forum, REWORDED, values, ["theme"], by=by, shown=shown)
        entry = change_words(now.forum, REWORDED, by=by, **values)
        now.be_held(plan.venue, plan.at)
        keep_slots(now, plan.hours)
        keep_places(now, plan.spots)
        if plan.dots is not None:
            have_dots(now, plan.dots)
        if entry is None or said != was:
            history.note_change(was, said, by=by)
    return entry


def plan_settled(plan: Plan, said: Texts, day: ForumDay, shown: str | None) -> Plan:
    """Return the plan with what it left as its form `shown` it, as it is now."""
    hours, spots = tuple(read_hours(said["hours"]) or ()), tuple(read_spots(said["places"]))
    plan = dataclasses.replace(plan, venue=said["venue"], hours=hours, spots=spots)
    if said["day"] == day_in_words(day.forum.held_on, day.at):
        plan = dataclasses.replace(plan, held_on=day.forum.held_on, at=day.at)
    are_same_dots = shown is not None and Shown(shown).has("dots", as_sent(plan.dots or None))
    return dataclasses.replace(plan, dots=None) if are_same_dots else plan


def words_of_before(day: ForumDay, reader: Reader) -> list[FormerWords]:
    """Return the themes, venues, hours and places that the last changes replaced, the newest first."""
    of_day = words_before(WordHistory(day.forum, CHANGED), reader, names=("venue", "hours", "places"))
    found = [*of_day, *former_words(day.forum, REWORDED, reader, names=["theme"])]
    return sorted(found, key=lambda one: one.number, reverse=True)


def bring_back_theme(day: ForumDay, number: int, *, by: Person) -> None:
    """Bring back the theme and the date of before the change of this entry, unless they changed again. Idempotent."""
    with transaction.atomic():
        undo_change(hosted(day, by=by).forum, REWORDED, number, by=by)


def keep_slots(day: ForumDay, hours: tuple[Hours, ...]) -> None:
    """Give the wall these slots. One that begins at the same hour as before keeps what stands there."""
    rows = list(day.slots.order_by("position"))
    kept = paired(rows, [one.starts for one in hours], lambda row: row.starts)
    for position, (row, one) in enumerate(zip(kept, hours, strict=True), start=1):
        (row or WallSlot(day=day)).be_at(position, one.starts, one.ends)
    remove_unused(rows, kept)


def keep_places(day: ForumDay, spots: tuple[Spot, ...]) -> None:
    """Give the wall these places. One that has the same name as before keeps what stands there."""
    rows = list(day.places.order_by("position"))
    kept = paired(rows, [one.name.casefold() for one in spots], lambda row: row.name.casefold())
    for position, (row, one) in enumerate(zip(kept, spots, strict=True), start=1):
        (row or WallPlace(day=day)).be_at(position, one.name, one.access)
    remove_unused(rows, kept)


def paired[Row](rows: list[Row], wanted: list[Any], key: Callable[[Row], Any]) -> list[Row | None]:
    """Return, for each wanted value, the row that has it; else one that nothing wants, in order; else None."""
    by_key = {key(row): row for row in rows}
    found = [by_key.pop(value, None) for value in wanted]
    left = [row for row in rows if row not in found]
    return [row if row is not None else (left.pop(0) if left else None) for row in found]


def remove_unused(rows: Sequence[WallSlot | WallPlace], kept: Sequence[WallSlot | WallPlace | None]) -> None:
    """Delete the rows that are not kept. Raise a Refusal if a question stands there, or stood there."""
    for row in rows:
        if row in kept:
            continue
        if row.sessions.exists():
            raise Refusal(
                _("There is a question where the wall would lose a row or a column."),
                instead=_("Keep it. A place that cannot be used any longer is marked as lost, on the wall."),
            )
        row.delete()


def refuse_plan(space: Space, plan: Plan) -> None:
    """Raise a Refusal for a plan out of bounds, or with a removed name."""
    if len(plan.hours) > MOST_SLOTS or len(plan.spots) > MOST_PLACES:
        raise Refusal(
            _("This wall is larger than a wall."),
            instead=_("Twenty hours and twenty-six places fit: one letter for each place."),
        )
    if any(len(one.name) > NAME_LENGTH or len(one.access) > ACCESS_LENGTH for one in plan.spots):
        raise Refusal(_("The name of a place is too long for a sticker."), instead=_("Shorten it, then send again."))
    if any(one.ends <= one.starts for one in plan.hours):
        raise Refusal(_("One of these hours ends before it begins."), instead=_("Write it so: 10:30 - 11:15."))
    keep_out(space, plan.theme, plan.venue, *(f"{one.name} {one.access}" for one in plan.spots))

"""Schedule of a rhythm: start it on a day, at a time and place; pause, end, resume it. It is optional."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.models import Group
from palabre.journal.models import record
from palabre.journal.word_changes import WordHistory
from palabre.meetings.agenda.shipped_agendas import SHIPPED
from palabre.meetings.dates.meeting_changes import refuse_unfit
from palabre.meetings.models import ZONE, Series
from palabre.meetings.permissions import can_keep
from palabre.meetings.polls.poll_phrases import is_zone
from palabre.meetings.series.occurrences import first_day
from palabre.meetings.series.recurrence_rule import rule_in_words
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.people.typed_names import typed_name
from palabre.pure.dates import find_dates
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

WORDS_LENGTH, TITLE_LENGTH = 300, 300
FARTHEST, OLDEST = datetime.timedelta(days=3 * 366), datetime.timedelta(days=20 * 366)
CHOICES = ("template_key", "skips_august", "zone")
NOT_TOLD = ("video_url", *CHOICES)  # the journal tells no address of a call
KEPT, PAUSED, RESUMED, ENDED = "series.kept", "series.paused", "series.resumed", "series.ended"


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """Input of a rhythm: its words, and what they omit. `on` None: from the first future day.

    `at` takes precedence over a time in the words, and is in `zone`; `lasts` is in minutes. `template_key` is the
    agenda template of its meetings, "" for the default of each.
    """

    words: str
    on: datetime.date | None = None
    at: datetime.time | None = None
    lasts: int | None = None
    place: str = ""
    video_url: str = ""
    title: str = ""
    template_key: str = ""
    skips_august: bool = False
    zone: str = ZONE

    @classmethod
    def of(cls, series: Series) -> Wish:
        """Return what its form shows of a rhythm; of one that is not kept yet, the hour that its words tell."""
        if series.starts_on is None and series.at is None:
            series.at = hour_said(series.words)
        names = {one.name for one in dataclasses.fields(cls)} - {"words", "on"}
        said = {name: getattr(series, name) for name in names}
        return cls(rule_in_words(series.rrule), series.starts_on, **said)

    @property
    def values(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Rhythm:
    """Words read as a rule, with an optional time."""

    rrule: str
    at: datetime.time | None


def understood(words: str, *, today: datetime.date) -> Rhythm:
    """Read a rhythm. Raise a Refusal that says what to write."""
    how = _(
        "Write it as you would say it: “every fortnight”, “the first Thursday of the month”, “every other Tuesday”."
    )
    if len(words) > WORDS_LENGTH:
        raise Refusal(_("This is too long for a rhythm."), instead=how)
    found = {one.rrule: one for one in find_dates(words, on=today) if one.rrule}
    if not found:
        raise Refusal(_("We cannot read a rhythm in these words."), instead=how)
    if len(found) > 1:
        raise Refusal(_("These words say several rhythms."), instead=_("Keep one here, and the other one apart."))
    rrule, one = found.popitem()
    _day, _t, hour = str(one.value or "").partition("T")
    return Rhythm(rrule or "", datetime.time.fromisoformat(hour) if hour else None)


def hour_said(words: str) -> datetime.time | None:
    try:
        return understood(words, today=timezone.localdate()).at
    except Refusal:
        return None


def begin_series(space: Space, wish: Wish, *, by: Person, today: datetime.date, group: Group | None = None) -> Series:
    """Schedule a rhythm of a group or of the space. Idempotent.

    A rhythm with the same rule that was only mentioned in minutes is reused.

    Raise a Refusal if it cannot be read, or if `by` is not a member.
    """
    if not can_keep(by, space.pk):
        raise Refusal(_("Only members of this space keep a rhythm in it."))
    wish = checked_series_wish(wish, today=today)
    rhythm = understood(wish.words, today=today)
    with transaction.atomic():
        Space.hold(space.pk)
        audience = group.audience if group else Audience.of_space(space)
        same = Series.objects.filter(space=space, group=group, rrule=rhythm.rrule).visible_to(by).order_by("pk")
        at = wish.at or rhythm.at
        if known := same.filter(at=at, place=wish.place, starts_on__isnull=False, ended_at=None).first():
            return known
        only_said = same.filter(starts_on=None).first()
        made = Series(space=space, audience=audience, group=group, words=wish.words, rrule=rhythm.rrule)
        return keep_series(only_said or made, wish, by=by, today=today)


def keep_series(series: Series, wish: Wish, *, by: Person, today: datetime.date, shown: str | None = None) -> Series:
    """Schedule meetings by this rhythm from now on. A scheduled rhythm is changed; its existing meetings stay.

    `shown`: what its form showed. Raise a Refusal if the words contain no rhythm, if no day fits it, if `by` is not a
    member, or where somebody else wrote otherwise since.
    """
    wish = checked_series_wish(wish, today=today)
    wish = dataclasses.replace(wish, at=wish.at or understood(wish.words, today=today).at)
    with transaction.atomic():
        now = series_for_update(series, by=by)
        was, history = Wish.of(now), rhythms_told(now)
        said = history.settle(wish.values, was.values, by=by, shown=shown, choices=CHOICES)
        wish = dataclasses.replace(wish, **said)
        follow_wish(now, wish, by=by, today=today)
        told = now_told(Wish.of(now))
        history.note_change(now_told(was) if was.on else dict.fromkeys(told), told, by=by)
        return now


def follow_wish(series: Series, wish: Wish, *, by: Person, today: datetime.date) -> None:
    """Give the locked rhythm these days. Raise a Refusal if none fits."""
    for typed in (wish.words, wish.place, wish.title):
        keep_out(series.space, typed)
    rrule = understood(wish.words, today=today).rrule
    first = first_day(rrule, since=wish.on or today, skips_august=wish.skips_august)
    if first is None:
        raise Refusal(_("No day fits this rhythm."), instead=_("Write another one: “every fortnight”, for example."))
    words = series.words if series.rrule == rrule else wish.words  # the minutes' words, if the rule is theirs
    key, august = wish.template_key, wish.skips_august
    series.follow(words, rrule, title=wish.title, template_key=key, skips_august=august)
    where = {"zone": wish.zone, "place": wish.place, "video_url": wish.video_url}
    series.begin(first, at=wish.at, lasts=wish.lasts, **where, by=by)


def rhythms_told(series: Series) -> WordHistory:
    return WordHistory(series, KEPT)


def now_told(wish: Wish) -> dict[str, Any]:
    return {name: value for name, value in wish.values.items() if name not in NOT_TOLD}


def pause(series: Series, *, by: Person, at: datetime.datetime) -> None:
    """Create no meetings until it is resumed; existing ones stay. Idempotent."""
    with transaction.atomic():
        now = series_for_update(series, by=by)
        if now.is_kept:
            now.pause(at)
            record(PAUSED, now, by=by)


def end_series(series: Series, *, by: Person, at: datetime.datetime) -> None:
    """End the rhythm; existing meetings stay. Idempotent."""
    with transaction.atomic():
        now = series_for_update(series, by=by)
        if now.starts_on is not None and now.ended_at is None:
            now.end(at)
            record(ENDED, now, by=by)


def resume(series: Series, *, by: Person) -> None:
    """Resume a paused or ended rhythm, on the same days as before. Idempotent."""
    with transaction.atomic():
        now = series_for_update(series, by=by)
        if now.starts_on is not None and not now.is_kept:
            now.resume()
            now.go_on()
            record(RESUMED, now, by=by)


def checked_series_wish(wish: Wish, *, today: datetime.date) -> Wish:
    """Return the input, normalised. Raise a Refusal for values out of bounds."""
    words, place, url = map(on_one_line, (wish.words, wish.place, wish.video_url))
    if wish.on is not None and not today - OLDEST <= wish.on <= today + FARTHEST:
        raise Refusal(_("This first day is very far off."), instead=_("Choose a nearer one."))
    title = typed_name(wish.title, most=TITLE_LENGTH)
    refuse_unfit(place, url, wish.lasts)
    if not is_zone(wish.zone):
        raise Refusal(_("This time zone is unknown."), instead=_("Choose one of the list."))
    if wish.template_key and wish.template_key not in SHIPPED:
        raise Refusal(_("This template is unknown."), instead=_("Choose one of the list."))
    return dataclasses.replace(wish, words=words, place=place, video_url=url, title=title)


def series_for_update(series: Series, *, by: Person) -> Series:
    """Return the rhythm, reloaded, with its row and its space locked. Raise a Refusal if `by` may not schedule it."""
    Space.hold(series.space_id)
    now = series if series.pk is None else row_for_update(series, "space")
    if not can_keep(by, now.space_id):
        raise Refusal(_("Only members of this space keep a rhythm in it."))
    return now

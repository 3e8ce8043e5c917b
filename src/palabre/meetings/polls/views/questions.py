"""Forms of a date poll: creation, with dates in words or on a grid, previewed before the poll opens; changes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.groups.models import Group
from palabre.meetings.models import ZONE, DatePoll
from palabre.meetings.permissions import can_ask_for_dates
from palabre.meetings.polls import awaited_people, date_poll
from palabre.meetings.polls.date_options import LONGEST, MOST, Slot, in_order, lasting, slots_in
from palabre.meetings.polls.date_poll import PollDraft
from palabre.meetings.polls.poll_phrases import ZONES, when, zone_in_words
from palabre.meetings.polls.views.polls import tended
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.guests import new_form_token
from palabre.people.models import Person
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.web import dates_in_words
from palabre.web.form.form_input import form_token_of, is_number

require_form = require_http_methods(["GET", "HEAD", "POST"])
HOURS = (9, 10, 12, 14, 16, 18, 20)
WEEKS = 26  # ahead, on the grid
PLAIN = ("words", "place", "deadline", "lasts", "read")  # fields kept as typed
LASTS = (30, 60, 90, 120, 180, 240)


@dataclass(slots=True)
class Typed:
    """Input of the form: the question, its dates once read, and the awaited persons."""

    title: str
    words: str = ""
    place: str = ""
    zone: str = ZONE
    deadline: str = ""
    lasts: str = ""
    hides: bool = False
    dates: str = ""
    read: str = ""
    week: int = 0
    offered: list[Slot] = field(default_factory=list)
    ticked: set[str] = field(default_factory=set)
    awaited: set[int] = field(default_factory=set)
    required: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, form: QueryDict, *, title: str = "") -> Typed:
        said = {
            name: form.get(name, "").replace("\x00", "") for name in ("words", "place", "deadline", "lasts", "read")
        }
        values = [*form.get("offered", "").split()[:MOST], *form.getlist("option"), *form.getlist("cell")]
        slots = [slot for value in values if (slot := Slot.of_value(value))]
        week = form.get("week", "")
        return cls(
            **said,
            title=on_one_line(form.get("title", title)),
            zone=form.get("zone", ZONE),
            hides=form.get("hides") == "1",
            dates=form.get("dates", "").replace("\x00", ""),
            week=min(int(week), WEEKS) if is_number(week) else 0,
            offered=in_order(slots),
            ticked={slot.value for slot in slots} & {*form.getlist("option"), *form.getlist("cell")},
            awaited=persons(form, "awaited", "required"),
            required=persons(form, "required"),
        )

    @property
    def is_unread(self) -> bool:
        """Return whether dates typed in words were not previewed yet."""
        return bool(self.dates.strip()) and self.dates.split() != self.read.split()

    def read_dates(self, *, today: datetime.date) -> None:
        """Parse the words: each date is offered and ticked, to be reviewed before the poll opens."""
        found = slots_in(self.dates, today=today, locale=get_language() or "fr") if len(self.dates) <= LONGEST else []
        known = {slot.instant for slot in self.offered}
        self.ticked |= {slot.value for slot in found if slot.instant not in known}
        self.offered = in_order([*found, *self.offered])
        self.ticked |= {slot.value for slot in self.offered if slot.instant in {one.instant for one in found}}
        self.read = self.dates

    @property
    def values(self) -> str:
        """Return every offered date, as one form value."""
        return " ".join(slot.value for slot in self.offered)

    @property
    def slots(self) -> list[Slot]:
        minutes = int(self.lasts) if self.lasts.isdecimal() and int(self.lasts[:4]) in LASTS else None
        return lasting((slot for slot in self.offered if slot.value in self.ticked), minutes)

    def asked(self) -> PollDraft:
        """Return the draft. Raise a Refusal for an invalid deadline."""
        try:
            deadline = datetime.date.fromisoformat(self.deadline) if self.deadline else None
        except ValueError:
            raise Refusal(_("The day to answer by is no day."), instead=_("For example: 2026-12-01.")) from None
        awaited = {number: number in self.required for number in self.awaited}
        return PollDraft(self.title, self.words.strip(), self.place.strip(), self.zone, deadline, self.hides, awaited)


def persons(form: QueryDict, *wished: str) -> set[int]:
    """Return the ids of persons with one of these values; one field each, as the number of fields is limited."""
    said = {name.removeprefix("who-") for name in form if name.startswith("who-") and form[name] in wished}
    return {int(number) for number in said if is_number(number)}


@never_cache
@require_form
def new_poll(request: Any) -> HttpResponse:
    """Create a poll for the conveners or a group (?group=12). It is created only once its dates were previewed."""
    if not can_ask_for_dates(request.person, request.space):
        raise PermissionDenied
    group = group_asked_for(request)
    if request.method != "POST":
        return begun(request, group)
    typed, go = Typed.of(request.POST), request.POST.get("go", "")
    step = {"after": 1, "before": -1}.get(go, 0)
    typed.week = min(max(typed.week + step, 0), WEEKS)
    if typed.is_unread or go != "ask":
        return looked_at(request, typed, group)
    at = timezone.now()
    said = {"by": request.person, "at": at, "today": timezone.localdate(at), "group": group}
    try:
        form_token = form_token_of(request)
        made = date_poll.open_poll(request.space, typed.asked(), typed.slots, **said, form_token=form_token)
    except Refusal as refusal:
        return asking_screen(request, typed, group, refusal=refusal)
    return redirect(made)


def begun(request: Any, group: Group | None, dates: str = "") -> HttpResponse:
    """Return the empty form; with `dates` in words, already read."""
    who = {person.pk for person in awaited_people.who_may_be_awaited(request.space, group, by=request.person)}
    typed = Typed(title=group.title if group else _("Conveners’ meeting"), dates=dates, awaited=who)
    typed.required = set() if group else set(who)  # all the carriers are required for their common date
    if dates:
        typed.read_dates(today=timezone.localdate())
    return asking_screen(request, typed, group)


def looked_at(request: Any, typed: Typed, group: Group | None) -> HttpResponse:
    """Return the form as typed, with the dates read in its words."""
    was = len(typed.offered)
    typed.read_dates(today=timezone.localdate())
    refusal = date_poll.too_many() if len(typed.offered) > MOST else None
    typed.offered = typed.offered[:MOST]
    if typed.dates.strip() and len(typed.offered) == was and not slots_in(typed.dates, today=timezone.localdate()):
        refusal = Refusal(
            _("We cannot read a day in these words."),
            instead=_("Write them as you would say them: “Tuesday or Thursday at 14:00”."),
        )
    return asking_screen(request, typed, group, refusal=refusal)


@never_cache
@require_form
def question(request: Any, number: int) -> HttpResponse:
    """Change the question, the awaited persons and the deadline; dates and answers stay."""
    found = tended(request, number)
    if request.method != "POST":
        typed = Typed(
            found.title, found.words, found.place, found.zone, str(found.deadline or ""), "", found.hides_answers
        )
        typed.awaited = set(found.awaited.values_list("person", flat=True))
        typed.required = set(found.awaited.filter(is_required=True).values_list("person", flat=True))
        return asking_screen(request, typed, found.group, poll=found)
    typed = Typed.of(request.POST)
    try:
        date_poll.change_poll(found, typed.asked(), by=request.person, today=timezone.localdate())
    except Refusal as refusal:
        return asking_screen(request, typed, found.group, poll=found, refusal=refusal)
    messages.success(request, _("Noted. Every answer is still there."))
    return redirect(found)


@never_cache
@require_form
def dates(request: Any, number: int) -> HttpResponse:
    """Add dates, remove one, restore one: no answer is lost."""
    found, today = tended(request, number), timezone.localdate()
    typed = Typed.of(request.POST)
    if request.method != "POST":
        return dates_screen(request, found, typed)
    go, _mark, option = request.POST.get("go", "").partition("-")
    if go in ("remove", "back") and is_number(option):
        if go == "remove":
            date_poll.remove(found, int(option), by=request.person, at=timezone.now())
        else:
            date_poll.restore_date(found, int(option), by=request.person)
        return redirect(request.path)
    if go != "add" or typed.is_unread:
        typed.read_dates(today=today)
        return dates_screen(request, found, typed)
    try:
        date_poll.offer_more(found, typed.slots, by=request.person, today=today)
    except Refusal as refusal:
        return dates_screen(request, found, typed, refusal=refusal)
    messages.success(request, _("These dates are offered too. Every answer is still there."))
    return redirect(found)


# ---- The screens --------------------------------------------------------------------------------------------


def asking_screen(
    request: Any, typed: Typed, group: Group | None, *, poll: DatePoll | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    """Return the form of a poll: a new one, or the question of an existing one."""
    today = timezone.localdate()
    shown = {
        "typed": typed,
        "group": group,
        "poll": poll,
        "refusal": refusal,
        "form_token": request.POST.get("form_token") or new_form_token(),
        "slots": slots_shown(typed, today),
        "grid": None if poll else grid(typed, today),
        "hours": [dates_in_words.hour(datetime.time(hour)) for hour in HOURS],
        "lasts": [(minutes, duration_in_words(minutes)) for minutes in LASTS],
        "zones": {**{zone: str(words) for zone, words in ZONES.items()}, typed.zone: zone_in_words(typed.zone)},
        "people": people_to_await(request, typed, group, poll),
        "today": today,
    }
    template = "meetings/polls/question.html" if poll else "meetings/polls/new.html"
    return render(request, template, shown, status=refusal.status if refusal else 200)


def dates_screen(request: Any, found: DatePoll, typed: Typed, *, refusal: Refusal | None = None) -> HttpResponse:
    today = timezone.localdate()
    options = sorted(found.options.all(), key=lambda one: (one.on, one.at or datetime.time.min))
    rows = [(one, when(one.on, one.at, one.lasts, today=today)) for one in options]
    shown = {
        "poll": found,
        "typed": typed,
        "standing": [row for row in rows if row[0].removed_at is None],
        "removed": [row for row in rows if row[0].removed_at is not None],
        "slots": slots_shown(typed, today),
        "refusal": refusal,
    }
    return render(request, "meetings/polls/dates.html", shown, status=refusal.status if refusal else 200)


def slots_shown(typed: Typed, today: datetime.date) -> list[tuple[Slot, str, bool]]:
    """Return each date, its words, and whether it is ticked."""
    return [
        (slot, when(slot.on, slot.at, slot.lasts, today=today), slot.value in typed.ticked) for slot in typed.offered
    ]


def grid(typed: Typed, today: datetime.date) -> list[tuple[datetime.date, str, list[tuple[str, str]]]]:
    """Return a week: each future day, and its usual times as form values with their labels."""
    monday = today - datetime.timedelta(days=today.weekday()) + datetime.timedelta(weeks=typed.week)
    week = [monday + datetime.timedelta(days=number) for number in range(7)]
    rows = []
    for day in week:
        name = dates_in_words.near(day, today=today)
        cells = [(Slot(day, at).value, f"{name}, {dates_in_words.hour(at)}") for at in map(datetime.time, HOURS)]
        rows.append((day, name, cells if day > today else []))
    return rows


def people_to_await(
    request: Any, typed: Typed, group: Group | None, poll: DatePoll | None
) -> list[tuple[Person, bool, bool]]:
    """Return the eligible persons, whether each is awaited, and whether each is required."""
    known = awaited_people.who_may_be_awaited(request.space, group, by=request.person)
    here = {person.pk for person in known}
    rows = poll.awaited.select_related("person").exclude(person__in=here) if poll else []
    more = [one.person for one in rows if one.person.erased_at is None]
    return [(person, person.pk in typed.awaited, person.pk in typed.required) for person in [*known, *more]]


def duration_in_words(minutes: int) -> str:
    """Return « 1 h 30 »."""
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    whole, rest = divmod(minutes, 60)
    return _("%(n)s h %(rest)s") % {"n": whole, "rest": rest} if rest else _("%(n)s h") % {"n": whole}

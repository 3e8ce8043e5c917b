"""Date polls: creation, change of the question and of the dates. Answers are never lost."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.groups.models import Group
from palabre.groups.typed_values import form_token_of
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.word_changes import change_words
from palabre.meetings.models import ZONE, DateOption, DatePoll
from palabre.meetings.permissions import can_ask_for_dates, can_tend
from palabre.meetings.polls.awaited_people import delete_letters, letters_aside, letters_of, wait_for
from palabre.meetings.polls.date_options import MOST, is_to_come
from palabre.meetings.polls.poll_phrases import is_zone
from palabre.meetings.polls.typed_people import people_typed
from palabre.people.access.links_of_others import is_given_by_others
from palabre.people.access.shared_bounds import is_full
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person, read_by_members_of
from palabre.pure.slots import Slot, in_order
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

TITLE_LENGTH, WORDS_LENGTH, PLACE_LENGTH = 300, 2000, 300
CHANGED = "poll.changed"
MOST_OPEN = 30  # polls of one space


@dataclass(frozen=True, slots=True)
class PollDraft:
    """The fields of a poll, without its dates. `awaited` maps each awaited person's id to whether they are required.

    `others` are names or addresses, one on each line, of people who are awaited too.
    """

    title: str
    words: str = ""
    place: str = ""
    zone: str = ZONE
    deadline: datetime.date | None = None
    hides_answers: bool = False
    awaited: Mapping[int, bool] = field(default_factory=dict)
    others: str = ""

    @property
    def texts(self) -> dict[str, object]:
        return {"title": self.title, "words": self.words, "place": self.place}

    @property
    def facts(self) -> dict[str, object]:
        return self.texts | self.settings

    @property
    def settings(self) -> dict[str, object]:
        return {"zone": self.zone, "deadline": self.deadline, "hides_answers": self.hides_answers}


def open_poll(
    space: Space,
    asked: PollDraft,
    slots: Iterable[Slot],
    *,
    by: Person,
    at: datetime.datetime,
    today: datetime.date,
    group: Group | None = None,
    form_token: str = "",
) -> DatePoll:
    """Create a poll. Idempotent by `form_token`.

    Raise a Refusal without dates, for too many of them, for a past deadline, or for texts that are too long.
    """
    if not can_ask_for_dates(by, space):
        raise Refusal(_("Only members of this space can ask for dates."))
    offered = bounded_slots(slots, today=today)
    refuse_badly_asked(asked, today=today)
    with transaction.atomic():
        Space.hold(space.pk)
        token = form_token_of(form_token, space)
        known = DatePoll.objects.filter(space=space, form_token=token).first() if token else None
        if known is not None:
            return known
        audience = group.audience if group else Audience.of_space(space)
        open_ones = DatePoll.objects.open().filter(read_by_members_of(audience), space=space)
        if is_full(open_ones, Q(by=by), most=MOST_OPEN):
            raise Refusal(
                _("A great many date polls are already open here: one more would go unanswered."),
                instead=_("Close one that is settled, then ask yours."),
            )
        keep_out(space, asked.title, asked.words, asked.place)
        said = {"space": space, "audience": audience, "group": group, "by": by, "form_token": token}
        poll = DatePoll.objects.create(**said, **asked.facts)
        for slot in offered:
            offer(poll, slot, by=by)
        wait_for(poll, asked.awaited, by=by, others=people_typed(space, asked.others, by=by))
        record("poll.asked", poll, by=by)
    return poll


def change_poll(poll: DatePoll, asked: PollDraft, *, by: Person, today: datetime.date) -> None:
    """Change the fields; the dates and the answers stay, and the journal keeps the former texts."""
    if poll.deadline != asked.deadline:
        refuse_badly_asked(asked, today=today)
    refuse_long(asked)
    with transaction.atomic():
        now = tended(poll, by=by)
        keep_out(poll.space, asked.title, asked.words, asked.place)
        if now.hides_answers and not asked.hides_answers and now.answers.exclude(person=by).exists():
            raise Refusal(
                _("People have answered, since nobody reads their answers before the end."),
                instead=_("Once the poll is closed, everybody reads them."),
            )
        DatePoll.objects.filter(pk=now.pk).update(**asked.settings)
        wait_for(now, asked.awaited, by=by, others=people_typed(now.space, asked.others, by=by))
        if change_words(now, CHANGED, by=by, **asked.texts) is None:
            record(CHANGED, now, by=by)


def offer_more(poll: DatePoll, slots: Iterable[Slot], *, by: Person, today: datetime.date) -> list[DateOption]:
    """Add dates. A removed date is restored with its answers; duplicates are ignored."""
    with transaction.atomic():
        now = tended(poll, by=by)
        offered = bounded_slots(slots, today=today)
        standing = {one.slot.instant for one in now.options.standing()}
        if len(standing | {slot.instant for slot in offered}) > MOST:
            raise too_many()
        added = [offer(now, slot, by=by) for slot in offered]
        record(CHANGED, now, by=by)
    return added


def offer(poll: DatePoll, slot: Slot, *, by: Person) -> DateOption:
    """Add one date. With another duration it is the same date, so that its answers are kept."""
    instant = {"on": slot.on, "at": slot.at, "part": slot.part}
    known = poll.options.filter(**instant).first()
    if known is None:
        return DateOption.objects.create(poll=poll, lasts=slot.lasts, added_by=by, **instant)
    if known.removed_at is not None:
        known.come_back()
    return known


def remove(poll: DatePoll, option: int, *, by: Person, at: datetime.datetime) -> DateOption | None:
    """Remove a date; its answers are kept and come back if it is restored."""
    with transaction.atomic():
        now = tended(poll, by=by)
        found: DateOption | None = now.options.standing().filter(pk=option).first()
        if found is None:
            return None
        if now.options.standing().count() == 1:
            raise Refusal(
                _("This is the last date: nothing would be left to answer."),
                instead=_("Add another one first, or close this poll without a date."),
            )
        found.remove(at)
        record(CHANGED, now, by=by)
        return found


def restore_date(poll: DatePoll, option: int, *, by: Person) -> None:
    """Restore a removed date."""
    with transaction.atomic():
        now = tended(poll, by=by)
        found = now.options.filter(pk=option, removed_at__isnull=False).first()
        if found is not None:
            if now.options.standing().count() >= MOST:
                raise too_many()
            found.come_back()
            record(CHANGED, now, by=by)


def can_withdraw(poll: DatePoll, person: Person | None) -> bool:
    """Return whether the asker may withdraw the poll.

    They may until somebody else answered (an answer that was removed may come back), changed it, gave a link to it,
    wrote letters or was written to.
    """
    if person is None or poll.by_id != person.pk or not poll.is_open:
        return False
    if letters_of(poll).filter(sent_at__isnull=False).exists():
        return False
    edited = (letters_of(poll) | letters_aside(poll)).filter(changed_at__isnull=False)
    if edited.exclude(by=person).exists():
        return False
    about = Entry.objects.filter(subject_kind=kind_of(poll), subject_id=poll.pk)
    if poll.answers.exclude(person=person).exists() or about.exclude(by=person).exists():
        return False
    return not is_given_by_others(DatePoll, [poll.pk], by=person)


def withdraw_poll(poll: DatePoll, *, by: Person) -> None:
    """Delete the poll. Raise a Refusal once somebody answered, or gave a link to it."""
    with transaction.atomic():
        now = tended(poll, by=by)
        if not can_withdraw(now, by):
            raise Refusal(
                _("Somebody has answered already, was written to, or gave a link to it."),
                instead=_("Close this poll without a date: everything stays readable."),
            )
        record("poll.withdrawn", now, by=by)
        delete_letters(now)
        now.delete()


# ---- Bounds, and the lock -----------------------------------------------------------------------------------


def tended(poll: DatePoll, *, by: Person) -> DatePoll:
    """Return the poll, reloaded, open, with its row and its space locked. Raise a Refusal if `by` may not change it."""
    if not can_tend(by, poll):
        raise Refusal(_("Only members of this space can change a date poll."))
    now = poll_for_update(poll)
    if not now.is_open:
        raise Refusal(_("This poll is closed."), instead=_("Open it again first: the answers are all there."))
    return now


def poll_for_update(poll: DatePoll) -> DatePoll:
    return row_for_update(poll, "space", "audience", "group", instead=_("See all the meetings."))


def bounded_slots(slots: Iterable[Slot], *, today: datetime.date) -> list[Slot]:
    offered = in_order(slots)
    if not offered:
        raise Refusal(
            _("There is no date to choose from yet."),
            instead=_("Write some, as you would say them: “Tuesday or Thursday at 14:00”. Or tick them on the grid."),
        )
    if not all(is_to_come(slot, today=today) for slot in offered):
        raise Refusal(_("One of these days has gone by, or is very far off."), instead=_("Untick it, then send again."))
    if len(offered) > MOST:
        raise too_many()
    return offered


def too_many() -> Refusal:
    return Refusal(
        _("These are too many dates: nobody would answer them all."),
        instead=_("Keep %(n)s at the most; six or eight are often enough.") % {"n": MOST},
    )


def refuse_badly_asked(asked: PollDraft, *, today: datetime.date) -> None:
    refuse_long(asked)
    if asked.deadline is not None and asked.deadline < today:
        raise Refusal(_("The day to answer by has gone by."), instead=_("Choose a later one, or leave it empty."))


def refuse_long(asked: PollDraft) -> None:
    if not asked.title.strip():
        raise Refusal(_("What is this meeting called?"), instead=_("Two words are enough."))
    lengths = (len(asked.title) > TITLE_LENGTH, len(asked.words) > WORDS_LENGTH, len(asked.place) > PLACE_LENGTH)
    if any(lengths):
        raise Refusal(_("This is too long: nobody would read it."), instead=_("Shorten it, then send again."))
    if not is_zone(asked.zone):
        raise Refusal(_("This time zone is unknown."), instead=_("Choose one of the list."))

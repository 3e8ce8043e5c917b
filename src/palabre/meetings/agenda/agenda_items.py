"""Adding, changing, dropping and restoring points of an agenda. Anyone invited may propose."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.journal.word_changes import WordHistory
from palabre.meetings import permissions
from palabre.meetings.agenda.agenda_audience import mark_readable_decisions
from palabre.meetings.agenda.agenda_length import LONGEST as LONGEST_TIME
from palabre.meetings.agenda.agenda_lock import agenda_for_update, held_point, may, update_note_agenda
from palabre.meetings.agenda.carry_over import bring_needs, placed
from palabre.meetings.models import AgendaItem, Decision, ItemKind, Meeting
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.french import on_lines, on_one_line
from palabre.refusal import Refusal

LONGEST = 300  # characters of a point
LONGEST_READING = 4000
MOST = 60  # points of one agenda
MOST_OF_A_GUEST = 5
CHOICES = ("kind", "holder")


@dataclasses.dataclass(frozen=True, slots=True)
class ItemDetails:
    """Fields of the form of a point. Only the text is required."""

    text: str
    kind: str = ""
    minutes: int | None = None
    holder: Person | None = None
    to_read: str = ""

    @property
    def words(self) -> dict[str, Any]:
        """Return what people type, without the choices, and without the text where nobody typed one."""
        left_out = CHOICES if self.text else (*CHOICES, "text")
        return {name: value for name, value in fields_of(self).items() if name not in left_out}


def propose_point(
    meeting: Meeting, said: ItemDetails, *, by: Person, at: datetime.datetime, about: Decision | None = None
) -> AgendaItem:
    """Add a point to the agenda, before the closing points, and to the note. The same text returns the same point.

    Of one `about` a decision, the text is that of the decision, as it is now. Raise a Refusal if `by` is not of this
    space, the text is empty, or the agenda is full.
    """
    may(permissions.can_propose_point(by, meeting), _("Only those invited to this meeting propose a point."))
    with transaction.atomic():
        now = agenda_for_update(meeting)
        said = cleaned_item(now, said)
        if about is not None:
            said = dataclasses.replace(said, text="")
        there = now.agenda.standing().filter(text=said.text, about=about).first()
        if there is not None:
            return there
        there_is_room(now, by=by)
        item = placed(now, **fields_of(said), proposed_by=by, about=about)
        record("point.proposed", now, by=by, point=item.pk)
    update_note_agenda(now)
    return item


def change_point(item: AgendaItem, said: ItemDetails, *, by: Person, shown: str | None = None) -> AgendaItem:
    """Change the fields of a point; the journal keeps the former words. `shown`: what its form showed.

    Raise a Refusal if `by` may not, or where somebody else wrote other words since.
    """
    with transaction.atomic():
        now = held_point(item)
        may(permissions.can_change_point(by, now), _("Only members of this space, or whoever proposed it, change it."))
        mark_readable_decisions([now], Reader.here(now.meeting.space, by))
        said = cleaned_item(now.meeting, said)
        was, read, history = details_of(now), details_read(now), points_told(now)
        said = ItemDetails(**history.settle(fields_of(said), fields_of(read), by=by, shown=shown, choices=CHOICES))
        if said.text == read.text:
            said = dataclasses.replace(said, text=was.text)
        elif not was.text:
            refuse_wider_words(now)
        if said != was:
            now.say(**fields_of(said))
            history.note_change(was.words, said.words, by=by)
    update_note_agenda(now.meeting)
    return now


def refuse_wider_words(item: AgendaItem) -> None:
    """Raise a Refusal where the point has the words of a decision that some who read the agenda do not read."""
    if item.about is not None and not item.about.audience.covers(item.meeting.audience):
        raise Refusal(
            _("Fewer people read this proposal than this agenda: the words typed here would be read by all of them."),
            instead=_("Say it otherwise on the page of the proposal: the agenda follows."),
        )


def points_told(item: AgendaItem) -> WordHistory:
    return WordHistory(item.meeting, "point.changed", point=item.pk)


def drop_point(item: AgendaItem, *, by: Person, at: datetime.datetime) -> None:
    """Drop a point from the agenda. Idempotent; `bring_point_back` undoes it."""
    with transaction.atomic():
        now = held_point(item)
        may(
            permissions.can_change_point(by, now), _("Only members of this space, or whoever proposed it, take it off.")
        )
        if now.dropped_at is None:
            now.drop(at)
            record("point.dropped", now.meeting, by=by, point=now.pk)
    update_note_agenda(now.meeting)


def bring_point_back(item: AgendaItem, *, by: Person) -> bool:
    """Restore a point that was dropped or postponed. Its copy at the later meeting goes, unless it says otherwise now.

    Return whether the copy stays: there it is a point of its own. Raise a Refusal if it was already treated.
    """
    with transaction.atomic():
        now = held_point(item)
        may(
            permissions.can_change_point(by, now),
            _("Only members of this space, or whoever proposed it, take it back."),
        )
        copy = AgendaItem.objects.select_related("meeting", "holder").filter(comes_from=now).first()
        if copy is not None and copy.treated_at is not None:
            raise Refusal(_("The next meeting has talked about it already."), instead=_("Propose it anew."))
        stays = copy is not None and details_of(copy) != details_of(now)
        if now.dropped_at is not None or now.postponed_at is not None:
            now.stand()
            bring_needs(now.meeting)
            if copy is not None:
                copy.stay_there() if stays else copy.delete()
            record("point.brought_back", now.meeting, by=by, point=now.pk)
    update_note_agenda(now.meeting)
    if copy is not None:
        update_note_agenda(copy.meeting)
    return stays


def cleaned_item(meeting: Meeting, said: ItemDetails) -> ItemDetails:
    """Return the fields, validated. Raise a Refusal for a wrong text, kind, length or holder."""
    text = on_one_line(said.text)
    if not text:
        raise Refusal(_("Write the point: a few words are enough."))
    if len(text) > LONGEST:
        raise Refusal(_("This is too long for a point."), instead=_("Keep its title here, and tell more in the note."))
    if said.kind and said.kind not in ItemKind.values:
        raise Refusal(_("That is not one of the kinds of points."), instead=_("Choose one of the list, or none."))
    if said.minutes is not None and not 0 < said.minutes <= LONGEST_TIME:
        raise Refusal(
            _("A point lasts from one minute to eight hours."), instead=_("Leave the field empty if you do not know.")
        )
    holder = said.holder
    if holder is not None and holder.space_id != meeting.space_id:
        raise Refusal(_("This person is not of this space."))
    reading = on_lines(said.to_read)
    if len(reading) > LONGEST_READING:
        raise Refusal(
            _("There is a great deal to read here."), instead=_("Write the list on a page, and give its link.")
        )
    keep_out(meeting.space, text, reading)
    return dataclasses.replace(said, text=text, to_read=reading)


def fields_of(said: ItemDetails) -> dict[str, Any]:
    return {one.name: getattr(said, one.name) for one in dataclasses.fields(said)}


def details_of(item: AgendaItem) -> ItemDetails:
    return ItemDetails(**{one.name: getattr(item, one.name) for one in dataclasses.fields(ItemDetails)})


def details_read(item: AgendaItem) -> ItemDetails:
    """Return its fields as its form shows them: where nobody typed a text, it has the words of the decision."""
    return dataclasses.replace(details_of(item), text=item.words)


def there_is_room(meeting: Meeting, *, by: Person) -> None:
    standing = meeting.agenda.standing()
    is_full = standing.count() >= MOST
    if is_full or (not by.is_member and meeting.agenda.filter(proposed_by=by).count() >= MOST_OF_A_GUEST):
        raise Refusal(_("This agenda is full."), instead=_("Say it at the meeting, or propose it for the next one."))

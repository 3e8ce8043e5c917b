"""Presence at a meeting: declared, marked by a member who leads, or added by name. Nobody is marked absent."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palabre.meetings.attendance.attendance import last_answer
from palabre.meetings.invitations.meeting_invitees import people_of
from palabre.meetings.models import Attendance, Meeting, Presence, Room
from palabre.meetings.room.room_lock import let_lead, let_take_part, room_for_update, save_gesture, somebody_there
from palabre.people.duplicates.duplicates import Key
from palabre.people.duplicates.own_spellings import bearers, spellings_among
from palabre.people.erasures.refused_names import keep_out
from palabre.people.guests import new_form_token
from palabre.people.models import PASSERS_BY, Person
from palabre.people.typed_names import typed_name
from palabre.pure.french import name_key
from palabre.refusal import Refusal

MOST = 1000  # persons present at one meeting
MOST_NAMESAKES = 20  # of whom we ask, one after the other, whether they read the meeting
MOST_PASTED = 100  # names of one text
LONGEST_TEXT = 6000  # characters of it
SEPARATOR = re.compile(r"[\n\r,;]")

BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s+")


def say_present(room: Room, *, by: Person, at: datetime.datetime) -> Room:
    """« Je suis là »: record the person's own presence."""
    let_take_part(by, room)
    with transaction.atomic():
        now = room_for_update(room)
        known = now.meeting.attendances.filter(person=by).first()
        if known is not None and known.presence == Presence.PRESENT:
            return now
        by.come(at)
        here = known or Attendance(meeting=now.meeting, person=by)
        here.presence, here.answered_at = Presence.PRESENT, at
        here.save()
        return save_gesture(now)


def be_there(room: Room, by: Person) -> bool:
    """Record that who opens, facilitates or writes is there, without a word; return whether they were not.

    A mistake is undone as any mark.
    """
    known = room.meeting.attendances.filter(person=by).first()
    if known is None:
        room.meeting.attendances.create(person=by, presence=Presence.PRESENT)
    elif known.presence != Presence.PRESENT:
        known.mark(Presence.PRESENT, known.marked_by)
    else:
        return False
    return True


def mark(room: Room, person: int, *, is_here: bool, by: Person) -> Room:
    """Mark a person as present, or undo a mistaken mark and restore their former presence."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_for_update(room)
        who = somebody_there(now, person)
        known = now.meeting.attendances.filter(person=who).first()
        if is_here == (known is not None and known.presence == Presence.PRESENT):
            return now
        if is_here:
            is_marked(now, who, by)
        elif known is not None:
            undo_presence(known)
        return save_gesture(now)


def mark_present(room: Room, name: str, *, by: Person) -> Room:
    """Mark a person as present by name; an unknown name creates a person."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_for_update(room)
        return save_gesture(now) if mark_name(now, name, by, NamesHere.of(now)) else now


def mark_all_present(room: Room, text: str, *, by: Person) -> Room:
    """Mark as present everybody whom a pasted text names: a name on each line, or between commas."""
    let_lead(by, room)
    names = list(dict.fromkeys(filter(None, (BULLET.sub("", one).strip() for one in SEPARATOR.split(text)))))
    if not names:
        raise Refusal(_("The name is missing."), instead=_("Write it, then try again."))
    if len(names) > MOST_PASTED:
        raise Refusal(_("These are a great many names at once."), instead=_("Paste them in several times."))
    with transaction.atomic():
        now = room_for_update(room)
        here = NamesHere.of(now)
        fresh = [mark_name(now, one, by, here) for one in names]
        return save_gesture(now) if any(fresh) else now


def mark_name(now: Room, name: str, by: Person, here: NamesHere) -> bool:
    """Return whether the person was not marked yet. The caller holds the locks."""
    said = typed_name(name, missing=Refusal(_("The name is missing."), instead=_("Write it, then try again.")))
    if now.meeting.attendances.filter(presence=Presence.PRESENT).count() >= MOST:
        raise Refusal(_("A great many people are in this meeting."), instead=_("Write this name in the notes."))
    who = person_named(here, said, now)
    if now.meeting.attendances.filter(person=who, presence=Presence.PRESENT).exists():
        return False
    is_marked(now, who, by)
    return True


class NamesHere:
    """The persons of a space by their whole names and their first names: read once for all the names of a list.

    A name that somebody typed in passing is theirs only where they were let in.
    """

    def __init__(self, spellings: Iterable[Person]) -> None:
        self.whole, self.first = defaultdict[Key, list[Person]](list), defaultdict[Key, list[Person]](list)
        for one in spellings:
            self.add(one)

    @classmethod
    def of(cls, room: Room) -> NamesHere:
        space = room.meeting.space
        known = ~PASSERS_BY | Q(pk__in=let_in(room.meeting)) | Q(same_as__isnull=False)
        return cls(spellings_among(space.persons.filter(known, erased_at=None), space))

    def add(self, one: Person) -> None:
        self.whole[one.key].append(one)
        self.first[name_key(one.first_name)].append(one)

    def named(self, name: str) -> list[Person]:
        """Return the persons with this full name, else with this first name, each once."""
        key = name_key(name)
        if not any(key):  # no letter in it: all such names have this key
            return bearers([one for one in self.whole.get(key, ()) if one.name == name])
        return bearers(self.whole.get(key, ())) or bearers(self.first.get(key, ()))


def person_named(here: NamesHere, name: str, room: Room) -> Person:
    """Return the person of this name; of several, the only one near; else a new one."""
    found, space = here.named(name), room.meeting.space
    who = found[0] if len(found) == 1 else the_one_near(found, room.meeting)
    if who is not None:
        return who
    keep_out(space, name)
    made = Person.objects.create(space=space, name=name, form_token=new_form_token())
    here.add(made)
    return made


def the_one_near(found: list[Person], meeting: Meeting) -> Person | None:
    """Return which one of these is in the list or was called, else is of the group, else reads the meeting."""
    persons = Person.objects.filter(pk__in=[one.pk for one in found])
    of_meeting = persons.filter(Q(attendances__meeting=meeting) | Q(invitations__meeting=meeting))
    of_group = persons.filter(pk__in=people_of(meeting).values("pk"))
    for near in (of_meeting, of_group):
        some = set(near.values_list("pk", flat=True))
        if len(some) == 1:
            return next(one for one in found if one.pk in some)
    if len(found) > MOST_NAMESAKES:
        return None
    readers = [one for one in found if Meeting.objects.visible_to(one).filter(pk=meeting.pk).exists()]
    return readers[0] if len(readers) == 1 else None


def let_in(meeting: Meeting) -> QuerySet[Person]:
    """Return the persons who are there, were called, or hold a link to the meeting, even one that its code gave."""
    is_there = Q(attendances__meeting=meeting, attendances__presence=Presence.PRESENT)
    has_link = Q(links__thing_kind=Meeting._meta.label_lower, links__thing_id=meeting.pk)
    return Person.objects.filter(is_there | Q(invitations__meeting=meeting) | has_link)


def is_marked(room: Room, who: Person, by: Person) -> None:
    marked = {"presence": Presence.PRESENT, "marked_by": by}
    room.meeting.attendances.update_or_create(person=who, defaults=marked)


def undo_presence(known: Attendance) -> None:
    """Restore the presence from before the mark: their answer, invited, or no attendance at all."""
    meeting, person = known.meeting, known.person
    answered = last_answer(meeting, by=person) if known.answered_at is not None else None
    if meeting.sent_news.filter(person=person, is_taken_back=False).exists():
        known.mark(Presence.NEWS, None)
    elif answered is not None:
        known.mark(answered, None)
    elif meeting.invitations.filter(person=person).exists():
        known.mark(Presence.COMING if known.answered_at else Presence.INVITED, None)
    else:
        known.delete()

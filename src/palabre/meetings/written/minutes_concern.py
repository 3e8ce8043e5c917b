"""The people whom minutes are about: who was there, was called, sent news, or is named in the page.

A guest who typed their name counts only where they were there or were called: anybody who passes by may type the words
of a page as a name, or say that nothing is new.
"""

from __future__ import annotations

from palabre.meetings.models import Meeting, Presence
from palabre.people.models import News, Person
from palabre.people.name_forms import forms_of, lines_naming, names_in
from palabre.wiki.models import Page

TOOK_PART = (Presence.PRESENT, Presence.NEWS, Presence.FINE)


def concerns(meeting: Meeting, page: Page, person: Person) -> bool:
    """Return whether the minutes are about the person."""
    if person.is_by_key_only:
        return is_of_meeting(person, meeting)
    if meeting.attendances.filter(person=person).exists() or meeting.sent_news.filter(person=person).exists():
        return True
    forms = forms_of(person, others=names_in(meeting.space, beside=[person]))
    return bool(lines_naming(page.note.body_md, forms))


def participants(meeting: Meeting, page: Page, *, but: Person) -> list[Person]:
    """Return those who took part and may have the whole text, without `but` and those who refuse all messages.

    A guest who only passed by has it if they may read the page.
    """
    rows = Person.objects.filter(space=meeting.space_id, erased_at=None).exclude(news=News.NONE)
    there = rows.filter(attendances__meeting=meeting, attendances__presence__in=TOOK_PART)
    found = (there | rows.filter(sent_news__meeting=meeting)).exclude(pk=but.pk).distinct().order_by("pk")
    return [one for one in found if not one.is_by_key_only or is_of_meeting(one, meeting) or reads(one, page)]


def is_of_meeting(person: Person, meeting: Meeting) -> bool:
    """Return whether the person was there, or was called."""
    was_there = meeting.attendances.filter(person=person, presence=Presence.PRESENT).exists()
    return was_there or meeting.invitations.filter(person=person).exists()


def reads(person: Person, page: Page) -> bool:
    return Page.objects.visible_to(person).filter(pk=page.pk).exists()

"""The people whom minutes are about: who was there, was called, sent news, or is named in the page.

A guest who typed their name counts only where they were there or were called: anybody who passes by may type the words
of a page as a name, or say that nothing is new. Nor does a name count that its bearer typed once the page was begun:
they may have read its words. Nor does saying, once reserved minutes were given, that one was there
open these: they are for who reads their page, and for who was there when they were given, to whom they were written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Coalesce, Concat

from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import Edition, Meeting, Presence, Publication
from palabre.people.access.departure import LEFT
from palabre.people.duplicates.own_spellings import given_to_oneself, names_they_came_by, taken_by_their_bearer
from palabre.people.models import AudienceKind, News, Person
from palabre.people.name_forms import forms_of_name, lines_naming, names_in
from palabre.post.models import Letter
from palabre.wiki.models import Page
from palabre.wiki.readers.page_writers import CONFIDED

WRITTEN_UP = "written_up"  # opens `Letter.about` of these letters, before the numbers of the meeting and of the edition
TOOK_PART = (Presence.PRESENT, Presence.NEWS, Presence.FINE)


def concerns(meeting: Meeting, page: Page, person: Person) -> bool:
    """Return whether the minutes are about the person."""
    if person.is_by_key_only:
        return is_of_meeting(person, meeting)
    news = meeting.sent_news.filter(person=person, is_taken_back=False)
    if meeting.attendances.filter(person=person).exists() or news.exists():
        return True
    family = [*former_spellings(person), person]
    taken = Person.objects.in_bulk(given_to_oneself(meeting.space))
    others = names_in(meeting.space, beside=[*family, *taken.values()])
    names = names_before(page, family, but=taken)
    return any(lines_naming(page.note.body_md, forms_of_name(name, others=others)) for name in names)


def former_spellings(person: Person) -> list[Person]:
    """Return the doubles that keep the names which the person changed, the oldest first."""
    rows = taken_by_their_bearer(person.space).filter(same_as=person, is_joined=False, erased_at=None)
    return list(rows.order_by("pk"))


def names_before(page: Page, family: list[Person], *, but: Collection[int]) -> list[str]:
    """Return those of these names, in the order in which they were borne, that no bearer typed since the page began.

    A former spelling was made when the next name was taken. `but`: those that a bearer gave themselves mean others.
    """
    began_at = page.note.revisions.order_by("number").values_list(Coalesce("began_at", "at"), flat=True).first()
    taken_at = [family[-1].named_at, *(one.named_at for one in family[:-1])]
    named = [(one, at) for one, at in zip(family, taken_at, strict=True) if one.pk not in but]
    return [one.name for one, at in named if not one.is_typed or (began_at is not None and at < began_at)]


def participants(meeting: Meeting, page: Page, *, but: Person) -> list[Person]:
    """Return those who took part and may have the whole text, without `but` and those who refuse all messages.

    Minutes for fewer than the meeting are for who was there, was called or reads the page: sending news is no way in.
    So it is of all minutes for who only passed by or answered from outside, and for who left the space. A later version
    of reserved minutes is for who was written to since their page is kept, or reads it; none is for who left.
    """
    rows = Person.objects.filter(space=meeting.space_id, erased_at=None).exclude(news=News.NONE)
    there = rows.filter(attendances__meeting=meeting, attendances__presence__in=TOOK_PART)
    found = (
        (there | rows.filter(sent_news__meeting=meeting, sent_news__is_taken_back=False))
        .exclude(pk=but.pk)
        .distinct()
        .order_by("pk")
    )
    is_for_fewer = are_for_fewer(meeting, page)
    counted = [one for one in found if is_counted(one, meeting, page, is_for_fewer=is_for_fewer)]
    is_first = Edition.objects.filter(publication__meeting=meeting).count() <= 1
    return [one for one in counted if is_first or may_have(one, meeting, page)]


def is_counted(person: Person, meeting: Meeting, page: Page, *, is_for_fewer: bool) -> bool:
    """Return whether the minutes are for this person, who took part; see `are_for_fewer`."""
    return is_of_meeting(person, meeting) or reads(person, page) or not (is_for_fewer or is_outside(person))


def may_still_have(letter: Letter, meeting: Meeting, page: Page) -> bool:
    """Return whether a letter that gives the minutes is still for its reader, as they and their page are read now.

    A reader who said that another name is theirs too may have taken part by it.
    """
    persons = list(Person.objects.filter(pk__in=names_they_came_by(letter.reader)).order_by("pk"))
    if any(reads(person, page) for person in persons):
        return True
    was_written = Meeting.objects.filter(were_written([person.pk for person in persons]), pk=meeting.pk).exists()
    is_for_fewer = are_for_fewer(meeting, page)
    return was_written and any(is_counted(person, meeting, page, is_for_fewer=is_for_fewer) for person in persons)


def may_have(person: Person, meeting: Meeting, page: Page) -> bool:
    """Return whether the given text is for this person, who took part: that alone may not do."""
    if reads(person, page):
        return True
    if has_left(person):
        return False
    if page.audience.kind != AudienceKind.SEATS and (
        not are_for_fewer(meeting, page) or is_of_meeting(person, meeting)
    ):
        return True
    return Meeting.objects.filter(were_written([person.pk]), pk=meeting.pk).exists()


def are_for_fewer(meeting: Meeting, page: Page) -> bool:
    """Return whether the minutes are reserved, or kept among members where everybody may read, or have read, of it.

    The meeting of a group that was shown for a while was everybody’s meanwhile.
    """
    kept = Publication.objects.filter(meeting=meeting, kept_at__isnull=False, public_at=None)
    return page.audience.kind == AudienceKind.SEATS or (is_open(meeting) and kept.exists())


def is_open(meeting: Meeting) -> bool:
    """Return whether anybody may answer the meeting, or may have."""
    return meeting.space.is_public or meeting.audience.kind == AudienceKind.PUBLIC


def is_outside(person: Person) -> bool:
    """Return whether the person came and is no member: they may have answered without being called.

    A name that others gave has not. Whether the space is open does not count: it may have closed since.
    """
    return person.is_by_key_only or (person.has_come and not person.is_member) or has_left(person)


def has_left(person: Person) -> bool:
    """Return whether the person was a member, and left the space."""
    return person.joined_at is None and Entry.objects.filter(verb=LEFT, by=person).exists()


def were_written(persons: Iterable[int]) -> Exists:
    """Return an expression true for meetings whose minutes were written to one of these persons as they were given.

    What was written before their page was kept to some persons no longer counts: it was taken from the others then.
    """
    about = Concat(Value(f"{WRITTEN_UP}:"), Cast(OuterRef("pk"), CharField()), Value(":"))
    page = {"subject_kind": kind_of(Page), "subject_id": OuterRef(OuterRef("minutes"))}
    kept_since = Entry.objects.filter(verb=CONFIDED, at__gt=OuterRef("made_at"), **page)
    return Exists(Letter.objects.filter(~Exists(kept_since), to__in=persons, about__startswith=about))


def is_of_meeting(person: Person, meeting: Meeting) -> bool:
    """Return whether the person was there, or was called."""
    was_there = meeting.attendances.filter(person=person, presence=Presence.PRESENT).exists()
    return was_there or meeting.invitations.filter(person=person).exists()


def reads(person: Person, page: Page) -> bool:
    return Page.objects.visible_to(person).filter(pk=page.pk).exists()

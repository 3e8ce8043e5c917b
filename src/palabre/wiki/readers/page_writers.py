"""The people who wrote a page, or added a file to it: nobody else takes it away from them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of
from palabre.notes.models import Note, Revision, Update
from palabre.people.models import Audience, AudienceKind, Person, seats_in
from palabre.refusal import Refusal
from palabre.wiki.models import Attachment, Comment, Page

CONFIDED = "page.confided"  # the verb of keeping a page to some persons
WAYS = ("revisions__by", "revisions__hands", "updates__by")


def writers_of(page: Page) -> set[int]:
    """Return the numbers of all who wrote in the page, or added a file to it, those who left included.

    A file that was removed counts until it is deleted: its author may put it back. What Palabre wrote is nobody's.
    """
    note = Note.objects.filter(pk=page.note_id)
    files = Attachment.objects.filter(page=page).values_list("by", flat=True)
    rows = (*(note.values_list(way, flat=True).distinct() for way in WAYS), files)
    return {number for some in rows for number in some if number is not None}


def commented(comments: QuerySet[Comment]) -> QuerySet[Comment, int | None]:
    """Return the numbers of those who wrote these comments, but those that they removed themselves."""
    standing = Q(removed_at=None) | Q(removed_by=None) | ~Q(removed_by=F("by"))
    return comments.filter(standing, by__isnull=False).values_list("by", flat=True)


def tells_a_meeting(page: Page) -> bool:
    """Return whether Palabre made the page of what everybody does at a meeting: some of its text is of no hand."""
    is_of_no_hand = page.note.revisions.filter(by=None, began_at=None)
    return page.meetings.exists() and is_of_no_hand.exists()


def refuse_before_given(page: Page, audience: Audience) -> None:
    """Raise a Refusal to open the page of a meeting, before it is given, to these readers who do not read the meeting.

    What is said to the meeting is written there by itself until then.
    """
    if audience.kind == AudienceKind.SEATS or not tells_a_meeting(page):
        return
    waiting = page.meetings.filter(publication__given_at=None).select_related("audience")
    if not all(meeting.audience.covers(audience) for meeting in waiting):
        raise Refusal(
            _("This page tells a meeting that fewer people read: what is said there is not for everybody."),
            instead=_("It opens to more people once its minutes are given, from the page of the meeting."),
        )


def present_at(page: Page) -> set[int]:
    """Return the numbers of those who were at the meeting that the page tells."""
    there = page.meetings.filter(attendances__presence="present")
    return set(there.values_list("attendances__person", flat=True))


def is_of_circle(page: Page, audience: Audience) -> bool:
    """Return whether the meeting that the page tells is that of the group with this audience."""
    return not page.meetings.exclude(group__own_audience__in=(audience.pk, audience.root)).exists()


def refuse_taking(page: Page, audience: Audience, *, by: Person) -> bool:
    """Return whether the page is kept to `audience`, a circle of `by`, from people who are to be told.

    Who wrote a page alone keeps it to whom they like. One that others wrote too goes on being read by each of them, who
    are all here: they bring it back. So does the page of a meeting, by those who were there; a group may keep that of
    its own meeting. So do members who commented it. Raises a Refusal.
    """
    refuse_losing_comments(page, audience, by=by)
    writers, is_meeting = writers_of(page), tells_a_meeting(page)
    if writers and writers <= names_of(by) and not is_meeting:
        return False
    concerned = writers | present_at(page) if is_meeting else writers
    others = others_here(concerned, by=by)
    refuse_leaving_out(others, audience, writers=writers)
    is_somebody_gone = not concerned <= names_of(by, *others)
    if is_meeting and (is_somebody_gone or not others) and not is_of_circle(page, audience):
        raise Refusal(
            _("This page tells a meeting: it stays with those who read it."),
            instead=_("Write another page for your group."),
        )
    if is_somebody_gone and not is_meeting:
        raise Refusal(
            _("People who are no longer here wrote in this page: it stays with those who read it."),
            instead=_("Write another page for your group."),
        )
    return True


def refuse_losing_comments(page: Page, audience: Audience, *, by: Person) -> None:
    """Raise a Refusal where a member who commented the page would lose it: they would go for good if it is removed."""
    authors = {number for number in commented(page.comments.all()) if number is not None}
    if lost := first_left_out(others_here(authors, by=by), audience):
        raise left_out(_("%(name)s commented this page, and would no longer read it."), lost)


def refuse_leaving_out(others: list[Person], audience: Audience, *, writers: set[int]) -> None:
    """Raise a Refusal with the name of the first of these people who would no longer read the page."""
    lost = first_left_out(others, audience)
    if lost is None:
        return
    if writers & names_of(lost):
        raise left_out(_("%(name)s wrote in this page, or added a file, and would no longer read it."), lost)
    raise left_out(_("%(name)s was at this meeting, and would no longer read this page."), lost)


def first_left_out(others: list[Person], audience: Audience) -> Person | None:
    readers = set(seats_in([audience]).values_list("person", flat=True))
    return min((one for one in others if one.pk not in readers), key=lambda one: one.name, default=None)


def left_out(said: str, whom: Person) -> Refusal:
    instead = _("Write another page for your group, or let it greet them first.")
    return Refusal(said % {"name": whom.name}, instead=instead)


def first_taken_from(audience: Audience, leaving: Collection[int], *, by: Person | None) -> Person | None:
    """Return the first of these people, but for `by`, who would lose what was theirs in pages kept to this audience.

    What was theirs is what they wrote, added or commented before the page was kept, and the meeting that it tells, if
    they were there: who came since may be put out. A page that is removed counts too.
    """
    leaving = leaving if by is None else set(leaving) - names_of(by)
    names = Person.objects.filter(Q(pk__in=leaving) | Q(same_as__in=leaving)).values("pk")
    found = {number for rows in owners_before_kept(audience, names) for number in rows}
    concerned = set(names.filter(pk__in=found).values_list("pk", flat=True))
    members = Person.objects.filter(Q(pk__in=concerned) | Q(doubles__in=concerned), pk__in=leaving, put_out_at=None)
    return members.filter(joined_at__isnull=False).order_by("name", "pk").first()


def owners_before_kept(audience: Audience, names: QuerySet[Person, Any]) -> Iterator[QuerySet[Any, Any]]:
    """Yield, by each way, the numbers of those among these names whose pages were kept to this audience since."""
    here = Audience.objects.filter(Q(pk=audience.root) | Q(joined_to=audience.root)).values("pk")  # lost together
    pages = Page.objects.filter(Q(audience__in=here) | Q(readers_before__in=here), space=audience.space_id)
    confided = Entry.objects.filter(verb=CONFIDED, subject_kind=kind_of(Page), space=audience.space_id)
    revisions = Revision.objects.alias(since=Coalesce("began_at", "at"), kept=kept_at(confided, "note__page")).filter(
        note__page__in=pages, since__lte=F("kept")
    )
    updates = Update.objects.alias(kept=kept_at(confided, "note__page")).filter(
        note__page__in=pages, at__lte=F("kept"), by__in=names
    )
    files = Attachment.objects.alias(kept=kept_at(confided, "page")).filter(
        page__in=pages, at__lte=F("kept"), by__in=names
    )
    comments = Comment.objects.alias(kept=kept_at(confided, "page")).filter(
        page__in=pages, at__lte=F("kept"), by__in=names
    )
    present = pages.alias(kept=kept_at(confided, "pk")).filter(
        meetings__attendances__presence="present",
        meetings__attendances__person__in=names,
        meetings__on__lte=TruncDate("kept"),
    )
    yield revisions.filter(by__in=names).values_list("by", flat=True)
    yield revisions.filter(hands__in=names).values_list("hands", flat=True)
    yield updates.values_list("by", flat=True)
    yield files.values_list("by", flat=True)
    yield commented(comments)
    yield present.values_list("meetings__attendances__person", flat=True)


def kept_at(confided: QuerySet[Entry], page: str) -> Subquery:
    """Return when the page was last kept to some persons; none for one that was born among them."""
    entries = confided.filter(subject_id=OuterRef(page)).order_by("-at")
    return Subquery(entries.values("at")[:1], output_field=DateTimeField())


def others_here(numbers: set[int], *, by: Person) -> list[Person]:
    """Return those of these people who are members, under the name that they have now, but for `by`."""
    here = Q(pk__in=numbers, same_as=None) | Q(doubles__in=numbers)
    return list(Person.objects.filter(here, joined_at__isnull=False).exclude(pk=by.pk).distinct())


def names_of(*persons: Person) -> set[int]:
    """Return the numbers of these people, and of the names that were found to be theirs."""
    numbers = [one.pk for one in persons]
    return set(Person.objects.filter(Q(pk__in=numbers) | Q(same_as__in=numbers)).values_list("pk", flat=True))

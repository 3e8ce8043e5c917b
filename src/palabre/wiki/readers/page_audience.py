"""Audience of a page: the space, a circle of people, everybody. Each choice can be undone.

The page, its text, its files, its links and its entries change audience together: an Entry has its subject's audience,
so that narrowing a page narrows its history. Things read in its lines keep their own audience.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of, record
from palabre.notes.models import Note
from palabre.people.erasures.opened_words import leave_what_opened
from palabre.people.hooks import Event, Happening, carry_out
from palabre.people.models import Audience, AudienceKind, Person
from palabre.refusal import Refusal
from palabre.search import audience_change as found
from palabre.spaces.models import Space
from palabre.wiki import permissions
from palabre.wiki.models import Attachment, Page, Resource
from palabre.wiki.readers.kept_pages import refuse_kept
from palabre.wiki.readers.page_writers import CONFIDED, refuse_before_given, refuse_taking
from palabre.wiki.readers.reader_circles import PageCircle, PageCircles

SPACE, EVERYBODY = "space", "public"
OWN = (Attachment, Resource)  # exists only in its page, and has its audience


def show_to(page: Page, to: str, circles: PageCircles, *, by: Person) -> bool:
    """Set the readers of `page`: "space", "public" or the key of one of the circles of `by`. Return whether it changed.

    Raises a Refusal when `by` may not write the page, when it is still in preparation, for another word, when it would
    be taken from who wrote it (see page_writers), or opened though somebody asked to keep it (see kept_pages).
    """
    with transaction.atomic():
        Space.hold(page.space_id)
        now = Page.objects.select_related("space", "audience").filter(pk=page.pk).first()
        if now is None or not permissions.can_write_page(by, now):
            raise Refusal(_("Only those who can write this page decide who can read it."))
        hers = circles.of(now.space, by)
        if chosen_circle(now, hers) == "":
            raise Refusal(
                _("This page is still in preparation."), instead=_("Open what was read in these minutes first.")
            )
        if to == EVERYBODY:
            refuse_kept(now, by)
        audience, verb = readers(now.space, to, hers)
        refuse_before_given(now, audience)
        if audience.root == now.audience.root:
            return False
        if audience.kind == AudienceKind.SEATS and refuse_taking(now, audience, by=by):
            tell_former_readers(now, by=by)
        is_kept = now.audience.kind == AudienceKind.PUBLIC != audience.kind
        move(now, audience)
        record(verb, now, by=by)
        if is_kept:
            carry_out(Event.PAGE_KEPT, Happening(now, timezone.now(), by))
        leave_what_opened(now.space_id, timezone.now())
        return True


def tell_former_readers(page: Page, *, by: Person) -> None:
    """Tell those who read it until now, by the title that it has: this news stays with them."""
    is_public = page.audience.kind == AudienceKind.PUBLIC
    Entry.objects.create(
        space=page.space,
        audience=Audience.of_space(page.space) if is_public else page.audience,
        verb="page.kept_to_some",
        subject_kind=kind_of(page.space),
        subject_id=page.space_id,
        by=by,
        facts={"title": page.title},
    )


def chosen_circle(page: Page, circles: list[PageCircle]) -> str:
    """Return the form value of the page's readers; "" for people who are no circle: it is in preparation."""
    if page.audience.kind == AudienceKind.PUBLIC:
        return EVERYBODY
    if page.audience.kind == AudienceKind.SPACE:
        return SPACE
    return next((circle.key for circle in circles if circle.number == page.audience.root), "")


def readers(space: Space, to: str, circles: list[PageCircle]) -> tuple[Audience, str]:
    """Return the audience of this form value, and the verb of its entry."""
    if to == EVERYBODY:
        return Audience.everybody(space), "page.published"
    if to == SPACE:
        return Audience.of_space(space), "page.shared"
    circle = next((circle for circle in circles if circle.key == to), None)
    if circle is None:
        raise Refusal(_("That is not one of the answers."), instead=_("Choose one of those that the page shows."))
    return circle.audience(), CONFIDED


def move(page: Page, audience: Audience) -> None:
    """Change the audience of the page, and of everything that exists only with it. The page is not removed."""
    ours = Q(subject_kind=kind_of(page), subject_id=page.pk)
    for model in OWN:
        rows = model._default_manager.filter(page=page)
        ours |= Q(subject_kind=model._meta.label_lower, subject_id__in=rows.values("pk"))
        rows.update(audience=audience)
        found.change_document_readers(rows, audience)
    Note.objects.filter(pk=page.note_id).update(audience=audience)
    Entry.objects.filter(ours, space=page.space_id).update(audience=audience)
    own = Page.objects.filter(pk=page.pk)
    own.update(audience=audience)
    found.change_document_readers(own, audience)
    page.audience = audience

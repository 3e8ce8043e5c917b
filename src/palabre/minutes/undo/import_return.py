"""Minutes that another member undid: their text is kept for a month, put back by one gesture, and deleted after it."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of, record
from palabre.minutes import permissions
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.undo.import_undo import PUT_BACK, SET_ASIDE
from palabre.people.erasures.opened_words import leave_at_once
from palabre.people.models import AudienceKind, Person
from palabre.pure.french import shortened
from palabre.refusal import Refusal
from palabre.wiki.lines.own_sentences import CORRECTED, REFUSED, own_sentences
from palabre.wiki.models import Page

EVERY = datetime.timedelta(hours=12)
KEPT = datetime.timedelta(days=30)
MOST_PAGES = 20  # of one person, where they took out a sentence
LONGEST = 200  # characters of a title


def set_aside_by(reading: Import) -> Person | None:
    """Return who undid these minutes of another, while their text is kept; None where it is not."""
    return last_set_aside_by(reading) if reading.undone_at is not None and reading.text else None


def last_set_aside_by(reading: Import) -> Person | None:
    last = set_aside_entries(reading).select_related("by").first()
    return last.by if last is not None else None


def set_aside_entries(reading: Import) -> QuerySet[Entry]:
    """Return what tells that another undid these minutes, the last first."""
    return Entry.objects.filter(verb=SET_ASIDE, subject_kind=kind_of(reading), subject_id=reading.pk).order_by("-pk")


def title_of_import(reading: Import) -> str:
    """Return the title of the page that holds its text; once another undid it, its first line, while it is kept.

    Return "" where the page is read by fewer than the news of these minutes: its title is theirs.
    """
    if reading.page is not None:
        return "" if permissions.is_kept_since(reading) else reading.page.title
    return shortened(reading.text.strip().partition("\n")[0].strip("# "), LONGEST) if reading.undone_at else ""


def put_back(reading: Import, *, by: Person, at: datetime.datetime) -> Import:
    """Read the text again, as brought by who brought it, and open it to the space again. Idempotent.

    What people took out of another page since, or corrected there, is so in this text too. Raise a Refusal for others
    than these two, once the text is forgotten, or if these minutes were given anew since.
    """
    if not permissions.can_put_back(by, reading, set_aside_by=last_set_aside_by(reading)):
        raise Refusal(_("Who brought these minutes, and who undid them, put them back."))
    back = brought_again(reading) if reading.text else put_back_already(reading)
    reading.refresh_from_db(fields=["choices"])
    if back.opened_at is None and back.pk == reading.put_back_as:  # also where the server was stopped before this
        open_to_space(back, by=by, at=at)
        record(PUT_BACK, back, by=by)
    return back


def brought_again(reading: Import) -> Import:
    """Return a new import of the text, not open yet; the text is kept there, and no longer here."""
    leave_at_once(reading)
    on = timezone.localdate(reading.at)
    return import_minutes(reading.space, text_now(reading), by=reading.by, on=on, again=reading)


def text_now(reading: Import) -> str:
    """Return the text without what people took out of a page since it was undone, and as they corrected it.

    What they corrected on a page that not all members read stays as it was: the new words are not for everybody. Of
    each of them, MOST_PAGES pages at most are read: their heavy pages keep nothing of others from coming back.
    """
    undone = set_aside_entries(reading).values("pk")[:1]  # not its instant: the clock may have been wrong
    since = Entry.objects.filter(space=reading.space_id, pk__gt=undone).order_by("-pk")
    gestures = since.filter(verb__in=(CORRECTED, REFUSED), subject_kind=kind_of(Page)).values_list("by", "subject_id")
    pages = dict[int | None, dict[int, None]]()
    for by, number in gestures.iterator():
        if len(pages.setdefault(by, {})) < MOST_PAGES:
            pages[by][number] = None
    text = reading.text
    found = Page.objects.filter(pk__in={number for some in pages.values() for number in some}).select_related(
        "audience"
    )
    for page in found.order_by("pk"):
        said = own_sentences(page, share=MOST_PAGES)
        text = (said.taken_out() if page.audience.kind == AudienceKind.SEATS else said).heeded(text)
    return text


def put_back_already(reading: Import) -> Import:
    found = reading.space.import_set.filter(by=reading.by_id, digest=reading.digest, undone_at=None).first()
    if found is None:
        raise Refusal(_("The text of these minutes is no longer kept."), instead=_("You can give it again."))
    return found


def forget_set_aside(at: datetime.datetime) -> None:
    """Scheduled task: forget the texts that were undone a month ago."""
    Import.objects.filter(undone_at__lte=at - KEPT).exclude(text="").update(text="", choices={})

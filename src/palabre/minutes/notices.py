"""Names of imports, and the sentences of their news."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import NoticeReason, register_kind, register_notice, register_verb, saying
from palabre.journal.models import Entry
from palabre.minutes.letters import letters_to_named
from palabre.minutes.letters.named_people import ABOUT
from palabre.minutes.models import Import
from palabre.minutes.undo.import_return import title_of_import
from palabre.minutes.undo.import_undo import PUT_BACK, SET_ASIDE
from palabre.people.models import Person
from palabre.post.hooks import LetterKind, register_letter_kind
from palabre.spaces.models import Space
from palabre.upkeep.hooks import register_delay


def register_minutes_notices() -> None:
    register_instant(Import.objects.all, "undone_at")
    register_delay(lambda: Import.objects.exclude(text=""), "undone_at")
    told = LetterKind(
        is_wanted=letters_to_named.is_about_minutes_there,
        quotes=letters_to_named.question_quoted,
        readable=letters_to_named.imports_read,
        renew=letters_to_named.renew_letter_to_named,
    )
    register_letter_kind(ABOUT.rstrip(":"), told)
    register_kind(Import, word=_("minutes"), paper="page", rows=imports_with_their_page, title=title_of_import)
    register_verb("minutes.imported", saying(_("{by} added minutes: {thing}.")))
    register_verb("minutes.corrected", saying(_("{by} gave a corrected text: {thing}.")))
    register_verb("minutes.validity_said", saying(_("{by} said whether these minutes still hold: {thing}.")))
    register_verb("minutes.mended", saying(_("{by} corrected what was read in {thing}.")))
    register_verb("minutes.published", saying(_("{by} published {thing}: everyone can read it.")))
    register_verb("minutes.withdrawn", saying(_("{by} kept {thing} to the space again.")))
    register_verb("words.recognised", saying(_("{by} recognised {thing} in the minutes.")))
    register_verb("import.undone", saying(_("{by} undid the reading of {thing}.")))
    register_verb(SET_ASIDE, saying(_("{by} undid the reading of {thing}: its text is kept for thirty days.")))
    register_verb(PUT_BACK, saying(_("{by} put back the minutes {thing}.")))
    register_notice(SET_ASIDE, who_brought_it, because=NoticeReason.ANSWER)
    register_verb("import.opened", saying(_("{by} opened to members what was read in {thing}.")))


def imports_with_their_page(space: Space, person: Person | None) -> QuerySet[Import]:
    """Return those of which something is left: what was undone is news no longer, once its text is not kept."""
    left = Import.objects.filter(space=space).exclude(undone_at__isnull=False, text="")
    return left.visible_to(person).select_related("audience", "page__audience")


def who_brought_it(entry: Entry) -> Iterable[Person]:
    return Person.objects.filter(pk__in=Import.objects.filter(pk=entry.subject_id).values("by"))

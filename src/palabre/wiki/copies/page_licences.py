"""Under which licence a page may be taken elsewhere, and who signs it."""

from __future__ import annotations

import dataclasses

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.notes.models import Revision
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import AudienceKind, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki import permissions
from palabre.wiki.models import Page, Signature

LONGEST = 80  # characters of a licence in free words
LONGEST_SIGNATURE = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its name, with the address of its text: "" for words of one's own."""

    name: str
    address: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Signed:
    """The foot of a page that everybody reads."""

    authors: list[str]
    licence: Licence


KNOWN = (
    Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"),
    Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr"),
    Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"),
    Licence("Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
)


def licence_of(page: Page) -> Licence:
    """Return the page's own licence, or the space's. `page.space` is at hand."""
    name = page.licence or page.space.licence
    return next((one for one in KNOWN if one.name == name), Licence(name))


def license_page(page: Page, name: str, *, by: Person) -> bool:
    """Put `page` under the licence of this name, one that is known or words of hers; "" is the space's own.

    Says whether that is new. Raises a Refusal when `by` may not write the page, or when the words are too long.
    """
    name = " ".join(name.replace("\x00", "").split())
    if len(name) > LONGEST:
        raise Refusal(
            _("This is longer than %(most)s characters.") % {"most": LONGEST}, instead=_("Give its short name.")
        )
    with transaction.atomic():
        Space.hold(page.space_id)
        now = Page.objects.select_related("space", "audience").filter(pk=page.pk).first()
        if now is None or not permissions.can_write_page(by, now):
            raise Refusal(_("Only those who can write this page choose its licence."))
        name = "" if name == now.space.licence else name
        if name == now.licence:
            return False
        keep_out(now.space, name)
        Page.objects.filter(pk=now.pk).update(licence=name)
        record("page.licensed", now, by=by)
        return True


def signed_by(page: Page) -> Signed | None:
    """Return who wrote it and under which licence, for a page that everybody reads; one query, and none for others."""
    if page.audience.kind != AudienceKind.PUBLIC:
        return None
    return Signed(authors_of(page), licence_of(page))


def authors_of(page: Page) -> list[str]:
    """Return those who wrote in `page`, in the words that each of them chose; who chose none is not named."""
    revisions = Revision.objects.filter(note=page.note_id)
    wrote = Q(person__in=revisions.values("by")) | Q(person__in=revisions.values("hands"))
    rows = Signature.objects.filter(wrote, space=page.space_id, person__erased_at=None)
    return sorted(set(rows.values_list("words", flat=True)), key=str.casefold)


def signature_of(person: Person) -> str:
    """Return the words by which she is named there; "" for none."""
    return Signature.objects.filter(person=person).values_list("words", flat=True).first() or ""


def sign(person: Person, words: str) -> str:
    """Keep how `person` wishes to be named on the pages that everybody reads; nothing: not at all. Return the words.

    Raises a Refusal for words that are too long, or hold the name of somebody who had hers taken away.
    """
    words = " ".join(words.replace("\x00", "").split())
    if len(words) > LONGEST_SIGNATURE:
        raise Refusal(
            _("This is longer than %(most)s characters.") % {"most": LONGEST_SIGNATURE},
            instead=_("A name, and perhaps a place or a group, is enough."),
        )
    with transaction.atomic():
        Space.hold(person.space_id)
        keep_out(person.space, words)
        if words:
            Signature.objects.update_or_create(person=person, defaults={"words": words, "space_id": person.space_id})
        else:
            Signature.objects.filter(person=person).delete()
        Space.touch(person.space_id)
    return words

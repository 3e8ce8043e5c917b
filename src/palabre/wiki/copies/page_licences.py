"""Licence of a page, and the signatures of its authors."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.notes.models import Revision
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import AudienceKind, Person
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.wiki import permissions
from palabre.wiki.models import Page, Signature

LONGEST = 80  # characters of a custom licence
LONGEST_SIGNATURE = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Licence:
    """A licence with its name and the URL of its text, "" for a custom one."""

    name: str
    address: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Signed:
    """The authors and licence at the foot of a public page."""

    authors: list[str]
    licence: Licence


KNOWN = (
    Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"),
    Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr"),
    Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"),
    Licence("Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
)


def licence_of(page: Page) -> Licence:
    """Return the page's own licence, or the space's. `page.space` must be loaded."""
    name = page.licence or page.space.licence
    return next((one for one in KNOWN if one.name == name), Licence(name))


def license_page(page: Page, name: str, *, by: Person) -> bool:
    """Set the licence of `page`: a known one or a custom text; "" is the space's own. Return whether it changed.

    Raise a Refusal when `by` may not write the page, or when the text is too long.
    """
    name = on_one_line(name)
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
    """Return the authors and licence of a public page, in one query; None without a query for others."""
    if page.audience.kind != AudienceKind.PUBLIC:
        return None
    return Signed(authors_of(page), licence_of(page))


def authors_of(page: Page) -> list[str]:
    """Return the signatures of the authors of `page`; authors without a signature are not named."""
    return sorted(set(signatures_in(note=page.note_id, space=page.space_id)), key=str.casefold)


@prepared(note=BigIntegerField(), space=BigIntegerField())
def signatures_in(note: Any, space: Any) -> QuerySet[Any, Any]:
    revisions = Revision.objects.filter(note=note)
    wrote = Q(person__in=revisions.values("by")) | Q(person__in=revisions.values("hands"))
    rows = Signature.objects.filter(wrote, space=space, person__erased_at=None)
    return rows.values_list("words", flat=True)


def signature_of(person: Person) -> str:
    """Return the person's signature; "" for none."""
    words: str = next(iter(words_of_signature(person=person.pk)), "")
    return words


@prepared(person=BigIntegerField())
def words_of_signature(person: Any) -> QuerySet[Any, str]:
    return Signature.objects.filter(person=person).order_by("pk").values_list("words", flat=True)[:1]


def sign(person: Person, words: str) -> str:
    """Store the signature of `person` on public pages; "" removes it. Return the stored text.

    Raise a Refusal when it is too long, or holds a refused name.
    """
    words = on_one_line(words)
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

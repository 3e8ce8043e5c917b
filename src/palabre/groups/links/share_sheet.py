"""Share a thing with others: text to copy, and an address.

A public thing has its own address. For the rest, a member creates a link, which opens only this thing to whoever holds
it; it can be revoked in one click.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.people.access import links
from palabre.people.models import AudienceKind, Link, Person
from palabre.pure.french import shortened
from palabre.refusal import Refusal
from palabre.spaces.models import Space

WORDS = re.compile(r"(?<=[0-9])-[a-z0-9-]*/$")  # the address works without the words after its number
LONGEST_MAILTO = 1800  # characters: some mail programs cut longer ones
SIGNS = re.compile(r"([\\`*_\[\]<>#|])")  # characters with a meaning in Markdown


@dataclasses.dataclass(frozen=True, slots=True)
class ToShare:
    """A thing as others will read it: title, facts, address; `asks` begins its mail, `by` signs it."""

    title: str
    facts: list[str]
    address: str
    asks: str = ""
    by: str = ""

    @property
    def mail(self) -> str:
        """Return the text of a mail: with a greeting, what it asks and who signs it, for a thing that asks."""
        if not self.asks:
            return "\n".join([self.title, "", *self.facts, *([""] if self.facts else []), self.address])
        told = "\n".join([self.title, *self.facts])
        answer = _("To answer, or to know more: %(address)s") % {"address": self.address}
        return "\n\n".join(filter(None, [_("Hello,"), f"{self.asks}\n{told}", answer, self.by]))

    @property
    def letters(self) -> str:
        """Return the address without scheme, as people type it."""
        return self.address.partition("://")[2].rstrip("/")

    @property
    def wiki(self) -> str:
        facts = "".join(f"\n- {escaped_for_wiki(fact)}" for fact in self.facts)
        return (
            f"**[{escaped_for_wiki(self.title)}]({self.address})**\n{facts}\n"
            if facts
            else f"**[{escaped_for_wiki(self.title)}]({self.address})**\n"
        )

    @property
    def yeswiki(self) -> str:
        """Return it in YesWiki syntax: links are `[[address words]]`, and `""…""` is literal."""
        facts = "".join(f"\n - {quoted_for_yeswiki(fact)}" for fact in self.facts)
        return f"**[[{self.address} {in_a_link(self.title)}]]**\n{facts}" + ("\n" if facts else "")

    @property
    def mailto(self) -> str:
        """Return a mailto: address with this text; the facts are left out if it would be too long."""
        whole = letter(self.title, self.mail)
        return (
            whole
            if len(whole) <= LONGEST_MAILTO
            else letter(shortened_words(self.title), f"{shortened_words(self.title)}\n\n{self.address}")
        )


def call_to_share(title: str, facts: list[str], address: str, *, by: Person | None) -> ToShare:
    """Return a call as it is passed on, signed by who passes it on."""
    return ToShare(title, facts, address, _("We are looking for someone:"), by.name if by else "")


def group_to_share(title: str, facts: list[str], address: str, *, by: Person | None) -> ToShare:
    """Return a group as it is passed on, signed by who passes it on."""
    return ToShare(title, facts, address, _("This group may interest you:"), by.name if by else "")


def letter(subject: str, body: str) -> str:
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"


def shortened_words(words: str) -> str:
    return shortened(words, 60)


def escaped_for_wiki(words: str) -> str:
    """Escape the words for Markdown."""
    return SIGNS.sub(r"\\\1", words)


def quoted_for_yeswiki(words: str) -> str:
    """Quote the words so that YesWiki does not interpret them."""
    return f'""{words.replace(chr(34) * 2, chr(34))}""'


def in_a_link(words: str) -> str:
    """Remove from the text of a link the signs that would end it."""
    return words.replace("[[", "").replace("]]", "").replace('""', '"')


def way_to(thing: Any, *, at: datetime.datetime) -> str:
    """Return the path that opens `thing` to anybody: its own, or that of a link; "" if there is none yet."""
    if thing.is_for_everybody:
        return WORDS.sub("/", thing.get_absolute_url())
    link = open_links(thing, at=at).first()
    return links.link_path(link) if link else ""


def create_share_link(thing: Any, *, by: Person, at: datetime.datetime) -> Link:
    """Return the link that opens `thing` to whoever holds it, created if it is missing.

    Raise a Refusal if the thing is reserved for some people: it is not shared while it is in preparation.
    """
    with transaction.atomic():
        Space.hold(thing.space_id)
        if thing.audience.kind == AudienceKind.SEATS:
            raise Refusal(
                _("This is still being prepared: nobody else can read it."),
                instead=_("Open it to the members first, then share it."),
            )
        return open_links(thing, at=at).first() or links.link_to(thing, person=None, by=by, at=at)


def close_share_links(thing: Any, *, at: datetime.datetime) -> None:
    """From now on, no link that was given opens `thing` any longer, nor once its maker, put out, is let back."""
    with transaction.atomic():
        Space.hold(thing.space_id)
        for link in links_to(thing, at=at):
            link.revoke(at)


def open_links(thing: Any, *, at: datetime.datetime) -> Any:
    return links_to(thing, at=at).filter(revoked_at=None)


def links_to(thing: Any, *, at: datetime.datetime) -> Any:
    """Return the links for whoever holds them that did not expire, the last made first."""
    of_thing = Link.objects.filter(space=thing.space_id, thing_kind=thing._meta.label_lower, thing_id=thing.pk)
    return of_thing.filter(person=None, expires_at__gt=at).order_by("-pk")

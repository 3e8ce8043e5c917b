"""Share a thing with others: the words to copy, and the address by which they come to it.

What everybody reads has its own address. For the rest somebody who joined makes a link, which opens this very thing
to whoever holds it, and nothing else; she takes it back in one gesture.
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
from palabre.refusal import Refusal
from palabre.spaces.models import Space

WORDS = re.compile(r"(?<=[0-9])-[a-z0-9-]*/$")  # an address is as good without the words after its number
LONGEST_MAILTO = 1800  # characters: some mail programs cut longer ones
SIGNS = re.compile(r"([\\`*_\[\]<>#|])")  # what Markdown would take for more than a letter


@dataclasses.dataclass(frozen=True, slots=True)
class ToShare:
    """A thing in the words that others will read: its name, what is to be known of it, its address."""

    title: str
    facts: list[str]
    address: str

    @property
    def mail(self) -> str:
        return "\n".join([self.title, "", *self.facts, *([""] if self.facts else []), self.address])

    @property
    def letters(self) -> str:
        """Return the address as one types it."""
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
        """Return it in the signs of YesWiki: its links are `[[address words]]`, and `""…""` is read as it is."""
        facts = "".join(f"\n - {quoted_for_yeswiki(fact)}" for fact in self.facts)
        return f"**[[{self.address} {in_a_link(self.title)}]]**\n{facts}" + ("\n" if facts else "")

    @property
    def mailto(self) -> str:
        """Return what opens her own mail with these words; the facts are left out when it grows too long."""
        whole = letter(self.title, self.mail)
        return (
            whole
            if len(whole) <= LONGEST_MAILTO
            else letter(shortened_words(self.title), f"{shortened_words(self.title)}\n\n{self.address}")
        )


def letter(subject: str, body: str) -> str:
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"


def shortened_words(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"


def escaped_for_wiki(words: str) -> str:
    """Write words so that the wiki reads them as they are."""
    return SIGNS.sub(r"\\\1", words)


def quoted_for_yeswiki(words: str) -> str:
    """Keep YesWiki from reading signs in these words."""
    return f'""{words.replace(chr(34) * 2, chr(34))}""'


def in_a_link(words: str) -> str:
    """Leave out of a link's words what would end it."""
    return words.replace("[[", "").replace("]]", "").replace('""', '"')


def is_for_everybody(thing: Any) -> bool:
    return bool(thing.space.is_public and thing.audience.kind == AudienceKind.PUBLIC)


def way_to(thing: Any, *, at: datetime.datetime) -> str:
    """Return the path by which anybody comes to `thing`: its own, or a link's; "" when there is none yet."""
    if is_for_everybody(thing):
        return WORDS.sub("/", thing.get_absolute_url())
    link = open_links(thing, at=at).first()
    return links.link_path(link) if link else ""


def create_share_link(thing: Any, *, by: Person, at: datetime.datetime) -> Link:
    """Return the link that opens `thing` to whoever holds it, made now if need be.

    Raises a Refusal while the thing is in preparation: what only a few read is given to nobody.
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
    """From now on, no link that was given opens `thing` any longer."""
    with transaction.atomic():
        Space.hold(thing.space_id)
        for link in open_links(thing, at=at):
            link.revoke(at)


def open_links(thing: Any, *, at: datetime.datetime) -> Any:
    of_thing = Link.objects.filter(space=thing.space_id, thing_kind=thing._meta.label_lower, thing_id=thing.pk)
    return of_thing.filter(person=None, revoked_at=None, expires_at__gt=at).order_by("-pk")

"""« La brève de la quinzaine »: to read, to copy, to send from one's own mailbox, or to follow in a feed reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.views.decorators.http import require_safe

from palabre.groups.models import Group
from palabre.home.digest import shared_digest
from palabre.home.digest.digest_content import Line
from palabre.home.digest.digest_text import digest_in_text, said_plainly
from palabre.home.group_page.lineage_display import living
from palabre.people.masked_names import first_names_only, veil_over
from palabre.people.reader import Reader
from palabre.pure.documents.tree import writable
from palabre.pure.french import shortened
from palabre.web.origins import origin_of
from palabre.web.view_doors import asked_page, fresh_page

LONGEST_MAILTO = 1900  # characters: some mail programs truncate longer addresses
LONGEST_TITLE = 120


@fresh_page
def brief(request: Any) -> HttpResponse:
    """Show the public digest; for members, the one that every member may read. In pages (`?page=`)."""
    first_names_only(request)
    is_member = request.person is not None and request.person.is_member
    is_for_members = is_member and (not request.space.is_public or request.GET.get("for") == "members")
    whole = Reader.of(request)
    reader = shared_digest.for_members(whole) if is_for_members else shared_digest.for_everybody(whole)
    found = shared_digest.of_the_fortnight(reader, at=timezone.now(), number=asked_page(request))
    words = digest_in_text(found, reader, origin=origin_of(request))
    facts = {"brief": found, "words": words, "mailto": mailto(words.subject, words.text), "today": whole.today}
    return render(request, "home/digest/digest.html", facts | {"is_member": is_member, "for_members": is_for_members})


def mailto(subject: str, text: str) -> str:
    head = f"mailto:?subject={quote(subject)}"
    whole = f"{head}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"
    return whole if len(whole) <= LONGEST_MAILTO else head


@require_safe
def feed(request: Any) -> HttpResponse:
    """Return the public news of the space as a feed, the same for every reader."""
    lines = shared_digest.feed_of(Reader.of(request))
    return as_atom(request, lines, title=request.space.name, about=request.space.get_absolute_url())


@require_safe
def group_feed(request: Any, number: int) -> HttpResponse:
    """Return the public news of one group as a feed."""
    reader = Reader.of(request)
    group = reader.find(Group, number)
    lines = shared_digest.feed_of(reader, group=living(group, reader).pk)
    return as_atom(request, lines, title=group.title, about=group.get_absolute_url())


def as_atom(request: Any, lines: Iterable[Line], *, title: str, about: str) -> HttpResponse:
    here = origin_of(request)
    found = veil_over(request.space, everybody=True)
    veil = found.over_text if found else str
    written = Atom1Feed(
        title=veil(writable(title)),
        link=here + about,
        description="",
        language=settings.LANGUAGE_CODE,
        feed_url=here + request.path,
        feed_copyright=writable(request.space.licence),
    )
    for line in lines:
        words = "\n\n".join(line.words)
        plain = said_plainly(line.sentence) or shortened(veil(words[: 2 * LONGEST_TITLE]), LONGEST_TITLE)
        written.add_item(
            title=veil(writable(plain)),
            link=here + (line.url or reverse("home:brief", args=[request.space.slug])),
            description=linebreaks(escape(veil(writable(words or plain)))),
            updateddate=line.at,
            unique_id=f"{here}/news/{line.key}",
        )
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")

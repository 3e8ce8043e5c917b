"""The one thing that a link opens, and its reader."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.groups.links import shared_link
from palabre.home.statements.statements import brought_pages
from palabre.journal.models import kind_of
from palabre.minutes.models import Import
from palabre.people.access.link_voice import is_hers_alone, vouchers_of_link
from palabre.people.access.links import LinkClosed
from palabre.people.models import Link, Person
from palabre.people.reader import Reader
from palabre.wiki.lines.line_edits import bare
from palabre.wiki.models import Page, Passage

EMPHASIS = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """Minutes that name the thing: day, title, the passages about it, and the words of the first passage."""

    on: datetime.date | None
    title: str
    passages: list[Passage]
    words: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A thing opened by a link. `reader` has the read access of the link's person, who is not signed in.

    A link made by another member, or sent to an address that another member noted, is limited to what that member may
    read too, beside its thing.
    """

    link: Link
    person: Person
    thing: Any
    reader: Reader
    is_shared: bool  # somebody else holds it too: it answers about its thing only, not about the person's other matters

    @property
    def is_group(self) -> bool:
        return self.link.thing_kind == "groups.group"

    @property
    def is_meeting(self) -> bool:
        return self.link.thing_kind == "meetings.meeting"

    @property
    def is_poll(self) -> bool:
        return self.link.thing_kind == "meetings.datepoll"

    @property
    def is_action(self) -> bool:
        return self.link.thing_kind == "groups.action"

    @property
    def is_page(self) -> bool:
        return self.link.thing_kind == "wiki.page"

    @classmethod
    def by(cls, link: Link, *, today: datetime.date) -> Opened:
        """Raise LinkClosed when the link has no person, or when its thing is gone."""
        thing = apps.get_model(link.thing_kind)._default_manager.filter(pk=link.thing_id, space=link.space).first()
        is_removed = isinstance(thing, Page) and thing.removed_at is not None
        if thing is None or is_removed or link.person is None:
            raise LinkClosed(
                _("What this link opened is no longer here."), instead=_("Ask the person who gave it to you.")
            )
        thing.space = link.person.space = link.space
        reader = Reader(link.space, link.person, today, limited_by=vouchers_of_link(link))
        return cls(link, link.person, thing, reader, not is_hers_alone(link))

    def rows(self, model: Any) -> Any:
        """Return the rows of `model` that go with the thing: those of its audience, and those they may read."""
        of_thing = Q(audience=self.thing.audience_id) | self.reader.readable()
        return model.objects.filter(of_thing & self.reader.also(), space=self.link.space)


def personal_link_path(link: Link) -> str:
    """Return the path that a link opens: a page for its person, or the shared page where it has none."""
    return reverse("opened:thing", args=[link.pk]) if link.person_id else shared_link.shared_link_path(link)


def minutes_naming_person(things: Iterable[Any], *, reader: Reader) -> list[Written]:
    """Return the minutes that name the person and in which one of `things` was read, latest first."""
    pages = pages_naming(reader)
    wanted = Q()
    for thing in things:
        wanted |= Q(thing_kind=kind_of(thing), thing_id=thing.pk)
    passages = Passage.objects.filter(wanted, page__in=pages).select_related("page").order_by("first_line")
    readings = Import.objects.filter(page__in=pages, undone_at=None).select_related("meeting", "page__note")
    found = []
    for reading in readings.order_by("-pk"):
        said = [passage for passage in passages if passage.page_id == reading.page_id]
        if reading.page and said:
            on = reading.meeting.on if reading.meeting else None
            found.append(Written(on, reading.page.title, said, whole_line_words(said[0], reading.page)))
    return found


def pages_naming(reader: Reader) -> set[int]:
    """Return the ids of the pages of minutes that name the person, limited to what all of `limited_by` may read."""
    assert reader.person is not None
    pages = brought_pages(reader.person)
    return (
        set(Page.objects.filter(reader.also(), pk__in=pages).values_list("pk", flat=True))
        if reader.limited_by
        else pages
    )


def whole_line_words(passage: Passage, page: Page) -> str:
    """Return the whole line of the passage without emphasis marks; its stored words when the page has changed since."""
    lines = page.note.body_md.split("\n")
    is_there = passage.revision == page.note.revision and passage.first_line <= len(lines)
    return EMPHASIS.sub("", bare(lines[passage.first_line - 1])) if is_there else passage.words

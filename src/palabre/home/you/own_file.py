"""The data that a space keeps about one person, as a Markdown file for them alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.models import Action, Membership, Pledge, Role
from palabre.groups.roles.role_labels import TO_BE
from palabre.home.statements.statements import said_of
from palabre.meetings.models import Attendance, Meeting
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.archive_text import document, escaped, part
from palabre.web.dates_in_words import in_full
from palabre.wiki.models import Comment, Page
from palabre.wiki.readers.page_watches import watched_by


def own_file(reader: Reader, person: Person) -> str:
    """Return the text, without the names of other things that the person may not read."""
    today = in_full(reader.today)
    intro = _("What “%(space)s” keeps about you, on %(day)s.") % {"space": reader.space.name, "day": today}
    return document(
        person.name,
        [
            intro,
            "",
            *part(_("You"), bullets(facts(person))),
            *part(_("Your roles"), bullets(roles(reader, person))),
            *part(_("Where you said “I’m coming”"), bullets(pledges(reader, person))),
            *part(_("What you took on, or are asked to take"), bullets(taken_on(reader, person))),
            *part(_("Your meetings"), bullets(attended(reader, person))),
            *part(_("Your comments"), bullets(comments(reader, person))),
            *part(_("Pages you follow"), bullets(page.title for page in watched_by(reader))),
            *part(_("The sentences that name you"), bullets(sentences(person))),
        ],
    )


def bullets(lines: Iterable[str]) -> list[str]:
    return [f"- {escaped(line)}" for line in lines]


def facts(person: Person) -> list[str]:
    joined = person.joined_at and in_full(timezone.localdate(person.joined_at))
    return [
        *([_("Address: %(address)s") % {"address": person.email}] if person.email else []),
        *([_("Member since %(day)s") % {"day": joined}] if joined else []),
    ]


def sentences(person: Person) -> list[str]:
    return [f"{one.words} ({one.page.title})" for one in said_of(person).sentences]


def comments(reader: Reader, person: Person) -> list[str]:
    rows = Comment.objects.filter(by=person, removed_at=None, page__in=reader.may_read(Page)).select_related("page")
    return [f"{one.words} ({one.page.title})" for one in rows.order_by("pk")]


def roles(reader: Reader, person: Person) -> list[str]:
    rows = Membership.objects.held().filter(reader.readable(of="group__audience"), person=person)
    return [f"{TO_BE[Role(one.role)]}: {one.group.title}" for one in rows.select_related("group").order_by("pk")]


def pledges(reader: Reader, person: Person) -> list[str]:
    found = list(reader.may_read(Pledge).filter(person=person).order_by("pk"))
    for end in ("group", "call"):
        reader.tie(found, end)
    return [with_words(thing, one.words) for one in found if (thing := one.group or one.call)]


def with_words(thing: Any, words: str) -> str:
    return f"{thing}: {words}" if words else str(thing)


def taken_on(reader: Reader, person: Person) -> list[str]:
    rows = reader.may_read(Action).filter(Q(owner=person) | Q(offered_to=person))
    return [one.text for one in rows.order_by("pk")]


def attended(reader: Reader, person: Person) -> list[str]:
    known = reader.may_read(Meeting)
    rows = Attendance.objects.filter(person=person, meeting__in=known).select_related("meeting").order_by("pk")
    return [f"{one.meeting.title}{f', {in_full(one.meeting.on)}' if one.meeting.on else ''}" for one in rows]

"""The site map of a space: every screen that needs no thing to be named, for who may open it.

What belongs to one group, meeting or page is reached from it.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.meetings.permissions import has_outbox
from palabre.people.agreements.stewardship import stewards
from palabre.people.models import Person
from palabre.people.permissions import can_contribute, can_look_after
from palabre.spaces.models import Space

ALL, PERSON, MEMBER, WRITER, KEEPER = "all", "person", "member", "writer", "keeper"

# By section: the words, the URL, and who may open it.
SECTIONS: tuple[tuple[Promise, tuple[tuple[Promise, str, str], ...]], ...] = (
    (
        _("Groups"),
        (
            (_("The groups, and the questions that nobody hosts yet"), "home:groups", ALL),
            (_("Where each group is"), "home:fortnight", ALL),
            (_("Ask a question"), "home:new_question", MEMBER),
            (_("Who does what"), "home:roles", MEMBER),
            (_("The people"), "here:people", MEMBER),
        ),
    ),
    (
        _("Meetings"),
        (
            (_("The meetings"), "meetings:meetings", ALL),
            (_("Choose a date"), "meetings:new_date", MEMBER),
            (_("Ask for several dates"), "meetings:new_poll", MEMBER),
            (_("Keep a rhythm"), "meetings:new_series", MEMBER),
            (_("Add minutes"), "minutes:new_import", MEMBER),
            (_("The forums"), "forums:forums", ALL),
            (_("Prepare a forum"), "forums:new", MEMBER),
            (_("The forum already took place"), "forums:past", MEMBER),
            (_("The days when the groups open up"), "gatherings:gatherings", ALL),
            (_("Prepare a gathering"), "gatherings:new", MEMBER),
            (_("How agendas begin"), "meetings:agendas", ALL),
            (_("In my calendar"), "meetings:calendars", MEMBER),
        ),
    ),
    (
        _("Needs"),
        (
            (_("What is wanted, what is missing, what is to take on"), "home:needs", ALL),
            (_("Ask for somebody"), "groups:calling", MEMBER),
            (_("Say what is missing"), "groups:needing", MEMBER),
            (_("Offer help"), "groups:offering", ALL),
            (_("Everything there is to do"), "groups:actions", ALL),
        ),
    ),
    (
        _("Pages"),
        (
            (_("The pages"), "wiki:pages", ALL),
            (_("Write a page"), "wiki:new", MEMBER),
            (_("Pages that others link to"), "wiki:wanted", ALL),
            (_("All the decisions"), "meetings:decisions", ALL),
            (_("Propose a decision"), "meetings:new_decision", MEMBER),
            (_("The organisations"), "people:organisations", ALL),
            (_("What groups make, as a list"), "groups:output_kinds", ALL),
        ),
    ),
    (
        _("You"),
        (
            (_("My day"), "you:day", PERSON),
            (_("Your roles, your news, your name"), "you:you", PERSON),
            (_("The sentences that name you"), "you:said", PERSON),
            (_("Messages to send"), "outbox:outbox", WRITER),
        ),
    ),
    (
        _("The space"),
        (
            (_("Home"), "home:space", ALL),
            (_("The news of the fortnight"), "home:brief", ALL),
            (_("Search"), "search:results", ALL),
            (_("What groups wish to talk about"), "home:told_signs", KEEPER),
            (_("Names that are leaving some texts"), "home:words", MEMBER),
            (_("Settings"), "home:settings", MEMBER),
            (_("Take this space with you"), "home:export", MEMBER),
        ),
    ),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """`links` are pairs of the words and the URL."""

    title: Promise
    links: list[tuple[Promise, str]]


def sections_for(request: Any) -> list[Section]:
    """Return the sections with the links that the reader may open; a section without any is left out."""
    may = {ALL, *rights_of(request.person, request.space)}
    slug = request.space.slug
    sections = [
        Section(title, [(words, reverse(name, args=[slug])) for words, name, who in links if who in may])
        for title, links in SECTIONS
    ]
    return [one for one in sections if one.links]


def rights_of(person: Person | None, space: Space) -> set[str]:
    if person is None:
        return set()
    rights = {PERSON}
    if can_contribute(person):
        rights.add(MEMBER)
    if has_outbox(person):
        rights.add(WRITER)
    if can_look_after(person, space, has_steward=bool(stewards(space))):
        rights.add(KEEPER)
    return rights

"""In which words it is told what a group intends, makes and tells, how it sleeps, wakes and ends."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Deliverable, Ending, Intention, OutputKind
from palabre.journal.hooks import Thing, register_kind, register_verb, saying
from palabre.journal.models import Entry
from palabre.notes.markdown.plain_text import plain_text
from palabre.people.models import Person
from palabre.pure.french import shortened
from palabre.spaces.models import Space

LONGEST = 140  # characters of a thing's name in a sentence

TOLD = {
    "intention.written": _("{by} wrote what {thing} is for."),
    "intention.adopted": _("{thing} has its intention."),
    "intention.unadopted": _("The intention of {thing} is a sketch again."),
    "review.named": _("{thing} named a day to look again at where it is heading."),
    "review.dropped": _("{thing} named no day to look again at where it is heading."),
    "output.begun": _("A group is making something: {thing}."),
    "output.reworded": _("{by} said otherwise what is being made: {thing}."),
    "output.shown": _("It can be seen: {thing}."),
    "output.hidden": _("It cannot be seen yet: {thing}."),
    "output.reused": _("It has been put to use: {thing}."),
    "output.unreused": _("It has not been put to use yet: {thing}."),
    "output.set_aside": _("It will not be made: {thing}."),
    "output.taken_up": _("It is being made again: {thing}."),
    "output_kinds.changed": _("{by} changed what groups choose among."),
    "news.written": _("{by} told: {thing}"),
    "news.corrected": _("{by} corrected what was told: {thing}."),
    "news.withdrawn": _("{by} withdrew news of {thing}."),
    "inquiry.opened": _("{by} opened a question on the way: {thing}."),
    "inquiry.withdrawn": _("{by} withdrew a question opened on the way, in {thing}."),
    "inquiry.back": _("{by} brought back a question opened on the way: {thing}."),
    "inquiry.reworded": _("{by} said otherwise a question opened on the way: {thing}."),
    "inquiries.near": _("{by} brought two questions opened on the way together: {thing}."),
    "inquiries.parted": _("{by} separated two questions opened on the way: {thing}."),
    "group.asleep": _("{thing} takes a rest: anyone may wake it."),
    "group.awake": _("{by} woke {thing}."),
    "group.ended": _("{thing} has come to a good end."),
    "group.ending_mended": _("{by} mended what {thing} leaves."),
    "group.resumed": _("{thing} goes on."),
    "question.woken": _("{by} hosts a question that waited: {thing}."),
    "question.laid_down": _("{by} no longer hosts {thing}: it waits for somebody."),
}


def register_life_news() -> None:
    register_kind(Intention, word=_("intention"), paper="group", through=("group",), title=first_words)
    register_kind(Deliverable, word=_("output"), paper="group", through=("group",))
    register_kind(Ending, word=_("ending"), paper="group", through=("group",), title=first_words_left)
    register_kind(OutputKind, word=_("kind of output"), rows=kinds_of_members, url=kinds_path)
    for verb, words in TOLD.items():
        register_verb(verb, as_told(words))


def first_words(intention: Intention) -> str:
    return begun(plain_text(intention.body_html))


def first_words_left(ending: Ending) -> str:
    return begun(plain_text(ending.body_html))


def kinds_of_members(space: Space, person: Person | None) -> QuerySet[OutputKind]:
    is_read = person is not None and person.is_member
    return OutputKind.objects.filter(space=space) if is_read else OutputKind.objects.none()


def kinds_path(row: OutputKind) -> str:
    return reverse("groups:output_kinds", args=[row.space.slug])


def as_told(words: Any) -> Any:
    """Make a sentence that says, besides, when it was done by who looks after the whole."""
    plain = saying(words)

    def sentence(entry: Entry, thing: Thing | None) -> SafeString:
        said = plain(entry, dataclasses.replace(thing, title=begun(thing.title)) if thing else None)
        if not entry.facts.get("as_steward"):
            return said
        return format_html(gettext("{sentence} (by those who look after the community)"), sentence=said)

    return sentence


def begun(title: str) -> str:
    """Return the first words of what is called by all of its words."""
    return shortened(title, LONGEST)

"""Sentences of the news on needs and offers of help, and their immediate recipients."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.groups.group_recipients import conveners
from palabre.groups.models import Answer, HelpOffer, Need
from palabre.journal.hooks import NoticeReason, Thing, register_kind, register_notice, register_verb, saying
from palabre.journal.models import Entry
from palabre.people.models import Person

TOLD = {
    "need.said": _("{by} says what is missing: {thing}."),
    "need.reworded": _("{by} said otherwise what is missing: {thing}."),
    "need.acknowledged": _("{by} saw {thing}."),
    "need.not_acknowledged": _("{by} had not seen it after all: {thing}."),
    "need.in_hand": _("{by} is seeing to {thing}."),
    "need.handed_back": _("{by} is no longer seeing to {thing}."),
    "answer.withdrawn": _("{by} withdrew an answer to {thing}."),
    "need.declined": _("{by} cannot do it, and says why: {thing}."),
    "need.not_declined": _("{by} took back a no: {thing}."),
    "need.satisfied": _("{by} says that it is all right for the group: {thing}."),
    "need.not_satisfied": _("{by} says that it is not yet all right: {thing}."),
    "need.reopened": _("{by} says “not yet”: {thing}."),
    "need.not_reopened": _("{by} took back a “not yet”: {thing}."),
    "need.withdrawn": _("{by} says that it is no longer needed: {thing}."),
    "need.brought_back": _("{by} says that it is needed again: {thing}."),
    "help.offered": _("{by} offers help: {thing}."),
    "help.withdrawn": _("{by} took back an offer of help."),
    "help.wanted": _("{by} says that it would help: {thing}."),
    "help.not_wanted": _("{by} says that it is no longer needed: {thing}."),
}


def register_need_notices() -> None:
    register_kind(HelpOffer, word=_("offer of help"), paper="need")
    register_kind(Answer, word=_("answer"), paper="need", through=("need",))
    for verb, words in TOLD.items():
        register_verb(verb, saying(words))
    register_verb("need.answered", answered_in_words)
    register_notice("need.answered", who_needs, because=NoticeReason.NEED)
    register_notice("need.declined", who_needs, because=NoticeReason.NEED)
    register_notice("help.wanted", who_offers, because=NoticeReason.ANSWER)


def answered_in_words(entry: Entry, thing: Thing | None) -> SafeString:
    """Say who answered a need, or who reports the answer of somebody else."""
    words = _("{by} reports an answer to {thing}.") if entry.facts.get("reported") else _("{by} answered {thing}.")
    return saying(words)(entry, thing)


def who_needs(entry: Entry) -> Iterable[Person]:
    """Return the author of the need and the conveners of its group."""
    said = Need.objects.filter(pk=entry.subject_id).values_list("by", flat=True)
    return Person.objects.filter(pk__in={*said, *(one.pk for one in conveners(entry))} - {None})


def who_offers(entry: Entry) -> Iterable[Person]:
    """Return the author of the offer, while it is not withdrawn."""
    return Person.objects.filter(help_offers__pk=entry.subject_id, help_offers__withdrawn_at=None)

"""“Who goes on?”: a person says “I’m coming” or “I’ll host it” of a sheet, or a host copies it from paper."""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import day_for_update, hosted, refuse_when_closed
from palabre.forums.models import Sheet, SheetPledge
from palabre.forums.outcome.carrier_letters import forget_noted_addresses
from palabre.groups.roles.pledges import (
    NOTHING_SAID,
    How,
    author_after,
    checked_pledge,
    kept_of,
    said_by_oneself,
)
from palabre.groups.roles.pledges_for_others import person_called
from palabre.groups.typed_values import short_words
from palabre.people.erasures.refused_names import keep_out
from palabre.people.guests import a_name, new_form_token
from palabre.people.models import PASSERS_BY, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST, MOST_OF_ONE = 2000, 12  # pledges of one sheet; of one person
MOST_IN_PASSING, MOST_OF_A_DAY_IN_PASSING = 200, 1200  # of one sheet, of all, under names that were only typed


def pledge_to_sheet(
    sheet: Sheet,
    *,
    by: Person,
    at: datetime.datetime,
    carries: bool,
    words: str = "",
    how: How = NOTHING_SAID,
) -> SheetPledge:
    """Record that `by` goes on with the sheet, or carries it; what is said again replaces what was said. Idempotent."""
    typed_by = next(iter(by.vouched_by), None)
    with transaction.atomic():
        refuse_when_closed(day_for_update(sheet.day))
        refuse_over_own_words(sheet, by, typed_by)
        if typed_by is None:
            by.come(at)
        return pledged(sheet, by, typed_by, at=at, carries=carries, words=words, how=how)


def pledge_for(
    sheet: Sheet,
    name: str,
    *,
    by: Person,
    at: datetime.datetime,
    carries: bool,
    words: str = "",
    how: How = NOTHING_SAID,
) -> SheetPledge:
    """Record it for the person with this name, as a host copies it from paper.

    What somebody said of themselves, or another host copied, is not changed: the paper then names another person.
    """
    with transaction.atomic():
        now = hosted(sheet.day, by=by)
        refuse_when_closed(now)
        name = a_name(name)
        keep_out(now.forum.space, name)
        person = person_called(now.forum.space, name, by=by, form_token=new_form_token(), is_right=True)
        typed_by = next(iter(by.vouched_by), None) if person.pk == by.pk else by
        known = SheetPledge.objects.filter(sheet=sheet, person=person).select_related("typed_by").first()
        if known is not None and typed_by is not None and known.typed_by is None:
            raise said_by_oneself(person)
        if known is not None and typed_by is not None and known.typed_by != typed_by:
            typed_by = author_after(known, short_words(words), how, typed_by=typed_by)
            carries, how = carries or known.carries, kept_of(known, how)
        if known is not None:
            words = words or known.words
            how = dataclasses.replace(how, energy=how.energy or known.energy, reply_to=how.reply_to or known.reply_to)
        return pledged(sheet, person, typed_by, at=at, carries=carries, words=words, how=how)


def refuse_over_own_words(sheet: Sheet, person: Person, typed_by: Person | None) -> None:
    """Raise a Refusal if the person said it themselves already, and somebody else would say it otherwise."""
    if typed_by is not None and SheetPledge.objects.filter(sheet=sheet, person=person, typed_by=None).exists():
        raise said_by_oneself(person)


def pledged(
    sheet: Sheet,
    person: Person,
    typed_by: Person | None,
    *,
    at: datetime.datetime,
    carries: bool,
    words: str,
    how: How,
) -> SheetPledge:
    words, how = short_words(words), checked_pledge(how)
    keep_out(person.space, words)
    known = SheetPledge.objects.filter(sheet=sheet, person=person).first()
    if known is None:
        refuse_too_many(sheet, person)
    Space.touch(person.space_id)
    said = {"carries": carries, "energy": how.energy, "words": words, "reply_to": how.reply_to}
    facts = said | {"at": known.at if known else at, "typed_by": typed_by}
    return SheetPledge.objects.update_or_create(sheet=sheet, person=person, defaults=facts)[0]


def refuse_too_many(sheet: Sheet, person: Person) -> None:
    if sheet.pledges.count() >= MOST or (person.is_passer_by and is_full_in_passing(sheet)):
        raise Refusal(_("A great many people go on with this question."), instead=_("Speak to its host."))
    if SheetPledge.objects.filter(sheet__day=sheet.day_id, person=person).count() >= MOST_OF_ONE:
        raise Refusal(
            _("That is a great many questions for one person."), instead=_("Take one back, then choose this one.")
        )


def is_full_in_passing(sheet: Sheet) -> bool:
    """Return whether names typed in passing go on in great numbers with this sheet, or with those of the day."""
    typed = SheetPledge.objects.filter(Exists(Person.objects.filter(PASSERS_BY, pk=OuterRef("person"))))
    of_the_day = typed.filter(sheet__day=sheet.day_id)
    return typed.filter(sheet=sheet).count() >= MOST_IN_PASSING or of_the_day.count() >= MOST_OF_A_DAY_IN_PASSING


def say_no_more(pledge: SheetPledge, *, by: Person) -> None:
    """Withdraw a pledge: the person themselves, or a host for a line copied from paper. Idempotent.

    A host also takes back what a name typed in passing said, not what a member said of themselves.
    """
    with transaction.atomic():
        day = day_for_update(pledge.sheet.day)
        refuse_when_closed(day)
        if pledge.person_id != by.pk or by.vouched_by:
            hosted(day, by=by)
            if pledge.person_id != by.pk and not pledge.person.is_passer_by:
                refuse_over_own_words(pledge.sheet, pledge.person, by)
        if SheetPledge.objects.filter(pk=pledge.pk).delete()[0]:
            Space.touch(day.forum.space_id)


def take_back_address(pledge: SheetPledge, *, by: Person) -> None:
    """Remove the mail address of a pledge, at any time: the person themselves, or a host. Idempotent.

    A letter that was to leave for it does not.
    """
    with transaction.atomic():
        day = day_for_update(pledge.sheet.day)
        if pledge.person_id != by.pk or by.vouched_by:
            hosted(day, by=by)
        now = SheetPledge.objects.filter(pk=pledge.pk).exclude(reply_to="").select_related("person__account").first()
        if now is not None:
            forget_noted_addresses([now])
            now.reply_to = ""
            now.save(update_fields=["reply_to"])
            Space.touch(day.forum.space_id)

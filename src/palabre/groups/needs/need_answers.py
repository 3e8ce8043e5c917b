"""“Je réponds” to a need, for oneself or reported from somebody else, and its undo.

Only the group says whether an answer is enough.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from palabre.groups.models import Answer, Need
from palabre.groups.typed_values import line_of
from palabre.journal.models import Entry, kind_of, record
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import PASSERS_BY, Person
from palabre.people.reader import Reader
from palabre.pure.french import on_lines
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update
from palabre.upkeep.rate_limits import HOUR, wait_until_fewer

LONGEST = 4000  # characters
LONGEST_GIVER = 120
MOST_OF_ONE = 10  # answers of one person to one need in an hour
MOST_IN_AN_HOUR = 1000  # of all together: many people who answer at once, and no more
# Of answers to one need under names that were only typed, of which anybody makes thousands: a hall of four hundred
# answers twice each, in a sentence.
MOST_IN_PASSING, CHARACTERS_IN_PASSING = 1000, 60_000


class TooManyAnswers(Refusal):
    status = 429


def answer_need(need: Need, text: str, *, by: Person, at: datetime.datetime, given_by: str = "") -> Answer:
    """Create an answer to a need, with its audience; `by` reports it when `given_by` names who gave it. Idempotent.

    Raise a Refusal if the text is empty or too long, if the need is over, or over the rate limits.
    """
    text, given_by = bounded_answer_text(text), line_of(given_by, most=LONGEST_GIVER)
    with transaction.atomic():
        now = need_for_update(need)
        known = now.answers.filter(by=by, text=text, given_by=given_by).first()
        if known is not None:
            return known
        let_answer(now)
        bound_answers(now, by=by, at=at)
        keep_out(now.space, text, given_by)
        by.come(at)
        said = {"by": by, "given_by": given_by, "text": text, "at": at}
        now.hold_true()
        answer = now.answers.create(space_id=now.space_id, audience_id=now.audience_id, **said)
        record("need.answered", now, by=by, **({"reported": True} if given_by else {}))
        return answer


def withdraw_answer(given: Answer, *, by: Person) -> None:
    """Delete an answer of `by`. Has no effect on the answer of somebody else. Idempotent."""
    refuse_one_word(by)
    with transaction.atomic():
        Space.hold(given.space_id)
        now = Answer.objects.select_related("need").filter(pk=given.pk, by=by).first()
        if now is not None:
            now.delete()
            record("answer.withdrawn", now.need, by=by)


def answers_to(needs: Iterable[Need], *, reader: Reader) -> dict[int, list[Answer]]:
    """Return the answers to these needs by need id, oldest first, in one query."""
    found: dict[int, list[Answer]] = defaultdict(list)
    numbers = [need.pk for need in needs]
    if numbers:
        rows = reader.may_read(Answer).filter(need__in=numbers).select_related("by")
        for row in reader.fetch(rows.order_by("at", "pk")):
            found[row.need_id].append(row)
    return dict(found)


def bound_answers(need: Need, *, by: Person, at: datetime.datetime) -> None:
    """Limit the answers to one need in an hour: those of each person, withdrawn ones too, then all of them."""
    said = Entry.objects.filter(verb="need.answered", subject_kind=kind_of(need), subject_id=need.pk, by=by)
    if wait := wait_until_fewer(said.filter(at__gt=at - HOUR, at__lte=at).order_by("-at"), most=MOST_OF_ONE, at=at):
        raise TooManyAnswers(_("You already answered several times."), instead=wait.words)
    if by.is_passer_by and is_full_of_answers_in_passing(need):
        raise TooManyAnswers(
            _("Many people already answered this need in passing."),
            instead=_("Give your answer to somebody of the space: they will pass it on."),
        )
    lately = need.answers.filter(at__gt=at - HOUR, at__lte=at).order_by("-at")
    if wait := wait_until_fewer(lately, most=MOST_IN_AN_HOUR, at=at):
        raise TooManyAnswers(_("A great many people are answering right now."), instead=wait.words)


def is_full_of_answers_in_passing(need: Need) -> bool:
    typed = Person.objects.filter(PASSERS_BY, pk=OuterRef("by"))
    said = need.answers.filter(Exists(typed)).aggregate(count=Count("pk"), length=Sum(Length("text"), default=0))
    return bool(said["count"] >= MOST_IN_PASSING or said["length"] >= CHARACTERS_IN_PASSING)


def let_answer(need: Need) -> None:
    if not need.is_open:
        raise Refusal(_("The group no longer needs this."), instead=_("There are other needs: see what is missing."))


def need_for_update(need: Need) -> Need:
    """Lock the space and return the need, read again."""
    return row_for_update(need, instead=_("There are other needs: see what is missing."))


def bounded_answer_text(text: str) -> str:
    """Return the text stripped. Raise a Refusal if it is empty or too long."""
    text = on_lines(text)
    if not text:
        raise Refusal(_("Your answer is still empty."), instead=_("Write it, then send it again."))
    if len(text) > LONGEST:
        raise Refusal(
            _("Your answer is longer than %(most)s characters.") % {"most": LONGEST},
            instead=_("Keep the main point here, and say the rest at a meeting."),
        )
    return text

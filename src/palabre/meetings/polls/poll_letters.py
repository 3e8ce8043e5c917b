"""« Un sondage vous attend »: letters to awaited persons. They are reviewed before they are sent, as all letters."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palabre.meetings.models import Awaited, DateAnswer, DatePoll
from palabre.meetings.permissions import can_tend
from palabre.meetings.polls.awaited_people import AGAIN, OF_A_POLL, about
from palabre.meetings.polls.date_poll import poll_for_update
from palabre.meetings.polls.poll_phrases import slot_in_words
from palabre.people.access import links
from palabre.people.duplicates.own_spellings import names_of_one
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.post import outbox
from palabre.post.letter_placeholders import line
from palabre.post.models import Letter
from palabre.post.outbox import say_again
from palabre.refusal import Refusal
from palabre.web import dates_in_words

MOST_DATES = 8  # in a letter; the link shows the others


def write_to_awaited(poll: DatePoll, *, by: Person, at: datetime.datetime) -> list[Letter]:
    """Write to each awaited person without an answer or a sent letter, and return the letters of `by`.

    They wait in the outbox for the review of the member who asked; the letters of others stay theirs.
    """
    if not can_tend(by, poll):
        raise Refusal(_("Only members of this space can write to people about this poll."))
    with transaction.atomic():
        now = poll_for_update(poll)
        if not now.is_open:
            raise Refusal(_("This poll is closed."), instead=_("See the meeting that came of it, if there is one."))
        wanted = [one.person for one in to_tell(now) if one.person_id != by.pk]
        made = [write_poll_letter(now, person, by=by, at=at) for person in wanted]
        return [letter for letter in made if letter.by_id == by.pk]


def to_tell(poll: DatePoll) -> list[Awaited]:
    """Return the awaited persons without an answer, to whom no letter about this poll was sent."""
    gone = Letter.objects.filter(about=about(poll), sent_at__isnull=False).values("to")
    return [one for one in silent(poll) if one.person_id not in set(gone.values_list("to", flat=True))]


def silent(poll: DatePoll) -> list[Awaited]:
    return list(sorted_by_name(without_an_answer(poll.awaited.all())))


def without_an_answer(rows: QuerySet[Awaited]) -> QuerySet[Awaited]:
    """Return those of these awaited persons whose poll has no answer of theirs."""
    return unanswered(rows).filter(person__erased_at=None, person__same_as=None)


def unanswered(rows: QuerySet[Awaited]) -> QuerySet[Awaited]:
    answers = DateAnswer.objects.standing().filter(poll=OuterRef("poll"), person=OuterRef("person"))
    return rows.filter(~Exists(answers))


def sorted_by_name(rows: QuerySet[Awaited]) -> QuerySet[Awaited]:
    return rows.select_related("person__space").order_by("person__name", "pk")


def is_awaited(letter: Letter) -> bool:
    """Return whether the poll of a letter is open, and still awaits its reader."""
    poll = poll_of(letter)
    if poll is None or not poll.is_open:
        return False
    return unanswered(poll.awaited.filter(person__in=names_of_one(letter.reader))).exists()


def polls_read(abouts: Collection[str], reader: Reader) -> list[str]:
    """Return those of these `about` whose poll the reader may read."""
    polls = {one: int(one.removesuffix(AGAIN).removeprefix(OF_A_POLL)) for one in abouts}
    read = set(reader.may_read(DatePoll).filter(pk__in=polls.values()).values_list("pk", flat=True))
    return [one for one, number in polls.items() if number in read]


def words_quoted(letter: Letter) -> list[str]:
    """Return the words of the poll that a letter quotes, unless a person edited it."""
    poll = poll_of(letter)
    return [poll.title, poll.words] if poll is not None and letter.changed_at is None else []


def renew_poll_letter(letter: Letter) -> bool:
    """Compose a letter again from its poll, just before it leaves."""
    poll, is_again = poll_of(letter), letter.about.endswith(AGAIN)
    if poll is None:
        return False
    words = poll_letter_words(poll, letter.reader, by=letter.by, today=timezone.localdate(), again=is_again)
    say_again(letter, *words)
    return True


def poll_of(letter: Letter) -> DatePoll | None:
    number = letter.about.removesuffix(AGAIN).removeprefix(OF_A_POLL)
    return DatePoll.objects.select_related("space").filter(pk=number, space=letter.space_id, removed_at=None).first()


def write_poll_letter(
    poll: DatePoll, to: Person, *, by: Person | None, at: datetime.datetime, again: bool = False
) -> Letter:
    """Write one letter, with a personal link; a reminder is labelled as such."""
    link = links.link_to(poll, person=to, by=by, at=at)
    today = timezone.localdate(at)
    subject, body = poll_letter_words(poll, to, by=by, today=today, again=again)
    of = about(poll) + (AGAIN if again else "")
    return outbox.write_letter(to, by=by, about=of, subject=subject, body=body, link=link)


def poll_letter_words(
    poll: DatePoll, to: Person, *, by: Person | None, today: datetime.date, again: bool
) -> tuple[str, str]:
    """Return the subject and the text: plain, short, with every answer behind one link."""
    subject = pgettext("subject", "When can we meet? %(title)s") % {"title": poll.title}
    if again:
        subject = _("Reminder, once only: %(title)s") % {"title": poll.title}
    asks = _("Which of these dates suit you for “%(title)s”?") % {"title": poll.title}
    opening = [_("Hello %(name)s,") % {"name": to.first_name}, asks, dates(poll, today=today)]
    parts = [*opening, *([poll.words] if poll.words else []), line(_("Answer here"), ""), *until(poll, today=today)]
    return subject, "\n\n".join([*parts, by.name if by else poll.space.name, foot()]) + "\n"


def dates(poll: DatePoll, *, today: datetime.date) -> str:
    rows = sorted((one.slot for one in poll.options.standing()), key=lambda slot: slot.order)
    said = [f"– {slot_in_words(one, today=today)}" for one in rows[:MOST_DATES]]
    return "\n".join([*said, *([_("– and others")] if len(rows) > MOST_DATES else [])])


def until(poll: DatePoll, *, today: datetime.date) -> list[str]:
    said = (
        [_("Please answer by %(day)s.") % {"day": dates_in_words.near(poll.deadline, today=today)}]
        if poll.deadline
        else []
    )
    return [*said, _("“No” and “if need be” are good answers too. You can change yours later, from the same link.")]


def foot() -> str:
    """Return why the person is written to, and how to stop it."""
    why = _("I am writing because you are part of this community. You don’t need an account.")
    return "\n".join([why, line(_("Remove my name"), "remove"), line(_("Who keeps this data"), "data")])

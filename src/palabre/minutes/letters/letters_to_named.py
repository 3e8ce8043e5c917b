"""« Les prévenir » : give addresses to the persons named by minutes, and write the letters that tell them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.minutes.letters.letter_texts import letter_to
from palabre.minutes.letters.named_people import AGAIN, Named, about, named_by
from palabre.minutes.models import Import
from palabre.people.access import links
from palabre.people.devices.account_vouchers import note_address
from palabre.people.models import Link, Person
from palabre.post import outbox
from palabre.post.models import Letter
from palabre.pure.addressbook import LONGEST, Contact, contacts, is_address, matched
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.dates_in_words import plain_day

BEFORE_AGAIN = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Recognised:
    """How many addresses of a line were known for whose they are; `left` are the others, with who each may be."""

    count: int
    left: dict[Contact, tuple[str, ...]]


def give_addresses(reading: Import, addresses: Mapping[int, str], *, by: Person) -> None:
    """Keep the addresses that were written beside the names, by number of person; none empties hers.

    Only persons of these minutes who never came get one; whatever is no address is left aside.
    """
    with transaction.atomic():
        Space.hold(reading.space_id)
        for one in named_by(reading):
            said = addresses.get(one.person.pk)
            if said is not None and (not said or is_address(said)):
                note_address(one.person, said, by=by)


def correct_address(letter: Letter, address: str, *, by: Person) -> None:
    """Write another address for the person of a letter, or the same again, which is then a word of `by`.

    Raises a Refusal when it is none, or when she came by herself: whoever proves an address may say that she is the
    person who has it (see people.claiming).
    """
    address = address.strip()
    if not is_address(address):
        raise Refusal(_("This address is incomplete."), instead=_("For example: first.name@example.com"))
    with transaction.atomic():
        Space.hold(letter.space_id)
        her = Person.objects.get(letters=letter)
        if her.has_come:
            raise Refusal(
                _("This person has come in since: only they can change their address."),
                instead=_("Send it from your own mailbox, or pass on the link yourself."),
            )
        note_address(her, address, by=by, again=True)


def recognise(reading: Import, line: str, *, by: Person) -> Recognised:
    """Read the « À : » line of a mail, and keep each address that can be one person's only.

    An address that she has already stays hers, unless messages to it came back.
    """
    if len(line) > LONGEST:
        raise Refusal(
            _("This line is too long."), instead=_("Paste it in several goes, a hundred addresses at a time.")
        )
    with transaction.atomic():
        Space.hold(reading.space_id)
        persons = {one.person.pk: one.person for one in named_by(reading)}
        told = matched(contacts(line), {number: person.name for number, person in persons.items()})
        left = {contact: tuple(persons[one].name for one in who) for contact, who in told.left.items()}
        for number, address in told.found.items():
            person = persons[number]
            if person.email and person.email_refused_at is None and person.email.lower() != address.lower():
                left[Contact(address)] = (person.name,)
            else:
                note_address(person, address, by=by)
    return Recognised(len(told.found) + len(told.left) - len(left), left)


def write_to_named(reading: Import, *, by: Person, at: datetime.datetime) -> list[Letter]:
    """Write to each person who was not written to yet, and return the letters that wait to be read again."""
    refuse_undone(reading)
    with transaction.atomic():
        Space.hold(reading.space_id)
        return [tell_one(one, reading, by=by, at=at) for one in named_by(reading) if was_not_told(one)]


def tell_one(one: Named, reading: Import, *, by: Person, at: datetime.datetime) -> Letter:
    """Write to one person; written again, her letter is renewed."""
    subject, body = letter_to(one, reading, by=by.name, today=timezone.localdate(at))
    link = link_for(one, reading, by=by, at=at)
    return outbox.write_letter(one.person, by=by, about=about(reading), subject=subject, body=body, link=link)


def tell_again(letter: Letter, reading: Import, *, by: Person, at: datetime.datetime) -> Letter:
    """Write one reminder, a week later, to who did not answer. Raises a Refusal for a second one, or a sooner one."""
    one = next((one for one in named_by(reading) if one.person.pk == letter.to_id), None)
    if one is None:
        raise Refusal(_("This person has come of their own accord since: no reminder is needed."))
    if letter.about.endswith(AGAIN) or (one.letter is not None and one.letter.pk != letter.pk):
        raise Refusal(_("This person has already had one reminder."), instead=_("If you see them, ask them."))
    if letter.sent_at is None or at - letter.sent_at < BEFORE_AGAIN:
        raise Refusal(_("This person was written to less than a week ago."), instead=_("Give them some time."))
    day = plain_day(timezone.localdate(letter.sent_at), today=timezone.localdate(at))
    subject, body = letter_to(one, reading, by=by.name, today=timezone.localdate(at), first_on=day)
    link = link_for(one, reading, by=by, at=at)
    return outbox.write_letter(one.person, by=by, about=about(reading) + AGAIN, subject=subject, body=body, link=link)


def link_for(one: Named, reading: Import, *, by: Person, at: datetime.datetime) -> Link | None:
    """Return the link to what she is asked about: her group, else the meeting where she is named."""
    thing = one.group if one.carries and one.group is not None else reading.meeting
    return links.link_to(thing, person=one.person, by=by, at=at, space=reading.space) if thing else None


def was_not_told(one: Named) -> bool:
    return one.letter is None or (one.letter.is_waiting and not one.letter.about.endswith(AGAIN))


def refuse_undone(reading: Import) -> None:
    if reading.undone_at is not None:
        raise Refusal(_("These minutes have been removed."), instead=_("Add them again, then write to people."))

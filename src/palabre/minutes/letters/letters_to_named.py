"""« Les prévenir »: store addresses of the people named by minutes, and write letters to them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.meetings.invitations.noted_addresses import note_address
from palabre.meetings.permissions import addresses_known_to
from palabre.minutes.letters.letter_texts import letter_to, shortened_question
from palabre.minutes.letters.named_people import ABOUT, AGAIN, Named, about, named_by
from palabre.minutes.models import Import
from palabre.people.access import links
from palabre.people.duplicates.own_spellings import names_of_one
from palabre.people.models import Link, Person
from palabre.people.reader import Reader
from palabre.post import outbox
from palabre.post.models import Letter
from palabre.post.outbox import say_again
from palabre.pure.addressbook import LONGEST, Contact, contacts, is_address, matched
from palabre.pure.mail_address import normal_address
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.dates_in_words import plain_day

BEFORE_AGAIN = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Recognised:
    """Number of addresses of a line that were matched; `left` are the others, with their possible persons."""

    count: int
    left: dict[Contact, tuple[str, ...]]


def give_addresses(reading: Import, addresses: Mapping[int, str], *, by: Person) -> None:
    """Store the addresses typed beside the names, by person id; an empty one deletes it.

    Only persons of these minutes who never came get one; an invalid address is ignored.
    """
    with transaction.atomic():
        Space.hold(reading.space_id)
        for one in named_by(reading):
            said = addresses.get(one.person.pk)
            if said is not None and (not said or is_address(said)):
                note_address(one.person, said, by=by)


def correct_address(letter: Letter, address: str, *, by: Person) -> None:
    """Change or confirm the address of a letter's recipient, in the name of `by`.

    Raise a Refusal when it is invalid, or when the recipient came by themselves: whoever proves an address may claim to
    be the person who has it (see people.claiming). So is one that `by` may not know: see `note_address`.
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
    """Parse the « À : » line of a mail, and store each address that matches one person only.

    An existing address is not replaced, unless mail to it was returned and `by` may know it.
    """
    if len(line) > LONGEST:
        raise Refusal(
            _("This line is too long."), instead=_("Paste it in several goes, a hundred addresses at a time.")
        )
    with transaction.atomic():
        Space.hold(reading.space_id)
        persons = {one.person.pk: one.person for one in named_by(reading)}
        knows = addresses_known_to(by)
        told = matched(contacts(line), {number: person.name for number, person in persons.items()})
        left = {contact: tuple(persons[one].name for one in who) for contact, who in told.left.items()}
        for number, address in told.found.items():
            person = persons[number]
            is_kept = person.email_refused_at is None or not knows(person)
            if person.email and is_kept and person.email != normal_address(address):
                left[Contact(address)] = (person.name,)
            else:
                note_address(person, address, by=by)
    return Recognised(len(told.found) + len(told.left) - len(left), left)


def write_to_named(reading: Import, *, by: Person, at: datetime.datetime) -> list[Letter]:
    """Write to each person without a letter, and return those of `by` that wait: the letters of others stay theirs."""
    refuse_undone(reading)
    refuse_unseen(reading)
    with transaction.atomic():
        Space.hold(reading.space_id)
        to_tell = [one for one in named_by(reading) if was_not_told(one)]
        mine = [one for one in to_tell if one.letter is None or not outbox.is_of_another(one.letter, by)]
        return [tell_one(one, reading, by=by, at=at) for one in mine]


def tell_one(one: Named, reading: Import, *, by: Person, at: datetime.datetime) -> Letter:
    """Write to one person; an existing letter is renewed."""
    subject, body = letter_to(one, reading, by=by.name, today=timezone.localdate(at))
    link = link_for(one, reading, by=by, at=at)
    return outbox.write_letter(one.person, by=by, about=about(reading), subject=subject, body=body, link=link)


def tell_again(letter: Letter, reading: Import, *, by: Person, at: datetime.datetime) -> Letter:
    """Write one reminder, a week later, to a person who did not answer.

    Raise a Refusal for a second one, or before a week.
    """
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


def is_about_minutes_there(letter: Letter) -> bool:
    """Return whether the minutes that a letter tells of are there."""
    return minutes_of_letter(letter) is not None


def imports_read(abouts: Collection[str], reader: Reader) -> list[str]:
    """Return those of these `about` whose minutes the reader may read."""
    audiences = {one: int(one.removesuffix(AGAIN).removeprefix(ABOUT)) for one in abouts}
    rows = reader.may_read(Import).filter(audience__in=audiences.values())
    read = set(rows.values_list("audience", flat=True))
    return [one for one, number in audiences.items() if number in read]


def question_quoted(letter: Letter) -> list[str]:
    """Return the question that its reader carries, as a letter that nobody edited quotes it."""
    reading = minutes_of_letter(letter)
    one = reader_in(reading, letter) if reading and letter.changed_at is None else None
    return [shortened_question(one.question)] if one is not None and one.carries else []


def renew_letter_to_named(letter: Letter) -> bool:
    """Compose a letter again just before it leaves; return False when its minutes name its reader no longer.

    So it is when the reader came by themselves.
    """
    reading = minutes_of_letter(letter)
    one = reader_in(reading, letter) if reading else None
    if reading is None or one is None:
        return False
    today, former = timezone.localdate(), first_letter(letter, reading) if letter.about.endswith(AGAIN) else None
    first_on = plain_day(timezone.localdate(former.sent_at), today=today) if former else ""
    say_again(letter, *letter_to(one, reading, by=(letter.by or letter.space).name, today=today, first_on=first_on))
    return True


def reader_in(reading: Import, letter: Letter) -> Named | None:
    """Return what these minutes say of the reader of a letter, by any name of theirs; None where they say nothing."""
    names = names_of_one(letter.reader)
    found = next((one for one in named_by(reading) if one.person.pk in names), None)
    return replace(found, person=letter.reader) if found else None


def minutes_of_letter(letter: Letter) -> Import | None:
    """Return the last of the imports that a letter is about: a corrected text has the audience of the former."""
    number = int(letter.about.removesuffix(AGAIN).removeprefix(ABOUT))
    rows = Import.objects.filter(audience=number, space=letter.space_id, undone_at=None)
    return rows.select_related("space", "meeting").order_by("-pk").first()


def first_letter(letter: Letter, reading: Import) -> Letter | None:
    """Return the letter of which this one reminds its reader."""
    rows = Letter.objects.filter(to=letter.to_id, about=about(reading), sent_at__isnull=False)
    return rows.order_by("-pk").first()


def link_for(one: Named, reading: Import, *, by: Person, at: datetime.datetime) -> Link | None:
    """Return the link to the subject of the letter: the person's group, else the meeting where they are named."""
    thing = one.group if one.carries and one.group is not None else reading.meeting
    return links.link_to(thing, person=one.person, by=by, at=at, space=reading.space) if thing else None


def was_not_told(one: Named) -> bool:
    return one.letter is None or (one.letter.is_waiting and not one.letter.about.endswith(AGAIN))


def refuse_in_doubt(reading: Import) -> None:
    if reading.validity:
        raise Refusal(
            _("These minutes are more than three months old: nobody is written to about them yet."),
            instead=_("Say first, on the page of these minutes, whether they are still true."),
        )


def refuse_unseen(reading: Import) -> None:
    if not reading.has_its_people:
        raise Refusal(
            _("Nobody has looked yet at who is named here: no message is prepared before."),
            instead=_("Say first, on the page of these minutes, who was there."),
        )


def refuse_undone(reading: Import) -> None:
    if reading.undone_at is not None:
        raise Refusal(_("These minutes have been removed."), instead=_("Add them again, then write to people."))

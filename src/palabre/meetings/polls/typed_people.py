"""People whom a member names in a poll: found by name in the space, or made; each with an address, if it was typed.

A name or an address that was typed gives no right: the person is asked, and answers by a link of their own. It tells
nothing either: nobody is found whom the member may not know of, nor by an address that they may not read.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from palabre.meetings.invitations.noted_addresses import note_address
from palabre.meetings.models import DatePoll
from palabre.meetings.permissions import addresses_known_to
from palabre.people.duplicates.own_spellings import spellings_among
from palabre.people.erasures.refused_names import keep_out
from palabre.people.guests import new_form_token
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.roster import known_to
from palabre.people.typed_names import typed_name
from palabre.pure.addressbook import contacts
from palabre.pure.french import on_one_line
from palabre.pure.mail_address import normal_address
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST = 40  # of one text
TEXT_LENGTH = 6000


def people_typed(space: Space, text: str, *, by: Person) -> list[Person]:
    """Return the persons named by a text, one name or address on each line. The caller holds the space.

    Raise a Refusal for too many of them, for a name that is too long or refused.
    """
    lines = dict.fromkeys(line for said in text.splitlines() if (line := on_one_line(said)))
    if not lines:
        return []
    if len(lines) > MOST:
        raise Refusal(
            _("These are a great many people for one poll."),
            instead=_("Keep %(n)s at the most; others can answer by the link that you pass on.") % {"n": MOST},
        )
    known = persons_known(space, by)
    here, addresses = by_name(known), by_address(known, by=by)
    found = [person_on_line(space, line, here, addresses, by=by) for line in lines]
    return list({person.pk: person for person in found}.values())


def person_on_line(
    space: Space,
    line: str,
    here: dict[tuple[str, ...], Person | None],
    addresses: dict[str, Person | None],
    *,
    by: Person,
) -> Person:
    contact = next(iter(contacts(line)), None)
    address = normal_address(contact.address) if contact else ""
    known = addresses.get(address) if address else None
    if known is not None:
        return known
    name = typed_name(line if contact is None else contact.names[0] if contact.names else name_in(contact.address))
    keep_out(space, name)
    person = here.get(Person(name=name).key) or named_now(space, name, form_token="")
    here[person.key] = person
    if address and not person.email and not person.has_come:
        note_address(person, address, by=by)
        addresses[address] = person
    return person


def name_in(address: str) -> str:
    """Return « lucie marchand » for lucie.marchand@…, in the letters of the address."""
    return " ".join(address.partition("@")[0].replace(".", " ").replace("_", " ").split()) or address


def named_now(space: Space, name: str, *, form_token: str) -> Person:
    return Person.objects.create(space=space, name=name, form_token=form_token or new_form_token())


def the_one_called(poll: DatePoll, name: str) -> Person | None:
    """Return the person whom this name means to a member, else the guest who answered the poll under it.

    Where answers are hidden, no guest: they would read by their own link what a member answers for somebody else.
    """
    here, key = by_name(persons_here(poll.space)), Person(name=name).key
    if key in here or poll.hides_answers:
        return here.get(key)
    answers = poll.answers.standing().filter(person__erased_at=None).select_related("person")
    guests = [one.person for one in answers if one.person.is_passer_by and one.person.key == key]
    return guests[0] if len(guests) == 1 else None


def by_name(persons: Iterable[Person]) -> dict[tuple[str, ...], Person | None]:
    """Return these persons by name key; None for an ambiguous name.

    A name that somebody typed for themselves, and that no member knows, means nobody.
    """
    found: dict[tuple[str, ...], Person | None] = {}
    for one in persons:
        who = one.same_as or one
        if who.is_passer_by:
            continue
        known = found.setdefault(one.key, who)
        if known is None or known.pk != who.pk:
            found[one.key] = None
    return found


def by_address(persons: Iterable[Person], *, by: Person) -> dict[str, Person | None]:
    """Return those of these persons whose address `by` may know, without passers-by; None for an address of several."""
    found: dict[str, Person | None] = {}
    knows = addresses_known_to(by)
    for one in persons:
        who = one.same_as or one
        is_known = one.pk == by.pk or knows(one)
        if one.email and is_known and not one.is_passer_by and not who.is_passer_by:
            known = found.setdefault(one.email, who)
            if known is None or known.pk != who.pk:
                found[one.email] = None
    return found


def persons_known(space: Space, by: Person) -> list[Person]:
    """Return the persons whom `by` may know of, and their doubles, but for names that somebody gave themselves."""
    return spellings_among(known_to(Reader.here(space, by)), space)


def persons_here(space: Space) -> list[Person]:
    """Return all the living persons of a space and their doubles, but for names that somebody gave themselves."""
    return spellings_among(Person.objects.filter(space=space, erased_at=None), space)

"""Limits of a link that somebody else holds too: it speaks for its person until they have a voice of their own here.

The member who made it, or noted the address it was mailed to, can open it too. The person has a voice of their own
once they are here by more than what these holders have: their own device or account, or a link of somebody else. From
then on the link still answers what the person has not answered, recorded as typed by the holder; it changes nothing
that the person said, and writes nothing in their name: see `one_word`.
"""

from __future__ import annotations

import datetime

from django.db.models import F, Q

from palabre.people.models import Link, Person

BY_ANOTHER = Q(used_at__isnull=False, made_by__isnull=False) & ~Q(made_by=F("person"))  # links of others, once used


def vouchers_of_link(link: Link) -> tuple[Person, ...]:
    """Return those who may hold it beside its person: beyond its thing, it opens only what each of them may read."""
    maker = link.made_by if link.made_by_id != link.person_id else None
    return tuple(one for one in (maker, link.noted_by) if one is not None)


def as_spoken_by(link: Link) -> Link:
    """Mark its person as here by this link, vouched for by its other holders if the person has their own voice."""
    if link.person is not None:
        link.person.link_here = link
        link.person.vouched_by = vouchers_of_link(link) if has_her_own_voice(link) else ()
    return link


def acts_alone(person: Person) -> bool:
    """Return whether what the person does in this visit is an act of theirs alone: one more human's.

    They are here by a device, an account or a link that nobody else was shown: not by what a member made, showed or
    noted for them. Only such an act tells that one
    more human came to a group (see electorate).
    """
    return not person.vouched_by and (person.link_here is None or is_hers_alone(person.link_here))


def own_word_at(person: Person, at: datetime.datetime) -> datetime.datetime | None:
    return at if acts_alone(person) else None


def is_hers_alone(link: Link) -> bool:
    """Return whether the link's address was given to its person and to nobody else.

    False for one that was mailed to an address noted by a member. Once somebody acted as the person by a link that
    another member made, links mailed by Palabre prove nothing any longer.
    """
    if link.noted_by_id is not None:
        return False
    if link.made_by_id is not None:
        return link.made_by_id == link.person_id
    return not Link.objects.filter(BY_ANOTHER, person=link.person_id).exists()


def has_her_own_voice(link: Link) -> bool:
    """Return whether the link's person is here by more than what its other holders have."""
    her, holders = link.person, {link.made_by_id, link.noted_by_id} - {None, link.person_id}
    if her is None or not holders:
        return False
    is_her_mailbox = is_of_the_same_mailbox(link, her)
    if not is_her_mailbox and (her.account_id is not None or her.entered_at is not None):
        return True
    used = Link.objects.filter(person=her, used_at__isnull=False)
    theirs = Q(made_by__in=holders) | Q(noted_by__in=holders)
    if used.exclude(theirs).exists():
        return True
    return her.is_member and not is_her_mailbox and not used.filter(theirs, used_at__lte=her.joined_at).exists()


def is_of_the_same_mailbox(link: Link, her: Person) -> bool:
    """Return whether it was mailed to the address by which its person signs in: whoever opens one opens the other."""
    is_mailed = link.made_by_id is None and link.noted_by_id is not None and link.noted_by_id == her.account_by_id
    return is_mailed and her.account is not None and her.account.email == her.email

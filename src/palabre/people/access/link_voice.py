"""Limits of a link that somebody else holds too: it speaks for its person until they have a voice of their own here.

The member who made it, or noted the address it was mailed to, can open it too. The person has a voice of their own
once they are here by more than what these holders have: their own device or account, or a link of somebody else. From
then on the link still answers what the person has not answered, recorded as typed by the holder; it changes nothing
that the person said, and writes nothing in their name: see `one_word`.
"""

from __future__ import annotations

from django.db.models import Q

from palabre.people.models import Link, Person


def vouchers_of_link(link: Link) -> tuple[Person, ...]:
    """Return those who may hold it beside its person: beyond its thing, it opens only what each of them may read."""
    maker = link.made_by if link.made_by_id != link.person_id else None
    return tuple(one for one in (maker, link.noted_by) if one is not None)


def as_spoken_by(link: Link) -> Link:
    """Mark its person as here by this link, vouched for by its other holders if the person has their own voice."""
    if link.person is not None:
        link.person.comes_by_link = True
        link.person.vouched_by = vouchers_of_link(link) if has_her_own_voice(link) else ()
    return link


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

"""For whom a link speaks that somebody else holds too: for its person, as long as she has no other voice here.

Who made it, or noted the address to which it left, can open it as well. Once she is here by more than what they hold
(a device or an account of hers, a link of another), it goes on answering what she has not answered, as typed by them;
it changes nothing that she said, and writes nothing in her name: see `one_word`.
"""

from __future__ import annotations

from django.db.models import Q

from palabre.people.models import Link, Person


def vouchers_of_link(link: Link) -> tuple[Person, ...]:
    """Return who, beside its person, may hold it: what it opens beyond its thing, each of them may read."""
    maker = link.made_by if link.made_by_id != link.person_id else None
    return tuple(one for one in (maker, link.noted_by) if one is not None)


def as_spoken_by(link: Link) -> Link:
    """Say of its person that she is here by this link, and by whose word alone where she has a voice of her own."""
    if link.person is not None:
        link.person.comes_by_link = True
        link.person.vouched_by = vouchers_of_link(link) if has_her_own_voice(link) else ()
    return link


def has_her_own_voice(link: Link) -> bool:
    """Is she of whom this link is here by more than what those who hold it beside her hold?"""
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
    """Was it mailed to the address by which she signs in? Whoever opens one opens the other."""
    is_mailed = link.made_by_id is None and link.noted_by_id is not None and link.noted_by_id == her.account_by_id
    return is_mailed and her.account is not None and her.account.email.lower() == her.email.lower()

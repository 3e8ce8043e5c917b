"""Letters to both addresses when an account claims a person, or gives them up: one waits at a time about each act.

A page only schedules them, whatever the mail server does. Once over, or once the person's name is removed, nothing of
them is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.utils.translation import get_language

from palabre.accounts.models import Account
from palabre.people.claims import claim_letters
from palabre.people.hooks import Event, Happening, Reversible, register_consequence
from palabre.people.models import Person
from palabre.post.address_letters import write_to_address
from palabre.post.hooks import LetterKind, always, own_words, register_letter_kind
from palabre.post.models import Letter
from palabre.upkeep.smtp import mail_is_configured

KIND = "claim"


def register_claim_notices() -> None:
    kind = LetterKind(
        is_wanted=always,
        renew=own_words,  # they say to two addresses which account claimed which person
        is_automatic=True,
        leaves_any_space=True,
        settled=drop,
    )
    register_letter_kind(KIND, kind)
    taken, left = (partial(tell, body=one) for one in (claim_letters.taken, claim_letters.left))
    register_consequence(Event.ACCOUNT_CAME, "letters", Reversible(taken))
    register_consequence(Event.ACCOUNT_LEFT, "letters", Reversible(left))
    register_consequence(Event.NAME_REMOVED, "letters", Reversible(forget))


def tell(happening: Happening, *, body: Callable[[Person, Account], str]) -> list[int]:
    """Have the letters leave now, in the language of who acts. Idempotent until they left."""
    person, account = happening.subject, happening.account
    if account is None or not mail_is_configured():
        return []
    told = {"account": account.email, "person": person.email if person.email != account.email else ""}
    letters = [
        write_to_address(
            email,
            space=person.space,
            about=f"{about_claims_of(person)}{account.pk}:{body.__name__}:{whose}",
            due_at=happening.at,
            language=get_language(),
            subject=claim_letters.subject(),
            body=body(person, account),
        )
        for whose, email in told.items()
        if email
    ]
    return [letter.pk for letter in letters]


def forget(happening: Happening) -> list[int]:
    """Delete the letters about a person whose name is removed: one in a worker's hands may still leave once."""
    person = happening.subject
    Letter.objects.filter(space=person.space_id, to=None, about__startswith=about_claims_of(person)).delete()
    return []


def drop(letter: Letter) -> None:
    """Delete a letter that is over, unless it was replaced meanwhile: nobody asks what became of it."""
    Letter.objects.filter(pk=letter.pk, message_id=letter.message_id).delete()


def about_claims_of(person: Person) -> str:
    return f"{KIND}:{person.pk}:"

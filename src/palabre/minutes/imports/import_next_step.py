"""Next steps after an import: tell the people named, open it to the space, publish it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from palabre.minutes import permissions
from palabre.minutes.letters import named_people
from palabre.minutes.models import Import
from palabre.minutes.undo import import_undo
from palabre.minutes.undo.import_return import set_aside_by
from palabre.people.models import AudienceKind, Person
from palabre.post.models import Letter
from palabre.questions.models import Wording


@dataclass(frozen=True, slots=True)
class NextStep:
    """`untold` people are named and have no letter; `people_url` is the screen to write to them, or "".

    `tells_first`: writing to them is the main action, until someone answers « plus tard ». `set_aside_by` undid what
    another had brought, and the text is kept. `former`: what publishing shows of how its questions were said before.
    """

    untold: int = 0
    people_url: str = ""
    tells_first: bool = False
    put_off: bool = False
    can_open: bool = False
    is_of_public_meeting: bool = False
    can_publish: bool = False
    former: tuple[str, ...] = ()
    can_unpublish: bool = False
    can_undo: bool = False
    set_aside_by: Person | None = None
    can_put_back: bool = False


def next_step(reading: Import, *, person: Person | None, put_off: bool = False) -> NextStep:
    """Return the next steps of `person`. `put_off`: they answered « plus tard » to telling people."""
    if reading.undone_at is not None:
        by = set_aside_by(reading)
        return NextStep(set_aside_by=by, can_put_back=permissions.can_put_back(person, reading, set_aside_by=by))
    can_open = permissions.can_open(person, reading) and reading.opened_at is None
    may_tell = permissions.can_open(person, reading) or (person is not None and person.is_steward)
    untold = untold_of(reading) if may_tell else 0
    people_url = address_of_people(reading) if untold and reading.has_its_people and not reading.validity else ""
    can_undo = person is not None and permissions.can_undo(person, reading) and import_undo.is_alone(reading, by=person)
    can_withdraw = permissions.can_withdraw(person, reading) and not reading.audience.is_standing
    is_of_members = reading.audience.kind == AudienceKind.SPACE and reading.space.is_public
    is_to_publish = is_of_members and can_withdraw and permissions.can_publish(person, reading)
    return NextStep(
        untold=untold,
        people_url=people_url,
        tells_first=bool(people_url) and not put_off,
        put_off=put_off,
        can_open=can_open,
        is_of_public_meeting=is_of_public_meeting(reading),
        can_publish=is_to_publish,
        former=former_words(reading) if is_to_publish else (),
        can_unpublish=can_withdraw and reading.audience.kind == AudienceKind.PUBLIC,
        can_undo=can_undo,
    )


def is_of_public_meeting(reading: Import) -> bool:
    """Return whether everybody reads the meeting of these minutes, by another row than theirs."""
    meeting = reading.meeting
    if meeting is None or meeting.audience_id == reading.audience_id:
        return False
    return meeting.audience.kind == AudienceKind.PUBLIC


def former_words(reading: Import) -> tuple[str, ...]:
    """Return the words in which its questions were said before: their pages keep them, and the search finds them."""
    asked = Wording.objects.former().filter(question__audience=reading.audience_id)
    return tuple(asked.order_by("question", "number").values_list("text", flat=True))


def is_told_to_nobody(reading: Import, *, person: Person) -> bool:
    """Return whether `person` may write to those whom the minutes name, and no letter is written yet."""
    return next_step(reading, person=person).tells_first and not letters_about(reading).exists()


def untold_of(reading: Import) -> int:
    """Count the persons named who never came by themselves and have no letter yet."""
    people = named_people.persons(reading)
    letters = letters_about(reading).filter(to__in=people)
    return len(people) - letters.values("to").distinct().count()


def letters_about(reading: Import) -> QuerySet[Letter]:
    return Letter.objects.filter(about=named_people.about(reading))


def address_of_people(reading: Import) -> str:
    try:
        return reverse("minutes:people", args=[reading.space.slug, reading.pk])
    except NoReverseMatch:
        return ""

"""Create a gathering and edit it: its texts, place, capacity and formats."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.gatherings import permissions
from palabre.gatherings.gathering_access import tends
from palabre.gatherings.models import Gathering, GroupCard
from palabre.groups.models import Group
from palabre.groups.typed_values import form_token_of
from palabre.journal.models import record
from palabre.journal.word_changes import WordHistory
from palabre.notes.markdown.prepared_text import prepare
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, AudienceKind, Person
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.registrations.enrolment import make_room
from palabre.registrations.models import Roll
from palabre.registrations.registration_letters import tell_all
from palabre.spaces.models import Space

TITLE_LENGTH, PLACE_LENGTH, ADDRESS_LENGTH = 200, 300, 500
INTENTION_LENGTH = 6000  # characters
LARGEST = 5000  # persons
MOST_FORMATS, FORMAT_LENGTH = 6, 80
MOST_COMING = 12  # gatherings of one space that are neither past nor cancelled
CHANGED = "gathering.changed"
TEXTS = ("title", "intention", "place", "formats")
BETWEEN_FORMATS = re.compile(r"[,;/\n?]|\bou\b|\bor\b", re.IGNORECASE)  # the spaces around it are stripped later


@dataclasses.dataclass(frozen=True, slots=True)
class GatheringDetails:
    """The editable fields of a gathering, other than its day."""

    title: str = ""
    intention: str = ""
    place: str = ""
    video_url: str = ""
    capacity: int | None = None
    formats: tuple[str, ...] = ()

    @classmethod
    def of(cls, gathering: Gathering) -> GatheringDetails:
        words = (gathering.title, gathering.intention, gathering.place, gathering.video_url)
        return cls(*words, gathering.roll.capacity, tuple(gathering.formats))

    @property
    def texts(self) -> dict[str, str]:
        """Return what members read of it, as texts."""
        formats = ", ".join(self.formats)
        return {"title": self.title, "intention": self.intention, "place": self.place, "formats": formats}

    @property
    def values(self) -> dict[str, Any]:
        """Return what the form says: these, and the address that only those who have a place receive."""
        return self.told | {"video_url": self.video_url}

    @property
    def told(self) -> dict[str, Any]:
        """Return what the journal tells of it."""
        return self.texts | {"capacity": self.capacity}


def begin_gathering(space: Space, title: str, *, by: Person, at: datetime.datetime, form_token: str = "") -> Gathering:
    """Create a gathering, with a card for each awake group that the whole space reads. Idempotent for the same form."""
    if not permissions.can_begin(by, space):
        raise Refusal(_("Only members of this space begin a gathering."))
    title = one_line(title, most=TITLE_LENGTH) or _("The groups open up")
    with transaction.atomic():
        Space.hold(space.pk)
        token = form_token_of(form_token, space)
        known = Gathering.objects.filter(space=space, form_token=token).first() if token else None
        if known is not None:
            return known
        refuse_too_many(space, at=at)
        keep_out(space, title)
        audience = Audience.objects.create(space=space, kind=AudienceKind.SPACE)
        roll = Roll.objects.create(space=space, owner_kind=Gathering._meta.label_lower)
        said = {"title": title, "by": by, "form_token": token}
        made = Gathering.objects.create(space=space, audience=audience, roll=roll, **said)
        ask_for_cards(made, by=by)
        record("gathering.begun", made, by=by)
    return made


def change_gathering(
    gathering: Gathering, said: GatheringDetails, *, by: Person, at: datetime.datetime, shown: str | None = None
) -> Gathering:
    """Edit the gathering. Registered people are told of a new place, or that they got a place that is free now.

    The journal keeps the former texts. `shown`: which texts its form showed; raise a Refusal where somebody else wrote
    others since.
    """
    said = checked_details(said)
    prepared = prepare(said.intention)
    said = dataclasses.replace(said, intention=prepared.markdown)
    with transaction.atomic():
        now = tended(gathering, by=by)
        was, history = GatheringDetails.of(now), gatherings_told(now)
        said = with_values(history.settle(said.values, was.values, by=by, shown=shown))
        if said == was:
            return now
        keep_out(now.space, said.title, said.intention, said.place, *said.formats)
        html = now.body_html if said.intention == was.intention else prepared.html
        words = dataclasses.asdict(said) | {"formats": list(said.formats), "body_html": html}
        if now.chosen_format not in said.formats:
            words["chosen_format"] = ""
        now.roll.hold_at_most(words.pop("capacity"))
        Gathering.objects.filter(pk=now.pk).update(**words)
        now = Gathering.objects.select_related("space", "audience", "roll").get(pk=now.pk)
        history.note_change(was.told, said.told, by=by)
        make_room(now.roll, at=at)
        if (was.place, was.video_url) != (now.place, now.video_url):
            tell_of_change(now, at=at)
    return now


def gatherings_told(gathering: Gathering) -> WordHistory:
    return WordHistory(gathering, CHANGED)


def with_values(values: dict[str, Any]) -> GatheringDetails:
    return GatheringDetails(**values | {"formats": formats_in(values["formats"])})


def choose_format(gathering: Gathering, words: str, *, by: Person) -> None:
    """Choose one of the proposed formats; "" leaves the choice open again. An unknown format changes nothing."""
    with transaction.atomic():
        now = tended(gathering, by=by)
        if words != now.chosen_format and (not words or words in now.formats):
            now.take_form(words)
            record("format.chosen" if words else "format.left_open", now, by=by)


def formats_in(words: str) -> tuple[str, ...]:
    """Parse “world café ou café pro-action ?” into two formats."""
    found = (" ".join(one.split())[:FORMAT_LENGTH] for one in BETWEEN_FORMATS.split(words))
    return tuple(dict.fromkeys(one for one in found if one))[:MOST_FORMATS]


def ask_for_cards(gathering: Gathering, *, by: Person) -> None:
    """Create a card for each awake group that the whole space reads."""
    groups = Group.objects.awake().filter(space=gathering.space_id)
    groups = groups.exclude(audience__kind=AudienceKind.SEATS).exclude(cards__gathering=gathering)
    add_cards(gathering, groups, by=by)


def add_cards(gathering: Gathering, groups: Iterable[Group], *, by: Person) -> None:
    of = {"space_id": gathering.space_id, "audience_id": gathering.audience_id, "gathering": gathering, "by": by}
    GroupCard.objects.bulk_create((GroupCard(group=group, **of) for group in groups), ignore_conflicts=True)


def tended(gathering: Gathering, *, by: Person) -> Gathering:
    """Lock the space and return the fresh gathering. Raise a Refusal if `by` may not tend it."""
    Space.hold(gathering.space_id)
    now = Gathering.objects.select_related("space", "audience", "roll").filter(pk=gathering.pk).first()
    if now is None or not tends(by, now):
        raise Refusal(
            _("Those who host a group look after this gathering."), instead=_("Ask one of them, or whoever began it.")
        )
    return now


def tell_of_change(gathering: Gathering, *, at: datetime.datetime) -> None:
    """Schedule mail to the registered people, if the gathering is announced. The caller holds the lock on the space."""
    if gathering.is_announced:
        tell_all(gathering.roll, at=at)


def checked_details(said: GatheringDetails) -> GatheringDetails:
    """Return cleaned details. Raise a Refusal for a text too long, an invalid address, a capacity out of bounds."""
    title = one_line(said.title, most=TITLE_LENGTH) or _("The groups open up")
    place, address = one_line(said.place, most=PLACE_LENGTH), one_line(said.video_url, most=ADDRESS_LENGTH)
    if len(said.intention) > INTENTION_LENGTH:
        raise too_long()
    if address:
        refuse_no_address(address)
    if said.capacity is not None and not 1 <= said.capacity <= LARGEST:
        raise Refusal(
            _("A gathering holds from one person to five thousand."), instead=_("Leave it empty if everybody fits.")
        )
    return dataclasses.replace(said, title=title, place=place, video_url=address)


def refuse_no_address(address: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise Refusal(
            _("This is not the address of a page."), instead=_("Copy it whole: it begins with https://")
        ) from None


def one_line(words: str, *, most: int) -> str:
    words = on_one_line(words)
    if len(words) > most:
        raise too_long()
    return words


def too_long() -> Refusal:
    return Refusal(_("This is too long: nobody would read it."), instead=_("Shorten it, then send again."))


def refuse_too_many(space: Space, *, at: datetime.datetime) -> None:
    coming = Gathering.objects.filter(space=space, cancelled_at=None).exclude(on__lt=at.date())
    if coming.count() >= MOST_COMING:
        raise Refusal(_("Many gatherings are being prepared here."), instead=_("Finish one, or cancel it, then begin."))

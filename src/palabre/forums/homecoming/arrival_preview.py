"""Preview of a file that was brought, told before anything is written."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Self

from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosts
from palabre.forums.homecoming.arrival import has_open_dots, is_to_be_closed, refuse_unless_prepares
from palabre.forums.homecoming.arrival_rows import to_be_compared, to_be_made
from palabre.forums.homecoming.carried_file import read_carried
from palabre.forums.homecoming.carried_forum import PERSON, PHOTO, PLEDGE, SHEET, CarriedForum, merge
from palabre.forums.homecoming.known_people import namesakes
from palabre.forums.homecoming.row_names import RowNames, day_named
from palabre.forums.homecoming.row_writer import is_code_taken
from palabre.forums.homecoming.told_day import ToldDay
from palabre.forums.homecoming.waiting_files import content_of
from palabre.forums.models import ForumDay, Homecoming
from palabre.people.models import AudienceKind, Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True, slots=True)
class Preview:
    """Counts of what is new in the file, and of what it would change or leave. `day` is the one that it completes.

    `has_open_dots`: it was closed there, and stays open here for these. `same` are the persons who bear the name of
    somebody who is new in it, by uid.
    """

    theme: str
    held_on: datetime.date | None
    day: ForumDay | None
    questions: int
    reports: int
    people: int
    pledges: int
    photos: int
    changed: int
    differing: int
    is_closed: bool
    has_open_dots: bool
    is_code_taken: bool
    same: dict[str, Person]

    def is_for_everybody(self, space: Space) -> bool:
        """Return whether everybody will read what comes, as a new forum of this space, or the one that is here."""
        return space.is_public if self.day is None else self.day.forum.audience.kind == AudienceKind.PUBLIC

    @classmethod
    def of(cls, homecoming: Homecoming, *, by: Person) -> Self:
        """Read the file. Raise a Refusal to who does not host the day that it completes."""
        refuse_unless_prepares(by, homecoming.space)
        forum = read_carried(content_of(homecoming))
        day = day_named(homecoming.space, forum.day.uid)
        if day is not None and not hosts(by, day):
            raise Refusal(_("This forum is here already: those who host it bring it home."))
        names = RowNames.of(day) if day is not None else None
        known = names.by_uid if names is not None else {}
        new = to_be_made(forum, known)
        changed, differing = compared(forum, names, by=by) if names is not None else (0, 0)
        (theme, held_on), code = forum.day.facets["theme"], forum.day.facets["code"]
        return cls(
            theme=theme,
            held_on=datetime.date.fromisoformat(held_on) if held_on else None,
            day=day,
            questions=new[SHEET],
            reports=sum(uid not in known and one.facets["report"] is not None for uid, one in forum.of(SHEET).items()),
            people=new[PERSON],
            pledges=new[PLEDGE],
            photos=new[PHOTO],
            changed=changed,
            differing=differing,
            is_closed=forum.day.facts["closed"] and is_to_be_closed(day),
            has_open_dots=forum.day.facts["closed"] and day is not None and has_open_dots(day),
            is_code_taken=code is not None and is_code_taken(code, space=homecoming.space, besides=day),
            same=namesakes(forum.of(PERSON), known, homecoming.space, by=by),
        )

    @property
    def is_nothing(self) -> bool:
        return not (self.questions or self.pledges or self.photos or self.changed or self.differing)


def compared(forum: CarriedForum, names: RowNames, *, by: Person) -> tuple[int, int]:
    """Return how many facets of rows here would change, and how many differ on both sides."""
    here = ToldDay(names.day, Reader.here(names.day.forum.space, by), names).forum()
    agreed = names.by_uid[forum.day.uid].agreed
    found = [merge(here.day, forum.day, agreed), *to_be_compared(forum, here, names.by_uid)]
    return sum(len(one.changed) for one in found), sum(len(one.differing) for one in found)

"""What the groups lack, and what they look for."""

from __future__ import annotations

import dataclasses

from palabre.groups.answering import answers_to
from palabre.groups.models import Answer, Need, RoleCall
from palabre.home.community import meetings_to_come, open_calls
from palabre.meetings.models import Meeting
from palabre.people.reading import Reader
from palabre.wiki.models import Passage
from palabre.wiki.where_read import Ref, where_read


@dataclasses.dataclass(frozen=True, slots=True)
class NeedsBoard:
    """Needs in the order in which they were said, each with its answers, as (name, answer).

    The next meeting is where each may be answered aloud.
    """

    needs: list[tuple[Need, list[tuple[str, Answer]]]]
    calls: list[RoleCall]
    passages: dict[Ref, list[Passage]]
    next_meeting: Meeting | None


def needs_board(reader: Reader) -> NeedsBoard:
    needs = reader.fetch(reader.may_read(Need).order_by("group", "said_on", "pk"))
    calls = open_calls(reader)
    reader.tie([*needs, *calls], "group")
    common = [meeting for meeting in meetings_to_come(reader) if meeting.group_id is None]
    given = answers_to(needs, reader=reader)
    answered = [
        (need, [(reader.name_of(one.by) if one.by else "", one) for one in given.get(need.pk, [])]) for need in needs
    ]
    return NeedsBoard(answered, calls, where_read([*needs, *calls], reader=reader), next(iter(common), None))

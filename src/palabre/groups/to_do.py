"""All there is to do in a space: to take on, taken, done."""

from __future__ import annotations

import dataclasses

from palabre.groups.models import Action
from palabre.people.reading import Reader
from palabre.wiki.models import Passage
from palabre.wiki.where_read import Ref, where_read


@dataclasses.dataclass(frozen=True, slots=True)
class ToDo:
    to_take: list[Action]
    taken: list[Action]
    done: list[Action]
    passages: dict[Ref, list[Passage]]


def to_do(reader: Reader) -> ToDo:
    actions = reader.fetch(reader.may_read(Action).select_related("owner").order_by("due_on", "pk"))
    reader.tie(actions, "group")
    return ToDo(
        to_take=[action for action in actions if action.is_to_take],
        taken=[action for action in actions if action.owner_id is not None and not action.is_done],
        done=[action for action in actions if action.is_done],
        passages=where_read(actions, reader=reader),
    )

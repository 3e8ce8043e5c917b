"""Rights that a text does not give: what it says of them is left as words, for those who may give them.

Whoever brings minutes writes what they like in them. So these add nobody to the carriers of a group, nor a group to
those of a question, and say no question to have become another one, where it is not for their bringer to decide so by
a gesture. A group or a question that the same text creates is as the text says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

from palabre.groups.group_access import may_decide, may_name_themselves_carrier
from palabre.groups.models import Carrying, Membership
from palabre.groups.questions.question_access import looks_after
from palabre.meetings.models import Attendance
from palabre.minutes.plan.own_rows import is_list_final
from palabre.minutes.plan.plan import Ref, Wanted
from palabre.people.models import Person
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Lineage, Question

MOST_ASKED = 100  # known questions of one text, half a dozen queries each: of those beyond, it says nothing


class Claims:
    """The claims of one text. `rows` are those of its plan by key, `is_new` tells those that the text creates."""

    def __init__(self, brought_by: Person, rows: Mapping[str, Any], *, is_new: Callable[[str], bool]) -> None:
        self.brought_by, self.rows, self.is_new = brought_by, rows, is_new
        self.looked_after: dict[int, bool] = {}
        self.kinship: Kinship | None = None  # as it was before: the text adds no edge to what is not looked after
        self.rules: dict[type[Model], Callable[[Wanted], bool]] = {
            Attendance: self.is_late_presence,
            Carrying: self.is_carrying_of_others,
            Lineage: self.is_lineage_of_others,
            Membership: self.is_role_of_others,
        }

    def refuses(self, wanted: Wanted) -> bool:
        """Return whether the text may not say this, which no former text of these minutes said."""
        rule = self.rules.get(wanted.model)
        return rule is not None and rule(wanted)

    def may_reword(self, question: Question) -> bool:
        """Return whether who brings the text looks after the question, and after the living ones that it became.

        Those who answer for it answer for these too.
        """
        if self.kinship is None:
            self.kinship = Kinship.of(question.space_id)
        return all(self.is_looked_after(number) for number in {question.pk, *self.kinship.living(question.pk)})

    def is_looked_after(self, number: int) -> bool:
        if number not in self.looked_after:
            is_one_too_many = len(self.looked_after) >= MOST_ASKED
            there = None if is_one_too_many else Question.objects.select_related("space").get(pk=number)
            self.looked_after[number] = there is not None and looks_after(self.brought_by, there)
        return self.looked_after[number]

    def is_late_presence(self, wanted: Wanted) -> bool:
        """Return whether a member would be said to be at a meeting that was there, once its minutes were given."""
        if self.is_new(wanted.fields["meeting"].key):
            return False
        return is_list_final(self.row(wanted, "meeting"), self.row(wanted, "person"))

    def is_role_of_others(self, wanted: Wanted) -> bool:
        """Return whether the role is for the other carriers of the group to propose, or for who decides for it."""
        group: Any = wanted.fields["group"]
        if not isinstance(group, Ref) or self.is_new(group.key):
            return False
        if self.row(wanted, "person") == self.brought_by:
            return not may_name_themselves_carrier(self.brought_by, self.rows[group.key])
        return not may_decide(self.brought_by, self.rows[group.key])

    def is_carrying_of_others(self, wanted: Wanted) -> bool:
        return not self.is_theirs_to_say(wanted, "question")

    def is_lineage_of_others(self, wanted: Wanted) -> bool:
        return not all(self.is_theirs_to_say(wanted, end) for end in ("source", "target"))

    def is_theirs_to_say(self, wanted: Wanted, end: str) -> bool:
        return self.is_new(wanted.fields[end].key) or self.may_reword(self.row(wanted, end))

    def row(self, wanted: Wanted, name: str) -> Any:
        return self.rows.get(wanted.fields[name].key)

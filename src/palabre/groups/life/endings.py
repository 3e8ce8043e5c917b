"""End a group: its harvest, what stays open, its thanks, all optional. An ending counts as a success."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.group_access import as_whom, group_for_update, let_decide
from palabre.groups.lineage.group_family import family
from palabre.groups.models import Ending, Group, RoleCall
from palabre.groups.roles.succession import look_for_convener
from palabre.groups.typed_values import checked_markdown
from palabre.journal.models import record
from palabre.journal.word_changes import WordHistory
from palabre.notes.markdown.html_render import render
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person

RESUMED = "group.resumed"
ENDED, MENDED = "group.ended", "group.ending_mended"


@dataclasses.dataclass(frozen=True, slots=True)
class Left:
    """The texts of an ending, as typed (Markdown). `question_is_open`: anybody may take the question up."""

    harvest: str = ""
    left_open: str = ""
    thanks: str = ""
    question_is_open: bool = True

    @classmethod
    def of(cls, ending: Ending) -> Left:
        return cls(ending.harvest, ending.left_open, ending.thanks, ending.question_is_open)

    @property
    def values(self) -> dict[str, Any]:
        return self.texts | {"question": "open" if self.question_is_open else "settled"}

    @property
    def texts(self) -> dict[str, str]:
        return {"harvest": self.harvest, "left_open": self.left_open, "thanks": self.thanks}

    def clean(self) -> Left:
        return Left(
            checked_markdown(self.harvest),
            checked_markdown(self.left_open),
            checked_markdown(self.thanks),
            self.question_is_open,
        )


def end_group(group: Group, left: Left, *, by: Person, at: datetime.datetime, shown: str | None = None) -> Ending:
    """End the group and withdraw its calls. If it has ended already, update the texts of its ending.

    `shown`: which texts its form showed. Raise a Refusal if a text is too long, if `by` may not decide for the group,
    or where somebody else wrote the ending since.
    """
    left = left.clean()
    with transaction.atomic():
        now = group_for_update(group)
        let_decide(by, now)
        keep_out(now.space, left.harvest, left.left_open, left.thanks)
        known = now.endings.filter(undone_at=None).first()
        if known is not None:
            return mend_ending(known, left, by=by, group=now, shown=shown)
        last, fields = last_words(now), fields_of_ending(left)
        kept = Ending.objects.create(space=now.space, audience=now.audience, group=now, by=by, at=at, **fields)
        withdraw_calls(now, by=by, at=at)
        now.end(at)
        shown_first = Left.of(last) if last else Left()
        endings_told(now).note_change(shown_first.texts, left.texts, ENDED, by=by, **as_whom(by, now))
        return kept


def mend_ending(ending: Ending, left: Left, *, by: Person, group: Group, shown: str | None) -> Ending:
    """Say the ending of the locked group in these words; the journal keeps the former ones."""
    was, history = Left.of(ending), endings_told(group)
    said = history.settle(left.values, was.values, by=by, shown=shown, choices=["question"])
    left = Left(question_is_open=said.pop("question") != "settled", **said)
    if left != was:
        ending.say(**fields_of_ending(left))
        history.note_change(was.texts, left.texts, by=by, **as_whom(by, group))
    return ending


def endings_told(group: Group) -> WordHistory:
    return WordHistory(group, MENDED, ENDED)


def undo_ending(group: Group, *, by: Person, at: datetime.datetime) -> None:
    """Resume the group: reopen the calls that its ending withdrew, keep its texts. Idempotent."""
    with transaction.atomic():
        now = group_for_update(group)
        let_decide(by, now)
        ending = now.endings.filter(undone_at=None).first()
        if ending is None:
            return
        calls = RoleCall.objects.filter(group__in=family(now), withdrawn_at=ending.at)
        for call in list(calls):
            record("call.published", call, by=by)
        calls.update(withdrawn_at=None)
        ending.undo(at)
        now.end(None)
        record(RESUMED, now, by=by, **as_whom(by, now))
        look_for_convener(now, at=at)


def withdraw_calls(group: Group, *, by: Person, at: datetime.datetime) -> None:
    for call in RoleCall.objects.open().filter(group__in=family(group)):
        call.withdraw(at)
        record("call.withdrawn", call, by=by)


def fields_of_ending(left: Left) -> dict[str, Any]:
    return dataclasses.asdict(left) | {"body_html": endings_html(left)}


def endings_html(left: Left) -> str:
    """Return the three texts as one sanitised HTML text, each under its heading."""
    named = (
        (_("What we did and learnt"), left.harvest),
        (_("What stays open"), left.left_open),
        (_("Thank you"), left.thanks),
    )
    return render("\n\n".join(f"### {name}\n\n{text}" for name, text in named if text))


def last_words(group: Group) -> Ending | None:
    """Return the last ending of the group, undone or not, to fill in the form."""
    return group.endings.order_by("-pk").first()

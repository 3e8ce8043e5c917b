"""“Choisir son objet”: a guided hour, in six prompts, which creates an output and a piece of news."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.group_access import group_for_update
from palabre.groups.log.group_log import make_news
from palabre.groups.models import Deliverable, Group
from palabre.groups.outputs.deliverables import OutputDetails, make
from palabre.groups.outputs.intentions import look_again
from palabre.groups.typed_values import checked_markdown, line_of
from palabre.people.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclasses.dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of the guided hour: its field name, its title, its help text."""

    name: str
    title: _StrPromise
    helps: _StrPromise


PROMPTS = (
    Prompt("public", gettext_lazy("For whom?"), gettext_lazy("Who would be glad of it? Have you asked them?")),
    Prompt("use", gettext_lazy("For which use?"), gettext_lazy("What could they do with it, that they cannot do now?")),
    Prompt(
        "least",
        gettext_lazy("The smallest useful result"),
        gettext_lazy("If you had only one month, what would you show?"),
    ),
    Prompt("without", gettext_lazy("What you will not do"), gettext_lazy("Saying it aloud saves many evenings.")),
    Prompt("consent", gettext_lazy("Who has to say yes?"), gettext_lazy("Somebody to ask, a room to book, a budget…")),
)
LONGEST = 700  # characters of one answer


@dataclasses.dataclass(frozen=True, slots=True)
class Hour:
    """The result of the hour, as typed. `answers` are keyed by prompt name; all may be empty."""

    title: str
    kind: str
    horizon: str
    answers: dict[str, str]
    review: str = ""

    @property
    def about(self) -> str:
        """Return the answers as one Markdown text, each under the title of its prompt."""
        said = {one.name: checked_markdown(self.answers.get(one.name, "")) for one in PROMPTS}
        return "\n\n".join(f"**{one.title}**\n\n{said[one.name]}" for one in PROMPTS if said[one.name])


def choose(group: Group, hour: Hour, *, form_token: str, by: Person, at: datetime.datetime) -> Deliverable:
    """Create the output, publish it as news, and set the day of its review, if any.

    Idempotent for the same form. Raise a Refusal for no title, or a text that is too long.
    """
    for answer in hour.answers.values():
        line_of(answer, most=LONGEST)
    with transaction.atomic():
        now = group_for_update(group)
        before = now.deliverables.count()
        chosen = make(
            now, OutputDetails(hour.title, hour.kind, hour.horizon, hour.about), form_token=form_token, by=by, at=at
        )
        if now.deliverables.count() > before:
            make_news(
                now, _("We chose what we make: **%(title)s**.") % {"title": escaped_title(chosen.title)}, by=by, at=at
            )
            if hour.review.strip():
                look_again(now, hour.review, by=by, today=timezone.localdate(at))
        return chosen


def escaped_title(title: str) -> str:
    """Escape the title for Markdown."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>()#+-.!|~" else sign for sign in title)

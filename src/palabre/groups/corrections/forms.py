"""Forms of what is said otherwise: a need, a call, a line of inquiry, the name of a group."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.groups.corrections.corrections import TITLE_LENGTH
from palabre.groups.log.group_log import LONGEST_LINE as LONGEST_INQUIRY
from palabre.groups.models import WORDS_LENGTH, Group, Inquiry, Need, NeedKind, RoleCall
from palabre.groups.needs import new_need
from palabre.groups.needs.need_kinds import Choice, kind_fields, kinds_in, value_of
from palabre.groups.roles.role_calls import bounded_call_words
from palabre.groups.typed_values import LONGEST_LINE, day_to_come, line_of
from palabre.web.form.fields import LineField, due
from palabre.web.form.shown_words import Shown, ShownForm


class CorrectionForm(ShownForm):
    """Words to be said otherwise. `values` are what the act keeps."""

    heading = _("Change the words")
    send = _("Keep these words")
    promise = _("You can undo it.")

    @staticmethod
    def choices_for(thing: Any) -> dict[str, Any]:
        """Return the other arguments of the form."""
        return {}

    @staticmethod
    def said_of(thing: Any) -> dict[str, str]:
        raise NotImplementedError

    @classmethod
    def initial_of(cls, thing: Any) -> dict[str, str]:
        """Return the initial values of the fields, and that these are shown."""
        said = cls.said_of(thing)
        return said | cls.showing(said)

    @staticmethod
    def values(thing: Any, said: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


class NeedWordsForm(CorrectionForm):
    """A need, its kind, and for when."""

    kicker = _("Need")

    text = due(
        LineField(label=_("What is missing?"), max_length=new_need.LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    )
    kind = forms.ChoiceField(label=_("Which kind"), required=False)
    wanted_for = LineField(
        label=_("For when"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("As you would say it: “by Friday”, “on 8 December”."),
    )

    def __init__(self, *args: Any, kinds: Iterable[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [*kinds, (NeedKind.OTHER, _("something else"))]  # type: ignore[attr-defined]

    @staticmethod
    def choices_for(need: Need) -> dict[str, Any]:
        return {"kinds": kinds_in(need.space, also=value_of(need))}

    @staticmethod
    def said_of(need: Need) -> dict[str, str]:
        return {"text": need.text, "kind": value_of(need), "wanted_for": day_typed(need.wanted_for)}

    @staticmethod
    def values(need: Need, said: dict[str, Any]) -> dict[str, Any]:
        text = line_of(said["text"], most=new_need.LONGEST, empty=_("There is nothing in this need yet."))
        seen = Shown(said["shown"])  # what was left as the form showed it stays as it is now
        is_same_day = said["wanted_for"] == day_typed(need.wanted_for) or seen.has("wanted_for", said["wanted_for"])
        kind = value_of(need) if seen.has("kind", said["kind"]) else said["kind"]
        day = need.wanted_for if is_same_day else day_to_come(said["wanted_for"], today=timezone.localdate())
        return {"text": text, **kind_fields(kind), "wanted_for": day}


class CallWordsForm(CorrectionForm):
    """The words of a call."""

    kicker = _("Wanted")

    words = due(
        LineField(
            label=_("Who are you looking for?"), max_length=WORDS_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
        )
    )

    @staticmethod
    def said_of(call: RoleCall) -> dict[str, str]:
        return {"words": call.words}

    @staticmethod
    def values(call: RoleCall, said: dict[str, Any]) -> dict[str, Any]:
        return {"words": bounded_call_words(said["words"])}


class InquiryWordsForm(CorrectionForm):
    """The words of a line of inquiry."""

    kicker = _("Line of inquiry")

    text = due(
        LineField(
            label=_("What do you ask yourselves?"), max_length=LONGEST_INQUIRY, widget=forms.Textarea(attrs={"rows": 2})
        )
    )

    @staticmethod
    def said_of(inquiry: Inquiry) -> dict[str, str]:
        return {"text": inquiry.text}

    @staticmethod
    def values(inquiry: Inquiry, said: dict[str, Any]) -> dict[str, Any]:
        return {"text": line_of(said["text"], most=LONGEST_INQUIRY, empty=_("There is no question here yet."))}


class GroupNameForm(CorrectionForm):
    """The name of a group."""

    heading = _("Give it another name")
    kicker = _("Group")
    promise = _("Former links still lead to it. You can undo it.")

    title = due(
        LineField(
            label=_("Name of the group"),
            max_length=TITLE_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("A few words. The question that the group hosts stays as it is."),
        )
    )

    @staticmethod
    def said_of(group: Group) -> dict[str, str]:
        return {"title": group.title}

    @staticmethod
    def values(group: Group, said: dict[str, Any]) -> dict[str, Any]:
        return {"title": line_of(said["title"], most=TITLE_LENGTH, empty=_("There is no name yet."))}


def day_typed(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""

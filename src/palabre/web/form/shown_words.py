"""Words that a form showed: an older form replaces none that somebody else wrote since, unless its author saw them.

A form says along what it showed, as a short digest of each value. What its author left as it was shown stays as it is
now; what both changed is refused, and the form comes back with both. Of a choice among a few, the last one stands.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from palabre.refusal import Refusal
from palabre.web.form.fields import HiddenField
from palabre.web.form.gesture_form import GestureForm

DIGITS = 12  # of the digest of a text

type Texts = Mapping[str, str]
type Values = Mapping[str, Any]  # by the name of the field


class ChangedMeanwhile(Refusal):
    """Somebody else changed these words since the form showed them: `theirs`, by the name of the field.

    `kept` are all the texts as they would be: those that the author did not touch as they are now.
    """

    def __init__(self, theirs: Texts, *, now: Texts, kept: Texts) -> None:
        super().__init__(
            _("Somebody else changed these words in the meantime."),
            instead=_("Theirs are here, yours are still in the form: keep what is right, then send it again."),
        )
        self.theirs, self.now, self.kept = theirs, now, kept


class Shown:
    """The texts that a form showed, as it says: “title:1b2c…,place:”."""

    def __init__(self, said: str) -> None:
        parted = (one.partition(":") for one in said.split(","))
        self.digests = {name: digits for name, _colon, digits in parted}

    def has(self, name: str, text: str) -> bool:
        """Return whether this is the text that it showed in this field; a field that it does not name was empty."""
        return self.digests.get(name, "") == digest_of_text(text)


def in_digests(values: Values) -> str:
    """Return what a form says that it showed: see `Shown`."""
    return ",".join(f"{name}:{digest_of_text(text)}" for name, text in in_texts(values).items())


def in_texts(values: Values) -> dict[str, str]:
    """Return these values as their fields are sent: a number, an hour, a box that is ticked, the id of a row."""
    return {name: as_sent(value) for name, value in values.items()}


def as_sent(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "on"
        case datetime.time():
            return f"{value:%H:%M}"
    return str(getattr(value, "pk", value))


def digest_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS] if text else ""


def settle_texts(
    said: Values,
    now: Values,
    shown: str | None,
    *,
    is_own: Callable[[Texts, Shown], bool],
    choices: Collection[str] = (),
) -> dict[str, Any]:
    """Return which values to keep of what a form said, given those that are there now and those that it `shown`.

    What its author left as it was shown stays as it is now. Raise ChangedMeanwhile where the rest would replace words
    that it did not show, unless they are the author's own (`is_own`) or the names of `choices`. None: it is no form.
    """
    if shown is None:
        return dict(said)
    seen, texts = Shown(shown), in_texts(now)
    kept = {name: now[name] if seen.has(name, as_sent(value)) else value for name, value in said.items()}
    would = in_texts(kept)
    theirs = {name: text for name, text in texts.items() if would[name] != text and not seen.has(name, text)}
    theirs = {name: text for name, text in theirs.items() if name not in choices}
    if theirs and not is_own(theirs, seen):
        raise ChangedMeanwhile(theirs, now=texts, kept=would)
    return kept


class ShownForm(GestureForm):
    """A form that says along which words it showed. Refused, it shows those that somebody else wrote meanwhile."""

    shown = HiddenField(max_length=400)
    theirs: Texts = {}

    @staticmethod
    def showing(values: Values) -> dict[str, str]:
        """Return the initial value that says so; the values are those of the thing, whatever the fields begin with."""
        return {"shown": in_digests(values)}

    def refuse(self, refusal: Refusal, *, field: str | None = None) -> None:
        super().refuse(refusal, field=field)
        if isinstance(refusal, ChangedMeanwhile):
            self.theirs = refusal.theirs
            data: Any = self.data
            self.data = again = data.copy()
            shown = Shown(again.get("shown", "")).digests | Shown(in_digests(refusal.now)).digests
            again["shown"] = ",".join(f"{name}:{digits}" for name, digits in shown.items() if name)
            left = {name: text for name, text in refusal.kept.items() if text == refusal.now.get(name)}
            for name, text in self.in_fields(left).items():
                again[name] = text

    @classmethod
    def in_fields(cls, texts: Texts) -> Texts:
        """Return these texts as the fields of the form say them."""
        return texts

    def written_meanwhile(self) -> list[tuple[BoundField, str]]:
        """Return each field that somebody else changed, and the words that they wrote there."""
        return [(self[name], text) for name, text in self.theirs.items()]

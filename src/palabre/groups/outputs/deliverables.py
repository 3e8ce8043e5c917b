"""Outputs of a group: begin, show, reuse, set aside. Each is idempotent and has its undo."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.group_access import group_for_update, let_write
from palabre.groups.models import Deliverable, Group
from palabre.groups.outputs.output_kinds import kind_named
from palabre.groups.typed_values import checked_markdown, day_meant, form_token_of, line_of
from palabre.journal.models import record
from palabre.journal.word_changes import WordHistory, change_words
from palabre.notes.markdown.html_render import render
from palabre.people.access.shared_bounds import is_full
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person, read_by_members_of
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

REWORDED = "output.reworded"
GESTURES = ("output.shown", "output.reused", "output.unreused")  # those that replace an address, or words
TEXTS = ("title", "horizon", "about")
TEXTS_OF_GESTURES = ("address", "reused_words")
LONGEST_WORDS, LONGEST_ADDRESS = 400, 500  # characters
MOST = 200  # outputs of one group


@dataclasses.dataclass(frozen=True, slots=True)
class OutputDetails:
    """The fields of an output, as typed: all but the title may be empty. `about` is Markdown."""

    title: str
    kind: str = ""
    horizon: str = ""
    about: str = ""

    def understood(self, space: Space, *, today: datetime.date) -> dict[str, Any]:
        """Return the fields of the row. Raise a Refusal for no title, a text too long, an unknown kind."""
        kind = kind_named(space, self.kind)
        if self.kind and kind is None:
            raise Refusal(_("There is no such kind here."), instead=_("Choose it from the list."))
        horizon, about = line_of(self.horizon), checked_markdown(self.about)
        return {
            "title": line_of(self.title, empty=_("What you make has no name yet.")),
            "kind": kind.value if kind and kind.is_shipped else "",
            "own_kind_id": int(kind.value) if kind and not kind.is_shipped else None,
            "horizon": horizon,
            "horizon_on": day_meant(horizon, today=today),
            "about": about,
            "body_html": render(about) if about else "",
        }


def make(group: Group, said: OutputDetails, *, form_token: str, by: Person, at: datetime.datetime) -> Deliverable:
    """Create an output. Idempotent for the same form, or the same title while it is being made.

    Raise a Refusal if there is no title, if a text is too long, or if `by` may not write for the group.
    """
    fields = said.understood(group.space, today=timezone.localdate(at))
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        token = form_token_of(form_token, by, now)
        known = now.deliverables.filter(form_token=token).first() if token else None
        read = now.deliverables.filter(read_by_members_of(now.audience))
        known = known or read.filter(title=fields["title"], shown_at=None, set_aside_at=None).first()
        if known is not None:
            return known
        if is_full(read, Q(by=by), most=MOST):
            raise Refusal(_("This group makes a great many things."), instead=_("Write them on a page instead."))
        keep_out(now.space, fields["title"], fields["horizon"], fields["about"])
        kept = Deliverable.objects.create(
            space=now.space, audience=now.audience, group=now, by=by, at=at, form_token=token, **fields
        )
        record("output.begun", kept, by=by)
        return kept


def reword(output: Deliverable, said: OutputDetails, *, by: Person, today: datetime.date) -> None:
    """Change the fields of an output; the journal keeps the former texts. The same fields change nothing."""
    fields = said.understood(output.space, today=today)
    with transaction.atomic():
        now = current(output, by=by)
        if any(getattr(now, name) != value for name, value in fields.items()):
            keep_out(now.space, fields["title"], fields["horizon"], fields["about"])
            texts = {name: fields.pop(name) for name in TEXTS}
            now.be_called(**fields)
            if change_words(now, REWORDED, by=by, **texts) is None:
                record(REWORDED, now, by=by)


def show(output: Deliverable, address: str, *, by: Person, at: datetime.datetime) -> None:
    """Mark the output as shown (“Montré”), at an optional address. Raise a Refusal for an invalid address."""
    address = checked_output_address(address)

    def act(now: Deliverable) -> str:
        if now.shown_at is not None and now.address == address:
            return ""
        keep_out(now.space, address)
        is_new = now.shown_at is None
        now.set_aside(None)
        now.show(now.shown_at or at, address)
        return "output.shown" if is_new else REWORDED

    change_output(output, act, by=by)


def hide(output: Deliverable, *, by: Person) -> None:
    """Undo `show`; the address is kept."""

    def act(now: Deliverable) -> str:
        if now.shown_at is None:
            return ""
        now.be_reused(None, now.reused_words)
        now.show(None, now.address)
        return "output.hidden"

    change_output(output, act, by=by)


def reuse(output: Deliverable, words: str, *, by: Person, at: datetime.datetime) -> None:
    """Mark the output as reused (“Réutilisé”), with optional words. Raise a Refusal if it was not shown."""
    words = line_of(words, most=LONGEST_WORDS)

    def act(now: Deliverable) -> str:
        if now.shown_at is None:
            raise Refusal(_("Nobody has seen it yet."), instead=_("Say first where it can be seen."))
        if now.reused_at is not None and now.reused_words == words:
            return ""
        keep_out(now.space, words)
        is_new = now.reused_at is None
        now.be_reused(now.reused_at or at, words)
        return "output.reused" if is_new else REWORDED

    change_output(output, act, by=by)


def not_reused(output: Deliverable, *, by: Person) -> None:
    """Undo `reuse`."""

    def act(now: Deliverable) -> str:
        if now.reused_at is None:
            return ""
        now.be_reused(None)
        return "output.unreused"

    change_output(output, act, by=by)


def set_aside_output(output: Deliverable, *, by: Person, at: datetime.datetime) -> None:
    """Set the output aside. Raise a Refusal if it was shown."""

    def act(now: Deliverable) -> str:
        if now.shown_at is not None:
            raise Refusal(_("It was shown: it is made."), instead=_("Say that it was not shown, if that is so."))
        if now.set_aside_at is not None:
            return ""
        now.set_aside(at)
        return "output.set_aside"

    change_output(output, act, by=by)


def take_up(output: Deliverable, *, by: Person) -> None:
    """Undo `set_aside_output`."""

    def act(now: Deliverable) -> str:
        if now.set_aside_at is None:
            return ""
        now.set_aside(None)
        return "output.taken_up"

    change_output(output, act, by=by)


def change_output(output: Deliverable, act: Callable[[Deliverable], str], *, by: Person) -> None:
    """Apply `act` to the output, locked and read again, and record the verb that it returns ("": no change).

    The journal keeps the address and the words that it replaced.
    """
    with transaction.atomic():
        now = current(output, by=by)
        was = gesture_texts(now)
        verb = act(now)
        if verb:
            outputs_told(now).note_change(was, gesture_texts(now), verb, by=by)


def gesture_texts(output: Deliverable) -> dict[str, str]:
    return {name: getattr(output, name) for name in TEXTS_OF_GESTURES}


def outputs_told(output: Deliverable) -> WordHistory:
    return WordHistory(output, REWORDED, *GESTURES)


def current(output: Deliverable, *, by: Person) -> Deliverable:
    """Lock the space and return the output, read again. Raise a Refusal if it is gone, or `by` may not write."""
    now = row_for_update(output, "group", "space", instead=_("The group’s page tells what it makes."))
    let_write(by, now.group)
    return now


def checked_output_address(typed: str) -> str:
    """Return a web address, or the path of a page of this server; "" for none. Refuse everything else."""
    address = line_of(typed, most=LONGEST_ADDRESS)
    if address and not is_address(address):
        raise Refusal(
            _("We cannot read an address in these words."),
            instead=_("An address begins with https:// — or leave it empty."),
        )
    return address


def is_address(address: str) -> bool:
    if " " in address or "\\" in address or address.startswith("//"):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return address.startswith("/") or (parts.scheme in ("http", "https") and bool(parts.hostname))

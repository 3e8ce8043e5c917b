"""Names that are about to leave texts by others: readers of these texts see which, and may keep the words."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.home.statements.forms import KeepForm
from palabre.journal.hooks import Thing, things
from palabre.journal.models import kind_of
from palabre.people.agreements.space_archival import even_archived
from palabre.people.erasures import delayed_erasure, slow_removal
from palabre.people.erasures.name_erasure import READ_FOR
from palabre.people.erasures.text_files import ReadingTime
from palabre.people.models import Erasure, Person
from palabre.people.permissions import can_contribute
from palabre.spaces.models import Space
from palabre.web.form.form_input import is_number
from palabre.web.view_doors import confirm, fresh_form, require


@dataclasses.dataclass(frozen=True, slots=True)
class Going:
    """The instant at which a name leaves; `things` are the texts concerned that the reader may read."""

    due_at: datetime.datetime
    things: list[Thing]


@fresh_form
@even_archived
def words_to_keep(request: Any) -> HttpResponse:
    """List the texts and the names that go; POST keeps the words of all texts that the reader may read, or one name."""
    require(can_contribute(request.person))
    if request.method == "POST":
        return confirm(
            request, keep_statements(request, KeepForm.read(request)["person"]), "home:words", request.space.slug
        )
    reading = ReadingTime.lasting(READ_FOR, is_exact=True)
    shown = [going_for(one, request.person, reading) for one in delayed_erasure.waiting(request.space)]
    facts = {"going": [one for one in shown if one.things], "names": names_that_go(request.space)}
    return render(request, "home/statements/removed_names.html", facts)


def names_that_go(space: Space) -> list[tuple[Person, datetime.datetime, str]]:
    """Return who loses their name, when, and what asked for it: "link", "two" members who let in, "" another name."""
    persons, now = list(slow_removal.waiting(space)), timezone.now()
    by_link = slow_removal.asked_by_link(persons)
    asked = {one.pk: "link" if one.pk in by_link else "two" if one.is_opened_by_two(now) else "" for one in persons}
    return [(one, timezone.localtime(one.leaving_at), asked[one.pk]) for one in persons]


def keep_statements(request: Any, person: str) -> str:
    """Keep the name of the person of this id, or the words of texts; return the message."""
    if is_number(person):
        slow_removal.cancel_removal(request.space, int(person), by=request.person)
        return _("Noted: this name stays. The journal says so.")
    delayed_erasure.keep_page_words(request.space, by=request.person)
    return _("Noted: the words of these texts stay. The journal says so.")


def going_for(erasure: Erasure, person: Person, reading: ReadingTime) -> Going:
    read = delayed_erasure.read_by(delayed_erasure.concerned(erasure, reading), person, erasure.space)
    refs = [(kind_of(one), one.pk) for one in read]
    named = things(refs, space=erasure.space, person=person)
    due_at = erasure.due_at or timezone.now()
    return Going(timezone.localtime(due_at), [named[ref] for ref in refs if ref in named])

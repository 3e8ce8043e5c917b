"""Permission to change a question, and its locked row."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.groups.group_access import Carriers
from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Membership
from palabre.groups.questions.lent_questions import answering_groups
from palabre.groups.steward_rights import cares_by_own_click
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.pure.french import on_one_line
from palabre.questions.models import Lineage, Question
from palabre.questions.permissions import can_look_after
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

LONGEST = 1000  # characters


def looks_after(person: Person | None, question: Question) -> bool:
    """Return whether the person may decide what becomes of the question: its asker, a carrier or a steward.

    Carriers of a former question that led to it count too, where it was not lent. If no carrier has joined the space,
    any member may: anybody can take a question in a public space. Where one has, a name typed in passing decides
    nothing. Except for the asker, all the person's vouchers must have this right too.
    """
    if person is None:
        return False
    carriers = Carriers.among(carriers_of(question), question.space_id)
    asked = question.wordings.filter(number=1, by=person).exists() and carriers.leave_it_to(person)
    carries = carriers.count(person)
    if carriers.have_joined and not (asked or carries) and cares_by_own_click(person):
        return False
    may = can_look_after(person, question, asked=asked, carries=carries, is_carried=carriers.have_joined)
    return may and (asked or all(looks_after(other, question) for other in person.vouched_by))


def carriers_of(question: Question) -> Any:
    """Return the carrying roles, in groups not ended, that answer for this question."""
    own = answering_groups(question)
    home_of = homes(question.space_id) if own else {}
    groups = own | {home_of[number] for number in own if number in home_of}
    return Membership.objects.held().carrying().filter(group__in=groups, group__ended_at=None)


def own_question(question: Question, by: Person) -> Question:
    """Return a living question that `by` looks after. Raise a Refusal if they do not, or if it is gone or changed."""
    now = living_now(question)
    if not looks_after(by, now):
        raise Refusal(
            _("It is for those who host “%(question)s” to say what becomes of it.") % {"question": now.text},
            instead=_("Talk about it with them, or at the next meeting."),
        )
    return now


def living_now(question: Question) -> Question:
    """Lock the space and return the question, read again. Raise a Refusal if it is gone, or became another one."""
    now = row_for_update(question, "space", "audience", instead=_("Go back to the home page of the space."))
    if Lineage.objects.standing().filter(source=now).exists():
        raise Refusal(
            _("This question has become another one."), instead=_("Open its page again: it leads to the other one.")
        )
    return now


def worded(space: Space, text: str) -> str:
    """Return the text stripped. Raise a Refusal if it is empty, too long, or contains a refused name."""
    text = on_one_line(text)
    if not text:
        raise Refusal(_("Write the question: a few words are enough."))
    if len(text) > LONGEST:
        raise Refusal(_("This question is too long to be said aloud."), instead=_("Shorten it, then send again."))
    keep_out(space, text)
    return text


def asked_now(space: Space, text: str, *, audience: Audience, like: Question, by: Person, on: Any) -> Question:
    """Create a question derived from another, with this audience."""
    question = Question.objects.create(space=space, audience=audience, forum_id=like.forum_id)
    question.say(text, on=on, by=by)
    return question

"""Permission to change a question, and its locked row."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Carrying, Membership
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.pure.french import on_one_line
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Lineage, Question
from palabre.questions.permissions import can_look_after
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

LONGEST = 1000  # characters


def looks_after(person: Person | None, question: Question) -> bool:
    """Return whether the person may decide what becomes of the question: its asker, a carrier or a steward.

    Carriers of a former question that led to it count too. If no carrier has joined the space, any member may: anybody
    can take a question in a public space. Except for the asker, all the person's vouchers must have this right too.
    """
    if person is None:
        return False
    joined = dict(carriers_of(question).values_list("person", "person__joined_at"))
    asked = question.wordings.filter(number=1, by=person).exists()
    is_carried = any(joined.values())
    may = can_look_after(person, question, asked=asked, carries=person.pk in joined, is_carried=is_carried)
    return may and (asked or all(looks_after(other, question) for other in person.vouched_by))


def carriers_of(question: Question) -> Any:
    """Return the carrying roles, in groups not ended, for this question or a former one that led to it."""
    former = Kinship.of(question.space_id).former(question.pk)
    own = set(Carrying.objects.filter(question__in=former).values_list("group", flat=True))
    home_of = homes(question.space_id) if own else {}
    groups = own | {home_of[number] for number in own if number in home_of}
    return Membership.objects.held().carrying().filter(group__in=groups, group__ended_at=None)


def own_question(question: Question, by: Person) -> Question:
    """Return a living question that `by` looks after. Raise a Refusal if they do not, or if it is gone or changed."""
    now = living_now(question)
    if not looks_after(by, now):
        raise Refusal(
            _("It is for those who carry “%(question)s” to say what becomes of it.") % {"question": now.text},
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

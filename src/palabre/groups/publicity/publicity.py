"""« Montrer à tout le monde »: a group with what it asks, a question, a need or a call becomes public, or no longer.

The news, actions, meetings and pages that a group has keep their own readers, and so does its history: only what the
group says from then on is public.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.group_access import may_decide
from palabre.groups.lineage.group_family import family, living_ones
from palabre.groups.models import Group, Need, RoleCall
from palabre.groups.questions.lent_questions import answering_groups
from palabre.groups.questions.question_access import looks_after
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.journal.models import Entry, kind_of, record
from palabre.people.hooks import texts
from palabre.people.models import Audience, AudienceKind, Person
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.questions.models import Question, Wording
from palabre.refusal import Refusal
from palabre.search.audience_change import change_document_readers
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

type Showable = Group | Question | Need | RoleCall

SHOWN, HIDDEN = "thing.shown", "thing.kept_to_members"


class NotHers(Refusal):
    status = 403


class Changed(Refusal):
    """Raised if what everybody would read is no longer what was previewed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Preview:
    """Content that everybody would read: the things that go together, and the names as they are read outside."""

    things: list[str]  # their words, each once: a group is often called as its question is
    former: list[str]  # words in which its questions were said before: their pages keep them, the search finds them
    names: list[str]
    quotes: list[str]  # what was said of the roles of the group
    is_group: bool

    @property
    def digest(self) -> str:
        """Return the digest by which a form says that it showed this."""
        return hashlib.sha256(repr(dataclasses.astuple(self)).encode()).hexdigest()[:32]


def preview(thing: Showable, reader: Reader, *, on: datetime.date) -> Preview:
    things = [reader.place(one) for one in goes_with(thing, by=reader.person)]
    group, outside = thing if isinstance(thing, Group) else None, Reader(reader.space, None, on)
    roles = list(roles_read_by(outside).held().filter(group=group).order_by("pk"))
    named = {number for one in things for number in people_of(one)} | {role.person_id for role in roles}
    persons = Person.objects.filter(pk__in=[one for one in named if one]).order_by("name", "pk")
    words = list(dict.fromkeys(said for one in things for said in stored_words(one)))
    quotes = [role.words for role in roles if role.words]
    asked = Wording.objects.filter(question__in=[one.pk for one in things if isinstance(one, Question)])
    former = list(asked.former().order_by("question", "number").values_list("text", flat=True))
    return Preview(words, former, outside.names_of(persons), quotes, group is not None)


def stored_words(thing: Showable) -> list[str]:
    """Return the words by which the thing is called, then all others that are stored with it."""
    stored = [getattr(thing, name) for name in texts[type(thing)].fields]
    return [str(thing), *(said for said in stored if said and isinstance(said, str))]


def people_of(thing: Showable) -> set[int | None]:
    """Return the ids of the persons whom the page of the thing names, beside those who hold a role."""
    if isinstance(thing, Need):
        return {thing.by_id, thing.acknowledged_by_id, thing.in_hand_by_id, thing.declined_by_id}
    return set(thing.wordings.values_list("by", flat=True)) if isinstance(thing, Question) else set()


def may_show(person: Person | None, thing: Showable) -> bool:
    """Return whether the person decides who reads the thing: who carries it; its author, without a group."""
    if person is None or not can_contribute(person) or person.space_id != thing.space_id:
        return False
    if isinstance(thing, Group):
        return may_decide(person, thing)
    if isinstance(thing, Question):
        return looks_after(person, thing) and not is_of_others(person, thing)
    return may_decide(person, thing.group) if thing.group is not None else thing.by_id == person.pk


def is_of_others(person: Person, question: Question) -> bool:
    """Return whether a group for which the person does not decide answers for the question, and another asked it.

    Any member may begin a group with the questions of another one: that shows them to nobody outside.
    """
    if question.wordings.filter(number=1, by=person).exists():
        return False
    groups = Group.objects.filter(pk__in=answering_groups(question))
    homes = living_ones(groups, space=question.space_id).values()
    return not all(may_decide(person, group) for group in homes if group.ended_at is None)


def is_shown(thing: Showable) -> bool:
    return thing.audience.kind == AudienceKind.PUBLIC


def may_be_hidden(thing: Showable) -> bool:
    """Return whether it was shown here: what was published with its minutes is kept again with them."""
    if not is_shown(thing):
        return False
    if thing.audience.is_standing:
        return not isinstance(thing, Group)
    return was_made_here(thing.audience)


def was_made_here(audience: Audience) -> bool:
    """Return whether these readers were made to show a group, or a question of which one is born, or as one was born.

    A need or a call that was shown says nothing of the readers of its group, which may be those of its minutes.
    """
    made = Entry.objects.filter(space=audience.space_id, verb__in=(SHOWN, "group.born"), facts__audience=audience.pk)
    return made.filter(subject_kind__in=[kind_of(Group), kind_of(Question)]).exists()


def show(thing: Showable, *, by: Person, on: datetime.date, seen: str) -> None:
    """Have everybody read the thing and what goes with it. Idempotent. `seen` is the digest of what `by` previewed.

    A group has readers of its own from then on, and so has what it says next: `hide` narrows them in one row. Raise a
    Refusal if `by` may not, if the space is not public, if some people only read the thing, or if the preview changed.
    """
    with transaction.atomic():
        Space.hold(thing.space_id)  # what goes along is said under this lock
        now = let_show(by, thing)
        if not now.space.is_public:
            raise Refusal(
                _("This space is not public: nobody outside would read it."),
                instead=_("Decide that together first: “The people” says how."),
            )
        if now.audience.kind == AudienceKind.SEATS:
            raise Refusal(
                _("Only a few people read this for now."), instead=_("Open it to the members of the space first.")
            )
        refuse_before_its_group(now)
        if not is_shown(now):
            refuse_changed(preview(now, Reader(now.space, by, on), on=on), seen)
            readers = readers_to_be(now)
            for one in goes_with(now, by=by):
                give_readers(one, readers)
            readers.widen_to_everybody()
            record(SHOWN, now, by=by, audience=readers.pk)


def readers_to_be(thing: Showable) -> Audience:
    """Return the readers of the thing once it is shown.

    Those of a group, or of a question from which one may be born, are made anew each time: what was said while it was
    kept among members keeps the readers that it had. A need or a call never has those of the minutes of its group.
    """
    if isinstance(thing, Need | RoleCall):
        if thing.group is not None and was_made_here(thing.group.audience):
            return thing.group.audience
        return Audience.everybody(thing.space)
    return Audience.objects.create(space=thing.space, kind=AudienceKind.SPACE)


def hide(thing: Showable, *, by: Person) -> None:
    """Undo `show`: the members alone read it, and what was told of it since. Idempotent."""
    with transaction.atomic():
        now = let_show(by, thing)
        if not is_shown(now):
            return
        if not may_be_hidden(now):
            raise Refusal(
                _("This was published with the minutes where it was read."),
                instead=_("The page of these minutes says who can read them."),
            )
        if isinstance(now, Group):
            refuse_for_others(now, by)
            for readers in (now.audience, *readers_of_absorbed(now, by)):
                readers.narrow_to_space()
        else:
            members = Audience.of_space(now.space)
            about = {"subject_kind": kind_of(now), "subject_id": now.pk, "audience__kind": AudienceKind.PUBLIC}
            Entry.objects.filter(space=now.space_id, **about).update(audience=members)
            give_readers(now, members)
        record(HIDDEN, now, by=by)


def goes_with(thing: Showable, *, by: Person | None) -> list[Showable]:
    """Return the thing, and for a group the questions, open needs and open calls that all members read.

    Questions that others carry too are left out: they show them.
    """
    if not isinstance(thing, Group):
        return [thing]
    members = {"audience__kind": AudienceKind.SPACE}
    asked = thing.questions.filter(**members).order_by("pk")
    questions = [one for one in asked if by is not None and not is_of_others(by, one)]
    needs = Need.objects.open().filter(group=thing, **members).order_by("pk")
    calls = RoleCall.objects.open().filter(group=thing, **members).order_by("pk")
    return [thing, *questions, *needs, *calls]


def refuse_before_its_group(thing: Showable) -> None:
    """Raise a Refusal for a need or a call whose group is not public: its page names the group."""
    group = None if isinstance(thing, Group | Question) else thing.group
    if group is not None and group.audience.kind != AudienceKind.PUBLIC:
        raise Refusal(
            _("Its group is not shown to everybody yet."), instead=_("Show the group first: this goes with it.")
        )


def refuse_changed(now: Preview, seen: str) -> None:
    """Raise Changed unless `seen` is the digest of what everybody would read now."""
    if now.digest != seen:
        raise Changed(
            _("What everybody would read has changed since you read it."), instead=_("Read it again, then show it.")
        )


def refuse_for_others(group: Group, by: Person) -> None:
    """Raise a Refusal where a group for which `by` does not decide has the same readers: it would be hidden too."""
    if (other := read_by_the_same(group, by)) is not None:
        raise NotHers(
            _("“%(group)s” would be kept among members too, and others carry it.") % {"group": other.title},
            instead=_("Talk about it with them, or at the next meeting."),
        )


def read_by_the_same(group: Group, by: Person) -> Group | None:
    """Return a group with the same readers, as one born of another has, for which `by` does not decide."""
    others = Group.objects.filter(audience=group.audience_id, lives_in=None).exclude(pk=group.pk).order_by("pk")
    return next((one for one in others if not may_decide(by, one)), None)


def readers_of_absorbed(home: Group, by: Person) -> list[Audience]:
    """Return the audiences of the groups that joined this one: what they showed is kept among members with it."""
    rows = Group.objects.filter(pk__in=family(home)).exclude(pk=home.pk).select_related("audience").order_by("pk")
    return [one.audience for one in rows if may_be_hidden(one) and read_by_the_same(one, by) is None]


def give_readers(thing: Showable, audience: Audience) -> None:
    """Give the thing these readers, and the search its document."""
    rows = type(thing)._default_manager.filter(pk=thing.pk)
    rows.update(audience=audience)
    change_document_readers(rows, audience)
    thing.audience = audience


def let_show(by: Person, thing: Showable) -> Showable:
    """Return the thing locked and read again. Raise a Refusal unless `by` decides who reads it."""
    now: Showable = row_for_update(thing, "space", "audience")
    if not may_show(by, now):
        raise not_hers()
    return now


def not_hers() -> Refusal:
    return NotHers(
        _("It is for those who host it to decide who can read it."),
        instead=_("Talk about it with them, or at the next meeting."),
    )

"""A forum that was begun among members is shown to everybody once its space is public, or kept to members again.

Its questions and its reports go with it: they share its readers. A question that a group carries stays among members:
those who carry it show it, from its page or with the group.
"""

from __future__ import annotations

import dataclasses
import hashlib

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted
from palabre.forums.models import (
    ForumDay,
    Report,
    ServedCode,
    Sheet,
    SheetPhoto,
    SheetPledge,
    WallPhoto,
    WithdrawnSheet,
)
from palabre.groups.models import Carrying
from palabre.journal.models import Entry, kind_of, record
from palabre.people.cache_parts import fields_to_audiences
from palabre.people.models import Audience, AudienceKind, Person
from palabre.people.reader import Reader
from palabre.questions.models import Forum, Question, Wording
from palabre.refusal import Refusal
from palabre.search.audience_change import change_document_readers
from palabre.search.models import Document

TOLD_OF_IT = (Entry, Document, WithdrawnSheet)  # they follow the things that they tell of


class Changed(Refusal):
    """Raised if what everybody would read is no longer what was previewed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Preview:
    """The words that everybody would read, and the names as they are read outside.

    `photos` are the number of a sheet and the digest of a photo filed there; `wall` is the digest of that of the wall.
    """

    questions: list[str]
    former: list[str]  # words in which these questions were said before: their pages keep them, the search finds them
    names: list[str]
    reports: list[str]
    dots: list[str]  # as they were typed, of each question and of those that grew
    photos: list[tuple[int, str]]
    wall: list[str]
    places: list[str]  # where the forum is, and the places of its wall, each with the way there

    @property
    def photographed(self) -> list[int]:
        """Return the numbers of the sheets that have photos."""
        return list(dict.fromkeys(number for number, _digest in self.photos))

    @property
    def digest(self) -> str:
        """Return the digest by which a form says that it showed this."""
        return hashlib.sha256(repr(dataclasses.astuple(self)).encode()).hexdigest()[:32]


def preview_forum(day: ForumDay) -> Preview:
    """Return what would be read: the sheets of the day, and the questions that grew from them. Few queries."""
    told = Question.objects.filter(audience=day.forum.audience_id).exclude(pk__in=carried(day))
    rows = Sheet.objects.filter(day=day, question__in=told).order_by("number")
    sheets = list(rows.select_related("question", "asked_by"))
    grown = told.exclude(pk__in=[one.question_id for one in sheets]).order_by("pk")
    said_so = Wording.objects.filter(question__in=told).order_by("question", "number")
    worded = [one.by for one in said_so.exclude(by=None).select_related("by")]
    carry = SheetPledge.objects.filter(sheet__in=sheets, carries=True).select_related("person").order_by("pk")
    named = [*(sheet.asked_by for sheet in sheets), *worded, *(one.person for one in carry)]
    names = Reader.here(day.forum.space, None).names_of(one for one in named if one is not None)
    said = Report.objects.filter(sheet__in=sheets).exclude(text="").order_by("sheet__number")
    photos = SheetPhoto.objects.filter(sheet__in=sheets, is_round=False, removed_at=None)
    wall = WallPhoto.objects.filter(day=day, removed_at=None).select_related("by")
    return Preview(
        [*(f"{one.number}. {one.question.text}" for one in sheets), *(one.text for one in grown)],
        list(said_so.former().values_list("text", flat=True)),
        [*names, *(one.together for one in sheets if one.together), *(one.by.first_name for one in wall if one.by)],
        [f"{number}. {text}" for number, text in said.values_list("sheet__number", "text")],
        [
            *(f"{one.number}. {one.question.dots}" for one in sheets if one.question.dots),
            *(one.dots for one in grown if one.dots),
        ],
        list(photos.order_by("sheet__number", "pk").values_list("sheet__number", "digest")),
        [one.digest for one in wall],
        places_of(day),
    )


def places_of(day: ForumDay) -> list[str]:
    rows = day.places.order_by("position").values_list("name", "access")
    return [*filter(None, [day.venue]), *(", ".join(filter(None, said)) for said in rows)]


def carried(day: ForumDay) -> QuerySet[Question]:
    """Return the questions with the readers of this forum that a group carries."""
    return Question.objects.filter(audience=day.forum.audience_id, pk__in=Carrying.objects.values("question"))


def keep_carried_apart(day: ForumDay) -> None:
    """Have members alone read, in their own row, the questions that a group carries."""
    members, rows = Audience.of_space(day.forum.space), carried(day)
    about = {"subject_kind": kind_of(Question()), "subject_id__in": rows.values("pk")}
    Entry.objects.filter(audience=day.forum.audience_id, **about).update(audience=members)
    change_document_readers(rows, members)
    rows.update(audience=members)


def may_be_shown(day: ForumDay) -> bool:
    """Return whether members alone read the forum, in a public space, and nothing else shares its readers."""
    audience = day.forum.audience
    is_closed = audience.kind == AudienceKind.SPACE and not audience.is_standing
    return is_closed and day.forum.space.is_public and not shares_readers(day)


def may_be_kept(day: ForumDay) -> bool:
    audience = day.forum.audience
    return audience.kind == AudienceKind.PUBLIC and not audience.is_standing and not shares_readers(day)


def shares_readers(day: ForumDay) -> bool:
    """Return whether anything but this forum and its questions has its readers: a group, minutes. One query."""
    told = {"audience": day.forum.audience_id}
    others = [
        field.model._base_manager.filter(**{field.name: day.forum.audience_id})
        for field in fields_to_audiences()
        if field.model not in (Forum, Question, *TOLD_OF_IT)
    ]
    others.append(Forum.objects.filter(**told).exclude(pk=day.forum_id))
    others.append(Question.objects.filter(**told).exclude(forum=day.forum_id))
    first, *more = [rows.order_by().values("pk") for rows in others]
    return bool(first.union(*more, all=True).exists())


def show_forum(day: ForumDay, seen: str, *, by: Person) -> None:
    """Show the forum to everybody, as a host who `seen` what that is. Idempotent."""
    with transaction.atomic():
        now = hosted(day, by=by)
        if now.forum.audience.kind == AudienceKind.PUBLIC:
            return
        if not may_be_shown(now):
            raise Refusal(
                _("This forum stays among members."),
                instead=_("A group or a question is shown to everybody from its own page."),
            )
        if seen != preview_forum(now).digest:
            raise Changed(_("Something changed meanwhile."), instead=_("Read it again, then show it."))
        keep_carried_apart(now)
        now.forum.audience.widen_to_everybody()
        record("forum.shown", now.forum, by=by)


def keep_forum_to_members(day: ForumDay, *, by: Person) -> None:
    """Have members alone read the forum again. Idempotent."""
    with transaction.atomic():
        now = hosted(day, by=by)
        if now.forum.audience.kind != AudienceKind.PUBLIC:
            return
        if not may_be_kept(now):
            raise Refusal(
                _("Groups or minutes have the same readers as this forum."),
                instead=_("Each can be kept to members from its own page."),
            )
        now.forum.audience.narrow_to_space()
        now.be_joined_by(ServedCode.draw())  # everybody could see the former one
        record("forum.kept_to_members", now.forum, by=by)

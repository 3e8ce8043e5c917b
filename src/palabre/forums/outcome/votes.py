"""The votes that a question had at its forum: quoted or typed, and the address of a call, which helps more."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Self

from django.urls import reverse

from palabre.groups.models import Group, Role
from palabre.questions.models import Question
from palabre.wiki.models import Passage


@dataclasses.dataclass(frozen=True, slots=True)
class Votes:
    """The votes of one question: the lines that recall them, its dots as somebody typed them, and two addresses.

    `counting` is the form of the dots, `calling` that of a call for the question; "" where the reader may not.
    """

    quoted: Sequence[Passage] = ()
    dots: str = ""
    counting: str = ""
    calling: str = ""

    @property
    def is_told(self) -> bool:
        return bool(self.quoted or self.dots or self.counting or self.calling)

    @classmethod
    def of(
        cls,
        question: Question,
        groups: Sequence[Group],
        quoted: Sequence[Passage],
        *,
        may_count: bool,
        may_call: bool,
    ) -> Self:
        """`question.space` is loaded. The call is that of the first of the `groups` that carry it; else of all."""
        counting = dots_address(question) if may_count else ""
        return cls(quoted, question.dots, counting, calling_address(question, groups) if may_call else "")


def dots_address(question: Question) -> str:
    return reverse("forums:dots", args=[question.space.slug, question.forum_id, question.pk])


def calling_address(question: Question, groups: Sequence[Group]) -> str:
    """Return the address of the form of a call, which begins with the words of the question."""
    said = f"?role={Role.CONTRIBUTOR if groups else Role.CONVENER}&question={question.pk}"
    if groups:
        return reverse("groups:group_calling", args=[question.space.slug, groups[0].pk]) + said
    return reverse("groups:calling", args=[question.space.slug]) + said

"""Forum, Question, its wordings over time, and the lineage of questions."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from palabre.people.models import AudienceBound, AudienceBoundQuerySet, Person
from palabre.web.saved_fields import save_fields

DOTS_LENGTH = 200  # characters


class Forum(AudienceBound):
    """A forum ouvert (Open Space): people build the agenda themselves."""

    theme = models.TextField(blank=True, default="")
    held_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return self.in_space("forums:forum")

    def be_about(self, theme: str, held_on: datetime.date | None) -> None:
        self.theme, self.held_on = theme, held_on
        self.save(update_fields=["theme", "held_on"])


class QuestionQuerySet(AudienceBoundQuerySet["Question"]):
    def living(self) -> Self:
        """Leave out those that became another one."""
        return self.filter(~models.Exists(Lineage.objects.standing().filter(source=models.OuterRef("pk"))))


class Question(AudienceBound):
    """A question that somebody wants to work on; it may be a statement. `text` is its living wording.

    `dots` are those that it got on paper at its forum, in words or figures, as somebody typed them: no number is read.
    """

    forum = models.ForeignKey(Forum, models.SET_NULL, null=True, blank=True, related_name="questions")
    text = models.TextField()
    dots = models.CharField(max_length=DOTS_LENGTH, blank=True, default="")
    born_at = models.DateTimeField(auto_now_add=True)

    objects = QuestionQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.in_space("home:question")

    def say(self, text: str, *, on: datetime.date | None, by: Person | None) -> Wording:
        """Set a new wording. Earlier wordings stay, superseded."""
        save_fields(self, text=text)
        number = self.wordings.count() + 1
        return self.wordings.create(number=number, text=text, said_on=on, by=by)


class WordingQuerySet(models.QuerySet["Wording"]):
    def former(self) -> Self:
        """Leave out the words in which the question is said now."""
        return self.exclude(text=F("question__text"))


class Wording(models.Model):
    """One dated version of a question's text, immutable: a correction is another version."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    said_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_wording_of_each_number")]

    def __str__(self) -> str:
        return self.text


class LineageKind(models.TextChoices):
    REWORD = "reword"
    MERGE = "merge"
    SPLIT = "split"
    CONTINUE = "continue"


class LineageQuerySet(models.QuerySet["Lineage"]):
    def standing(self) -> Self:
        """Leave out what was undone."""
        return self.filter(undone_at__isnull=True)


class Lineage(models.Model):
    """A directed edge of an acyclic, many-to-many graph of questions. An undone edge stays but no longer counts.

    `words` give the reason. `at` is set when a member drew the edge; an edge read in minutes has their date (`on`).
    """

    kind = models.CharField(max_length=10, choices=LineageKind)
    source = models.ForeignKey(Question, models.CASCADE, related_name="leads_to")
    target = models.ForeignKey(Question, models.CASCADE, related_name="comes_from")
    on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=400, blank=True, default="")
    at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = LineageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "target"],
                condition=Q(undone_at__isnull=True),
                name="one_edge_of_each_kind",
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="no_question_leads_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"

    def undo(self, at: datetime.datetime, *, by: Person) -> None:
        save_fields(self, undone_at=at, undone_by=by)

"""Group: people who carry one or more questions, awake, asleep, ended, or living in another group."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from palabre.people.models import Audience, AudienceBound, AudienceBoundQuerySet, Person
from palabre.questions.models import Question
from palabre.web.saved_fields import save_fields

if TYPE_CHECKING:
    from palabre.groups.models.roles import Membership

WORDS_LENGTH = 400  # characters of the words on a role, a call or an offer: a sentence


class GroupQuerySet(AudienceBoundQuerySet["Group"]):
    def alive(self) -> Self:
        """Leave out absorbed groups."""
        return self.filter(lives_in__isnull=True)

    def awake(self) -> Self:
        """Leave out groups that are absorbed, asleep or ended."""
        return self.alive().filter(asleep_at__isnull=True, ended_at__isnull=True)


class Group(AudienceBound):
    """People carrying one or more questions. A merge moves nothing: `lives_in` names the surviving group.

    `own_audience` is the audience of its people, created with the first page reserved for them (see
    roles.group_audience); `audience` is who may know of the group. It sleeps from `asleep_at` on, until somebody wakes
    it (`wakes_on`: the optional day to look at it again); it ended at `ended_at` (see Ending). `review_on` is the
    optional day to review the intention: nothing has to be defined before. `to_read` is its reading list, a line each.
    """

    title = models.CharField(max_length=200)
    questions = models.ManyToManyField(Question, through="Carrying", related_name="groups")
    born_on = models.DateField(null=True, blank=True)
    lives_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    asleep_at = models.DateTimeField(null=True, blank=True)
    wakes_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    to_read = models.TextField(blank=True, default="")
    own_audience = models.OneToOneField(Audience, models.PROTECT, null=True, blank=True, related_name="+")

    objects = GroupQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(lives_in=F("id")), name="no_group_lives_in_itself")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.in_space("home:group")

    @property
    def is_awake(self) -> bool:
        return self.lives_in_id is None and self.asleep_at is None and self.ended_at is None

    def live_in(self, other: Group | None) -> None:
        """Set the group that absorbs this one; None: none any longer."""
        save_fields(self, lives_in=other)

    def sleep(self, at: datetime.datetime, *, until: datetime.date | None = None) -> None:
        save_fields(self, asleep_at=at, wakes_on=until)

    def wake(self) -> None:
        save_fields(self, asleep_at=None, wakes_on=None)

    def end(self, at: datetime.datetime | None) -> None:
        """Set when the group ended; None: it did not."""
        save_fields(self, ended_at=at)

    def look_again(self, on: datetime.date | None) -> None:
        """Set the day to review the intention; None: no day."""
        save_fields(self, review_on=on)

    def own(self, audience: Audience) -> None:
        """Set the audience of the people of the group."""
        save_fields(self, own_audience=audience)

    def welcome(self, person: Person, *, role: str, words: str = "") -> Membership:
        """Give `person` a role in the group; an existing role is left unchanged."""
        return self.memberships.get_or_create(person=person, role=role, defaults={"words": words})[0]


class Carrying(models.Model):
    """A group carries a question."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="carryings")
    question = models.ForeignKey(Question, models.CASCADE, related_name="carryings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "question"], name="carried_once_by_each_group")]

    def __str__(self) -> str:
        return f"{self.group_id} carries {self.question_id}"


class Ending(AudienceBound):
    """The ending of a group: its optional harvest, in Markdown. An ending counts as a success.

    `harvest`: what was done and learnt; `left_open`: what stays open, and who may take it up; `thanks`: thanks to
    people. `question_is_open`: nobody carries the question any longer, and anybody may take it up. `body_html` is the
    three texts as sanitised HTML, cached at save. An undone ending keeps its texts (`undone_at`).
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="endings")
    harvest = models.TextField(blank=True, default="")
    left_open = models.TextField(blank=True, default="")
    thanks = models.TextField(blank=True, default="")
    question_is_open = models.BooleanField(default=True)
    body_html = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(undone_at__isnull=True), name="a_group_ends_once")
        ]

    def __str__(self) -> str:
        return self.harvest

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#recolte"

    def say(self, **words: Any) -> None:
        """Change the texts of the ending."""
        save_fields(self, **words)

    def undo(self, at: datetime.datetime) -> None:
        save_fields(self, undone_at=at)

"""Group, who is in it and in which role, what it looks for, needs, does and asks itself."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from palabre.forums.models import Question
from palabre.people.models import Audience, AudienceBound, AudienceBoundQuerySet, Person
from palabre.spaces.models import Space

WORDS_LENGTH = 400  # what one says of a role, a call or an offer, in a sentence


class GroupQuerySet(AudienceBoundQuerySet["Group"]):
    def alive(self) -> Self:
        return self.filter(lives_in__isnull=True)


class Group(AudienceBound):
    """People carrying one or more questions. A merge moves nothing: `lives_in` names the living group.

    `own_audience` are its people themselves, once something was kept to them (see seating); `audience` is who may
    know of the group.
    """

    title = models.CharField(max_length=200)
    questions = models.ManyToManyField(Question, through="Carrying", related_name="groups")
    born_on = models.DateField(null=True, blank=True)
    lives_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    own_audience = models.OneToOneField(Audience, models.PROTECT, null=True, blank=True, related_name="+")

    objects = GroupQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(lives_in=F("id")), name="no_group_lives_in_itself")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.in_space("home:group")

    def own(self, audience: Audience) -> None:
        """From now on its people are the seats of this audience."""
        self.own_audience = audience
        self.save(update_fields=["own_audience"])

    def welcome(self, person: Person, *, role: str, words: str = "") -> Membership:
        """Give `person` a role here; a role that she has already stays as it is."""
        return self.memberships.get_or_create(person=person, role=role, defaults={"words": words})[0]


class Carrying(models.Model):
    """A group carries a question."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="carryings")
    question = models.ForeignKey(Question, models.CASCADE, related_name="carryings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "question"], name="carried_once_by_each_group")]

    def __str__(self) -> str:
        return f"{self.group_id} carries {self.question_id}"


class Role(models.TextChoices):
    CONVENER = "convener"
    CO_CONVENER = "co_convener"
    COMPANION = "companion"
    CONTRIBUTOR = "contributor"
    OBSERVER = "observer"
    LIAISON = "liaison"
    METHODOLOGIST = "methodologist"


CARRYING = (Role.CONVENER, Role.CO_CONVENER)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held(self) -> Self:
        """Leave out the roles that somebody left."""
        return self.filter(until__isnull=True)

    def carrying(self) -> Self:
        return self.filter(role__in=CARRYING)


class Membership(models.Model):
    """A person in a group, in one role. `confirmed_at`: when she said herself that this is so."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    words = models.CharField(max_length=400, blank=True, default="")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person", "role"], name="each_role_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"

    def confirm(self, at: datetime.datetime) -> None:
        """She says herself that she holds this role; she holds it again if she had left it."""
        self.until, self.confirmed_at = None, at
        self.save(update_fields=["until", "confirmed_at"])

    def end(self, on: datetime.date) -> None:
        self.until = on
        self.save(update_fields=["until"])

    def resume(self) -> None:
        self.until = None
        self.save(update_fields=["until"])

    def say(self, words: str) -> None:
        """Say of her role other words, or none."""
        self.words = words
        self.save(update_fields=["words"])


class RoleCallQuerySet(AudienceBoundQuerySet["RoleCall"]):
    def open(self) -> Self:
        return self.filter(filled_at__isnull=True, withdrawn_at__isnull=True)


class RoleCall(AudienceBound):
    """« On recherche » : a role that waits for somebody, for one group or for the whole space (group null).

    `role` stays empty while the words do not say which one it is. `by` is who published it by a gesture; it is
    over once somebody was found (`filled_at`) or it was taken back (`withdrawn_at`).
    """

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="role_calls")
    role = models.CharField(max_length=20, choices=[*Role.choices, ("steward", "steward")], blank=True, default="")
    words = models.TextField()
    opened_on = models.DateField(null=True, blank=True)
    filled_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleCallQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.in_space("groups:role_call")

    @property
    def is_open(self) -> bool:
        return self.filled_at is None and self.withdrawn_at is None

    def withdraw(self, at: datetime.datetime) -> None:
        self.withdrawn_at = at
        self.save(update_fields=["withdrawn_at"])

    def reopen(self, at: datetime.datetime) -> None:
        """Look for somebody again, from this day on."""
        self.withdrawn_at, self.opened_on = None, timezone.localdate(at)
        self.save(update_fields=["withdrawn_at", "opened_on"])


class Pledge(AudienceBound):
    """« J’y vais » : what somebody offers of herself to a group, or to a call; it binds nobody."""

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="pledges")
    call = models.ForeignKey(RoleCall, models.CASCADE, null=True, blank=True, related_name="pledges")
    person = models.ForeignKey(Person, models.CASCADE, related_name="pledges")
    words = models.CharField(max_length=400, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(call__isnull=False), name="a_pledge_is_to_a_group_or_a_call"
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(call__isnull=True), name="one_pledge_per_group"
            ),
            models.UniqueConstraint(fields=["call", "person"], name="one_pledge_per_call"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.group_id or self.call_id}"

    def say(self, words: str) -> None:
        """Say it in other words; silence leaves what was said."""
        if words and words != self.words:
            self.words = words
            self.save(update_fields=["words"])
            Space.touch(self.space_id)


class Inquiry(AudienceBound):
    """A line of inquiry: a question that the group opened on its way."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="inquiries")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#piste-{self.pk}"


class ProgressEntry(AudienceBound):
    """Dated news of a group, in its own words. `text` is Markdown; `body_html` is sanitised, cached at save."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="progress")
    on = models.DateField(null=True, blank=True)
    text = models.TextField()
    body_html = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#nouvelle-{self.pk}"


class Weather(models.TextChoices):
    SUN = "sun"
    CLEARING = "clearing"
    CLOUDS = "clouds"
    FOG = "fog"
    RAIN = "rain"
    STORM = "storm"


class ProjectWeather(AudienceBound):
    """How a project goes, as its conveners say it: a weather in a word, words of theirs, and what comes next.

    Of the group, never of a person. The latest one of a day is the day's; the series is drawn on the group's page.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="weathers")
    on = models.DateField()
    weather = models.CharField(max_length=10, choices=Weather, blank=True, default="")
    words = models.TextField(blank=True, default="")
    next_step = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "on"], name="one_project_weather_a_day")]

    def __str__(self) -> str:
        return self.words or self.weather

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#meteo"

    def say(self, weather: str, words: str, next_step: str, *, by: Person | None, at: datetime.datetime) -> None:
        self.weather, self.words, self.next_step, self.by, self.at = weather, words, next_step, by, at
        self.save(update_fields=["weather", "words", "next_step", "by", "at"])


class NeedKind(models.TextChoices):
    PEOPLE = "people"
    ROLE = "role"
    METHOD = "method"
    PROVIDER = "provider"
    MONEY = "money"
    ROOM = "room"
    DECISION = "decision"
    OTHER = "other"


class Need(AudienceBound):
    """What a group, or the whole community (group null), says that it lacks."""

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="needs")
    kind = models.CharField(max_length=10, choices=NeedKind, default=NeedKind.OTHER)
    text = models.TextField()
    said_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.in_space("groups:need")


class Answer(AudienceBound):
    """What somebody answers to a need. Only the group will say whether it is enough."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="answers")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    seed = models.CharField(max_length=60, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.need.get_absolute_url()}#reponse-{self.pk}"


class Action(AudienceBound):
    """Something to do. Without an owner it is « à prendre » ; only the owner herself accepts it.

    `due_words` are the words the date was said in; `owner_words` those that named an owner in a text, who has
    not accepted yet; `offered_to` is who was asked. `parts` are the smaller items written below it.
    """

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="actions")
    text = models.TextField()
    heading = models.CharField(max_length=400, blank=True, default="")
    parts = models.JSONField(default=list, blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="actions")
    owner_words = models.CharField(max_length=400, blank=True, default="")
    offered_to = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="offered_actions")
    offered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=200, blank=True, default="")
    done_on = models.DateField(null=True, blank=True)
    is_done = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.in_space("groups:action")

    @property
    def is_to_take(self) -> bool:
        return self.owner_id is None and not self.is_done

    def take(self, person: Person) -> None:
        self.owner = person
        self.save(update_fields=["owner"])

    def leave(self) -> None:
        self.owner = None
        self.save(update_fields=["owner"])

    def offer(self, to: Person | None, by: Person | None) -> None:
        """Ask somebody; only she accepts. None: nobody is asked any longer."""
        self.offered_to, self.offered_by = to, by
        self.save(update_fields=["offered_to", "offered_by"])

    def say_who_helps(self, words: str) -> None:
        self.owner_words = words
        self.save(update_fields=["owner_words"])

    def be_due(self, words: str, on: datetime.date | None) -> None:
        self.due_words, self.due_on = words, on
        self.save(update_fields=["due_words", "due_on"])

    def finish(self, on: datetime.date) -> None:
        self.is_done, self.done_on = True, on
        self.save(update_fields=["is_done", "done_on"])


class MergeProposal(AudienceBound):
    """A merge that was said and waits for both sides' consent. `source` is null when the text does not tell."""

    source = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="merges_out")
    target = models.ForeignKey(Group, models.CASCADE, related_name="merges_in")
    words = models.TextField()
    said_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return f"{self.target.get_absolute_url()}#fusion-{self.pk}"

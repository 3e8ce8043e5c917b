"""How a group goes: its news, the weather of its project, what it asks itself, the signs it was shown."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.groups.models.group import Group
from palabre.people.models import AudienceBound, Person


class Inquiry(AudienceBound):
    """A line of inquiry: a question that the group opened on its way."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="inquiries")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#piste-{self.pk}"


class ProgressEntry(AudienceBound):
    """Dated news of a group, in its own words. `text` is Markdown; `body_html` is sanitised, cached at save.

    `by` and `at` are of who wrote it by hand; what minutes say has none. `form_token` is the token of her form.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="progress")
    on = models.DateField(null=True, blank=True)
    text = models.TextField()
    body_html = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#nouvelle-{self.pk}"

    def say(self, text: str, body_html: str) -> None:
        """Say it in other words."""
        self.text, self.body_html = text, body_html
        self.save(update_fields=["text", "body_html"])


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


class SignKind(models.TextChoices):
    """The four signs that a group may be shown, to itself alone."""

    NO_DATE = "no_date"
    UNANSWERED = "unanswered"
    REVIEW = "review"
    ALONE = "alone"


class Sign(models.Model):
    """What the group did with a sign: « c’est normal » (`quiet_at`), or « en parler à l’animation » (`told_at`).

    A sign is a fact that is read anew each time; `about` names the fact, so that another one may be shown again.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="signs")
    kind = models.CharField(max_length=12, choices=SignKind)
    about = models.CharField(max_length=100)
    quiet_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "kind", "about"], name="each_sign_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.group_id}"

    def keep_quiet(self, at: datetime.datetime | None, *, by: Person) -> None:
        """« C’est normal » ; None: it may be shown again."""
        self.quiet_at, self.by = at, by
        self.save(update_fields=["quiet_at", "by"])

    def tell(self, at: datetime.datetime | None, *, by: Person) -> None:
        """« En parler à l’animation » ; None: not after all."""
        self.told_at, self.by = at, by
        self.save(update_fields=["told_at", "by"])

"""Progress of groups: news, weather of the project, lines of inquiry, signs."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.groups.models.group import Group
from palabre.people.models import AudienceBound, Person
from palabre.web.saved_fields import save_fields


class Inquiry(AudienceBound):
    """A line of inquiry: a question that the group opened on its way.

    `beside` is the line close to it, under which it is shown: both keep their words. `withdrawn_at` is when somebody
    took back a line that minutes read wrongly.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="inquiries")
    text = models.TextField()
    beside = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="close_ones")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#piste-{self.pk}"

    def withdraw(self, at: datetime.datetime | None) -> None:
        """Mark the line as taken back; None: as standing again."""
        self.withdrawn_at = at
        self.save(update_fields=["withdrawn_at"])

    def stand_beside(self, other: Inquiry | None) -> None:
        """Set the line under which it is shown; None: it stands by itself."""
        self.beside = other
        self.save(update_fields=["beside"])


class ProgressEntry(AudienceBound):
    """Dated news of a group, in its own words. `text` is Markdown; `body_html` is sanitised HTML, cached at save.

    `by`, `at` and `form_token` are set for news written by hand; news read in minutes has none.
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
        """Change the text."""
        save_fields(self, text=text, body_html=body_html)


class Weather(models.TextChoices):
    SUN = "sun"
    CLEARING = "clearing"
    CLOUDS = "clouds"
    FOG = "fog"
    RAIN = "rain"
    STORM = "storm"


class ProjectWeather(AudienceBound):
    """The weather of a project, as its conveners say it: a word, sentences, the next step.

    It describes the group, never a person. The last one of a day replaces the others; the group’s page draws the
    series.
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
        save_fields(self, weather=weather, words=words, next_step=next_step, by=by, at=at)


class SignKind(models.TextChoices):
    """The four signs that a group may be shown, and nobody else; and what a meeting proposes to each group."""

    NO_DATE = "no_date"
    UNANSWERED = "unanswered"
    REVIEW = "review"
    ALONE = "alone"
    INVITED = "invited"


class Sign(models.Model):
    """The reply of a group to a sign: “c’est normal” (`quiet_at`), or “en parler à l’animation” (`told_at`).

    A sign is computed anew each time; `about` identifies the fact, so that a different one is shown.
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
        """Set “c’est normal”; None: the sign may be shown again."""
        save_fields(self, quiet_at=at, by=by)

    def tell(self, at: datetime.datetime | None, *, by: Person) -> None:
        """Set “en parler à l’animation”; None cancels it."""
        save_fields(self, told_at=at, by=by)

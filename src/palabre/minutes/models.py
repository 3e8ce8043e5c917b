"""Imports of minutes, and the things made from their words: by an import, or by an answer in the margin."""

from __future__ import annotations

from django.db import models

from palabre.groups.models import MayBePast
from palabre.meetings.models.margin_question import Asked
from palabre.meetings.models.meeting import Meeting
from palabre.people.models import Audience, AudienceBound, Person, Readers
from palabre.web.saved_fields import save_fields
from palabre.wiki.models import Page

PUT_BACK_AS = "put_back_as"  # of an undone import, in its choices: the import that says its text again


class Import(MayBePast, AudienceBound):
    """One reading of minutes: the importer, the text as given, and its page.

    A corrected text is a new import that `corrects` the former; both have the same page, meeting and audience.
    `revision` is the page's revision that holds this text. `validity` is that of what old minutes say, as a whole: what
    is read in them has the same. `choices` are what the importer changed of what was read: see `plan.plan_choices`.
    """

    audience = Readers(Audience, models.PROTECT, related_name="+", is_inherited=True)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    choices = models.JSONField(default=dict, blank=True)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="imports")
    revision = models.PositiveIntegerField(default=1)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="imports")
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="corrections")
    opened_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"import {self.pk}"

    def get_absolute_url(self) -> str:
        return self.in_space("minutes:import")

    def instead_of(self, undone: Import) -> Import:
        """Have the text of an undone import kept by this one alone, which is found by it if that is asked again."""
        save_fields(undone, text="", choices={PUT_BACK_AS: self.pk}, digest=self.digest)
        return self

    @property
    def put_back_as(self) -> int | None:
        number: int | None = self.choices.get(PUT_BACK_AS)
        return number

    @property
    def has_its_people(self) -> bool:
        """Return whether the importer saw who was there, and said who it is: nobody is written to before."""
        return "people" in self.choices

    @property
    def meeting_waits(self) -> bool:
        """Return whether members read the meeting who do not read these minutes yet: until then they change nothing."""
        return self.meeting is not None and not self.audience.covers_members(self.meeting.audience)


BY_ANSWER = "doubt:"  # begins the keys of what an answer made: it goes with the answer


class Imported(models.Model):
    """A thing that an import made, or found in the space (`made` false), under the key of its finding."""

    reading = models.ForeignKey(Import, models.CASCADE, related_name="things")
    key = models.CharField(max_length=120)
    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    made = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "key"], name="one_thing_per_finding")]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="imported_by_thing")]

    def __str__(self) -> str:
        return f"{self.key} → {self.thing_kind}:{self.thing_id}"


class Doubt(models.Model):
    """Words that may mean something, until a person says so. Nothing is made from them before.

    `answer` is the value of the answer ("yes", "same", "keep"…), and `undo` what is needed to undo it. `put_off_at`:
    the person answered « plus tard »; the words stay underlined.
    """

    reading = models.ForeignKey(Import, models.CASCADE, related_name="doubts")
    kind = models.CharField(max_length=40)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    words = models.TextField()
    facts = models.JSONField(default=dict, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    put_off_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=40, blank=True, default="")
    undo = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


class Recognised(models.Model):
    """A thing that an answer in the margin made, or found (`made` false), under the key of its finding."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="things")
    key = models.CharField(max_length=120)
    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    made = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "key"], name="one_thing_per_answer_and_finding")]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="recognised_by_thing")]

    def __str__(self) -> str:
        return f"{self.key} → {self.thing_kind}:{self.thing_id}"

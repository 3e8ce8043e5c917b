"""ServedCode: letters that led to a day, or to a newsroom. Posters and phones still have them."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone

from palabre.live.join_codes import LENGTH, fresh_code
from palabre.spaces.models import Space


class ServedCode(models.Model):
    """Letters that were given to a day, or to a newsroom, of the space `holder`: no other space has them, ever.

    The row stays when the code is changed and when its day goes; once the space is deleted, without a holder.
    """

    code = models.CharField(max_length=LENGTH, unique=True)
    holder = models.ForeignKey(Space, models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.code

    @classmethod
    def draw(cls) -> str:
        """Return letters that never led anywhere."""
        return fresh_code(cls.objects.all())

    @classmethod
    def is_free(cls, code: str, *, space_id: int) -> bool:
        """Return whether these letters led to no other space."""
        return not cls.objects.filter(code=code).exclude(holder_id=space_id).exists()

    @classmethod
    def keep(cls, code: str, *, space_id: int) -> bool:
        """Keep these letters for this space; return whether no other one had them. Two at once: one has them."""
        kept, _is_new = cls.objects.get_or_create(code=code, defaults={"holder_id": space_id})
        return kept.holder_id == space_id

    @classmethod
    def free(cls, code: str | None, *, since: datetime.datetime) -> None:
        """Forget these letters, unless they led to a space before that instant: others may have them."""
        cls.objects.filter(code=code, since__gte=since).delete()

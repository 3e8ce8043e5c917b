"""The spelling of a person's own name, changed by the person."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import NAME_LENGTH, Person
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST_SPELLINGS = 20  # of one person in a day: each former one stays, and each is looked for when their name goes


def refuse_too_many_spellings(person: Person, *, at: datetime.datetime) -> None:
    a_day_ago = at - datetime.timedelta(days=1)
    if person.doubles.filter(named_at__gt=a_day_ago, named_at__lte=at).count() >= MOST_SPELLINGS:
        raise Refusal(_("Your name was written in many ways since yesterday."), instead=_("Write it anew tomorrow."))


def respell(person: Person, name: str, *, by: Person) -> bool:
    """Change the spelling of the person's name: lists show it from now on, texts stay as they were written.

    Return whether anything changed. Raises a Refusal for another person's name, an empty one, or one too long.
    """
    name = on_one_line(name)
    if person.pk != by.pk:
        raise Refusal(_("People decide for themselves how their name is written."), instead=_("Ask the person."))
    if not name or len(name) > NAME_LENGTH:
        raise Refusal(
            _("A name has at least one letter, and no more than %(most)s.") % {"most": NAME_LENGTH},
            instead=_("Write it again, then save."),
        )
    keep_out(person.space, name)
    with transaction.atomic():
        Space.hold(person.space_id)
        now = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if now.name == name:
            return False
        refuse_too_many_spellings(now, at=timezone.now())
        now.is_written(name)
        Space.touch(person.space_id)
    person.name = name
    return True

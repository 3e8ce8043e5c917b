"""The weather of a project, said by its conveners, or typed by a member for them. It never describes a person."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.group_access import may_decide
from palabre.groups.models import WORDS_LENGTH, Group, ProjectWeather, Weather
from palabre.journal.models import Entry, kind_of
from palabre.journal.word_changes import WordHistory
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space

SAID, WITHDRAWN = "weather.said", "weather.withdrawn"
TEXTS = ("words", "next_step")


def say_weather(
    group: Group,
    weather: str,
    words: str,
    next_step: str,
    *,
    by: Person,
    at: datetime.datetime,
    on: datetime.date | None = None,
    shown: str | None = None,
) -> ProjectWeather:
    """Set the weather of the day (`on`, else today), replacing the former one of that day; the journal keeps its words.

    Idempotent. `shown`: which words its form showed. Raise a Refusal if `by` may not, if the text is empty or too long,
    or where somebody else wrote other words since.
    """
    said = bounded_weather(weather, words, next_step)
    day = on or timezone.localdate(at)
    with transaction.atomic():
        Space.hold(group.space_id)
        if not permissions.can_say_weather(by, group, carries=carries(by, group)):
            raise Refusal(
                _("Only members of this space say how a project is going."),
                instead=_("Tell it to one of those who host the question."),
            )
        known = ProjectWeather.objects.select_for_update().filter(group=group, on=day).first()
        history, former = weather_told(group, day), texts_in(as_said(known) if known else None)
        said[1:] = history.settle(texts_in(said), former, by=by, shown=shown).values()
        if known is not None and said == as_said(known):
            return known
        keep_out(group.space, *said[1:])
        before = replaced(known, by) if known else None
        kept = save_weather(known, group, day, said, by=by, at=at)
        history.note_change(former, texts_in(said), by=by, before=before)
        return kept


def weather_told(group: Group, day: datetime.date) -> WordHistory:
    return WordHistory(group, SAID, WITHDRAWN, on=day.isoformat())


def texts_in(said: list[str] | None) -> dict[str, str]:
    """Return the words of a weather by name of their field, empty where nothing was said."""
    return dict(zip(TEXTS, said[1:] if said else ("", ""), strict=True))


def undo_weather(weather: ProjectWeather, *, by: Person, at: datetime.datetime, seen: str = "") -> None:
    """Restore the former weather of that day, or delete it if there was none. Idempotent.

    `seen` says when the weather that the page showed was said, "" if it does not say. Raise a Refusal if another was
    said since, and unless `by` said it, or decides for the group that day: its words are nowhere else.
    """
    with transaction.atomic():
        Space.hold(weather.space_id)
        now = ProjectWeather.objects.select_for_update().select_related("group").filter(pk=weather.pk).first()
        if now is None:
            return
        if not permissions.can_say_weather(by, now.group, carries=carries(by, now.group)):
            raise Refusal(_("Only members of this space say how a project is going."))
        is_of_today = now.on >= timezone.localdate(at)  # of a past day, no screen would show the words again
        if now.by_id != by.pk and not (is_of_today and may_decide(by, now.group)):
            raise Refusal(
                _("It is for who said this, or for those who host the question, to withdraw it."),
                instead=_("Correct it: they can then bring back what was said before."),
            )
        before = said_before(now)
        if before is not None and before["said"] == as_said(now):
            return
        refuse_another_weather(now, seen)
        was = texts_in(as_said(now))
        if before is None:
            now.delete()
        else:
            former = Person.objects.filter(pk=before["by"], space=now.space_id).first()
            now.say(*before["said"], by=former, at=at)
        again = texts_in(before["said"] if before else None)
        weather_told(now.group, now.on).note_change(was, again, WITHDRAWN, by=by)


def refuse_another_weather(weather: ProjectWeather, seen: str) -> None:
    if seen and seen != weather.at.isoformat():
        raise Refusal(
            _("Somebody has said the weather of that day otherwise in the meantime."),
            instead=_("Read it on the page of the group: you can withdraw it there, if need be."),
        )


def carries(person: Person, group: Group) -> bool:
    """Return whether the person carries the group: then the weather is shown as their own word."""
    return group.memberships.held().carrying().filter(person=person).exists()


def bounded_weather(weather: str, words: str, next_step: str) -> list[str]:
    """Return the texts stripped. Raise a Refusal if all are empty or one is too long."""
    said = [weather, *(on_one_line(text) for text in (words, next_step))]
    if not any(said) or weather not in ("", *Weather.values):
        raise Refusal(
            _("There is no word about the project yet."),
            instead=_("One word is enough: a weather, a sentence, or what comes next. You may also say nothing."),
        )
    if max(map(len, said)) > WORDS_LENGTH:
        raise Refusal(
            _("These words are longer than %(most)s characters.") % {"most": WORDS_LENGTH},
            instead=_("Keep one or two sentences: the rest can go into the notes."),
        )
    return said


def as_said(weather: ProjectWeather) -> list[str]:
    return [weather.weather, weather.words, weather.next_step]


def save_weather(
    known: ProjectWeather | None,
    group: Group,
    day: datetime.date,
    said: list[str],
    *,
    by: Person,
    at: datetime.datetime,
) -> ProjectWeather:
    kept = known or ProjectWeather(space=group.space, audience=group.audience, group=group, on=day)
    if known is None:
        kept.weather, kept.words, kept.next_step, kept.by, kept.at = *said, by, at
        kept.save()
    else:
        kept.say(*said, by=by, at=at)
    return kept


def replaced(known: ProjectWeather, by: Person) -> dict[str, Any]:
    """Return the words to bring back once `by` replaced these: a carrier’s, however often others replace them."""
    now, former = {"said": as_said(known), "by": known.by_id}, said_before(known)
    carrying = set(known.group.memberships.held().carrying().values_list("person", flat=True))
    return former if former and former["by"] in carrying and not {known.by_id, by.pk} & carrying else now


def said_before(weather: ProjectWeather) -> dict[str, Any] | None:
    """Return the weather of that day that the last one replaced; None if it was the first."""
    about = {"subject_kind": kind_of(weather.group), "subject_id": weather.group_id}
    last = Entry.objects.filter(verb=SAID, facts__on=weather.on.isoformat(), **about).order_by("-pk").first()
    return last.facts.get("before") if last else None

"""A poll in words: its dates, its zone, and what came of it, in one sentence. Names and days come in as strings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palabre.meetings.polls.poll_count import Count, best
from palabre.meetings.polls.shown_fields import ZoneForm
from palabre.pure.french import capitalised, fold
from palabre.pure.slots import Slot
from palabre.web import dates_in_words

PARTS = {
    "morning": gettext_lazy("in the morning"),
    "afternoon": gettext_lazy("in the afternoon"),
    "evening": gettext_lazy("in the evening"),
}
MOST_NAMES = 4  # who is missing, by name; the others are told as a number

# The zones of those who speak French, the nearest first; any other may be typed in an address.
ZONES = {
    "Europe/Paris": gettext_lazy("Paris time"),
    "Europe/Brussels": gettext_lazy("Brussels time"),
    "Europe/London": gettext_lazy("London time"),
    "Africa/Tunis": gettext_lazy("Tunis time"),
    "Africa/Dakar": gettext_lazy("Dakar time"),
    "Africa/Kinshasa": gettext_lazy("Kinshasa time"),
    "America/Guadeloupe": gettext_lazy("Guadeloupe and Martinique time"),
    "America/Cayenne": gettext_lazy("Cayenne time"),
    "America/Miquelon": gettext_lazy("Saint Pierre and Miquelon time"),
    "America/Toronto": gettext_lazy("Montreal time"),
    "Indian/Mayotte": gettext_lazy("Mayotte time"),
    "Indian/Reunion": gettext_lazy("Reunion time"),
    "Pacific/Noumea": gettext_lazy("Noumea time"),
    "Pacific/Tahiti": gettext_lazy("Tahiti time"),
    "UTC": gettext_lazy("universal time"),
}


def zone_in_words(zone: str) -> str:
    """« heures de Paris »"""
    return str(ZONES.get(zone) or _("%(city)s time") % {"city": zone.rpartition("/")[2].replace("_", " ")})


def zones_to_choose(zone: str, there: str) -> dict[str, object]:
    """Say for a screen the zone of a poll in words, the other one that was asked for, and those one may choose."""
    known = {**{name: str(words) for name, words in ZONES.items()}, zone: zone_in_words(zone)}
    there = "" if there == zone else there
    if there:
        known[there] = zone_in_words(there)
    form = ZoneForm(initial={"zone": there or zone}, zones=known)
    return {"zone": known[zone], "there": there, "there_in_words": known.get(there, ""), "zone_form": form}


@cache
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    return name in known_zones()


def when(on: datetime.date, at: datetime.time | None, lasts: int | None, *, today: datetime.date) -> str:
    """« mardi 1er décembre, 18 h à 20 h »"""
    return slot_in_words(Slot(on, at, lasts), today=today)


def slot_in_words(slot: Slot, *, today: datetime.date) -> str:
    """« mardi 1er décembre, 18 h à 20 h », « mardi 1er décembre, le matin »"""
    day = dates_in_words.near(slot.on, today=today)
    time = hours(slot.at, slot.lasts) if slot.at else str(PARTS.get(slot.part, ""))
    return _("%(day)s, %(hours)s") % {"day": day, "hours": time} if time else day


def said_aloud(slot: Slot, *, today: datetime.date, is_alone: bool = True) -> str:
    """Say it within a sentence: « mardi 13 octobre », or « … à 14 h » when that day has other hours too."""
    day = dates_in_words.near(slot.on, today=today)
    if is_alone or not (slot.at or slot.part):
        return day
    if slot.at is None:
        return slot_in_words(slot, today=today)
    return _("%(day)s at %(hour)s") % {"day": day, "hour": dates_in_words.hour(slot.at)}


def hours(at: datetime.time, lasts: int | None) -> str:
    """« 18 h à 20 h »"""
    if not lasts:
        return dates_in_words.hour(at)
    ends = datetime.datetime.combine(datetime.date(2000, 1, 1), at) + datetime.timedelta(minutes=lasts)
    return _("%(from)s to %(to)s") % {"from": dates_in_words.hour(at), "to": dates_in_words.hour(ends.time())}


def elsewhere(on: datetime.date, at: datetime.time | None, *, zone: str, there: str, today: datetime.date) -> str:
    """Say the same instant by the clocks of `there`, with its day where it is another one; "" when nothing differs."""
    if at is None or there == zone:
        return ""
    local = datetime.datetime.combine(on, at, tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo(there))
    if local.date() != on:
        return when(local.date(), local.time(), None, today=today)
    return dates_in_words.hour(local.time())


def result(counts: Sequence[Count], labels: Mapping[int, str], names: Mapping[int, str]) -> str:
    """Say what came of it: « mardi 13 convient à 7 sur 8 ; il manque Michel ». "" as long as nothing suits anybody.

    `labels` are the days of the options by number, `names` those of the persons. Nobody is ranked: names come in
    the order of the alphabet.
    """
    found = best(counts)
    if not found:
        return ""
    first = found[0]
    sentences = [lacking(first, names)] if first.lacks else []
    sentences.append(suiting(first, labels, names))
    if first.if_need_be:
        who = {"names": listed_persons(first.if_need_be, names)}
        sentences.append(_("For %(names)s, only if need be.") % who)
    if len(found) > 1:
        others = dates_in_words.listed([labels[one.option] for one in found[1:]])
        sentences.append(_("So does this, just as well: %(days)s.") % {"days": others})
    return " ".join(capitalised(sentence) for sentence in sentences)


def lacking(one: Count, names: Mapping[int, str]) -> str:
    return _("No date suits %(names)s yet, who must be there.") % {"names": listed_persons(one.lacks, names)}


def suiting(one: Count, labels: Mapping[int, str], names: Mapping[int, str]) -> str:
    said = {
        "day": labels[one.option],
        "n": one.suits,
        "all": one.there_are,
        "names": listed_persons(one.missing, names),
    }
    if one.suits == 1 == one.there_are:
        return _("%(day)s suits the one person who answered.") % said
    if not one.missing:
        return _("%(day)s suits everybody: %(all)s people.") % said
    if len(one.missing) == 1:
        return _("%(day)s suits %(n)s out of %(all)s; %(names)s is missing.") % said
    return _("%(day)s suits %(n)s out of %(all)s; %(names)s are missing.") % said


def short(one: Count) -> str:
    """« convient à 7 sur 8 »"""
    said = {"n": one.suits, "all": one.there_are}
    return _("suits %(n)s out of %(all)s") % said if one.suits else _("suits nobody yet")


def listed_persons(persons: Sequence[int], names: Mapping[int, str]) -> str:
    """List these persons by the alphabet: the first few by name, the others as a number."""
    known = sorted((names[one] for one in persons), key=fold)
    if len(known) <= MOST_NAMES:
        return dates_in_words.listed(known)
    left = len(known) - MOST_NAMES + 1
    others = ngettext("%(n)s other", "%(n)s others", left) % {"n": left}
    return dates_in_words.listed([*known[: MOST_NAMES - 1], others])

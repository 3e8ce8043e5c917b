"""Texts of the mails to registered people, in plain words; each link makes sense on its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.registrations.models import Day, Registration, RegistrationNews
from palabre.web import dates_in_words


def standing_of(row: Registration, day: Day) -> str:
    """Return the status of the registration: "off" (the day is cancelled), "left", "waiting", or "place"."""
    if row.cancelled_at is not None:
        return "left"
    if day.is_off:
        return "off"
    return "waiting" if row.is_waiting else "place"


def subject_of(row: Registration, day: Day) -> str:
    title = {"title": day.title}
    standing = standing_of(row, day)
    if standing == "place" and row.why == RegistrationNews.CHANGED:
        return _("Changed: %(title)s") % title
    if standing == "place" and row.why == RegistrationNews.PROMOTED:
        return _("A place is yours: %(title)s") % title
    words = {
        "off": _("Will not take place: %(title)s"),
        "left": _("You are no longer registered: %(title)s"),
        "waiting": _("On the waiting list: %(title)s"),
        "place": _("You are registered: %(title)s"),
    }
    return words[standing] % title


def body_of(row: Registration, day: Day, *, link: str) -> str:
    standing = standing_of(row, day)
    parts = [_("Hello,"), standing_sentence(row, day, standing)]
    if standing in ("place", "waiting"):
        parts += [gathering_facts(day, with_video=standing == "place")]
        parts += [_("If you cannot come, cancel here: somebody may be waiting.\n%(link)s") % {"link": link}]
    parts += [row.roll.space.name, forgotten(row)]
    return "\n\n".join(parts) + "\n"


def standing_sentence(row: Registration, day: Day, standing: str) -> str:
    title = {"title": day.title}
    if standing == "place" and row.why == RegistrationNews.CHANGED:
        return _("Something has changed for “%(title)s”. You are still registered.") % title
    if standing == "place" and row.why == RegistrationNews.PROMOTED:
        return _("Somebody cancelled: a place is yours for “%(title)s”.") % title
    words = {
        "off": _("“%(title)s” will not take place. Please do not make the journey."),
        "left": _("You are no longer registered for “%(title)s”."),
        "waiting": _("“%(title)s” is full for now. You are on the waiting list, in order of arrival."),
        "place": _("You are registered for “%(title)s”."),
    }
    return words[standing] % title


def gathering_facts(day: Day, *, with_video: bool) -> str:
    rows = [day.when, day.place, day.video_url if with_video else ""]
    return "\n".join(row for row in rows if row)


def forgotten(row: Registration) -> str:
    """Return the sentence on how long the name and the address are kept."""
    return _("Your name and address serve this day only. They are deleted on %(day)s.") % {
        "day": dates_in_words.in_full(row.forget_on)
    }

"""A digest as text, as simple HTML (semantic tags, no picture, no style), and its subject."""

from __future__ import annotations

import dataclasses
import datetime
import html
import re
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.home.digest.digest_content import Brief
from palabre.meetings.models import Meeting
from palabre.people.masked_names import veil_over
from palabre.people.models import News, Person
from palabre.people.reader import Reader
from palabre.post.placeholders import STOP
from palabre.web import dates_in_words

LOCAL = re.compile(r'(?<=href=")/')
BLANKS = re.compile(r"\n{3,}")


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    subject: str
    text: str
    html: str


def digest_in_words(brief: Brief, reader: Reader, *, origin: str, to: Person | None = None) -> Words:
    """Render `brief` for its recipient, or, without `to`, for any reader.

    `origin` is the server's address ("https://…"), since links of a letter are absolute. The unsubscribe address is
    added when the letter leaves.
    """
    facts = facts_of(brief, reader, origin=origin, to=to)
    page = LOCAL.sub(f"{origin}/", render_to_string("home/digest/letter.html", facts))
    return veiled(Words(subject(brief, reader), text_of(facts), page), reader, to)


def digest_in_text(brief: Brief, reader: Reader, *, origin: str) -> Words:
    """Render `brief` as text alone, for any reader."""
    return veiled(Words(subject(brief, reader), text_of(facts_of(brief, reader, origin=origin)), ""), reader, None)


def facts_of(brief: Brief, reader: Reader, *, origin: str, to: Person | None = None) -> dict[str, Any]:
    return {
        "brief": brief,
        "space": reader.space,
        "her": to,
        "rhythm": rhythm_of(to),
        "origin": origin,
        "stop": STOP,
        "today": reader.today,
        "heading": heading(reader),
        "language": get_language() or settings.LANGUAGE_CODE,
    }


def text_of(facts: dict[str, Any]) -> str:
    return BLANKS.sub("\n\n", render_to_string("home/digest/letter.txt", facts)).strip() + "\n"


def heading(reader: Reader) -> str:
    return _("News of %(day)s") % {"day": dates_in_words.plain_day(reader.today, today=reader.today)}


def subject(brief: Brief, reader: Reader) -> str:
    """Return « La brève du 26 novembre : on se voit le 8 décembre » when everybody meets soon; else the heading."""
    common = next((one.on for one in brief.dates if one.group_id is None and one.on), None)
    if common is None:
        return heading(reader)
    day = dates_in_words.plain_day(common, today=reader.today)
    return _("%(heading)s: we meet on %(day)s") % {"heading": heading(reader), "day": day}


def rhythm_of(to: Person | None) -> str:
    if to is None:
        return ""
    if to.news == News.WEEK:
        return _("You get the news every week.")
    return _("You get the news every fortnight.")


def when(meeting: Meeting, *, today: datetime.date) -> str:
    """« mardi 8 décembre, 14 h, salle du conseil »"""
    facts = (
        dates_in_words.near(meeting.on, today=today) if meeting.on else "",
        dates_in_words.hour(meeting.at) if meeting.at else "",
    )
    return ", ".join(said for said in (*facts, meeting.place) if said)


def said_plainly(sentence: SafeString) -> str:
    """Return the sentence without its tags, on one line."""
    return " ".join(html.unescape(strip_tags(sentence)).split())


def addresses_in(sentence: SafeString) -> list[str]:
    """Return the paths that the sentence leads to."""
    return [html.unescape(found) for found in re.findall(r'href="([^"]+)"', sentence)]


def veiled(words: Words, reader: Reader, to: Person | None) -> Words:
    """Mask the names: for a reader outside, everybody but the recipient is named by first name."""
    if reader.person is not None and reader.person.is_member:
        return words
    found = veil_over(reader.space, hers={to.pk} if to else (), everybody=True)
    if found is None:
        return words
    return Words(found.over_text(words.subject), found.over_text(words.text), mark_safe(found.over_html(words.html)))

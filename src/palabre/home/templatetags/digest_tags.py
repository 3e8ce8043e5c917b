"""The lines of a digest, as its templates write them."""

import datetime
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from palabre.home.digest import digest_text
from palabre.meetings.models import Meeting
from palabre.web import dates_in_words

register = template.Library()


@register.filter
def plainly(sentence: SafeString) -> str:
    return digest_text.said_plainly(sentence)


@register.filter
def leads_to(sentence: SafeString) -> list[str]:
    return digest_text.addresses_in(sentence)


@register.filter
def when(meeting: Meeting, today: datetime.date) -> str:
    return digest_text.when(meeting, today=today)


@register.filter
def short(day: datetime.date, today: datetime.date) -> str:
    return dates_in_words.in_short(day, today=today)


@register.filter
def capitals(words: str) -> str:
    """A title, in a text that has no other way to show one."""
    return words.upper()


@register.filter
def as_lines(words: str) -> SafeString:
    """Return what was said as paragraphs, and its dashes as a list."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    parts = [
        format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line[2:].strip(),) for line in some)))
        if is_list
        else format_html_join("", "<p>{}</p>", ((line,) for line in some))
        for is_list, some in groupby(lines, key=lambda line: line.startswith(("- ", "* ")))
    ]
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def indented(words: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in words.splitlines())

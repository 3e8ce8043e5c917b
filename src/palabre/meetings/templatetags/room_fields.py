"""Fields of a room's screens, and their values after a refusal."""

import functools
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from palabre.meetings.room.room_words import WORDS, name_of_words

register = template.Library()


@register.simple_tag(takes_context=True)
def typed_again(context: Any, field: str, key: int | str = "", otherwise: str = "") -> str:
    """Return the value of this field in the refused form, else its initial value."""
    typed = context.get("typed") or {}
    return str(typed.get(name_of_words(field, key), otherwise))


@register.simple_tag(takes_context=True)
def words_field(context: Any, field: str, key: int | str = "", otherwise: str = "", label: str = "") -> SafeString:
    """Return one of WORDS with its label, its bound, its help and its value."""
    words, said = WORDS[field], typed_again(context, field, key, otherwise)
    facts = {"label": label or words.label, "help": words.help, "tail": f"-{key}" if key else ""}
    return format_html(html_of(field), said=said, **facts)


@functools.cache
def html_of(field: str) -> str:
    """Return the HTML of one of WORDS, in which its key, value, label and help are to be formatted."""
    words, tied, note = WORDS[field], "", ""
    if words.help:
        tied = f' aria-describedby="{words.box}{{tail}}_helptext"'
        note = f'<p class="note" id="{words.box}{{tail}}_helptext">{{help}}</p>'
    facts = f'id="{words.box}{{tail}}" form="{words.form}" name="{field}{{tail}}" maxlength="{words.longest}"{tied}'
    if words.rows:
        box = f'<textarea {facts} rows="{words.rows}">{{said}}</textarea>'
    else:
        box = f'<input {facts} value="{{said}}" autocomplete="off">'
    return f'<div class="field"><label for="{words.box}{{tail}}">{{label}}</label>{box}{note}</div>'

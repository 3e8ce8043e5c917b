"""Fields of a room's screens, and their values after a refusal."""

import functools
import re
from typing import Any

from django import forms, template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from palabre.meetings.room.room_words import FIELDS, WordsForm, name_of_words

register = template.Library()
# Private characters, where the key of a row, the label and the value go.
KEY, LABEL, SAID = "\ue000", "\ue001", "\ue002"
BLANKS = re.compile(r"\n\s*(?=<)")  # each screen of the room is sent this HTML at each change


@register.simple_tag(takes_context=True)
def typed_again(context: Any, field: str, key: int | str = "", otherwise: str = "") -> str:
    """Return the value of this field in the refused form, else its initial value."""
    typed = context.get("typed") or {}
    return str(typed.get(name_of_words(field, key), otherwise))


@register.simple_tag(takes_context=True)
def words_field(context: Any, field: str, key: int | str = "", otherwise: str = "", label: str = "") -> SafeString:
    """Return one of FIELDS as `web/field.html` writes it: made once a language, six times cheaper than once a row."""
    said = typed_again(context, field, key, otherwise)
    made = written(field, get_language(), bool(key), initial_of(FIELDS[field], said, otherwise))
    made = made.replace(KEY, str(key)).replace(LABEL, conditional_escape(str(label or FIELDS[field].label)))
    return mark_safe(made.replace(SAID, conditional_escape(said)))  # escaped; last, what people typed


def initial_of(field: forms.Field, said: str, otherwise: str) -> str | bool:
    """Return what the cached HTML shows: a mark for a text, one of few values for a box or a choice."""
    if isinstance(field, forms.CharField):
        return SAID
    return bool(said) if isinstance(field, forms.BooleanField) else otherwise


@functools.cache
def written(field: str, language: str | None, is_of_row: bool, initial: str | bool) -> str:
    """Return the HTML of one of FIELDS in this language, with the marks of its key, its label and its text."""
    form = WordsForm(only=field, prefix=KEY if is_of_row else "", initial={field: initial}, auto_id="words-%s")
    form.fields[field].label = LABEL
    return BLANKS.sub("", form[field].as_field_group()).strip()

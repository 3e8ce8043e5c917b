"""The weather of a project, as a small drawing and in a word."""

from django import template
from django.utils.safestring import SafeString

from palabre.groups.log.weather_labels import ICONS, WORDS, weather_in_words
from palabre.groups.models import Weather
from palabre.web.templatetags.margin_tags import icon

register = template.Library()


@register.filter
def weather_word(weather: str) -> str:
    return weather_in_words(weather)


@register.filter
def weather_icon(weather: str) -> SafeString | str:
    """Its drawing, which says nothing by itself: its word always stands beside it."""
    return icon(ICONS[Weather(weather)]) if weather else ""


@register.simple_tag
def weathers() -> list[tuple[str, str]]:
    """The six, to choose among."""
    return [(kind.value, str(word)) for kind, word in WORDS.items()]

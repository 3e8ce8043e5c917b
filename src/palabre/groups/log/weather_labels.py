"""The six weathers, in words, and the icon of each."""

from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Weather

WORDS = {
    Weather.SUN: _("sunshine"),
    Weather.CLEARING: _("bright spells"),
    Weather.CLOUDS: _("clouds"),
    Weather.FOG: _("fog"),
    Weather.RAIN: _("rain"),
    Weather.STORM: _("storm"),
}
ICONS = {
    Weather.SUN: "soleil",
    Weather.CLEARING: "eclaircies",
    Weather.CLOUDS: "nuages",
    Weather.FOG: "brouillard",
    Weather.RAIN: "pluie",
    Weather.STORM: "orage",
}


def weather_in_words(weather: str) -> str:
    """« éclaircies »; nothing where no weather was said."""
    return str(WORDS[Weather(weather)]) if weather else ""

"""Forms of the log of a group: news, a line of inquiry, the weather of the project."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from palabre.groups.forms import MarkdownField
from palabre.groups.log.weather_labels import ICONS, WORDS
from palabre.groups.models import WORDS_LENGTH, ProjectWeather
from palabre.people.guests import new_form_token
from palabre.web.form.fields import HiddenField, LineField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import Shown, ShownForm
from palabre.web.templatetags.margin_tags import icon


class NewsForm(GestureForm):
    """News to publish."""

    heading = _("Tell how it goes")
    kicker = _("Logbook")
    send = _("Tell it")
    promise = _("Your name stands beside it. You can correct it.")

    text = due(
        MarkdownField(
            rows=5,
            label=_("What has happened since the last time?"),
            help_text=_("Two sentences are plenty: what was done, what was learnt, what comes next."),
        )
    )
    form_token = HiddenField(initial=new_form_token)


class NewsWordsForm(GestureForm):
    """Words of published news, to be corrected."""

    send = _("Keep these words")

    text = due(MarkdownField(rows=5, label=_("Your words")))


def weathers() -> list[tuple[str, Any]]:
    """Return the six weathers, each with its drawing and its word, and none."""
    return [
        *((kind, format_html("{}{}", icon(ICONS[kind]), word)) for kind, word in WORDS.items()),
        ("", _("no picture")),
    ]


class WeatherForm(ShownForm):
    """The weather of a project. Each field may be empty."""

    heading = _("How is the project going?")
    send = _("Keep this weather")

    weather = forms.ChoiceField(
        label=_("Weather of the project"), choices=weathers, required=False, widget=forms.RadioSelect
    )
    words = LineField(
        label=_("Where the project is"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_step = LineField(
        label=_("What comes next"), max_length=WORDS_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @classmethod
    def said_of(cls, weather: ProjectWeather | None) -> dict[str, str]:
        """Return the initial values of the fields."""
        said = {name: getattr(weather, name, "") for name in ("weather", "words", "next_step")}
        return said | cls.showing(said)

    @staticmethod
    def values(weather: ProjectWeather | None, said: dict[str, Any]) -> dict[str, Any]:
        """Return the arguments of the act: the picture that was left as the form showed it stays as it is now."""
        now, is_left = getattr(weather, "weather", ""), Shown(said["shown"]).has("weather", said["weather"])
        return said | {"weather": now if is_left else said["weather"], "shown": said["shown"] or None}


class WithdrawnWeatherForm(GestureForm):
    """The weather that is withdrawn, by when the one that the page shows was said."""

    seen = HiddenField()

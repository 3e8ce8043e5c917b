"""The agendas that Palabre offers to begin with, in its own words. A community changes them; these stay behind."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palabre.meetings.models import ItemKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CONVENERS, GROUP, FIRST, CIRCLE, WEATHER, OUTPUT = "conveners", "group", "first", "circle", "weather", "output"
NEEDS = "needs"

type Words = str | _StrPromise


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """One point to begin with. `brings` "needs": those that wait for an answer come below it by themselves."""

    text: Words
    kind: str = ""
    minutes: int | None = None
    parts: tuple[Words, ...] = ()
    brings: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Template:
    """`what_for` says, in a sentence, when it is of use."""

    key: str
    title: Words
    what_for: Words
    points: tuple[Point, ...]


SHIPPED = {
    template.key: template
    for template in (
        Template(
            CONVENERS,
            _("Conveners’ meeting"),
            _("One hour and a half, every fortnight: news, needs, two topics, what was decided."),
            (
                Point(_("Welcome: who writes, who keeps the time"), ItemKind.INFORM, 5),
                Point(_("What is answered to the needs of the last time"), ItemKind.INFORM, 10, brings=NEEDS),
                Point(
                    _("Weather round of the groups"),
                    ItemKind.WEATHER,
                    30,
                    (
                        _("Three minutes each: how the project goes, where it is, one need or one offer"),
                        _("One may pass; the news of those who are not there is read out"),
                    ),
                ),
                Point(
                    _("Two topics chosen among the needs"),
                    ItemKind.EXPLORE,
                    30,
                    (
                        _("Whoever hosts it tells, the others ask, then propose"),
                        _("Whoever hosts it says what they take away"),
                    ),
                ),
                Point(_("Decisions"), ItemKind.DECIDE, 5),
                Point(_("Who does what"), ItemKind.ACT, 5),
                Point(_("Next meeting, and one word each"), ItemKind.CIRCLE, 5),
            ),
        ),
        Template(
            GROUP,
            _("Meeting of a group"),
            _("One hour: where everyone is, one topic, who does what."),
            (
                Point(_("Weather round"), ItemKind.WEATHER, 10),
                Point(_("Where we are since the last time"), ItemKind.INFORM, 10),
                Point(_("Today’s topic"), ItemKind.EXPLORE, 25),
                Point(_("Decisions"), ItemKind.DECIDE, 5),
                Point(_("Who does what"), ItemKind.ACT, 5),
                Point(_("Next meeting, and one word each"), ItemKind.CIRCLE, 5),
            ),
        ),
        Template(
            FIRST,
            _("First meeting of a group"),
            _("Two hours, 4 to 12 people: what brings us, what for, and a first step."),
            (
                Point(_("What brings me to this question"), ItemKind.CIRCLE, 10),
                Point(
                    _("Reading the question again"),
                    ItemKind.EXPLORE,
                    20,
                    (_("Say it aloud in other words, and keep the first ones beside"),),
                ),
                Point(_("The need"), ItemKind.EXPLORE, 25, (_("For whom is it a problem? How do we know?"),)),
                Point(
                    _("What draws each of us"),
                    ItemKind.CIRCLE,
                    20,
                    (_("What I come for, what I can give, how much time"),),
                ),
                Point(
                    _("What we might make"),
                    ItemKind.EXPLORE,
                    20,
                    (_("A list, without choosing: a circle, a tool, an article, a training…"),),
                ),
                Point(
                    _("Roles until the next time"),
                    ItemKind.DECIDE,
                    10,
                    (_("Two to host, one to write, one to facilitate"),),
                ),
                Point(_("Who does what"), ItemKind.ACT, 10, (_("“When…, we…”: one thing each, no more"),)),
                Point(_("Next meeting, and one word each"), ItemKind.CIRCLE, 5),
            ),
        ),
        Template(
            CIRCLE,
            _("Talking circle"),
            _("30 to 60 minutes around one question. Nothing is written down, but what people choose to leave."),
            (
                Point(
                    _("What we agree on"),
                    ItemKind.INFORM,
                    5,
                    (
                        _("Speak for oneself; listen without preparing an answer"),
                        _("What is said stays here; one may pass"),
                        _("Somebody watches over the circle: a pause is always possible"),
                    ),
                ),
                Point(_("Circle, until a silent turn"), ItemKind.CIRCLE, 40),
                Point(_("What each chooses to leave"), ItemKind.CIRCLE, 10, (_("One sentence, or none"),)),
            ),
        ),
        Template(
            WEATHER,
            _("Weather round"),
            _("Ten minutes. People say their weather, nobody mends it; then the weather of the project."),
            (
                Point(
                    _("How are you?"),
                    ItemKind.WEATHER,
                    5,
                    (_("Sun, bright spells, clouds, fog, rain, storm, or “I pass”. Nobody mends anything"),),
                ),
                Point(_("Weather round of the projects"), ItemKind.WEATHER, 5),
            ),
        ),
        Template(
            OUTPUT,
            _("Choosing what we make"),
            _("One hour, with somebody who helps with the method."),
            (
                Point(_("For whom, and for which use"), ItemKind.EXPLORE, 15),
                Point(
                    _("The smallest result that would be of use"),
                    ItemKind.EXPLORE,
                    15,
                    (pgettext_lazy("text", "By when?"),),
                ),
                Point(
                    _("What we will not do, and who has to say yes"),
                    ItemKind.EXPLORE,
                    10,
                ),
                Point(_("Do we choose it?"), ItemKind.DECIDE, 15, (_("Each says how far they agree"),)),
                Point(_("When we look at it again"), ItemKind.DECIDE, 5),
            ),
        ),
    )
}

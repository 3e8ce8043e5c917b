"""Texts of the letters that invite to a meeting, announce a change or a cancellation.

Plain text; each of the three answers is a link that makes sense on its own. The sender may edit them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.models import Meeting
from palabre.people.models import Person
from palabre.post.approved_words import Says, anything
from palabre.post.letter_placeholders import line
from palabre.pure.french import capitalised

MOST_POINTS = 12  # of the agenda


def invitation(meeting: Meeting, to: Person, *, by: str, first: str = "", says: Says = anything) -> tuple[str, str]:
    """Return the subject and the text of an invitation in the name of `by`; `first` is an optional first paragraph.

    Of the agenda, only the lines that `says` accepts are quoted.
    """
    planned = Planned.of(meeting)
    subject = _("%(when)s: %(title)s") % {"when": capitalised(planned.when()), "title": meeting.title}
    come = _("Come if you can. If you cannot, two lines of news are enough.")
    return subject, text([hello(to), first, facts(meeting, planned), come, answers(), agenda(meeting, says)], to, by=by)


def change_letter_text(meeting: Meeting, to: Person, *, by: str, was: Planned | None) -> tuple[str, str]:
    """Return the subject and the text that announce the new plan to an invitee, who knew the plan `was`."""
    planned = Planned.of(meeting)
    is_moved = was is not None and planned.is_another_time(was)
    subject = _("Change: %(title)s, %(when)s") % {"title": meeting.title, "when": planned.when()}
    now = _("Something has changed. Here is what is planned now:")
    if is_moved and was is not None:
        former = _("This meeting no longer takes place on %(when)s.") % {"when": was.when()}
        now = f"{former} {_('Here is what is planned now:')}"
    again = _("Can you come then? Please answer again:") if is_moved else _("Your answer stands. You can change it:")
    return subject, text([hello(to), now, facts(meeting, planned), f"{again}\n{answers()}"], to, by=by)


def cancellation(meeting: Meeting, to: Person, *, by: str, was: Planned | None = None) -> tuple[str, str]:
    """Return the subject and the text that announce the cancellation to an invitee, who knows the plan `was`."""
    what = {"title": meeting.title, "when": (was or Planned.of(meeting)).when()}
    subject = _("Will not take place: %(title)s, %(when)s") % what
    said = _("The meeting “%(title)s” of %(when)s will not take place.") % what
    return subject, text([hello(to), said, line(_("The page of this meeting"))], to, by=by, calls=False)


def now_planned(meeting: Meeting) -> str:
    """Return the sentence to put above an edited text that may describe a former plan."""
    return _("What is planned now: %(words)s.") % {"words": Planned.of(meeting).in_words()}


def answers() -> str:
    return "\n".join(
        [
            line(_("I’m coming"), "coming"),
            line(_("Here is my news"), "news"),
            line(_("Nothing new, all is well"), "fine"),
        ]
    )


def facts(meeting: Meeting, planned: Planned) -> str:
    video = _("Video call: %(address)s") % {"address": planned.video_url} if planned.video_url else ""
    return "\n".join(filter(None, [meeting.title, capitalised(planned.when()), planned.place, video]))


def agenda(meeting: Meeting, says: Says) -> str:
    """Return the points of the agenda that `says` accepts as lines, "" if there are none."""
    rows = meeting.agenda.filter(dropped_at=None, postponed_to=None).order_by("position")
    lines = (f"- {' '.join(point.words.split())}" for point in rows.select_related("about__audience"))
    points = list(filter(says, lines))[:MOST_POINTS]
    return "\n".join([_("On the agenda:"), *points]) if points else ""


def hello(to: Person) -> str:
    return _("Hello %(name)s,") % {"name": to.first_name}


def text(parts: Iterable[str], to: Person, *, by: str, calls: bool = True) -> str:
    return "\n\n".join(filter(None, [*parts, by, foot(to, calls=calls)])) + "\n"


def foot(to: Person, *, calls: bool) -> str:
    """Return why the person is written to, if the letter `calls` them, and how to stop it.

    Members stop it on their own page.
    """
    why = _("I am writing because you are invited to this meeting. You don’t need an account.") if calls else ""
    if to.is_member:
        less = _(
            "To hear more, less or nothing: “My day”, at the top of each page, then “Your roles, your news, your name”."
        )
        return "\n".join(filter(None, [why, less]))
    return "\n".join(filter(None, [why, line(_("Remove my name"), "remove"), line(_("Who keeps this data"), "data")]))

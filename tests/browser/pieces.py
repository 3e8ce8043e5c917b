"""Which screens a short run leaves out: every piece of theirs, and their address, is met on one that it looks at.

A piece is an element as its style and its role see it: tag, classes, type, role, names of its other attributes. What
differs is data, which a run of `--all` looks at, and a seventh of it for each commit. After a screen changed:

    .venv/bin/pytest tests/browser/test_screens.py --all -p no:xdist

names those that no longer belong in MET_ELSEWHERE.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

LOOK = """() => {
    const told = new Set(["href", "id", "class", "for", "name", "value", "title", "action", "style", "src", "alt",
        "checked", "selected", "type", "role"]);
    const piece = one => one.closest("svg") ? "svg" : [
        one.localName, ...[...one.classList].sort().map(name => "." + name),
        one.getAttribute("type") || "", one.getAttribute("role") || "",
        ...[...one.attributes].map(({name}) => name).filter(name => !told.has(name)).sort(),
    ].join(" ");
    return [...new Set([...document.querySelectorAll("body, body *")].filter(one => one.checkVisibility()).map(piece))];
}"""
MET_ELSEWHERE: frozenset[str] = frozenset(
    """
first minutes refused
account, somebody offered
cut link
founding
a date refused
not understood
new page, refused
not found, in a space
not found
space, hers
groups, hers
empty space
question reworded
question that nobody carries
group
where each group is, hers
a message stopped
need
need she answered
need of a member
needs, to the institution
saying a need
offering help, member
group she comes to
call of hers
call refused
actions
action she took
meeting to come
room not opened
facilitating, before
facilitating, weather
facilitating, last point
phone, needs
phone, as a passer-by
meeting with news
changing a meeting, refused
called by a link
answer to a call, to confirm
name that goes tomorrow
news by a link
intention, to a passer-by
output in other words, refused
a note among the people of a group
going to rest, refused
people of a poll
preview of a poll
date poll
date poll by a link
date poll, elsewhere
a gathering, begun
a gathering, announced
day of a gathering, not understood
groups open up, refused
card of a group, to fill
her registration, waiting
her registration, cancelled
groups open up, with room
groups open up, cancelled
group, to who carries it
group that joined another one
group that hers has joined
group close to another one
a merge that was made
a merge, which group is not said
a merge set aside
question, to who looks after it
need in hand
need declined
need met, to its group
a rhythm that is not understood
a rhythm that is paused
a forum to prepare
forum, now
forum, the circle
forum known from minutes
forum among members, by its code
forum among members, not open to her
copying a wall
sheet of a question
proceedings of a forum
series
decision
agenda
a point of an agenda
new import
new import, empty
import
import, second question
import, third question
import, fourth question
import, fifth question
import, all was answered
import, open
people to tell
letter, given
search, narrowed
search, nothing found
page
new page
text
a file to add, refused
attachments, none
attachments, one
attachments, as a passer-by
revision
opened, asked
opened, to confirm
opened, called
opened, said, saved
opened, said, gone
opened, name
opened, meeting
opened, room open
opened, action
opened, poster
opened, name taken away
not begun, questions and groups
not begun, meetings
not begun, pages
not begun, outbox
not begun, you
words, none leaving
who is here
who is here, nobody but her
who is here, handed over
a space that is to be deleted
a link just made
you, asked whether it is she
joining, a name that is there
joining, it is she
joining
joining, without the link
I’m coming, how
you
her day
you, nobody
    """.strip().splitlines()
)


def pieces_of(page: Page) -> set[str]:
    try:
        view = resolve(urlsplit(page.url).path).view_name
    except Resolver404:
        view = "nowhere"
    return {f"view {view}", *page.evaluate(LOOK)}


def wrongly_left_out(met: dict[str, set[str]]) -> dict[str, list[str]]:
    """Return, by screen of MET_ELSEWHERE, the pieces that no screen of a short run has."""
    short = set().union(*(pieces for name, pieces in met.items() if name not in MET_ELSEWHERE))
    return {name: sorted(met[name] - short) for name in MET_ELSEWHERE if met[name] - short}

"""What the pages about this server say: help, accessibility, who publishes. Pairs of a name and a paragraph."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _


def host() -> str:
    return getattr(settings, "HOST_NAME", "") or _("The person who installed this server.")


def contact() -> str:
    return getattr(settings, "CONTACT", "") or _("the person who gave you this address")


def help_answers() -> list[tuple[str, str]]:
    """What newcomers ask, in the order in which they ask it."""
    return [
        (_("An account?"), _("None is needed. A link opens your page; a gesture asks for your first name.")),
        (
            _("Another device"),
            _("Sign in with your e-mail address: a code comes to you, without a password. Your spaces are there."),
        ),
        (
            _("A mistake"),
            _("Each gesture is undone in the sentence that says it is done. Texts keep all their versions."),
        ),
        (
            _("Your name"),
            _("Your name stands in minutes? Open the link you were sent: correct what is said, or take your name away."),
        ),
        (
            _("Dotted words"),
            _("Words underlined with dots may mean something. Nothing was made of them; one gesture settles them."),
        ),
        (
            _("“Line 50”"),
            _("Each thing says in which line of the minutes it was read. Follow the link to see the words."),
        ),
        (
            _("Who reads?"),
            _("A space begins closed, opens to its people, and may become public later. Nothing goes out without you."),
        ),
        (
            _("Leaving"),
            _("One leaves a role or a space in one click, without giving a reason. Everything can go with you as files."),
        ),
    ]


def accessibility_answers() -> list[tuple[str, str]]:
    """What we know, good and bad, said plainly; docs/accessibility.md holds the grid."""
    return [
        (
            _("What we do"),
            _("Everything is read and done with the keyboard, without a mouse, and without JavaScript."),
        ),
        (
            _("What we check"),
            _("Each screen goes through an automatic check, light and dark, in French and English, at every change."),
        ),
        (
            _("What is missing"),
            _(
                "Nobody from outside has audited these pages. The drawing of a question scrolls sideways on a phone. "
                "In the English interface, the community’s French words are not marked as French."
            ),
        ),
        (
            _("What people bring"),
            _("Pages written here are as accessible as what their authors put in them: headings, lists, alternatives."),
        ),
    ]

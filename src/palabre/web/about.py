"""Texts of the pages on this server: help, accessibility, publisher. Pairs of a title and a paragraph."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def host() -> str:
    return getattr(settings, "HOST_NAME", "") or _("The person who installed this server.")


def contact() -> str:
    return getattr(settings, "CONTACT", "") or _("the person who gave you this address")


def help_answers() -> list[tuple[str, str]]:
    """Answers to newcomers' questions, in their usual order."""
    return [
        (_("An account?"), _("You don’t need one. A link opens your page; to take part, you give your first name.")),
        (
            _("Another device"),
            _("Sign in with your email address: we send you a code, no password. Your spaces are all there."),
        ),
        (
            _("A mistake"),
            _("Whatever you do, the line that says it is done lets you undo it. Pages keep all their versions."),
        ),
        (
            _("Your name"),
            _("Is your name in some minutes? Open the link you were sent: correct what is said, or remove your name."),
        ),
        (
            _("Dotted words"),
            _("Words underlined with dots may mean something. Palabre does nothing with them until you say so."),
        ),
        (
            _("“Line 50”"),
            _("Each thing says which line of the minutes it came from. Follow the link to see the words."),
        ),
        (_("Lists in a page"), how_to_ask_for_a_list()),
        (
            _("Who can read what?"),
            _("A space starts closed, opens to its members, and may go public later. Nothing goes out without you."),
        ),
        (
            _("How to leave"),
            _(
                "You can leave a role or a space in one click, without giving a reason. You can take everything "
                "with you as files."
            ),
        ),
    ]


def how_to_ask_for_a_list() -> str:
    line = "{{groupes}}" if get_language() == "fr" else "{{groups}}"
    return _("In a page, a line such as %(line)s becomes the list of the groups, always up to date.") % {"line": line}


def accessibility_answers() -> list[tuple[str, str]]:
    """Known strengths and defects; docs/accessibility.md has the full grid."""
    return [
        (
            _("What we do"),
            _("Everything can be read and done from the keyboard, without a mouse and without JavaScript."),
        ),
        (
            _("What we check"),
            _("Every screen is checked automatically after each change: light and dark, in French and in English."),
        ),
        (
            _("What is missing"),
            _(
                "Nobody from outside has audited these pages. On a phone, the drawing of a question scrolls "
                "sideways. In the English pages, the community’s French words are not marked as French."
            ),
        ),
        (
            _("What people write"),
            _("Pages written here are as accessible as people make them: headings, lists, descriptions of pictures."),
        ),
    ]

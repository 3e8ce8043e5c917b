"""French typography of translations: words read on screens are set when compiled, those of texts stay as written."""

import re

from babel.messages.catalog import Message

from palabre.pure import french

PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%(?!\()[#0+-]*\d*(?:\.\d+)?[sdrfx]|\{\w*\}")
NUMBER = re.compile(r"%\((?:n|count|hours|minutes)\)|%d")  # placeholders that units follow
# Whose words become a text that people change, a header, a calendar or a table: they are compiled as they are written.
PLAIN = {
    "accounts/sign_in_codes.py",
    "gatherings/cards/card_consent.py",
    "groups/links/role_offer_letter.py",
    "groups/links/share_sheet.py",
    "groups/links/views/share_sheet.py",
    "groups/roles/newcomer_replies.py",
    "home/digest/digest_text.py",
    "home/personal_links/opened_group.py",
    "journal/mail_channel.py",
    "meetings/agenda/agenda_templates.py",
    "meetings/agenda/shipped_agendas.py",
    "meetings/calendars/calendar_entry.py",
    "meetings/calendars/calendar_feeds.py",
    "meetings/calendars/feed_content.py",
    "meetings/invitations/invitation_letters.py",
    "meetings/note/note_skeleton.py",
    "meetings/polls/poll_letters.py",
    "meetings/polls/views/tables.py",
    "meetings/views/share.py",
    "meetings/written/minutes_content.py",
    "meetings/written/minutes_letters.py",
    "minutes/letters/letter_texts.py",
    "minutes/outbox/all_copies.py",
    "people/claims/claim_letters.py",
    "post/letter_placeholders.py",
    "registrations/registration_letter_texts.py",
    "wiki/page_templates.py",
}
LETTER, DIGIT = "Ϡ", "߁"  # what stands for a placeholder while the text around it is set
STAND_IN = re.compile(f"[{LETTER}{DIGIT}]")
HTML_TAG = re.compile(r"(<[^>]*>)")


def is_set(message: Message) -> bool:
    """Return whether its words are read on a screen as they are."""
    return PLAIN.isdisjoint(name for name, _line in message.locations)


def set_type(words: str) -> str:
    """Set French text as it is read: neither HTML tags nor placeholders change. A count stands for a digit."""
    held = PLACEHOLDER.findall(words)
    marked = PLACEHOLDER.sub(lambda found: DIGIT if NUMBER.match(found[0]) else LETTER, words)
    pieces = [piece if piece.startswith("<") else french.typeset(piece) for piece in HTML_TAG.split(marked)]
    return STAND_IN.sub(lambda _found: held.pop(0), "".join(pieces))

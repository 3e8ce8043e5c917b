"""Letters to who is no member say a name that is about to go no more than the pages do that strangers read."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.utils import parseaddr

from django.conf import settings

from palabre.people.masked_names import veil_over_going
from palabre.post.models import Letter
from palabre.post.placeholders import unfolded
from palabre.web.name_masking.name_mask import NameMask
from palabre.web.origins import known_origin

IN_WORDS = ("SUMMARY", "DESCRIPTION", "LOCATION")  # properties of a calendar whose value is prose
NAME = re.compile(r';CN=("[^"]*"|[^;:"]*)')
FIRST, MOST = 0xE000, 6400  # signs without a meaning: one for each address, while the names are masked
STANDS_IN = re.compile("[\ue000-\uf8ff]")


def veil_letter(letter: Letter) -> None:
    """Mask these names in the letter that is about to leave, in memory: subject, text, HTML and words of the calendar.

    Its row keeps the words, which members read; the erasure clears them when it is due. The mail addresses of the
    reader and of the server, the addresses of its pages and the placeholders of links stay: a letter opens by them.
    """
    veil = None if letter.to is not None and letter.to.is_member else veil_over_going(letter.space_id)
    if veil is None:
        return
    kept = addresses_kept(letter)
    letter.subject, letter.body = (
        masked_around(kept, veil.over_text, letter.subject),
        masked_around(kept, veil.over_text, letter.body),
    )
    letter.html = masked_around(kept, veil.over_html, letter.html)
    lines = unfolded(letter.calendar).split("\r\n")
    letter.calendar = "\r\n".join(veiled_line(line, veil, kept) for line in lines)


def veiled_line(line: str, veil: NameMask, kept: re.Pattern[str]) -> str:
    """Mask the names in a line of a calendar: in prose, and in the name that stands beside an address."""
    head, sign, value = line.partition(":")
    if head.partition(";")[0] in IN_WORDS:
        return head + sign + masked_around(kept, veil.over_text, value)
    return NAME.sub(lambda found: f";CN={veil.over_text(found[1])}", line)


def addresses_kept(letter: Letter) -> re.Pattern[str]:
    """Return the pattern of what is masked nowhere in a letter, and of the signs that stand in for it."""
    mails = [letter.email, parseaddr(settings.PALABRE_MAIL_FROM)[1]]
    origins = {letter.origin, known_origin()}
    pages = [rf"{re.escape(one)}(?:[/?#][^\s\"'<>\\]*|(?![\w.:@-]))" for one in origins if one]
    parts = [*(re.escape(one) for one in mails if one), *pages, r"\{(?:address|stop|reply)\}", STANDS_IN.pattern]
    return re.compile("|".join(parts))


def masked_around(kept: re.Pattern[str], mask: Callable[[str], str], words: str) -> str:
    """Return the words as `mask` returns them, but for what `kept` finds: a sign stands in for each."""
    found = list(dict.fromkeys(one[0] for one in kept.finditer(words)))
    signs = {one: chr(FIRST + place) for place, one in enumerate(found[:MOST])}
    masked = mask(kept.sub(lambda one: signs.get(one[0], one[0]), words))
    back = {sign: one for one, sign in signs.items()}
    return STANDS_IN.sub(lambda sign: back.get(sign[0], sign[0]), masked)

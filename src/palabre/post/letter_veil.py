"""Letters to who is no member say a name that is about to go no more than the pages do that strangers read."""

from __future__ import annotations

from palabre.people.masked_names import veil_over_going
from palabre.post.models import Letter
from palabre.post.placeholders import unfolded


def veil_letter(letter: Letter) -> None:
    """Mask these names in the letter that is about to leave, in memory: subject, text, HTML and calendar.

    Its row keeps the words, which members read; the erasure clears them when it is due.
    """
    veil = None if letter.to is not None and letter.to.is_member else veil_over_going(letter.space_id)
    if veil is None:
        return
    letter.subject, letter.body = veil.over_text(letter.subject), veil.over_text(letter.body)
    letter.html = veil.over_html(letter.html)
    letter.calendar = "\r\n".join(veil.over_text(line) for line in unfolded(letter.calendar).split("\r\n"))

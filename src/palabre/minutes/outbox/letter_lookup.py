"""The letter that a request is about."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from palabre.meetings import permissions
from palabre.minutes.outbox import space_outbox
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.post.models import Letter
from palabre.refusal import Refusal
from palabre.web.view_doors import require


class LetterOfAnother(Refusal):
    status = 403


def letter_or_404(request: Any, number: int) -> Letter:
    """Return the letter; 404 unless the person reads its subject, 403 unless they may open this letter."""
    reader = Reader.of(request)
    rows = space_outbox.letters(reader).select_related("to", "link", "space", "by").filter(pk=number)
    for row in space_outbox.readable_letters(rows, reader):
        refuse_letter_of_another(request, row)
        return row
    raise Http404


def refuse_letter_of_another(request: Any, letter: Letter) -> None:
    """Raise PermissionDenied, or for a member a Refusal, unless the person may open the letter."""
    if not permissions.can_open_letter(request.person, letter):
        require(can_contribute(request.person))
        raise LetterOfAnother(
            _("This message belongs to the person who wrote it."),
            instead=_(
                "Ask them to show it to you. All messages are read by who founded the space, and by those with whom its"
                " care was shared: “The people” says who they are."
            ),
        )

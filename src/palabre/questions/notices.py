"""Names of forums and questions in notices."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.journal.hooks import register_kind
from palabre.questions.models import Forum, Question
from palabre.web.dates_in_words import plain_day


def register_forum_notices() -> None:
    register_kind(Forum, word=_("forum"), paper="meeting", title=forum_title)
    register_kind(Question, word=_("question"), paper="question")


def forum_title(forum: Forum) -> str:
    """Return the theme; the day, while the theme is not written."""
    if forum.theme or forum.held_on is None:
        return forum.theme
    return gettext("Forum of %(day)s") % {"day": plain_day(forum.held_on, today=timezone.localdate())}

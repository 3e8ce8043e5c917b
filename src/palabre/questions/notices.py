"""Names of forums and questions in notices."""

from django.utils.translation import gettext_lazy as _

from palabre.journal.hooks import register_kind
from palabre.questions.models import Forum, Question


def register_forum_notices() -> None:
    register_kind(Forum, word=_("forum"), paper="meeting")
    register_kind(Question, word=_("question"), paper="question")

"""How forums and questions are named."""

from django.utils.translation import gettext_lazy as _

from palabre.forums.models import Forum, Question
from palabre.journal.hooks import register_kind


def register() -> None:
    register_kind(Forum, word=_("forum"), url=lambda forum: forum.space.get_absolute_url())
    register_kind(Question, word=_("question"), paper="question")

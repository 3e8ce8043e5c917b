"""Minutes that say again a question that is there already are taken as any others."""

import pytest

from palabre.minutes.tests.scene import HEAD, KNOWN, TAIL, sent
from palabre.questions.models import Question, Wording
from tests.builders import a_member, a_question, a_space

pytestmark = pytest.mark.django_db


def test_a_question_that_is_here_already_is_said_again():
    space = a_space()
    known = a_question(space, "Comment lire au bord de l'eau ?")

    sent(a_member(space), f"{HEAD}- **Karim Belkacem**, Mairie de Brennes, *{KNOWN}*{TAIL}")

    assert (Question.objects.get(), Wording.objects.count()) == (known, 1)

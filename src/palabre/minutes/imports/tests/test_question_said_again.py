"""Minutes that say again a question that is there already are taken as any others."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.minutes.models import Import
from palabre.questions.models import Question, Wording
from tests.builders import a_member, a_question, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = """# Rencontre des porteuses

28 avril 2023

### Participants

- **Karim Belkacem**, Mairie de Brennes, *Comment lire au bord de l'eau ?*

### Objectif de la réunion

- Donner des nouvelles
"""


def test_a_question_that_is_here_already_is_said_again():
    space = a_space()
    known = a_question(space, "Comment lire au bord de l'eau ?")
    client = entered(Client(raise_request_exception=False), a_member(space))

    sent = client.post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    assert (sent.status_code, Import.objects.count()) == (302, 1)
    assert (Question.objects.get(), Wording.objects.count()) == (known, 1)

"""A date poll by a personal link: what is refused comes back with the choices that were sent."""

import pytest
from django.utils import timezone

from palabre.meetings.models import DateAnswer
from palabre.people.access import links
from tests.builders import a_person, a_poll, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll():
    return a_poll(a_space())


@pytest.fixture
def here(client, poll):
    link = links.link_to(poll, person=a_person(poll.space, "Inès"), by=None, at=timezone.now())
    client.get(links.link_path(link))
    return f"/opened/{link.pk}/dates/"


def test_a_choice_and_a_word_are_kept_and_shown_again(client, here, poll):
    option = poll.options.first()

    page = client.post(here, {f"date-{option.pk}": "if_need_be", "words": "Plutôt tôt."}, follow=True).content.decode()

    assert list(DateAnswer.objects.values_list("words", "choices__choice")) == [("Plutôt tôt.", "if_need_be")]
    assert 'value="Plutôt tôt."' in page


def test_too_long_a_word_comes_back_with_the_choices(client, here, poll):
    option = poll.options.first()

    answer = client.post(here, {f"date-{option.pk}": "no", "words": "x" * 401})

    page = " ".join(answer.content.decode().split())
    assert (answer.status_code, DateAnswer.objects.exists()) == (422, False)
    assert "C’est trop long" in page
    assert f'value="{"x" * 401}"' in page
    assert f'name="date-{option.pk}" value="no" checked' in page


def test_an_answer_that_comes_too_late_is_refused_and_its_word_is_there(client, here, poll):
    poll.closed_at = timezone.now()
    poll.save()

    answer = client.post(here, {"words": "Plutôt tôt."})

    assert (answer.status_code, DateAnswer.objects.exists()) == (409, False)
    assert "Ce sondage est" in answer.content.decode()

"""Nothing leaves in the name of who was put out of the space, nor to them."""

import datetime

import pytest
from django.utils import timezone

from palabre.people.agreements import exclusion
from palabre.people.models import Person
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from tests.builders import a_letter, a_member, a_space

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NOW = datetime.datetime(2026, 11, 24, 10, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize("name", ["Malo Kersauze", "Inès Courtois"])
def test_a_letter_that_was_approved_waits_in_the_outbox(settings, mailoutbox, name):
    settings.MAIL_IS_CONFIGURED = True
    odile = a_member(a_space(), "Odile Tanneguy")
    malo, ines = (a_member(odile.space, one) for one in ("Malo Kersauze", "Inès Courtois"))
    ines.may_be_reached_at("ines@exemple.fr", by=None)
    outbox.approve(a_letter(ines, by=malo, about="x"), by=malo, at=NOW, origin="https://palabre.exemple.fr", now=True)
    exclusion.put_out(Person.objects.get(space=odile.space, name=name), by=odile, at=NOW)

    post_one(NOW)

    assert mailoutbox == []
    assert Letter.objects.get().is_waiting

"""What comes after the last gesture of a room."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.builders import a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_of_group", [True, False])
def test_the_date_that_is_sought_at_the_end_is_that_of_the_group(is_of_group):
    odile = a_member(a_space("Val"), "Odile Morvan")
    group = a_group(odile.space, "Le verger", convened_by=(odile,)) if is_of_group else None
    meeting, hers = a_meeting(odile.space, on=timezone.localdate(), group=group), entered(Client(), odile)
    hers.post(reverse("room:room", args=["val", meeting.pk]))

    ended = hers.post(reverse("room:gesture", args=["val", meeting.pk, "end"]), {"next": "choose"})

    assert ended.url == reverse("meetings:new_poll", args=["val"]) + (f"?group={group.pk}" if group else "")

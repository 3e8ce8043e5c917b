"""What comes after the last gesture of a room."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.people.models import Audience, AudienceKind
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


def test_who_ends_the_room_of_a_group_that_they_do_not_read_is_led_to_a_page_that_opens():
    odile = a_member(a_space("Val"), "Odile Morvan")
    group = a_group(odile.space, audience=Audience.objects.create(space=odile.space, kind=AudienceKind.SEATS))
    everybody = Audience.of_space(odile.space)
    meeting = a_meeting(odile.space, on=timezone.localdate(), group=group, audience=everybody)
    hers = entered(Client(), odile)
    hers.post(reverse("room:room", args=["val", meeting.pk]))

    ended = hers.post(reverse("room:gesture", args=["val", meeting.pk, "end"]), {"next": "choose"}, follow=True)

    assert (ended.status_code, ended.request["QUERY_STRING"]) == (200, "")

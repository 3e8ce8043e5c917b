"""A room that was ended since a copy was made is not opened again by its code once it comes back."""

import pytest
from django.utils import timezone

from palabre.meetings.models import Room
from palabre.meetings.room import room_codes, room_facilitation
from palabre.people.models import Audience
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from palabre.web.visitor_cookie import Visitor
from tests.builders import a_meeting, a_member, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]


def test_a_room_that_was_ended_since_lets_nobody_in():
    odile, now = a_member(a_space(), "Odile Tanneguy"), timezone.now()
    meeting = a_meeting(odile.space, "Le fournil", audience=Audience.of_space(odile.space))
    room = Room.objects.create(meeting=meeting, code=room_codes.fresh(), opened_at=now)
    file = back_up(at=now)
    room_facilitation.end_for_all(Room.objects.get(pk=room.pk), by=odile, at=now)

    restore_backup(file, at=now)

    with pytest.raises(room_codes.WrongCode):
        room_codes.typed(room.code, by=Visitor("one"), at=now)

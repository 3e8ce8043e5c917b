"""A question that a copy holds as taken back long ago may have been put back since: the clock leaves it a month."""

import datetime

import pytest
from django.utils import timezone

from palabre.forums.models import WithdrawnSheet
from palabre.forums.tests.scene import prepared, written
from palabre.forums.wall.withdrawal import delete_withdrawn, put_back, withdraw_sheet
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]

NOW = timezone.now()


def days(count):
    return datetime.timedelta(days=count)


@pytest.mark.parametrize(("later", "left"), [(1, 1), (40, 0)])
def test_a_question_that_was_put_back_since_is_not_deleted_by_the_clock(later, left):
    day, sabine = prepared(public=True)
    gone = withdraw_sheet(written(day, sabine, 12), by=sabine, at=NOW - days(40))
    file = back_up(at=NOW)
    put_back(gone, by=sabine)

    restore_backup(file, at=NOW)
    delete_withdrawn(NOW + days(later))

    assert WithdrawnSheet.objects.count() == left

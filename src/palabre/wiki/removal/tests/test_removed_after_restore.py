"""What a copy holds as removed long ago may have been put back since: once it comes back, it can be put back again."""

import datetime

import pytest
from django.utils import timezone

from palabre.people.models import Audience
from palabre.pure.quotes import Quote
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from palabre.wiki.attachments import file_deletion, page_attachments
from palabre.wiki.comments import comment_thread
from palabre.wiki.models import Attachment, Comment, Page
from palabre.wiki.page_text import begin_page
from palabre.wiki.removal import page_removal
from tests.builders import a_file, a_member, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]

NOW = timezone.now()
A_DAY = datetime.timedelta(days=1)
BEFORE = NOW - 31 * A_DAY
TICKS = (page_removal.delete_removed_pages, comment_thread.delete_removed_comments, file_deletion.clear)


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


def begun(odile, title):
    words = f"{title} chauffe.\n"
    return begin_page(odile.space, title, words, audience=Audience.of_space(odile.space), by=odile)


def struck(at):
    for tick in TICKS:
        tick(at)
    return [model.objects.filter(removed_at__isnull=False).count() for model in (Page, Comment, Attachment)]


@pytest.mark.postgres
@pytest.mark.parametrize(("later", "left"), [(A_DAY, [1, 1, 1]), (32 * A_DAY, [0, 0, 0])])
def test_what_was_put_back_since_is_not_deleted_by_the_clock(odile, later, left):
    page, other = begun(odile, "Le four"), begun(odile, "La grange")
    comment = comment_thread.comment_on(page, Quote("chauffe"), "Le lundi.", by=odile, at=BEFORE)
    attached = a_file(page)
    comment_thread.remove(comment, by=odile, at=BEFORE)
    page_attachments.remove(attached, by=odile, at=BEFORE)
    page_removal.remove_page(other, by=odile, at=BEFORE)
    file = back_up(at=NOW)
    comment_thread.restore_comment(comment, by=odile)
    page_attachments.restore_attachment(attached, by=odile)
    page_removal.restore_page(other, by=odile)

    restore_backup(file, at=NOW)

    assert struck(NOW + later) == left

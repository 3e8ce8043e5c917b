"""What is said on the day of a forum that minutes tell of is not opened with these minutes."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.forums.day.forum_preparation import add_day
from palabre.forums.day.forum_publicity import may_be_shown, preview_forum, show_forum
from palabre.forums.models import ForumDay
from palabre.forums.outcome.reports import report_text
from palabre.forums.tests.scene import PLAN, at, day_now
from palabre.forums.wall.sheets import propose
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.models import Import
from palabre.people.models import Audience, AudienceKind
from palabre.questions.models import Forum
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from tests.builders import a_forum, a_member, a_page, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    """A forum of minutes that members read."""
    space = a_space(public=True)
    ines, readers = a_member(space, "Inès Carvalho"), Audience.objects.create(space=space, kind="space")
    said = {"digest": "0", "text": "x", "opened_at": timezone.now()}
    page = a_page(space, "Compte rendu", "Le forum a eu lieu.", audience=readers)
    reading = Import.objects.create(space=space, audience=readers, by=ines, page=page, **said)
    made = a_forum(space, audience=readers)
    reading.things.create(key="forum", thing_kind="questions.forum", thing_id=made.pk)
    return made


def test_publishing_minutes_opens_nothing_of_the_day_added_to_their_forum(forum):
    malo, zoe = a_member(forum.space, "Malo Riou"), a_member(forum.space, "Zoé Petit")
    add_day(forum, PLAN, by=malo)
    day = day_now(forum)
    sheet = propose(day, "Comment vivre avec la maladie de mon mari ?", by=zoe, at=timezone.now())
    report_text(sheet, "Nous avons pleuré ensemble.", by=zoe, at=timezone.now())

    publish(Import.objects.get(), by=malo)

    outside = [Client().get(one).status_code for one in (at(day, "sheet", sheet.number), forum.get_absolute_url())]
    assert outside == [404, 404]


def test_a_forum_that_everybody_reads_already_stays_so(forum):
    publish(Import.objects.get(), by=a_member(forum.space, "Malo Riou"))

    add_day(Forum.objects.get(), PLAN, by=a_member(forum.space, "Zoé Petit"))

    assert Forum.objects.get().audience.kind == AudienceKind.PUBLIC
    assert Client().get(forum.get_absolute_url()).status_code == 200


def test_minutes_in_preparation_get_no_day(forum):
    ines = Import.objects.get().by
    readers = Audience.of_persons(ines)
    Forum.objects.update(audience=readers)
    forum.refresh_from_db()

    with pytest.raises(Refusal):
        add_day(forum, PLAN, by=ines)

    assert not ForumDay.objects.exists()


def test_showing_the_forum_shows_no_minutes_that_have_its_readers(forum, django_assert_num_queries):
    """A day that was added before it had readers of its own."""
    space, malo = forum.space, a_member(forum.space, "Malo Riou")
    add_day(forum, PLAN, by=malo)
    apart = may_be_shown(day_now(forum))
    Forum.objects.update(audience=Import.objects.get().audience)
    day = day_now(forum)

    with django_assert_num_queries(1):
        together = may_be_shown(day)
    with pytest.raises(Refusal):
        show_forum(day, preview_forum(day).digest, by=malo)

    assert (space.is_public, apart, together) == (True, True, False)
    assert Client().get(Page.objects.get().get_absolute_url()).status_code == 404

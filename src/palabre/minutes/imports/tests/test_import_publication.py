"""Minutes are published once they are open to the space, and the space is public."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.minutes.imports import import_publication
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import again, brought
from palabre.people.models import Audience
from palabre.pure.quotes import Quote
from palabre.refusal import Refusal
from palabre.wiki.comments.comment_thread import comment_on
from tests.builders import a_member, a_need, a_person, a_space, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db


def an_open_reading():
    reading = brought(a_member(a_space(public=True), "Hugo Ferreira"))
    open_to_space(reading, by=reading.by, at=timezone.now())
    return reading


minutes = once_per_module(an_open_reading)


@pytest.fixture
def reading(minutes):
    return again(minutes)


@pytest.fixture
def by(reading):
    return reading.by


def test_published_minutes_and_what_they_made_are_read_by_everybody(reading, by):
    import_publication.publish(reading, by=by)

    assert by.space.group_set.visible_to(None).count() == by.space.group_set.count() == 8
    assert list(by.space.page_set.visible_to(None)) == [reading.page]


def test_what_the_members_wrote_for_themselves_stays_theirs(reading, by):
    kept = a_need(by.space, "Entre nous", audience=Audience.of_space(by.space))

    import_publication.publish(reading, by=by)

    assert kept not in by.space.need_set.visible_to(None)


def test_what_was_said_of_a_passage_before_stays_theirs(reading, by):
    comment_on(reading.page, Quote("Fixer un calendrier commun"), "Personne ne viendra.", by=by, at=timezone.now())

    import_publication.publish(reading, by=by)

    outside, inside = (who.get(reading.page.get_absolute_url()) for who in (Client(), entered(Client(), by)))
    told = ["Personne ne viendra." in one.content.decode() for one in (outside, inside)]
    assert (outside.status_code, told) == (200, [False, True])


def test_minutes_that_are_not_open_are_not_published():
    by = a_member(a_space("Ailleurs", public=True))

    with pytest.raises(Refusal):
        import_publication.publish(brought(by, "# Conseil\n\n3 octobre 2026\n"), by=by)


def test_minutes_of_a_space_that_is_not_public_are_not_published():
    by = a_member(a_space("Ailleurs"))
    reading = brought(by, "# Conseil\n\n3 octobre 2026\n")
    open_to_space(reading, by=by, at=timezone.now())

    with pytest.raises(Refusal):
        import_publication.publish(reading, by=by)


def test_who_has_not_joined_publishes_no_minutes(reading, by):
    with pytest.raises(Refusal):
        import_publication.publish(reading, by=a_person(by.space))


def test_taken_back_they_are_the_space_s_again(reading, by):
    import_publication.publish(reading, by=by)

    import_publication.unpublish(reading, by=by)
    import_publication.unpublish(reading, by=by)

    assert not by.space.group_set.visible_to(None).exists()
    assert by.space.group_set.visible_to(a_member(by.space)).count() == 8
    assert Entry.objects.filter(verb="minutes.withdrawn").count() == 1


def test_who_has_not_joined_takes_no_publication_back(reading, by):
    import_publication.publish(reading, by=by)

    with pytest.raises(Refusal):
        import_publication.unpublish(reading, by=a_person(by.space))


def test_the_standing_audience_of_everybody_is_never_narrowed():
    everybody = Audience.everybody(a_space(public=True))

    assert (everybody.narrow_to_space(), everybody.kind) == (False, "public")


def test_publishing_twice_tells_it_once(reading, by):
    import_publication.publish(reading, by=by)

    import_publication.publish(reading, by=by)

    assert Entry.objects.filter(verb="minutes.published").count() == 1

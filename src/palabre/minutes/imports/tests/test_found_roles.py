"""The search tells strangers no role that minutes among members give in a group that everybody reads."""

import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group, Membership
from palabre.groups.publicity import publicity
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import TWO, again, brought
from palabre.people.reader import Reader
from tests.builders import a_member, a_space, entered
from tests.indexed import follow_to_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def found_by(who, space, word):
    follow_to_the_end(space)
    return html.unescape(who.get(reverse("search:results", args=[space.slug]), {"q": word}).content.decode())


@pytest.fixture
def reading():
    """Minutes that members read, which name who carries a group; that group alone is shown to everybody."""
    malo = a_member(a_space(public=True), "Malo Kersauze")
    reading = brought(malo, TWO)
    open_to_space(reading, by=malo, at=timezone.now())
    group = Group.objects.get(memberships__person__name="Karim Belkacem")
    Membership.objects.filter(group=group).update(words="Depuis son divorce")
    today = timezone.localdate()
    seen = publicity.preview(group, Reader(malo.space, malo, today), on=today).digest
    publicity.show(group, by=malo, on=today, seen=seen)
    return again(reading)


def test_who_carries_a_group_shown_to_all_is_found_only_where_its_minutes_are_read(reading):
    answers = [found_by(Client(), reading.space, word) for word in ("médecin", "Karim", "divorce")]

    assert "Comment aller chez le" in answers[0]
    assert not any("Depuis son divorce" in one or "Karim</mark>" in one for one in answers)


def test_once_the_minutes_are_published_the_role_is_found(reading):
    publish(reading, by=reading.by)

    assert "Depuis son" in found_by(Client(), reading.space, "divorce")
    assert "Depuis son" in found_by(entered(Client(), reading.by), reading.space, "divorce")

"""Taking back that a line names somebody takes nobody away who came since."""

import pytest
from django.utils import timezone

from palabre.minutes.margin.findings import reading_of
from palabre.minutes.margin.margin_answers import answer_finding, go_back
from palabre.minutes.tests.scene import TWO
from palabre.people.models import Audience, Person
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_come", [True, False])
def test_who_came_stays_and_who_did_not_goes_with_the_answer(has_come):
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    page = begin_page(space, "Réunion", TWO, audience=Audience.of_space(space), by=odile)
    [one] = [one for one in reading_of(TWO).findings if one.kind == "people.person" and "Mado" in one.words]
    asked, _finding = answer_finding(
        page, one.subject, one.digest, "yes", by=odile, at=timezone.now(), line=one.lines[0]
    )
    her = Person.objects.get(name="Mado Kersauze")
    if has_come:
        her.join(timezone.now())

    go_back(asked, by=malo, at=timezone.now())

    assert Person.objects.filter(pk=her.pk).exists() is has_come

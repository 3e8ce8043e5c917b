"""Taking back that a line names somebody takes nobody away who came since."""

import pytest
from django.utils import timezone

from palabre.groups.links.share_sheet import create_share_link
from palabre.meetings.models import Meeting
from palabre.minutes.margin.findings import reading_of
from palabre.minutes.margin.margin_answers import answer_finding, go_back
from palabre.minutes.tests.scene import TWO
from palabre.people.access import links
from palabre.people.models import Audience, Link, Person
from palabre.refusal import Refusal
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
NEXT = "Prochaine réunion le 20 décembre 2026 à 18h, salle du four.\n"


def answered(odile):
    """Answer that a line of a page names somebody; return what was asked, and the person."""
    page = begin_page(odile.space, "Réunion", TWO, audience=Audience.of_space(odile.space), by=odile)
    [one] = [one for one in reading_of(TWO).findings if one.kind == "people.person" and "Mado" in one.words]
    asked, _finding = answer_finding(
        page, one.subject, one.digest, "yes", by=odile, at=timezone.now(), line=one.lines[0]
    )
    return asked, Person.objects.get(name="Mado Kersauze")


@pytest.mark.parametrize("has_come", [True, False])
def test_who_came_stays_and_who_did_not_goes_with_the_answer(has_come):
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    asked, her = answered(odile)
    if has_come:
        her.join(timezone.now())

    go_back(asked, by=malo, at=timezone.now())

    assert Person.objects.filter(pk=her.pk).exists() is has_come


def test_a_link_that_another_gave_them_stays():
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    asked, her = answered(odile)
    given = links.link_to(asked.page, person=her, by=odile, at=timezone.now())

    with pytest.raises(Refusal):
        go_back(asked, by=malo, at=timezone.now())
    assert Link.objects.get() == given

    go_back(asked, by=odile, at=timezone.now())
    assert not Link.objects.exists()


def test_what_another_gave_a_link_to_stays():
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    page = begin_page(space, "Réunion", NEXT, audience=Audience.of_space(space), by=odile)
    [one] = [one for one in reading_of(NEXT).findings if one.kind == "meetings.meeting"]
    asked, _finding = answer_finding(page, one.subject, one.digest, "yes", by=odile, at=timezone.now(), line=1)
    meeting = Meeting.objects.select_related("space", "audience").get()
    create_share_link(meeting, by=malo, at=timezone.now())

    with pytest.raises(Refusal, match=r"liens|links"):
        go_back(asked, by=odile, at=timezone.now())

    assert Meeting.objects.get() == meeting

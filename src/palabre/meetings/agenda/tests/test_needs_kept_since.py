"""What is kept among members leaves the agenda of a meeting that everybody reads, at once, and comes back if shown."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.corrections.corrections import correct
from palabre.groups.models import Need
from palabre.meetings.agenda.agenda_items import bring_point_back, drop_point
from palabre.meetings.agenda.carry_over import place_item_put_off
from palabre.meetings.agenda.shipped_agendas import NEEDS
from palabre.meetings.decisions.decision_proposals import reword
from palabre.meetings.models import AgendaItem, Decision
from palabre.people.models import Audience
from tests.builders import a_group, a_meeting, a_member, a_need, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = "De l’argent pour Maël"


def test_it_does_as_it_is_kept():
    space = a_space(public=True)
    berthe = a_member(space, "Berthe Loric")
    group = a_group(space, convened_by=(berthe,))
    need = a_need(space, WORDS, group=group, audience=Audience.everybody(space))
    on = timezone.localdate() + datetime.timedelta(days=7)
    meeting = a_meeting(space, group=group, on=on, audience=group.audience)
    item = meeting.agenda.create(text="Les besoins", position=1, brings=NEEDS)
    item.bring([need.pk])
    before = WORDS in Client().get(meeting.get_absolute_url()).text

    kept = entered(Client(), berthe).post(reverse("groups:need_hidden", args=[space.slug, need.pk]))

    assert (before, kept.status_code, AgendaItem.objects.get().listed) == (True, 302, [])
    assert WORDS not in Client().get(meeting.get_absolute_url()).text


@pytest.fixture
def agenda():
    """Return a meeting that everybody reads, whose agenda has the words of a need and a decision of public minutes."""
    space = a_space(public=True)
    berthe = a_member(space, "Berthe Loric")
    readers = Audience.objects.create(space=space, kind="public")
    need = a_need(space, WORDS, audience=readers)
    decision = Decision.objects.create(
        space=space, audience=readers, text="Payer la caution", proposed_at=timezone.now()
    )
    everybody = Audience.everybody(space)
    days = [timezone.localdate() + datetime.timedelta(days=number) for number in (7, 14)]
    first, second = [a_meeting(space, on=on, audience=everybody) for on in days]
    item = first.agenda.create(text="Les besoins", position=1, brings=NEEDS)
    item.bring([need.pk])
    second.agenda.create(position=1, about=decision)
    return berthe, readers, item, second


def outside(meeting):
    return Client().get(meeting.get_absolute_url()).text


def said_outside(*meetings):
    pages = "".join(outside(one) for one in meetings)
    return WORDS in pages, "Payer la caution" in pages


def test_so_do_the_copy_of_a_point_that_was_put_off_and_a_decision(agenda):
    berthe, readers, item, second = agenda
    typed = second.agenda.create(text="Le repas", position=9, parts=["Des chaises", "Payer la caution"])
    a_need(berthe.space, "Des chaises", audience=readers)
    place_item_put_off(item, second)
    before = said_outside(item.meeting, second)

    readers.narrow_to_space()

    typed.refresh_from_db()
    assert (before, said_outside(item.meeting)[0], WORDS in outside(second)) == ((True, True), False, False)
    assert "Payer la caution" not in {one.words for one in second.agenda.all()}
    assert typed.parts == ["Des chaises", "Payer la caution"]


def test_so_do_former_words_and_what_people_typed_of_the_point_stays(agenda):
    berthe, readers, item, second = agenda
    need, decision = Need.objects.get(), Decision.objects.get()
    second.agenda.update(to_read="Le devis, page 3", minutes=20)
    correct(need, by=berthe, text="De l’aide")
    reword(decision, "Aider", by=berthe)

    readers.narrow_to_space()

    point = second.agenda.get()
    assert said_outside(item.meeting, second) == (False, False)
    assert (point.to_read, point.minutes, point.about) == ("Le devis, page 3", 20, decision)


def test_what_another_public_need_says_in_the_same_words_stays(agenda):
    berthe, readers, item, _second = agenda
    other = a_need(berthe.space, WORDS, audience=Audience.everybody(berthe.space))
    item.bring([Need.objects.exclude(pk=other.pk).get().pk, other.pk])

    readers.narrow_to_space()

    assert said_outside(item.meeting)[0] is True


def test_a_point_that_is_brought_back_says_the_needs_of_today(agenda):
    berthe, readers, item, _second = agenda
    drop_point(item, by=berthe, at=timezone.now())
    readers.narrow_to_space()

    bring_point_back(item, by=berthe)

    assert said_outside(item.meeting)[0] is False


def test_a_decision_that_is_kept_has_its_address_on_no_page_from_outside(agenda):
    _berthe, readers, _item, second = agenda
    readers.narrow_to_space()

    page = Client().get(reverse("meetings:agenda", args=[second.space.slug, second.pk])).text

    assert ("caution" in page, "Une décision que lisent les membres" in page) == (False, True)

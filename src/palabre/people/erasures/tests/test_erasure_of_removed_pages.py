"""A name goes from what is removed and may come back (a page, a question of a wall), as from anything else."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.models import WithdrawnSheet
from palabre.notes.models import Note, Revision
from palabre.people.erasures.delayed_erasure import finish_due
from palabre.people.erasures.name_erasure import erase
from palabre.people.models import Person, RefusedName
from palabre.questions.models import Wording
from tests.builders import a_day, a_forum, a_member, a_page, a_space, a_withdrawn_sheet, entered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_typed", [True, False])
def test_a_name_goes_from_a_removed_page_that_comes_back(is_typed):
    malo = a_member(a_space(), "Malo Riou")
    zoe = a_member(malo.space, "Zoé Petitjean")
    Person.objects.filter(pk=zoe.pk).update(is_self_named=is_typed)
    page = a_page(malo.space, "Le lavoir", "Zoé Petitjean a tout raconté au lavoir.")
    browser, said = entered(Client(), malo), [malo.space.slug, page.slug]
    browser.post(reverse("wiki:removal", args=said))

    erase(Person.objects.get(pk=zoe.pk), at=timezone.now())
    finish_due(timezone.now() + datetime.timedelta(days=2))
    browser.post(reverse("wiki:restored_page", args=said))

    texts = [*Note.objects.values_list("body_md", flat=True), *Revision.objects.values_list("body_md", flat=True)]
    assert not any("Petitjean" in one for one in texts)
    assert browser.get(reverse("wiki:page", args=said)).status_code == 200
    assert RefusedName.objects.exists()


def test_a_name_goes_from_a_question_taken_off_a_wall_that_comes_back():
    malo = a_member(a_space(), "Malo Riou")
    zoe = a_member(malo.space, "Zoé Petitjean")
    Person.objects.filter(pk=zoe.pk).update(is_self_named=True)
    day = a_day(a_forum(malo.space), by=malo)
    a_withdrawn_sheet(day, "Que dire de Zoé Petitjean ?", by=malo)

    erase(Person.objects.get(pk=zoe.pk), at=timezone.now())
    finish_due(timezone.now() + datetime.timedelta(days=2))

    withdrawn = WithdrawnSheet.objects.get()
    told = [withdrawn.together, *Wording.objects.values_list("text", flat=True)]
    assert not any("Petitjean" in one for one in told)

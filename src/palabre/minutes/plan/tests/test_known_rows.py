"""Minutes name again whom the space knows by two names, or two whom it knows by one."""

import pytest
from django.utils import timezone

from palabre.groups.actions.new_action import mend_action
from palabre.groups.corrections.corrections import correct
from palabre.groups.models import Action, Need
from palabre.minutes.plan.known_rows import Known
from palabre.minutes.plan.plan import Wanted
from palabre.minutes.tests.scene import TWIN, brought
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.models import Organisation, Person
from palabre.pure.french import name_key
from tests.builders import a_group, a_member, a_need, a_person, a_space, an_action, an_organisation

pytestmark = pytest.mark.django_db

NAMED = "Nadège Pélissol"  # in the twin


@pytest.fixture
def her():
    return a_member(a_space(), "Hugo Ferreira")


def known(her, model, **fields):
    return Known(her.space, readers=[her]).find(Wanted("key", model, {}, names=fields.pop("names", ())), fields)


def test_a_name_known_as_a_double_leads_to_the_kept_person(her):
    kept, double = a_person(her.space, "Nadège Pélissol-Bry"), a_person(her.space, NAMED)
    merge_pair(kept, double, by=her, at=timezone.now())

    found = known(her, Person, name=NAMED)

    assert found == known(her, Person, name="Nadège Pélissol-Bry") == kept


def test_who_bears_the_name_is_known_before_a_double_of_that_name(her):
    kept, double = a_person(her.space, "Nadège Pélissol-Bry"), a_person(her.space, NAMED)
    merge_pair(kept, double, by=her, at=timezone.now())

    another = a_person(her.space, NAMED)

    assert known(her, Person, name=NAMED) == another


def test_minutes_that_name_a_double_make_nobody_new(her):
    brought(her)
    merge_pair(a_person(her.space, "Nadège Pélissol-Bry"), Person.objects.get(name=NAMED), by=her, at=timezone.now())
    before = Person.objects.count()

    brought(her, TWIN + "\nUne ligne de plus.\n")

    assert Person.objects.count() == before


def test_the_group_of_a_kept_person_is_known_by_both_her_names(her):
    kept, double = a_person(her.space, "Nadège Pélissol-Bry"), a_person(her.space, NAMED)
    group = a_group(her.space, convened_by=(double,))
    merge_pair(kept, double, by=her, at=timezone.now())

    found = [known(her, type(group), names=(name_key(name),)) for name in (kept.name, NAMED)]

    assert found == [group, group]


def test_a_name_that_a_passer_by_typed_is_nobody_s_before_they_join(her):
    typed = Person.objects.create(space=her.space, name=NAMED, came_at=timezone.now(), is_self_named=True)
    group = a_group(her.space, convened_by=(typed,))
    before = (known(her, Person, name=NAMED), known(her, type(group), names=(name_key(NAMED),)))

    typed.join(timezone.now())

    assert before == (None, None)
    assert (known(her, Person, name=NAMED), known(her, type(group), names=(name_key(NAMED),))) == (typed, group)


def test_a_former_spelling_still_leads_to_whom_minutes_named_it(her):
    named = a_person(her.space, NAMED)
    named.is_written("Nadège Pélissol-Bry")

    assert known(her, Person, name=NAMED) == named
    assert known(her, Person, name="Nadège Pélissol-Bry") is None


def test_a_spelling_leads_to_the_organisation(her):
    town, short = an_organisation(her.space, "Mairie de Brennes"), an_organisation(her.space, "Brennes")
    merge_pair(town, short, by=her, at=timezone.now())

    assert known(her, Organisation, name="Brennes") == town


def test_of_two_persons_with_one_name_the_elder_is_named(her):
    elder, _younger = a_person(her.space, NAMED), a_person(her.space, NAMED)

    brought(her)

    assert known(her, Person, name=NAMED) == elder
    assert Person.objects.filter(name=NAMED).count() == 2


def test_a_text_that_says_the_former_words_names_what_was_mended_in_place(her):
    action, need = an_action(her.space, "Nettoyer la sole"), a_need(her.space, "Du bois sec", by=her)
    mend_action(action, "Balayer la sole", "", by=her, at=timezone.now())
    correct(need, by=her, text="Deux stères de bois")

    for model, row, former, now in (
        (Action, action, "Nettoyer la sole", "Balayer la sole"),
        (Need, need, "Du bois sec", "Deux stères de bois"),
    ):
        assert known(her, model, group=None, text=former) == known(her, model, group=None, text=now) == row


def test_what_bears_the_words_now_is_known_before_what_bore_them(her):
    former, now = an_action(her.space, "Nettoyer la sole"), "Nettoyer la sole"
    mend_action(former, "Balayer la sole", "", by=her, at=timezone.now())

    again = an_action(her.space, now)

    assert known(her, Action, group=None, text=now) == again

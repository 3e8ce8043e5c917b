"""What the page of a need asks of its group, before anybody answered it and after."""

import pytest

from palabre.groups.models import Need
from palabre.groups.needs.views.need import AT_ONCE
from tests.builders import a_group, a_member, a_need, a_space, an_answer, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def need(ines):
    return a_need(ines.space, "Une citerne", group=a_group(ines.space, convened_by=(ines,)))


def page(client, person, need):
    return entered(client, person).get(need.get_absolute_url()).content.decode()


def test_a_need_that_nobody_answered_is_not_said_to_be_all_right(client, ines, need):
    said = page(client, ines, need)

    assert ("Nous l’avons trouvé" in said, "C’est bon pour nous" in said) == (True, False)


def test_an_answer_is_judged_with_the_filled_button(client, ines, need):
    an_answer(need, by=a_member(ines.space, "Malo Riou"))

    said = page(client, ines, Need.objects.get(pk=need.pk))

    assert ("Nous l’avons trouvé" in said, "C’est bon pour nous</button>" in said) == (False, True)
    assert said.count("button primary") == 1


def test_who_is_not_of_the_group_says_neither(client, ines, need):
    said = page(client, a_member(ines.space, "Malo Riou"), need)

    assert ("Nous l’avons trouvé" in said, "C’est bon pour nous" in said) == (False, False)


def test_answers_are_read_fifty_at_a_time_the_last_ones_first(client, ines, need):
    """Ten an hour for a week, each of 4,000 characters, took eight seconds of processor to be shown to who passes."""
    odile = a_member(ines.space, "Odile Tanneguy")
    for number in range(AT_ONCE + 1):
        an_answer(need, by=odile, text=f"Réponse {number:03}.")

    last = page(client, ines, need)
    first = entered(client, ines).get(f"{need.get_absolute_url()}?part=1").content.decode()

    assert [f"Réponse {number:03}." in first for number in (0, AT_ONCE - 1, AT_ONCE)] == [True, True, False]
    assert ("Réponse 000." in last, f"Réponse {AT_ONCE:03}." in last) == (False, True)
    assert ("Les réponses suivantes" in first, "Les réponses précédentes" in last) == (True, True)

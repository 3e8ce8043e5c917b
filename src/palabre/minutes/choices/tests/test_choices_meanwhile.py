"""What the importer mends is planned before the space is held, and loses nothing that was mended meanwhile."""

import pytest

from palabre.groups.models import Action, Need
from palabre.minutes.choices import import_choices
from palabre.minutes.choices.tests.test_import_choices import TEXT, key_of
from palabre.minutes.models import Import
from palabre.minutes.plan import plan_people
from palabre.minutes.tests.scene import brought
from palabre.spaces.models import Space
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading():
    return brought(a_member(a_space(), "Hugo Ferreira"), TEXT)


def test_names_are_compared_before_the_space_is_held(reading, monkeypatch):
    done, hold, match = [], Space.hold, plan_people.matched_lines
    monkeypatch.setattr(Space, "hold", lambda space: done.append("held") or hold(space))
    monkeypatch.setattr(plan_people, "matched_lines", lambda *said: done.append("compared") or match(*said))

    import_choices.say_who_was_there(reading, [("Bruno Sauvaget", "")], [], by=reading.by)

    assert done[:2] == ["compared", "held"]
    assert done.count("compared") == 1


def test_what_was_mended_meanwhile_stays_mended(reading, monkeypatch):
    key, other = key_of(reading, Need.objects.get()), key_of(reading, Action.objects.earliest("pk"))
    plain = import_choices.chosen

    def chosen_while_another_is_taken_out(*said):
        monkeypatch.setattr(import_choices, "chosen", plain)
        import_choices.take_out(reading, other, by=reading.by)
        return plain(*said)

    monkeypatch.setattr(import_choices, "chosen", chosen_while_another_is_taken_out)

    import_choices.take_out(reading, key, by=reading.by)

    assert set(Import.objects.get().choices["dropped"]) == {key, other}

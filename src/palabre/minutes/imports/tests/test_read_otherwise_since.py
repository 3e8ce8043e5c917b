"""Minutes that an earlier version of Palabre read otherwise: what they made is corrected, and not made twice."""

import pytest

from palabre.groups.models import Need
from palabre.minutes.choices.import_choices import put_back, take_out
from palabre.minutes.models import Import
from palabre.minutes.plan.plan import plan_key
from palabre.minutes.tests.scene import brought
from palabre.people.models import Person

pytestmark = pytest.mark.django_db
TEXT = "# Réunion du 3 octobre 2026\n\n## Besoins\n\n- une brouette solide\n- deux pelles\n"


@pytest.fixture
def reading(malo: Person) -> Import:
    """Its needs bear the keys that another version gave them, as one that read no group in them."""
    found = brought(malo, TEXT)
    for number, thing in enumerate(found.things.filter(thing_kind="groups.need")):
        thing.key = f"need:of-before:{number}"
        thing.save()
    return found


def texts() -> list[str]:
    return sorted(Need.objects.values_list("text", flat=True))


def test_a_corrected_text_makes_no_need_twice(reading: Import) -> None:
    brought(reading.by, TEXT.replace("deux", "trois"))

    assert texts() == ["trois pelles", "une brouette solide"]


def test_nor_does_taking_one_out_and_putting_it_back(reading: Import) -> None:
    key = plan_key("need", "", "une brouette solide")

    take_out(reading, key, by=reading.by)
    assert texts() == ["deux pelles"]

    put_back(Import.objects.get(pk=reading.pk), key, by=reading.by)
    assert texts() == ["deux pelles", "une brouette solide"]

"""Fields that are saved alone."""

import pytest

from palabre.groups.models import Group
from palabre.web.saved_fields import save_fields
from tests.builders import a_group, a_space

pytestmark = pytest.mark.django_db


def test_only_the_fields_given_are_stored():
    group = a_group(a_space(), "Le jardin")
    group.to_read = "Écrit ailleurs"

    save_fields(group, title="Le potager")

    stored = Group.objects.get(pk=group.pk)
    assert (stored.title, group.title, stored.to_read) == ("Le potager", "Le potager", "")


def test_a_field_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="do not exist"):
        save_fields(a_group(a_space(), "Le jardin"), titel="Le potager")

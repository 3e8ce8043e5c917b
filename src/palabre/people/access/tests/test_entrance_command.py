"""Who looks after the server lets somebody back in, from the console alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from palabre.people.access import keys
from tests.builders import a_member, a_person, a_space

pytestmark = pytest.mark.django_db


def printed(space, name):
    out = StringIO()
    call_command("entrance", space.slug, name, stdout=out)
    return out.getvalue().strip()


def test_the_path_that_is_printed_is_hers():
    ines = a_member(a_space(), "Inès Courtois")

    token = printed(ines.space, "Inès Courtois").split("/")[2]

    assert keys.holder(token) == ines


def test_two_people_of_one_name_are_not_taken_for_each_other():
    space = a_space()
    a_member(space, "Inès Courtois"), a_person(space, "Inès Courtois")

    with pytest.raises(CommandError, match="Plusieurs personnes"):
        printed(space, "Inès Courtois")


def test_nobody_of_that_name_is_said_so():
    with pytest.raises(CommandError, match="Personne sans compte"):
        printed(a_space(), "Inès Courtois")

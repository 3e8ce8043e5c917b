"""Who reads the registrations, and who tells those who registered: the same wherever it is said, and true."""

import pytest
from django.test import Client

from palabre.gatherings.tests.scene import announced, come, prepared
from tests.builders import entered

pytestmark = pytest.mark.django_db
SEEN_BY = "seules les personnes qui organisent cette rencontre, ou à qui l’espace est confié"


def page(client, address):
    return " ".join(client.get(address).content.decode().replace("\u00a0", " ").split())


def test_who_registers_and_who_reads_the_list_are_told_alike_who_sees_it():
    gathering, ines = announced()
    here = f"{gathering.get_absolute_url()}"

    outside, within = page(Client(), gathering.open_address), page(entered(Client(), ines), f"{here}registrations/")

    assert [SEEN_BY in one.lower() for one in (outside, within)] == [True, True]


@pytest.mark.parametrize("has_mail", [True, False])
@pytest.mark.parametrize("tail", ["", "day/"])
def test_nobody_is_said_to_be_told_where_no_mail_leaves(settings, has_mail, tail):
    settings.MAIL_IS_CONFIGURED = has_mail
    gathering, ines = announced()
    come(gathering)

    said = page(entered(Client(), ines), f"{gathering.get_absolute_url()}{tail}")

    assert ("prévenues dans dix minutes" in said, "prévenez vous-même" in said) == (has_mail, not has_mail)


def test_it_does_not_say_it_before_it_is_announced(settings):
    gathering, ines = prepared()

    assert "prévenez" not in page(entered(Client(), ines), gathering.get_absolute_url())

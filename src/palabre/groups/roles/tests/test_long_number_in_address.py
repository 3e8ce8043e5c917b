"""Any number in an address leads to a page or to a refusal, never to a fault of the server."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("digits", [19, 40, 5000])
def test_a_role_is_proposed_whatever_number_the_address_says(digits):
    ines = a_member(a_space(), "Inès Courtois")
    group = a_group(ines.space, convened_by=(ines,))
    address = reverse("groups:proposing", args=[ines.space.slug, group.pk])

    answer = entered(Client(raise_request_exception=False), ines).get(address, {"to": "9" * digits})

    assert answer.status_code == 200

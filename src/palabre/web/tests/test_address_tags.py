"""The warning beside links that open on this machine only."""

import pytest
from django.test import RequestFactory, override_settings

from palabre.web.templatetags.address_tags import only_here


@pytest.mark.parametrize(
    ("host", "is_only_here"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("[::1]:8000", True),
        ("192.168.1.20:8000", False),
        ("palabre.exemple.example", False),
        ("[2001:db8::1]", False),
    ],
)
def test_an_address_of_this_machine_alone_is_known(host, is_only_here):
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert only_here({"request": RequestFactory().get("/", headers={"host": host})}) is is_only_here

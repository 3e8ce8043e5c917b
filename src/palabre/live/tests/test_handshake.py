"""A WebSocket is opened by a page of this server, at an address that it has or was told to have."""

import pytest

from palabre.live.handshake import is_from_here
from palabre.web.form.form_origin import origins_of

TOLD = ["https://palabre.example/", " https://Autre.example"]  # as people write them


@pytest.fixture(autouse=True)
def _told(settings):
    settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS = ["10.0.0.7"], TOLD


def handshake(origin, host="10.0.0.7:8000"):
    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin is not None else [])]
    return {"type": "websocket", "scheme": "ws", "path": "/", "query_string": b"", "headers": headers}


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("http://10.0.0.7:8000", True),
        ("https://10.0.0.7:8000", True),
        ("https://palabre.example", True),
        ("https://autre.example", True),
        (None, True),  # what is no browser
        ("null", False),
        ("", False),
        ("http://10.0.0.7", False),
        ("http://palabre.example", False),
        ("https://palabre.example.ailleurs.example", False),
        ("https://ailleurs.example", False),
    ],
)
def test_the_page_that_opens_it(origin, is_ours):
    assert is_from_here(handshake(origin)) is is_ours


def test_an_address_that_is_not_ours_opens_none():
    assert not is_from_here(handshake("http://ailleurs.example", host="ailleurs.example"))


def test_a_form_is_taken_from_the_same_addresses(rf):
    assert origins_of(rf.post("/", headers={"Host": "10.0.0.7"})) == [
        "http://10.0.0.7",
        "https://palabre.example",
        "https://autre.example",
    ]

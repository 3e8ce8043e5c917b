"""An address is the one that Django composes, whatever the names are."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from palabre.web.caches.remembered_addresses import PLAIN, address_in, address_of

NAMES = ["home:group", "meetings:meeting", "groups:need", "home:question"]


@pytest.mark.parametrize("prefix", ["/", "/palabre/"])
def test_an_address_is_the_one_that_django_composes(prefix):
    set_script_prefix(prefix)
    try:
        for name in NAMES:
            for space, thing in (("val", "12-le-four"), ("Val_2", "7"), ("0-thing-0", "0-space-0")):
                assert address_in(name, space, thing) == reverse(name, args=[space, thing])
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize(("space", "thing"), [("un val", "12"), ("val", "None-le-four"), ("val", "12-Été")])
def test_what_is_no_address_is_refused_as_django_does(space, thing):
    with pytest.raises(NoReverseMatch):
        address_in("home:group", space, thing)


def test_the_address_of_a_page_is_the_one_that_django_composes():
    for space, page in (("val", "la-cle-du-samedi"), ("Val_2", "new"), ("0-thing-0", "0-space-0"), ("val", "12")):
        told = address_in("wiki:page", space, page, form=PLAIN)
        assert told == address_of("wiki:page", space, page) == reverse("wiki:page", args=[space, page])
    for page in ("été", "un mot", ""):
        with pytest.raises(NoReverseMatch):
            address_in("wiki:page", "val", page, form=PLAIN)


@pytest.mark.parametrize("prefix", ["/", "/palabre/"])
def test_an_address_composed_once_follows_the_prefix(prefix):
    set_script_prefix(prefix)
    try:
        assert address_of("home:groups", "val") == reverse("home:groups", args=["val"])
    finally:
        set_script_prefix("/")

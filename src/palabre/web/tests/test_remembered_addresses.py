"""An address is the one that Django composes, whatever the names are."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from palabre.web.caches.remembered_addresses import address_in

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

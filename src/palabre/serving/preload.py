"""Load once, before the processes are forked, what they all use."""

import gc
from importlib import import_module

from django.conf import settings
from django.core.management import load_command_class
from django.urls import reverse
from django.utils import translation


def preload() -> None:
    """Load the code, the addresses and the languages; open no database, start no thread. Django is set up.

    The list of static files is read here too: they must be in place.

    Garbage is collected here once, then in the children only, where it leaves what was loaded here alone: a look at
    each object would write in all the memory that they share.
    """
    import_module("palabre.serving.page_server").configuration().load()
    load_command_class("palabre.journal", "work")
    reverse("health")
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
    gc.collect()
    gc.freeze()
    gc.enable()

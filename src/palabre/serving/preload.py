"""Load once, before the processes are forked, what they all use."""

import gc
from importlib import import_module

from django.conf import settings
from django.core.management import load_command_class
from django.urls import reverse
from django.utils import translation

LIBRARIES = (  # those that take longest to load
    "django.core.handlers.wsgi",
    "django.urls",
    "markdown_it",
    "palabre.pure.minutes",
    "pycrdt",
    "segno",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
)
SELDOM = (20_000, 50, 50)  # thresholds of garbage collection, while modules load: they leave hardly any


def load_libraries() -> None:
    """Load what reads no settings: another process prepares the data meanwhile, on another core."""
    for name in LIBRARIES:
        import_module(name)


def preload() -> None:
    """Load the code, the addresses and the languages; open no database, start no thread. Django is set up.

    The list of static files is read here too: they must be in place.

    Garbage is collected seldom here, then in the children, where it leaves what was loaded here alone: a look at each
    object would write in all the memory that they share.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    import_module("palabre.serving.page_server").configuration().load()
    load_command_class("palabre.journal", "work")
    reverse("health")
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*usual)

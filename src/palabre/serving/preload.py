"""Load once, before the processes are forked, what they all use."""

import gc
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.management import load_command_class
from django.urls import reverse
from django.utils import translation

from palabre.upkeep.process_memory import trim

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


def read_models() -> None:
    """Have Django find now, once for all processes, which columns each model has and which models refer to it."""
    for model in apps.get_models(include_auto_created=True):
        model._meta.get_fields(include_hidden=True)
        str(model._base_manager.all().query)


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
    read_models()
    gc.collect()
    gc.freeze()
    trim()
    gc.set_threshold(*usual)

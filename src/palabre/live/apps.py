"""The live slice's place among the installed apps."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "palabre.live"

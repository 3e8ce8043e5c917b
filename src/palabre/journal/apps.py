"""The journal slice's place among the installed apps."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "palabre.journal"

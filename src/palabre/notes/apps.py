"""The notes slice's place among the installed apps."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "palabre.notes"

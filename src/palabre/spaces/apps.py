"""The spaces slice's place among the installed apps."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "palabre.spaces"

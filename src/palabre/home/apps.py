"""The home slice's place among the installed apps."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "palabre.home"

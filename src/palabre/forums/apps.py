"""The forums slice's place among the installed apps."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "palabre.forums"

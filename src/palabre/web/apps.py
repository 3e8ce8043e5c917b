"""The web slice's place among the installed apps."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "palabre.web"

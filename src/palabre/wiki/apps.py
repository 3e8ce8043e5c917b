"""The wiki slice's place among the installed apps."""

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "palabre.wiki"

"""The meetings slice's place among the installed apps."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "palabre.meetings"

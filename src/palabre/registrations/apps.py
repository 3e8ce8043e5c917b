"""The registrations slice's place among the installed apps."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "palabre.registrations"

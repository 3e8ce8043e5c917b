"""The groups slice's place among the installed apps."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "palabre.groups"

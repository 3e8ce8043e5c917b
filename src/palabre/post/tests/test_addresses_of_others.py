"""The migration that takes the addresses of others out of the news written before."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from palabre.post.models import Letter
from tests.builders import a_letter, a_member, a_person, a_space

pytestmark = pytest.mark.django_db
migration = import_module("palabre.post.migrations.0002_addresses_of_others")
BEFORE = "Bonjour Odile,\n\nZoé a dit « j’y vais ».\n\n"
READY = "Pour répondre : mailto:zoe@exemple.example?subject=Four&body=Bonjour%20Zo%C3%A9%2C\n"
AFTER = "Ou copiez-les ici : {address}pledges/1/reply/\n"


@pytest.mark.parametrize(("about", "body"), [("entry:1", BEFORE + AFTER), ("minutes:1", BEFORE + READY + AFTER)])
def test_the_line_of_a_ready_reply_goes_from_the_news_alone(about, body):
    space = a_space()
    a_letter(a_person(space), by=a_member(space), about=about, body=BEFORE + READY + AFTER)

    migration.take_out(apps, SimpleNamespace(connection=connection))

    assert Letter.objects.get().body == body


def test_calendars_are_unfolded():
    space = a_space()
    a_letter(a_person(space), by=a_member(space), calendar="SUMMARY:Zoé Quil\r\n liou\r\nEND:VEVENT")

    migration.unfold(apps, SimpleNamespace(connection=connection))

    assert Letter.objects.get().calendar == "SUMMARY:Zoé Quilliou\r\nEND:VEVENT"

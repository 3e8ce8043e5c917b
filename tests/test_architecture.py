"""The storeys hold, and each check that says so finds the fault it is there for."""

import gc
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from django.conf import settings

from tests import file_names, hook_subscribers, storeys

PACKAGE = storeys.PROJECT / "src" / "palabre"
LINTER = Path(sysconfig.get_path("scripts")) / "lint-imports"


@pytest.fixture(scope="module", autouse=True)
def _trees_are_read_once():
    gc.disable()  # it would look again and again at a million nodes that stay
    yield
    gc.enable()
    storeys.forget()


CHECKS = [*storeys.CHECKS, *file_names.CHECKS, hook_subscribers.hooks_with_one_subscriber]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_is_without_fault(check):
    assert check(PACKAGE) == []


def test_the_apps_are_installed_in_the_order_of_the_storeys():
    in_place = [names[0] for names in storeys.STOREYS if names[0] in storeys.SLICES and (PACKAGE / names[0]).is_dir()]

    assert in_place == settings.STOREYS


def planted(root, place, text=""):
    """Plant a file in a small tree."""
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


FAULTS = [
    (storeys.foreign_keys_upwards, "people/models.py", "models.ForeignKey('groups.Group', models.CASCADE)"),
    (storeys.foreign_keys_upwards, "people/models.py", "models.ManyToManyField(to='wiki.Page')"),
    (storeys.foreign_keys_upwards, "questions/models/question.py", "OneToOneField('home.X', CASCADE)"),
    (storeys.foreign_keys_upwards, "questions/models.py", "ManyToManyField(Person, through='groups.Membership')"),
    (storeys.foreign_keys_upwards, "people/migrations/0002_x.py", "models.ForeignKey(to='groups.group')"),
    (storeys.foreign_keys_upwards, "web/models.py", "models.ForeignKey(settings.AUTH_USER_MODEL, CASCADE)"),
    (storeys.migrations_upwards, "wiki/migrations/0002_x.py", "class M:\n dependencies = [('groups', '0001')]"),
    (storeys.migrations_upwards, "wiki/migrations/0002_x.py", "class M:\n run_before = [('people', '0002')]"),
    (storeys.rooms_out_of_order, "wiki/models.py", "from palabre.wiki.page_text import save_page_text"),
    (storeys.rooms_out_of_order, "wiki/page_text.py", "from palabre.wiki.forms import PageForm"),
    (storeys.rooms_out_of_order, "wiki/forms.py", "from palabre.wiki import views"),
    (storeys.rooms_out_of_order, "wiki/views/page.py", "from ..urls import urlpatterns"),
    (storeys.rooms_out_of_order, "wiki/permissions.py", "import palabre.wiki.models"),
    (
        storeys.rooms_out_of_order,
        "wiki/urls.py",
        "def late():\n    from palabre.wiki.notices import register_wiki_notices",
    ),
    (storeys.rooms_out_of_order, "wiki/notices.py", "from palabre.wiki.apps import WikiConfig"),
    (storeys.private_rooms_entered, "groups/writing.py", "from palabre.wiki.views import page"),
    (storeys.private_rooms_entered, "groups/views.py", "from palabre.wiki import forms"),
    (storeys.private_rooms_entered, "home/urls.py", "from palabre.minutes import first_minutes_urls"),
    (storeys.private_rooms_entered, "home/views.py", "from palabre.meetings.polls.views import polls"),
    (storeys.rooms_out_of_order, "meetings/polls/closure.py", "from palabre.meetings.polls import views"),
    (storeys.private_rooms_entered, "home/views.py", "from palabre.groups.templatetags.cards import card"),
    (storeys.templates_of_others, "home/views.py", "render(request, 'groups/group.html')"),
    (storeys.templates_of_others, "home/templates/home/a.html", '{% include "groups/card.html" %}'),
    (storeys.templates_of_others, "wiki/templates/wiki/a.html", '{% include "groups/card.html#taking" %}'),
    (storeys.impure, "pure/dates/rules.py", "from django.utils import timezone"),
    (storeys.impure, "pure/dates/rules.py", "from palabre.people.models import Person"),
    (storeys.impure, "pure/dates/rules.py", "import datetime\nyear = datetime.date.today().year"),
    (storeys.names_that_say_nothing, "wiki/utils.py", ""),
    (storeys.names_that_say_nothing, "pure/common/words.py", ""),
    (storeys.orders_kept_in_models, "wiki/models.py", "class Meta:\n    ordering = ['title']"),
    (storeys.orders_kept_in_models, "wiki/migrations/0001_x.py", "options = {'ordering': ['title']}"),
    (storeys.signals, "wiki/models.py", "from django.db.models.signals import post_save"),
    (storeys.signals, "wiki/apps.py", "from django.dispatch import receiver"),
    (storeys.saves_from_outside, "groups/views.py", "action.owner = person\naction.save()"),
    (storeys.saves_from_outside, "home/closing.py", "group.save(update_fields=['title'])"),
    (storeys.saves_from_outside, "home/opening.py", "save_fields(group, title='')"),
    (storeys.late_imports, "wiki/page_text.py", "def write():\n    from palabre.wiki.models import Page"),
    (hook_subscribers.hooks_with_one_subscriber, "people/hooks.py", "def register_texts(model): ..."),
]


@pytest.mark.parametrize(
    ("check", "place", "text"), FAULTS, ids=lambda value: str(getattr(value, "__name__", value))[:60]
)
def test_a_planted_fault_is_named_with_its_place(tmp_path, check, place, text):
    planted(tmp_path, "groups/models.py")
    planted(tmp_path, place, text)

    (fault,) = check(tmp_path)

    assert fault.startswith((f"{place}:", f"{Path(place).parent}:"))


@pytest.mark.parametrize(
    ("check", "places"),
    [
        (file_names.gerunds, ["groups/merging.py"]),
        (file_names.names_met_again, ["groups/lineage/merge.py", "notes/merge.py"]),
        (file_names.names_met_again, ["groups/templatetags/tags.py", "wiki/tags.py"]),
        (file_names.crowded_folders, [f"groups/needs/noun_{number}.py" for number in range(file_names.MOST + 1)]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_name_that_tells_nothing_apart_is_named(tmp_path, check, places):
    for place in places:
        planted(tmp_path, place)

    (fault,) = check(tmp_path)

    assert fault.startswith((f"{places[-1]}:", f"{Path(places[-1]).parent}:"))


def test_a_function_that_many_modules_define_is_named(tmp_path):
    for number in range(file_names.MOST_DEFINED + 1):
        planted(tmp_path, f"wiki/page_{number}.py", "def held(row):\n    return row")

    (fault,) = file_names.names_defined_too_often(tmp_path)

    assert fault.startswith(f"wiki/page_{file_names.MOST_DEFINED}.py:1: held is defined in ")


SOUND = [
    ("people/models.py", "models.ForeignKey('self', CASCADE)\nmodels.ForeignKey('accounts.Account', CASCADE)"),
    ("wiki/migrations/0001_x.py", "class M:\n dependencies = [('notes', '0001'), ('contenttypes', '0001')]"),
    ("wiki/views.py", "from palabre.wiki.forms import F\nfrom palabre.people.permissions import can_write"),
    ("wiki/permissions.py", "if TYPE_CHECKING:\n    from palabre.wiki.models import Page"),
    ("wiki/tests/test_x.py", "from palabre.groups.views import merger\ndef test():\n    import json"),
    ("wiki/templates/wiki/page.html", '{% extends "web/base.html" %}{% include "wiki/part.html" %}'),
    ("home/templates/home/a.html", '{% include "groups/card.html#taking" %}'),
    ("pure/dates/rules.py", "from palabre.pure.french import fold\nnow = rule.now(day)"),
    ("wiki/models.py", "def rename(self):\n    self.save(update_fields=['title'])"),
    ("people/views.py", "request.session.save()"),
    ("wiki/page_text.py", "def write():\n    import mammoth  # heavy: 80 ms"),
    ("people/hooks.py", "def register_tie(model): ..."),
    ("wiki/notices.py", "from palabre.people.hooks import register_tie"),
    ("groups/notices.py", "from palabre.people.hooks import register_tie"),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_what_is_sound_is_not_called_a_fault(tmp_path, check):
    for place, text in SOUND:
        planted(tmp_path, place, text)

    assert check(tmp_path) == []


@pytest.fixture
def small_house(tmp_path):
    """A package with one empty module in each storey, and this project's contracts."""
    shutil.copy(storeys.PROJECT / "pyproject.toml", tmp_path)
    planted(tmp_path, "palabre/__init__.py")
    for name in storeys.RANKS:
        planted(tmp_path, f"palabre/{name}/__init__.py")
    return tmp_path


def lint(house):
    environment = os.environ | {"PYTHONPATH": str(house)}
    return subprocess.run([LINTER, "--no-cache"], cwd=house, env=environment, capture_output=True, text=True)


def test_import_linter_finds_the_small_house_sound(small_house):
    assert lint(small_house).returncode == 0


@pytest.mark.parametrize(
    ("place", "text", "broken"),
    [
        (
            "palabre/people/models.py",
            "from palabre.groups import x",
            "palabre.people is not allowed to import palabre.groups",
        ),
        ("palabre/web/views.py", "import palabre.settings", "palabre.web is not allowed to import palabre.settings"),
        ("palabre/gossip/__init__.py", "", "every child of every container"),
        ("palabre/pure/dates.py", "import django.utils", "palabre.pure is not allowed to import django"),
    ],
)
def test_import_linter_names_a_planted_fault(small_house, place, text, broken):
    planted(small_house, "palabre/groups/x.py")
    planted(small_house, place, text)

    linted = lint(small_house)

    assert linted.returncode != 0
    assert broken in linted.stdout


def test_import_linter_finds_the_house_without_fault():
    linted = subprocess.run([LINTER], cwd=storeys.PROJECT, capture_output=True, text=True)

    assert linted.returncode == 0, linted.stdout

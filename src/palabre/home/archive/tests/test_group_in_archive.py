"""What a group keeps among its people leaves with who may read it, and with nobody else."""

import io
import posixpath
import re
import zipfile
from urllib.parse import unquote

import pytest
from django.utils import timezone

from palabre.groups.roles.group_audience import own_audience
from palabre.home.archive.space_archive import export
from palabre.home.example.example_space import make_demonstration
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_page, a_space, some_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def group(odile):
    group = a_group(odile.space, "Le verger", convened_by=(odile,))
    some_news(group, "Les pommiers sont plantés.")
    a_page(odile.space, "Entre nous", "Un secret", audience=own_audience(group))
    return group


def packed(person):
    made = io.BytesIO()
    export(Reader(person.space, person, timezone.localdate()), into=made)
    return made


def archive_of(person):
    return texts_of(packed(person))[0]


def texts_of(made):
    """Return the texts of an archive by name, and the names of all that it holds."""
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        return {name: archive.read(name).decode() for name in names if name.endswith(".md")}, set(names)


def test_who_is_of_the_group_takes_its_pages(odile, group):
    files = archive_of(odile)

    assert "Un secret" in files["pages/entre-nous.md"]
    assert "(pages/entre-nous.md)" in files["index.md"]
    assert "Les pommiers sont plantés." in files[f"groups/{group.pk}-le-verger.md"]


def test_another_member_takes_the_group_without_them(group):
    files = archive_of(a_member(group.space, "Malo Riou"))

    assert "pages/entre-nous.md" not in files
    assert "Entre nous" not in files["index.md"]
    assert f"groups/{group.pk}-le-verger.md" in files


def test_whoever_opens_it_is_led_from_the_index_to_each_text_and_no_link_leads_nowhere():
    space = make_demonstration(at=timezone.now())
    member = space.persons.filter(joined_at__isnull=False).first()
    texts, names = texts_of(packed(member))

    led = {name: led_to(name, text) for name, text in texts.items()}

    assert {name: sorted(to - names) for name, to in led.items() if to - names} == {}
    assert {name for name in texts if name.startswith(("groups/", "pages/"))} <= led["index.md"]


def led_to(name, text):
    """Return the files of the archive to which the links of a text lead."""
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    inside = [unquote(one.partition("#")[0]) for one in links if not re.match(r"[a-z]+:|#|/", one)]
    return {posixpath.normpath(posixpath.join(posixpath.dirname(name), one)) for one in inside}


def test_who_supports_the_space_and_its_friends_are_in_the_index(odile):
    odile.space.supporters, odile.space.partners = "La mairie prête la salle.", "Le fournil https://fournil.example"

    index = archive_of(odile)["index.md"]

    assert "La mairie prête la salle." in index
    assert "https://fournil.example" in index

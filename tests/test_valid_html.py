"""Each page is valid HTML for the Nu checker (RGAA 8.2): what a member reads of a living space, and who passes by.

The checker is npm's vnu-jar, which needs Java; where there is none, this is skipped aloud.
"""

import json
import shutil
import subprocess

import pytest
from django.test import Client

from tests import builders as make
from tests.addresses import ARGUMENTS, address
from tests.door_kinds import ACTS, OUTSIDE
from tests.test_flat_lists import one_more

pytestmark = [pytest.mark.django_db, pytest.mark.long]
CHECKER = "vnu-jar@26.9.27"


@pytest.fixture(scope="module")
def jar(tmp_path_factory):
    if not (shutil.which("java") and shutil.which("npm")):
        pytest.skip("the Nu checker needs java and npm")
    folder = tmp_path_factory.mktemp("vnu")
    subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), CHECKER], check=True)
    return folder / "node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture
def pages(settings, tmp_path):
    """Every page of a space that has two of everything, as files; for a member, and for who passes by."""
    settings.DATA = tmp_path / "data"
    space = make.a_space("Val", public=True)
    malo = make.a_member(space, "Malo")
    first = one_more(space, None, malo, 0)
    one_more(space, first, malo, 1)
    folder = tmp_path / "pages"
    folder.mkdir()
    for who, client in {"member": make.entered(Client(), malo), "nobody": Client()}.items():
        for name in sorted(ARGUMENTS.keys() - ACTS):
            answer = client.get(address(name, first, space=None if name in OUTSIDE else space))
            if not answer.streaming and b"<html" in answer.content:
                (folder / f"{who} {name.replace(':', ' ')}.html").write_bytes(answer.content)
    return folder


def faults(jar, folder):
    """Return what the checker says is wrong, by file."""
    command = ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--stdout", "--errors-only", str(folder)]
    said = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)["messages"]
    return sorted({f"{one['url'].rpartition('/')[2]}: {one['message']} {one.get('extract', '')}" for one in said})


def test_no_page_has_a_fault(pages, jar):
    assert len(list(pages.iterdir())) > 250
    assert faults(jar, pages) == []


def test_a_form_in_a_sentence_is_a_fault(tmp_path, jar):
    page = "<!doctype html><html lang=fr><title>Un</title><span><form action=x></form></span>"
    (tmp_path / "planted.html").write_text(page)

    assert len(faults(jar, tmp_path)) == 1

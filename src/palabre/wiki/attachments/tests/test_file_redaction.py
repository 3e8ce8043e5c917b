"""Names in the files of pages: one that is taken away leaves the address and the words; a refused one stays out."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palabre.wiki import page_text
from palabre.wiki.models import Attachment
from tests.builders import a_file, a_member, a_page, a_space, entered
from tests.erasing import erase
from tests.traces import traces_of

pytestmark = pytest.mark.postgres

NOW = datetime.datetime(2024, 4, 2, 10, tzinfo=datetime.UTC)
NAME = "Zéphyrine Quillévéré"
SLUG = "zephyrine-quillevere.pdf"


def named():
    """Return who is named in a file that a text shows, with the file."""
    space = a_space()
    page = a_page(space, "Puits")
    file = a_file(page, SLUG, alt=f"Plan de {NAME}")
    page_text.save_page_text(page, f"Voir {file.reference}.", base=page.note.revision, by=a_member(space, "Malo Tual"))
    return a_member(space, NAME), file


@pytest.mark.django_db(transaction=True)
def test_not_a_byte_is_left_of_a_name_that_files_bore():
    her, _file = named()
    stood = {"wiki_attachment.name", "wiki_attachment.alt"} <= set(traces_of(NAME))

    erase(her, at=NOW)

    assert (stood, traces_of(NAME)) == (True, [])


@pytest.mark.django_db
@pytest.mark.parametrize("name", [SLUG, "quillevere-zephyrine.pdf", "plan-de-zephyrine-2.pdf", "z-quillevere.pdf"])
def test_a_name_leaves_a_file_however_it_is_written_there(name):
    her, file = named()
    Attachment.objects.filter(pk=file.pk).update(name=name)

    erase(her, at=NOW)

    file.refresh_from_db()
    assert [word for word in ("zephyrine", "quillevere") if word in file.name] == []
    assert "une-personne" in file.name
    assert file.name.endswith(".pdf")


@pytest.mark.django_db
def test_the_text_leads_to_the_file_at_its_new_address_and_the_former_one_still_does(client):
    her, file = named()
    former = file.get_absolute_url()

    erase(her, at=NOW)

    file = Attachment.objects.get()
    reader = entered(client, a_member(file.space, "Inès"))
    assert (file.name, file.alt) == ("une-personne.pdf", "Plan d’une personne")
    assert f"[Plan d’une personne]({file.get_absolute_url()})" in file.page.note.body_md
    assert [reader.get(url).status_code for url in (former, file.get_absolute_url())] == [200, 200]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Zéphyrine Quillévéré.pdf", SLUG, "plan_Zephyrine.pdf", "z-quillevere.pdf"])
def test_a_file_that_comes_from_a_device_loses_a_refused_name(client, name):
    given(client, name)

    file = Attachment.objects.latest("pk")
    assert "une-personne" in file.name
    assert [word for word in ("zephyrine", "quillevere") if word in file.name] == []


@pytest.mark.django_db
def test_a_refused_name_that_is_typed_for_a_picture_is_given_back(client):
    answer = given(client, "a.pdf", alt=f"Vu par {NAME}")

    assert (answer.status_code, Attachment.objects.count()) == (409, 1)
    assert "Une personne a demandé" in answer.content.decode()
    assert f'value="Vu par {NAME}"' in answer.content.decode()


def given(client, name, alt=""):
    """Send a file to a space in which a name was refused."""
    her, file = named()
    erase(her, at=NOW)
    url = reverse("wiki:new_attachment", args=[file.space.slug, file.page.slug])
    sent = {"file": SimpleUploadedFile(name, b"%PDF- plan"), "alt": alt}
    return entered(client, a_member(file.space, "Inès")).post(url, sent)

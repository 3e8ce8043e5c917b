"""A name that lines, cells, the end of a summary or a link to a mail cut in two is masked for who passes by."""

import pytest
from django.test import Client

from palabre.people.models import Audience
from palabre.wiki import page_text
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = """Nous comptons sur Nadège
Kerouanton pour la fête.

> avec Nadège
> Kerouanton ici

- puis Nadège
  Kerouanton aussi

| Prénom | Nom |
|---|---|
| Nadège | Kerouanton |
| Malo | Tual |
"""


@pytest.fixture
def malo():
    malo = a_member(a_space(public=True), "Malo Tual")
    a_person(malo.space, "Nadège Kerouanton")
    return malo


def words_at(address, who=None):
    answer = (who or Client()).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("door", ["", "lines/", "lines/2/", "copies/markdown/", "copies/html/", "copies/"])
def test_lines_and_cells_that_share_a_name_show_the_first_name(malo, door):
    page = page_text.begin_page(malo.space, "La fête", TEXT, audience=Audience.everybody(malo.space), by=malo)
    address = f"{page.get_absolute_url()}{door}"

    assert "Kerouanton" not in words_at(address)
    assert "Kerouanton" in words_at(address, entered(Client(), malo))


def test_so_do_they_within_another_site(malo):
    page = page_text.begin_page(malo.space, "La fête", TEXT, audience=Audience.everybody(malo.space), by=malo)

    assert "Kerouanton" not in words_at(f"{page.get_absolute_url()}embed/")


def test_the_lines_of_a_page_are_as_many_and_say_the_rest(malo):
    page = page_text.begin_page(malo.space, "La fête", TEXT, audience=Audience.everybody(malo.space), by=malo)

    shown = words_at(f"{page.get_absolute_url()}lines/")

    assert all(f'id="l{number}"' in shown for number, line in enumerate(TEXT.splitlines(), 1) if line)
    assert all(words in shown for words in ("Nous comptons sur Nadège", "pour la fête.", "ici", "aussi"))


@pytest.mark.parametrize("name", ["Nadège Kerouanton", "Kerouanton Nadège"])
@pytest.mark.parametrize("before", range(280, 300, 2))
def test_a_feed_cuts_its_summaries_within_no_name(malo, name, before):
    text = f"{'Oh, ' * 100}"[: before - 1] + f" {name}, et ainsi de suite jusqu’au bout de la fête."
    page_text.begin_page(malo.space, "La fête", text, audience=Audience.everybody(malo.space), by=malo)

    assert "Kerou" not in words_at(f"/s/{malo.space.slug}/pages/feed.atom")


def test_a_link_that_begins_a_mail_says_the_first_name(malo):
    group = a_group(malo.space, "Le verger de Nadège Kerouanton", audience=Audience.everybody(malo.space))
    address = f"/s/{malo.space.slug}/groups/{group.pk}/sharing/"

    shown = words_at(address)

    assert "subject=Le%20verger%20de%20Nad%C3%A8ge&amp;body=" in shown
    assert "Kerouanton" not in shown
    assert "Nad%C3%A8ge%20Kerouanton" in words_at(address, entered(Client(), malo))


@pytest.mark.parametrize("sign", ["On vous aime <3", "Moins de < 10 euros"])
def test_a_sign_that_begins_no_tag_hides_no_name_of_a_copy(malo, sign):
    text = f"{sign}\n\nNadège Kerouanton vient.\n\n> C’est dit.\n"
    page = page_text.begin_page(malo.space, "La fête", text, audience=Audience.everybody(malo.space), by=malo)

    assert "Kerouanton" not in words_at(f"{page.get_absolute_url()}copies/markdown/")

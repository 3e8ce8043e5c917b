"""« À lire », opened by two members at once: neither loses what the other wrote, and former lines are read again."""

import pytest
from django.test import Client
from lxml import html

from palabre.web.saved_fields import save_fields
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Two who host a group, each with the form of its reading list open."""
    space = a_space(public=True)
    ana, bob = a_member(space, "Ana Le Goff"), a_member(space, "Bob Tanguy")
    group = a_group(space, "Le car", convened_by=(ana, bob))
    return group, [entered(Client(), one) for one in (ana, bob)], f"{group.get_absolute_url()}reading/"


def form_in(client, url):
    page = html.fromstring(client.get(url).content)
    return dict(page.xpath("//form[.//*[@name='to_read']]")[0].form_values())


def test_a_form_opened_before_is_refused_with_both_texts_then_kept(scene):
    group, (hers, his), url = scene
    first, other = form_in(hers, url), form_in(his, url)
    hers.post(url, first | {"to_read": "Le guide du car"})

    refused = his.post(url, other | {"to_read": "Un plan"})

    again = html.fromstring(refused.content).xpath("//form[.//*[@name='to_read']]")[0]
    group.refresh_from_db()
    assert (refused.status_code, group.to_read) == (409, "Le guide du car")
    assert "Le guide du car" in again.text_content()
    his.post(url, dict(again.form_values()) | {"to_read": "Le guide du car\nUn plan"})
    group.refresh_from_db()
    assert group.to_read == "Le guide du car\nUn plan"


def test_lines_that_another_took_away_are_written_again_from_the_form(scene):
    _group, (hers, his), url = scene
    hers.post(url, form_in(hers, url) | {"to_read": "Le guide du car"})
    his.post(url, form_in(his, url) | {"to_read": "Un plan"})

    page = html.fromstring(hers.get(url).content)

    link = page.xpath("//a[starts-with(@href, '?former=')]/@href")[0]
    assert form_in(hers, f"{url}{link}")["to_read"].strip() == "Le guide du car"


def test_no_number_of_corrections_by_one_person_drives_out_what_another_wrote(scene):
    group, (hers, his), url = scene
    save_fields(group, to_read="Les mots du début")
    hers.post(url, form_in(hers, url) | {"to_read": "Le guide du car"})

    for number in range(30):
        his.post(url, form_in(his, url) | {"to_read": f"Un plan, {number}"})

    page = hers.get(url).content.decode()
    assert "Le guide du car" in page
    assert "Les mots du début" in page


def test_who_holds_a_role_and_is_no_member_reads_no_lines_of_before(scene):
    group, (hers, _his), url = scene
    gael = a_person(group.space, "Gaël Riou")
    group.welcome(gael, role="contributor")
    for lines in ("Ce que Karim a confié", "Le guide du car"):
        hers.post(url, form_in(hers, url) | {"to_read": lines})

    page = entered(Client(), gael).get(url)

    assert (page.status_code, "confié" in page.content.decode()) == (200, False)
    assert "confié" in hers.get(url).content.decode()

"""Members share the screen of a page, whatever pages each reads by a seat; none is shown what they may not read."""

import random

import pytest
from django.test import Client

from palabre.notes.markdown.prepared_text import prepare
from palabre.people.models import Audience
from palabre.wiki.lines.passage_moves import refer
from palabre.wiki.models import FormerAddress, Page
from palabre.wiki.readers.pages_around import audiences_near
from tests.builders import a_member, a_page, a_space, entered

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TITLES = ["Le moulin", "Le four", "La clé", "Été", "ete", "Le puits", "!!!", "La cave"]


@pytest.fixture
def space():
    return a_space()


def linking(space, title, text, *, audience):
    """A page whose links are noted."""
    page = a_page(space, title, text, audience=audience, html=prepare(text).html)
    refer(page, page.note)
    return page


def near(page, *audiences):
    held = tuple(one.pk for one in audiences)
    at = {"space": page.space_id, "version": page.space.wide_version, "revision": page.note.revision}
    return audiences_near(page.slug, held, is_member=True, **at)


def test_members_with_pages_of_their_own_share_another(space):
    tags = []
    for name in ("Zoé", "Ana"):
        person = a_member(space, name)
        a_page(space, f"Le carnet de {name}", audience=Audience.of_persons(person))
    page = a_page(space, "Le moulin")

    for person in space.persons.order_by("pk"):
        tags.append(entered(Client(), person).get(page.get_absolute_url())["ETag"])

    assert tags[0] == tags[1]


def test_a_page_under_it_counts_and_so_does_its_own_audience(space):
    zoe = a_member(space, "Zoé")
    under, itself, far = (Audience.of_persons(zoe) for _number in range(3))
    page = a_page(space, "Le moulin", audience=itself)
    a_page(space, "La meule", audience=under, parent=page)
    a_page(space, "Le puits", audience=far)

    assert near(page, under, itself, far) == {under.pk, itself.pk}


def test_a_text_that_asks_for_a_list_may_show_any_page(space):
    zoe = a_member(space, "Zoé")
    far = Audience.of_persons(zoe)
    a_page(space, "Le puits", audience=far)
    page = a_page(space, "Le moulin", html='<div data-list="pages"></div>')

    assert near(page, far) == {far.pk}


def test_a_page_of_a_former_name_counts_since_a_link_to_it_leads_there(space):
    zoe, ana = a_member(space, "Zoé"), a_member(space, "Ana")
    page = a_page(space, "Le moulin")
    FormerAddress.objects.create(space=space, page=page, slug="le-four")
    linking(space, "La cave", "[[Le four]]", audience=Audience.of_space(space))
    own = Audience.of_persons(zoe)
    Page.objects.filter(pk=a_page(space, "Le four", audience=own).pk).update(slug="le-four-2")

    told = [entered(Client(), one).get(page.get_absolute_url()).content.decode() for one in (zoe, ana)]

    assert near(page, own) == {own.pk}
    assert ["La cave" in one for one in told] == [False, True]


@pytest.mark.parametrize("seed", range(4))
def test_at_random_no_reader_is_given_what_another_reads(space, seed, settings):
    """Each kept screen is compared with one made anew: see tests/compared_screens.py."""
    settings.KEEP_SCREENS = True
    dice = random.Random(seed)
    persons = [a_member(space, f"Membre {number}") for number in range(3)]
    circles = [Audience.of_persons(*dice.sample(persons, dice.randrange(1, 3))) for _number in range(3)]
    pages = [
        linking(space, title, text_of(dice), audience=dice.choice([Audience.of_space(space), *circles]))
        for title in dice.sample(TITLES, 6)
    ]
    for page in pages[1:]:
        Page.objects.filter(pk=page.pk).update(parent=dice.choice([None, pages[0]]))
    FormerAddress.objects.create(space=space, page=dice.choice(pages), slug="la-cave-d-avant")

    for _time in range(2):
        for person in persons:
            for page in pages:
                entered(Client(), person).get(page.get_absolute_url())


def text_of(dice):
    return " ".join(f"[[{title}]]" for title in dice.sample([*TITLES, "La cave d’avant"], 2))

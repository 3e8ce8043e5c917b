"""A save makes anew what shows the words that changed; kept pages that show others are left as they are.

Each kept screen is compared with one made anew: see tests/compared_screens.py.
"""

import random

import pytest
from django.test import Client
from django.urls import reverse

from palabre.people.models import Audience
from palabre.spaces.models import Space
from palabre.wiki.lines.passages import tie
from palabre.wiki.models import Page
from palabre.wiki.page_text import begin_page, save_page_text
from tests.builders import a_group, a_member, a_space, entered

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TITLES = ["Le moulin", "Le four", "La clé", "Le puits"]
TEXTS = [
    "Un mot.",
    "[[Le four]] et [[la cle]]",
    "[[Le puits]]",
    "Tout :\n\n{{pages}}",
    "![Une vue](https://exemple.fr/a)",
]


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


def begun(space, title, by, text="Un texte.", audience=None):
    return begin_page(space, title, text, audience=audience or Audience.of_space(space), by=by)


def save(client, page, text):
    """Save from the form, as it is now; return whether the wide version of the space stayed."""
    before = versions(page.space)
    answer = client.post(f"{page.get_absolute_url()}text/", {"text": text, "base": revision_of(page)})
    after = versions(page.space)
    assert (answer.status_code, before[0] < after[0]) == (302, True)
    return before[1] == after[1]


def versions(space):
    return Space.objects.values_list("version", "wide_version").get(pk=space.pk)


def revision_of(page):
    return Page.objects.values_list("note__revision", flat=True).get(pk=page.pk)


def tags(client, *addresses):
    """Return the tags of screens, as a browser that was told nothing sees them."""
    client.cookies.pop("messages", None)
    return [client.get(address)["ETag"] for address in addresses]


def test_other_words_make_anew_their_page_and_what_tells_of_them_alone(space, ines):
    page, other = begun(space, "Le moulin", ines), begun(space, "Le four", ines)
    hers = entered(Client(), ines)
    addresses = [other.get_absolute_url(), page.get_absolute_url(), space.get_absolute_url()]
    addresses.append(reverse("wiki:revisions", args=[space.slug, page.slug]))
    before = tags(hers, *addresses)

    assert save(hers, page, "D’autres mots.")

    after = tags(hers, *addresses)
    assert [one == was for one, was in zip(after, before)] == [True, False, False, False]


def test_a_page_with_a_list_is_made_anew_at_each_save(space, ines):
    page, lists = begun(space, "Le moulin", ines), begun(space, "Le four", ines, "{{pages}}")
    hers = entered(Client(), ines)
    before = tags(hers, lists.get_absolute_url())

    save(hers, page, "D’autres mots.")

    assert tags(hers, lists.get_absolute_url()) != before


def test_a_link_that_comes_or_goes_makes_the_others_anew(space, ines):
    page, other = begun(space, "Le moulin", ines), begun(space, "Le four", ines)
    hers = entered(Client(), ines)

    told = [hers.get(other.get_absolute_url()).content.decode()]
    for text in ("Voir [[Le four]].", "Un mot."):
        assert not save(hers, page, text)
        told.append(hers.get(other.get_absolute_url()).content.decode())

    assert ["Le moulin" in one for one in told] == [False, True, False]


def test_a_line_that_something_was_read_in_makes_the_others_anew(space, ines):
    page = begun(space, "Le moulin", ines, "Le jardin\n\nautre chose")
    tie(page, a_group(space, "Le jardin"), (1, 1), "Le jardin")

    assert not save(entered(Client(), ines), page, "Devant\n\nLe jardin\n\nautre chose")


def test_a_verb_of_its_own_makes_the_others_anew(space, ines):
    page = begun(space, "Le moulin", ines)
    before = versions(space)

    save_page_text(page, "D’autres mots.", base=1, by=ines, verb="page.corrected")

    assert versions(space)[1] == versions(space)[0] > before[1]


@pytest.mark.parametrize("seed", [0, *(pytest.param(one, marks=pytest.mark.long) for one in range(1, 12))])
def test_at_random_no_act_leaves_a_page_stale(space, ines, seed, settings):
    """A page kept before an act is read by each reader after it: it is compared with the one made anew."""
    settings.KEEP_SCREENS = True
    dice, zoe = random.Random(seed), a_member(space, "Zoé")
    group = a_group(space, "Les meuniers", convened_by=(ines,))
    pages = [begun(space, title, ines, dice.choice(TEXTS)) for title in TITLES]
    readers = [entered(Client(), one) for one in (ines, zoe)]
    for _time in range(10):
        dice.choice(ACTS)(readers[0], dice.choice(pages), dice, group)
        for reader in readers:
            for page in Page.objects.filter(space=space).select_related("space"):
                reader.cookies.pop("messages", None)
                assert reader.get(page.get_absolute_url()).status_code in (200, 404, 410)


def of_text(hers, page, dice, group):
    hers.post(f"{address(page)}text/", {"text": f"{dice.choice(TEXTS)} {dice.random()}", "base": revision_of(page)})


def of_title(hers, page, dice, group):
    hers.post(f"{address(page)}title/", {"title": dice.choice([*TITLES, "Été"])})


def of_place(hers, page, dice, group):
    hers.post(f"{address(page)}place/", {"under": dice.choice([*TITLES, ""])})


def of_readers(hers, page, dice, group):
    hers.post(f"{address(page)}readers/", {"to": dice.choice([f"groups.group:{group.pk}", "space"])})


def of_words(hers, page, dice, group):
    hers.post(f"{address(page)}comments/", {"quote": "", "words": f"Ah bon {dice.random()}"})


def of_removal(hers, page, dice, group):
    hers.post(f"{address(page)}removal/")
    if dice.random() < 0.7:
        hers.post(f"{address(page)}removal/undoing/")


def address(page):
    return Page.objects.select_related("space").get(pk=page.pk).get_absolute_url()


ACTS = [of_text, of_text, of_text, of_text, of_title, of_place, of_readers, of_words, of_removal]

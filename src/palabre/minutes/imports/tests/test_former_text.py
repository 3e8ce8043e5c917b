"""A correction is undone by one gesture: one tap on « Corriger ce compte rendu » loses nothing for ever."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Decision
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.imports import former_text
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import A_DAY, TWIN, brought
from palabre.people.models import Person
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = (
    "# Réunion de cercle\n\n12 novembre 2026\n\n## Décisions\n\nDécision : on {}.\n\n## Actions\n\n- [ ] {}\n\n## Fin"
)
OVEN, GARDEN = TEXT.format("achète le four", "Odile appelle"), TEXT.format("loue le jardin", "Malo range")


@pytest.fixture
def odile() -> Person:
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def malo(odile: Person) -> Person:
    return a_member(odile.space, "Malo Riou")


@pytest.fixture
def first(odile: Person) -> Import:
    reading = brought(odile, OVEN)
    open_to_space(reading, by=odile, at=timezone.now())
    return Import.objects.get(pk=reading.pk)


@pytest.fixture
def mistaken(first: Import, malo: Person) -> Import:
    """Malo's own minutes, given as a correction of Odile's by one wrong tap."""
    return import_minutes(malo.space, GARDEN, by=malo, on=A_DAY, answers={first.pk: True})


def go_back(person: Person, reading: Import) -> int:
    address = reverse("minutes:former_again", args=[reading.space.slug, reading.pk])
    return entered(Client(), person).post(address).status_code


def decisions() -> set[str]:
    return set(Decision.objects.values_list("text", flat=True))


def test_the_text_before_and_what_it_said_come_back(first, mistaken, malo):
    assert decisions() == {"on loue le jardin."}

    assert go_back(malo, mistaken) == 302

    last = Import.objects.latest("pk")
    assert (last.corrects, last.page, last.page.note.body_md.strip()) == (mistaken, first.page, OVEN.strip())
    assert decisions() == {"on achète le four."}


def test_twice_is_once(mistaken, odile):
    assert {go_back(odile, mistaken), go_back(odile, mistaken)} == {302}

    assert Import.objects.count() == 3


def test_who_may_not_correct_these_minutes_does_not_bring_their_former_text_back(mistaken):
    elsewhere, named = a_member(a_space("Ailleurs"), "Nora Le Bris"), a_person(mistaken.space)

    assert [go_back(one, mistaken) in (302, 200) for one in (elsewhere, named)] == [False, False]
    assert decisions() == {"on loue le jardin."}


def test_the_page_of_a_correction_and_the_word_after_it_offer_it(first, malo):
    client, door = entered(Client(), malo), reverse("minutes:new_import", args=[malo.space.slug])

    answer = client.post(door, {"text": GARDEN, "place": 0, "corrects": first.pk}, follow=True)

    last = Import.objects.latest("pk")
    back = reverse("minutes:former_again", args=[malo.space.slug, last.pk])
    assert answer.content.decode().count(back) == 2  # « Annuler », and below


def test_where_nothing_was_corrected_nothing_is_offered(first, odile):
    shown = entered(Client(), odile).get(reverse("minutes:import", args=[odile.space.slug, first.pk]))

    assert "former/" not in shown.content.decode()
    assert go_back(odile, first) == 409


def test_the_question_says_who_reads_what_would_be_corrected(first, malo):
    door = reverse("minutes:new_import", args=[malo.space.slug])

    asked = entered(Client(), malo).post(door, {"text": GARDEN}).content.decode()

    assert "Les membres le lisent." in asked
    assert "Personne d’autre ne le voit" not in asked


def by_hand(page: Page, old: str, new: str, *, by: Person) -> None:
    note = Page.objects.select_related("note").get(pk=page.pk).note
    save_page_text(page, note.body_md.replace(old, new), base=note.revision, by=by, is_writer=True)


@pytest.mark.parametrize("how", ["former", "corrected again"])
def test_what_others_wrote_by_hand_stays_through_a_second_correction(odile, malo, how):
    """The base of a merge was the page after the first one: what others had done to it was undone, and said again."""
    text = OVEN.replace("## Décisions", "Karim est fragile.\n\n## Nouvelles\n\nLe marché reprend.\n\n## Décisions")
    first = brought(odile, text)
    open_to_space(first, by=odile, at=timezone.now())
    by_hand(first.page, "Karim est fragile.\n\n", "", by=malo)
    by_hand(first.page, "Le marché reprend.", "Le marché reprend.\n\nLes clés sont au foyer.", by=malo)
    second = import_minutes(
        odile.space, text.replace("le four", "un four"), by=odile, on=A_DAY, answers={first.pk: True}
    )

    if how == "former":
        go_back(odile, second)
    else:
        third = text.replace("le four", "deux fours")
        import_minutes(odile.space, third, by=odile, on=A_DAY, answers={second.pk: True})

    said = Import.objects.latest("pk").page.note.body_md
    assert ("fragile" in said, "Les clés" in said, "on achète un four" in said) == (False, True, False)


def test_words_that_an_answer_took_out_do_not_come_back_with_the_former_text(odile, malo):
    first = brought(odile, TWIN)
    open_to_space(first, by=odile, at=timezone.now())
    mood = next(one for one in first.doubts.all() if one.kind == "mood")
    settle_doubt(mood, "withdraw", by=malo, at=timezone.now())
    shorter = "\n".join(line for line in TWIN.split("\n") if mood.words not in line)
    mistaken = import_minutes(odile.space, shorter, by=malo, on=A_DAY, answers={first.pk: True})
    assert not mistaken.doubts.filter(words=mood.words).exists()

    go_back(malo, mistaken)

    last = Import.objects.latest("pk")
    assert mood.words not in last.page.note.body_md
    assert last.doubts.get(kind="mood", words=mood.words).answer == "withdraw"


def test_a_draft_that_was_corrected_before_its_opening_does_not_come_back(odile, malo):
    draft = brought(odile, OVEN)
    shown = import_minutes(
        odile.space, OVEN.replace("le four", "un pain"), by=odile, on=A_DAY, answers={draft.pk: True}
    )
    assert former_text.can_bring_back(odile, shown)
    open_to_space(shown, by=odile, at=timezone.now())

    assert go_back(malo, Import.objects.get(pk=shown.pk)) == 409
    assert decisions() == {"on achète un pain."}


def test_nor_where_the_minutes_are_opened_while_the_former_text_is_read(odile, monkeypatch):
    draft = brought(odile, OVEN)
    shown = import_minutes(odile.space, GARDEN, by=odile, on=A_DAY, answers={draft.pk: True})
    understood = former_text.understood

    def opened_meanwhile(*args, **facts):
        open_to_space(Import.objects.get(pk=shown.pk), by=odile, at=timezone.now())
        return understood(*args, **facts)

    monkeypatch.setattr(former_text, "understood", opened_meanwhile)

    assert go_back(odile, shown) == 409
    assert decisions() == {"on loue le jardin."}

"""Two meetings of one evening, written in one template, are two: whether a text corrects another is asked."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.roles.group_audience import GROUP_CIRCLES
from palabre.meetings.models import Decision, Meeting
from palabre.minutes import import_command
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import Alike, import_minutes
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import A_DAY, TWIN, brought
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from palabre.wiki.readers.page_audience import show_to
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
TEMPLATE = """# Réunion de cercle

12 novembre 2026

## Météo

## Présents

## Nouvelles

## Décisions

{}

## Actions

{}

## Prochaine fois
"""
OVEN = TEMPLATE.format("Décision : on achète le four.", "- [ ] Odile appelle le maçon")
GARDEN = TEMPLATE.format("Décision : on loue le jardin.", "- [ ] Malo range les outils")
MENDED = OVEN.replace("le four", "le grand four")


@pytest.fixture
def odile() -> Person:
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def malo(odile: Person) -> Person:
    return a_member(odile.space, "Malo Riou")


def opened(by: Person, text: str = OVEN) -> Import:
    reading = brought(by, text)
    open_to_space(reading, by=by, at=timezone.now())
    return Import.objects.get(pk=reading.pk)


def send(by: Person, text: str, **said: object):
    form = {"text": text} | {name: str(value) for name, value in said.items()}
    return entered(Client(), by).post(reverse("minutes:new_import", args=[by.space.slug]), form)


def decisions() -> set[str]:
    return set(Decision.objects.values_list("text", flat=True))


def test_minutes_that_look_like_those_of_another_take_nothing_from_them(odile, malo):
    first = opened(odile)

    answer = send(malo, GARDEN)
    asked = answer.context["form"].asked
    assert (answer.status_code, asked, Import.objects.count()) == (200, [first], 1)
    send(malo, GARDEN, place=0, alike=first.pk, is_another="")

    new = Import.objects.latest("pk")
    assert (new.corrects, new.by, new.opened_at, new.page != first.page) == (None, malo, None, True)
    assert entered(Client(), odile).get(new.page.get_absolute_url()).status_code == 404
    assert decisions() == {"on achète le four.", "on loue le jardin."}


def test_the_nearest_one_is_asked_of_first_though_another_came_later(odile, malo):
    first = opened(odile)
    second = import_minutes(odile.space, GARDEN, by=odile, on=A_DAY, answers={first.pk: False})

    assert send(odile, MENDED).context["form"].asked == [first, second]


def test_a_text_that_is_said_to_correct_brings_its_differences(odile):
    first = opened(odile)

    send(odile, MENDED, place=0, corrects=first.pk)

    assert (Import.objects.latest("pk").corrects, decisions()) == (first, {"on achète le grand four."})


def test_several_alike_are_asked_of_at_once(odile, malo):
    first = opened(odile)
    second = import_minutes(malo.space, GARDEN, by=malo, on=A_DAY, answers={first.pk: False})
    text = GARDEN.replace("loue", "donne")

    assert send(malo, text).context["form"].asked == [second, first]
    send(malo, text, place=0, alike=f"{second.pk} {first.pk}", is_another="")

    assert Import.objects.filter(corrects=None).count() == 3


def test_one_of_several_alike_is_corrected_whatever_is_nearer(odile, malo):
    first = opened(odile)
    import_minutes(malo.space, GARDEN, by=malo, on=A_DAY, answers={first.pk: False})

    send(malo, GARDEN.replace("loue", "donne"), place=0, corrects=first.pk)

    assert Import.objects.latest("pk").corrects == first


def on_day(day: int, text: str) -> str:
    return text.replace("# Réunion de cercle\n\n12 novembre 2026", f"# Réunion du {day} novembre 2026")


def test_what_was_said_of_one_text_is_said_of_no_other_of_the_same_sending(odile, malo):
    first, later = opened(odile, on_day(12, OVEN)), opened(odile, on_day(13, OVEN))
    several = f"{on_day(12, GARDEN)}\n{on_day(13, MENDED)}"

    form = send(malo, several, read_all="").context["form"]
    assert (form.asked, form.data["place"]) == ([first], "0")
    form = send(malo, several, read_all="", place=0, alike=first.pk, is_another="").context["form"]
    assert (form.asked, form.data["place"]) == ([later], "1")
    send(malo, several, read_all="", place=1, corrects=later.pk)

    assert list(Import.objects.order_by("pk").values_list("corrects", flat=True)) == [None, None, None, later.pk]


def test_a_button_corrects_only_minutes_that_the_text_looks_like(odile, malo):
    first, other = opened(odile), opened(odile, TWIN)

    answer = send(malo, GARDEN, place=0, corrects=other.pk)

    assert (answer.context["form"].asked, Import.objects.count()) == ([first], 2)


def test_a_text_brought_anew_after_an_undo_corrects_no_other(odile, malo):
    """What was put back came under the others’ rows before."""
    first = opened(odile)

    with pytest.raises(Alike):
        import_minutes(malo.space, GARDEN, by=malo, on=A_DAY)
    import_minutes(malo.space, GARDEN, by=malo, on=A_DAY, again=first)

    assert decisions() == {"on achète le four.", "on loue le jardin."}


def kept(odile: Person) -> Import:
    reading = opened(odile, TWIN)
    group = a_group(odile.space, "Le four", convened_by=(odile,))
    show_to(Page.objects.get(pk=reading.page_id), f"groups.group:{group.pk}", GROUP_CIRCLES, by=odile)
    return Import.objects.get(pk=reading.pk)


def test_words_for_a_page_kept_to_a_few_since_make_nothing_that_others_read(odile, malo):
    reading = kept(odile)
    private = TWIN + "\nDécision : on se sépare de Karim Zorglub.\n"

    brought(odile, private)

    found = Import.objects.latest("pk")
    assert (found.corrects, found.page_id != reading.page_id) == (None, True)  # new minutes, which she alone reads
    shown = entered(Client(), malo).get(reverse("search:results", args=[odile.space.slug]), {"q": "Zorglub"})
    assert "sépare" not in shown.content.decode()


def test_nor_does_an_answer_about_its_words(odile):
    reading = kept(odile)
    doubt = next(one for one in reading.doubts.all() if one.kind == "mood")

    with pytest.raises(Refusal):
        settle_doubt(doubt, "withdraw", by=odile, at=timezone.now())


def test_who_no_longer_reads_a_page_learns_nothing_of_it_by_giving_its_text(odile):
    text = Page.objects.select_related("note").get(pk=kept(odile).page_id).note.body_md

    for name, end in (("Malo Riou", "Un mot."), ("Zoé Kerneis", "Une ligne.")):
        assert send(a_member(odile.space, name), f"{text}\n{end}\n").status_code == 302


def test_the_first_minutes_of_a_space_are_asked_about_too_when_the_form_comes_again_with_another_text(settings):
    settings.OPEN_DOOR = True
    client, door = Client(), reverse("first:minutes")
    form = {"text": OVEN, "space_name": "Le val", "your_name": "Odile Morvan", "form_token": "one-form"}
    client.post(door, form)
    again = form | {"text": MENDED}

    answer = client.post(door, again)
    assert (answer.status_code, MENDED.strip() in answer.context["form"].data["text"]) == (200, True)
    client.post(door, again | {"place": "0", "corrects": str(answer.context["form"].asked[0].pk)})

    assert decisions() == {"on achète le grand four."}


def test_where_the_page_was_removed_the_question_tells_no_title_that_others_gave_the_meeting_since(odile):
    reading = opened(odile)
    Page.objects.filter(pk=reading.page_id).delete()
    Meeting.objects.filter(pk=reading.meeting_id).update(title="Le départ de Karim")

    asked = send(odile, MENDED)

    assert (asked.context["form"].asked, "départ de Karim" in asked.content.decode()) == ([reading], False)


def test_undone_minutes_ask_nothing_more(odile):
    reading = brought(odile, TWIN)
    shown = reverse("minutes:import", args=[odile.space.slug, reading.pk])
    assert entered(Client(), odile).get(shown).context["questions"].total
    undo_import(reading, by=odile)

    assert entered(Client(), odile).get(shown).context["questions"].total == 0


def test_the_command_line_asks_too(odile, malo):
    opened(odile)
    slug = odile.space.slug

    with pytest.raises(Refusal, match="--correct"):
        import_command.import_minutes(GARDEN, space_slug=slug, really=True)
    import_command.import_minutes(GARDEN, space_slug=slug, really=True, corrects=False)

    assert decisions() == {"on achète le four.", "on loue le jardin."}

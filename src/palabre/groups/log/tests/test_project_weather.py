"""The weather of a project: the conveners' own word, typed for them if need be; corrected, withdrawn."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from palabre.groups.log.project_weather import say_weather, undo_weather
from palabre.groups.models import ProjectWeather
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_space, a_weather, entered

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 10, 13, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_person(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


def said(group):
    return list(ProjectWeather.objects.filter(group=group).values_list("weather", "words", "next_step", "by__name"))


def test_who_carries_the_question_says_its_weather_without_having_joined(group, ines):
    say_weather(group, "clearing", "  Le minibus\nest promis. ", "Un essai en janvier", by=ines, at=NOW)

    assert said(group) == [("clearing", "Le minibus est promis.", "Un essai en janvier", "Inès Courtois")]
    assert [entry.verb for entry in Entry.objects.all()] == ["weather.said"]


def test_the_weather_of_a_day_is_said_once_and_mended(group, ines):
    say_weather(group, "fog", "On ne sait pas.", "", by=ines, at=NOW)
    say_weather(group, "fog", "On ne sait pas.", "", by=ines, at=NOW)

    say_weather(group, "clouds", "On ne sait plus.", "", by=ines, at=NOW)

    assert said(group) == [("clouds", "On ne sait plus.", "", "Inès Courtois")]
    assert Entry.objects.count() == 2


def test_a_mended_weather_is_as_it_was_once_taken_back_however_often(group, ines):
    kept = say_weather(group, "fog", "On ne sait pas.", "", by=ines, at=NOW)
    say_weather(group, "clouds", "Malo se trompe.", "", by=a_member(group.space, "Malo"), at=NOW)

    undo_weather(kept, by=ines, at=NOW)
    undo_weather(kept, by=ines, at=NOW)

    assert said(group) == [("fog", "On ne sait pas.", "", "Inès Courtois")]
    assert Entry.objects.filter(verb="weather.withdrawn").count() == 1


def test_a_first_weather_taken_back_is_gone(group, ines):
    kept = say_weather(group, "sun", "", "", by=ines, at=NOW)

    undo_weather(kept, by=ines, at=NOW)
    undo_weather(kept, by=ines, at=NOW)

    assert said(group) == []


@pytest.mark.parametrize("others", [["Malo"], ["Malo", "Zoé"]])
def test_what_who_carries_said_comes_back_however_often_others_replaced_it(group, ines, others):
    ines.join(NOW)
    kept = say_weather(group, "fog", "On ne sait pas.", "", by=ines, at=NOW)
    for name in others:
        other = a_member(group.space, name)
        for words in ("Tout va bien.", "Tout va mieux."):
            say_weather(group, "sun", f"{words} {name}", "", by=other, at=NOW)

    undo_weather(kept, by=ines, at=NOW)

    assert said(group) == [("fog", "On ne sait pas.", "", "Inès Courtois")]


def test_who_neither_said_it_nor_carries_deletes_no_weather(group, ines):
    ines.join(NOW)
    malo = a_member(group.space, "Malo")
    hers = say_weather(group, "fog", "On ne sait pas.", "", by=ines, at=NOW)
    his = say_weather(group, "sun", "", "", by=malo, at=NOW, on=NOW.date() - datetime.timedelta(days=1))

    with pytest.raises(Refusal):
        undo_weather(hers, by=malo, at=NOW)
    undo_weather(his, by=malo, at=NOW)

    assert said(group) == [("fog", "On ne sait pas.", "", "Inès Courtois")]


def test_nobody_else_withdraws_the_weather_of_a_past_day_of_which_no_screen_shows_the_words_again(space):
    group, malo, odile = a_group(space, convened_by=()), a_member(space, "Malo"), a_member(space, "Odile")
    hers = say_weather(
        group, "fog", "On ne sait pas.", "", by=odile, at=NOW, on=NOW.date() - datetime.timedelta(days=1)
    )

    with pytest.raises(Refusal):
        undo_weather(hers, by=malo, at=NOW)
    undo_weather(hers, by=odile, at=NOW)

    assert said(group) == []


@pytest.mark.parametrize("is_public", [True, False])
def test_the_weather_of_a_past_day_is_corrected(client, is_public):
    space = a_space(public=is_public)
    malo = a_member(space, "Malo")
    group = a_group(space, convened_by=(malo,))
    told = a_weather(group, by=malo, on=timezone.localdate() - datetime.timedelta(days=2))

    entered(client, malo).post(
        reverse("groups:weather", args=[space.slug, told.pk]), {"weather": "sun", "words": "Mieux."}
    )

    assert said(group)[0][:2] == ("sun", "Mieux.")


def test_who_neither_carries_nor_joined_says_no_weather(group, ines):
    kept = say_weather(group, "sun", "", "", by=ines, at=NOW)

    for stranger in (a_person(group.space, "Gil"), a_member(a_space("Ailleurs"), "Malo")):
        with pytest.raises(Refusal):
            say_weather(group, "rain", "", "", by=stranger, at=NOW)
        with pytest.raises(Refusal):
            undo_weather(kept, by=stranger, at=NOW)

    assert said(group) == [("sun", "", "", "Inès Courtois")]


@pytest.mark.parametrize("typed", [("", " ", ""), ("snow", "", ""), ("sun", "x" * 401, "")])
def test_nothing_too_much_and_unheard_of_weathers_are_refused(group, ines, typed):
    with pytest.raises(Refusal):
        say_weather(group, *typed, by=ines, at=NOW)

    assert said(group) == []


def test_the_page_of_the_group_draws_the_series_and_says_who_typed(client, space, group, ines):
    a_weather(group, "On cherche.", on=datetime.date(2026, 9, 29), weather="fog", by=ines)
    visitor = entered(client, a_member(space, "Malo Le Guen"))

    visitor.post(
        reverse("groups:group_weather", args=[space.slug, group.pk]), {"weather": "clearing", "words": "Ça va."}
    )
    shown = visitor.get(group.get_absolute_url()).content.decode()

    assert shown.index("On cherche.") < shown.index("Ça va.")
    assert ("#brouillard" in shown, "#eclaircies" in shown) == (True, True)
    assert shown.count("saisi pour le groupe par Malo Le Guen") == 1


@pytest.mark.parametrize("before", [True, False])
def test_from_a_page_open_before_nobody_withdraws_what_another_said_since(client, group, before):
    malo, zoe = a_member(group.space, "Malo"), a_member(group.space, "Zoé")
    kept = say_weather(group, "fog", "On cherche.", "", by=malo, at=NOW)
    page = html.fromstring(entered(client, malo).get(group.get_absolute_url()).content.decode())
    form = next(one for one in page.forms if (one.action or "").endswith(f"/{kept.pk}/undoing/"))
    if before:
        say_weather(group, "sun", "On a trouvé.", "", by=zoe, at=NOW + datetime.timedelta(hours=1))

    answer = client.post(form.action, dict(form.form_values()))

    assert answer.status_code == (409 if before else 302)
    assert said(group) == ([("sun", "On a trouvé.", "", "Zoé")] if before else [])
    assert client.post(form.action, dict(form.form_values())).status_code == (409 if before else 404)


def test_what_a_member_typed_is_read_under_the_form_once_another_said_it_otherwise(client, group, ines):
    dan, ana = a_member(group.space, "Dan Rivoal"), a_member(group.space, "Ana Le Goff")
    for person, words in ((ines, "On avance."), (dan, "La clé est chez Lucien."), (ana, "Beau temps.")):
        say_weather(group, "sun", words, "", by=person, at=NOW, on=NOW.date())
    kept = ProjectWeather.objects.get()

    undo_weather(kept, by=ines, at=NOW)

    page = html.fromstring(entered(client, dan).get(f"{group.space.get_absolute_url()}weathers/{kept.pk}/").content)
    shown = [" ".join(one.text_content().split()) for one in page.xpath("//ul[@class='list']//div[@class='text']")]
    assert said(group) == [("sun", "On avance.", "", "Inès Courtois")]
    assert shown == ["Beau temps.", "La clé est chez Lucien.", "On avance."]


def test_a_form_opened_before_another_said_it_is_refused_with_both_texts(client, group):
    url = f"{group.space.get_absolute_url()}groups/{group.pk}/weather/"
    page = html.fromstring(entered(client, a_member(group.space, "Malo Riou")).get(url).content)
    typed = dict(page.xpath("//form[.//*[@name='next_step']]")[0].form_values())
    say_weather(group, "fog", "La clé est chez Lucien.", "", by=a_member(group.space, "Dan Rivoal"), at=timezone.now())

    answer = client.post(url, typed | {"weather": "sun", "words": "Beau temps."})

    assert answer.status_code == 409
    assert "La clé est chez Lucien." in answer.content.decode()
    assert [words for _weather, words, _next, _by in said(group)] == ["La clé est chez Lucien."]

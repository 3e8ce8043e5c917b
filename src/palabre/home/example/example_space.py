"""The demonstration: an invented community, made by the same acts as real ones.

Its minutes are texts of `demonstration/`, whose days are counted from the day it is made, so that some meetings
are past and some to come.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from string import Template

from django.db import transaction
from django.utils import timezone, translation

from palabre.groups.actions import action_assignment
from palabre.home.archive.space_removal import delete_space_rows
from palabre.home.example.example_gathering import open_up
from palabre.home.example.example_life import live_on, publish_example_news
from palabre.meetings.series import cadence
from palabre.meetings.series.cadence import Wish
from palabre.minutes.imports import import_publication as minutes
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.people.agreements import space_visibility
from palabre.people.models import Audience, Person
from palabre.people.space_creation import create_space
from palabre.spaces.models import Space
from palabre.web.dates_in_words import in_full
from palabre.wiki import page_text as wiki

FORM_TOKEN = "demonstration"
NAME = "Pays d’Ombrevaux"
TEXTS = Path(__file__).with_name("demonstration")
TUESDAY = 1
CAME_IN = ("Mamadou Diarra", "Karim Belkacem", "Linh Nguyen", "Théo Lacaze", "Inês Figueiredo")
CAME_LATER = ("Yasmine Haddad", "Gaël Le Bihan")
TAKEN = {
    "Trouver trente chaises": "Mamadou Diarra",
    "Dresser la liste des puits": "Linh Nguyen",
    "Écrire la charte": "Karim Belkacem",
    "Photographier l'horloge": "Théo Lacaze",
}


def make_demonstration(*, at: datetime.datetime) -> Space:
    """Make the demonstration, or return the one that is there. Whole or not at all: its two texts are short."""
    with transaction.atomic(), translation.override("fr"):
        if Space.objects.filter(form_token=FORM_TOKEN, ended_at__isnull=False).exists():
            remove_demonstration()
        first = create_space(NAME, by_name="Hélène Fontanel", at=at, form_token=FORM_TOKEN, is_demonstration=True)
        if not first.space.is_public:
            live(first, at=at)
        return first.space


def remove_demonstration() -> bool:
    """Take the example away, whole or not at all, and say whether there was one."""
    with transaction.atomic():
        space = Space.objects.select_for_update().filter(is_demonstration=True).first()
        if space is None:
            return False
        delete_space_rows(space)
        return True


def live(first: Person, *, at: datetime.datetime) -> None:
    """Do what a community does in its first weeks: what its minutes say, then what its groups live."""
    space, today = first.space, timezone.localdate(at)
    readings = [bring("premiere-reunion", by=first, today=today, at=at)]
    people = {person.name: person for person in come_in(space, CAME_IN, at=at)}
    readings.append(bring("seconde-reunion", by=people["Mamadou Diarra"], today=today, at=at))
    people |= {person.name: person for person in come_in(space, CAME_LATER, at=at)}
    for words, name in TAKEN.items():
        action_assignment.take(space.action_set.get(text__startswith=words), by=people[name])
    space.refresh_from_db()
    space_visibility.publish(space, by=first, at=at)
    for reading in readings:
        minutes.publish(reading, by=first)
    write_pages(space, people, today=today)
    keep_the_rhythm(space, by=first, today=today)
    live_on(space, at=at)
    open_up(space, at=at)
    publish_example_news(space, at=at)


def keep_the_rhythm(space: Space, *, by: Person, today: datetime.date) -> None:
    """The rhythm that was said is kept from the day after the next meeting, which the minutes have set already."""
    series = space.series_set.get()
    begins = next_tuesday(today) + datetime.timedelta(14)
    wish = Wish(series.words, on=begins, at=datetime.time(18, 30), lasts=90, place="salle des fêtes de Villeclaire")
    cadence.keep_series(series, wish, by=by, today=today)


def bring(name: str, *, by: Person, today: datetime.date, at: datetime.datetime) -> Import:
    reading = import_minutes(by.space, text(name, today=today), by=by, on=today)
    open_to_space(reading, by=by, at=at)
    return reading


def come_in(space: Space, names: tuple[str, ...], *, at: datetime.datetime) -> list[Person]:
    """Have people whom the minutes name come in, as they would by their own link."""
    people = list(space.persons.filter(name__in=names))
    for person in people:
        person.join(at)
    return people


def write_pages(space: Space, people: dict[str, Person], *, today: datetime.date) -> None:
    """A page that three people wrote in turn, one of one hand, and one whose lists keep up by themselves."""
    everybody = Audience.everybody(space)
    first, second, third = (text(f"cle-du-samedi-{number}", today=today) for number in (1, 2, 3))
    karim, yasmine, mamadou = (people[name] for name in ("Karim Belkacem", "Yasmine Haddad", "Mamadou Diarra"))
    page = wiki.begin_page(space, "La clé du samedi", first, audience=everybody, by=karim)
    wiki.save_page_text(page, second, base=1, by=yasmine, words="Les livres, et qui est là")
    wiki.save_page_text(page, third, base=2, by=mamadou, words="Je prends le deuxième mois")
    water = text("ce-que-nous-savons-de-l-eau", today=today)
    wiki.begin_page(space, "Ce que nous savons de l’eau", water, audience=everybody, by=people["Linh Nguyen"])
    board = text("tableau-de-bord", today=today)
    wiki.begin_page(space, "Où nous en sommes", board, audience=everybody, by=space.persons.get(name="Hélène Fontanel"))


def text(name: str, *, today: datetime.date) -> str:
    return Template((TEXTS / f"{name}.md").read_text()).substitute(days_of(today))


def next_tuesday(today: datetime.date) -> datetime.date:
    return today + datetime.timedelta((TUESDAY - today.weekday() - 1) % 7 + 1)


def days_of(today: datetime.date) -> dict[str, str]:
    """Return each day that the texts name, in French words. The next meeting is on the first Tuesday after today.

    The days of the meetings themselves bear their year; the others are said as people say them.
    """
    following = next_tuesday(today)
    first, second = following - datetime.timedelta(28), following - datetime.timedelta(14)
    days = {
        "forum": first - datetime.timedelta(17),
        "visite_poste": first + datetime.timedelta(4),
        "reunion_parents": first + datetime.timedelta(9),
        "rencontre_jeunes": first + datetime.timedelta(11),
        "puits": second - datetime.timedelta(1),
        "rencontre_jeunes_2": following + datetime.timedelta(3),
        "atelier_gare": following + datetime.timedelta(4),
        "invitation": following + datetime.timedelta(10),
        "chantier_poste": following + datetime.timedelta(11),
        "prochaine": following,
    }
    with translation.override("fr"):
        said = {name: in_full(day).removesuffix(f" {day.year}") for name, day in days.items()}
        said |= {"premiere": in_full(first), "seconde": in_full(second), "forum": said["forum"].partition(" ")[2]}
    return said | {"reunion": f"Deuxième réunion des porteurs du forum ouvert du {said['forum']}"}

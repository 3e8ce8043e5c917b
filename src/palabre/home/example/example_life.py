"""The life of the groups of the demonstration after their two meetings: each event of a group's life, once.

Everything is done by the acts of the product. Persons whom the minutes do not name are invented here.
"""

from __future__ import annotations

import dataclasses
import datetime
from functools import cached_property

from palabre.groups.life import endings, sleep
from palabre.groups.lineage import merge_proposals as merging
from palabre.groups.log import group_log, project_weather
from palabre.groups.models import Energy, Group, Level, NeedKind, Role, Weather
from palabre.groups.needs import help_offers, need_answers, new_need, promises_and_declines, satisfaction
from palabre.groups.needs.new_need import NeedDetails as SaidOfNeed
from palabre.groups.outputs import deliverables, intentions
from palabre.groups.questions import carrying, new_question
from palabre.groups.questions.question_split import carry_on
from palabre.groups.roles import newcomer_replies, pledges, role_calls, role_offers
from palabre.groups.roles.pledges import How
from palabre.people import guests
from palabre.people.models import Audience, Person
from palabre.questions.models import Question
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True)
class Community:
    """The people and the groups of the demonstration; `at` is the instant when it is made."""

    space: Space
    at: datetime.datetime

    @cached_property
    def people(self) -> dict[str, Person]:
        """Return those who came, by first name."""
        return {one.first_name: one for one in self.space.persons.exclude(came_at=None)}

    def group(self, beginning: str) -> Group:
        return self.space.group_set.get(title__startswith=beginning)

    def ago(self, days: int) -> datetime.datetime:
        return self.at - datetime.timedelta(days)

    def somebody_new(self, name: str) -> Person:
        return guests.welcome(self.space, name, form_token=f"demonstration:{name}", at=self.at)


def live_on(space: Space, *, at: datetime.datetime) -> None:
    """Run the life of the groups. The caller holds the space, and the minutes are already imported."""
    here = Community(space, at)
    two_become_one(here)
    one_ends_and_one_sleeps(here)
    come(here)
    hold_roles(here)
    intend(here)
    make(here)
    say_needs(here)


def two_become_one(here: Community) -> None:
    """Have the group of a later question join another; one more merge waits for its second yes."""
    theo, yasmine = here.people["Théo"], here.people["Yasmine"]
    station, at = here.group("La gare"), here.ago(6)
    asked = Question.objects.create(space=here.space, audience=Audience.everybody(here.space))
    asked.say("Et si la bibliothèque prêtait aussi des machines à coudre ?", on=here.ago(20).date(), by=yasmine)
    lending = new_question.born_of(asked, by=yasmine, on=here.ago(20).date())
    words = "Prêter et réparer se font sur la même étagère."
    proposal = merging.propose_merge(lending, into=station, by=yasmine, at=here.ago(8), words=words)
    merging.consent(proposal, side=lending, by=yasmine, at=here.ago(8))
    merging.consent(proposal, side=station, by=theo, at=at)
    waits = here.space.mergeproposal_set.get(settled_at=None)
    merging.name_source(waits, here.group("Que faire de l'ancienne gare"), by=theo)
    merging.consent(waits, side=station, by=theo, at=here.ago(5))


def one_ends_and_one_sleeps(here: Community) -> None:
    """Take up two questions that nobody carried: one group ends with a follow-up question, the other sleeps."""
    mamadou, ines = here.people["Mamadou"], here.people["Inês"]
    lamps = carrying.carry(
        here.space.question_set.get(text__startswith="Peut-on éteindre"), by=mamadou, at=here.ago(33)
    )
    left = endings.Left(
        "Deux bourgs éteignent de 23 h à 5 h, après un mois d’essai. Le plus utile : une marche de nuit à vingt.",
        "Le carrefour du moulin reste éclairé ; la mairie y revient au printemps.",
        "Merci à la régie, et aux voisins qui ont prêté leurs lampes frontales.",
    )
    carry_on(lamps.questions.get(), "Et les vitrines, qui les éteint ?", by=mamadou, at=here.ago(2))
    endings.end_group(lamps, left, by=mamadou, at=here.ago(2))
    garden = carrying.carry(here.space.question_set.get(text__startswith="Qui arrose"), by=ines, at=here.ago(26))
    sleep.go_to_sleep(garden, "dans quatre mois", by=ines, at=here.ago(1))


def come(here: Community) -> None:
    """Add pledges, with level and energy; one is by a new person who has no answer yet."""
    nour = here.somebody_new("Nour Chérif")
    cafe, station, evening = here.group("Un café"), here.group("La gare"), here.group("Que font")
    said = [
        (cafe, "Yasmine", How(Level.HELP, Energy.SMALL), "Un mercredi par mois, avec des livres."),
        (cafe, "Inês", How(Level.CONTRIBUTE, Energy.LARGE), "Je sais faire de la soupe pour quarante."),
        (station, "Karim", How(Level.CO_CARRY, Energy.MEDIUM), "Mes élèves cherchent un atelier."),
        (evening, "Mamadou", How(Level.HELP, Energy.MEDIUM), "Le deuxième samedi."),
        (here.group("Une école"), "Gaël", How(Level.INFORMED), ""),
    ]
    for group, name, how, words in said:
        pledge = pledges.come_along(group, by=here.people[name], at=here.ago(4), words=words, how=how)
        carrier = group.memberships.held().carrying().order_by("pk")[0].person
        newcomer_replies.welcome(pledge, by=carrier, at=here.ago(3))
    words = "Je viens d’arriver au village, j’ai mes samedis."
    pledges.come_along(cafe, by=nour, at=here.ago(2), words=words, how=How(Level.CONTRIBUTE, Energy.MEDIUM))


def hold_roles(here: Community) -> None:
    """Give a liaison to one group, propose one to another, and call for a methodologist."""
    gael, helene, ines = (here.people[name] for name in ("Gaël", "Hélène", "Inês"))
    cafe, school, water = here.group("Un café"), here.group("Une école"), here.group("L'eau")
    offer = role_offers.propose_role(cafe, Role.LIAISON, to=gael, by=helene, at=here.ago(6), words="Pour le bail.")
    role_offers.take(offer, by=gael, at=here.ago(5))
    words = "Vous connaissez déjà l’inspection."
    role_offers.propose_role(school, Role.LIAISON, to=gael, by=ines, at=here.ago(1), words=words)
    words = "On recherche quelqu’un qui sache faire parler ensemble des éleveurs et des pêcheurs"
    role_calls.call(water, words, role=Role.METHODOLOGIST, by=here.people["Linh"], at=here.ago(3))


def intend(here: Community) -> None:
    """Write intentions: one adopted in its second version, one draft; another group sets a review day."""
    helene, theo = here.people["Hélène"], here.people["Théo"]
    cafe, station = here.group("Un café"), here.group("La gare")
    first = "Ouvrir un café dans l’ancienne poste."
    second = "Ouvrir l’ancienne poste **trois matins par semaine**, à tour de rôle, sans que personne ne la porte seul."
    intentions.intend(cafe, first, after=0, by=helene, at=here.ago(12))
    intentions.intend(cafe, second, after=1, by=here.people["Mamadou"], at=here.ago(5))
    intentions.adopt(cafe, 2, by=helene, at=here.ago(4))
    intentions.intend(station, "Une maison où l’on prête, répare et donne.", after=0, by=theo, at=here.ago(3))
    intentions.look_again(here.group("L'eau"), "dans six semaines", by=here.people["Linh"], today=here.at.date())


def make(here: Community) -> None:
    """Add deliverables: one shown and reused; two in the making, each with its horizon."""
    karim, helene, theo = here.people["Karim"], here.people["Hélène"], here.people["Théo"]
    evening, cafe, station = here.group("Que font"), here.group("Un café"), here.group("La gare")
    key = here.space.page_set.get(title="La clé du samedi")
    said = deliverables.OutputDetails(
        "La charte de la clé", "tool", about="Une page : qui ouvre, qui ferme, qui appeler."
    )
    charter = deliverables.make(evening, said, form_token="", by=karim, at=here.ago(9))
    deliverables.show(charter, key.get_absolute_url(), by=karim, at=here.ago(3))
    deliverables.reuse(charter, "Tournemeule la reprend pour son gymnase.", by=karim, at=here.ago(1))
    said = deliverables.OutputDetails("Un premier matin de café", "event", "d’ici deux mois")
    deliverables.make(cafe, said, form_token="", by=helene, at=here.ago(4))
    said = deliverables.OutputDetails("Un inventaire de ce qui se prête", "tool", "quand la gare ouvrira")
    deliverables.make(station, said, form_token="", by=theo, at=here.ago(3))


def say_needs(here: Community) -> None:
    """Put each need in a different state: acknowledged, promised for a day, answered, met, declined with a reason."""
    gael, ines, theo = here.people["Gaël"], here.people["Inês"], here.people["Théo"]
    chairs, room, talk, stove = (
        here.space.need_set.get(text__contains=words)
        for words in ("chaises", "ouvrent une salle", "inspection", "poêle")
    )
    need_answers.answer_need(chairs, "Dix tiennent encore debout à l’atelier.", by=theo, at=here.ago(4))
    promises_and_declines.acknowledge(room, by=gael, at=here.ago(4))
    promises_and_declines.see_to(stove, "dans deux semaines", by=gael, at=here.at)
    need_answers.answer_need(talk, "Je viens avec vous au rendez-vous.", by=gael, at=here.ago(6))
    satisfaction.satisfy(talk, by=ines, at=here.ago(2))
    more = SaidOfNeed(NeedKind.MONEY, "institution")
    clock = new_need.say_need(
        here.group("La gare"), "De quoi remettre l’horloge en marche", more=more, by=theo, at=here.ago(6)
    )
    promises_and_declines.decline_need(
        clock, "Le budget de l’année est voté. Reparlons-en au prochain.", by=gael, at=here.ago(2)
    )
    karim = here.people["Karim"]
    bus = help_offers.offer_help(here.space, "Le minibus du lycée, le mercredi", by=karim, at=here.ago(3))
    help_offers.want(bus, here.group("Un café"), by=here.people["Mamadou"], at=here.ago(2))


def publish_example_news(space: Space, *, at: datetime.datetime) -> None:
    """Publish the project weather and the news of three groups."""
    here = Community(space, at)
    cafe, station, evening = here.group("Un café"), here.group("La gare"), here.group("Que font")
    said = [
        (cafe, "Mamadou", Weather.CLEARING, "Le bail avance, le poêle manque.", "Repeindre la grande salle"),
        (evening, "Karim", Weather.SUN, "La porte a tenu trois samedis.", "Un bilan avec les jeunes"),
        (station, "Théo", Weather.FOG, "On attend le réseau ferré.", ""),
    ]
    for group, name, weather, words, step in said:
        project_weather.say_weather(
            group, weather, words, step, by=here.people[name], at=here.at, on=here.ago(2).date()
        )
    news = [
        (cafe, "Hélène", "La mairie a retrouvé les plans de la poste, **avec la cheminée**."),
        (evening, "Yasmine", "Dix-neuf jeunes samedi. Personne n’a perdu la clé."),
        (station, "Théo", "Les machines à coudre ont leur étagère, à côté des scies."),
    ]
    for group, name, words in news:
        group_log.publish_news(group, words, form_token="", by=here.people[name], at=here.ago(1))

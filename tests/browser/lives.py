"""The screens of what groups intend, make and tell, of their rest and their end: three groups live in the example."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.house import DEMONSTRATION, House

type Reach = Callable[[Page, House], None]

SHE, STEWARD = "Linh Nguyen", "Hélène Fontanel"
LIVED = """
import datetime
from palabre.groups.life import (endings, sleep)
from palabre.groups.outputs import (intentions, deliverables)
from palabre.groups.log import group_log
from palabre.groups.outputs.deliverables import OutputDetails
from palabre.groups.models import Group
from palabre.home.signs import sign_answers
from palabre.people.models import Audience, Person
at = timezone.now()
she = Person.objects.get(name="Linh Nguyen", space__is_demonstration=True)
def born(title):
    group = Group.objects.create(space=she.space, audience=Audience.everybody(she.space), title=title)
    group.welcome(she, role="convener")
    return group
paths, oven, library = born("Les sentiers du haut"), born("Le four à pain"), born("Les livres du marché")
intentions.intend(paths, "Marcher d’un hameau à l’autre.", after=0, by=she, at=at)
intentions.intend(paths, "Marcher d’un hameau à l’autre, **même en hiver**.", after=1, by=she, at=at)
said = OutputDetails("Une carte", "tool", "d’ici fin mars", "Pour les nouveaux venus.")
map_of = deliverables.make(paths, said, form_token="", by=she, at=at)
deliverables.show(map_of, "https://ombrevaux.example/carte", by=she, at=at)
news = group_log.publish_news(paths, "Le premier sentier est ouvert.", form_token="", by=she, at=at)
paths.look_again(timezone.localdate(at))
about = f"review:{timezone.localdate(at).isoformat()}"
sign_answers.tell_stewards(paths, "review", about, by=she, at=at)
sleep.go_to_sleep(oven, "dans six mois", by=she, at=at)
left = endings.Left("Cent livres ont changé de mains.", "Le rayon des enfants.", "Merci à la mairie.")
endings.end_group(library, left, by=she, at=at)
print(paths.pk, oven.pk, library.pk, map_of.pk, news.pk)
"""


@cache
def lived(house: House) -> list[str]:
    """Return the numbers of the three groups, of what the first one makes and of its news."""
    return house.ask(LIVED).split()


def at(which: int, path: str) -> Reach:
    return lambda page, house: go(page, f"{DEMONSTRATION}{path.format(lived(house)[which])}")


def go(page: Page, path: str) -> None:
    page.goto(path)


def refused(which: int, path: str, field: str, words: str) -> Reach:
    def reach(page: Page, house: House) -> None:
        at(which, path)(page, house)
        page.locator(f"[name={field}]").first.fill(words)
        page.locator("main form .primary").last.click()

    return reach


def a_question_to_carry(page: Page, house: House) -> None:
    go(page, carrying(house))


@cache
def carrying(house: House) -> str:
    waits = "palabre.questions.models import Question; one = Question.objects.filter(carryings=None, leads_to=None)"
    number = house.ask(f"from {waits}; print(one.filter(space__is_demonstration=True)[0].pk)").strip()
    return f"{DEMONSTRATION}questions/{number}/carrying/"


LIFE_SCREENS: dict[str, tuple[str, Reach]] = {
    "group that lives, with its signs": (SHE, at(0, "groups/{}/")),
    "group at rest": (SHE, at(1, "groups/{}/")),
    "group that ended": ("", at(2, "groups/{}/")),
    "intention": (SHE, at(0, "groups/{}/intention/")),
    "intention, to a passer-by": ("", at(0, "groups/{}/intention/")),
    "choosing what we make": (SHE, at(0, "groups/{}/outputs/new/")),
    "output": (SHE, at(3, "outputs/{}/")),
    "output in other words": (SHE, at(3, "outputs/{}/words/")),
    "output in other words, refused": (SHE, refused(3, "outputs/{}/words/", "title", " ")),
    "kinds of output": (SHE, at(0, "output-kinds/")),
    "a note among the people of a group": (SHE, at(0, "pages/new/?to=groups.group:{}")),
    "telling news": (SHE, at(0, "groups/{}/news/new/")),
    "her own news": (SHE, at(4, "news/{}/")),
    "going to rest": (SHE, at(0, "groups/{}/sleep/")),
    "going to rest, refused": (SHE, refused(0, "groups/{}/sleep/", "until", "un de ces jours")),
    "a good end": (SHE, at(0, "groups/{}/ending/")),
    "what groups wish to talk about": (STEWARD, at(0, "signs/")),
    "carrying a question": ("", a_question_to_carry),
}

"""A space in which each kind of thing is kept to each kind of readers, under a word that tells whose it is.

Beside them stand things that all who come in may read, and that touch every secret one: they link to it, stand under
it, ask for lists of it, belong to it. Those who come follow each page, and said “j’y vais” to a call of each group.
"""

from __future__ import annotations

import dataclasses
import datetime

from django.test import Client
from django.utils import timezone

from palabre.minutes.models import Import
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Affiliation, Audience, Link, Person, Seat
from palabre.spaces.models import Space
from palabre.wiki import page_text
from palabre.wiki.hooks import lists
from palabre.wiki.models import Page
from palabre.wiki.readers import page_watches
from tests import builders
from tests.builders import a_member, a_person, a_space, entered
from tests.indexed import follow_to_the_end
from tests.stewards import given_care
from tests.things import Things, a_comment, one_of_everything

# The audience of each secret, and who reads it beside those who hold a seat to write: "who reads what".
EVERYBODY, MEMBERS, OTHERS, READING, EXPIRED = "everybody", "members", "others", "reading", "expired"
JOINED = "joined"  # to those of another audience, as two groups that merged are
CLEAR = "clear"
WORDS = {kind: f"Zorb{kind}" for kind in (EVERYBODY, MEMBERS, OTHERS, READING, EXPIRED, JOINED)}

PASSER_BY, GUEST, MEMBER, SEATED = "a passer-by", "a guest", "a member", "a member with a seat"
STEWARD, NEIGHBOUR, HOLDER, WRITER = "a steward", "a neighbour", "the holder of a link", "who wrote them"
MAY_READ = {
    PASSER_BY: {EVERYBODY},
    GUEST: {EVERYBODY},
    NEIGHBOUR: {EVERYBODY},
    HOLDER: {EVERYBODY},
    MEMBER: {EVERYBODY, MEMBERS},
    STEWARD: {EVERYBODY, MEMBERS},
    SEATED: {EVERYBODY, MEMBERS, READING, JOINED},
    WRITER: set(WORDS),
}
INSIDE = {MEMBER, STEWARD, SEATED, WRITER}


@dataclasses.dataclass
class World:
    """A space, its secrets by audience, what all may read beside them, and those who come to its doors."""

    space: Space
    things: dict[str, Things]
    persons: dict[str, Person | None]
    clients: dict[str, Client]
    link: Link

    def may_read(self, reader: str) -> set[str]:
        """The rule, written once more by hand: which words may this reader be told?"""
        return MAY_READ[reader] if self.space.is_public or reader in INSIDE else set()


def a_world(*, public: bool) -> World:
    space = a_space("Val", public=True)  # what everybody reads stays marked so once it is closed
    malo = a_member(space, "Malo")
    persons = {PASSER_BY: None, HOLDER: None, WRITER: malo} | those_who_come(space)
    seated = persons[SEATED]
    clear = clear_things(space, by=malo)
    things = {CLEAR: clear}
    for kind, audience in audiences(space, malo, seated).items():
        things[kind] = secret_things(space, audience, WORDS[kind], clear=clear, by=malo)
        for person in persons.values():
            if person is not None and person.space_id == space.pk:
                page_watches.watch(things[kind]["page"], by=person)
                builders.a_pledge(things[kind]["group"].role_calls.get(words="Appel clair"), person)
    clients = {name: entered(Client(), person) if person else Client() for name, person in persons.items()}
    link = link_to(clear["page"], person=a_person(space, "Anouk"), by=malo, at=timezone.now())
    clients[HOLDER].get(link_path(link))
    space.refresh_from_db()
    if not public:
        space.close()
    follow_to_the_end(space)
    space.refresh_from_db()
    return World(space, things, persons, clients, link)


def those_who_come(space: Space) -> dict[str, Person]:
    guest, steward = a_person(space, "Gaël"), a_member(space, "Solène")
    guest.come(timezone.now())
    given_care(steward)
    return {
        GUEST: guest,
        MEMBER: a_member(space, "Inès"),
        SEATED: a_member(space, "Ewen"),
        STEWARD: steward,
        NEIGHBOUR: a_member(a_space("Ailleurs"), "Rozenn"),
    }


def audiences(space: Space, writer: Person, seated: Person) -> dict[str, Audience]:
    """Those of `JOINED` are read with hers by who has a seat; those of `OTHERS` were, and are no longer."""
    made = {kind: Audience.of_persons(writer) for kind in (OTHERS, READING, EXPIRED, JOINED)}
    hers, hers_once = Audience.of_persons(seated), Audience.of_persons(seated)
    hers.join([made[JOINED].pk])
    hers_once.join([made[OTHERS].pk])
    hers_once.join([])
    made = {kind: Audience.objects.get(pk=one.pk) for kind, one in made.items()}
    past = timezone.now() - datetime.timedelta(minutes=1)
    Seat.objects.create(audience=made[READING], person=seated, may_write=False)
    Seat.objects.create(audience=made[EXPIRED], person=seated, until=past)
    return {EVERYBODY: Audience.everybody(space), MEMBERS: Audience.of_space(space)} | made


def clear_things(space: Space, *, by: Person) -> Things:
    """What each who comes in reads. Its page asks for every list, and links to each secret page by a former name."""
    readers = builders.readers_of(space)
    links = [f"[[Étape {kind}]]" for kind in WORDS]
    asked = [f"{{{{{living.fr}}}}}" for living in dict.fromkeys(lists.values())]
    text = "\n\n".join([*links, *asked, "Texte de tous."])
    things = one_of_everything(space, readers, by=by, secret="Clair")
    page = page_text.begin_page(space, "Carrefour", text, audience=readers, by=by)
    Import.objects.filter(pk=things["import"].pk).update(page=page)
    things["meeting"].minutes = page
    things["meeting"].save()
    file = builders.a_file(page, "clair.txt", b"Fichier clair", alt="Vue claire")
    asked_there = page.asked.create(kind="need", words="Besoin clair", at=timezone.now())
    comment = a_comment(page, "Remarque claire", by=by, quote="Texte de tous.")
    return things | {"page": page, "file": file, "asked": asked_there, "comment": comment}


def secret_things(space: Space, audience: Audience, word: str, *, clear: Things, by: Person) -> Things:
    things = one_of_everything(space, audience, by=by, secret=word)
    page = a_secret_page(space, audience, word, clear=clear, by=by)
    file = builders.a_file(page, f"{word.lower()}.txt", f"Fichier {word}".encode(), alt=f"Vue {word}")
    asked = page.asked.create(kind="need", words=f"Besoin {word}", at=timezone.now())
    tie_to_clear_things(space, things, word, clear=clear)
    more_kinds(space, audience, things, word, by=by)
    comment = a_comment(page, f"Remarque {word}", by=by, quote=f"Texte {word}")
    return things | {"page": page, "file": file, "asked": asked, "comment": comment}


def a_secret_page(space: Space, audience: Audience, word: str, *, clear: Things, by: Person) -> Page:
    """A page that had another title and another text, under one that others read, and above another one."""
    title, text = f"Étape {word.lower().removeprefix('zorb')}", f"Texte {word}autrefois, [[Carrefour]]"
    page = page_text.begin_page(space, title, text, audience=audience, by=by, under=clear["page"])
    page_text.save_page_text(page, f"Texte {word}, [[Carrefour]], [[Voulue {word}]].\n", base=1, by=by)
    page.be_called(f"Page {word} carrefour")
    page.serve(True)
    below = builders.a_page(space, "Page claire", html="<p>Texte de tous.</p>", parent=page)
    builders.a_passage(below, builders.a_need(space, f"Besoin {word} lu", audience=audience))
    builders.a_passage(page, clear["need"], words=f"Besoin {word} dit")
    builders.a_resource(page, f"https://exemple.example/{word.lower()}")
    return page


def tie_to_clear_things(space: Space, things: Things, word: str, *, clear: Things) -> None:
    """Things that others read belong to a secret one, or lead to it; and the other way round."""
    group, question = things["group"], things["question"]
    builders.a_need(space, "Besoin clair", group=group)
    builders.an_action(space, "Action claire", group=group)
    builders.a_role_call(space, "Appel clair", group=group)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    builders.a_meeting(space, "Réunion claire", group=group, on=tomorrow)
    builders.a_decision(space, "Décision claire", group=group, meeting=things["meeting"])
    clear["group"].questions.add(question)
    group.questions.add(clear["question"])
    told = {"audience": things["page"].audience}
    builders.a_lineage(question, clear["question"])
    builders.a_lineage(clear["question"], question)
    builders.a_need(space, f"Besoin {word} d’un groupe clair", group=clear["group"], **told)
    builders.an_action(space, f"Action {word} d’un groupe clair", group=clear["group"], **told)
    builders.a_role_call(space, f"Appel {word} d’un groupe clair", group=clear["group"], **told)
    builders.a_meeting(space, f"Rencontre {word}", group=clear["group"], on=tomorrow, **told)
    builders.a_decision(space, f"Décision {word} d’une réunion claire", meeting=clear["meeting"], **told)


def more_kinds(space: Space, audience: Audience, things: Things, word: str, *, by: Person) -> None:
    told = {"audience": audience}
    builders.some_news(things["group"], f"Nouvelle {word}")
    builders.an_inquiry(things["group"], f"Piste {word}")
    builders.a_forum(space, f"Forum {word}", **told)
    organisation = builders.an_organisation(space, f"Association {word}", **told)
    Affiliation.objects.create(person=by, organisation=organisation)

"""Who may be the contact of the institution that supports the groups."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes

ALONE = "**Basile Ferrand**, OPRAL direction"
HOSTS = (
    "**Lison Marchal**, Mairie de Vaudreuse, *Comment garder le moulin ouvert ?*",
    "**Ossian Delpech**, *Comment lire le soir sans lampe ?*",
)
SAID = ("Voir comment l'OPRAL peut soutenir l'ensemble", "Quels référents OPRAL pour chaque chantier ?")


def contacts(*people: str, said: tuple[str, ...] = SAID) -> list[tuple[str, str, str]]:
    there, aims = ("\n".join(f"- {one}" for one in some) for some in (people, said))
    text = f"# Réunion\n\n3 mai 2024\n\n### Participants\n\n{there}\n\n### Objectif de la réunion\n\n{aims}\n"
    return [(one.text, one.institution, one.said) for one in read_minutes(text).contacts]


def test_the_one_of_the_institution_that_supports_who_brought_no_question():
    assert contacts(ALONE, *HOSTS) == [("Basile Ferrand", "OPRAL", SAID[0])]


@pytest.mark.parametrize(
    "people",
    [
        (f"{ALONE}, *Comment tenir le registre ?*", *HOSTS),
        (ALONE, HOSTS[0]),
        (ALONE, "**Nour Vasseur**, OPRAL", *HOSTS),
        (ALONE, "**Nour Vasseur**, OPRAL, *Comment dire non ?*", *HOSTS),
        ("**Basile Ferrand**, Office des rives", *HOSTS),
        ("**Basile Ferrand**", *HOSTS),
        (ALONE, *(f"**{name} Vasseur**, Ville" for name in ("Nour", "Lou", "Ana", "Zoé", "Éda")), *HOSTS),
    ],
    ids=["host", "one host", "two there", "a host there", "no acronym", "no institution", "many others"],
)
def test_nobody_where_the_list_gives_no_ground(people):
    assert contacts(*people) == []


@pytest.mark.parametrize(
    "said",
    [
        SAID[:1],
        ("Présenter l'OPRAL", "Visiter l'OPRAL", "Quels référents pour chaque chantier ?"),
        ("Voir comment l'OPRALE peut soutenir l'ensemble", "Quels référents OPRALE ?"),
    ],
    ids=["once", "no support", "another name"],
)
def test_nobody_where_the_text_does_not_say_twice_that_it_supports(said):
    assert contacts(ALONE, *HOSTS, said=said) == []

"""Lines of a list and the names of a text: which are one person, within bounds."""

import random

from palabre.minutes.plan import plan_people
from palabre.minutes.plan.plan import plan_key
from palabre.minutes.plan.plan_people import Line, matched_lines
from palabre.pure.french import name_key

FIRST_NAMES = ("Aïcha", "Bruno", "Chloé", "Dora", "Éloi", "Hugo", "Inès", "Karim", "Malo", "Odile")
SURNAMES = ("Marty", "Sauvage", "Le Goff", "Lind", "Garnier", "Petit", "Carvalho", "Oualid", "Riou", "Morvan")


def named(*names):
    return {plan_key("person", *name_key(name)): name for name in names}


def matched(lines, names):
    listed = {key: Line(name, (), "present") for key, name in named(*lines).items()}
    told = named(*names)
    return {told[key]: line.name for key, line in matched_lines(listed, told).items()}


def anagrams(number, *, seed):
    drawn = random.Random(seed)
    return [" ".join("".join(drawn.sample("abcdefghijklmno", 15)) for _two in range(2)) for _one in range(number)]


def test_a_line_is_the_closest_name_or_a_longer_form_of_one():
    lines = ["Bruno Sauvaget", "Sonia", "Chloé Martin", "Dora Lind"]

    found = matched(lines, ["Bruno Sauvage", "Sonia Ndiaye-Delacroix", "Cloé Martin", "Hugo Petit"])

    assert found == {
        "Bruno Sauvage": "Bruno Sauvaget",
        "Sonia Ndiaye-Delacroix": "Sonia",
        "Cloé Martin": "Chloé Martin",
    }


def test_each_of_a_hundred_mended_lines_is_recognised():
    names = [f"{first} {surname}" for first in FIRST_NAMES for surname in SURNAMES]

    found = matched([f"{name}x" for name in names], names)

    assert found == {name: f"{name}x" for name in names}


def test_many_names_of_the_same_letters_are_compared_within_bounds(monkeypatch):
    compared, plain = [], plan_people.closeness
    monkeypatch.setattr(plan_people, "closeness", lambda *two: compared.append(two) or plain(*two))
    names = anagrams(2_000, seed=1)

    found = matched([*anagrams(299, seed=2), names[0]], names)

    assert found[names[0]] == names[0]
    assert len(compared) < 10_000

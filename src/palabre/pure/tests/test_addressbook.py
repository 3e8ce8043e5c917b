"""Whose address is whose: never wrong rather than complete."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.addressbook import Contact, contacts, is_address, matched
from tests.lengths import often

PEOPLE = {1: "Inès Courtois", 2: "Hugo Ferreira", 3: "Gérard Vautrin", 4: "Anne-Lise Dû", 5: "Cécile"}
NAMES = st.sampled_from(["Inès Courtois", "Hugo Ferreira", "Gérard Vautrin", "Anne-Lise Dû", "Malo Kervran"])
SHAPES = ["{0} <{1}>", '"{0}" <{1}>', "'{0}' <{1}>", "{0}\t<{1}>", "{0} <mailto:{1}>"]
JUNK = st.text(alphabet=st.sampled_from("aé@.<>\"',;: \n()-_«»İ0"), max_size=80) | st.text(max_size=80)


def whose(line, people=PEOPLE):
    return matched(contacts(line), people).found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Inès Courtois <ines@exemple.fr>", {1: "ines@exemple.fr"}),
        ("À : INES COURTOIS <ic@exemple.fr>; 'HUGO, Ferreira' <hf@x.fr>", {1: "ic@exemple.fr", 2: "hf@x.fr"}),
        ('"Ferreira, Hugo" <hf@x.fr>, gerard.vautrin@y.fr', {2: "hf@x.fr", 3: "gerard.vautrin@y.fr"}),
        ("Courtois, Inès <ic@x.fr>, Hugo Ferreira <hf@x.fr>", {1: "ic@x.fr", 2: "hf@x.fr"}),
        ("Malo; Yann Bihan, Hugo Ferreira <hf@x.fr>", {2: "hf@x.fr"}),
        (
            "g.vautrin@y.fr\nanne-lise.du@z.fr\nferreira_hugo@x.fr",
            {2: "ferreira_hugo@x.fr", 3: "g.vautrin@y.fr", 4: "anne-lise.du@z.fr"},
        ),
        ("Inès <ines.courtois@x.fr>", {1: "ines.courtois@x.fr"}),
        ("Mme Courtois Inès (Mairie) <a@x.fr>", {1: "a@x.fr"}),
        ("Inès Courtois <inès@mairié.fr>", {1: "inès@mairié.fr"}),
        ("Cécile <c@x.fr>", {5: "c@x.fr"}),
        ("<ines.courtois@x.fr>, INES.COURTOIS@X.FR.", {1: "ines.courtois@x.fr"}),
    ],
)
def test_an_address_is_known_by_the_name_beside_it_or_by_itself(line, found):
    assert whose(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "Inès Martin <im@x.fr>",  # another Inès
        "Jean Courtois <i.courtois@x.fr>",  # the name says otherwise
        "contact@x.fr",
        "courtois@x.fr",
        "Cécile Blanc <cb@x.fr>",  # perhaps, perhaps not
        "Dupont, Cécile <cd@x.fr>",
        "Inès Courtois <a@x.fr>, Inès Courtois <b@x.fr>",  # two addresses: which one?
        "Inès Courtois <pas une adresse>, Hugo Ferreira",
    ],
)
def test_what_is_not_sure_is_left_to_the_person(line):
    assert whose(line) == {}


def test_two_persons_who_are_alike_are_both_named_and_neither_is_chosen():
    line = contacts("Inès Courtois <ic@x.fr>, I.Courtois@y.fr")

    told = matched(line, {1: "Inès Courtois", 2: "Courtois Inès"})

    assert (told.found, list(told.left.values())) == ({}, [(1, 2), (1, 2)])


@given(text=JUNK)
def test_no_text_breaks_it_and_each_address_stands_in_it(text):
    found = contacts(text)

    assert all(one.address in text and is_address(one.address) for one in found)
    assert len({one.address.lower() for one in found}) == len(found)


@settings(max_examples=often(300))
@given(names=st.lists(NAMES, unique=True), data=st.data(), joined=st.sampled_from([", ", ";", "; ", "\n", ",\n "]))
def test_whoever_is_written_with_her_name_is_found_whatever_the_shape(names, data, joined):
    shapes = [data.draw(st.sampled_from(SHAPES)) for _ in names]
    line = joined.join(shape.format(name, f"n{at}@x.fr") for at, (shape, name) in enumerate(zip(shapes, names)))

    found = whose(line, dict(enumerate(names)))

    assert found == {at: f"n{at}@x.fr" for at in range(len(names))}


@given(text=JUNK, names=st.lists(NAMES, max_size=4))
def test_nobody_gets_two_addresses_and_no_address_two_owners(text, names):
    line = contacts(f"{text}, Inès Courtois <a@x.fr>")

    told = matched(line, dict(enumerate(names)))

    assert len(set(told.found.values())) == len(told.found)
    assert set(told.found.values()).isdisjoint(one.address for one in told.left)
    assert len(told.found) + len(told.left) == len(line)


@pytest.mark.parametrize(
    "text", ["", "a", "a@", "@b.fr", "a@b", "a b@c.fr", "a@b..fr", ".a@b.fr", "a@b.fr,", "a@@b.fr"]
)
def test_what_is_no_address_is_none(text):
    assert not is_address(text)


def test_a_contact_is_written_as_it_was():
    assert [str(one) for one in contacts("Inès <i@x.fr>, h@x.fr")] == ["Inès <i@x.fr>", "h@x.fr"]
    assert str(Contact("h@x.fr")) == "h@x.fr"

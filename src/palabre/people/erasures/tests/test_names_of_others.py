"""The removal of a name leaves what names somebody else: in the other order, within hers, or around it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from palabre.meetings.models import Decision
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from palabre.notes.models import Note, Revision
from palabre.people.access import departure, join_link, links
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.erasures.refused_names import NameRefused, keep_out, without_refused_names
from palabre.people.erasures.tests.scene import LATER, NOW, entering, gone, said_in
from palabre.people.models import Person, RefusedName
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text
from tests.builders import a_group, a_member, a_page, a_person, a_space, an_organisation, entered

pytestmark = pytest.mark.django_db

BOB = "Bob Kervadec"
SAID = f"{BOB} garde la clef.\n\nDemandez à {BOB}, ou à M. Kervadec."
PAIRS = [
    ("Kervadec Bob", BOB),
    ("KERVADEC Bob", BOB),
    ("Jean Bob Kervadec", BOB),
    ("Dr Bob Kervadec", BOB),
    ("Marie-Claude Morvan", "Claude Morvan"),
    ("Marie Claude Morvan", "Claude Morvan"),
    ("Marie Morvan", "Anne Marie Morvan"),
    ("Marie Morvan", "Anne-Marie Morvan"),
    ("Anne Le Bihan", "Le Bihan Kervadec"),
    ("Morvan Paul", "Paul Morvan"),
]


@pytest.fixture
def space():
    return a_space(public=True)


def read_by_strangers(page):
    """Return the words of the page as somebody reads them who is not in its space."""
    page = Page.objects.get(pk=page.pk)
    shown = Client().get(page.get_absolute_url()).content.decode()
    words = shown.partition('class="text written-page"')[2]
    assert words
    return strip_tags(words)


def minutes_naming(ana, *names):
    """Return minutes that ask each of these persons for something, and decide on it."""
    lines = [f"- Décision : {name} garde la clef.\n- Mme {name} demande un devis.\n" for name in names]
    text = f"# Réunion\n\nDate : 19 novembre 2026\nPrésents : {', '.join(['Ana Tual', *names])}\n\n## Le toit\n"
    reading = brought(ana, text + "".join(lines))
    open_to_space(reading, by=ana, at=NOW)
    reading.refresh_from_db()
    return reading


@pytest.mark.parametrize(("typed", "other"), PAIRS)
def test_who_enters_under_a_name_around_anothers_takes_nothing_of_theirs(space, typed, other):
    a_member(space, other)
    said = f"{other} garde la clef.\n\nDemandez à {other}, à Mme {other.upper()}."
    page = a_page(space, f"{other} et le four", said)

    gone(entering(space, typed))

    page.refresh_from_db()
    assert page.title == f"{other} et le four"
    assert Note.objects.get(pk=page.note_id).body_md == said
    assert without_refused_names(space, said) == said
    keep_out(space, said)


@pytest.mark.parametrize("around", ["De Zéphyrine Cadoudal", "Zéphyrine Cadoudal A", "Garde Zéphyrine Cadoudal"])
def test_a_name_typed_around_hers_keeps_none_of_it(space, around):
    page = a_page(
        space, "Le four", "Le four de Zéphyrine Cadoudal. Garde Zéphyrine Cadoudal ! Zéphyrine Cadoudal a la clef."
    )
    entering(space, around)

    gone(entering(space, "Zéphyrine Cadoudal"))

    assert "Cadoudal" not in Note.objects.get(pk=page.note_id).body_md


@pytest.mark.parametrize("typed", ["De Paul", "Le Paul", "Ami Paul"])
def test_a_name_typed_over_the_beginning_of_anothers_takes_nothing_of_it(space, typed):
    ana = a_member(space, "Ana Tual")
    reading = minutes_naming(ana, "Paul Martin", "Zoé Lenoir")
    text = "Le vélo de Paul Martin. L’ami Paul Martin. Le Paul Martin. Ami Paul Martin."
    page = a_page(space, "Le vélo")
    save_page_text(page, text, base=1, by=ana)
    assert "Martin" not in read_by_strangers(page)

    name_erasure.erase(entering(space, typed), at=NOW)
    assert "Martin" not in read_by_strangers(page)
    delayed_erasure.finish_due(LATER)

    assert Note.objects.get(pk=page.note_id).body_md == text
    assert "Paul Martin" in Note.objects.get(pk=reading.page.note_id).body_md
    keep_out(space, "C’est la fête de Paul.")


@pytest.mark.parametrize("between", [", ", " et ", " & ", "\n* ", "\n- ", "\n1. ", "\n", "  \n", "\n\n", " | ", " - "])
@pytest.mark.parametrize("hers", ["Zéphyrine Cadoudal", "Marie Morvan"])
@pytest.mark.parametrize("enter", [entering, a_member], ids=["typed", "named"])
def test_a_name_beside_that_of_a_relative_goes_from_a_list_and_theirs_stays(space, enter, hers, between):
    ana, others = a_member(space, "Ana Tual"), ("Paul Cadoudal", "Marie Le Goff")
    for other in others:
        a_person(space, other)
    page = a_page(space, "La liste")
    save_page_text(page, between.join(["La liste :", others[0], hers, *others, hers, others[1], "Fin"]), base=1, by=ana)

    name_erasure.erase(enter(space, hers), at=NOW)
    assert not [name for name in (hers, *others) if name in " ".join(read_by_strangers(page).split())]
    delayed_erasure.finish_due(LATER)

    text = said_in(page)
    assert (text.count(hers), *map(text.count, others)) == (0, 2, 2)


@pytest.mark.parametrize("typed", ["Anne Le Du", "Marie Lê", "Martin Martin"])
def test_a_surname_of_small_words_goes_though_another_has_the_first_name(space, typed):
    for other in ("Anne Morvan", "Marie Kervadec", "Martin Tual"):
        a_member(space, other)
    page = a_page(space, "Le four", f"{typed} garde la clef. Demandez à {typed}, chez {typed.upper()}.")

    gone(entering(space, typed))

    assert said_in(page) == "Une personne garde la clef. Demandez à une personne, chez une personne."


@pytest.mark.parametrize("typed", ["An Nguyen", "Le Nguyen", "Son Tran", "Ma Diallo", "On Tran", "Y Nguyen"])
def test_so_does_a_first_name_that_is_a_small_word_though_another_has_the_surname(space, typed):
    for other in ("Linh Nguyen", "Mei Tran", "Awa Diallo"):
        a_member(space, other)
    stays = "On appelle un Nguyen, son Tran, ma Diallo, le Nguyen."
    page = a_page(space, "Le four", f"{typed} garde la clef. Voir {typed.upper()}, et {typed}. {stays}")

    gone(entering(space, typed))

    assert said_in(page) == f"Une personne garde la clef. Voir une personne, et une personne. {stays}"


def test_an_organisation_called_by_her_name_turned_round_is_no_namesake(space):
    page = a_page(space, "Le four", "Le four de Zéphyrine Cadoudal.")
    an_organisation(space, "Cadoudal Zéphyrine")

    gone(entering(space, "Zéphyrine Cadoudal"))

    assert "Cadoudal" not in Note.objects.get(pk=page.note_id).body_md


@pytest.mark.parametrize(("her", "other"), PAIRS)
def test_in_minutes_that_name_both_the_name_of_the_other_stays(space, her, other):
    ana, _them = a_member(space, "Ana Tual"), a_member(space, other)
    reading = minutes_naming(ana, her, other)

    gone(Person.objects.get(space=space, name=her))

    lines = f"- Décision : {other} garde la clef.\n- Mme {other} demande un devis."
    assert lines in Note.objects.get(pk=reading.page.note_id).body_md
    assert all(
        lines in body for body in Revision.objects.filter(note=reading.page.note).values_list("body_md", flat=True)
    )
    assert Decision.objects.filter(text__contains=f"{other} garde la clef").exists()
    keep_out(space, f"{other} garde la clef.", f"Mme {other.lower()} aussi")


@pytest.mark.parametrize(("her", "other"), PAIRS[2:-1])
def test_and_hers_goes_from_beside_it(space, her, other):
    ana, _them = a_member(space, "Ana Tual"), a_member(space, other)
    reading = minutes_naming(ana, her, other)

    gone(Person.objects.get(space=space, name=her))

    assert her not in Note.objects.get(pk=reading.page.note_id).body_md.replace(other, "")
    assert (
        without_refused_names(space, f"{her} garde la clef, {other} aussi")
        == f"Une personne garde la clef, {other} aussi"
    )


def test_a_mail_address_of_the_other_stays_and_hers_goes(space):
    a_member(space, "Anne Marie Morvan")
    page = a_page(space, "Mardi", "anne.marie.morvan@val.example, marie.morvan@val.example, /qui/anne-marie-morvan")

    gone(entering(space, "Marie Morvan"))

    text = Note.objects.get(pk=page.note_id).body_md
    assert text == "anne.marie.morvan@val.example, une personne, /qui/anne-marie-morvan"


@pytest.mark.parametrize(
    ("name", "gone_ones", "kept"),
    [
        (
            "Marie Le Goff",
            ("mlegoff", "m.legoff", "legoff29", "le.goff", "marielegoff1980", "legoffm", "info-legoff"),
            ("legoffic", "jeanlegoff", "malegoff", "marie"),
        ),
        (
            "Zoé Tanguy",
            ("zoetanguy29", "tanguyz", "z-tanguy", "TANGUY", "tanguy.zoe1"),
            ("tanguys", "ptanguy29", "zoe"),
        ),
    ],
)
def test_mail_addresses_that_run_the_name_together_go(space, name, gone_ones, kept):
    for other in ("Marie Morvan", "Zoé Lenoir"):
        a_member(space, other)
    page = a_page(space, "Écrire", " ".join(f"{local}@val.example" for local in (*gone_ones, *kept)))

    gone(entering(space, name))

    left = [f"{local}@val.example" for local in kept]
    assert said_in(page).split() == ["Une", "personne", *["une", "personne"] * (len(gone_ones) - 1), *left]


def test_nor_are_the_addresses_of_what_bears_the_typed_surname(space):
    a_group(space, "La Ruche")
    page = a_page(space, "Écrire", "laruche29@val.example info.laruche@val.example. Le portail de la ruche.")

    gone(entering(space, "Zoé La Ruche"))

    assert said_in(page) == "laruche29@val.example info.laruche@val.example. Le portail de la ruche."


def test_nor_is_the_address_taken_of_another_of_that_surname(space):
    a_member(space, "Paul Tanguy")
    page = a_page(space, "Écrire", "ptanguy@val.example paultanguy9@val.example tanguy@val.example ztanguy@val.example")

    gone(entering(space, "Zoé Tanguy"))

    assert said_in(page) == "ptanguy@val.example paultanguy9@val.example tanguy@val.example une personne"


def test_a_name_in_either_order_is_forbidden_to_nobody_while_somebody_bears_it(space):
    a_member(space, BOB)
    a_page(space, "Mardi", SAID)

    gone(entering(space, "Kervadec Bob"))

    assert not RefusedName.objects.exists()


def test_without_that_other_person_the_name_goes_in_both_orders(space):
    a_page(space, "Mardi", SAID)
    page = a_page(space, "Jeudi", "Kervadec Bob et Bob Kervadec.")

    gone(entering(space, "Kervadec Bob"))

    assert "Kervadec" not in Note.objects.get(pk=page.note_id).body_md


PARTED = [
    "LE GOFF, Marie",
    "Le Goff, Marie",
    "Le Goff ; Marie",
    "LE GOFF / Marie",
    "Le Goff – Marie",
    "**LE GOFF**, Marie",
    "LE GOFF (Marie)",
    "Marie (Le Goff)",
    "Mme LE GOFF, Marie",
    "LE GOFF, Marie, Lyon",
]


@pytest.mark.parametrize("said", PARTED)
@pytest.mark.parametrize("enter", [entering, a_member], ids=["typed", "named"])
def test_a_name_that_a_sign_parts_goes_though_others_have_its_two_words(space, enter, said):
    for other in ("Paul Le Goff", "Marie Morvan"):
        a_member(space, other)
    page = a_page(space, "La clef", f"- {said} : la clef\n\n{said}\n")
    her = enter(space, "Marie Le Goff")

    gone(her)

    assert said_in(page).replace("*", "").replace(", Lyon", "") == "- Une personne : la clef\n\nUne personne\n"
    assert "Goff" not in without_refused_names(space, f"Présents : {said}")
    with pytest.raises(NameRefused):
        keep_out(space, f"- {said}")


@pytest.mark.parametrize(
    "row", ["| Le Goff | Marie | la clef |", "| la clef | Marie | LE GOFF |", "|Le Goff|Marie|clef|"]
)
def test_its_two_cells_of_a_table_go_and_the_table_keeps_its_columns(space, row):
    for other in ("Paul Le Goff", "Marie Morvan"):
        a_member(space, other)
    page = a_page(space, "La clef", f"| Nom | Prénom | Tâche |\n|---|---|---|\n{row}\n| Le Goff | Paul | le bois |\n")

    gone(entering(space, "Marie Le Goff"))

    lines = said_in(page).splitlines()
    assert "Marie" not in lines[2]
    assert "goff" not in lines[2].lower()
    assert (lines[2].count("|"), lines[3]) == (4, "| Le Goff | Paul | le bois |")


@pytest.mark.parametrize(
    "said",
    [
        "Paul Le Goff, Marie Morvan",
        "Paul Le Goff, Marie et Zoé",
        "Zoé Le Goff, Marie Tual",
        "| Paul Le Goff | Marie |",
        "| Le Goff | Marie Tual |",
        "Présents : Le Goff, Marie-Anne",
        "LE GOFF, Marie Morvan",
        "Présents : Martin, Marie, Zoé",
        "| Martin | Marie |",
        "Présents : Le Goff, Marie, Zoé",
        "ROSE, MARIE, PAUL",
        "Zoé, Le Goff, Marie",
    ],
)
def test_two_names_that_a_sign_parts_stay(space, said):
    for other in ("Paul Le Goff", "Marie Morvan", "Martin Tual", "Rose Tual"):
        a_member(space, other)
    page = a_page(space, "La clef", said)

    for name in ("Marie Le Goff", "Marie Martin", "Marie Rose"):
        gone(entering(space, name))

    assert said_in(page) == said
    assert without_refused_names(space, said) == said


def test_a_surname_that_is_a_first_name_of_several_pieces_is_searched(space):
    a_member(space, "Jean-Marie Tual")
    a_member(space, "Zoé Lenoir")
    page = a_page(space, "Le four", "Zoé Jean-Marie garde la clef. JEAN-MARIE, Zoé aussi. Jean-Marie, Zoé et Paul non.")

    gone(entering(space, "Zoé Jean-Marie"))

    assert said_in(page) == "Une personne garde la clef. Une personne aussi. Jean-Marie, Zoé et Paul non."


@pytest.mark.parametrize("said", ["Le Goff, Marie ; Tanguy, Zoé", "Tanguy, Zoé ; Le Goff, Marie", "Le Goff;Marie"])
def test_so_does_a_pair_in_a_list_of_pairs(space, said):
    for other in ("Paul Le Goff", "Marie Morvan"):
        a_member(space, other)
    page = a_page(space, "La clef", f"Présents : {said}")

    gone(entering(space, "Marie Le Goff"))

    left = said_in(page).removeprefix("Présents : ")
    assert left == said.replace("Le Goff, Marie", "une personne").replace("Le Goff;Marie", "une personne")


def came(space, name, *, by):
    """Return who came by the link that all share, as most do."""
    link, client = join_link.make_link(space, by=by, at=timezone.now()), Client()
    client.get(links.link_path(link))
    client.post(f"/opened/{link.pk}/joining/", {"who": name, "form_token": name.replace(" ", "")})
    return Person.objects.get(space=space, name=name)


def be_written(person, name):
    entered(Client(), person).post(reverse("you:spelling", args=[person.space.slug]), {"name": name})


@pytest.mark.parametrize("then", ["is written", "is called otherwise", "leaves", "is put out"])
def test_the_name_of_who_came_by_the_common_link_is_theirs_whatever_became_of_them(space, then):
    hugo = a_member(space, "Hugo Ferreira")
    other, zoe = came(space, "Malo Kersauze", by=hugo), came(space, "Zoé Quillivic", by=hugo)
    page = a_page(space, "Le four", "Zoé Quillivic tient le four.")
    if then == "leaves":
        departure.leave_space(zoe, at=timezone.now())
    elif then == "is put out":
        zoe.be_put_out(timezone.now())
    else:
        be_written(zoe, "Zoé Q." if then == "is written" else "Zoé Martin")

    be_written(other, "Zoé Quillivic")
    other.refresh_from_db()
    gone(other)

    assert said_in(page) == "Zoé Quillivic tient le four."

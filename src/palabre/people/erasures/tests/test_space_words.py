"""A name made of words that the space says of itself: they stay, and members keep what all of them read."""

import pytest
from django.test import Client

from palabre.groups.models import Answer, OutputKind
from palabre.home.settings_page.space_settings import change_settings
from palabre.journal.models import Entry
from palabre.meetings.models import AgendaTemplate
from palabre.notes.models import Note
from palabre.people import guests
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.erasures.refused_names import without_refused_names
from palabre.people.erasures.tests.scene import LATER, NOW, entering, gone
from palabre.people.models import Erasure, Organisation, RefusedName
from palabre.spaces.models import Space
from tests.builders import a_member, a_need, a_page, a_person, a_space, an_organisation, entered

pytestmark = pytest.mark.django_db

OWN = ("name", "sentence", "supporters", "partners")
TYPED = "Jardin Kervadec"


def a_space_called(name, **said):
    space = a_space(name, public=True)
    words = {"sentence": f"Autour de {name}", "supporters": f"Les amis de {name}", "partners": f"Association {name}"}
    Space.objects.filter(pk=space.pk).update(**words | said)
    return Space.objects.get(pk=space.pk)


def said_by(space):
    return Space.objects.values_list(*OWN).get(pk=space.pk)


@pytest.mark.parametrize(
    ("called", "name"),
    [("La Pierre levée", "Pierre Daumas"), ("Les amis de Rose", "Rose Quilliou"), ("Rose des vents", "Rose Quilliou")],
)
@pytest.mark.parametrize("enter", [entering, a_member, a_person], ids=["typed", "member", "named"])
def test_a_first_name_alone_is_not_looked_for_in_what_a_space_says_of_itself(called, name, enter):
    space = a_space_called(called)
    page = a_page(space, "Mardi", f"{called} se réunit. {name} aussi, et {name.split()[1]}.")
    before = said_by(space)

    gone(enter(space, name))

    assert said_by(space) == before
    text = Note.objects.get(pk=page.note_id).body_md
    assert (called in text, name in text, name.split()[1] in text) == (True, False, False)


def test_nor_in_its_sentence_which_another_word_begins():
    space = a_space_called("Val d’Orme", sentence="Pour que Rose fleurisse")

    gone(a_person(space, "Rose Quilliou"))

    assert said_by(space)[1] == "Pour que Rose fleurisse"


def test_a_typed_name_changes_neither_the_name_of_the_space_nor_its_sentence():
    space = a_space_called(TYPED, supporters="Jardin Kervadec, de loin", partners="")
    page = a_page(space, "Mardi", f"Le {TYPED} ouvre.")

    gone(entering(space, TYPED))

    assert said_by(space)[:2] == (TYPED, f"Autour de {TYPED}")
    assert said_by(space)[2] == "Une personne, de loin"
    assert Note.objects.get(pk=page.note_id).body_md == "Le une personne ouvre."


def test_and_who_hosts_may_write_that_name_again():
    space, page = a_space_called("Le Jardin Kervadec"), "Le Jardin Kervadec ouvre."
    ana = a_member(space, "Ana Kerdoncuff")
    a_page(space, "Mardi", page)

    gone(entering(space, TYPED))

    assert not RefusedName.objects.exists()
    assert without_refused_names(space, page) == page
    change_settings(Space.objects.get(), by=ana, name="Au Jardin Kervadec")


def test_meanwhile_strangers_read_the_name_of_the_space():
    space = a_space_called(TYPED)
    a_page(space, "Mardi", f"Le {TYPED} ouvre.")

    name_erasure.erase(entering(space, TYPED), at=NOW)

    assert Erasure.objects.get().due_at is not None
    assert f"<title>{TYPED}" in Client().get(space.get_absolute_url()).content.decode()


def test_a_name_that_a_text_gave_leaves_them_unless_it_is_kept():
    space = a_space_called("Chez Inès Carvalho")

    gone(a_person(space, "Inès Carvalho"))

    assert said_by(space)[0] == "Chez une personne"


def test_a_space_that_is_called_by_somebody_keeps_no_word_of_their_name_elsewhere():
    space = a_space_called("Chez Inès Carvalho")
    page = a_page(space, "Mardi", "Inès a la clé. Mme Carvalho aussi.")

    gone(a_person(space, "Inès Carvalho"))

    assert Note.objects.get(pk=page.note_id).body_md == "Une personne a la clé. Une personne aussi."


@pytest.fixture
def named():
    """What all members read, with a name: the words of the space, of an organisation, of agendas, of outputs."""
    space = a_space_called("Val d’Orme", sentence="Avec Inès Carvalho", partners="Inès Carvalho")
    an_organisation(space, "Atelier Inès Carvalho")
    AgendaTemplate.objects.create(
        space=space, key="conveners", title="Chez Inès Carvalho", points=[{"text": "Inès Carvalho ouvre"}]
    )
    OutputKind.objects.create(space=space, name="livre d’Inès Carvalho")
    need = a_need(space)
    Answer.objects.create(space=space, audience=need.audience, need=need, text="Voyez Inès Carvalho", at=NOW)
    name_erasure.erase(a_person(space, "Inès Carvalho"), at=NOW)
    return space


def all_said(space):
    return [
        *said_by(space),
        Organisation.objects.get().name,
        *AgendaTemplate.objects.values_list("title", "points").get(),
        OutputKind.objects.get().name,
        Answer.objects.get().text,
    ]


def test_what_all_members_read_is_listed_and_kept_like_other_texts(named):
    member, address = entered(Client(), a_member(named)), f"{named.get_absolute_url()}words/"
    before = all_said(named)

    shown = member.get(address).content.decode()
    member.post(address)
    delayed_erasure.finish_due(LATER)

    words = ("Val d’Orme", "Atelier Inès", "Chez Inès", "livre d’Inès", "Voyez Inès")
    typed = shown.replace("\u00a0", " ").replace("\u202f", " ")
    assert [one for one in words if one not in typed] == []
    assert all_said(named) == before
    kept = Entry.objects.filter(verb="words.kept").values_list("subject_kind", flat=True)
    assert sorted(kept) == ["groups.answer", "people.organisation", "spaces.space"]


def test_without_that_it_leaves_them_all(named):
    delayed_erasure.finish_due(LATER)

    assert "Carvalho" not in str(all_said(named))


def test_a_guest_is_told_of_no_words_of_members(named):
    refs = delayed_erasure.concerned(Erasure.objects.get())
    guest = guests.welcome(named, "Malo", form_token="2", at=NOW)

    read = delayed_erasure.read_by(refs, guest, named)

    assert not {type(one) for one in read} & {Space, AgendaTemplate, OutputKind}

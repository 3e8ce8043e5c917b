"""The doors of a gathering: who sees what, who may do what, and what each gesture leaves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.gatherings import gathering_announcement
from palabre.gatherings.cards import card_consent, group_cards
from palabre.gatherings.cards.group_cards import Words
from palabre.gatherings.models import Gathering, GroupCard
from palabre.gatherings.tests.scene import AT, announced, come, now, prepared
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Person
from palabre.post.models import Letter
from palabre.registrations import enrolment
from palabre.registrations.models import Registration
from palabre.wiki.copies.page_licences import sign
from tests.builders import a_gathering, a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def at(gathering, tail=""):
    return f"/s/{gathering.space.slug}/gatherings/{gathering.pk}/{tail}"


def card_of(gathering, title):
    return gathering.cards.get(group__title=title)


@pytest.fixture
def opened():
    """An announced gathering for everybody, whose first card is validated, and who carries its group."""
    gathering, ines = announced()
    group_cards.validate(card_of(gathering, "Le dernier kilomètre"), by=ines, at=AT)
    return gathering, ines


def test_a_gathering_is_prepared_with_a_card_for_each_group_already_begun():
    ines = a_member(a_space(), "Inès")
    a_group(ines.space, "Les jardins partagés", convened_by=(ines,))
    client = entered(Client(), ines)

    there = client.post(f"/s/{ines.space.slug}/gatherings/new/", {"title": "", "form_token": "x"})
    page = client.get(there.url).content.decode()

    assert Gathering.objects.get().title == "Les groupes s’ouvrent"
    assert "Les jardins partagés" in page


def test_a_passer_by_sees_what_is_announced_to_everybody_and_the_cards_that_were_validated(opened):
    gathering, _ines = opened

    page = Client().get(gathering.open_address).content.decode()

    assert "Le dernier kilomètre" in page
    assert "Les jardins partagés" not in page


def test_a_validated_card_that_its_host_says_otherwise_stays_whole_outside(opened):
    gathering, ines = opened

    words = Words("Le dernier kilomètre", "Une autre question ?", "")
    card = group_cards.write_card(card_of(gathering, "Le dernier kilomètre"), words, by=ines)

    page = Client().get(gathering.open_address).content.decode()
    card.refresh_from_db()
    assert (card.is_validated, card.title) == (True, "Le dernier kilomètre")
    assert "Une autre question" in page
    assert "Le dernier kilomètre" in page


@pytest.mark.parametrize("public", [True, False])
def test_what_is_not_announced_or_for_members_does_not_exist_for_a_passer_by(public):
    found, _ines = prepared(public=public)
    unannounced = Client().get(found.open_address).status_code
    for_members, _ines = announced(to_all=False, public=public)

    answers = [unannounced, Client().get(for_members.open_address).status_code, Client().get(at(found)).status_code]

    assert answers == [404, 404, 404]


def test_a_convener_opens_one_gathering_of_a_closed_space_to_everybody_and_nothing_else_of_it():
    gathering, _ines = announced(public=False)

    answers = [Client().get(where).status_code for where in (gathering.open_address, at(gathering), "/s/x/")]

    assert answers == [200, 404, 404]


def test_a_name_and_an_address_register_without_an_account_and_her_own_page_cancels(opened, settings):
    settings.MAIL_IS_CONFIGURED = False
    gathering, _ines = opened
    phone = Client()

    hers = phone.post(gathering.open_address, {"name": "Odile", "email": "odile@exemple.example", "form_token": "s"})
    page = phone.get(hers.url)
    looked_at = Registration.objects.get().cancelled_at
    phone.post(hers.url)

    assert page.status_code == 200
    assert (looked_at, Registration.objects.get().cancelled_at is not None) == (None, True)


def test_whether_an_address_is_registered_is_told_to_nobody_else(opened, settings):
    settings.MAIL_IS_CONFIGURED = True
    gathering, _ines = opened
    form = {"name": "Odile", "email": "odile@exemple.example"}

    first, second = (
        Client().post(gathering.open_address, form | {"form_token": form_token}, follow=True) for form_token in "ab"
    )

    said = [[str(message) for message in one.context["messages"]] for one in (first, second)]
    assert said[0] == said[1] != []


def test_a_calendar_file_is_hers_alone(opened, settings):
    settings.MAIL_IS_CONFIGURED = False
    gathering, _ines = opened
    phone = Client()
    hers = phone.post(gathering.open_address, {"name": "Odile", "email": "o@exemple.example", "form_token": "s"}).url

    assert b"BEGIN:VEVENT" in phone.get(f"{hers}calendar/").content
    assert Client().get(f"{hers}calendar/").status_code == 410


def test_who_registered_is_read_by_who_carries_a_group_and_by_no_other_member(opened):
    gathering, ines = opened
    come(gathering, "Odile")
    other = a_member(gathering.space, "Malo")

    hers, his = entered(Client(), ines), entered(Client(), other)

    assert "Odile" in hers.get(at(gathering, "registrations/")).content.decode()
    assert [his.get(at(gathering, tail)).status_code for tail in ("registrations/", "registrations/table/")] == [
        403
    ] * 2
    assert "Odile" not in his.get(at(gathering)).content.decode()


def test_the_list_says_whose_message_came_back(opened):
    gathering, ines = opened
    odile, _tarek = come(gathering, "Odile"), come(gathering, "Tarek")
    Letter.objects.filter(to_email=odile.email).update(refused="Adresse inconnue")

    page = entered(Client(), ines).get(at(gathering, "registrations/")).content.decode()

    assert page.count("le message est revenu") == 1


def test_a_spreadsheet_computes_nothing_of_what_people_typed(opened):
    gathering, ines = opened
    come(gathering, "=2+3", email="a@exemple.example")

    table = entered(Client(), ines).get(at(gathering, "registrations/table/")).content.decode()

    assert '"\'=2+3";"a@exemple.example"' in table


TENDED = ("words/", "day/", "announcement/", "invitation/")
TENDING = ("format/", "announcement/undoing/", "cancellation/", "restoration/", "invitation/undoing/")


def test_who_carries_nothing_changes_announces_and_cancels_nothing(opened):
    gathering, _ines = opened
    his = entered(Client(), a_member(gathering.space, "Malo"))

    answers = {his.post(at(gathering, tail)).status_code for tail in (*TENDED, *TENDING)}

    assert answers == {403}
    assert not now(gathering).is_off


def test_a_card_is_validated_by_who_carries_its_group_and_not_by_another_member(opened):
    gathering, ines = opened
    card, malo = card_of(gathering, "Le dernier kilomètre"), a_member(gathering.space, "Malo")
    group_cards.unvalidate_card(card, by=ines)
    his, hers = (entered(Client(), one) for one in (malo, ines))
    where = f"/s/{gathering.space.slug}/cards/{card.pk}/validation/"

    answers = [his.post(where).status_code, hers.post(where).status_code]

    assert answers == [403, 302]
    assert GroupCard.objects.get(pk=card.pk).is_validated


def test_what_a_member_changes_on_a_card_that_is_shown_waits_for_a_convener(opened):
    gathering, _ines = opened
    card = card_of(gathering, "Le dernier kilomètre")
    his = entered(Client(), a_member(gathering.space, "Malo"))

    his.post(f"/s/{gathering.space.slug}/cards/{card.pk}/", {"title": "Autrement", "question": "", "intention": ""})

    assert not GroupCard.objects.get(pk=card.pk).is_validated
    assert "Autrement" not in Client().get(gathering.open_address).content.decode()


def test_a_picture_needs_words_or_to_be_called_decorative(opened):
    gathering, ines = opened
    card, client = card_of(gathering, "Le dernier kilomètre"), entered(Client(), ines)
    where = f"/s/{gathering.space.slug}/cards/{card.pk}/picture/"

    def sent(**more):
        return client.post(where, {"file": SimpleUploadedFile("vue.png", PIXEL), "credit": "Maud", **more})

    assert sent().status_code == 422
    assert sent(decorative="on").status_code == 302
    picture = f"{gathering.open_address}cards/{card.pk}/image/"
    assert Client().get(picture)["Content-Type"] == "image/png"
    assert "Maud" in Client().get(gathering.open_address).content.decode()


def test_invariant_17_what_is_public_carries_its_licence_and_its_authors_as_they_wish(opened):
    gathering, ines = opened
    before = Client().get(gathering.open_address).content.decode()
    sign(ines, "I. Courtois, de Brennes")

    page = Client().get(gathering.open_address).content.decode()

    assert "Inès Courtois" not in before
    assert "I. Courtois, de Brennes" in page
    assert "CC BY-SA 4.0" in page


def test_nobody_is_shown_on_a_card_but_by_her_own_click(opened):
    gathering, ines = opened
    card, maud = card_of(gathering, "Le dernier kilomètre"), Person.objects.create(space=gathering.space, name="Maud")
    card_consent.ask_card_consent(card, maud, by=ines, at=timezone.now())
    asked = Client().get(gathering.open_address).content.decode()
    hers = Client()
    link = link_to(card, person=maud, by=None, at=timezone.now())

    hers.get(link_path(link))
    hers.post(f"/given/{link.pk}/card/", {"shown_as": "Maud, du bourg"})

    assert "Maud" not in asked
    assert "Maud, du bourg" in Client().get(gathering.open_address).content.decode()
    hers.post(f"/given/{link.pk}/card/", {"say": "no"})
    assert "Maud" not in Client().get(gathering.open_address).content.decode()


def test_a_group_from_elsewhere_fills_its_card_by_a_link_and_a_convener_shows_it(opened):
    gathering, ines = opened
    link = link_to(gathering, person=None, by=ines, at=timezone.now())
    guest = Client()
    guest.get(link_path(link))
    form = {
        "who": "Tarek Aziz",
        "form_token": "g",
        "card_form_token": "c",
        "guest_name": "Les ateliers du port",
        "title": "Le port",
    }

    first, second = (guest.post(f"/given/{link.pk}/gathering/", form) for _ in range(2))
    card = GroupCard.objects.get(group=None)
    waiting = Client().get(gathering.open_address).content.decode()
    group_cards.validate(card, by=ines, at=AT)

    assert (first.status_code, second.status_code) == (302, 302)
    assert "Le port" not in waiting
    assert "Le port" in Client().get(gathering.open_address).content.decode()


def test_a_card_follows_its_group_until_somebody_says_it_otherwise():
    gathering, ines = prepared()
    card = card_of(gathering, "Le dernier kilomètre")
    group_cards.write_card(card, Words("Le dernier kilomètre", "Qui vient ?", ""), by=ines)

    kept = GroupCard.objects.get(pk=card.pk)

    assert (kept.title, kept.question) == ("", "Qui vient ?")


def test_no_list_of_a_gathering_asks_more_for_more_cards(opened):
    gathering, ines = opened
    client = entered(Client(), ines)
    come(gathering)

    def queries(where):
        with CaptureQueriesContext(connection) as done:
            client.get(where)
        return len(done)

    before = [queries(where) for where in (at(gathering), gathering.open_address, at(gathering, "registrations/"))]
    for number in range(4):
        card = group_cards.show_group_card(
            gathering, a_group(gathering.space, f"Groupe {number}", convened_by=(ines,)), by=ines
        )
        group_cards.validate(card, by=ines, at=AT)
        card_consent.agree(card, by=ines, at=AT)
        come(gathering, f"P{number}")

    after = [queries(where) for where in (at(gathering), gathering.open_address, at(gathering, "registrations/"))]
    assert after == before


def test_each_screen_answers_in_each_of_its_states():
    gathering, ines = announced(capacity=1)
    for name in ("Odile", "Tarek"):
        come(gathering, name)
    client, space = entered(Client(), ines), f"/s/{gathering.space.slug}/"
    card = gathering.cards.first()
    tails = ("", *TENDED, "poster/", "registrations/", "registration/")
    within = [f"{space}gatherings/", f"{space}gatherings/new/", *(at(gathering, tail) for tail in tails)]
    every = [*within, f"{space}cards/{card.pk}/", f"{space}cards/{card.pk}/poster/", gathering.open_address]

    fine = {client.get(where).status_code for where in every}
    gathering_announcement.cancel(gathering, by=ines, at=AT)
    enrolment.cancel_registration(gathering.roll.registrations.first(), at=AT)

    assert fine == {200}
    assert {client.get(where).status_code for where in every} == {200}


def test_another_space_finds_neither_the_gathering_nor_its_cards(opened):
    gathering, _ines = opened
    her = a_member(a_space("Ailleurs"), "Rozenn")
    client, card = entered(Client(), her), gathering.cards.first()

    there = [f"/s/{her.space.slug}/gatherings/{gathering.pk}/", f"/s/{her.space.slug}/cards/{card.pk}/"]

    assert [client.get(where).status_code for where in there] == [404, 404]


def test_the_longest_words_are_refused_and_given_back(opened):
    gathering, ines = opened

    answer = entered(Client(), ines).post(at(gathering, "words/"), {"title": "x" * 201, "place": "Au foyer"})

    assert answer.status_code == 422
    assert "Au foyer" in answer.content.decode()
    assert "<p>C’est trop long\u00a0: raccourcissez, puis envoyez de nouveau.</p>" in answer.content.decode()


def test_who_is_a_guest_of_the_space_prepares_nothing():
    guest = Person.objects.create(space=a_space(public=True), name="Gaël", came_at=timezone.now())
    gathering = a_gathering(guest.space, is_announced=False)

    client = entered(Client(), guest)

    assert client.get(f"/s/{guest.space.slug}/gatherings/new/").status_code == 403
    assert client.get(at(gathering)).status_code == 404


def words(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("has_mail", [True, False])
def test_nobody_is_promised_a_message_where_no_mail_leaves(settings, has_mail):
    settings.MAIL_IS_CONFIGURED = has_mail
    gathering, _ines = announced(capacity=1)
    come(gathering, "Odile")
    row = come(gathering, "Tarek")
    client = Client()
    client.get(link_path(link := link_to(row, person=None, by=None, at=timezone.now())))

    pages = [words(client.get(one)) for one in (gathering.open_address, f"/given/{link.pk}/registration/")]

    assert ["on vous prévient" in one.lower() for one in pages] == [has_mail] * 2
    assert ["dit si une place est à vous" in one for one in pages] == [not has_mail] * 2
    assert ["Vous pourrez annuler par un lien" in pages[0], "vous annulez sur cet appareil" in pages[0]] == [
        has_mail,
        not has_mail,
    ]


def test_one_visitor_who_registers_very_many_stops_herself_alone(opened):
    gathering, _ines = opened
    flooding, other = Client(), Client()
    for one in (flooding, other):
        one.get(gathering.open_address)

    answers = [register_by(flooding, gathering, number) for number in range(25)]

    assert [one.status_code for one in answers].count(429) == 5
    assert "Réessayez dans 60 minutes." in answers[-1].content.decode()
    assert register_by(other, gathering, 99).status_code == 302


def register_by(client, gathering, number):
    said = {"name": f"Personne {number}", "email": f"p{number}@exemple.example", "form_token": f"form {number}"}
    client.cookies.pop("palabre", None)
    return client.post(gathering.open_address, said)

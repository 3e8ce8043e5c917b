"""The outbox and « les prévenir » as a browser without JavaScript meets them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.letters.letters_to_named import write_to_named
from palabre.minutes.letters.named_people import named_by
from palabre.minutes.models import Import
from palabre.minutes.outbox import views as screens
from palabre.minutes.outbox.common_message import mailto
from palabre.minutes.tests.scene import again, brought, seen
from palabre.people.access import join_link, links
from palabre.people.models import Audience, Person
from palabre.post.models import Letter, Way
from tests.builders import a_group, a_letter, a_member, a_person, a_space, entered, readers_of
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db

EVENING = datetime.datetime(2026, 11, 24, 20, tzinfo=datetime.UTC)
NAMES = "Ada Bihan, Bo Kervran, Cid Le Gall, Dan Marec, Eva Nicol"


def three_named() -> Import:
    """Bring minutes that name three persons."""
    text = "# Réunion\n\n3 octobre 2026\n\nPrésents : Ada Bihan, Bo Kervran, Cid Le Gall\n"
    return seen(brought(a_member(a_space(), "Odile Tanneguy"), text))


minutes = once_per_module(three_named)


@pytest.fixture
def reading(client: Client, minutes: Import) -> Import:
    """Return these minutes, brought by who looks at them."""
    found = again(minutes)
    entered(client, found.by)
    return found


def address(name: str, reading: Import, *args: object) -> str:
    return reverse(f"{'minutes' if name == 'people' else 'outbox'}:{name}", args=[reading.space.slug, *args])


def post(client: Client, reading: Import, **fields: Any) -> Any:
    return client.post(address("people", reading, reading.pk), fields)


def who(reading: Import, name: str) -> Person:
    return next(one.person for one in named_by(reading) if one.person.name == name)


def written(reading: Import, name: str = "Ada Bihan", email: str = "ada@x.example") -> Letter:
    who(reading, name).may_be_reached_at(email, by=None)
    return next(
        letter for letter in write_to_named(reading, by=reading.by, at=timezone.now()) if letter.to.name == name
    )


def test_a_pasted_line_says_what_it_gave_and_asks_whose_the_others_are(client: Client, reading: Import) -> None:
    text = post(client, reading, line="Ada Bihan <ada@x.example>, secretariat@x.example", read="").content.decode()

    assert "1 adresse reconnue. 2 personnes sans adresse." in text
    assert 'name="left-0" value="secretariat@x.example"' in text


def test_an_address_that_is_paired_by_hand_is_kept(client: Client, reading: Import) -> None:
    post(client, reading, **{"left-0": "secretariat@x.example", "whose-0": who(reading, "Bo Kervran").pk})

    assert who(reading, "Bo Kervran").email == "secretariat@x.example"


def test_what_is_no_address_is_shown_again_and_the_others_are_kept(client: Client, reading: Import) -> None:
    ada, bo = who(reading, "Ada Bihan"), who(reading, "Bo Kervran")

    answer = post(client, reading, **{f"address-{ada.pk}": "ada@", f"address-{bo.pk}": "bo@x.example", "tell": ""})

    assert answer.status_code == 422
    assert 'value="ada@"' in answer.content.decode()
    assert (Letter.objects.count(), who(reading, "Bo Kervran").email) == (0, "bo@x.example")


def test_told_they_have_each_a_letter_that_waits_in_the_outbox(client: Client, reading: Import) -> None:
    answer = post(client, reading, tell="")

    assert answer.url == address("outbox", reading)
    assert "3 messages sont prêts. Rien n’est parti." in client.get(answer.url).content.decode()


def test_a_link_to_give_is_shown_once_and_kept_by_no_cache(client: Client, reading: Import) -> None:
    ada = who(reading, "Ada Bihan")

    answer = post(client, reading, link=ada.pk)

    token = links.link_path(Letter.objects.get(to=ada).link)
    assert token in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert token not in client.get(address("people", reading, reading.pk)).content.decode()


def test_a_link_that_was_given_is_noted(client: Client, reading: Import) -> None:
    post(client, reading, given=who(reading, "Ada Bihan").pk)

    assert Letter.objects.get(sent_how=Way.BY_HAND).to.name == "Ada Bihan"


def test_a_line_beyond_reason_is_refused_and_shown_again(client: Client, reading: Import) -> None:
    answer = post(client, reading, line="x" * 30_001)

    assert (answer.status_code, "x" * 30_001 in answer.content.decode()) == (422, True)
    assert "Collez-la en plusieurs fois" in answer.content.decode()


def test_an_address_that_is_not_sent_is_kept_and_an_empty_one_is_taken_away(client: Client, reading: Import) -> None:
    ada, bo = who(reading, "Ada Bihan"), who(reading, "Bo Kervran")
    post(client, reading, **{f"address-{ada.pk}": "ada@x.example", f"address-{bo.pk}": "bo@x.example"})

    post(client, reading, **{f"address-{ada.pk}": ""})

    assert [who(reading, one).email for one in ("Ada Bihan", "Bo Kervran")] == ["", "bo@x.example"]


def test_an_address_is_paired_with_nobody_who_is_not_named(client: Client, reading: Import) -> None:
    other = a_person(reading.space, "Hugo Ferreira")

    answer = post(client, reading, **{"left-0": "secretariat@x.example", "whose-0": other.pk, "tell": ""})

    assert 'name="left-0" value="secretariat@x.example"' in answer.content.decode()
    assert (Person.objects.get(pk=other.pk).email, Letter.objects.count()) == ("", 0)


def test_without_a_mail_server_nothing_offers_to_send_and_it_says_why(client: Client, reading: Import) -> None:
    text = client.get(address("letter", reading, written(reading).pk)).content.decode()

    assert "Envoyer par Palabre" not in text
    assert "Ici, Palabre n’a pas de serveur de courriel." in text
    assert ("Envoyer depuis ma messagerie" in text, "Copier un lien" in text) == (True, True)


def test_a_letter_is_read_without_the_token_of_its_link(client: Client, reading: Import) -> None:
    letter = written(reading)

    answer = client.get(address("letter", reading, letter.pk))

    read = answer.content.decode().partition('class="preview')[2].partition("</div>")[0]
    assert ("(son lien)" in read, links.mac(letter.link) in read) == (True, False)
    assert "no-store" in answer["Cache-Control"]


def test_words_are_changed_and_what_is_refused_stays_in_its_field(client: Client, reading: Import) -> None:
    url = address("letter_words", reading, written(reading).pk)

    refused = client.post(url, {"subject": "Bonjour", "body": "Sans lien"})
    client.post(url, {"subject": "Bonjour", "body": "Voici (son lien : oui)."})

    assert (refused.status_code, "Sans lien</textarea>" in refused.content.decode()) == (409, True)
    assert Letter.objects.get(subject="Bonjour").body == "Voici {address}?answer=yes."


@pytest.mark.parametrize(("field", "bound"), [("subject", 200), ("body", 10_000)])
def test_words_past_their_bound_come_back(client: Client, reading: Import, field: str, bound: int) -> None:
    letter = written(reading)
    words = {"subject": "Bonjour", "body": "Voici (son lien)."} | {field: "x" * (bound + 1)}

    answer = client.post(address("letter_words", reading, letter.pk), words)

    assert (answer.status_code, "x" * (bound + 1) in answer.content.decode()) == (422, True)
    assert "C’est trop long" in answer.content.decode()


def test_all_are_sent_at_once_and_the_hour_is_said(
    client: Client, reading: Import, settings: Any, monkeypatch: Any
) -> None:
    settings.MAIL_IS_CONFIGURED = True
    monkeypatch.setattr(screens.timezone, "now", lambda: EVENING)
    letter = written(reading)
    text = client.get(address("outbox", reading)).content.decode()

    client.post(address("sending", reading), {"letter": [letter.pk]})

    assert "Il partira demain à 8 h. Rien ne part le soir ni le week-end." in " ".join(text.split()).replace(
        "\u00a0", " "
    )
    assert Letter.objects.get(pk=letter.pk).due_at > EVENING


def test_somebody_may_send_them_in_the_evening_all_the_same(
    client: Client, reading: Import, settings: Any, monkeypatch: Any
) -> None:
    settings.MAIL_IS_CONFIGURED = True
    monkeypatch.setattr(screens.timezone, "now", lambda: EVENING)
    letter = written(reading)

    client.post(address("sending", reading), {"letter": [letter.pk], "now": ""})

    assert Letter.objects.get(pk=letter.pk).due_at == EVENING


ACTS = ["letter_sending", "letter_waiting", "letter_giving", "letter_not_given", "letter_return"]


def test_each_act_on_a_letter_says_that_it_is_done(client: Client, reading: Import, settings: Any) -> None:
    settings.MAIL_IS_CONFIGURED = True
    letter = written(reading)

    said = {}
    for name in ACTS:
        client.post(address(name, reading, letter.pk))
        letter.refresh_from_db()
        said[name] = (bool(letter.approved_at), letter.sent_how)

    assert said == {
        "letter_sending": (True, ""),
        "letter_waiting": (False, ""),
        "letter_giving": (False, Way.BY_HAND),
        "letter_not_given": (False, ""),
        "letter_return": (False, ""),
    }


def test_nobody_else_changes_the_address_of_who_came_by_herself(client: Client, reading: Import) -> None:
    """Who has an address proves it by a code, and is then offered the person: it would be a way to become her."""
    letter = written(reading)
    letter.to.join(timezone.now())

    answer = client.post(address("letter_address", reading, letter.pk), {"address": "moi@x.example"})

    assert answer.status_code == 409
    assert Person.objects.get(pk=letter.to_id).email == "ada@x.example"


def test_a_message_that_came_back_goes_to_another_address(client: Client, reading: Import) -> None:
    letter = written(reading)
    Person.objects.filter(pk=letter.to_id).update(address_by=reading.by)
    client.post(address("letter_giving", reading, letter.pk), {"how": Way.MAILBOX})
    client.post(address("letter_return", reading, letter.pk))
    shown = client.get(address("outbox", reading)).content.decode()

    client.post(address("letter_address", reading, letter.pk), {"address": "ada@y.example"})

    assert "Ce message est revenu." in shown
    assert (who(reading, "Ada Bihan").email, who(reading, "Ada Bihan").email_refused_at) == ("ada@y.example", None)


def test_a_week_later_one_writes_again_by_hand(client: Client, reading: Import) -> None:
    letter = written(reading)
    Letter.objects.filter(pk=letter.pk).update(
        sent_at=timezone.now() - datetime.timedelta(days=8), sent_how=Way.MAILBOX
    )

    answer = client.post(address("letter_reminder", reading, letter.pk))

    assert "une dernière fois" in client.get(answer.url).content.decode()


def test_a_letter_too_long_for_a_mail_program_is_opened_without_its_text(reading: Import) -> None:
    letter = written(reading)

    short, long = (screens.mailto(letter, text, to=letter.email) for text in ("Bonjour", "é" * 400))

    assert (short.endswith("&body=Bonjour"), "&body" in long) == (True, False)
    assert long.startswith("mailto:ada@x.example?subject=")


@pytest.mark.parametrize("name", ["people", "outbox", "letter", "letter_words"])
def test_who_has_nothing_to_do_with_it_reads_no_letter(client: Client, reading: Import, name: str) -> None:
    letter = written(reading)
    open_to_space(reading, by=reading.by, at=timezone.now())
    args = {"people": [reading.pk], "outbox": []}.get(name, [letter.pk])

    entered(client, a_member(reading.space, "Ni l’un ni l’autre"))

    assert client.get(address(name, reading, *args)).status_code == 403


def test_letters_on_minutes_that_are_not_open_are_for_who_brought_them(client: Client, reading: Import) -> None:
    letter = written(reading)
    a_group(reading.space, convened_by=(carries := a_member(reading.space, "Hugo Ferreira"),))
    entered(client, carries)

    shown = client.get(address("outbox", reading)).content.decode()

    assert "Ada Bihan" not in shown
    assert client.get(address("letter", reading, letter.pk)).status_code == 404
    client.post(address("sending", reading), {"letter": [letter.pk]})
    assert not Letter.objects.filter(approved_at__isnull=False).exists()


def test_news_that_one_may_not_read_is_in_no_outbox(client: Client, reading: Import) -> None:
    other = a_member(reading.space, "Hugo Ferreira")
    secret = brought(other, "# Autre réunion\n\n4 octobre 2026\n")
    entry = reading.space.entries.get(subject_id=secret.pk, subject_kind="minutes.import")
    a_letter(other, "Nouvelle secrète", by=other, about=f"entry:{entry.pk}")

    assert "Nouvelle secrète" not in client.get(address("outbox", reading)).content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_outbox_costs_the_same_at_one_and_at_five(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    space = a_space()
    reading = brought(a_member(space), "# Réunion\n\n3 octobre 2026\n")
    for number in range(rows):
        for facts in ({}, {"sent_at": timezone.now(), "sent_how": Way.MAILBOX}):
            a_letter(a_person(space, f"P{number}"), by=reading.by, about=f"minutes:{reading.audience_id}", **facts)
    entered(client, reading.by)

    with django_assert_num_queries(5):
        client.get(address("outbox", reading))


@pytest.mark.parametrize("rows", [1, 5])
def test_telling_costs_the_same_at_one_and_at_five(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = ", ".join(NAMES.split(", ")[:rows])
    reading = seen(brought(a_member(a_space()), f"# Réunion\n\n3 octobre 2026\n\nPrésents : {names}\n"))
    entered(client, reading.by)

    with django_assert_num_queries(8):
        client.get(address("people", reading, reading.pk))


def test_an_audience_is_what_ties_letters_to_minutes(reading: Import) -> None:
    letter = written(reading)

    assert letter.about == f"minutes:{Audience.objects.get(pk=reading.audience_id).pk}"
    assert readers_of(reading.space).pk != reading.audience_id


def test_what_is_noted_as_sent_leads_to_the_next_message_with_its_undo(client: Client, reading: Import) -> None:
    first, second, last = sorted(write_to_named(reading, by=reading.by, at=timezone.now()), key=lambda one: one.pk)

    answer = client.post(address("letter_giving", reading, second.pk), {"how": Way.MAILBOX}, follow=True)
    end = client.post(address("letter_giving", reading, last.pk), {"how": Way.MAILBOX})

    assert answer.redirect_chain[-1][0] == address("letter", reading, last.pk)
    assert address("letter_not_given", reading, second.pk) in answer.content.decode()
    assert end.url == address("letter", reading, first.pk)


def test_one_message_to_all_is_in_blind_copy_and_holds_no_link_of_anybody(client: Client, reading: Import) -> None:
    letter = written(reading)
    for name, email, facts in (
        ("Bo Kervran", "bo@x.example", {"news": "none"}),
        ("Cid Le Gall", "", {}),
        ("Ada Bihan", "ada@x.example", {"address_by": reading.by}),  # others' are not shown: see can_know_address
    ):
        Person.objects.filter(pk=who(reading, name).pk).update(email=email, **facts)

    shown = client.get(address("to_all", reading))

    message = shown.context["message"]
    assert (message.addresses, message.without_address) == (["ada@x.example"], ["Cid Le Gall"])
    assert message.mailto.startswith("mailto:?bcc=ada@x.example&subject=")
    assert links.link_path(letter.link) not in shown.content.decode()


def test_one_message_to_all_lets_in_by_the_link_that_is_for_all_or_says_that_there_is_none(
    client: Client, reading: Import
) -> None:
    written(reading)
    Person.objects.filter(pk=who(reading, "Ada Bihan").pk).update(address_by=reading.by)
    without = client.get(address("to_all", reading))
    made = join_link.make_link(reading.space, by=reading.by, at=timezone.now())

    shown = client.get(address("to_all", reading)).context["message"].text

    assert "pas de lien d’entrée" in without.content.decode().replace("\u00a0", " ")
    assert links.link_path(made) in shown


def test_who_writes_no_letters_and_who_does_not_read_the_minutes_learns_no_address(reading: Import) -> None:
    written(reading)
    other = a_member(reading.space, "Malo Kersauze")
    refused = entered(Client(), other).get(address("to_all", reading))
    a_group(reading.space, convened_by=(other,))

    shown = entered(Client(), other).get(address("to_all", reading))

    assert (refused.status_code, Client().get(address("to_all", reading)).status_code) == (403, 404)
    assert shown.context["message"].addresses == []


def test_a_message_that_is_too_long_for_a_mail_program_is_pasted() -> None:
    many = [f"prenom.nom{number}@exemple.example" for number in range(80)]

    assert mailto(many, "Un mot", "Bonjour") == "mailto:?subject=Un%20mot&body=Bonjour"
    assert mailto(many, "Un mot", "é" * 900) == "mailto:"

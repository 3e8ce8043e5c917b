"""Sign in by a code that was mailed."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from palabre.accounts import sign_in_codes
from palabre.accounts.forms import code_in
from palabre.accounts.models import Account, SentCode
from palabre.accounts.tests.browsers import (
    CODE,
    INES,
    SIGN_IN,
    ask,
    code_of,
    hour_of,
    minutes_ago,
    not_the_code,
    sign_in,
    type_code,
    words,
    wrong_for,
)
from palabre.web.visitor_cookie import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_leaves(settings):
    settings.MAIL_IS_CONFIGURED = True


def signed_in_as(client):
    answer = client.get("/account/")
    return answer.context["account"].email if answer.status_code == 200 else None


def test_an_unknown_address_gets_an_account_once_its_code_is_right(client):
    ask(client)
    before = Account.objects.count()

    answer = type_code(client, code_of())

    assert (before, answer.status_code, answer.url) == (0, 302, "/account/")
    assert signed_in_as(client) == INES


def test_an_address_that_has_an_account_keeps_it_however_it_is_written(client):
    account = Account.objects.open("Ines.Courtois@Mairie-Brennes.example")

    sign_in(client, "INES.courtois@mairie-brennes.EXAMPLE ".strip().lower())

    assert list(Account.objects.all()) == [account]
    assert signed_in_as(client) == INES


def test_the_code_leaves_by_mail_in_plain_words(client):
    ask(client)

    (message,) = mail.outbox
    assert (message.to, message.subject) == ([INES], "Votre code pour Palabre")
    assert message.body.startswith("Bonjour,")
    assert code_of() in message.body
    assert "15\xa0minutes" in message.body or "15 minutes" in message.body
    assert f"à {hour_of(SentCode.objects.get())}" in message.body.replace("\xa0", " ").replace("\u202f", " ")


def test_the_message_speaks_the_reader_s_language(client):
    client.cookies["langue"] = "en"

    ask(client)

    assert mail.outbox[0].body.startswith("Hello,")


def test_looking_uses_no_code_up(client):
    ask(client)

    statuses = [client.get(CODE, {"code": code_of()}).status_code, client.head(CODE).status_code]

    assert statuses == [200, 200]
    assert type_code(client, code_of()).status_code == 302


def test_looking_keeps_nothing_on_the_server(client):
    client.get(SIGN_IN)
    client.get(CODE)

    assert Session.objects.count() == 0


def test_tries_that_are_too_old_are_forgotten_when_somebody_else_asks(client):
    ask(client)
    Session.objects.update(expire_date=timezone.now())

    ask(Client(), "youssef@exemple.example")

    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    "typing",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code}\n",
        lambda code: f"Votre code : {code}",
        lambda code: f"Bonjour,\n\nVotre code\xa0: {code}\n\nTapez-le sur la page où vous l’avez demandé.",
        lambda code: " ".join(code.replace("-", "")),
        lambda code: code.replace("-", "–"),
    ],
)
def test_a_code_is_taken_as_people_type_or_paste_it(client, typing):
    ask(client)

    assert type_code(client, typing(code_of())).status_code == 302


def test_what_is_no_code_at_all_is_said_so_and_counts_for_nothing(client):
    ask(client)

    answers = [type_code(client, "BCDF-GH") for _ in range(12)]

    assert {answer.status_code for answer in answers} == {422}
    assert "Un code a huit lettres" in words(answers[-1])
    assert type_code(client, code_of()).status_code == 302


def test_a_wrong_code_is_said_so_and_kept_in_the_field(client):
    ask(client)

    answer = type_code(client, wrong_for(code_of()))

    assert answer.status_code == 422
    assert not_the_code() in words(answer)
    assert 'value="XXXX-XXXX"' in words(answer)


def test_once_a_code_was_used_no_other_of_its_address_is_good(client):
    other = Client()
    ask(other)
    others_code = code_of()
    sign_in(client)

    answer = type_code(other, others_code)

    assert answer.status_code == 422
    assert "Ce code a déjà servi. Demandez-en un autre." in words(answer)


def test_a_code_opens_only_the_browser_that_asked_for_it(client):
    other = Client()
    ask(client)
    code = code_of()
    ask(other)

    elsewhere, here = type_code(other, code), type_code(client, code)

    assert "Ce n’est pas le bon code." in words(elsewhere)
    assert (elsewhere.status_code, here.status_code) == (422, 302)


def test_the_database_holds_no_code(client):
    ask(client)
    code = code_of()

    kept = [*SentCode.objects.values_list(), *(one.get_decoded() for one in Session.objects.all())]

    assert code not in str(kept)
    assert code.replace("-", "") not in str(kept)


def test_a_code_made_with_a_former_secret_is_good_too(client, settings):
    ask(client)
    code = code_of()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "un autre secret"

    assert type_code(client, code).status_code == 302


def test_a_code_is_good_for_fifteen_minutes(client):
    ask(client)
    code = code_of()
    minutes_ago(16, client)

    answer = type_code(client, code)

    assert (answer.status_code, answer.url) == (302, f"{SIGN_IN}?late=1")
    assert "Cette page a attendu trop longtemps" in words(client.get(answer.url))
    assert Account.objects.count() == 0


def test_a_code_typed_where_nobody_asked_leads_to_asking(client):
    ask(Client())

    answer = type_code(client, code_of())

    assert answer.url == f"{SIGN_IN}?late=1"
    assert Account.objects.count() == 0


def test_who_sends_her_code_twice_is_told_that_she_is_in(client):
    ask(client)
    code = code_of()
    type_code(client, code)

    page = words(client.get(type_code(client, code).url))

    assert 'Cet appareil connaît déjà votre adresse. <a href="/account/">Vos espaces</a>' in page
    assert "trop longtemps" not in page


def test_who_gave_an_address_finds_it_again_when_she_asks_for_another_code(client):
    ask(client)

    assert f'value="{INES}"' in words(client.get(SIGN_IN))


@pytest.mark.parametrize("place", ["/s/voisinages/pages/", "/?langue=en"])
def test_she_comes_back_to_where_she_was(client, place):
    answer = sign_in(client, next=place)

    assert client.get(answer.url).url == place


ELSEWHERE = ["https://ailleurs.example/", "http:///ailleurs.example", "javascript:x", "ailleurs", "/" * 3000]
ELSEWHERE += [
    "//ailleurs.example/",
    "///ailleurs.example",
    "/\\ailleurs.example",
    "\\\\ailleurs.example",
    "/\t/ailleurs.example",
]


@pytest.mark.parametrize("place", ELSEWHERE)
def test_nobody_is_led_elsewhere(client, place):
    answer, later = sign_in(client, next=place), client.get("/account/", {"next": place})

    assert answer.url == "/account/"
    assert later.status_code == 200


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Écrivez votre adresse électronique."),
        ("ines.courtois", "Cette adresse est incomplète"),
        ("inès.courtois@exemple.example", "Certains serveurs refusent un accent avant le @."),
        ("a@b", "Cette adresse est incomplète"),
        (f"{'a' * 250}@exemple.example", "C’est trop long"),
    ],
)
def test_an_address_that_cannot_be_written_to_is_said_so_and_kept(client, email, sentence):
    answer = ask(client, email)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert email in words(answer)
    assert mail.outbox == []


def test_a_domain_is_one_address_with_its_accent_or_as_browsers_spell_it(client):
    ask(client, "ines@mairie-orée.example")

    ask(Client(), f"ines@{'mairie-orée'.encode('idna').decode()}.example")

    assert {sent.email for sent in SentCode.objects.all()} == {"ines@mairie-orée.example"}


def test_an_address_that_was_closed_does_not_come_in(client):
    Account.objects.open(INES)
    Account.objects.update(is_active=False)

    answer = sign_in(client)

    assert answer.status_code == 409
    assert "Cette adresse a été fermée ici." in words(answer)
    assert signed_in_as(client) is None


def test_signing_out_leaves_on_this_device(client):
    sign_in(client)

    answer = client.post("/account/sign-out/")

    assert answer.url == "/"
    assert signed_in_as(client) is None


def test_codes_that_are_too_old_are_forgotten(client):
    ask(client)
    minutes_ago(16, client)

    ask(Client(), "youssef@exemple.example")

    assert [sent.email for sent in SentCode.objects.all()] == ["youssef@exemple.example"]


def test_the_codes_that_allauth_makes_are_those_that_are_read():
    at = timezone.now() - datetime.timedelta(hours=1)

    made = [
        sign_in_codes.send_code(f"a{number}@exemple.example", by=Visitor(f"{number}"), at=at)[0].code
        for number in range(20)
    ]

    assert [code_in(code) for code in made] == made

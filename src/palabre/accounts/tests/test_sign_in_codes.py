"""The message with the code, against a real mail server; and where none is configured."""

import logging

import pytest
from django.test import Client

from palabre.accounts.models import Account, SentCode
from palabre.accounts.tests.browsers import CODE, INES, ask, code_of, hour_of, minutes_ago, sign_in, type_code, words
from palabre.post.tests.mail_server import a_mail_server, free_port, given_to, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as opened:
        yield opened


def after_asking(client, email=INES):
    """Ask for a code; return what the next page says."""
    return words(client.get(ask(client, email).url))


def test_a_message_arrives_whole(client, server, settings):
    settings.DEFAULT_FROM_EMAIL = "palabre@exemple.example"

    page = after_asking(client)

    (message,) = server.received
    assert (message["To"], message["From"]) == (INES, "palabre@exemple.example")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    assert code_of() in text_of(message)
    assert f"Nous l’avons envoyé à <b>{INES}</b> à {hour_of(SentCode.objects.get())}. Il est valable 15 minutes" in page


def test_a_domain_with_an_accent_is_written_to(client, server):
    email = "ines@mairie-orée.example"

    after_asking(client, email)

    assert server.recipients == ["ines@" + "mairie-orée".encode("idna").decode() + ".example"]
    assert type_code(client, code_of(email)).url == "/account/"


def test_an_address_that_the_other_side_refuses_is_said_so(client, server):
    server.answers = ["550 5.1.1 No such user"]

    page = after_asking(client)

    assert f"Le serveur qui reçoit refuse l’adresse <b>{INES}</b>. Vérifiez comment elle s’écrit." in page
    assert "peut vous dire le code de vive voix" in page


@pytest.mark.parametrize("answer", ["451 4.7.1 Come back later", "550 5.7.1 Relaying denied", "530 5.7.0 Who are you?"])
def test_what_is_not_the_address_s_fault_is_not_laid_on_it(client, server, answer):
    server.answers = [answer]

    page = after_asking(client)

    assert f"Le message pour <b>{INES}</b> ne peut pas partir en ce moment. Réessayez dans quelques minutes." in page


def test_a_text_that_is_refused_is_said_so(client, server):
    server.at_the_end = ["552 5.2.2 Mailbox full"]

    assert "Le serveur qui reçoit refuse l’adresse" in after_asking(client)


def test_a_mail_server_that_is_down_is_said_so_with_what_to_do(client, settings, caplog):
    given_to(settings, free_port())

    page = after_asking(client)

    assert "Réessayez dans quelques minutes." in page
    assert [record.getMessage() for record in caplog.records] == ["a code did not leave: ConnectionRefusedError"]


def test_once_the_mail_server_is_back_the_same_code_leaves(client, settings, server):
    given_to(settings, free_port())
    ask(client)
    code = code_of()
    given_to(settings, server.port)

    ask(client)

    assert code in text_of(server.received[0])
    assert type_code(client, code).url == "/account/"


def test_a_server_that_stays_down_is_not_tried_for_ever(client, settings, caplog):
    given_to(settings, free_port())

    pages = [after_asking(client) for _ in range(7)]

    assert len(caplog.records) == 5
    assert "Réessayez dans quelques minutes." in pages[-1]


@pytest.fixture
def administrator(client, settings):
    """Somebody who looks after the server, signed in; then no mail leaves any longer."""
    settings.MAIL_IS_CONFIGURED = True
    sign_in(client, "sabine@exemple.example")
    Account.objects.get().may_look_after_the_instance()
    settings.MAIL_IS_CONFIGURED = False
    return client


def test_without_a_mail_server_the_code_is_on_the_console_once(client, caplog):
    with caplog.at_level(logging.INFO, logger="palabre.codes"):
        logging.getLogger("palabre.codes").addHandler(caplog.handler)
        pages = [after_asking(client) for _ in range(3)]
        logging.getLogger("palabre.codes").removeHandler(caplog.handler)

    assert [record.getMessage() for record in caplog.records] == [f"{code_of()} {INES}"]
    assert f"Demandez à la personne qui s’en occupe le code de <b>{INES}</b>." in pages[-1]
    assert type_code(client, code_of()).url == "/account/"


def test_who_looks_after_the_server_reads_the_codes_to_tell(administrator):
    ask(Client())

    page = words(administrator.get("/account/codes/"))

    assert code_of() in page
    assert INES in page


def test_a_code_that_left_by_mail_is_shown_to_nobody(administrator, settings):
    settings.MAIL_IS_CONFIGURED = True
    ask(Client())

    assert code_of() not in words(administrator.get("/account/codes/"))


def test_a_code_whose_message_did_not_leave_is_shown(administrator, settings):
    given_to(settings, free_port())
    ask(Client())

    assert code_of() in words(administrator.get("/account/codes/"))


def test_a_code_that_is_too_old_is_not_shown(administrator):
    ask(Client())
    minutes_ago(16)

    assert code_of() not in words(administrator.get("/account/codes/"))


def test_a_code_that_was_used_is_gone(administrator):
    sign_in(Client())

    assert "Aucun code n’attend." in words(administrator.get("/account/codes/"))
    assert SentCode.objects.count() == 0


def test_for_anybody_else_the_codes_are_not_there(client):
    sign_in(client)
    ask(Client(), "youssef@exemple.example")

    answers = [client.get("/account/codes/"), Client().get("/account/codes/")]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("count", [1, 5])
def test_the_codes_to_tell_cost_the_same_however_many(administrator, django_assert_num_queries, count):
    for number in range(count):
        ask(Client(), f"personne{number}@exemple.example")

    with django_assert_num_queries(2):
        administrator.get("/account/codes/")


def test_the_page_of_a_code_shows_no_code(client):
    ask(client)

    assert code_of() not in words(client.get(CODE))

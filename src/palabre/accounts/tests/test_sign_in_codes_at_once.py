"""One code, typed by many browsers at the same instant."""

import threading

import pytest
from django.db import connection
from django.test import Client

from palabre.accounts.tests.browsers import ask, code_of, type_code
from tests.at_once import wait_for_long

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _mail_leaves(settings):
    settings.MAIL_IS_CONFIGURED = True


def typed_at_once(clients, code):
    """Have each browser type the code at the same instant; return the statuses of the answers."""
    start, statuses = threading.Barrier(len(clients)), []

    def one(client):
        try:
            wait_for_long()
            start.wait()
            statuses.append(type_code(client, code).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_of_ten_browsers_that_type_the_last_code_at_once_one_signs_in():
    for _ in range(4):
        ask(Client())
    clients = [Client() for _ in range(10)]
    for client in clients:
        ask(client)  # the first is sent the fifth message, the nine others wait for the same code

    statuses = typed_at_once(clients, code_of())

    assert sorted(statuses) == [302] + [422] * 9


def test_a_copied_try_signs_in_once(client):
    ask(client)
    copies = [Client() for _ in range(8)]
    for copy in copies:
        copy.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})

    typed_at_once(copies, code_of())

    assert sum("_auth_user_id" in copy.session for copy in copies) == 1

"""Few threads of a process keep their connection to the database between two requests."""

import threading

import pytest
from django.db import connection

from palabre.web.outages.kept_connections import KeptConnections

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.postgres
def test_threads_beyond_the_bound_close_their_connection_and_the_others_keep_it() -> None:
    kept, are_open = KeptConnections(most=2), list[bool]()

    def ask() -> None:
        for _twice in range(2):
            connection.ensure_connection()
            kept.let_go()
        are_open.append(connection.connection is not None)
        together.wait()
        connection.close()

    together = threading.Barrier(4)
    threads = [threading.Thread(target=ask) for _one in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(are_open) == [False, False, True, True]

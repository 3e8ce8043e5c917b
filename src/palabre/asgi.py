"""One address, two doors: the pages by WSGI, in threads; what lives between persons by WebSocket."""

import logging

from django.db import connection, connections

from palabre.serving.client_departure import Message, Receive
from palabre.serving.priority_queue import MOST_WRITING
from palabre.serving.wsgi_bridge import Pages, Send
from palabre.wsgi import application as by_wsgi  # sets Django up: what comes next needs it

from palabre.live.doors import open_door  # isort: skip
from palabre.serving.request_priority import asker_of  # isort: skip


def abandon_request() -> None:
    """Drop the database connections of a thread whose request was stopped: its transaction is rolled back."""
    logging.getLogger(__name__).error("A request spent all its processor time, and was stopped")
    for one in connections.all(initialized_only=True):
        if one.connection is not None:
            one.connection.close()  # whatever Django thinks of its state
        del connections[one.alias]


writing = 1 if connection.vendor == "sqlite" else MOST_WRITING
pages = Pages(by_wsgi, writing=writing, asker_of=asker_of, abandon=abandon_request)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await pages(scope, receive, send)
    elif scope["type"] == "websocket":
        await open_door(scope, receive, send)

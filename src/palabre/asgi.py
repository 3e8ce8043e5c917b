"""One address, two doors: the pages by WSGI, in threads; what lives between persons by WebSocket."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from palabre.serving.client_departure import Message, Receive
from palabre.serving.priority_queue import MOST_WRITING
from palabre.serving.processor_bound import refuse_out_of_time
from palabre.serving.wsgi_bridge import Pages, Send
from palabre.web.outages.kept_connections import KeptConnections
from palabre.wsgi import application as by_wsgi  # sets Django up: what comes next needs it

from palabre.live.doors import open_door  # isort: skip
from palabre.serving.request_priority import asker_of  # isort: skip


def by_wsgi_in_time(environ: Message, start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer by WSGI; each query of the request looks at the processor time that is left."""
    try:
        with connection.execute_wrapper(refuse_out_of_time):
            return by_wsgi(environ, start)
    finally:
        if connection.vendor != "sqlite":
            kept_connections.let_go()


kept_connections = KeptConnections()
writing, in_turn = (1, True) if connection.vendor == "sqlite" else (MOST_WRITING, False)
pages = Pages(by_wsgi_in_time, writing=writing, asker_of=asker_of, in_turn=in_turn)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await pages(scope, receive, send)
    elif scope["type"] == "websocket":
        await open_door(scope, receive, send)

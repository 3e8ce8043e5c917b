"""One address, two doors: the pages by WSGI, in threads; what lives between persons by WebSocket."""

from palabre.serving.pages import Message, Pages, Receive, Send
from palabre.wsgi import application as by_wsgi

pages = Pages(by_wsgi)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await pages(scope, receive, send)
    elif scope["type"] == "websocket":
        await live(send)


async def live(send: Send) -> None:
    """Refuse: the rooms of live notes will answer here."""
    await send({"type": "websocket.close"})

"""Rooms: where people type in one note at the same time, over WebSockets, in the words of y-websocket.

A connection comes by the `note_websocket`, is a `Guest` there, and types in a `Room`, one per note and process. The
`Hub` holds the rooms; the `Scribe` writes their log to the database and says when it is there; the `Watch` looks at the
database for what others wrote and for rights that changed; a `Bus` tells other processes faster, where there are any.
"""

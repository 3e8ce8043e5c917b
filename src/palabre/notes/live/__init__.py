"""Rooms: where people type in one note at the same time, over WebSockets, in the words of y-websocket.

A connection comes by the `note_websocket`, and types in a `Room`, one per note and process. The `OpenRooms`, a
broadcaster of `live`, holds the connections and the rooms, and judges who may stay; the `Scribe` writes their log to
the database and says when it is there; the `Watch` takes in what others wrote.
"""

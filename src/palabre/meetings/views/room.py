"""The room: its screens, and the gestures that they post. Everything works without JavaScript.

`/s/<space>/meetings/<n>/room/?as=facilitator|scribe|projector|phone`, for who reads the meeting; `/opened/<link>/room/`
for a guest, who has a phone. Both give their templates (`meetings/room/<role>.html`): `meeting`, `room` (RoomState),
`socket` (the path of the WebSocket, with `?as=`), `is_guest`, `text_address` (« Écrire avec tout le monde », "" where
she may not write), `search_address` ("" for a guest), `page` (for the scribe: the wiki page whose note is live, None
until it has begun). `meetings/room/closed.html` (`meeting`, `may_open`) is shown while nobody opened the room;
`meetings/room/door.html` (`code`, `refusal`) asks for five letters, `meetings/room/entrance.html` (`meeting`, `seed`,
`name`, `refusal`) for a first name.

Gestures, each `POST <gesture>/`, its facts in the query or in the form; `as` leads back to the same screen:

whoever belongs to the space (`mine.leads`)
    beginning/ · next-point/?version= · point/?item=&version= · extension/?extra= (what she saw) · clock/?hides=1|0 ·
    facilitation/ (« Je reprends l’animation ») · pen/ (« J’écris ») · presence/?person=&here=1|0, or `name=` typed ·
    speaker/?person= (none: nobody speaks any longer) · circle/ with `question=` · piece/?circle=&to= ·
    circle-end/?circle= · code/ (a new one) · end/ with `next=keep|choose|none`
whoever is in the room
    my-presence/ (« Je suis là ») · hand/ (« Je voudrais parler ») · no-hand/ · turn/?circle=&holder=&spoke=1|0 (hers,
    or passed on by whoever leads) · sentence/?circle= with `text=` and `signed=1`

A browser that posts with `fetch` asks for `Accept: application/json`: it is answered 204, or the refusal as
`{"why", "instead"}` with its status; what changed comes by the WebSocket. `GET state/?as=&version=` answers 304 when
the screen is as it was, else `{"version", "html"}`, for where no WebSocket passes.

By the WebSocket come `{"version", "html"}` and `{"flash": {"kind": "weather"|"hand", "word", "name"}}`; it hears
`{"flash": "soleil"}` (see room/flashes.py for the words) and `{"hand": true}`. It ends by 4401, 4403 or 4404 when she
may no longer be here: the page then reloads itself once, and says why. Any other end: come back, after 1, 2, 4… 30
seconds.
"""

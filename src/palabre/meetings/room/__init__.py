"""The room: a meeting while it takes place, on the screens of whoever facilitates, writes, watches or is on the phone.

Acts change a `Room`; `room_facts` reads where it stands once for everybody, `room_state` is what one screen shows of
that, and `screen_broadcaster` tells the screens over WebSockets. Nobody's own weather is kept: it passes through
`flashes`, and is gone.
"""

"""Live: what follows without reloading, whatever it is that is followed, over one WebSocket for each open screen.

A slice above registers a door (`doors`), looks up who comes and what they may do (`live_visitors`, `visitor_rights`),
and has a broadcaster hold its connections. A bell tells the broadcaster of its process that something changed, the
bus tells those of other processes; whoever hears neither looks at the database four times a second.
"""

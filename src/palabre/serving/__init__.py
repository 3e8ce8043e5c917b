"""What serves Palabre at one address: a supervisor that keeps the pages and the journal's worker alive.

`python -m palabre.serving` is what `start` becomes. The supervisor loads no Django: it holds the listening
socket, starts the children, brings back the one that dies, and takes them all along when it stops.
"""

"""Serving Palabre at one address: a supervisor that keeps the pages and the journal's worker running.

`python -m palabre.serving` is what `start` executes. The supervisor loads no Django: it holds the listening socket,
starts the children, restarts one that dies, and stops them all when it stops.
"""

"""Entry: what happened, written in the transaction of the act; the worker tells it to those it concerns."""

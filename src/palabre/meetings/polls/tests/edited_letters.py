"""The letters of a poll that somebody edited: gestures and words of the tests around them."""

from django.urls import reverse

WORDS = "LONGS MOTS {address}"


def press(client, poll, door, **said):
    return client.post(reverse(f"meetings:{door}", args=[poll.space.slug, poll.pk]), said)

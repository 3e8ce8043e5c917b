"""Letters that call to a meeting, edited or sent: words and gestures of the tests around them."""

from django.utils import timezone

from palabre.post.models import Letter
from palabre.post.outbox import change_letter

WORDS = "PRIVÉ, entre nous : {address}"


def edited(letter, by, body=WORDS):
    change_letter(letter, "MES MOTS", body, by=by, at=timezone.now())
    return Letter.objects.get(pk=letter.pk)


def left(letter):
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), sent_how="palabre")

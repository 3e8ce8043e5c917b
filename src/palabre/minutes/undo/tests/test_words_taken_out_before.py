"""Words that members take out of minutes before they publish them are shown to nobody outside, by any door."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Action, Need
from palabre.groups.questions.wordings import reword
from palabre.meetings.models import Decision
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import HEAD, KNOWN, NEWS, TAIL, TWO, again, brought
from palabre.questions.models import Question
from palabre.wiki import page_text
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
NEEDS = "- Une voiture pour Karim, qui sort de cure\n- Du papier\n"
LINES = f"{NEEDS}\n## À faire\n\n- Appeler Malo pour son divorce, par Zoé\n"
TEXT = f"# Conseil du 3 octobre 2026\n\n## Besoins\n\n{LINES}\n## Décisions\n\n- Nous ne prêtons plus la salle.\n"


def published(text, *changes):
    """Bring these minutes, change them among members, then publish them; return their page and who did it."""
    malo = a_member(a_space(public=True), "Malo Kersauze")
    a_member(malo.space, "Yann Quintin")
    reading = brought(malo, text)
    open_to_space(reading, by=malo, at=timezone.now())
    for before, after in changes:
        page = again(reading).page
        page_text.save_page_text(page, page.note.body_md.replace(before, after), base=page.note.revision, by=malo)
    publish(again(reading), by=malo)
    return again(reading).page, malo


def reworded(thing, name, text, by):
    entered(Client(), by).post(reverse(name, args=[by.space.slug, thing.pk]), {"text": text})


def told(who, *addresses):
    return "\n".join(who.get(address).content.decode() for address in addresses)


def things_of(space):
    return [one.get_absolute_url() for model in (Action, Need, Decision) for one in model.objects.filter(space=space)]


def test_members_alone_read_beside_the_lines_what_was_read_in_former_ones():
    page, malo = published(TEXT, ("- Une voiture pour Karim, qui sort de cure\n", ""), (", qui ", ""))
    lines = [f"{page.get_absolute_url()}lines/", f"{page.get_absolute_url()}lines/6/"]

    assert "sort de cure" not in told(Client(), *lines)
    assert "sort de cure" in told(entered(Client(), malo), *lines)


@pytest.mark.parametrize(
    ("model", "name", "taken", "kept"),
    [(Need, "groups:need_words", "cure", "Une voiture"), (Action, "groups:action_words", "divorce", "Appeler Malo")],
)
def test_a_thing_quotes_to_strangers_only_words_that_its_page_still_says(model, name, taken, kept):
    line = next(one for one in LINES.splitlines() if taken in one)
    page, malo = published(TEXT, (line, f"- {kept}"))
    thing = model.objects.get(text__contains=taken)
    reworded(thing, name, kept, malo)
    thing.refresh_from_db()

    outside, inside = (told(who, thing.get_absolute_url()) for who in (Client(), entered(Client(), malo)))
    assert (taken in outside, page.get_absolute_url() in outside) == (False, True)
    assert taken in inside


def test_what_the_page_still_says_is_quoted_to_all():
    _page, malo = published(TEXT)

    for who in (Client(), entered(Client(), malo)):
        assert all('<blockquote class="quote">' in told(who, one) for one in things_of(malo.space))


def test_who_publishes_reads_first_how_its_questions_were_said_before():
    malo = a_member(a_space(public=True), "Malo Kersauze")
    reading = brought(malo, TWO)
    open_to_space(reading, by=malo, at=timezone.now())
    question = Question.objects.get(text__contains="médecin")
    reword(question, "Comment se soigner loin de tout ?", by=malo, at=timezone.now())

    page = told(entered(Client(), malo), f"{reading.get_absolute_url()}?next=open")
    said = [f'<li class="spoken">{words}' in page for words in ("Comment aller chez le médecin", "Comment lire")]
    assert said == [True, False]


def test_a_doubt_asks_strangers_nothing_of_a_line_that_was_edited_since():
    said = f"{NEWS.format(who='Karim', said='Rien.')}\nYann Quintin\n\n- Un atelier.\n"
    page, malo = published(f"{HEAD}- **Karim Belkacem**, *{KNOWN}*{TAIL}{said}", ("Yann Quintin", "Yann Q."))
    visitors = (Client(), entered(Client(), malo))

    asked = ["Yann Quintin parle" in told(who, f"{page.get_absolute_url()}lines/") for who in visitors]
    assert asked == [False, True]

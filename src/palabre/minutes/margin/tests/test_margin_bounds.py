"""What the margin compares stays within a bound, and is compared before the space is held."""

from difflib import SequenceMatcher

import pytest
from django.test import Client
from django.utils import timezone

from palabre.meetings.models import Asked
from palabre.minutes.margin import margin_memory
from palabre.minutes.margin.findings import Finding
from palabre.minutes.margin.tests.margin_of import at, written
from palabre.notes.models import Note
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db
LINES = 9
CRAFTED, CHANGED = ("acbc" * 80)[:280], ("acc" * 100)[:280]  # lines of three letters, with no common run
ALLOWED = margin_memory.MOST_STEPS
TASKS = ("Réserver la salle du lavoir", "Imprimer les affiches du marché", "Prévenir les jardins de la Combe")
ENDS = ("avant samedi", "avec la clé de la mairie", "pour la rencontre de mars", "dès que le devis arrive")


def minutes(*lines):
    return "\n".join(["# Réunion", "", "Présents : Odile Morvan", "", *(f"- [ ] {line}" for line in lines)])


def crafted(words, first=0):
    return minutes(*(f"{n + first:02d} {words}" for n in range(LINES)))


def now(page):
    return Page.objects.select_related("note", "space").get(pk=page.pk)


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile")


@pytest.fixture
def page(odile):
    return a_page(odile.space)


@pytest.fixture
def steps(monkeypatch):
    """Count the pairs of characters that difflib looks at, one by one; beyond three times what is allowed, stop."""
    counted, plain = [], SequenceMatcher.find_longest_match

    def find(self, alo=0, ahi=None, blo=0, bhi=None):
        counted.append(sum(len(self.b2j.get(one, ())) for one in self.a[alo:ahi]))
        assert sum(counted) < 3 * ALLOWED
        return plain(self, alo, ahi, blo, bhi)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", find)
    return counted


def test_crafted_lines_are_compared_within_the_bound_and_never_while_the_space_is_held(page, odile, steps, monkeypatch):
    hold, held = Space.hold, []
    written(page, crafted(CRAFTED), by=odile)
    Note.objects.filter(pk=page.note_id).update(body_md=crafted(CHANGED, 30))
    monkeypatch.setattr(Space, "hold", lambda number: (hold(number), held.append(sum(steps))))
    steps.clear()

    margin_memory.remember(timezone.now())

    assert 0 < sum(steps) <= ALLOWED
    assert held == [sum(steps)]
    assert Asked.objects.filter(words__contains=CHANGED).count() == LINES


def test_a_run_of_the_worker_that_has_spent_its_time_leaves_the_pages_written_last_to_the_next_one(odile, monkeypatch):
    pages = [a_page(odile.space, f"Page {n}", minutes(*TASKS), slug=f"page-{n}") for n in range(3)]
    for page in reversed(pages):  # the last one was written first
        Note.objects.filter(pk=page.note_id).update(changed_at=timezone.now())
    monkeypatch.setattr(margin_memory, "MOST_SPENT", -1.0)

    margin_memory.remember(timezone.now())

    assert set(Asked.objects.values_list("page", flat=True)) == {pages[-1].pk}


def test_the_page_of_lines_compares_within_the_same_bound(page, odile, steps):
    written(page, crafted(CRAFTED), by=odile)
    Note.objects.filter(pk=page.note_id).update(body_md=crafted(CHANGED, 30))
    steps.clear()

    assert entered(Client(), odile).get(at(page, "lines/")).status_code == 200

    assert 0 < sum(steps) <= ALLOWED


def test_once_the_work_is_spent_a_line_is_new_but_a_sentence_being_typed_is_known():
    asked = [Asked(kind="action", words=f"{n:02d} {CRAFTED}") for n in range(LINES)]
    asked.append(Asked(kind="action", words="Porter les tables"))
    words = [f"{n + 30:02d} {CHANGED}" for n in range(LINES)] + ["Porter les tables à la grange"]

    told = margin_memory.told_of([Finding("groups.action", one, (n, n)) for n, one in enumerate(words)], asked)

    assert {finding.words: row.words for finding, row in told.items()} == {words[-1]: "Porter les tables"}


def test_thirty_long_lines_that_are_all_edited_are_all_recognised():
    tails = [f"{end}, {task.lower()} et {other}" for end in ENDS for task in TASKS for other in ENDS[:3]][:30]
    before = [f"{TASKS[n % 3]} {n}, {tail}, puis {tail} et le dire à la personne {n}" for n, tail in enumerate(tails)]
    asked = [Asked(kind="action", words=one) for one in reversed(before)]
    after = [Finding("groups.action", f"Vite : {one.replace('puis', 'enfin')}", (n, n)) for n, one in enumerate(before)]

    told = margin_memory.told_of(after, asked)

    assert [told[one].words for one in after] == before


def test_a_sentence_whose_every_long_word_changed_is_another_one(monkeypatch):
    monkeypatch.setattr(margin_memory, "closeness", lambda *_: pytest.fail("compared letter by letter"))
    asked = [Asked(kind="action", words="Réserver quatre tentes blanches")]

    told = margin_memory.told_of([Finding("groups.action", "Préserver quatorze pentes franches", (1, 1))], asked)

    assert told == {}


def between(monkeypatch, *acts):
    """Do each of these, in turn, once the words were compared and before the space is held."""
    hold, left, held = Space.hold, list(acts), []

    def wait(number):
        held.append(number)
        if left:
            left.pop(0)()
        hold(number)

    monkeypatch.setattr(Space, "hold", wait)
    return held


def test_a_text_that_changes_meanwhile_is_read_again(page, monkeypatch):
    Note.objects.filter(pk=page.note_id).update(body_md=minutes("Réserver la salle"))
    change = Note.objects.filter(pk=page.note_id).update
    held = between(monkeypatch, lambda: change(body_md=minutes("Imprimer les affiches"), revision=7))

    margin_memory.note_asked(now(page))

    assert [row.words for row in Asked.objects.filter(kind="action")] == ["Imprimer les affiches"]
    assert len(held) == 2


def test_a_question_that_was_noted_meanwhile_is_noted_once(page, monkeypatch):
    Note.objects.filter(pk=page.note_id).update(body_md=minutes("Réserver la salle"))
    note = {"page": page, "kind": "action", "words": "Réserver la salle", "at": timezone.now()}
    between(monkeypatch, lambda: Asked.objects.create(**note))

    margin_memory.note_asked(now(page))

    assert Asked.objects.filter(kind="action").count() == 1


def test_a_text_that_changes_each_time_is_left_to_the_next_time(page, monkeypatch):
    Note.objects.filter(pk=page.note_id).update(body_md=minutes("Réserver la salle"))
    changes = [lambda n=n: Note.objects.filter(pk=page.note_id).update(revision=n) for n in (7, 8, 9)]
    held = between(monkeypatch, *changes)

    margin_memory.note_asked(now(page))

    assert (len(held), list(Asked.objects.all())) == (2, [])
    margin_memory.note_asked(now(page))
    assert (len(held), [row.words for row in Asked.objects.filter(kind="action")]) == (4, ["Réserver la salle"])


def test_a_page_that_is_deleted_meanwhile_is_left_alone(page, monkeypatch):
    Note.objects.filter(pk=page.note_id).update(body_md=minutes("Réserver la salle"))
    between(monkeypatch, lambda: Page.objects.filter(pk=page.pk).delete())

    margin_memory.note_asked(now(page))

    assert Asked.objects.count() == 0

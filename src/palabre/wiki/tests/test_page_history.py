"""The history of a page, as it is read."""

import datetime
import json

import pytest

from palabre.notes.diff import line_matches, text_diff
from palabre.notes.models import Note, Revision
from palabre.notes.revision_cleanup import sweep
from palabre.notes.yjs import update_log
from palabre.people.reader import Reader
from palabre.wiki import page_history, page_text
from palabre.wiki.exchange import export_pages
from palabre.wiki.lines import passages
from palabre.wiki.lines.earlier_text import restore_page_text
from palabre.wiki.views import history
from tests.builders import a_member, a_need, a_page, a_space, entered, readers_of
from tests.long_texts import in_short_lines

TEXT = "# Réunion\n\n- une salle\n- une affiche"
LATER = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def page(space, ines):
    return page_text.begin_page(space, "Réunion", TEXT, audience=readers_of(space), by=ines)


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


def at(page, path):
    return f"{page.get_absolute_url()}revisions/{path}"


def written(page, count, *, by):
    for number in range(count):
        page_text.save_page_text(page, f"{TEXT}\n- {number}", base=page.note.revision, by=by)


def test_each_version_says_what_changed_in_words(page, ines):
    page_text.save_page_text(page, TEXT.replace("une salle", "une grande salle") + "\n- un\n- deux", base=1, by=ines)

    told = [one.changed for _day, some in page_history.past(page.note).days for one in some]

    assert told == ["2 lignes ajoutées, 1 ligne changée", ""]


def test_passing_versions_are_in_no_history_and_all_hands_are_named(page, ines, space):
    written(page, 2, by=ines)
    Revision.objects.get(number=2).pass_on()
    Revision.objects.get(number=3).hands.add(ines, a_member(space, "Malo"))

    told = [one for _day, some in page_history.past(page.note).days for one in some]

    assert [(one.revision.number, one.names) for one in told] == [(3, ("Inès", "Malo")), (1, ("Inès",))]


def test_what_was_typed_and_deleted_at_once_is_opened_by_no_address_and_in_no_archive(hers, page, ines, space):
    written(page, 2, by=ines)
    Revision.objects.get(number=2).pass_on()

    seen = [hers.get(at(page, path)).status_code for path in ("4/", "3/?with=2", "1/", "3/")]
    seen.append(hers.get(at(page, "2/"))["Location"])
    seen.append(hers.post(at(page, "2/restoration/")).status_code)
    told = next(one for one in export_pages(Reader.here(space, ines)) if one[0] == "revisions.json")[1]

    assert seen == [404, 404, 200, 200, at(page, "3/"), 404]
    assert [one["revision"] for one in json.loads(told)] == [1, 3]


def test_a_passing_version_in_which_something_was_read_is_opened_from_there(hers, page, ines, space):
    written(page, 1, by=ines)
    passages.tie(page, a_need(space, "Une salle"), (3, 3), "- une salle")
    written(page, 1, by=ines)
    Revision.objects.get(number=2).pass_on()

    assert hers.get(at(page, "2/")).status_code == 200


@pytest.mark.parametrize("count", [1, 5])
def test_the_history_costs_four_queries_however_long(hers, page, ines, count, django_assert_num_queries):
    written(page, count - 1, by=ines)

    with django_assert_num_queries(4):  # the person, the page, its revisions, their hands
        assert len(hers.get(at(page, "")).context["revisions"]) == count


def test_a_long_history_goes_on_from_screen_to_screen(hers, page, ines):
    written(page, page_history.A_SCREEN + 4, by=ines)

    first = hers.get(at(page, "")).context["past"]
    second = hers.get(at(page, f"?before={first.older}")).context["past"]

    assert [row.number for row in first.revisions + second.revisions] == list(range(page_history.A_SCREEN + 5, 0, -1))
    assert second.older == 0


def test_the_versions_of_a_screen_are_compared_in_a_number_of_steps(page, ines, monkeypatch):
    compared, real = [], line_matches.are_kin

    def are_kin(one, other, work):
        compared.append(one)
        return real(one, other, work)

    for number in range(6):
        text = in_short_lines(("ab", "ba")[number % 2], 3)
        page_text.save_page_text(page, text, base=page.note.revision, by=ines)
    monkeypatch.setattr(page_history, "MOST_STEPS", 1_000_000, raising=False)
    monkeypatch.setattr(line_matches, "are_kin", are_kin)

    told = [one.changed for _day, some in page_history.past(page.note).days for one in some]

    assert len(compared) < 3 * 3 * 60 * 60
    assert [bool(words) for words in told] == [True, False, False, False, False, False, False]


def test_a_page_shows_the_first_changes_and_says_where_the_rest_is(hers, page, ines, monkeypatch):
    monkeypatch.setattr(text_diff, "MOST_SHOWN", 7, raising=False)
    page_text.save_page_text(page, "\n".join(f"mot {number}" for number in range(30)), base=1, by=ines)

    answer = hers.get(at(page, "2/"))

    html = answer.content.decode()
    assert sum(len(line.bits) for change in answer.context["changes"] for line in change.lines) == 7
    assert "Il y a plus de changements que cette page n’en montre." in html
    assert f'<a href="{at(page, "1/")}">version 1</a>' in html
    assert "mot 29" in html


def test_a_page_that_shows_all_the_changes_says_nothing_of_others(hers, page, ines):
    page_text.save_page_text(page, f"{TEXT}\n- un", base=1, by=ines)

    assert "plus de changements" not in hers.get(at(page, "2/")).content.decode()


def test_beyond_thousands_of_lines_a_text_is_shown_whole_without_their_numbers(hers, page, ines, monkeypatch):
    monkeypatch.setattr(history, "MOST_NUMBERED", 5, raising=False)
    page_text.save_page_text(page, "\n".join(f"mot {number}" for number in range(8)), base=1, by=ines)

    html = hers.get(at(page, "2/")).content.decode()

    assert html.count('id="l') == 5
    assert "mot 5\nmot 6\nmot 7</pre>" in html


@pytest.mark.parametrize("asked", ["x", "-1", "", "99999999999999", "²"])
def test_a_history_asked_from_nowhere_begins_at_the_latest(hers, page, asked):
    assert hers.get(at(page, f"?before={asked}")).status_code == 200


def test_any_two_versions_are_compared_in_the_order_of_time(hers, page, ines):
    for word in ("grange", "halle"):
        page_text.save_page_text(page, TEXT.replace("salle", word), base=page.note.revision, by=ines)

    both = [hers.get(at(page, path)).context["changes"] for path in ("3/?with=1", "1/?with=3")]

    told = [[bit.text for line in some[0].lines for bit in line.bits if bit.state != "same"] for some in both]
    assert told == [["salle", "halle"]] * 2


def test_what_changed_is_said_in_words_and_not_by_its_look_alone(hers, page, ines):
    page_text.save_page_text(page, TEXT.replace("salle", "halle"), base=1, by=ines)

    html = hers.get(at(page, "2/")).content.decode()

    assert ('<del><span class="sr-only">retiré' in html, '<ins><span class="sr-only">ajouté' in html) == (True, True)


def test_a_version_that_never_was_is_compared_with_nothing(hers, page):
    assert hers.get(at(page, "1/?with=7")).status_code == 404


def test_an_earlier_text_comes_back_in_a_live_note_too(page, ines):
    written(page, 1, by=ines)
    update_log.open_live(page.note)

    restore_page_text(page, 1, by=ines)

    note = Note.objects.get()
    assert (note.body_md, update_log.opened(note).said) == (TEXT, TEXT)


def test_what_people_typed_through_is_swept_away_after_a_day(page, ines):
    written(page, 3, by=ines)
    for row in Revision.objects.filter(number__in=[2, 4]):
        row.pass_on()

    sweep(Revision.objects.get(number=4).at)
    before = Revision.objects.count()
    sweep(LATER)

    assert (before, set(Revision.objects.values_list("number", flat=True))) == (4, {1, 3, 4})


def test_a_version_in_which_something_was_read_is_never_swept_away(page, ines, space):
    passages.tie(page, a_need(space, "Une salle"), (3, 3), "- une salle")
    page_text.save_page_text(page, "# Réunion", base=1, by=ines)
    other = a_page(space, "Autre")
    Revision.objects.get(note=page.note, number=1).pass_on()
    other.note.revisions.get(number=1).pass_on()
    other.note.become("x", "x")

    sweep(LATER)

    assert list(Revision.objects.order_by("pk").values_list("note", "number")) == [(page.note_id, 1), (page.note_id, 2)]

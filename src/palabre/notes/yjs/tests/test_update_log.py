"""A live note: its document and its text say the same, whoever changes them and by whatever means."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text

from palabre.notes import revision_cleanup
from palabre.notes.diff.text_edits import edit
from palabre.notes.models import Note, Revision, Snapshot, Update
from palabre.notes.note_save import begin_note, save_note
from palabre.notes.yjs import update_log
from palabre.notes.yjs.epochs import begin_all_anew, clients_in, is_of_a_former_epoch
from palabre.notes.yjs.log_catch_up import catch_up, lock
from palabre.notes.yjs.log_fold import fold_log
from palabre.people.erasures.refused_names import refuse
from palabre.pure.french.spellings import Spelling
from tests.builders import a_page, readers_of
from tests.erasing import erase

BASE = "# Réunion\n\n- un\n- deux 🙂\n- trois"


@pytest.fixture
def note(space, ines):
    return begin_note(space, readers_of(space), BASE, ines)


def typed(note, change, *, by):
    """Have somebody change the live text as a room would write it in the log."""
    note.refresh_from_db()
    live = update_log.open_live(note)
    before = live.doc.get_state()
    change(live.text)
    update_log.append(note, [(live.doc.get_update(before), by.pk)], origin="room")


def said(note):
    return update_log.opened(Note.objects.get(pk=note.pk)).said


def add(words):
    def change(text):
        text += words

    return change


@given(st.text(alphabet="aé🙂\n "), st.text(alphabet="aé🙂\n "))
def test_a_text_becomes_any_other_by_strokes(old, new):
    doc = Doc()
    text = doc.get("content", type=Text)
    text += old

    edit(text, new)

    assert str(text) == new


def test_a_stroke_leaves_alone_what_did_not_change():
    one = Doc()
    text = one.get("content", type=Text)
    text += BASE
    other = Doc()
    other.apply_update(one.get_update())
    theirs = other.get("content", type=Text)

    edit(text, BASE.replace("deux", "deux et demi"))
    edit(theirs, BASE.replace("trois", "quatre"))
    one.apply_update(other.get_update())

    assert str(text) == BASE.replace("deux", "deux et demi").replace("trois", "quatre")


def test_a_note_goes_live_with_its_own_text(note):
    update_log.open_live(note)

    assert (said(note), Note.objects.get().is_live) == (BASE, True)


def test_what_is_typed_is_written_down_as_a_revision_with_its_hands(note, ines, malo):
    typed(note, add("\n- quatre"), by=malo)
    typed(note, add("\n- cinq"), by=ines)

    caught = catch_up(note.pk)

    last = Revision.objects.get(number=caught.revision)
    assert (caught.body_md, last.by, set(last.hands.all())) == (f"{BASE}\n- quatre\n- cinq", ines, {ines, malo})


def test_a_stretch_of_typing_shows_one_revision(note, ines, malo):
    for words in ("\n- quatre", "\n- cinq", "\n- six"):
        typed(note, add(words), by=ines)
        catch_up(note.pk)

    shown = note.revisions.filter(is_passing=False).order_by("number")
    assert [row.body_md for row in shown] == [BASE, f"{BASE}\n- quatre\n- cinq\n- six"]


def test_a_long_text_keeps_few_of_what_it_went_through(note, ines, malo, monkeypatch):
    """One key each second made seventeen gigabytes a day of a text of 200 000 characters."""
    monkeypatch.setattr(revision_cleanup, "MOST_PASSING", 5 * len(BASE))
    seen = BASE.replace("- un", "- une")
    for change in [lambda text: edit(text, seen), *(add(f"\n- {number}") for number in range(12))]:
        typed(note, change, by=ines)
        catch_up(note.pk)

    assert Revision.objects.filter(note=note).count() <= 7
    now = save_note(Note.objects.get(), seen.replace("Réunion", "Rencontre"), base=2, by=malo).note
    assert now.body_md.startswith(seen.replace("Réunion", "Rencontre") + "\n- 0\n- 1")
    assert now.body_md.endswith("- 11")


def test_a_line_taken_away_does_not_come_back_with_a_form_that_was_opened_long_before(note, ines, malo, monkeypatch):
    """The text from which the form came is let go of: one of shortly before stands for it, not that of an hour ago."""
    monkeypatch.setattr(revision_cleanup, "MOST_PASSING", 40 * len(BASE))
    key = "\n- la clé est sous le pot"
    for number in range(100):
        words = BASE.replace("- un", "- un" if number % 2 else "- une") + (key if number < 60 else "")
        typed(note, lambda text, words=words: edit(text, words), by=ines)
        catch_up(note.pk)

    form = f"{BASE}{key}".replace("Réunion", "Rencontre")
    save_note(Note.objects.get(), form, base=37, by=malo)

    assert Revision.objects.filter(note=note).count() <= 42
    assert Note.objects.get().body_md == BASE.replace("Réunion", "Rencontre")


def test_after_ten_minutes_a_new_revision_begins(note, ines):
    typed(note, add("\n- quatre"), by=ines)
    catch_up(note.pk)
    Revision.objects.filter(number=2).update(began_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    typed(note, add("\n- cinq"), by=ines)

    catch_up(note.pk)

    assert note.revisions.filter(is_passing=False).count() == 3


def test_nothing_typed_is_nothing_written_down(note, django_assert_num_queries):
    update_log.open_live(note)

    assert catch_up(note.pk).revision == 1
    assert catch_up(note.pk).revision == 1


def test_a_form_joins_what_is_typed_at_the_same_time(note, ines, malo):
    typed(note, add("\n- quatre"), by=malo)

    written = save_note(note, BASE.replace("un", "zéro"), base=1, by=ines)

    both = f"{BASE.replace('un', 'zéro')}\n- quatre"
    assert (written.after, said(note), Note.objects.get().body_md) == (both, both, both)


def test_a_form_sent_while_a_key_is_typed_loses_neither(note, ines, malo, monkeypatch):
    update_log.open_live(note)
    real = lock

    def slow_lock(locked):
        monkeypatch.setattr("palabre.notes.note_save.lock", real)
        typed(note, add("\n- quatre"), by=malo)
        return real(locked)

    monkeypatch.setattr("palabre.notes.note_save.lock", slow_lock)
    save_note(note, BASE.replace("un", "zéro"), base=1, by=ines)

    assert said(note) == f"{BASE.replace('un', 'zéro')}\n- quatre"


def test_folding_keeps_the_text_and_lets_go_of_old_rows(note, ines):
    for number in range(5):
        typed(note, add(f"\n{number}"), by=ines)
    Update.objects.update(at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))

    catch_up(note.pk)
    fold_log(note.pk)

    assert (Update.objects.count(), said(note)) == (0, f"{BASE}\n0\n1\n2\n3\n4")


def test_rows_that_other_processes_may_not_have_read_stay_a_while(note, ines):
    typed(note, add("x"), by=ines)

    catch_up(note.pk)
    fold_log(note.pk)

    assert (Update.objects.count(), said(note)) == (1, f"{BASE}x")


def test_rows_that_stay_a_while_are_not_folded_again_at_each_save(note, ines):
    for number in range(3):
        typed(note, add(f"\n{number}"), by=ines)
    catch_up(note.pk)
    fold_log(note.pk, beyond=2)
    folded = Snapshot.objects.get().at
    typed(note, add("\n3"), by=ines)

    catch_up(note.pk)
    fold_log(note.pk, beyond=2)

    assert (Update.objects.count(), Snapshot.objects.get().at) == (4, folded)


def test_a_document_that_cannot_be_read_is_refused_and_not_shown_empty(note, ines):
    update_log.open_live(note)
    Snapshot.objects.update(state=b"\x01\x02broken")

    with pytest.raises(update_log.Unreadable):
        update_log.opened(Note.objects.get())


def test_a_live_note_that_lost_its_document_is_refused(note):
    update_log.open_live(note)
    Snapshot.objects.all().delete()

    with pytest.raises(update_log.Unreadable):
        catch_up(note.pk)


def test_beginning_anew_keeps_the_text_and_nothing_of_its_past(note, ines, space):
    typed(note, add("secret"), by=ines)
    typed(note, lambda text: edit(text, BASE), by=ines)
    state = update_log.opened(Note.objects.get()).doc.get_state()

    begin_all_anew(space)

    now = Note.objects.get()
    assert (now.body_md, now.epoch, now.is_live, Update.objects.count(), Snapshot.objects.count()) == (
        BASE,
        1,
        False,
        0,
        0,
    )
    assert is_of_a_former_epoch(now, state)
    assert not is_of_a_former_epoch(now, update_log.open_live(now).doc.get_state())


def test_taking_a_name_away_takes_it_out_of_the_document_too(space, ines, malo):
    page = a_page(space, "Notes", "Bonjour")
    typed(page.note, add(" à Malo Tanguy"), by=ines)

    erase(malo, at=datetime.datetime.now(datetime.UTC))

    page.note.refresh_from_db()
    assert (page.note.body_md, update_log.open_live(page.note).said) == (
        "Bonjour à une personne",
        "Bonjour à une personne",
    )
    assert not any(b"Malo" in bytes(state) for state in Snapshot.objects.values_list("state", flat=True))


def test_a_name_that_was_taken_away_and_is_typed_again_is_not_kept(space, note, ines):
    refuse(space, Spelling.of("Zéphyrin Lagadec", ()))
    typed(note, add("\nZéphyrin Lagadec viendra"), by=ines)

    catch_up(note.pk)

    assert said(note) == Note.objects.get().body_md == f"{BASE}\nUne personne viendra"


def test_clients_are_read_from_a_state_vector():
    doc = Doc(client_id=2**50 + 7)
    doc.get("content", type=Text).insert(0, "x")

    assert clients_in(doc.get_state()) == [2**50 + 7]


def test_a_save_of_a_note_that_is_not_live_asks_nothing_of_the_log(note, ines, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        save_note(note, "Bonjour", base=1, by=ines)

    assert not Update.objects.exists()


def test_a_document_that_took_a_carriage_return_once_is_caught_up_without_it(note, ines):
    typed(note, add("\r\nquatre"), by=ines)

    catch_up(note.pk)

    note.refresh_from_db()
    assert said(note) == note.body_md == f"{BASE}\nquatre"


def test_a_document_is_caught_up_without_its_nul_characters_that_postgresql_does_not_keep(note, ines):
    typed(note, add("\x00\nquatre\x00"), by=ines)

    catch_up(note.pk)

    note.refresh_from_db()
    assert said(note) == note.body_md == f"{BASE}\nquatre"

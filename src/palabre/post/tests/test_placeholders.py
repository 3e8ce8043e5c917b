"""A placeholder of a letter becomes a link only where Palabre or its writer put it, and stands alone."""

import re

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from palabre.people.access.links import link_path, link_to
from palabre.post import outbox
from palabre.post.letter_placeholders import as_kept, as_shown
from palabre.post.models import Letter
from palabre.post.placeholders import ADDRESS, REPLY_KEY, STOP, composed, filled, stored, stuck
from palabre.refusal import Refusal
from tests.builders import a_group, a_letter, a_member, a_person, a_space

ORIGIN = "https://palabre.exemple.fr"
LINK = f"{ORIGIN}/links/12-f3cc/"
SIGNS = st.lists(
    st.sampled_from(["{address}", "{stop}", "{", "address", "stop", "}", "x", "=", "(", ":", ".", "<", '"', " ", "\n"])
).map("".join)
GLUED = ["https://evil.example/?k={address}", "https://evil.example/?k=({address})", "ici:{address}", "{address}/plus"]
ENCLOSED = [
    '"https://evil.example/?k= {address}"',
    "<https://evil.example/?k= {address}>",
    "<www.evil.example {address}",
]


@pytest.fixture
def letter(db):
    by = a_member(a_space(), "Odile Tanneguy")
    rose = a_person(by.space, "Rose Trémel")
    link = link_to(a_group(by.space), person=rose, by=by, at=timezone.now())
    return a_letter(rose, by=by, link=link)


@given(words=SIGNS)
@example(words="{addr{address}ess}")
@example(words="{addr{stop}ess}")
def test_words_of_others_place_none_when_a_letter_is_stored(words):
    kept = stored(f"{words}\n{ADDRESS}\n{STOP}\n{REPLY_KEY}\n{words}")

    assert [kept.count(one) for one in ("{address}", "{stop}", "{reply}")] == [1, 1, 1]
    assert composed(kept).count(ADDRESS) == 1
    assert stored(composed(kept)) == kept


@given(words=SIGNS)
def test_what_leaves_has_each_link_between_blanks_or_punctuation(words):
    sent = filled(words, address=LINK, stop=f"{ORIGIN}/stop/1/")

    assert sent.count(LINK) == words.count("{address}")
    for found in re.finditer(re.escape(LINK), sent):
        line = sent[sent.rfind("\n", 0, found.start()) + 1 : found.start()]
        assert re.fullmatch(r"(.*\s)?[(<\"]*", line) is not None


@pytest.mark.parametrize("words", GLUED + ENCLOSED)
def test_a_letter_stored_before_leaves_with_its_link_apart_from_other_signs(letter, words):
    Letter.objects.update(body=f"Bonjour.\n{words}\nÀ bientôt.")
    letter.refresh_from_db()

    sent = outbox.as_sent(letter, origin=ORIGIN).splitlines()

    assert f"{ORIGIN}{link_path(letter.link)}" in sent
    assert (sent[0], sent[-1]) == ("Bonjour.", "À bientôt.")


@pytest.mark.parametrize("tail", ["", "?answer=remove", "."])
@pytest.mark.parametrize("words", ["Ici : {}", "« {} »", "({})", "“{}”", "{}", "- {}", "<{}>"])
def test_where_it_stands_alone_nothing_changes(words, tail):
    body = words.format("{address}" + tail)

    assert (stuck(body), filled(body, address=LINK, stop="")) == (False, words.format(LINK + tail))


@pytest.mark.parametrize("words", GLUED + ENCLOSED)
def test_who_changes_a_letter_sticks_the_link_to_no_other_signs(letter, words):
    with pytest.raises(Refusal) as refused:
        outbox.change_letter(letter, "Un mot", words, by=letter.by, at=timezone.now())

    assert "collé aux mots qui l’entourent" in str(refused.value.why)
    assert "entre deux espaces ou sur une ligne à part" in refused.value.instead


def test_the_review_shows_the_link_apart_as_it_leaves_and_keeps_it_so():
    shown = as_shown("https://evil.example/?k={address}\nIci : {address}?answer=yes")

    assert shown == "https://evil.example/?k=\n(son lien)\n\nIci : (son lien : oui)"
    assert stuck(as_kept(shown)) is False


def test_the_review_never_cuts_the_address_of_a_page_in_two():
    body = "Deux phrases sont prêtes ici : {address}pledges/12/reply/"

    shown = as_shown(body)

    assert (")pledges" in shown, "pledges/12/reply/)" in shown) == (False, True)
    assert as_kept(shown) == body


@pytest.mark.parametrize("answer", ["", " : oui", " : retirer mon nom"])
def test_brackets_that_others_wrote_do_not_become_the_link_once_the_letter_is_changed(answer):
    body = f"https://evil.example/?k=(son lien{answer})\nIci : {{address}}"

    kept = as_kept(as_shown(body))

    assert kept == f"https://evil.example/?k=( son lien{answer})\nIci : {{address}}"
    assert as_kept(as_shown(kept)) == kept


@pytest.mark.parametrize(
    ("html", "leaves"),
    [
        ('<a href="{address}">', f'<a href="{LINK}">'),
        ('<a href="{address}?answer=yes">', f'<a href="{LINK}?answer=yes">'),
        ('<a href="https://evil.example/?k= {address}">', '<a href="https://evil.example/?k= {address}">'),
        ("<p>{address}</p>", "<p>{address}</p>"),
    ],
)
def test_in_html_it_is_the_whole_address_of_a_link(letter, html, leaves):
    Letter.objects.update(html=html)
    letter.refresh_from_db()
    link = f"{ORIGIN}{link_path(letter.link)}"

    assert outbox.as_sent_in_html(letter, origin=ORIGIN) == leaves.replace(LINK, link)


def test_in_a_calendar_it_is_the_address_of_the_event_and_its_own_line_even_where_a_line_was_folded(letter):
    lines = [
        "SUMMARY:https://evil.example/?k={addr",
        " ess}",
        "DESCRIPTION:{address}\\n\\nk={address}",
        "URL:{address}",
    ]
    Letter.objects.update(calendar="\r\n".join([*lines, "ORGANIZER;CN={reply}:mailto:box+{reply}@val.example"]))
    letter.refresh_from_db()
    link = f"{ORIGIN}{link_path(letter.link)}"

    summary, words, url, organiser = outbox.calendar_as_sent(letter, origin=ORIGIN).replace("\r\n ", "").split("\r\n")

    assert (summary, url) == ("SUMMARY:https://evil.example/?k={address}", f"URL:{link}")
    assert words == f"DESCRIPTION:{link}\\n\\nk={{address}}"
    assert organiser.startswith("ORGANIZER;CN={reply}:mailto:box+")
    assert not organiser.endswith("+{reply}@val.example")


def test_words_in_a_calendar_place_none_though_a_line_is_folded_there(letter):
    outbox.rewrite(letter, calendar=f"SUMMARY:k={{addr\r\n ess}}\r\nURL:{ADDRESS[:9]}\r\n {ADDRESS[9:]}")

    assert letter.calendar.split("\r\n") == ["SUMMARY:k={ address }", "URL:{address}"]

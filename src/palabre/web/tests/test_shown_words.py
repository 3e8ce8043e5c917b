"""What an older form may replace: what it showed, and what its author wrote; nothing else."""

import pytest
from django import forms
from django.http import QueryDict

from palabre.web.form.shown_words import ChangedMeanwhile, ShownForm, in_digests, settle_texts

WAS = {"title": "La fête", "place": "Au lavoir", "why": ""}


def settle(said, now, *, shown=WAS, is_own=False):
    return settle_texts(said, now, shown and in_digests(shown), is_own=lambda *_: is_own)


def test_what_nobody_else_changed_is_as_it_was_said():
    said = WAS | {"title": "La grande fête", "place": ""}

    assert settle(said, WAS) == said


def test_what_the_author_left_as_it_was_shown_stays_as_it_is_now():
    now = WAS | {"place": "Au four", "why": "Pour le pain"}

    assert settle(WAS | {"title": "La grande fête"}, now) == now | {"title": "La grande fête"}


@pytest.mark.parametrize("theirs", ["Au four", ""])
def test_what_both_changed_is_refused_with_the_words_of_the_other(theirs):
    with pytest.raises(ChangedMeanwhile) as refused:
        settle(WAS | {"place": "À la mairie"}, WAS | {"place": theirs})

    assert (refused.value.status, refused.value.theirs) == (409, {"place": theirs})


def test_the_same_words_twice_and_one_s_own_ones_are_not_refused():
    mine, now = WAS | {"place": "À la mairie"}, WAS | {"place": "Au four"}

    assert settle(mine, mine) == mine
    assert settle(mine, now, is_own=True) == mine


@pytest.mark.parametrize("shown", ["", ",", "place", "a:b,place:0", "\x00:"])
def test_a_form_that_says_nothing_readable_of_what_it_showed_replaces_nothing(shown):
    with pytest.raises(ChangedMeanwhile):
        settle_texts({"place": "Au four"}, {"place": "Au lavoir"}, shown, is_own=lambda *_: False)


class PlaceForm(ShownForm):
    title = forms.CharField(required=False)
    place = forms.CharField(required=False)


def test_a_refused_form_sent_again_as_it_came_back_replaces_nothing_that_its_author_left_alone():
    """Its other fields came back with the texts of before, which it then said to have seen changed."""
    now = {"title": "La grande fête", "place": "Au four"}
    form = PlaceForm(QueryDict("title=La fête&place=À la mairie&shown=" + in_digests({**WAS, "title": "La fête"})))
    assert form.is_valid()

    def send():
        said = {name: form.data[name] for name in now}
        return settle_texts(said, now, form.data["shown"], is_own=lambda *_: False)

    with pytest.raises(ChangedMeanwhile) as refused:
        send()
    form.refuse(refused.value)

    assert send() == {"title": "La grande fête", "place": "À la mairie"}
    assert [text for _field, text in form.written_meanwhile()] == ["Au four"]

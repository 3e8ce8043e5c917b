"""A kind of letters that quote nothing, for the tests of how letters leave."""

import pytest

from palabre.post.hooks import LetterKind, always, letter_kinds, own_words


@pytest.fixture(autouse=True)
def _plain_kinds(monkeypatch):
    for name in ("x", "y", "coming"):
        monkeypatch.setitem(letter_kinds, name, LetterKind(is_wanted=always, renew=own_words))

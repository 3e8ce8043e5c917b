"""Whether a text names somebody is known at the first place: a page may have a hundred thousand of them."""

from palabre.people.name_forms import forms_from, is_mentioned
from palabre.pure.french.longer_names import LongerNames
from palabre.pure.french.spellings import Spelling


def test_the_first_place_tells(monkeypatch):
    """The removal of a name, due a day later, held the only writer for twelve seconds otherwise."""
    asked, cover = list[int](), LongerNames.cover
    monkeypatch.setattr(LongerNames, "cover", lambda self, *place: asked.append(1) or cover(self, *place))
    forms = forms_from(Spelling.of("Zoé Tanguy", ["Marie Zoé Tanguy Martin"]))

    assert is_mentioned("Zoé Tanguy a les clés. " * 200, forms)
    assert not is_mentioned("Marie Zoé Tanguy Martin a les clés.", forms)
    assert len(asked) < 10

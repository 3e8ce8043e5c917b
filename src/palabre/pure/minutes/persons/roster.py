"""The people and organisations that the lists of minutes name, and whom « Ana » or « A. Gil » stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from palabre.pure.french import name_key
from palabre.pure.minutes.text.folded_lines import fold

ABBREVIATED = re.compile(r"^(?:M\.|MM\.|Me|Dr\.?|Pr\.?)\s+(?=\S{3})")
LETTERS = 4  # of a beginning by which names are found
MOST_NAMESAKES = 200  # names compared with the one looked up: few lists of people are longer
Key = tuple[str, ...]


class Roster:
    """Looked up by the words of a name, in a time that does not grow with the list."""

    def __init__(self, names: Iterable[str] = (), bodies: Iterable[str] = ()) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.bodies = frozenset(bodies)
        self._keys = {name: name_key(name) for name in self.names}
        self._by_key: defaultdict[Key, list[str]] = defaultdict(list)
        self._by_first: defaultdict[Key, list[str]] = defaultdict(list)
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        self._by_beginning: defaultdict[str, list[str]] = defaultdict(list)
        self._initials: set[str] = set()
        self._beginnings: set[str] = set()
        self._known: dict[str, str | None] = {}
        for name, key in self._keys.items():
            self._enter(name, key)

    def __bool__(self) -> bool:
        return bool(self.names)

    def __contains__(self, words: object) -> bool:
        """Is it, letter for letter, the name of someone or of an organisation listed?"""
        return words in self._keys or words in self.bodies

    def who(self, words: str) -> str | None:
        """The full name that a name, a first name, a surname or initials stand for; None for nobody, or several."""
        if words not in self._known:
            self._known[words] = self._look_up(name_key(ABBREVIATED.sub("", words.strip())))
        return self._known[words]

    def is_short_for_someone(self, word: str) -> bool:
        """« Fatou » for Fatoumata."""
        return len(word) >= 3 and fold(word) in self._beginnings

    def has_initials(self, word: str) -> bool:
        """« AG » for Ana Gil."""
        return fold(word) in self._initials

    def _enter(self, name: str, key: Key) -> None:
        self._by_key[key].append(name)
        for size in range(1, min(len(key), 6) + 1):
            self._by_first[key[:size]].append(name)
        for word in dict.fromkeys(key):
            self._by_word[word].append(name)
        for beginning in {word[:size] for word in key for size in range(1, LETTERS + 1)}:
            self._by_beginning[beginning].append(name)
        letters = "".join(word[0] for word in key)
        self._initials |= {letters[:size] for size in range(2, len(letters) + 1)}
        if key:
            self._beginnings |= {key[0][:size] for size in range(3, len(key[0]) + 1)}

    def _look_up(self, wanted: Key) -> str | None:
        if not wanted:
            return None
        found = self._by_key.get(wanted) or self._by_first.get(wanted) or self._part(wanted) or self._short(wanted)
        return found[0] if len(found) == 1 else None

    def _part(self, wanted: Key) -> list[str]:
        if any(len(word) < 3 for word in wanted):
            return []
        near, words = _fewest(self._by_word.get(word, []) for word in wanted), set(wanted)
        return [name for name in near if words.issubset(self._keys[name])]

    def _short(self, wanted: Key) -> list[str]:
        """« A. Gil », « Ana G. », « P.-H. Vasseur »: each word begins one of the name's, in order."""
        if len(wanted) < 2:
            return []
        whole = max(wanted, key=len)
        near = _fewest(self._by_beginning.get(word[:LETTERS], []) for word in wanted)
        found = [name for name in near if _begins(wanted, self._keys[name])]
        return [name for name in found if whole in self._keys[name]] if whole in self._by_word else found


def _fewest(lists: Iterable[list[str]]) -> list[str]:
    """The shortest of the lists of names; none when it is so long that comparing each would take too long."""
    near = min(lists, key=len)
    return near if len(near) <= MOST_NAMESAKES else []


def _begins(wanted: Key, name: Key) -> bool:
    if len(wanted) > len(name) or not name[0].startswith(wanted[0]):
        return False
    aligned = ((*name[: len(wanted) - 1], name[-1]), name)
    return any(all(full.startswith(short) for short, full in zip(wanted, one)) for one in aligned)

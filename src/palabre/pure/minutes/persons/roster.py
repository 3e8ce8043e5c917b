"""The people and organisations that the lists of minutes name, and whom « Ana » or « A. Gil » stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from palabre.pure.french import name_key
from palabre.pure.minutes.text.folded_lines import fold

ABBREVIATED = re.compile(r"^(?:M\.|MM\.|Me|Dr\.?|Pr\.?)\s+(?=\S{3})")
Key = tuple[str, ...]


class Roster:
    """Looked up by the words of a name, in a time that does not grow with the list."""

    def __init__(self, names: Iterable[str] = (), bodies: Iterable[str] = ()) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.bodies = frozenset(bodies)
        self._keys = {name: name_key(name) for name in self.names}
        self._by_first: defaultdict[Key, list[str]] = defaultdict(list)
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        self._by_initial: defaultdict[str, list[str]] = defaultdict(list)
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
        for size in range(1, min(len(key), 6) + 1):
            self._by_first[key[:size]].append(name)
        for word in dict.fromkeys(key):
            self._by_word[word].append(name)
        if key:
            self._by_initial[key[0][0]].append(name)
        letters = "".join(word[0] for word in key)
        self._initials |= {letters[:size] for size in range(2, len(letters) + 1)}
        if key:
            self._beginnings |= {key[0][:size] for size in range(3, len(key[0]) + 1)}

    def _look_up(self, wanted: Key) -> str | None:
        if not wanted:
            return None
        for found in (self._whole(wanted), self._by_first.get(wanted, []), self._part(wanted), self._short(wanted)):
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _whole(self, wanted: Key) -> list[str]:
        return [name for name in self._by_first.get(wanted, []) if self._keys[name] == wanted]

    def _part(self, wanted: Key) -> list[str]:
        if any(len(word) < 3 for word in wanted):
            return []
        return [name for name in self._by_word.get(wanted[0], []) if set(wanted) <= set(self._keys[name])]

    def _short(self, wanted: Key) -> list[str]:
        """« A. Gil », « Ana G. », « P.-H. Vasseur » : each word begins one of the name's, in order."""
        if len(wanted) < 2:
            return []
        whole = max(wanted, key=len)
        near = self._by_word.get(whole) or self._by_initial.get(wanted[0][0], [])
        return [name for name in near[:2000] if _begins(wanted, self._keys[name])]


def _begins(wanted: Key, name: Key) -> bool:
    if len(wanted) > len(name) or not name[0].startswith(wanted[0]):
        return False
    aligned = ((*name[: len(wanted) - 1], name[-1]), name)
    return any(all(full.startswith(short) for short, full in zip(wanted, one)) for one in aligned)

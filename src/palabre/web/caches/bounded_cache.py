"""Django's cache in memory, bounded in bytes too: a thousand screens may be 10 MB or 100."""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import Any

from django.core.cache.backends.locmem import LocMemCache

AROUND = 300  # bytes of a key and what is kept beside a value
weights: Counter[str] = Counter()  # bytes in each cache, by name: Django makes an object for each thread


class BoundedCache(LocMemCache):
    """The values used last, up to `MAX_BYTES` of them. Django calls the methods with an underscore under its lock."""

    _cache: OrderedDict[str, bytes]
    _expire_info: dict[str, float | None]
    _lock: Any

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self.name = name
        self.most_bytes: int = params["OPTIONS"]["MAX_BYTES"]

    def clear(self) -> None:
        with self._lock:
            self._cache.clear()
            self._expire_info.clear()
            weights[self.name] = 0

    def _set(self, key: str, value: bytes, timeout: Any = None) -> None:
        self._delete(key)
        super()._set(key, value, timeout)  # type: ignore[misc]
        weights[self.name] += weight(value)
        while weights[self.name] > self.most_bytes and self._cache:
            self._drop_oldest()

    def _cull(self) -> None:
        """Make room for a tenth of the entries: there are too many."""
        for _number in range(max(1, len(self._cache) // 10)):
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        self._delete(next(reversed(self._cache)))

    def _delete(self, key: str) -> bool:
        if key in self._cache:
            weights[self.name] -= weight(self._cache[key])
        return bool(super()._delete(key))  # type: ignore[misc]


def weight(value: bytes) -> int:
    return len(value) + AROUND

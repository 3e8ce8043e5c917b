"""Watching what is done while a transaction is open: everybody else who saves waits for its end."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from django.db import connection


def noted_calls(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[bool]:
    """Return, for each call of this function from now on, whether a transaction was open."""
    found, act = list[bool](), getattr(module, name)

    def noted(*some: Any, **said: Any) -> Any:
        found.append(connection.in_atomic_block)
        return act(*some, **said)

    monkeypatch.setattr(module, name, noted)
    return found

"""Data that a restoration has to carry over, written to the disk before the database is replaced: a death loses none.

The file stands in the folder of the restoration, in the data folder, and goes with it once all is done.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

from palabre.upkeep.backups.backup import fsync_folder
from palabre.upkeep.backups.copy_archive import for_the_owner

NAME = "carried-over.json"
GROUPS = {"tuple": tuple, "set": set, "dict": dict}
OURS = "palabre."


class Unreadable(Exception):
    """Not what this version wrote."""


@dataclasses.dataclass(frozen=True, slots=True)
class CarriedOver:
    """`taken`: what each of `hooks.carryings` took, in their order; None when the database could not be read.

    `leaving_out`, `closes_links`: as `restore_backup` was asked.
    """

    taken: list[Any] | None
    leaving_out: list[int]
    closes_links: bool


def write_carried(carried: CarriedOver, *, into: Path) -> None:
    """Write it down to the disk, whole or not at all, for the owner alone."""
    part = into / f"{NAME}.part"
    with open(part, "wb", opener=for_the_owner) as stream:
        stream.write(json.dumps(as_json(carried)).encode())
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(part, into / NAME)
    fsync_folder(into)
    fsync_folder(into.parent)


def read_carried(part: Path, *, count: int) -> CarriedOver:
    """Read it back; `count` is how many took something."""
    try:
        found = from_json(json.loads((part / NAME).read_bytes()))
    except (ValueError, TypeError, KeyError, AttributeError, ImportError) as fault:
        raise Unreadable from fault
    if not isinstance(found, CarriedOver) or (found.taken is not None and len(found.taken) != count):
        raise Unreadable
    return found


def as_json(value: Any) -> Any:
    """Return `value` as JSON holds it; what JSON has not is an object of one key, its kind."""
    if dataclasses.is_dataclass(value):
        held = [as_json(getattr(value, field.name)) for field in dataclasses.fields(value)]
        return {f"{type(value).__module__}:{type(value).__qualname__}": held}
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, dict):
        return {"dict": [[as_json(key), as_json(held)] for key, held in value.items()]}
    if isinstance(value, tuple | set):
        return {type(value).__name__: [as_json(held) for held in value]}
    return [as_json(held) for held in value] if isinstance(value, list) else value


def from_json(value: Any) -> Any:
    if isinstance(value, list):
        return [from_json(held) for held in value]
    if not isinstance(value, dict):
        return value
    [(kind, held)] = value.items()
    if kind == "datetime":
        return datetime.datetime.fromisoformat(held)
    return GROUPS[kind](from_json(held)) if kind in GROUPS else dataclass_called(kind)(*from_json(held))


def dataclass_called(kind: str) -> Any:
    """Return a dataclass of Palabre by its module and name, and nothing else that a file might ask for."""
    module, _, name = kind.partition(":")
    found = getattr(import_module(module), name) if module.startswith(OURS) else None
    if not (isinstance(found, type) and dataclasses.is_dataclass(found)):
        raise Unreadable
    return found

"""The file of the instance's secrets: one a line, the present one first, then the former ones that are still read.

Copies hold it whole, so that what was signed before the copy was made is still good after it is restored: but for a
secret that was forgotten since, because somebody stole it. Of those, digests stay in another file. The secrets of the
copy and those of the instance are both kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

NAME, FORGOTTEN = "secret", "forgotten-secrets"


def read_secrets(data: Path) -> list[str]:
    """Return the secrets of this data folder. The first is made once, and readable by its owner alone."""
    data.mkdir(parents=True, exist_ok=True)
    kept = data / NAME
    if not kept.exists():
        fresh = write_aside(data, [secrets.token_urlsafe(64)])
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept)  # two processes that start together agree on the first one's secret
        fresh.unlink()
    if found := lines_in_secret(kept):
        return found
    raise SystemExit(  # as a power cut may leave it: a new one would close every link and device, unasked
        f"Le fichier {kept} est vide. Effacez-le, puis reprenez une sauvegarde ; sinon aucun lien donné n’ouvre plus.\n"
        f"  The file {kept} is empty. Delete it, then restore a backup; else no link that was given opens any more."
    )


def lines_in_secret(file: Path) -> list[str]:
    return [line.strip() for line in file.read_text().splitlines() if line.strip()]


def rotate(data: Path, *, forget: bool) -> None:
    """Put a new secret before the others; `forget`: in their place, and nothing signed so far is good any longer."""
    former = read_secrets(data)
    if forget:
        remember_forgotten(data, former)
        former = []
    fresh = write_aside(data, [secrets.token_urlsafe(64), *former])
    os.replace(fresh, data / NAME)


def put_secrets_back(copied: Path, data: Path) -> None:
    """Put the secrets of a copy before the present ones; delete its file instead if a secret in it was forgotten.

    The present ones stay: the digests of the names that were removed since the copy are made with them.
    """
    restored, forgotten = lines_in_secret(copied), forgotten_digests(data)
    if not any(secret_digest(secret) in forgotten for secret in restored):
        present = lines_in_secret(data / NAME) if (data / NAME).exists() else []
        os.replace(write_aside(data, list(dict.fromkeys([*restored, *present]))), data / NAME)
    copied.unlink()


def remember_forgotten(data: Path, forgotten: list[str]) -> None:
    known = {*forgotten_digests(data), *map(secret_digest, forgotten)}
    os.replace(write_aside(data, sorted(known)), data / FORGOTTEN)


def forgotten_digests(data: Path) -> set[str]:
    return set(lines_in_secret(data / FORGOTTEN)) if (data / FORGOTTEN).exists() else set()


def secret_digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def write_aside(data: Path, lines: list[str]) -> Path:
    fresh = data / f"{NAME}.{os.getpid()}"
    fresh.touch(mode=0o600)
    with fresh.open("w") as file:
        file.write("\n".join(lines))
        file.flush()
        os.fsync(file.fileno())
    return fresh

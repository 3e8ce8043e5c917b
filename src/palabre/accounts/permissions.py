"""Permissions on what concerns the whole server."""

from typing import Any


def can_tell_codes(account: Any) -> bool:
    """Return whether `account` may see codes that no message delivered: only an administrator. It may be anonymous."""
    return bool(getattr(account, "is_instance_admin", False))

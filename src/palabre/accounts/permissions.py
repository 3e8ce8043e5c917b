"""Who may see what concerns the whole instance."""

from typing import Any


def can_tell_codes(account: Any) -> bool:
    """Only who looks after the server may tell others the codes that no message brought. `account` may be nobody's."""
    return bool(getattr(account, "is_instance_admin", False))

"""Names that people type."""

from django.utils.translation import gettext as _

from palabre.people.models import NAME_LENGTH
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal


def typed_name(typed: str, *, missing: Refusal | None = None, most: int = NAME_LENGTH) -> str:
    """Return the name on one line. Raise `missing` when it is empty, a Refusal when it is too long."""
    name = on_one_line(typed)
    if not name and missing is not None:
        raise missing
    if len(name) > most:
        raise Refusal(_("This name is too long: nobody would read it."), instead=_("Shorten it, then send again."))
    return name

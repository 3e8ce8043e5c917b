"""What changes readers is found by its new ones at once, and by nobody else: the index does not lag behind that."""

from __future__ import annotations

from typing import Any

from palabre.people.models import Audience
from palabre.search.models import Document


def change_document_readers(rows: Any, audience: Audience) -> None:
    """Give what the index holds of these rows (a query of one model) the readers that they have from now on.

    The caller does it in the transaction that moves the rows themselves. Their words follow as ever.
    """
    numbers = rows.order_by().values("pk")
    Document.objects.filter(kind=rows.model._meta.label_lower, number__in=numbers).update(audience=audience)

"""Updates the audience in the index at once, without waiting for the indexer."""

from __future__ import annotations

from typing import Any

from palabre.people.models import Audience
from palabre.search.models import Document


def change_document_readers(rows: Any, audience: Audience) -> None:
    """Set the audience of the documents of these rows (a query of one model).

    The caller does it in the transaction that changes the rows themselves. Their text is indexed later as usual.
    """
    numbers = rows.order_by().values("pk")
    Document.objects.filter(kind=rows.model._meta.label_lower, number__in=numbers).update(audience=audience)

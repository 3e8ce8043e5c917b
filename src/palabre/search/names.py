"""A name that is taken away leaves the index at once: what said it is found again once it was read anew."""

from __future__ import annotations

from palabre.people.hooks import register_texts
from palabre.search.indexer import forget_documents
from palabre.search.models import Text


def register_search_names() -> None:
    register_texts(Text, "title", "body", space="document__space", forget=forget_documents, is_derived=True)

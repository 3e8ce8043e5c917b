"""Models of the wiki."""

from palabre.wiki.models.attachment import Attachment
from palabre.wiki.models.comment import Comment
from palabre.wiki.models.page import FormerAddress, Page, Reference
from palabre.wiki.models.passage import Passage, Resource
from palabre.wiki.models.watch import Signature, Watch

__all__ = [
    "Attachment",
    "Comment",
    "FormerAddress",
    "Page",
    "Passage",
    "Reference",
    "Resource",
    "Signature",
    "Watch",
]

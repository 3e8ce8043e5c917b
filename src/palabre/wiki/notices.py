"""Names of pages and links in notices, and the sentences of their news."""

from django.utils.translation import gettext_lazy as _

from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import NoticeReason, register_clock, register_kind, register_notice, register_verb, saying
from palabre.upkeep.hooks import register_delay
from palabre.wiki.attachments import file_deletion
from palabre.wiki.comments import comment_news, comment_thread
from palabre.wiki.hooks import register_kept_files
from palabre.wiki.models import Attachment, Comment, Page, Resource
from palabre.wiki.readers import page_watches, watched_changes
from palabre.wiki.removal import page_removal


def register_wiki_notices() -> None:
    register_kind(Page, word=_("page"), paper="page")
    register_kind(Resource, word=_("link"), url=lambda resource: resource.url)
    register_verb("page.begun", saying(_("{by} started the page {thing}.")))
    register_verb("page.written", saying(_("{by} edited the page {thing}.")))
    register_verb("page.renamed", saying(_("{by} gave another title to the page “{former}”: {thing}.")))
    register_verb("page.moved", saying(_("{by} put the page {thing} in another place.")))
    register_verb("template.offered", saying(_("{by} offered the page {thing} as a template.")))
    register_verb("template.withdrawn", saying(_("{by} no longer offers the page {thing} as a template.")))
    register_verb("page.published", saying(_("{by} opened the page {thing} to everyone.")))
    register_verb("page.shared", saying(_("{by} opened the page {thing} to the whole space.")))
    register_verb("page.confided", saying(_("{by} kept the page {thing} to a group.")))
    kept = _("{by} kept the page “{title}” to a group. Those of the group who wrote it can open it again.")
    register_verb("page.kept_to_some", saying(kept))
    register_verb("page.removed", saying(_("{by} removed the page “{title}”. It can be put back for thirty days.")))
    register_verb("page.put_back", saying(_("{by} put the page {thing} back.")))
    register_verb("page.invited", saying(_("{by} invited somebody to write in the page {thing}.")))
    register_verb("page.licensed", saying(_("{by} chose the licence of the page {thing}.")))
    register_verb("page.restored", saying(_("{by} brought back an earlier text of the page {thing}.")))
    register_verb("attachment.removed", saying(_("{by} removed a file from the page {thing}.")))
    register_verb("attachment.brought_back", saying(_("{by} put a file back in the page {thing}.")))
    register_verb("page.commented", saying(_("{by} commented on the page {thing}.")))
    register_verb("comment.removed", saying(_("{by} removed a comment from the page {thing}.")))
    register_verb("comment.put_back", saying(_("{by} put a comment back on the page {thing}.")))
    register_kept_files(Attachment)
    register_clock("wiki.attachments", file_deletion.EVERY, file_deletion.clear, lasting=True)
    register_clock("removed pages", page_removal.EVERY, page_removal.delete_removed_pages, lasting=True)
    register_clock("removed comments", comment_thread.EVERY, comment_thread.delete_removed_comments, lasting=True)
    register_instant(Page.objects.all, "removed_at")
    register_instant(Comment.objects.all, "removed_at")
    register_instant(Comment.objects.all, "at")
    register_instant(Attachment.objects.all, "removed_at")
    for model in (Page, Comment, Attachment):
        register_delay(model._default_manager.all, "removed_at")
    told = comment_news.comment_told
    register_notice("page.commented", comment_news.who_follows, because=NoticeReason.FOLLOWED, more=told)
    for verb in page_watches.CHANGES:
        more = watched_changes.changes_told
        register_notice(verb, page_watches.watchers, because=NoticeReason.FOLLOWED, more=more)

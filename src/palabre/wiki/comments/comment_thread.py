"""Commenting a passage, answering, settling, removing; each with its undo.

The caller says who acts, and whether they are a `guest`: their link to this page is then the right, and was checked.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of, record
from palabre.notes.markdown.token_transforms import typeset_words
from palabre.people.access.shared_bounds import is_full
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.pure.french import on_lines
from palabre.pure.quotes import Quote, find_typed, flat, has_several, quote_at
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.upkeep.rate_limits import wait_until_fewer
from palabre.wiki import permissions
from palabre.wiki.comments.comment_news import announce_those_after
from palabre.wiki.comments.page_words import PageWords
from palabre.wiki.models import Comment, Page
from palabre.wiki.models.comment import AS_KEPT
from palabre.wiki.page_lock import NotHers, writable
from palabre.wiki.removal.page_removal import PageGone

MOST = 400  # comments and answers of one page, of which one person writes half at most
MOST_IN_AN_HOUR = 40  # of one person, on all pages
SAME_FORM = datetime.timedelta(hours=1)
STRETCH = datetime.timedelta(minutes=30)  # the journal tells the comments of one person on one page once
KEPT = datetime.timedelta(days=30)  # a removed comment
EVERY = datetime.timedelta(hours=12)
AT_ONCE = 500
UNSEEN = re.compile("[\x00-\x08\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # as in the forms of pages


class PassageNotFound(Refusal):
    """The quoted words are not in the text, or in several places."""

    status = 422


class TooManyComments(Refusal):
    status = 429


def comment_on(
    page: Page, typed: Quote, words: str, *, by: Person, at: datetime.datetime, is_guest: bool = False
) -> Comment:
    """Comment a passage. Idempotent for the same words of the same person about the same passage.

    `typed` is what a form or a browser quotes: raise PassageNotFound unless it is one passage of the present text.
    """
    words = checked(page, words)
    quote = quoted_in(PageWords.of(page.note.body_html), typed)
    passage = {"quote": quote.words, "before": quote.before, "after": quote.after}
    with transaction.atomic():
        now = held_page(page, by=by, is_guest=is_guest)
        return written(now, words, by=by, at=at, same=passage | {"parent": None}, is_only=quote.is_only)


def answer(comment: Comment, words: str, *, by: Person, at: datetime.datetime, is_guest: bool = False) -> Comment:
    """Answer in the thread of the comment. Idempotent as `comment_on`. Raise a Refusal once the thread is gone."""
    words = checked(comment.page, words)
    with transaction.atomic():
        now = held_page(comment.page, by=by, is_guest=is_guest)
        first = Comment.objects.filter(pk=comment.thread, page=now).first()
        if first is None or is_gone(first):
            raise Refusal(_("This comment was removed."), instead=_("Comment the passage yourself."))
        return written(now, words, by=by, at=at, same={"parent": first})


def settle(comment: Comment, *, by: Person, at: datetime.datetime, is_guest: bool = False) -> bool:
    """« C’est réglé »: fold the thread away; return whether it was open. Idempotent."""
    return be_settled(comment, at, by=by, is_guest=is_guest)


def unsettle(comment: Comment, *, by: Person, is_guest: bool = False) -> bool:
    """Undo `settle`; return whether it was settled. Idempotent."""
    return be_settled(comment, None, by=by, is_guest=is_guest)


def remove(comment: Comment, *, by: Person, at: datetime.datetime) -> bool:
    """Remove a comment; return whether it was there. Idempotent. What others answered stays."""
    refuse_one_word(by)
    with transaction.atomic():
        now = held_comment(comment)
        if not permissions.can_remove_comment(by, now, now.page):
            raise NotHers(_("Only who wrote a comment, and members who write this page, can remove it."))
        if now.removed_at is not None:
            return False
        now.be_removed(at, by=by)
        announce_those_after(now)
        record("comment.removed", now.page, by=by)
        return True


def restore_comment(comment: Comment, *, by: Person) -> bool:
    """Undo `remove`; return whether it was removed. Idempotent. What its author removed, they alone put back."""
    refuse_one_word(by)
    with transaction.atomic():
        now = held_comment(comment)
        if now.removed_at is None:
            return False
        if not permissions.can_put_comment_back(by, now, now.page):
            raise NotHers(_("Only who removed a comment puts it back."), instead=_("Write yours."))
        now.be_removed(None, by=None)
        record("comment.put_back", now.page, by=by)
        return True


def delete_removed_comments(at: datetime.datetime) -> None:
    """Scheduled task: delete what was removed a month ago, with threads in which nobody else answered."""
    stays = Comment.objects.filter(parent=OuterRef("pk"))
    due = Comment.objects.filter(~Exists(stays), removed_at__lte=at - KEPT)
    for number, space in due.order_by("-pk").values_list("pk", "space")[:AT_ONCE]:
        with transaction.atomic():
            Space.hold(space)
            if due.filter(pk=number).delete()[0]:
                Space.touch(space)


def is_gone(first: Comment) -> bool:
    """Return whether nothing is left of the thread that this comment begins."""
    return first.removed_at is not None and not first.answers.filter(removed_at=None).exists()


def be_settled(comment: Comment, at: datetime.datetime | None, *, by: Person, is_guest: bool) -> bool:
    refuse_one_word(by)
    with transaction.atomic():
        held_page(comment.page, by=by, is_guest=is_guest)
        now = Comment.objects.filter(pk=comment.thread).first()
        if now is None or (now.settled_at is None) == (at is None):
            return False
        now.be_settled(at, by=by if at else None)
        Space.touch(now.space_id)
        return True


def held_page(page: Page, *, by: Person, is_guest: bool) -> Page:
    """Lock the space; return the page as it is now. Raise a Refusal when it is gone, or `by` may no longer write it."""
    Space.hold(page.space_id)
    if not is_guest:
        writable(page, by)
    now = Page.objects.select_related("note", "audience", "space").filter(pk=page.pk, removed_at=None).first()
    if now is None:
        raise PageGone(_("This page was removed while you were writing."))
    return now


def held_comment(comment: Comment) -> Comment:
    """Lock the space; return the comment as it is now, with its page. Raise a Refusal when it is gone."""
    Space.hold(comment.space_id)
    rows = Comment.objects.select_related("page__audience", "page__space")
    now = rows.filter(pk=comment.pk, page__removed_at=None).first()
    if now is None:
        raise Refusal(_("This comment is no longer here."))
    return now


def quoted_in(words: PageWords, typed: Quote) -> Quote:
    """Return the passage as the text has it, with its context. Raise PassageNotFound."""
    for said in (typed.words, typeset_words(typed.words)):
        wanted = Quote(flat(said).strip(), flat(typed.before), flat(typed.after))
        if found := find_typed(words.text, wanted):
            quote = quote_at(words.text, *found)
            return quote if len(quote.words) <= AS_KEPT else Quote(words.text[slice(*found)], is_only=False)
    if has_several(words.text, flat(typed.words).strip()):
        raise PassageNotFound(
            _("These words are in the text several times."), instead=_("Add the words before or after them.")
        )
    raise PassageNotFound(
        _("These words are not in the text."), instead=_("Copy some of it, a few words are enough, and paste them.")
    )


def written(
    page: Page, words: str, *, by: Person, at: datetime.datetime, same: dict[str, Any], is_only: bool = True
) -> Comment:
    """Write a comment within its bounds, or return the one just written in the same words."""
    sent = Comment.objects.filter(
        page=page, by=by, words=words, removed_at=None, at__gt=at - SAME_FORM, at__lte=at, **same
    )
    if known := sent.first():
        return known
    refuse_one_more(page, by=by, at=at)
    facts = {"space": page.space, "is_only": is_only, "was_public": page.is_for_everybody}
    made = Comment.objects.create(page=page, words=words, by=by, at=at, **facts, **same)
    tell(page, made, by=by, at=at)
    return made


def checked(page: Page, typed: str) -> str:
    """Return the words stripped. Raise a Refusal for none, or for a refused name: before the lock, it may be slow."""
    words = UNSEEN.sub("", on_lines(typed))
    if not words:
        raise Refusal(_("There are no words here yet."), instead=_("A few words are enough."))
    keep_out(page.space, words)
    return words


def refuse_one_more(page: Page, *, by: Person, at: datetime.datetime) -> None:
    hers = Comment.objects.filter(by=by, at__gt=at - SAME_FORM, at__lte=at).order_by("-at")
    if wait := wait_until_fewer(hers, most=MOST_IN_AN_HOUR, at=at):
        raise TooManyComments(_("You wrote many comments in an hour."), instead=wait.words)
    if is_full(page.comments.all(), Q(by=by), most=MOST):
        raise TooManyComments(_("This page has a great many comments."), instead=_("Write in the page itself."))


def tell(page: Page, made: Comment, *, by: Person, at: datetime.datetime) -> None:
    """Record it once for a stretch of comments by one person."""
    told = Entry.objects.filter(verb="page.commented", subject_kind=kind_of(page), subject_id=page.pk, by=by)
    if told.filter(at__gt=at - STRETCH, at__lte=at).exists():
        Space.touch(page.space_id)
    else:
        record("page.commented", page, by=by, comment=made.pk)

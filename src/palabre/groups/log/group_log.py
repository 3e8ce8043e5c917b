"""The log of a group, written by hand: news, which its author may edit and withdraw, and lines of inquiry."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.group_access import group_for_update, let_write, may_decide, may_write
from palabre.groups.models import Group, Inquiry, ProgressEntry
from palabre.groups.typed_values import checked_markdown, form_token_of, line_of
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.notes.markdown.html_render import render
from palabre.people.access.shared_bounds import is_full
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person, read_by_members_of
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

LONGEST_LINE = 400  # characters of a line of inquiry
MOST_LINES = 100  # of one group
OPENED, REWORDED = "inquiry.opened", "inquiry.reworded"


def publish_news(group: Group, text: str, *, form_token: str, by: Person, at: datetime.datetime) -> ProgressEntry:
    """Publish news of the group, dated today. Idempotent for the same form, or the same text on the same day.

    Raise a Refusal if the text is empty or too long, or if `by` may not write for the group.
    """
    text = checked_markdown(text, empty=_("There is no news here yet."))
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        day = timezone.localdate(at)
        token = form_token_of(form_token, by, now)
        same = Q(form_token=token) if token else Q(on=day, text=text)
        known = ProgressEntry.objects.filter(same | Q(on=day, text=text), group=now, by=by).first()
        if known is not None:
            return known
        keep_out(now.space, text)
        return make_news(now, text, form_token=token, by=by, at=at)


def make_news(
    group: Group, text: str, *, by: Person, at: datetime.datetime, form_token: str | None = None
) -> ProgressEntry:
    """Create the news and record it in the journal. The caller holds the lock on the group."""
    said = {"on": timezone.localdate(at), "text": text, "body_html": render(text), "by": by, "at": at}
    kept = ProgressEntry.objects.create(
        space=group.space, audience=group.audience, group=group, form_token=form_token, **said
    )
    record("news.written", kept, by=by)
    return kept


def correct(news: ProgressEntry, typed: str, *, by: Person) -> None:
    """Replace the text of the news. Only its author may; the same text changes nothing."""
    refuse_one_word(by)
    text = checked_markdown(typed, empty=_("There is no news here yet."))
    with transaction.atomic():
        now = own_news(news, by=by)
        if now.text != text:
            keep_out(now.space, text)
            now.say(text, render(text))
            record("news.corrected", now, by=by)


def withdraw_news(news: ProgressEntry, *, by: Person) -> None:
    """Withdraw the news. Idempotent."""
    with transaction.atomic():
        Space.hold(news.space_id)
        if not ProgressEntry.objects.filter(pk=news.pk).exists():
            return
        now = news_now(news)
        if not may_take_down(by, now):
            raise not_hers()
        if now.by_id == by.pk:
            refuse_one_word(by)
        record("news.withdrawn", now.group, by=by)
        now.delete()


def may_take_down(person: Person | None, news: ProgressEntry) -> bool:
    """Return whether the person is the author, or decides for the group of an author excluded from the space."""
    if permissions.can_mend_news(person, news):
        return True
    is_put_out = news.by is not None and news.by.put_out_at is not None
    decides = is_put_out and may_decide(person, news.group)
    return permissions.can_take_down(person, news, decides=decides, is_put_out=is_put_out)


def own_news(news: ProgressEntry, *, by: Person) -> ProgressEntry:
    """Return the news, locked and read again. Raise a Refusal if it is gone, or by another author."""
    found = news_now(news)
    if not permissions.can_mend_news(by, found):
        raise not_hers()
    return found


def not_hers() -> Refusal:
    return Refusal(_("Only who wrote this corrects it, or takes it back."), instead=_("Tell what you know beside it."))


def news_now(news: ProgressEntry) -> ProgressEntry:
    """Lock the space and return the news, read again. Raise a Refusal if it is gone."""
    return row_for_update(news, "group", "space", "by", instead=_("Tell it anew, if it is still so."))


def inquire(group: Group, typed: str, *, by: Person) -> Inquiry:
    """Open a line of inquiry, or bring back one of this text. Idempotent for the same text in the same group."""
    text = line_of(typed, most=LONGEST_LINE, empty=_("There is no question here yet."))
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        lines = now.inquiries.filter(read_by_members_of(now.audience))
        known = lines.filter(text=text).order_by(F("withdrawn_at").asc(nulls_first=True)).first()
        if known is not None and known.withdrawn_at is not None:
            known.withdraw(None)
            record("inquiry.back", known, by=by)
        if known is not None:
            return known
        if is_full(lines.filter(withdrawn_at=None), Q(pk__in=lines_opened_by(by)), most=MOST_LINES):
            raise Refusal(_("This group has opened a great many questions."), instead=_("Write it on a page instead."))
        keep_out(now.space, text)
        kept = Inquiry.objects.create(space=now.space, audience=now.audience, group=now, text=text)
        record(OPENED, kept, by=by)
        return kept


def lines_opened_by(person: Person) -> Any:
    """Return the ids of the lines that the person opened by hand, as a subquery."""
    kind = Inquiry._meta.label_lower
    entries = Entry.objects.filter(verb=OPENED, by=person, subject_kind=kind)
    return entries.values("subject_id")


def hands_on(inquiry: Inquiry) -> tuple[int | None, set[int | None]]:
    """Return the id of who opened this line by hand, None for a line of minutes, and of those who said it otherwise."""
    about = {"subject_kind": kind_of(inquiry), "subject_id": inquiry.pk}
    told = list(Entry.objects.filter(verb__in=(OPENED, REWORDED), **about).order_by("pk").values_list("verb", "by"))
    opener = next((by for verb, by in told if verb == OPENED), None)
    return opener, {by for verb, by in told if verb == REWORDED}


def opened_by(inquiry: Inquiry, person: Person | None) -> bool:
    """Return whether the person opened this line by hand. A line from minutes is withdrawn by nobody here."""
    return person is not None and hands_on(inquiry)[0] == person.pk


def may_withdraw(inquiry: Inquiry, person: Person | None) -> bool:
    """Return whether the person may take back a line that minutes opened, not somebody: they write for its group."""
    return may_write(person, inquiry.group) and hands_on(inquiry)[0] is None


def withdraw_inquiry(inquiry: Inquiry, *, by: Person, at: datetime.datetime) -> None:
    """Take back a line that minutes read wrongly; `bring_inquiry_back` undoes it. Idempotent."""
    with transaction.atomic():
        now = withdrawable(inquiry, by)
        if now.withdrawn_at is None:
            now.withdraw(at)
            record("inquiry.withdrawn", now.group, by=by)


def bring_inquiry_back(inquiry: Inquiry, *, by: Person) -> None:
    """Undo `withdraw_inquiry`. Idempotent."""
    with transaction.atomic():
        now = withdrawable(inquiry, by)
        if now.withdrawn_at is not None:
            now.withdraw(None)
            record("inquiry.back", now, by=by)


def withdrawable(inquiry: Inquiry, by: Person) -> Inquiry:
    """Return the line locked and read again. Raise a Refusal unless `by` may take it back."""
    now = row_for_update(inquiry, "group", "space", instead=_("Look at the page of the group again."))
    if not may_withdraw(now, by):
        raise Refusal(
            _("Only who opened this question takes it back."), instead=_("Say at a meeting that it can rest.")
        )
    return now


def close_inquiry(inquiry: Inquiry, *, by: Person) -> None:
    """Delete a line that `by` opened, unless others said it otherwise or something references it. Idempotent."""
    refuse_one_word(by)
    with transaction.atomic():
        Space.hold(inquiry.space_id)
        now = Inquiry.objects.select_related("group").filter(pk=inquiry.pk).first()
        if now is None:
            return
        opener, others = hands_on(now)
        if opener == by.pk and not others <= {by.pk}:
            raise Refusal(
                _("Somebody else has said this question otherwise since: it is theirs too."),
                instead=_("Say at a meeting that it can rest."),
            )
        if opener != by.pk or is_referenced(now, ignoring=()):
            raise Refusal(
                _("Only who opened this question takes it back."), instead=_("Say at a meeting that it can rest.")
            )
        record("inquiry.withdrawn", now.group, by=by)
        now.delete()

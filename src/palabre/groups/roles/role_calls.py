"""“On recherche”: publish a call, withdraw it, reopen it. Each is idempotent."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.models import CARRYING, WORDS_LENGTH, Group, RoleCall
from palabre.groups.roles.succession import seek_no_longer
from palabre.journal.models import record
from palabre.people.access.shared_bounds import is_full
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person, read_by_members_of
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

MOST_OPEN = 20  # calls of one group, or of the community: nobody would read more


def call(
    group: Group | None, words: str, *, role: str = "", by: Person, at: datetime.datetime, space: Space | None = None
) -> RoleCall:
    """Publish a call of `group`, or of the whole `space` if it is None. Idempotent for the same words.

    It has the audience of the group. Raise a Refusal for words missing or too long, if the group ended, and for one
    call too many.
    """
    words, place = bounded_call_words(words), space or by.space
    with transaction.atomic():
        Space.hold(place.pk)
        if group is not None and Group.objects.filter(pk=group.pk, ended_at__isnull=False).exists():
            raise Refusal(_("This group has ended."), instead=_("Its page tells what it leaves, and what stays open."))
        readers = group.audience if group is not None else Audience.widest(place)
        open_ones = RoleCall.objects.open().filter(read_by_members_of(readers), space=place, group=group)
        known = open_ones.filter(by=by, words=words).first()
        if known is not None:
            return known
        if is_full(open_ones, Q(by=by), most=MOST_OPEN):
            raise Refusal(
                _("A great many calls are already open here: one more would go unread."),
                instead=_("Withdraw a call that no longer needs anybody, then publish yours."),
            )
        keep_out(place, words)
        said = {"role": role, "words": words, "opened_on": timezone.localdate(at), "by": by}
        published = RoleCall.objects.create(space=place, group=group, audience=readers, **said)
        record("call.published", published, by=by)
        if group is not None and role in CARRYING:
            seek_no_longer(group, by=by, at=at)  # this call replaces the automatic one
        return published


def withdraw_role_call(call: RoleCall, *, by: Person, at: datetime.datetime) -> None:
    """Withdraw a call."""
    with transaction.atomic():
        now = role_call_for_update(call)
        if now.is_open:
            now.withdraw(at)
            record("call.withdrawn", now, by=by)


def reopen(call: RoleCall, *, by: Person, at: datetime.datetime) -> None:
    """Undo `withdraw_role_call`."""
    with transaction.atomic():
        now = role_call_for_update(call)
        if now.withdrawn_at is not None:
            now.reopen(at)
            record("call.published", now, by=by)


def role_call_for_update(call: RoleCall) -> RoleCall:
    """Lock the space and return the call, read again."""
    return row_for_update(call, instead=_("Other calls are open: see who is wanted."))


def bounded_call_words(words: str) -> str:
    """Return the words of a call stripped. Raise a Refusal if they are empty or too long."""
    words = on_one_line(words)
    if words in ("", _("We are looking for someone to ").strip()):
        raise Refusal(
            _("There is nothing in this call yet."),
            instead=_("Say in one sentence who you are looking for, then publish it."),
        )
    if len(words) > WORDS_LENGTH:
        raise Refusal(
            _("A call of more than %(most)s characters does not get read.") % {"most": WORDS_LENGTH},
            instead=_("Shorten it to one sentence: the rest can go on the group’s page."),
        )
    return words

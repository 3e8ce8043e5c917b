"""Posts that a device keeps while its network is cut, and sends again: each is done once, under the name it was typed.

The script `web/kept_posts.js` sends a form with a random key, made as its words were typed, and with the mark of the
reader to whom the page was shown. An answer may be lost on its way: the same key sent again gets the same answer, and
nothing is done twice. Under another name than the mark says, nothing is done: the person there is asked first.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.people.devices.person_middleware import remember
from palabre.people.guests import TooManyGuests, known_by
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.upkeep.models import LONGEST_ADDRESS, ReceivedPost
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from palabre.web.form.fields import HiddenField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.keyed_digests import digest, is_digest
from palabre.web.saved_fields import save_fields
from palabre.web.view_doors import View
from palabre.web.visitor_cookie import cookie_name, read_visitor_cookie, visitor_of

KEY, MARK, LATER = "Palabre-Key", "Palabre-Reader", "Palabre-Later"  # headers of such a post
A_KEY = re.compile(r"[0-9a-f]{32,60}")
SALT, MARK_LENGTH = "palabre.people.received_posts", 20
KEPT_FOR = datetime.timedelta(days=3)  # devices keep words until the end of the next day
EVERY = datetime.timedelta(hours=1)
AT_ONCE = 500  # rows that one statement deletes: others write meanwhile
POSTS = Bound("post with a key", (Limit(LimitScope.EACH, 300),))  # as many gestures as a typed name has in an hour


class TokenForm(GestureForm):
    """The token of the form by which a visitor gave a name, among its other fields."""

    form_token = HiddenField()


def sent_once(view: View) -> View:
    """Have a view do a post that bears a key once, and answer it in JSON. Other posts are not concerned."""

    @functools.wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get(KEY, "")
        if request.method != "POST" or not A_KEY.fullmatch(key):
            return view(request, *args, **kwargs)
        return receive(request, key, lambda: view(request, *args, **kwargs))

    answer.is_sent_once = True  # type: ignore[attr-defined]  # read by the tag of a button
    return answer


def receive(request: Any, key: str, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Do the act unless this post was received; answer where it leads. A refusal leaves nothing: it may be sent again.

    The row is written first: of two that arrive at once, the second waits for what becomes of the first.
    """
    typed_for = request.headers.get(MARK, mark_of(request))  # "": typed on the first page of a device
    post = digest_of(key, typed_for, request.path)
    if not bears(request, typed_for):
        known = ReceivedPost.objects.filter(digest=post).first() if is_made_by_this_form(request) else None
        return answer_to(request, known.to) if known is not None else other_name(request)
    at, refused, visitor = timezone.now(), None, visitor_of(request)
    with transaction.atomic():
        known, is_new = ReceivedPost.objects.get_or_create(digest=post, defaults={"at": at})
        if not is_new:
            recognise_again(request, at=at)
            return answer_to(request, known.to)
        if wait := POSTS.wait(visitor, at=at):
            raise TooManyGuests(_("A great deal was done under your name just now."), instead=wait.words)
        try:
            response = act()
        except (Refusal, Http404, PermissionDenied) as why:  # what the view counted of them stays
            refused = why
        if refused is None and isinstance(response, HttpResponseRedirectBase):
            save_fields(known, to=response.url[:LONGEST_ADDRESS])
            POSTS.count(visitor, at=at)
            return answer_to(request, response.url)
        known.delete()
    if refused is not None:
        raise refused
    return response


def forget_posts(now: datetime.datetime) -> None:
    """Delete the rows of more than three days ago, some at a time. Done by the clock."""
    old = ReceivedPost.objects.filter(at__lte=now - KEPT_FOR).order_by("at").values_list("pk", flat=True)
    while numbers := list(old[:AT_ONCE]):
        ReceivedPost.objects.filter(pk__in=numbers).delete()


def digest_of(key: str, mark: str, path: str) -> str:
    """Return what is stored of a key: only who has it, and for the same act of the same reader, finds the row."""
    return hashlib.blake2b(f"{key} {mark} {path}".encode(), digest_size=16).hexdigest()


def mark_of(request: Any) -> str:
    """Return the mark of the reader: of their person in this space, else of their visitor cookie; "" without any."""
    words = named(request)
    return digest(SALT, words)[:MARK_LENGTH] if words else ""


def bears(request: Any, mark: str) -> bool:
    """Return whether the mark is the reader's. A page shown before the first cookie has none, as nobody named."""
    if not mark:
        return request.person is None
    return is_digest(mark, SALT, named(request), length=MARK_LENGTH)


def named(request: Any) -> str:
    person: Person | None = request.person
    if person is not None:
        return f"person {person.pk}"
    number = read_visitor_cookie(request.COOKIES.get(cookie_name(), ""))
    return f"visitor {number}" if number else ""


def is_made_by_this_form(request: Any) -> bool:
    """Return whether the person here came by this very form: their cookie arrived, and the answer was lost."""
    token = token_in(request)
    return bool(token) and request.person is not None and request.person.form_token == token


def token_in(request: Any) -> str:
    form = TokenForm.of(request)
    return str(form.cleaned_data["form_token"]) if form.is_valid() else ""


def recognise_again(request: Any, *, at: datetime.datetime) -> None:
    """Remember on this device the guest that the form made, if the cookie was lost with the answer.

    It is the rule of every form of a guest: within the hour, the same form is the same guest.
    """
    if request.person is not None:
        return
    try:
        guest = known_by(request.space, token_in(request), at=at)
    except Refusal:
        return
    if guest is not None and guest.erased_at is None and guest.put_out_at is None:
        remember(request, guest)
        request.person = guest


def answer_to(request: Any, to: str) -> HttpResponse:
    """Say where the post leads. The words of what was done are on that page, or here for who is elsewhere by now."""
    said = " ".join(str(one) for one in get_messages(request)) if request.headers.get(LATER) else ""
    return JsonResponse({"to": to, "said": said, "reader": mark_of(request)})


def other_name(request: Any) -> HttpResponse:
    """Refuse what was typed under another name, so that its script asks."""
    if request.person is None:
        instead = _("Read it again, then send it under a name.")
    else:
        instead = _("Read it again: sent now, it is said by %(name)s.") % {"name": request.person.first_name}
    why = _("This was typed under another name than the one this device has now.")
    return JsonResponse({"why": why, "instead": instead, "reader": mark_of(request)}, status=409)

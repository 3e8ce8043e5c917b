"""Views to merge two persons or two spellings of an organisation, to part them, or to say that they are two."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.people import permissions
from palabre.people.duplicates import merge_requests
from palabre.people.duplicates import person_merge as acts
from palabre.people.forms import KindForm, PairForm, SamePersonForm
from palabre.people.models import MergeRequest, Merging, Organisation, Person
from palabre.people.reader import Reader
from palabre.people.roster import known_to
from palabre.people.views import back_to_people, members_only
from palabre.web.view_doors import confirm

KINDS: dict[str, Callable[[Reader], Any]] = {
    "": known_to,
    "person": known_to,
    "organisation": lambda reader: reader.may_read(Organisation),
}


@require_POST
def merging(request: Any) -> HttpResponse:
    members_only(request)
    one, other = pair_said(request)
    made = merge_requests.join_or_ask(one, other, by=request.person, at=timezone.now())
    if isinstance(made, MergeRequest):
        return back_to_people(request, what_is_awaited(made, request.person))
    kept, absorbed = (one, other) if made.kept_id == one.pk else (other, one)
    return back_to_people(request, joined_words(kept, absorbed), undo="here:no_merging", number=made.pk)


def joined_words(kept: Any, absorbed: Any) -> str:
    words = _("“%(absorbed)s” and “%(kept)s” are now one name: “%(kept)s”.")
    offers = _("The roles of “%(absorbed)s” are proposed to “%(kept)s”, in groups where you may propose them.")
    stays = _("Invitations, attendances and requests already noted for “%(absorbed)s” stay under that name.")
    if str(kept) == str(absorbed):
        words = _("The two “%(kept)s” are now one.")
        offers = _("Roles that texts give to this name are proposed to the person here, if you may propose them.")
        stays = _("Invitations, attendances and requests noted before stay as they were.")
    said = f"{words} {offers} {stays}" if acts.is_a_word_of(absorbed, kept) else words
    return said % {"kept": kept, "absorbed": absorbed}


@require_POST
def no_merging(request: Any, number: int) -> HttpResponse:
    acts.unmerge(merging_of(request, number), by=request.person, at=timezone.now())
    return back_to_people(request, _("They are two names again. Each has its own things back."))


@require_POST
def difference(request: Any) -> HttpResponse:
    members_only(request)
    one, other = pair_said(request)
    made = acts.keep_apart(one, other, by=request.person, at=timezone.now())
    words = _("Noted: “%(one)s” and “%(other)s” are two people.")
    if str(one) == str(other):
        words = _("Noted: the two “%(one)s” are two people.")
    words %= {"one": one, "other": other}
    return back_to_people(request, words, undo="here:no_difference", number=made.pk)


@require_POST
def no_difference(request: Any, number: int) -> HttpResponse:
    acts.ask_again(merging_of(request, number), by=request.person)
    return back_to_people(request, _("This may be asked again later."))


@require_POST
def same_person(request: Any, number: int) -> HttpResponse:
    """Record the answer of the person who is asked: it is them, or not. 404 for others."""
    asked = get_object_or_404(MergeRequest.objects.select_related("kept", "absorbed"), pk=number)
    her = request.person
    if her is None or not merge_requests.is_asked_of(asked, her) or her.vouched_by:
        raise Http404
    if SamePersonForm.read(request)["no"]:
        merge_requests.decline_name_merge(asked, by=her, at=timezone.now())
        words = _("Noted: you are two people.")
    elif merge_requests.agree(asked, by=her, at=timezone.now()):
        words = _("Noted: both names are yours.")
    else:
        words = _("Noted.") + " " + merge_requests.next_step(asked, her)
    return confirm(request, words, "you:you", request.space.slug)


def what_is_awaited(asked: MergeRequest, by: Person) -> str:
    """Return whose answer is awaited, in words for the one who proposed it."""
    if by.pk in (asked.kept_id, asked.absorbed_id):
        return merge_requests.next_step(asked, by)
    words = _("“%(one)s” and “%(other)s” have both come here: each is asked, under “You”, and both must say yes.")
    return words % {"one": asked.kept, "other": asked.absorbed}


def pair_said(request: Any) -> tuple[Any, Any]:
    """Return the two that were chosen, persons or organisations, which the reader may know of."""
    rows = KINDS.get(KindForm.read(request)["kind"])
    if rows is None:
        raise Http404
    said = PairForm.read(request, rows=rows(Reader.of(request)))
    return said["one"], said["other"]


def merging_of(request: Any, number: int) -> Merging:
    """Return the merging; 404 unless the reader may know of both."""
    found: Merging = get_object_or_404(Merging, space=request.space, pk=number)
    reader = Reader.of(request)
    if not permissions.can_merge(request.person, found):
        raise Http404
    rows = known_to(reader) if found.thing_kind == "people.person" else reader.may_read(Organisation)
    if rows.filter(pk__in=[found.kept_id, found.absorbed_id]).count() < 2:
        raise Http404
    return found

"""Merge two groups: propose, preview, consent, set aside, undo."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups import permissions
from palabre.groups.lineage import merge_proposals
from palabre.groups.lineage.followers import go_on
from palabre.groups.lineage.forms import FollowerForm, MergeForm, OtherGroupForm, SideForm
from palabre.groups.lineage.group_family import living
from palabre.groups.lineage.group_split import undo_birth
from palabre.groups.lineage.merge_preview import before
from palabre.groups.lineage.merge_undo import undo_merge
from palabre.groups.lineage.merged_pages import open_by_hand
from palabre.groups.models import Group, GroupLineage, GroupLineageKind, MergeProposal
from palabre.groups.views.lookup import living_group
from palabre.people.reader import Reader, someone
from palabre.refusal import Refusal
from palabre.web.form.form_input import is_number
from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on
from palabre.wiki.lines.passage_lookup import where_read


@fresh_form
def proposing(request: Any, number: int) -> HttpResponse:
    """GET asks which other group, and which page goes on; POST proposes the merge and redirects to its preview."""
    group = living_group(request, number, permissions.can_propose_merge)
    reader = Reader.of(request)
    groups = others(group, reader)
    form = MergeForm.of(request, groups=groups, initial={"other": request.GET.get("other", "")})

    def propose(said: dict[str, Any]) -> HttpResponse:
        other = chosen_group(said["other"], reader)
        source, target = (other, group) if said["way"] == "here" else (group, other)
        ways = {"by": request.person, "at": timezone.now(), "words": said["words"], "form_token": said["form_token"]}
        return redirect(reader.place(merge_proposals.propose_merge(source, into=target, **ways)))

    return form.respond(request, propose, template="groups/lineage/new_merge.html", thing=group, others=groups)


def others(group: Group, reader: Reader) -> list[Group]:
    """Return the surviving groups, not ended, that the reader may read, except this one."""
    rows = reader.may_read(Group).alive().filter(ended_at=None).exclude(pk=group.pk)
    return reader.fetch(rows.order_by("title", "pk"))


def chosen_group(typed: str, reader: Reader) -> Group:
    found: Group | None = None
    if is_number(typed):
        found = reader.may_read(Group).filter(pk=int(typed)).first()
    if found is None:
        raise Refusal(_("No group was chosen."), instead=_("Choose the other group in the list, then send again."))
    return found


@fresh_page
def merging(request: Any, number: int) -> HttpResponse:
    """Show the preview and the consents; after the merge, its result and the way to undo it."""
    found, reader = proposal_for(request, number), Reader.of(request)
    page = before(found, reader, at=timezone.now())
    may_name = found.source_id is None and permissions.can_propose_merge(request.person, found.target)
    groups = others(page.sides[-1].group, reader) if may_name else []
    shown = {
        "proposal": found,
        "page": page,
        "naming": OtherGroupForm(groups=groups) if groups else None,
        "may_leave": page.may_decide or (request.person is not None and found.by_id == request.person.pk),
        "passages": where_read([found], reader=reader),
    }
    return render(request, "groups/lineage/merge.html", shown)


def proposal_for(request: Any, number: int) -> MergeProposal:
    """Return the proposal; 404 if the reader may not read both groups, or the one that is known."""
    reader = Reader.of(request)
    found: MergeProposal = reader.find(MergeProposal, number)
    found.target = reader.find(Group, found.target_id)
    if found.source_id is not None:
        found.source = reader.find(Group, found.source_id)
    return found


@require_POST
def agreement(request: Any, number: int) -> HttpResponse:
    """Consent for one side (`side`), or record an oral agreement (without `side`)."""
    found, by, now = proposal_for(request, number), someone(request), timezone.now()
    side = SideForm.read(request)["side"]
    if side:
        made = merge_proposals.consent(found, side=chosen_group(side, Reader.of(request)), by=by, at=now)
    else:
        made = merge_proposals.agree_aloud(found, by=by, at=now)
    if made is None:
        return redirect(found)
    said = _("“%(absorbed)s” has joined this group. For thirty days, one click parts them again.")
    return confirm(request, said % {"absorbed": made.source.title}, Reader.of(request).place(made.target))


@gesture_on(proposal_for)
def setting_aside(request: Any, found: MergeProposal) -> None:
    merge_proposals.set_aside_merge(found, by=someone(request), at=timezone.now())


@gesture_on(proposal_for)
def taking_up(request: Any, found: MergeProposal) -> None:
    merge_proposals.take_up(found, by=someone(request), at=timezone.now())


@gesture_on(proposal_for)
def source(request: Any, found: MergeProposal) -> None:
    """Set the group that would join, if the text of the proposal does not name it."""
    other = chosen_group(OtherGroupForm.read(request)["other"], Reader.of(request))
    merge_proposals.name_source(found, other, by=someone(request))


@require_POST
def parting(request: Any, number: int) -> HttpResponse:
    """Undo an edge of the lineage: a merge, a split or a continuation."""
    reader, edge = Reader.of(request), edge_for(request, number)
    if edge.kind == GroupLineageKind.MERGE:
        undo_merge(edge, by=someone(request), at=timezone.now())
        said = _("“%(title)s” is by itself again, with all that it had.")
        return confirm(request, said % {"title": edge.source.title}, reader.place(edge.source))
    undo_birth(edge, by=someone(request), at=timezone.now())
    return redirect(reader.place(edge.source))


@require_POST
def opening_pages(request: Any, number: int) -> HttpResponse:
    """Open the reserved pages of the member’s side of a merge to both groups."""
    reader, edge = Reader.of(request), edge_for(request, number)
    open_by_hand(edge, by=someone(request), at=timezone.now())
    return confirm(
        request, _("The people of both groups now read what yours keeps."), reader.place(living(edge.target))
    )


def edge_for(request: Any, number: int) -> GroupLineage:
    """Return an edge of the lineage; 404 if the reader may not read both ends."""
    reader = Reader.of(request)
    ends = reader.readable(of="source__audience") & reader.readable(of="target__audience")
    edges = GroupLineage.objects.filter(ends, source__space=request.space).select_related("source", "target")
    found: GroupLineage = get_object_or_404(edges, pk=number)
    return found


@gesture_on(living_group)
def going_on(request: Any, group: Group) -> None:
    """Give the member of an absorbed group a role in this one, contributor or co-convener, by their own click."""
    go_on(group, FollowerForm.read(request)["role"], by=someone(request), at=timezone.now())

"""The two buttons of « Ces deux pistes se ressemblent », and what undoes them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from palabre.groups.group_access import may_write
from palabre.groups.log import near_inquiries
from palabre.groups.log.inquiry_form import NearForm
from palabre.groups.views.lookup import living_group
from palabre.web.view_doors import confirm

WORDS = {
    "near": gettext_lazy("They stand together: each keeps its words."),
    "no": gettext_lazy("Noted: this will not be asked again."),
}


@require_POST
def nearness(request: Any, number: int, one: int, other: int) -> HttpResponse:
    """« Les rapprocher » or « Non »; with `?undo=`, what takes the answer back."""
    group, pair = living_group(request, number, may_write), {"one": one, "other": other, "by": request.person}
    back, undo = f"{group.get_absolute_url()}#pistes", request.GET.get("undo")
    if undo == "near":
        near_inquiries.take_away(group, **pair)
        return confirm(request, _("They are two lines again."), back)
    if undo == "no":
        near_inquiries.ask_again(group, **pair)
        return confirm(request, _("It will be asked again."), back)
    said = NearForm.read(request)["say"]
    if said == "near":
        near_inquiries.bring_near(group, **pair)
    else:
        near_inquiries.tell_apart(group, **pair, at=timezone.now())
    ways = reverse("groups:nearness", args=[request.space.slug, group.pk, one, other], query={"undo": said})
    return confirm(request, str(WORDS[said]), back, undo=ways)

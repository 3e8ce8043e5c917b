"""« Ma journée », for the person only; and the state of each group, for the conveners' next meeting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.home.space_page.fortnight import fortnight as lines_of
from palabre.home.you.my_day import my_day
from palabre.home.you.views.you import for_somebody
from palabre.people.devices.vouchers import one_word
from palabre.people.reader import Reader
from palabre.web.page_cache import cached
from palabre.web.view_doors import asked_page


@require_safe
@for_somebody
def day(request: Any) -> HttpResponse:
    """Show what awaits the person; to one whom one member alone vouches for, what is open to them meanwhile."""
    refusal = one_word(request.person)
    if refusal is not None:
        return render(request, "home/you/one_word.html", {"refusal": refusal})
    return render(request, "home/you/day.html", {"page": my_day(Reader.of(request), request.person)})


@require_safe
@cached
def fortnight(request: Any) -> HttpResponse:
    """List the groups by name, in pages (`?page=`)."""
    page = lines_of(Reader.of(request), number=asked_page(request))
    return render(request, "home/space_page/fortnight.html", {"page": page})

"""The group that an address or a form speaks of: ?group=12."""

from __future__ import annotations

from typing import Any

from palabre.groups.models import Group
from palabre.meetings.views.forms import GroupForm
from palabre.people.reader import Reader
from palabre.web.form.form_input import is_number


def group_asked_for(request: Any) -> Group | None:
    forms = [GroupForm.of(request), GroupForm(request.GET)]
    number = next((said for form in forms if form.is_valid() and (said := form.cleaned_data["group"])), "")
    if not is_number(number):
        return None
    reader = Reader.of(request)
    found = reader.find(Group, int(number))
    while found.lives_in_id is not None:
        found = reader.find(Group, found.lives_in_id)
    return found

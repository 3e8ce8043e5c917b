"""Search request in a query string: invalid filters are ignored."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy

from palabre.people.reader import Reader
from palabre.pure.search import LONGEST_QUERY, ParsedQuery
from palabre.search.hits import MOST_PAGES, Filters
from palabre.search.hooks import sources
from palabre.search.search_results import kinds_to_choose, may_choose
from palabre.web.form.fields import LineField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import initial

DAYS = {"month": 31, "quarter": 92, "year": 366}
LARGEST_KEY = 10**12
FILTERS = ("kind", "group", "since", "page")
PERIODS = [
    ("", gettext_lazy("The beginning")),
    ("month", gettext_lazy("One month ago")),
    ("quarter", gettext_lazy("Three months ago")),
    ("year", gettext_lazy("One year ago")),
]


def kinds() -> list[tuple[str, object]]:
    return [("", gettext_lazy("Everything")), *((kind, initial(word)) for kind, word in kinds_to_choose())]


class SearchForm(GestureForm):
    """A query, its filters, and a page of its results."""

    q = LineField(
        label=gettext_lazy("What are you looking for?"),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.SearchInput(attrs={"enterkeyhint": "search"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=kinds, required=False)
    group = forms.IntegerField(label=gettext_lazy("Group"), max_value=LARGEST_KEY, required=False, widget=forms.Select)
    since = forms.ChoiceField(label=gettext_lazy("Since"), choices=PERIODS, required=False)
    page = forms.IntegerField(max_value=LARGEST_KEY, required=False)

    def clean(self) -> None:
        """Ignore a filter that does not exist: an old address still finds."""
        for name in FILTERS:
            self.errors.pop(name, None)

    def offer(self, groups: list[tuple[int, str]]) -> None:
        """Show these groups in a list."""
        self.fields["group"].widget = forms.Select(choices=[("", gettext_lazy("All groups")), *groups])


@dataclasses.dataclass(frozen=True, slots=True)
class Request:
    """A query and its filters, validated."""

    query: str
    kind: str
    group: int
    since: str
    page: int

    @classmethod
    def of(cls, form: SearchForm) -> Request:
        """Return what a form asks for; a query that is too long asks for nothing."""
        form.is_valid()
        said = form.cleaned_data
        return cls(
            query=said.get("q", ""),
            kind=said.get("kind", ""),
            group=max(0, said.get("group") or 0),
            since=said.get("since", ""),
            page=min(max(1, said.get("page") or 1), MOST_PAGES),
        )

    def without_hidden_group(self, reader: Reader) -> Request:
        """Return it without the filter of a group that the reader may not read: what it holds says that it is there."""
        return self if not self.group or may_choose(self.group, reader) else dataclasses.replace(self, group=0)

    @property
    def asked(self) -> ParsedQuery:
        return ParsedQuery.of(self.query)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.group or self.since)

    def filters(self, *, today: datetime.date) -> Filters:
        holder = next((kind for kind, source in sources.items() if source.holds_others), "")
        since = today - datetime.timedelta(days=DAYS[self.since]) if self.since else None
        return Filters(self.kind, f"{holder}:{self.group}" if self.group else "", since)

    def address(self, **changed: Any) -> str:
        """Return the query string of this request with changes: another page, or no filter."""
        other = dataclasses.replace(self, **{"page": 1, **changed})
        said = {"q": other.query, "kind": other.kind, "group": other.group, "since": other.since}
        said["page"] = other.page if other.page > 1 else ""
        return "?" + urlencode({name: value for name, value in said.items() if value})

    @property
    def before(self) -> str:
        return self.address(page=self.page - 1)

    @property
    def after(self) -> str:
        return self.address(page=self.page + 1)

    @property
    def without_filters(self) -> str:
        return self.address(kind="", group=0, since="")

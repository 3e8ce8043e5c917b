"""The space in the address picks `request.space` and `request.person`."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse

from palabre.people import permissions
from palabre.people.models import Person
from palabre.people.veiling import veil
from palabre.spaces.models import Space

SESSION_KEY = "persons"
ACCOUNT_KEY = "_auth_user_id"


class PersonMiddleware:
    """One query: the space with who is here in it. A space that she may not enter does not exist for her (404)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.space = request.person = None  # type: ignore[attr-defined]
        return veil(request, self.get_response(request))

    def process_view(
        self, request: Any, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if "space" not in kwargs:
            return
        slug = kwargs.pop("space")
        person = person_here(request, slug)
        space = person.space if person else Space.objects.public().filter(slug=slug).first()
        if space is None or not permissions.can_enter(person, space):
            raise Http404
        request.space, request.person = space, person


def person_here(request: HttpRequest, slug: str) -> Person | None:
    """Return who the visitor is in the space `slug`: by her cookie, or by her account."""
    known = request.session.get(SESSION_KEY, {}).get(slug)
    account = request.session.get(ACCOUNT_KEY)
    if known is None and account is None:
        return None
    as_known = Q(pk=known, account__isnull=True)
    match = as_known if account is None else as_known | Q(account=account, account__is_active=True)
    by_account = F("account_id").asc(nulls_last=True)  # who she signed in as, before who this device takes her for
    rows = (
        Person.objects.select_related("space")
        .filter(match, space__slug=slug, erased_at=None)
        .order_by(by_account, "pk")
    )
    return rows.first()


def remember(request: HttpRequest, person: Person) -> None:
    """Keep in the visitor's signed cookie who she is in this space: one person per space."""
    persons = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = persons | {person.space.slug: person.pk}


def forget(request: HttpRequest, slug: str) -> None:
    """Leave the space on this device."""
    persons = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = {key: value for key, value in persons.items() if key != slug}

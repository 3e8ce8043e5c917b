"""The pages shown when something did not go as asked."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from palabre.web import about
from palabre.web.form.form_input import typed_in
from palabre.web.outages import absent_database, locked_database


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/403.html", {"typed": typed_in(request), "status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/404.html", {"typed": typed_in(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: what broke may be what a page asks of it. Called while the fault is handled."""
    if locked_database.is_momentary(sys.exception()):  # no middleware hears of it: the first query is theirs
        return locked_database.refuse_without_request(request)
    words = {"language": get_language(), "typed": typed_in(request)}
    answer = HttpResponse(render_to_string("web/500.html", words), status=500)
    if absent_database.is_away(sys.exception()):  # nor of this
        answer.status_code, answer.headers["Retry-After"] = 503, str(absent_database.AGAIN)
    return answer


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help.html", {"answers": about.help_answers()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    shown = {"answers": about.accessibility_answers(), "contact": about.contact()}
    return render(request, "web/accessibility.html", shown)


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "web/legal.html", {"host": about.host(), "contact": about.contact()})

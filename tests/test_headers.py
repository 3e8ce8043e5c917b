"""Every kind of answer bears the headers that docs/security.md promises, row by row."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.builders import a_file, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db
DOC = (Path(__file__).parents[1] / "docs/security.md").read_text()
SIX_MONTHS = 15_768_000
UNSAFE = re.compile(r"unsafe-inline|unsafe-eval|unsafe-hashes|http:|\*|data:(?!.*img)")
RULES = {
    "Content Security Policy": lambda answer: "default-src 'none'" in csp(answer) and not unsafe(answer),
    "Clickjacking": lambda answer: "frame-ancestors 'none'" in csp(answer),
    "Base et formulaires": lambda answer: "base-uri 'none'" in csp(answer) and "form-action 'self'" in csp(answer),
    "X-Frame-Options": lambda answer: answer.headers["X-Frame-Options"] == "DENY",
    "X-Content-Type-Options": lambda answer: answer.headers["X-Content-Type-Options"] == "nosniff",
    "Referrer Policy": lambda answer: answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"),
    "Strict-Transport-Security": lambda answer: seconds(answer) >= SIX_MONTHS,
    "Cross-Origin Resource Policy": lambda answer: answer.headers["Cross-Origin-Resource-Policy"] == "same-origin",
    "Cross-origin Resource Sharing": lambda answer: "Access-Control-Allow-Origin" not in answer.headers,
    "Cookies": lambda answer: all(is_closed(cookie) for cookie in answer.cookies.values()),
    "Subresource Integrity": lambda answer: not re.search(r'(?:src|href)="https?://[^"]*\.(?:js|css)', text(answer)),
    "Sous-domaines": lambda answer: "includeSubDomains" not in answer.headers["Strict-Transport-Security"],
    "Redirection": lambda answer: True,  # the proxy's; see docs/exploiter.md
}


@pytest.fixture(autouse=True)
def _behind_https(settings):
    settings.SECURE_HSTS_SECONDS = 2 * SIX_MONTHS
    settings.SESSION_COOKIE_SECURE = True


def answers() -> dict[str, HttpResponse]:
    """One answer of each kind: a page, a form, a kept screen, a refusal, an error, a redirect, a link, a file."""
    space = a_space(public=True)
    member = entered(Client(), a_member(space))
    return {
        "the first page": Client().get("/", secure=True),
        "a public page": Client().get(space.get_absolute_url(), secure=True),
        "a form": member.get(reverse("minutes:new_import", args=[space.slug]), secure=True),
        "no right": Client().get(reverse("minutes:new_import", args=[space.slug]), secure=True),
        "nothing there": Client().get("/nulle-part/", secure=True),
        "an act that redirects": member.post(
            reverse("meetings:new_date", args=[space.slug]), {"words": "demain"}, secure=True
        ),
        "a link cut short": Client().get("/links/12-coupe/", secure=True),
        "a file": member.get(a_file(a_page(space)).get_absolute_url(), secure=True),
        "health": Client().get("/health/", secure=True),
    }


def test_every_rule_of_the_document_is_checked_here():
    table = DOC.split("## Les liens")[0]
    written = re.findall(r"^\| ([^|]+?) \|", table, re.MULTILINE)

    assert written[1:] == list(RULES)


def test_every_kind_of_answer_keeps_every_rule():
    broken = [f"{kind}: {rule}" for kind, got in answers().items() for rule, holds in RULES.items() if not holds(got)]

    assert broken == []


def test_a_page_shown_elsewhere_breaks_the_rules_of_frames_alone():
    space = a_space(public=True)
    address = reverse("wiki:embed", args=[space.slug, a_page(space).slug])

    answer = Client().get(address, secure=True)

    broken = [rule for rule, holds in RULES.items() if rule != "X-Frame-Options" and not holds(answer)]
    loosened = ["Content Security Policy", "Clickjacking", "Base et formulaires", "Cross-Origin Resource Policy"]
    assert broken == loosened
    assert "X-Frame-Options" not in answer.headers
    assert csp(answer).replace("frame-ancestors *", "").count("*") == 0
    assert {"base-uri 'none'", "form-action 'none'"} <= {rule.strip() for rule in csp(answer).split(";")}


def test_an_address_to_show_elsewhere_that_is_not_there_keeps_every_rule():
    answer = Client().get("/s/nulle-part/pages/x/embed/", secure=True)

    assert [rule for rule, holds in RULES.items() if not holds(answer)] == []


@pytest.mark.parametrize("chosen", [True, False])
def test_the_neighbours_of_this_name_are_asked_for_https_by_choice_alone(chosen):
    own = {"PALABRE_HTTPS": "1"} | ({"PALABRE_HSTS_SUBDOMAINS": "1"} if chosen else {})
    asked = "from django.conf import settings; print(settings.SECURE_HSTS_INCLUDE_SUBDOMAINS)"

    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | own | {"DJANGO_SETTINGS_MODULE": "palabre.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == str(chosen)


def test_an_open_policy_is_seen():
    planted = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"})

    assert not RULES["Content Security Policy"](planted)


def csp(answer: HttpResponse) -> str:
    return answer.headers["Content-Security-Policy"]


def unsafe(answer: HttpResponse) -> bool:
    rules = [rule for rule in csp(answer).split(";") if not rule.strip().startswith("img-src")]
    return any(UNSAFE.search(rule) for rule in rules)


def seconds(answer: HttpResponse) -> int:
    found = re.search(r"max-age=(\d+)", answer.headers.get("Strict-Transport-Security", ""))
    return int(found[1]) if found else 0


def is_closed(cookie) -> bool:
    return bool(cookie["secure"] and cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict"))


def text(answer: HttpResponse) -> str:
    return answer.content.decode()

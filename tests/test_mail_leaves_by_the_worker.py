"""No page waits for the mail server, except the one that has threads of its own: letters leave by the worker."""

import ast
from http import HTTPMethod
from io import BytesIO
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import path, reverse

from palabre.accounts.models import Account
from palabre.people.models import Audience
from palabre.serving import slow_queues
from palabre.upkeep import smtp
from tests.addresses import ARGUMENTS, address, every_address
from tests.builders import a_member, a_space, entered
from tests.door_kinds import OUTSIDE
from tests.storeys import PROJECT, sources
from tests.things import one_of_everything

SENDS = {"accounts:sign_in"}  # somebody waits for a code: it goes at once, in threads of its own
# Modules that hand messages to the mail server, and those that ask these to.
WAYS_OUT = {"post/letter_queue.py", "accounts/sign_in_codes.py"}
BY_THE_QUEUE, BY_THE_CODE = {"journal/worker.py"}, {"accounts/views/sign_in.py"}
MESSAGES = {"EmailMessage", "EmailMultiAlternatives"}
EMAIL = "rozenn@exemple.example"
TYPED = {
    "email": EMAIL,
    "address": EMAIL,
    "who": "Rozenn Abgrall",
    "name": "Rozenn Abgrall",
    "answer": "yes",
    **dict.fromkeys(("text", "title", "body", "body_md", "words", "why", "subject", "line", "question"), "Un mot."),
}


def imported(node):
    """Return what an import brings, as "module.name"."""
    if isinstance(node, ast.ImportFrom):
        return {f"{node.module}.{one.name}" for one in node.names}
    return {one.name for one in node.names} if isinstance(node, ast.Import) else set()


def ways_to_mail(source):
    """Return the ways to the mail server that a file takes, by the module that offers them."""
    brought = set().union(*map(imported, source.nodes))
    found = {name for name in brought if name.partition(".")[0] == "smtplib"}
    found |= {name for name in brought if name.startswith("django.core.mail") and name.split(".")[-1] not in MESSAGES}
    asked = {f"{node.value.id}.{node.attr}" for node in source.nodes if is_attribute_of_a_name(node)}
    found |= {
        name for name in brought if name.startswith("palabre.upkeep.smtp.") and name.endswith((".send", "deliver"))
    }
    return found | (asked & {"smtp.send", "smtp.deliver", "message.send", "mail.send"})


def is_attribute_of_a_name(node):
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)


def who_mails(root):
    found = {str(one.path.relative_to(root)) for one in sources(root) if ways_to_mail(one)}
    return {name for name in found if "/tests/" not in name}


def who_imports(root, *names):
    """Return the modules that bring one of these, or the whole module that they are in."""
    wanted = {*names, *(name.rpartition(".")[0] for name in names)}
    rows = {str(one.path.relative_to(root)): set().union(*map(imported, one.nodes)) for one in sources(root)}
    return {path for path, brought in rows.items() if brought & wanted and "/tests/" not in path}


def test_two_modules_speak_to_the_mail_server_and_one_that_carries_for_them():
    assert who_mails(PROJECT / "src/palabre") == WAYS_OUT | {"upkeep/smtp.py"}


def test_letters_leave_by_the_worker_and_codes_by_one_view():
    root = PROJECT / "src/palabre"

    assert who_imports(root, "palabre.post.letter_queue.post_one") == BY_THE_QUEUE
    assert who_imports(root, "palabre.accounts.sign_in_codes.send_code") == BY_THE_CODE
    assert who_imports(root, "palabre.accounts.sign_in_codes.send") == BY_THE_CODE


@pytest.mark.parametrize(
    "line",
    [
        "from django.core.mail import send_mail",
        "from django.core.mail.backends.smtp import EmailBackend",
        "import smtplib",
        "from palabre.upkeep.smtp import send",
        "from palabre.upkeep import smtp\nsmtp.send(1)",
        "message.send()",
    ],
)
def test_a_module_that_would_mail_by_itself_is_found(tmp_path: Path, line):
    (tmp_path / "people").mkdir()
    (tmp_path / "people/hasty.py").write_text(f"{line}\n")

    assert who_mails(tmp_path) == {"people/hasty.py"}


def test_the_pages_that_mail_have_threads_of_their_own():
    for name in SENDS:
        asked = {"PATH_INFO": reverse(name), "REQUEST_METHOD": HTTPMethod.POST, "wsgi.input": BytesIO()}
        assert slow_queues.kind_of(asked) is slow_queues.MAIL
    views = {
        name for name, one in every_address().items() if one.callback == every_address()["accounts:sign_in"].callback
    }
    assert views == SENDS


@pytest.fixture
def tried(monkeypatch, settings):
    """The messages that anything tried to send: none leaves."""
    settings.MAIL_IS_CONFIGURED = True
    messages = []

    def fail(message, *_args, **_options):
        messages.append(message)
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", fail)
    return messages


@pytest.fixture
def client_of(db):
    """Give a browser of the member whose everything is, signed in, and how to fill an address with it."""
    space = a_space()
    member = a_member(space)
    member.may_be_reached_at(EMAIL, by=None)
    things = one_of_everything(space, Audience.of_persons(member), by=member)
    client = entered(Client(raise_request_exception=False), member)
    client.force_login(Account.objects.open(EMAIL))
    return client, lambda name: address(name, things, space=None if name in OUTSIDE else space)


def who_tries(client, url_of, names, tried):
    """Return those of these addresses at which a post mails, before its transaction or after. Each is undone."""
    found = set()
    for name in names:
        tried.clear()
        cookies = dict(client.cookies)
        with transaction.atomic():
            with TestCase.captureOnCommitCallbacks(execute=True):
                list(client.post(url_of(name), TYPED))  # read to its end, so that its file is closed
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(cookies)
        if tried:
            found.add(name)
    return found


def test_no_other_address_mails_before_it_answers(client_of, tried):
    assert who_tries(*client_of, sorted(ARGUMENTS), tried) == SENDS


def by_itself():
    smtp.attempt(lambda: send_mail("x", "x", None, [EMAIL]))


@pytest.mark.parametrize("when", [transaction.on_commit, lambda act: act()])
def test_an_address_that_mails_would_be_found(client_of, tried, settings, when):
    settings.ROOT_URLCONF = (path("hasty/", lambda request: when(by_itself) or HttpResponse(), name="hasty"),)
    client, _url_of = client_of

    assert who_tries(client, lambda name: f"/{name}/", ["hasty"], tried) == {"hasty"}

"""`palabre manage administrator EMAIL`, and what the settings say of mail."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from palabre.accounts.models import Account
from palabre.settings import mailers


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_an_address_comes_to_look_after_the_server(known, capsys):
    if known:
        Account.objects.open("sabine@exemple.example")

    call_command("administrator", "Sabine@exemple.example")

    assert [account.is_instance_admin for account in Account.objects.all()] == [True]
    assert capsys.readouterr().out == "sabine@exemple.example\n"


@pytest.mark.django_db
def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError):
        call_command("administrator", "sabine")

    assert Account.objects.count() == 0


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("smtp://a%40b:s%3Acret@mail.example:587", ("mail.example", 587, "a@b", "s:cret", True, False)),
        ("smtps://nom:secret@mail.example", ("mail.example", None, "nom", "secret", False, True)),
        ("smtp://localhost:25", ("localhost", 25, "", "", False, False)),
    ],
)
def test_the_way_of_the_mail_is_read_from_one_address(url, options):
    read = mailers(url)["default"]["OPTIONS"]

    assert tuple(read[name] for name in ("host", "port", "username", "password", "use_tls", "use_ssl")) == options
    assert read["timeout"] == 20


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_a_way_that_is_none_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured):
        mailers(url)


def test_without_it_nothing_leaves():
    assert mailers("") == {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}

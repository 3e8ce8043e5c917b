"""One click stops the letters of one kind: by POST, without a cookie, as mail programs do; and she can come back."""

import pytest
from django.test import Client

from palabre.people.access import unsubscribe
from palabre.people.models import News
from palabre.web.logs.log_redaction import discreet
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def her():
    person = a_member(a_space(), "Inès Courtois")
    person.hear(News.FORTNIGHT)
    return person


def mail_program():
    """What knows neither cookie nor form."""
    return Client(enforce_csrf_checks=True)


def heard(person):
    person.refresh_from_db()
    return person.news


@pytest.mark.parametrize(("kind", "left"), [(unsubscribe.DIGEST, News.CALLED), (unsubscribe.CALLS, News.NONE)])
def test_a_mail_program_stops_it_at_once_without_a_cookie_nor_a_form(her, kind, left):
    answer = mail_program().post(unsubscribe.unsubscribe_path(her, kind), ONE_CLICK)

    assert (answer.status_code, heard(her)) == (200, left)
    assert not answer.cookies


def test_a_filter_that_opens_the_link_stops_nothing(her):
    address = unsubscribe.unsubscribe_path(her, unsubscribe.DIGEST)

    page = mail_program().get(address).content.decode()
    mail_program().head(address)

    assert heard(her) == News.FORTNIGHT
    assert page.count("<button") == 1


def test_stopped_twice_it_is_stopped(her):
    for _ in range(2):
        mail_program().post(unsubscribe.unsubscribe_path(her, unsubscribe.DIGEST), ONE_CLICK)

    assert heard(her) == News.CALLED


@pytest.mark.parametrize("news", [News.CALLED, News.NONE])
def test_stopping_the_news_brings_nobody_back(her, news):
    her.hear(news)

    mail_program().post(unsubscribe.unsubscribe_path(her, unsubscribe.DIGEST), ONE_CLICK)

    assert heard(her) == news


@pytest.mark.parametrize("wish", News.values)
def test_how_to_come_back_is_said_and_works(her, wish):
    address = unsubscribe.unsubscribe_path(her, unsubscribe.DIGEST)
    page = mail_program().post(address, ONE_CLICK).content.decode()

    mail_program().post(address, {"news": wish})

    assert f'value="{wish}"' in page or wish == News.CALLED
    assert heard(her) == wish


def test_a_wish_that_is_none_changes_nothing(her):
    answer = mail_program().post(unsubscribe.unsubscribe_path(her, unsubscribe.DIGEST), {"news": "everything"})

    assert (answer.status_code, heard(her)) == (409, News.FORTNIGHT)


def test_anothers_token_is_not_hers(her):
    other = a_member(her.space, "Malo")
    _number, _dash, proof = unsubscribe.unsubscribe_path(other, unsubscribe.DIGEST).rstrip("/").rpartition("-")

    answer = mail_program().post(f"/stop/{her.pk}-digest-{proof}/", ONE_CLICK)

    assert (answer.status_code, heard(her)) == (410, News.FORTNIGHT)


def test_the_token_of_one_kind_is_not_that_of_the_other(her):
    address = unsubscribe.unsubscribe_path(her, unsubscribe.DIGEST).replace("digest", "calls")

    assert mail_program().post(address, ONE_CLICK).status_code == 410


def test_it_follows_her_to_the_person_she_was_found_to_be(her):
    double = a_member(her.space, "I. Courtois")
    for one in (her, double):
        one.may_be_reached_at("ines@exemple.example", by=None)
    address = unsubscribe.unsubscribe_path(double, unsubscribe.DIGEST)
    type(double).objects.filter(pk=double.pk).update(same_as=her)

    mail_program().post(address, ONE_CLICK)

    assert heard(her) == News.CALLED


def test_no_log_tells_the_token(her):
    address = unsubscribe.unsubscribe_path(her, unsubscribe.DIGEST)

    assert discreet(f"POST {address} 200") == "POST /stop/… 200"

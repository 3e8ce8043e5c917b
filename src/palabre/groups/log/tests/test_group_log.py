"""The log by hand: told once, corrected by who wrote it, taken back; lines of inquiry."""

import datetime

import pytest
from django.urls import reverse

from palabre.groups.corrections.corrections import correct
from palabre.groups.log import group_log
from palabre.groups.models import Inquiry, ProgressEntry
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_space, an_inquiry, entered, some_news

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 10, 13, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_news_are_told_once_in_safe_markdown(group, ines):
    for _twice in range(2):
        group_log.publish_news(group, "Le **minibus** <b>est</b> promis.", form_token="a", by=ines, at=NOW)
    group_log.publish_news(group, "Le **minibus** <b>est</b> promis.", form_token="b", by=ines, at=NOW)

    news = ProgressEntry.objects.get()
    assert "<strong>minibus</strong> &lt;b&gt;est" in news.body_html
    assert (news.by, news.on) == (ines, NOW.date())


def test_two_people_may_tell_with_the_same_token(group, ines):
    malo = a_member(group.space, "Malo")

    told = [group_log.publish_news(group, "Ça roule.", form_token="a", by=one, at=NOW) for one in (ines, malo)]

    assert [one.by for one in told] == [ines, malo]


def test_only_who_wrote_it_corrects_it_and_takes_it_back(group, ines):
    news = group_log.publish_news(group, "Ça roule.", form_token="", by=ines, at=NOW)
    malo = a_member(group.space, "Malo")

    group_log.correct(news, "Ça roule bien.", by=ines)
    for act in (lambda: group_log.correct(news, "Non.", by=malo), lambda: group_log.withdraw_news(news, by=malo)):
        with pytest.raises(Refusal):
            act()

    assert ProgressEntry.objects.get().text == "Ça roule bien."
    group_log.withdraw_news(news, by=ines)
    group_log.withdraw_news(news, by=ines)
    assert [entry.verb for entry in Entry.objects.all()] == ["news.written", "news.corrected", "news.withdrawn"]


def test_what_minutes_tell_is_nobodys_to_mend(group, ines):
    with pytest.raises(Refusal):
        group_log.correct(some_news(group), "Autre chose.", by=ines)
    with pytest.raises(Refusal):
        group_log.close_inquiry(an_inquiry(group), by=ines)


@pytest.mark.parametrize("typed", ["", "x" * 4001])
def test_nothing_and_too_much_are_refused(group, ines, typed):
    with pytest.raises(Refusal):
        group_log.publish_news(group, typed, form_token="", by=ines, at=NOW)


def test_strangers_tell_nothing(group):
    for stranger in (a_person(group.space, "Gil"), a_member(a_space("Ailleurs"), "Malo")):
        with pytest.raises(Refusal):
            group_log.publish_news(group, "Ça roule.", form_token="", by=stranger, at=NOW)
        with pytest.raises(Refusal):
            group_log.inquire(group, "Qui paie ?", by=stranger)


def test_a_line_of_inquiry_is_opened_once_and_taken_back(group, ines):
    opened = [group_log.inquire(group, " Qui  paie ?", by=ines) for _twice in range(2)]

    group_log.close_inquiry(opened[0], by=ines)

    assert (opened[0] == opened[1], Inquiry.objects.count()) == (True, 0)


def test_the_page_tells_news_beside_what_happens_and_their_words_are_there_once_withdrawn(client, space, group, ines):
    hers, where = entered(client, ines), reverse("groups:telling_news", args=[space.slug, group.pk])

    told = words(hers.post(where, {"text": "Le minibus est promis.", "form_token": "a"}, follow=True))
    news = ProgressEntry.objects.get()
    withdrawn = words(hers.post(reverse("groups:news_removal", args=[space.slug, news.pk])))

    assert told.count("Le minibus est promis.") == 2  # at the head of the page, and in the logbook
    assert reverse("groups:news", args=[space.slug, news.pk]) in told
    assert "Le minibus est promis.</textarea>" in withdrawn
    assert "Le minibus" not in words(hers.get(group.get_absolute_url()))


def test_a_group_that_joined_another_is_told_of_at_the_living_one(client, space, group, ines):
    other = a_group(space, "Covoiturage")
    other.live_in(group)

    entered(client, ines).post(reverse("groups:telling_news", args=[space.slug, other.pk]), {"text": "Ça roule."})

    assert ProgressEntry.objects.get().group == group


def test_who_opened_a_line_deletes_none_of_the_words_that_another_gave_it(client, group, ines):
    line = group_log.inquire(group, "Qui ?", by=ines)
    correct(line, by=a_member(group.space, "Malo"), text="Qui tient le quai ?")
    url = reverse("groups:inquiry_removal", args=[group.space.slug, line.pk])

    done = entered(client, ines).post(url)

    assert (done.status_code, Inquiry.objects.get().text) == (409, "Qui tient le quai ?")
    assert "Quelqu’un d’autre a dit cette question autrement" in words(done)


def test_her_own_second_wording_goes_with_the_line(group, ines):
    line = group_log.inquire(group, "Qui ?", by=ines)
    correct(line, by=ines, text="Qui tient le quai ?")

    group_log.close_inquiry(line, by=ines)

    assert not Inquiry.objects.exists()


def test_a_line_that_was_taken_back_comes_back_as_it_is_asked_again(group, ines):
    line = an_inquiry(group, "Qui paie ?")
    group_log.withdraw_inquiry(line, by=ines, at=NOW)

    again = group_log.inquire(group, "Qui paie ?", by=ines)

    assert (again.pk, again.withdrawn_at) == (line.pk, None)

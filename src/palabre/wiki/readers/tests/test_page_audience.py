"""Who reads a page is changed in one act, for all that exists only with it; and changed back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group
from palabre.groups.roles.greetings import greet
from palabre.groups.roles.group_audience import GROUP_CIRCLES
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry, record
from palabre.people.access.departure import leave_space
from palabre.people.models import Audience, AudienceKind, Person
from palabre.refusal import Refusal
from palabre.wiki.models import Attachment, Comment
from palabre.wiki.page_text import save_page_text
from palabre.wiki.readers.page_audience import EVERYBODY, SPACE, show_to
from tests.builders import a_group, a_member, a_need, a_page, a_passage, a_person, a_resource, a_space, entered
from tests.erasing import erase

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["closed", "public"])
def space(request):
    return a_space(public=request.param)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


@pytest.fixture
def page(space, ines):
    page = a_page(space, "Se déplacer", audience=Audience.of_space(space))
    record("page.begun", page, by=ines)
    return page


def key(group):
    return f"groups.group:{group.pk}"


def a_file(page):
    facts = {"name": "plan.png", "content_type": "image/png", "digest": "0" * 64, "size": 1}
    return Attachment.objects.create(space=page.space, audience=page.audience, page=page, **facts)


def read_by(client, page):
    return client.get(page.get_absolute_url()).status_code == 200


def doors(page):
    """Who finds the page: somebody of the group, a member, a passer-by, a neighbour of another space."""
    inside = page.space.persons.get(name="Inès Courtois")
    others = (a_member(page.space, "Malo"), a_member(a_space("Ailleurs")))
    clients = (entered(Client(), inside), entered(Client(), others[0]), Client(), entered(Client(), others[1]))
    return [read_by(client, page) for client in clients]


def test_each_door_opens_to_those_whom_the_page_was_shown_to(page, group, ines, space):
    show_to(page, key(group), GROUP_CIRCLES, by=ines)
    kept = doors(page)
    show_to(page, EVERYBODY, GROUP_CIRCLES, by=ines)

    assert kept == [True, False, False, False]
    assert doors(page) == [True, True, space.is_public, space.is_public]


def test_all_that_exists_only_with_the_page_changes_readers_with_it(page, group, ines):
    things = [a_file(page), a_resource(page), page.note, page, Entry.objects.get()]

    show_to(page, key(group), GROUP_CIRCLES, by=ines)

    own = Group.objects.get().own_audience_id
    for thing in things:
        thing.refresh_from_db()
    assert [thing.audience_id for thing in things] == [own] * 5
    told = Entry.objects.exclude(verb="page.kept_to_some")  # to those who read it until then
    assert set(told.values_list("audience_id", flat=True)) == {own}


def test_what_was_read_in_its_lines_keeps_its_own_readers(page, group, ines, space):
    need = a_need(space, audience=Audience.of_space(space))
    a_passage(page, need)

    show_to(page, key(group), GROUP_CIRCLES, by=ines)

    need.refresh_from_db()
    assert need.audience.kind == AudienceKind.SPACE
    assert entered(Client(), a_member(space, "Malo")).get(need.get_absolute_url()).status_code == 200


def test_who_comes_to_the_group_later_reads_the_page_and_writes_it_once_greeted(page, group, ines, space):
    malo = a_member(space, "Malo")
    show_to(page, key(group), GROUP_CIRCLES, by=ines)
    client = entered(Client(), malo)
    before = read_by(client, page)

    client.post(reverse("groups:coming", args=[space.slug, group.pk]))
    come = read_by(client, page)
    greet(group, malo, by=ines, at=timezone.now())

    assert (before, come, read_by(client, page)) == (False, False, True)
    assert client.get(reverse("wiki:text", args=[space.slug, page.slug])).status_code == 200


def test_the_same_choice_twice_is_told_once(page, ines):
    assert [show_to(page, EVERYBODY, GROUP_CIRCLES, by=ines) for _twice in range(2)] == [True, False]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["page.begun", "page.published"]


@pytest.mark.parametrize("who", ["a passer-by that is named", "a neighbour", "a member without a seat"])
def test_who_may_not_write_the_page_decides_nothing(page, group, ines, space, who):
    show_to(page, key(group), GROUP_CIRCLES, by=ines)
    persons = {"a neighbour": lambda: a_member(a_space("Ailleurs")), "a member without a seat": lambda: a_member(space)}

    with pytest.raises(Refusal):
        show_to(page, SPACE, GROUP_CIRCLES, by=persons.get(who, lambda: a_person(space))())


def test_a_group_of_others_is_no_answer(page, space, ines):
    others = a_group(space, "D’autres", convened_by=(a_member(space, "Malo"),))

    with pytest.raises(Refusal):
        show_to(page, key(others), GROUP_CIRCLES, by=ines)


def test_a_page_in_preparation_is_opened_with_its_minutes_only(space, ines):
    page = a_page(space, audience=Audience.of_persons(ines))

    with pytest.raises(Refusal):
        show_to(page, SPACE, GROUP_CIRCLES, by=ines)


def test_the_screen_says_who_reads_and_offers_to_undo(page, group, ines, space):
    client, address = entered(Client(), ines), reverse("wiki:readers", args=[space.slug, page.slug])

    answer = client.post(address, {"to": key(group)}, follow=True)
    undone = client.post(f"{address}?to=space", follow=True)

    assert f"{address}?to=space" in answer.content.decode()
    assert (answer.context["chosen"], undone.context["chosen"]) == (key(group), SPACE)


def test_the_screen_is_for_those_who_may_write_the_page(page, space):
    address = reverse("wiki:readers", args=[space.slug, a_page(space, audience=Audience.everybody(space)).slug])

    assert Client().get(address).status_code == (403 if space.is_public else 404)
    assert entered(Client(), a_member(space, "Malo")).get(address).status_code == 200


@pytest.fixture
def odile(space):
    return a_member(space, "Odile Tanneguy")


def written(page, *persons):
    for number, one in enumerate(persons):
        save_page_text(page, f"Ce que nous avons promis, {number}.", base=page.note.revision, by=one)
        page.note.refresh_from_db()
    return page


def told_to(person):
    return [entry.facts["title"] for entry in Entry.objects.filter(verb="page.kept_to_some").visible_to(person)]


def test_nobody_takes_from_all_a_page_that_another_wrote(page, group, ines, odile):
    written(page, odile, ines)

    with pytest.raises(Refusal, match="Odile Tanneguy"):
        show_to(page, key(group), GROUP_CIRCLES, by=ines)

    page.refresh_from_db()
    assert page.audience.kind == AudienceKind.SPACE
    assert not Group.objects.filter(own_audience__isnull=False).exists()


def test_who_wrote_it_under_a_former_name_would_not_lose_it_either(page, group, ines, odile):
    former = a_person(page.space, "Odile T.")
    written(page, former, ines)
    Person.objects.filter(pk=former.pk).update(same_as=odile)

    with pytest.raises(Refusal, match="Odile Tanneguy"):
        show_to(page, key(group), GROUP_CIRCLES, by=ines)


def test_who_types_in_the_live_text_wrote_it_too(page, group, ines, odile):
    written(page, ines).note.updates.create(epoch=0, change=b"", by=odile, origin="here")

    with pytest.raises(Refusal, match="Odile Tanneguy"):
        show_to(page, key(group), GROUP_CIRCLES, by=ines)


def test_who_added_a_file_to_it_does_not_lose_it(page, group, ines, odile):
    file = a_file(written(page, ines))
    Attachment.objects.filter(pk=file.pk).update(by=odile)

    with pytest.raises(Refusal, match="Odile Tanneguy"):
        show_to(page, key(group), GROUP_CIRCLES, by=ines)

    Attachment.objects.filter(pk=file.pk).update(removed_at=timezone.now())
    with pytest.raises(Refusal, match="Odile Tanneguy"):
        show_to(page, key(group), GROUP_CIRCLES, by=ines)
    file.delete()
    assert show_to(page, key(group), GROUP_CIRCLES, by=ines)


def test_nor_who_commented_it(page, group, ines, odile):
    comment = page.comments.create(space=page.space, words="Et le car ?", by=odile, at=timezone.now())
    written(page, ines)

    with pytest.raises(Refusal, match="Odile Tanneguy"):
        show_to(page, key(group), GROUP_CIRCLES, by=ines)

    Comment.objects.filter(pk=comment.pk).update(removed_at=timezone.now(), removed_by=odile)
    assert show_to(page, key(group), GROUP_CIRCLES, by=ines)


def test_a_page_whose_others_are_gone_is_taken_by_nobody(page, group, ines, odile):
    written(page, odile, ines)
    erase(odile, at=timezone.now())

    with pytest.raises(Refusal):
        show_to(page, key(group), GROUP_CIRCLES, by=ines)


@pytest.mark.parametrize("is_guest", [True, False])
def test_nor_with_another_who_is_here(page, group, ines, odile, is_guest):
    """Who may be a second name of the one who keeps it."""
    malo = a_member(page.space, "Malo Kersauze")
    show_to(a_page(page.space, "À nous", audience=Audience.of_space(page.space)), key(group), GROUP_CIRCLES, by=ines)
    come_along(group, by=malo, at=timezone.now())
    greet(group, malo, by=ines, at=timezone.now())
    written(page, a_person(page.space, "Zoé Petit") if is_guest else odile, ines, malo)
    if not is_guest:
        leave_space(odile, at=timezone.now())

    with pytest.raises(Refusal, match="ne sont plus là"):
        show_to(page, key(group), GROUP_CIRCLES, by=ines)


def test_those_who_wrote_it_together_keep_it_and_who_read_it_is_told_by_its_title(page, group, ines, odile):
    malo = a_member(page.space, "Malo Kersauze")
    show_to(a_page(page.space, "À nous", audience=Audience.of_space(page.space)), key(group), GROUP_CIRCLES, by=ines)
    come_along(group, by=odile, at=timezone.now())
    greet(group, odile, by=ines, at=timezone.now())
    written(page, odile, ines)

    show_to(page, key(group), GROUP_CIRCLES, by=ines)

    assert [read_by(entered(Client(), one), page) for one in (odile, ines, malo)] == [True, True, False]
    assert page.title in told_to(malo)
    assert "Se déplacer" in entered(Client(), malo).get(page.space.get_absolute_url()).content.decode()
    assert told_to(None) == []


def test_what_one_wrote_alone_is_kept_at_once_and_told_to_nobody(page, group, ines, odile):
    show_to(written(page, ines), key(group), GROUP_CIRCLES, by=ines)

    assert (told_to(odile), read_by(entered(Client(), odile), page)) == ([], False)


def test_a_page_of_one_group_is_not_taken_by_one_of_them_into_another(page, group, ines, odile):
    other = a_group(page.space, "À un seul", convened_by=(odile,))
    show_to(written(page, ines), key(group), GROUP_CIRCLES, by=ines)
    come_along(group, by=odile, at=timezone.now())
    greet(group, odile, by=ines, at=timezone.now())

    with pytest.raises(Refusal, match="Inès Courtois"):
        show_to(page, key(other), GROUP_CIRCLES, by=odile)

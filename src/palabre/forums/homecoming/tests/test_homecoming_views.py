"""The way home by its doors: the file is given and brought by clicks, its code and its square lead there."""

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.day.forum_codes import renew_code
from palabre.forums.day.forum_publicity import keep_forum_to_members
from palabre.forums.day.newsroom_codes import close_newsroom
from palabre.forums.homecoming import arrival, brought_photos, waiting_files
from palabre.forums.homecoming.arrival_undo import undo_homecoming
from palabre.forums.homecoming.carried_copy import take_away
from palabre.forums.homecoming.tests.two_computers import ORIGIN, a_server, brought, day_of, forget_code, told
from palabre.forums.models import ForumDay, Homecoming, ServedCode
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.photos import add_photo
from palabre.forums.tests.scene import AT, as_, at, prepared, written
from palabre.forums.wall.sheets import reword_sheet
from palabre.forums.wall.wall_photos import add_wall_photo
from palabre.journal.models import Entry
from palabre.live.join_codes import key_to
from palabre.post.models import Letter
from palabre.web.outages.time_limits import HeldTooLong
from palabre.wiki.attachments.tests.pictures_given import a_picture
from tests.builders import a_member

pytestmark = pytest.mark.django_db
A_MINUTE = datetime.timedelta(minutes=1)


def taken(day, host):
    """Return the file that a click gives; the code is free, as on another computer."""
    content = as_(host).post(at(day, "departure")).content
    forget_code(day)
    return content, day.code


def given(content, space, member):
    """Give the file; return the client and the address of what it brings."""
    client = as_(member)
    file = SimpleUploadedFile("forum.zip", content)
    answer = client.post(reverse("forums:new_homecoming", args=[space.slug]), {"file": file})
    return client, answer


def test_a_file_is_taken_and_brought_by_clicks(laptop, server):
    day, host = laptop
    content, _code = taken(day, host)

    client, answer = given(content, *server)
    page = client.get(answer.url).content.decode()
    done = client.post(answer.url)
    told_page = client.get(done.url).content.decode()

    home = day_of(Homecoming.objects.get())
    assert (answer.status_code, done.status_code, told(home)) == (302, 302, told(day))
    assert "Hugo Perrin" not in page
    assert home.forum.get_absolute_url() in told_page
    assert not (waiting_files.files_folder() / Homecoming.objects.get().file).exists()
    assert {"forum.taken_away", "forum.brought_home"} <= set(Entry.objects.values_list("verb", flat=True))


def test_the_same_form_twice_brings_it_once(laptop, server):
    content, _code = taken(*laptop)
    client, answer = given(content, *server)

    answers = [client.post(answer.url) for _click in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert ForumDay.objects.filter(forum__space=server[0]).count() == 1


def test_letters_that_a_killed_server_did_not_prepare_are_by_the_same_form(laptop, server, monkeypatch):
    day, host = laptop
    close_day(day, {}, by=host, at=AT)
    content, _code = taken(day, host)
    client, answer = given(content, *server)
    with monkeypatch.context() as patched:
        patched.setattr(arrival, "write_letters", lambda *_, **__: None)  # the server dies before
        client.post(answer.url)
    none = Letter.objects.filter(space=server[0]).count()

    for _click in range(2):
        client.post(answer.url)

    assert (none, Letter.objects.filter(space=server[0]).count()) == (0, 1)


def test_letters_that_the_clock_ended_are_no_fault_of_a_forum_that_is_home(laptop, server, monkeypatch):
    """The page said that nothing was kept, though the forum was."""
    day, host = laptop
    close_day(day, {}, by=host, at=AT)
    content, _code = taken(day, host)
    client, answer = given(content, *server)

    def ended(*_args, **_facts):
        raise HeldTooLong

    with monkeypatch.context() as patched:
        patched.setattr(arrival, "write_to_carriers", ended)
        said = client.post(answer.url, follow=True).content.decode()
    none = Letter.objects.filter(space=server[0]).count()
    client.post(answer.url)

    assert "Le forum est rentré." in said
    assert (none, Letter.objects.filter(space=server[0]).count()) == (0, 1)


def test_a_wrong_file_comes_back_with_a_sentence(server):
    _client, answer = given(b"%PDF", *server)
    client = as_(server[1])
    none = client.post(reverse("forums:new_homecoming", args=[server[0].slug]), {})

    assert (answer.status_code, none.status_code, Homecoming.objects.count()) == (422, 409, 0)


def test_the_code_and_the_square_of_the_day_lead_there_once_it_is_closed(laptop, server):
    day, host = laptop
    close_day(day, {}, by=host, at=AT)
    content, code = taken(day, host)
    _done, home = brought(content, *server)
    key = Homecoming.objects.get().square_key

    typed = Client().post(reverse("forum_code:door"), {"code": f"{code[:4]} {code[4:]} 12"})
    scanned = Client().get(reverse("forum_code:square", args=[code, key]))
    guessed = Client().get(reverse("forum_code:square", args=[code, "0" * 16]))

    assert (typed.url, scanned.url) == (home.screen("paper", 12), home.forum.get_absolute_url())
    assert (key, guessed.status_code) == (key_to(code), 404)
    assert Client().get(scanned.url).status_code == 200


def test_the_square_of_another_computer_is_known_by_its_key(laptop, server):
    content, code = taken(*laptop)
    brought(content, *server)
    Homecoming.objects.update(square_key="fedcba9876543210")

    ours = Client().get(reverse("forum_code:square", args=[code, "fedcba9876543210"]))
    nobodys = Client().get(reverse("forum_code:square", args=[code, "0123456789abcdef"]))

    assert (ours.status_code, nobodys.status_code) == (302, 404)


def test_among_members_the_code_of_a_closed_day_opens_nothing(laptop):
    day, host = laptop
    close_day(day, {}, by=host, at=AT)
    content, code = taken(day, host)
    brought(content, *a_server(public=False))

    assert Client().post(reverse("forum_code:door"), {"code": code}).status_code == 404


def test_a_code_that_leads_elsewhere_is_told(laptop, server):
    day, host = laptop
    content, code = taken(day, host)
    other, _by = prepared(public=True)
    ForumDay.objects.filter(pk=other.pk).update(code=code)

    done, home = brought(content, *server)

    assert (done.facts["code"], home.code != code, ForumDay.objects.get(code=code)) == (code, True, other)


GIVEN_UP = {
    "changed": lambda day, host: renew_code(day, day.code, by=host),
    "kept to members": lambda day, host: keep_forum_to_members(day, by=host),
    "day deleted": lambda day, _host: day.forum.delete(),
    "space deleted": lambda day, _host: (day.forum.delete(), ServedCode.objects.update(holder=None)),
}


@pytest.mark.parametrize("act", GIVEN_UP.values(), ids=GIVEN_UP)
def test_a_code_that_served_leads_to_no_other_space(server, act):
    day, host = prepared(public=True)
    content = take_away(day, by=host)
    act(day, host)
    client, answer = given(content, *server)

    preview = client.get(answer.url).content.decode()
    client.post(answer.url)

    assert "a, ou a eu, ces huit lettres" in preview
    assert day_of(Homecoming.objects.get()).code != day.code
    assert Client().post(reverse("forum_code:door"), {"code": day.code}).status_code == 404


def test_the_letters_of_a_former_newsroom_lead_to_no_other_space(laptop, server):
    day, host = laptop
    content, code = taken(day, host)
    other, by = prepared(public=True)
    other.have_newsroom(code)
    close_newsroom(other, by=by)

    _done, home = brought(content, *server)

    assert home.code not in (None, code)


def test_a_code_comes_back_to_the_space_where_it_served(server):
    day, host = prepared(public=True)
    content = take_away(day, by=host)
    day.forum.delete()

    _done, home = brought(content, day.forum.space, host)

    assert home.code == day.code


def test_a_forum_brought_to_a_wrong_space_takes_its_code_to_the_right_one(laptop, server):
    content, code = taken(*laptop)
    wrong, right = server, a_server()
    done, _home = brought(content, *wrong)
    undo_homecoming(done, by=wrong[1], at=done.brought_at)

    _done, home = brought(content, *right)

    assert home.code == code


def test_undoing_frees_no_code_that_served_before_the_file_came(server):
    day, host = prepared(public=True)
    content, space = take_away(day, by=host), day.forum.space
    renew_code(day, day.code, by=host)
    ForumDay.objects.get(pk=day.pk).forum.delete()
    done, home = brought(content, space, host)
    assert home.code == day.code

    undo_homecoming(done, by=host, at=done.brought_at)
    _done, elsewhere = brought(content, *server)

    assert elsewhere.code != day.code


def test_nor_one_that_served_while_the_file_waited(server):
    day, host = prepared(public=True)
    content, space = take_away(day, by=host), day.forum.space
    waiting = arrival.receive_file(space, content, by=host, at=ServedCode.objects.get(code=day.code).since - A_MINUTE)
    ForumDay.objects.get(pk=day.pk).forum.delete()
    done = arrival.bring_home(waiting, (), by=host, at=timezone.now(), origin=ORIGIN)

    undo_homecoming(done, by=host, at=done.brought_at)
    _done, elsewhere = brought(content, *server)

    assert elsewhere.code != day.code


def test_photos_come_drawn_anew_and_once(laptop, server):
    day, host = laptop
    add_wall_photo(day, "mur.jpg", a_picture(), by=host, at=AT)
    sheet = day.sheets.get(number=12)
    add_photo(sheet, "feuille.jpg", a_picture(size=(300, 200)), by=host, at=AT)
    add_photo(sheet, "ronde.jpg", a_picture(size=(200, 300)), by=host, at=AT, is_round=True)
    content = take_away(day, by=host)

    brought(content, *server)
    _again, home = brought(content, *server)

    assert home.wall_photos.get().width
    assert sorted(one.is_round for one in home.sheets.get(number=12).photos.all()) == [False, True]
    guest = Client().get(home.screen("sheet", 12)).content.decode()
    assert guest.count("/photos/") <= 2


def test_photos_that_take_long_to_draw_wait_for_another_time(laptop, server, monkeypatch):
    day, host = laptop
    for width in (200, 300):
        add_photo(day.sheets.get(number=12), "feuille.jpg", a_picture(width=width), by=host, at=AT)
    content = take_away(day, by=host)
    monkeypatch.setattr(brought_photos, "SECONDS", 0)

    counts = [brought(content, *server)[0].facts["photos_left"] for _time in range(2)]

    assert counts == [1, 0]


def test_what_is_no_picture_is_left(laptop, server):
    day, host = laptop
    add_wall_photo(day, "mur.jpg", a_picture(), by=host, at=AT)
    content = take_away(day, by=host)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = next(one for one in archive.namelist() if one.startswith("photos/"))
        text = archive.read("forum.json")
    with zipfile.ZipFile(forged := io.BytesIO(), "w") as archive:
        archive.writestr("forum.json", text)
        archive.writestr(name, b"<svg onload='alert(1)'/>")

    done, home = brought(forged.getvalue(), *server)

    assert (home.wall_photos.count(), done.facts["photos_unread"]) == (0, 1)


def test_a_death_in_the_middle_leaves_nothing_half_done(laptop, server, monkeypatch):
    content = take_away(laptop[0], by=laptop[1])
    died = RuntimeError("kill -9")

    def die(*_args, **_ways):
        raise died

    with monkeypatch.context() as patch:
        patch.setattr(arrival, "close_again", die)
        with pytest.raises(RuntimeError):
            brought(content, *server)
    nothing = ForumDay.objects.filter(forum__space=server[0]).count()
    waiting = Homecoming.objects.get()
    arrival.bring_home(waiting, (), by=server[1], at=AT, origin="https://palabre.example")

    assert (nothing, ForumDay.objects.filter(forum__space=server[0]).count()) == (0, 1)


def test_doors_are_for_members_and_hosts(laptop, server):
    day, host = laptop
    content, _code = taken(day, host)
    done, home = brought(content, *server)
    member, gone = a_member(server[0], "Youssef Belhadi"), a_member(day.forum.space, "Rose")
    new = reverse("forums:new_homecoming", args=[server[0].slug])

    assert [Client().get(one).status_code for one in (new, done.get_absolute_url())] == [403, 404]
    assert as_(member).get(done.get_absolute_url()).status_code == 404
    assert as_(member).get(home.screen("departure")).status_code == 403
    assert as_(member).post(f"{done.get_absolute_url()}undoing/").status_code == 404
    assert as_(host).get(done.get_absolute_url()).status_code in (403, 404)
    assert as_(gone).post(at(day, "departure")).status_code == 403


def test_who_left_the_space_takes_nothing_away(laptop, server):
    content, _code = taken(*laptop)
    done, home = brought(content, *server)
    server[1].leave_space(timezone.now())

    answers = [as_(server[1]).post(home.screen("departure")), as_(server[1]).get(done.get_absolute_url())]

    assert {one.status_code for one in answers} <= {403, 404}


def test_the_clock_forgets_files_that_waited(laptop, server):
    content, _code = taken(*laptop)
    given(content, *server)

    waiting_files.clear_homecomings(AT + waiting_files.STAYS * 2)

    assert (Homecoming.objects.count(), list(waiting_files.files_folder().iterdir())) == (0, [])


def test_what_differs_is_told_with_its_number_and_undone_by_a_click(laptop, server):
    day, host = laptop
    _first, home = brought(take_away(day, by=host), *server)
    home.be_held("Ici", home.at)
    day.be_held("Là-bas", day.at)
    reword_sheet(home.sheets.get(number=7), "Dit ici ?", by=server[1])
    reword_sheet(day.sheets.get(number=7), "Dit là-bas ?", by=host)
    written(day, host, 3, "Une de plus ?")
    client, answer = given(take_away(day, by=host), *server)

    preview = client.get(answer.url).content.decode()
    client.post(answer.url)
    page = client.get(answer.url).content.decode()
    undone = client.post(f"{answer.url}undoing/")

    assert "2 choses ont changé des deux côtés" in preview
    assert "<li>L’endroit ou l’heure</li>" in page.replace("\n", "")
    assert f'<a href="{home.screen("sheet", 7)}">Question 7</a>\u00a0: ses mots</li>' in page
    assert (undone.status_code, [one.number for one in home.sheets.order_by("number")]) == (302, [7, 12])
    assert client.get(answer.url).content.decode().count("Ce retour a été défait") == 2  # its tab says it too


def test_the_page_of_its_forum_leads_to_what_came_home(laptop, server):
    done, home = brought(take_away(laptop[0], by=laptop[1]), *server)

    assert done.get_absolute_url() in as_(server[1]).get(home.forum.get_absolute_url()).content.decode()
    assert done.get_absolute_url() not in Client().get(home.forum.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("public", "kept", "told"), [(True, False, 1), (False, False, 0), (True, True, 0)])
def test_who_will_read_it_is_told_before_it_comes(laptop, public, kept, told):
    day, host = laptop
    space, by = a_server(public=public)
    if kept:
        _first, home = brought(take_away(day, by=host), space, by)
        keep_forum_to_members(home, by=by)
    client, answer = given(take_away(day, by=host), space, by)

    assert client.get(answer.url).text.count("Tout le monde le lira.") == told

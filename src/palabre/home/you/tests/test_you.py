"""« Vous » : what somebody sees and does about herself in her space, and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.models import Membership, Role, RoleOffer
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Audience, Person
from palabre.people.own_name import respell
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Carvalho")


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


def at(space, tail=""):
    return f"{space.get_absolute_url()}you/{tail}"


def words(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def test_her_page_says_her_roles_and_how_many_sentences_name_her(hers, space, ines):
    a_group(space, "Les jardins", convened_by=(ines,))
    a_page(space, "Ouvert", "Inès Carvalho est là.")

    page = words(hers.get(at(space)))

    assert "Les jardins" in page
    assert "vous portez la question" in page
    assert "1 phrase vous nomme" in page


@pytest.mark.parametrize("tail", ["", "said/", "news/", "name/"])
def test_it_is_never_kept_and_others_find_only_a_way_in(hers, space, tail):
    outside = Client().get(at(space, tail))

    assert "no-store" in hers.get(at(space, tail)).headers["Cache-Control"]
    assert "Cet appareil ne vous connaît pas ici." in words(outside)
    assert "Inès" not in words(outside)


@pytest.mark.parametrize(("tail", "field"), [("spelling/", "name"), ("signature/", "words")])
def test_what_she_types_comes_back_where_her_device_was_forgotten_meanwhile(space, tail, field):
    answer = Client().post(at(space, tail), {field: "Inès <Carvalho>"})

    assert answer.status_code == 403
    assert "Cet appareil ne vous connaît pas ici." in words(answer)
    assert "Inès &lt;Carvalho&gt;" in words(answer)


def test_a_guest_has_her_page_too(client, space):
    guest = a_person(space, "Nadia Ferhat")
    guest.come(timezone.now())

    assert "Nadia Ferhat" in words(entered(client, guest).get(at(space)))


def test_a_role_is_left_in_one_click_and_taken_up_again(hers, space, ines):
    role = a_group(space).welcome(ines, role=Role.OBSERVER)

    left = words(hers.post(at(space, f"roles/{role.pk}/"), follow=True))
    hers.post(at(space, f"roles/{role.pk}/"), {"again": "1"})

    assert "Vous avez quitté ce rôle." in left
    assert Membership.objects.held().count() == 1


def test_the_role_of_somebody_else_is_not_found(hers, space):
    role = a_group(space).welcome(a_person(space), role=Role.OBSERVER)

    assert hers.post(at(space, f"roles/{role.pk}/")).status_code == 404
    assert Membership.objects.held().count() == 1


def test_a_role_in_a_group_that_she_no_longer_reads_is_not_listed(hers, space, ines):
    narrow = Audience.of_persons(a_member(space, "Malo Riou"))
    a_group(space, "Un secret", audience=narrow, convened_by=(ines,))

    assert "Un secret" not in words(hers.get(at(space)))


def test_she_says_how_her_name_is_written(hers, space, ines):
    hers.post(at(space, "spelling/"), {"name": " Inès  de Carvalho "})

    ines.refresh_from_db()
    assert ines.name == "Inès de Carvalho"
    assert ines.doubles.get().name == "Inès Carvalho"


def test_an_accent_makes_no_double(ines):
    respell(ines, "Ines Carvalho", by=ines)

    assert (ines.name, ines.doubles.count()) == ("Ines Carvalho", 0)


@pytest.mark.parametrize(("name", "status"), [("", 409), ("   ", 409), ("x" * 201, 422)])
def test_a_name_has_letters_and_an_end(hers, space, ines, name, status):
    assert hers.post(at(space, "spelling/"), {"name": name}).status_code == status


@pytest.mark.parametrize(("tail", "name"), [("signature/", "words"), ("spelling/", "name")])
def test_what_is_refused_comes_back_in_its_field(hers, space, tail, name):
    answer = hers.post(at(space, tail), {name: "x" * 201})

    page = answer.content.decode()
    field = page[page.index(f'id="id_{name}_error"') :]
    field = field[field.index("<input") : field.index(">", field.index("<input"))]
    assert (answer.status_code, f'value="{"x" * 201}"' in field, " autofocus" in field) == (422, True, True)


def test_a_role_is_handed_on_to_who_said_that_she_would_come_and_to_nobody_else(hers, space, ines):
    group = a_group(space, convened_by=(ines,))
    role, malo = group.memberships.get(person=ines), a_member(space, "Malo Riou")
    where = at(space, f"roles/{role.pk}/handing-on/")

    refused = hers.post(where, {"to": malo.pk})

    assert (refused.status_code, RoleOffer.objects.count()) == (422, 0)
    assert "Cette réponse n’est pas proposée." in words(refused)


def test_nobody_else_says_how_her_name_is_written(ines, space):
    with pytest.raises(Refusal):
        respell(ines, "Inès", by=a_member(space, "Malo Riou"))


def test_this_device_forgets_her_and_nothing_else_changes(hers, space, ines):
    hers.post(at(space, "device/"))

    assert "Cet appareil ne vous connaît pas ici." in words(hers.get(at(space)))
    assert Person.objects.get(pk=ines.pk).is_member


def test_her_wish_is_kept(hers, space, ines):
    page = words(hers.post(at(space, "news/"), {"news": "none"}, follow=True))

    assert "C’est noté : aucun message." in page
    assert Person.objects.get(pk=ines.pk).news == "none"


def test_her_name_goes_and_this_device_knows_nobody(hers, space, ines):
    last = words(hers.post(at(space, "name/")))

    assert "Votre nom a quitté les textes, leur historique et les listes" in last
    assert "Carvalho" not in last
    assert "Cet appareil ne vous connaît pas ici." in words(hers.get(at(space)))


@pytest.mark.parametrize("is_public", [True, False])
def test_she_is_led_to_the_search_where_strangers_have_one(client, is_public):
    space = a_space(public=is_public)

    last = entered(client, a_member(space, "Inès Carvalho")).post(at(space, "name/")).content.decode()

    assert (f'<a href="{space.get_absolute_url()}search/">Le chercher' in last) == is_public


@pytest.mark.parametrize("count", [1, 5])
def test_her_page_costs_the_same_however_many_roles(hers, space, ines, count, django_assert_num_queries):
    for number in range(count):
        a_group(space, f"Groupe {number}", convened_by=(ines,))

    with django_assert_num_queries(18):  # one of them: who says that two names are hers
        hers.get(at(space))


def test_who_may_write_to_people_finds_the_outbox(ines):
    hugo = a_member(ines.space, "Hugo Ferreira")
    a_group(ines.space, convened_by=(ines,))

    hers, his = (entered(Client(), one).get(f"/s/{one.space.slug}/you/").content.decode() for one in (ines, hugo))

    assert ("/outbox/" in hers, "/outbox/" in his) == (True, False)


def test_an_account_without_an_address_is_offered_to_be_written_to_at_its_own_and_takes_it_back(client, space):
    account = Account.objects.create(email="ines@exemple.fr")
    ines = a_member(space, "Inès Carvalho")
    ines.sign_in_as(account)
    client.force_login(account)
    assert "Vous vous connectez avec ines@exemple.fr." in words(client.get(at(space, "news/")))

    client.post(at(space, "address/"))
    assert Person.objects.get(pk=ines.pk).email == "ines@exemple.fr"
    assert "Vos messages vont à ines@exemple.fr." in words(client.get(at(space, "news/")))

    client.post(at(space, "address/"), {"no": "1"})
    assert Person.objects.get(pk=ines.pk).email == ""


def test_no_address_is_taken_from_who_has_no_account_here(hers, space, ines):
    page = words(hers.get(at(space, "news/")))

    assert ("Vous vous connectez avec" in page, hers.post(at(space, "address/")).status_code) == (False, 404)
    assert Person.objects.get(pk=ines.pk).email == ""


@pytest.mark.parametrize(("public", "is_told"), [(True, False), (False, True)])
def test_who_never_came_into_a_closed_space_is_told_who_gets_its_news(client, public, is_told):
    closed = a_space("Entre nous", public=public)
    link = link_to(a_group(closed), person=a_person(closed, "Malo Riou"), by=None, at=timezone.now())
    client.get(link_path(link))

    page = words(client.get(reverse("opened:news", args=[link.pk])))

    assert ("Cet espace est fermé : ses nouvelles vont aux personnes qui y sont." in page) == is_told


def test_no_news_is_promised_to_who_has_no_address_and_the_way_to_give_one_is_shown(hers, space, ines, settings):
    settings.MAIL_IS_CONFIGURED = True
    without = words(hers.get(at(space)))
    ines.may_be_reached_at("ines@exemple.example", by=None)

    assert "Nous n’avons pas d’adresse pour vous écrire" in without
    assert reverse("accounts:sign_in") in without
    assert "Nous n’avons pas d’adresse pour vous écrire" not in words(hers.get(at(space)))


@pytest.mark.parametrize("has_mail", [True, False])
def test_no_code_by_mail_is_promised_where_none_leaves_and_the_way_back_is_said(hers, space, settings, has_mail):
    settings.MAIL_IS_CONFIGURED = has_mail

    hers_now, unknown, sign_in = [
        words(one.get(to)) for one, to in ((hers, at(space)), (Client(), at(space)), (hers, "/account/sign-in/"))
    ]

    assert ("Un code vous ouvre alors cet espace partout" in hers_now) == has_mail
    assert ("Un code part vers votre adresse" in sign_in) == has_mail
    for page in (hers_now, unknown, sign_in):
        assert ("puis « Redonner son lien »" in page) == (not has_mail)
    assert ("Ce serveur n’envoie pas de messages" in hers_now) == (not has_mail)


def test_who_follows_a_page_without_an_address_reads_that_nothing_can_be_sent(hers, space, ines):
    page = a_page(space, "Ouvert", "Un texte.")

    followed = words(hers.post(reverse("wiki:watch", args=[space.slug, page.slug]), follow=True))

    assert "Nous n’avons pas d’adresse pour vous écrire" in followed


def test_who_is_no_longer_written_to_reads_it_and_says_that_the_address_is_right(hers, space, ines):
    Person.objects.filter(pk=ines.pk).update(email="ines@exemple.example", email_refused_at=timezone.now())
    before = [words(hers.get(at(space, tail))) for tail in ("", "news/")]

    after = words(hers.post(at(space, "address/"), {"right": "1"}, follow=True))

    told = "Un message à ines@exemple.example est revenu"
    assert ([told in page for page in before], told in after) == ([True, True], False)
    assert Person.objects.get(pk=ines.pk).email_refused_at is None

"""Share a call or a group: words to copy, an address for whoever should come, a sheet of paper."""

from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links import share_sheet
from palabre.groups.links.share_sheet import LONGEST_MAILTO, ToShare, call_to_share
from palabre.groups.templatetags.qr_tags import qr
from palabre.people.models import Audience, Link
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_question, a_role_call, a_space, entered

pytestmark = pytest.mark.django_db

ADDRESS = "https://exemple.example/s/val/calls/3/"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def call(space):
    return a_role_call(space, "Une personne qui conduit le mardi", role="", group=a_group(space))


@pytest.fixture
def hers(client, ines):
    return entered(client, ines)


def page(call, name="call_sharing"):
    return reverse(f"groups:{name}", args=[call.space.slug, call.pk])


def words(response):
    return " ".join(response.content.decode().split())


def test_the_words_are_those_of_the_call_its_group_and_its_address():
    share = ToShare("Une *personne*", ["Groupe : Le dernier kilomètre"], ADDRESS)

    assert share.mail == f"Une *personne*\n\nGroupe : Le dernier kilomètre\n\n{ADDRESS}"
    assert share.yeswiki == f'**[[{ADDRESS} Une *personne*]]**\n\n - ""Groupe : Le dernier kilomètre""\n'
    assert share.wiki == f"**[Une \\*personne\\*]({ADDRESS})**\n\n- Groupe : Le dernier kilomètre\n"


def test_the_mail_of_a_call_greets_asks_and_is_signed(ines):
    share = call_to_share("Une chauffeuse", ["Groupe : Le dernier kilomètre"], ADDRESS, by=ines)

    assert share.mail == (
        "Bonjour,\n\nNous recherchons :\nUne chauffeuse\nGroupe : Le dernier kilomètre\n\n"
        f"Pour répondre, ou en savoir plus : {ADDRESS}\n\n{ines.name}"
    )


def test_the_mail_of_a_group_greets_says_what_it_is_and_is_signed(hers, space, ines):
    group = a_group(space, "Le minibus", carrying=(a_question(space, "Qui conduit ?"),))
    sharing = reverse("groups:sharing", args=[space.slug, group.pk])
    hers.post(sharing)

    share = hers.get(sharing).context["share"]

    assert share.mail == (
        "Bonjour,\n\nCe groupe peut vous intéresser :\nLe minibus\nQui conduit ?\n\n"
        f"Pour répondre, ou en savoir plus : {share.address}\n\n{ines.name}"
    )


def test_her_own_mail_opens_with_the_same_words():
    share = ToShare("Qui conduit & qui rentre ?", ["Groupe : Été"], ADDRESS)

    asked = parse_qs(urlsplit(share.mailto).query)

    assert asked["subject"] == ["Qui conduit & qui rentre ?"]
    assert asked["body"] == [share.mail.replace("\n", "\r\n")]


@pytest.mark.parametrize("title", ["é" * 400, "€" * 400])
def test_no_mail_program_cuts_what_it_is_given(title):
    mailto = ToShare(title, ["é" * 400], ADDRESS).mailto

    assert len(mailto) <= LONGEST_MAILTO
    assert ADDRESS in parse_qs(urlsplit(mailto).query)["body"][0]


def test_what_everybody_reads_has_its_own_address(client):
    call = a_role_call(a_space(public=True))

    share = client.get(page(call)).context["share"]

    assert share.address == f"http://testserver/s/{call.space.slug}/calls/{call.pk}/"
    assert not Link.objects.exists()


def test_a_member_makes_a_link_that_opens_this_and_takes_it_back(hers, call):
    assert hers.get(page(call)).context["share"] is None

    for _twice in range(2):
        hers.post(page(call))

    address = hers.get(page(call)).context["share"].address
    link = Link.objects.get()
    assert (link.person, link.thing_kind, link.thing_id) == (None, "groups.rolecall", call.pk)
    assert address.startswith(f"http://testserver/links/{link.pk}-")
    hers.post(page(call, "call_unsharing"))
    assert (hers.get(page(call)).context["share"], hers.get(address).status_code) == (None, 410)


def test_what_is_in_preparation_is_given_to_nobody(space, ines):
    hidden = a_role_call(space, audience=Audience.of_persons(ines))

    with pytest.raises(Refusal, match="en préparation"):
        share_sheet.create_share_link(hidden, by=ines, at=timezone.now())


def test_who_passes_by_is_given_no_link_of_the_members(client):
    space = a_space(public=True)
    call = a_role_call(space, audience=Audience.of_space(space))
    share_sheet.create_share_link(call, by=a_member(space), at=timezone.now())

    assert client.get(page(call)).status_code == 404
    public = a_role_call(space)
    assert [client.post(page(public, name)).status_code for name in ("call_sharing", "call_unsharing")] == [403, 403]


def test_a_group_is_shared_with_its_question(client):
    space = a_space(public=True)
    group = a_group(space, "Le minibus", carrying=(a_question(space, "Qui conduit ?"),))

    share = client.get(reverse("groups:sharing", args=[space.slug, group.pk])).context["share"]

    assert (share.title, share.facts) == ("Le minibus", ["Qui conduit ?"])


def test_the_square_of_the_poster_is_the_one_of_its_address():
    drawn = segno.make(ADDRESS, error="m", micro=False)

    assert drawn.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None) == qr(
        ADDRESS
    )
    assert drawn.error == "M"


def test_a_poster_bears_the_address_in_letters_and_as_a_square(client):
    call = a_role_call(a_space(public=True), "On recherche une personne pour conduire", role="")

    said = client.get(page(call, "call_poster")).content.decode()

    letters = f"testserver/s/{call.space.slug}/calls/{call.pk}"
    assert f"<span>{letters}</span>" in said
    assert qr(f"http://{letters}/") in said


def test_without_an_address_the_poster_leads_to_where_one_is_made(hers, call):
    answer = hers.get(page(call, "call_poster"), follow=True)

    assert "Faire un lien à donner" in words(answer)

"""The page of a forum that minutes tell of: its questions, who carries them, the votes that are recalled, the dots."""

import datetime
import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.day.forum_preparation import Plan, add_day
from palabre.forums.models import Sheet
from palabre.forums.outcome.dots import count_dots
from palabre.forums.tests.scene import as_, prepared, written
from palabre.groups.models import Group, RoleCall
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.import_validity import say_of_all
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import TAIL, brought, held
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Audience, AudienceKind
from palabre.questions.models import Forum, Question
from palabre.refusal import Refusal
from palabre.wiki.page_text import save_page_text
from tests.builders import a_group, a_lineage, a_member, a_person, a_question, a_space

pytestmark = pytest.mark.django_db

LAKE = "Comment lire au bord de l'eau ?"
DOCTOR = "Comment aller chez le médecin sans voiture ?"
SAID = "Le jour du forum, les bras levés étaient nombreux."
HEAD = "# Rencontre des porteuses\n\n## des sujets du forum ouvert du 13 mars\n\n28 mars 2023\n\n### Participants\n\n"
NEWS = f"\n## Notes partagées\n\n### Des nouvelles des chantiers/sujet\n\nMado\n\n- {SAID}\n"
TEXT = f"{HEAD}- **Mado Kersauze**, *{LAKE}*\n- **Karim Belkacem**, *{DOCTOR}*{TAIL}{NEWS}"
PLAN = Plan("", datetime.date(2023, 3, 13))


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Carvalho")


@pytest.fixture
def reading(ines):
    """These minutes, which members read."""
    found = brought(ines, TEXT)
    open_to_space(found, by=ines, at=timezone.now())
    return found


def question(text=LAKE):
    return Question.objects.select_related("space").get(text=text)


def dots_of(one):
    return reverse("forums:dots", args=[one.space.slug, one.forum_id, one.pk])


def words(client, path):
    said = html.unescape(client.get(path).content.decode())
    for odd, plain in (("\u202f", " "), ("\xa0", " "), ("’", "'")):
        said = said.replace(odd, plain)
    return " ".join(said.split())


def page_of_forum(client):
    return words(client, Forum.objects.select_related("space").get().get_absolute_url())


def kept_to(person, page):
    page.audience = Audience.of_persons(person)
    page.save(update_fields=["audience"])


def test_the_page_tells_the_questions_who_carries_them_and_a_quotation_with_its_line(ines, reading):
    told = page_of_forum(as_(ines))

    assert [one in told for one in (LAKE, DOCTOR, "Mado Kersauze", "Karim Belkacem")] == [True] * 4
    assert told.count(SAID) == 1
    assert told.index(LAKE) < told.index(SAID) < told.index(DOCTOR)
    assert "ligne 22" in told


def test_dots_are_typed_in_words_on_the_page_of_the_forum_alone_and_taken_back(ines, reading):
    her, asked = as_(ines), question()

    done = her.post(dots_of(asked), {"dots": "pas mal, 14 environ"}, follow=True)

    assert "Gommettes, comptées sur papier : pas mal, 14 environ" in page_of_forum(her)
    assert "14 environ" not in words(her, asked.get_absolute_url())
    (undo,) = [one.extra_tags for one in done.context["messages"]]
    her.post(undo)
    assert question().dots == ""


@pytest.mark.parametrize("who", ["a visitor", "a guest", "a neighbour"])
def test_who_is_no_member_types_no_dots(reading, who):
    publish(reading, by=reading.by)
    asked = question()
    came = {
        "a visitor": Client,
        "a guest": lambda: as_(a_person(asked.space, "Éloi Marec")),
        "a neighbour": lambda: as_(a_member(a_space("Ailleurs"))),
    }

    answer = came[who]().post(dots_of(asked), {"dots": "mille"})

    assert (answer.status_code, question().dots) == (403, "")


def test_once_the_day_is_written_its_hosts_and_carriers_type_the_dots_alone(ines, reading):
    malo, mado = a_member(ines.space, "Malo Riou"), ines.space.persons.get(name="Mado Kersauze")
    mado.join(timezone.now())
    add_day(Forum.objects.get(), PLAN, by=ines)

    codes = [as_(one).post(dots_of(question()), {"dots": f"{one.pk}"}).status_code for one in (malo, mado, ines)]

    assert codes == [403, 302, 302]
    assert dots_of(question()) not in page_of_forum(as_(malo))


def test_a_question_of_another_forum_has_no_dots_here(ines, reading):
    other = a_question(ines.space, "Et ailleurs ?")
    address = dots_of(question()).replace(f"questions/{question().pk}/", f"questions/{other.pk}/")

    assert as_(ines).get(address).status_code == 404


def test_nobody_reads_a_quotation_of_a_page_that_is_not_theirs(ines, reading):
    publish(reading, by=ines)
    before = page_of_forum(Client())

    kept_to(ines, Import.objects.get().page)

    after = [page_of_forum(one) for one in (Client(), as_(a_member(ines.space)), as_(ines))]
    assert SAID in before
    assert [(LAKE in told, SAID in told) for told in after] == [(True, False), (True, False), (True, True)]


def test_a_sentence_taken_out_of_the_page_is_quoted_no_longer(ines, reading):
    page = Import.objects.select_related("page__note", "page__space").get().page

    save_page_text(page, TEXT.replace(SAID, "Le jour du forum, on a bien ri."), base=1, by=ines)

    assert SAID not in page_of_forum(as_(ines))


def test_two_questions_of_who_recalls_votes_are_not_told_apart(ines):
    both = TEXT.replace(f"*{LAKE}*", f"*{LAKE} & Comment dormir au bord de l'eau ?*")

    brought(ines, both)

    assert "Comment dormir" in page_of_forum(as_(ines))
    assert SAID not in page_of_forum(as_(ines))


def test_the_same_minutes_again_quote_once_and_undoing_them_leaves_nothing(ines):
    before, her = held(), as_(ines)
    brought(ines, TEXT)
    reading = brought(ines, TEXT)
    told = page_of_forum(her)
    her.post(dots_of(question()), {"dots": "14"})

    undo_import(reading, by=ines)

    assert told.count(SAID) == 1
    assert held() == before


def test_dots_that_another_typed_are_not_undone_with_the_minutes(ines, reading):
    count_dots(question(), "14", by=a_member(ines.space, "Malo Riou"))

    with pytest.raises(Refusal):
        undo_import(reading, by=ines)

    assert question().dots == "14"


def test_who_writes_the_day_down_finds_its_questions_there(ines, reading):
    her, forum = as_(ines), Forum.objects.select_related("space").get()

    her.post(reverse("forums:change", args=[forum.space.slug, forum.pk]), {"day": "13 mars 2023", "venue": "La halle"})

    told = page_of_forum(her)
    assert [(one.number, one.question.text, one.asked_by) for one in Sheet.objects.order_by("number")] == [
        (41, LAKE, None),
        (42, DOCTOR, None),
    ]
    assert [one in told for one in (SAID, "Mado Kersauze", "La halle")] == [True] * 3


def test_a_sheet_that_became_another_question_is_told_with_who_carries_that_one():
    day, sabine = prepared()
    now = a_question(day.forum.space, "Qui mène aux courses ?")
    a_lineage(written(day, sabine, 12).question, now)
    a_group(day.forum.space, "Les courses", carrying=(now,))

    assert "Les courses" in page_of_forum(as_(sabine))


def test_a_missing_theme_is_told_to_who_may_write_it_alone(ines, reading):
    publish(reading, by=ines)

    told = [page_of_forum(one) for one in (as_(ines), Client())]

    assert ["Écrire cette journée" in one for one in told] == [True, False]
    assert ["Thème pas encore écrit" in one for one in told] == [True, False]
    assert all("Forum du 13 mars 2023" in one for one in told)


def test_in_preparation_no_day_is_offered_to_write(ines):
    brought(ines, TEXT)

    told = page_of_forum(as_(ines))

    assert LAKE in told
    assert [one in told for one in ("Écrire cette journée", "Thème pas encore écrit")] == [False, False]


def test_the_page_costs_as_many_queries_for_ten_questions_as_for_two(ines, django_assert_max_num_queries):
    names = ("Anne", "Luc", "Zoé", "Hugo", "Lise", "Paul", "Rémi", "Ada")
    more = "".join(f"- **{name} Riou**, *Comment faire la chose de {name} ?*\n" for name in names)
    brought(ines, TEXT.replace("- **Karim", f"{more}- **Karim"))
    client = as_(ines)
    page_of_forum(client)

    with django_assert_max_num_queries(24):
        told = page_of_forum(client)

    assert all(f"Comment faire la chose de {name} ?" in told for name in names)


def test_a_call_begins_with_the_words_of_the_question(ines, reading):
    say_of_all(reading, "", by=ines)
    her, group = as_(ines), Group.objects.get(questions__text=LAKE)
    address = reverse("groups:group_calling", args=[ines.space.slug, group.pk])
    way = f"{address}?role=contributor&question={question().pk}"

    told, form = html.unescape(her.get(question().forum.get_absolute_url()).content.decode()), words(her, way)
    her.post(way, {"words": "On recherche des lectrices", "role": "contributor"})

    assert way in told
    assert f"On recherche des personnes pour avancer sur cette question : « {LAKE} »" in form
    assert RoleCall.objects.get(role="contributor").group == group


def test_a_call_to_all_does_not_say_a_question_that_fewer_read(ines):
    kept = a_question(ines.space, "Qui héberge la famille ?", audience=Audience.of_persons(ines))
    told = a_question(ines.space, "Qui conduit le mercredi ?")
    members = a_question(
        ines.space, "Qui garde la clé ?", audience=Audience.objects.create(space=ines.space, kind=AudienceKind.SPACE)
    )
    way = reverse("groups:calling", args=[ines.space.slug])

    forms = [words(as_(ines), f"{way}?role=convener&question={one.pk}") for one in (kept, told, members)]

    assert ["cette question : «" in one for one in forms] == [False, True, False]


@pytest.mark.parametrize(("name", "told"), [("Mado Kersauze", True), ("Malo Riou", False)])
def test_who_carries_the_group_reads_the_quotation_there_and_nobody_else(ines, reading, name, told):
    say_of_all(reading, "", by=ines)
    person = ines.space.persons.filter(name=name).first() or a_person(ines.space, name)
    person.join(timezone.now())
    group = Group.objects.select_related("space").get(questions__text=LAKE)

    page = words(as_(person), group.get_absolute_url())

    assert ("pour qui la porte" in page, dots_of(question()) in page) == (told, told)


def test_old_minutes_tell_carriers_nothing_before_somebody_says_that_they_are_under_way(ines, reading):
    mado = ines.space.persons.get(name="Mado Kersauze")
    mado.join(timezone.now())
    group = Group.objects.select_related("space").get(questions__text=LAKE)

    assert "pour qui la porte" not in words(as_(mado), group.get_absolute_url())


def test_a_group_that_bears_its_question_is_not_said_twice(ines, reading):
    Group.objects.filter(carryings__question=question(DOCTOR)).update(title="Les trajets du mardi")

    said = page_of_forum(as_(ines))

    assert (said.count("Continue dans <b>"), said.count("Continue : <b>")) == (1, 1)
    assert ">Les trajets du mardi</a>" in said

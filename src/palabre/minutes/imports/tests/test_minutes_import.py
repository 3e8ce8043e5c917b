"""Import: what it makes, for whom, twice, corrected, at once."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import translation

from palabre.groups.models import Action, Group, Need, RoleCall
from palabre.meetings.models import Meeting
from palabre.minutes.imports import minutes_import
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import LONGEST, MOST_LINES, MOST_ROWS
from palabre.minutes.models import Import
from palabre.minutes.plan import planner
from palabre.minutes.tests.scene import A_DAY, TWIN, again, brought, held
from palabre.people.erasures import refused_names
from palabre.people.models import Person, RefusedName
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from tests.builders import a_member, a_person, a_space
from tests.lengths import short_by
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db
twin = once_per_module(lambda: brought(a_member(a_space(), "Hugo Ferreira")))


@pytest.fixture
def reading(twin: Import) -> Import:
    return again(twin)


@pytest.fixture
def by(reading: Import) -> Person:
    return reading.by


def counted(reading: Import) -> Counter[str]:
    return Counter(reading.things.filter(made=True).values_list("thing_kind", flat=True))


def test_minutes_become_a_living_space(reading: Import) -> None:
    made = counted(reading)

    shown = {kind.partition(".")[2]: made[kind] for kind in made}
    assert shown == {
        "forum": 1, "meeting": 4, "person": 10, "attendance": 8, "organisation": 9, "affiliation": 9, "aim": 4,
        "agendaitem": 9, "question": 8, "wording": 8, "lineage": 2, "group": 8, "carrying": 7, "membership": 8,
        "progressentry": 7, "inquiry": 5, "series": 1, "need": 5, "rolecall": 2, "action": 8, "mergeproposal": 1,
        "resource": 1, "page": 1, "note": 1,
    }  # fmt: skip


def test_two_questions_reworded_into_one_lead_to_it(by: Person) -> None:
    target = by.space.question_set.get(text="Comment manger ensemble plus souvent")
    assert target.comes_from.count() == 2
    assert [group.memberships.get().person.name for group in target.groups.all()] == ["Maëlle Quintard"]


@pytest.mark.usefixtures("reading")
def test_two_people_carry_one_question_together() -> None:
    group = Group.objects.get(title="Comment retenir l'eau des toits ?")
    assert [row.person.name for row in group.memberships.order_by("pk")] == ["Nadège Pélissol", "Ismaël Berthou"]


@pytest.mark.usefixtures("reading")
def test_a_meeting_to_come_says_its_day_and_how_many_are_expected() -> None:
    meeting = Meeting.objects.get(group__title="Comment retenir l'eau des toits ?")
    assert (str(meeting.on), meeting.expected_least, meeting.expected_most) == ("2023-04-07", 4, 4)


def test_each_thing_says_the_line_it_was_read_in(reading: Import) -> None:
    need = Need.objects.get(text__startswith="Il nous faut du renfort")
    passage = reading.page.passages.get(thing_kind="groups.need", thing_id=need.pk)
    assert (passage.first_line, passage.words) == (50, "Il nous faut du renfort !")


def test_a_question_in_a_heading_is_said_there_and_not_beside_who_carries_it() -> None:
    text = "# Réunion\n\nPrésents : Ana Gil, Luc Noé\n\n## Comment rouvrir le four ?\nPorté par Ana Gil. 14 votes."
    reading = brought(a_member(a_space(), "Hugo Ferreira"), text)
    question = reading.space.question_set.get()
    lines = reading.page.passages.filter(thing_kind="questions.question", thing_id=question.pk)

    assert list(lines.values_list("first_line", flat=True)) == [5]
    assert [group.memberships.get().person.name for group in question.groups.all()] == ["Ana Gil"]


def test_the_next_meeting_is_not_asked_about_again() -> None:
    text = "# Réunion, 12 novembre 2026\n\n## Le four\n\nProchaine réunion le jeudi 10 décembre à 18 h."
    reading = brought(a_member(a_space(), "Hugo Ferreira"), text)

    meetings = Meeting.objects.filter(space=reading.space).values_list("on", "title")
    assert [(str(on), title) for on, title in meetings.order_by("on")] == [
        ("2026-11-12", "Réunion, 12 novembre 2026"),
        ("2026-12-10", "Réunion"),
    ]
    assert list(reading.doubts.values_list("kind", flat=True)) == []


@pytest.mark.usefixtures("reading")
def test_what_was_not_written_stays_empty() -> None:
    assert set(Action.objects.values_list("owner", "due_on")) == {(None, None)}
    assert set(Group.objects.exclude(carryings=None).values_list("lives_in", flat=True)) == {None}


def test_proposals_read_from_prose_are_kept_as_doubts_and_make_nothing(reading: Import) -> None:
    assert "relative_date" in set(reading.doubts.values_list("kind", flat=True))
    assert not Meeting.objects.filter(on="2023-04-20").exists()


def test_what_was_imported_is_seen_by_its_importer_alone(by: Person) -> None:
    other = a_member(by.space, "Inès Courtois")

    assert [Group.objects.visible_to(reader).count() for reader in (by, other, None)] == [8, 0, 0]


def test_opened_it_is_seen_by_those_who_joined_and_by_nobody_else(reading: Import, by: Person) -> None:
    other, named = a_member(by.space, "Inès Courtois"), a_person(by.space, "Éloi")

    open_to_space(reading, by=by, at=by.space.made_at)

    assert [Group.objects.visible_to(reader).count() for reader in (by, other, named, None)] == [8, 8, 0, 0]


def test_the_same_text_again_changes_nothing(reading: Import, by: Person) -> None:
    before = held()

    second = brought(by, TWIN.replace("\n", "\r\n"))

    assert second == reading
    assert held() == before


def test_a_corrected_text_brings_its_differences_only(by: Person) -> None:
    kept = {row.pk for row in RoleCall.objects.all()}
    before = held()

    corrected = TWIN.replace("avec 4 personnes à peine", "avec 6 personnes")
    corrected = corrected.replace("> Dénicher un jardinier du réseau\n", "")
    brought(by, corrected)

    after = held()
    assert {kind for kind in after if after[kind] != before.get(kind)} == {
        "groups.action", "groups.progressentry", "meetings.meeting", "notes.note", "notes.revision", "wiki.passage",
    }  # fmt: skip
    assert Meeting.objects.get(on="2023-04-07").expected_most == 6
    assert {row.pk for row in RoleCall.objects.all()} == kept
    assert [page.note.body_md for page in Page.objects.select_related("note")] == [corrected]


def test_a_corrected_word_keeps_the_thing_and_its_address(by: Person) -> None:
    before = Action.objects.get(text="Ouvrir un sondage pour trouver une soirée qui aille à toutes les porteuses")

    brought(by, TWIN.replace("trouver une soirée qui aille", "trouver un soir qui aille"))

    before.refresh_from_db()
    assert before.text == "Ouvrir un sondage pour trouver un soir qui aille à toutes les porteuses"


def test_a_correction_leaves_what_a_person_changed_since(by: Person) -> None:
    action = Action.objects.get(text__startswith="Ouvrir un sondage")
    Action.objects.filter(pk=action.pk).update(text="Ouvrir le sondage ensemble")

    brought(by, TWIN.replace("trouver une soirée qui aille", "trouver un soir qui aille"))

    action.refresh_from_db()
    assert action.text == "Ouvrir le sondage ensemble"


def test_the_next_minutes_know_the_people_and_groups_of_the_former(by: Person) -> None:
    groups = Group.objects.count()

    heading = "# Rencontre des porteuses\n\n11 avril 2023\n\n"
    brought(by, heading + "## Des nouvelles des chantiers\n\nRémi Castagnac\n\n- On avance.\n")

    assert Person.objects.filter(name="Rémi Castagnac").count() == 1
    assert Group.objects.count() == groups
    assert Import.objects.filter(corrects=None).count() == 2


def test_who_has_not_joined_brings_nothing() -> None:
    named = a_person(a_space())

    with pytest.raises(Refusal):
        brought(named)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("  \n\x00 ", "There is nothing to read here."),
        ("mot " * (LONGEST // 4 + 1), "This text is longer than a million characters."),
        ("a\n" * (MOST_LINES + 1), "This text says more people and things than minutes do."),
        (
            "À faire :\n" + "".join(f"- peindre {n}\n" for n in range(MOST_ROWS)),
            "This text says more people and things than minutes do.",
        ),
    ],
)
def test_a_text_out_of_bounds_is_refused_in_a_sentence(text: str, why: str) -> None:
    by = a_member(a_space())

    with translation.override("en"), pytest.raises(Refusal) as refused:
        brought(by, text)

    assert str(refused.value.why) == why


def test_a_text_that_says_too_much_is_refused_before_it_is_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mood looks for its person among all that was said: a million characters took five minutes."""
    planned: list[str] = []
    monkeypatch.setattr(planner, "MOST_FOUND", 20)
    monkeypatch.setattr(minutes_import, "plan_of", lambda minutes, text: planned.append(text))
    said = "".join(f"**Inès Courtois {chr(65 + n)}**\n- fatiguée\n" for n in range(20))

    with pytest.raises(Refusal):
        brought(a_member(a_space()), f"# Chantiers\n\n## Tour de table\n\n{said}")

    assert planned == []


def test_removed_names_are_looked_for_before_the_space_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each word is five digests: for a million characters, nobody else wrote for ten seconds."""
    locked: list[int] = []
    looked: list[int] = []
    by, hold, digest = a_member(a_space()), Space.hold, refused_names.digest
    RefusedName.objects.create(space=by.space, digest="a name that was taken away")
    monkeypatch.setattr(Space, "hold", lambda number: locked.append(number) or hold(number))
    monkeypatch.setattr(refused_names, "digest", lambda *said: looked.extend(locked[:1]) or digest(*said))

    brought(by, "# Chantiers\n\n" + " ".join(f"A{number:03}" for number in range(300)))

    assert locked
    assert len(looked) <= 100


def test_what_is_doubted_counts_among_the_rows_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minutes_import, "MOST_ROWS", 20)
    by, ideas = a_member(a_space()), "".join(f"Malo propose de peindre le mur {n}.\n\n" for n in range(20))

    with pytest.raises(Refusal):
        brought(by, f"# Chantiers\n\n## Échanges\n\n{ideas}")


@pytest.mark.parametrize(
    "text",
    [
        "Participants\n\n- " + "N" * 500 + "\n- Inès Courtois\n",
        "Participants : \u202eאילנה כהן\u202c, ليلى, 🌻 Tournesol\n\n## À faire\n\n- acheter 🌻\n",
        "<script>alert(1)</script>\n\n## Actions\n\n- <img src=x onerror=alert(1)>\n",
        "## Décisions\n\n" + "\x0b\x1f- a\n" * 20,
    ],
)
def test_strange_texts_are_kept_as_they_are(text: str) -> None:
    by = a_member(a_space())

    reading = brought(by, text)

    assert reading.page.note.body_md == text


@pytest.mark.parametrize("points", short_by([500, 950], {500}))
def test_very_many_points_are_imported(points: int) -> None:
    by = a_member(a_space())

    reading = brought(by, "# Chantiers\n\n## À faire\n\n" + "".join(f"- peindre le mur {n}\n" for n in range(points)))

    assert reading.things.filter(thing_kind="groups.action").count() == points
    assert reading.at.date() >= A_DAY


def test_two_bodies_that_met_on_one_day_under_one_title_are_two_imports() -> None:
    by = a_member(a_space())
    one, other = (f"# Compte rendu\n\n4 mai 2026\n\n## À faire\n\n- {what}\n" for what in ("peindre", "semer"))

    brought(by, one + "- prévenir la mairie\n- louer une échelle\n- inviter\n- ranger\n- écrire\n- rire\n")
    brought(by, other + "- arroser\n- tailler\n- pailler\n- récolter\n- goûter\n- compter\n")

    assert by.space.import_set.filter(corrects=None).count() == 2


@pytest.mark.parametrize("lines", short_by([200, 600], {200}))
def test_a_long_list_half_mended_is_corrected_within_reason(lines: int) -> None:
    by = a_member(a_space())
    heading = "# Chantiers\n\n4 mai 2026\n\n## À faire\n\n"
    brought(by, heading + "".join(f"- peindre le mur {n}\n" for n in range(lines)))

    half = "".join(f"- {'repeindre' if n % 2 else 'peindre'} le mur {n}\n" for n in range(lines))
    brought(by, heading + half)

    found = by.space.action_set
    assert (found.filter(text__startswith="repeindre").count(), found.count()) == (lines // 2, lines)

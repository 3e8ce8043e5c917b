"""The margin of a page that a few read says nothing of a meeting of all, nor of its people, to anybody else."""

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.models import Attendance
from palabre.minutes.margin.findings import reading_of
from palabre.minutes.margin.margin_answers import answer_finding
from palabre.minutes.tests.scene import NEWS
from palabre.people.models import Affiliation, Audience
from palabre.questions.models import Lineage, Question
from palabre.refusal import Refusal
from palabre.wiki.page_text import begin_page
from tests.builders import a_meeting, a_member, a_question, a_space, an_organisation

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 28)
KNOWN = "Comment lire au bord de l'eau ?"
TEXT = f"""# Rencontre des porteuses

28 avril 2023

### Participants

- **Bastien Lorrimer**, Mairie de Brennes
- **Karim Belkacem**, *{KNOWN}* > Sujet reformulé : *Rien de tout cela*

### Objectif de la réunion

- Donner des nouvelles
"""


def yes_to_all(page, by):
    for one in reading_of(page.note.body_md).findings:
        try:
            answer_finding(page, one.subject, one.digest, "yes", by=by, at=timezone.now(), line=one.lines[0])
        except Refusal:
            continue


def said_of_all(meeting, question, person):
    there = Attendance.objects.filter(meeting=meeting)
    became = Lineage.objects.filter(source=question)
    of = Affiliation.objects.filter(person=person)
    return [there.count(), meeting.aims.count(), became.count(), of.count()]


@pytest.mark.parametrize(("is_for_few", "said"), [(True, [0, 0, 0, 0]), (False, [2, 1, 1, 0])])
def test_a_page_says_of_a_meeting_of_all_what_all_read_in_it(is_for_few, said):
    space = a_space(public=True)
    malo, bastien = a_member(space, "Malo Kersauze"), a_member(space, "Bastien Lorrimer")
    meeting = a_meeting(space, "Réunion des membres", on=DAY, audience=Audience.of_space(space))
    question = a_question(space, KNOWN)
    an_organisation(space, "Mairie de Brennes")
    readers = Audience.of_persons(malo) if is_for_few else Audience.of_space(space)
    page = begin_page(space, "À moi", TEXT, audience=readers, by=malo)

    yes_to_all(page, malo)

    assert said_of_all(meeting, question, bastien) == said
    assert (question in Question.objects.living()) is is_for_few


def test_a_page_of_members_says_to_everybody_of_nobody_that_they_were_there():
    space = a_space(public=True)
    malo, _clarisse = a_member(space, "Malo Kersauze"), a_member(space, "Clarisse")
    meeting, _question = a_meeting(space, on=DAY, audience=Audience.everybody(space)), a_question(space, KNOWN)
    spoken = NEWS.format(who="Karim", said="Rien.") + "\nClarisse\n\n- Un atelier.\n"
    page = begin_page(space, "À nous", f"{TEXT}{spoken}", audience=Audience.of_space(space), by=malo)
    meeting.minutes = page
    meeting.save()
    doubt = next(one for one in reading_of(page.note.body_md).findings if one.kind == "speaker_not_listed")

    with pytest.raises(Refusal, match="Tout le monde"):
        answer_finding(page, doubt.subject, doubt.digest, "there", by=malo, at=timezone.now())
    yes_to_all(page, malo)

    assert not meeting.attendances.exists()

"""One of everything that has an address, for the tests that walk them all."""

import datetime
import hashlib
from typing import Any

from django.utils import timezone

from palabre.forums.models import DotVote, ForumDay, Sheet, SheetPhoto, WallPhoto
from palabre.live.join_codes import fresh_code
from palabre.meetings.models import CalendarFeed, Room
from palabre.meetings.room import room_codes
from palabre.minutes.models import Import
from palabre.people.access.links import link_to
from palabre.people.duplicates.person_merge import keep_apart, merge_pair
from palabre.people.models import Audience, MergeRequest, Person
from palabre.pure.french import slug
from palabre.spaces.models import Space
from palabre.wiki.attachments import file_store
from palabre.wiki.models import Comment, Page
from tests import builders

type Things = dict[str, Any]

SECRET = "Zéphyrine"  # every text of one_of_everything holds it


def one_of_everything(
    space: Space, audience: Audience, *, by: Person, secret: str = SECRET
) -> Things:  # long: one of each
    """Build, for these readers, a thing of each kind that has an address, with its words."""
    told = {"audience": audience}
    page = builders.a_page(space, f"Page {secret}", f"Texte {secret}", html=f"<p>Texte {secret}</p>", **told)
    group = builders.a_group(space, f"Groupe {secret}", **told)
    meeting = builders.a_meeting(space, f"Réunion {secret}", minutes=page, group=group, **told)
    Room.objects.create(meeting=meeting, code=room_codes.fresh())
    given = {"by": by, "digest": "0", "text": f"Texte {secret}", "page": page, "meeting": meeting}
    seen = {"people": {"present": [[f"Ada {secret}", ""]], "excused": []}, "dropped": {"need:0": f"Besoin {secret}"}}
    reading = Import.objects.create(space=space, audience=audience, choices=seen, **given)
    facts: dict[str, Any] = told | {"meeting": meeting, "proposed_at": timezone.now()}
    decision = builders.a_decision(space, f"Décision {secret}", **facts)
    return (
        {
            "page": page,
            "file": builders.a_file(page, f"{slug(secret)}.txt", f"Fichier {secret}".encode(), alt=f"Vue {secret}"),
            "comment": a_comment(page, f"Remarque {secret}", by=by, quote=f"Texte {secret}"),
            "group": group,
            "membership": group.welcome(by, role="observer"),
            "meeting": meeting,
            "edition": builders.an_edition(meeting, by=by),
            "import": reading,
            "doubt": reading.doubts.create(kind="need", first_line=1, last_line=1, words=f"Besoin {secret}"),
            "asked": page.asked.create(kind="need", words=f"Besoin {secret}", at=timezone.now()),
            "question": builders.a_question(space, f"Question {secret}", **told),
            "question_edge": builders.a_lineage(
                builders.a_question(space, f"Question d’avant {secret}", **told),
                builders.a_question(space, f"Question d’après {secret}", **told),
            ),
            "organisation": builders.an_organisation(space, f"Organisation {secret}", **told),
            "need": builders.a_need(space, f"Besoin {secret}", group=group, **told),
            "action": builders.an_action(space, f"Action {secret}", group=group, **told),
            "weather": builders.a_weather(group, f"Météo {secret}", by=by),
            "merge": builders.a_merge_proposal(None, group, f"Fusion {secret}"),
            "edge": builders.a_birth(group, builders.a_group(space, f"Groupe né {secret}", **told)),
            "intention": builders.an_intention(group, f"Intention {secret}", by=by),
            "output": builders.an_output(group, f"Livrable {secret}", by=by),
            "news": builders.some_news(group, f"Nouvelle {secret}", by=by),
            "inquiry": builders.an_inquiry(group, f"Piste {secret}"),
            "answer": builders.an_answer(builders.a_need(space, **told), f"Réponse {secret}", by=by),
            "pledge": builders.a_pledge(builders.a_group(space, f"Venue {secret}", **told), by, f"Mot {secret}"),
            "role_offer": builders.a_role_offer(group, by, f"Mot {secret}", audience=audience),
            "help_offer": builders.a_help_offer(by, f"Aide {secret}", audience=audience),
            "role_call": builders.a_role_call(space, f"Appel {secret}", group=group, **told),
            "letter": builders.a_letter(by, f"Message {secret}", by=by, about=f"minutes:{audience.pk}"),
            "calendar": CalendarFeed.objects.create(
                space=space, person=by, thing_kind="groups.group", thing_id=group.pk
            ),
            "series": builders.a_series(space, f"Rythme {secret}", **told),
            "poll": builders.a_poll(space, f"Sondage {secret}", group=group, **told),
            "decision": decision,
            "objection": decision.objections.create(
                person=by, audience=audience, reason=f"Raison {secret}", at=timezone.now()
            ),
            "point": meeting.agenda.create(position=1, text=f"Point {secret}"),
            "person": by,
            "link": link_to(group, person=by, by=by, at=timezone.now()),
        }
        | doubles(space, told, by=by, secret=secret)
        | an_opening(space, told, by=by, secret=secret)
        | a_day_of_forum(space, told, by=by, secret=secret)
    )


def a_day_of_forum(space: Space, told: dict[str, Audience], *, by: Person, secret: str) -> Things:
    """A forum that took place, with a sheet on its wall, who goes on with it, and a helper."""
    forum = builders.a_forum(space, f"Thème {secret}", held_on=timezone.localdate() - datetime.timedelta(2), **told)
    day = builders.a_day(forum, by=by, venue=f"Salle {secret}")
    day.have_newsroom(fresh_code(ForumDay.objects.all()))
    sheet = builders.a_sheet(day, f"Question du jour {secret}", together=f"Avec {secret}", asked_by=by)
    builders.a_report(sheet, f"Compte rendu {secret}", by=by)
    builders.a_former_report(sheet, f"Compte rendu de jadis {secret}", by=by)
    now, slot, place = timezone.now(), day.slots.get(position=1), day.places.get(position=1)
    DotVote.objects.create(day=day, each=3, opened_at=now)
    return {
        "forum": forum,
        "sheet": sheet,
        "session": sheet.sessions.create(slot=slot, place=place, by=by, at=now),
        "sheet_pledge": sheet.pledges.create(person=by, words=f"Mot {secret}", at=now),
        "photo": a_photo(sheet, secret, by=by),
        "wall_photo": a_wall_photo(day, secret, by=by),
        "withdrawn": builders.a_withdrawn_sheet(day, f"Question reprise {secret}", by=by),
        "homecoming": day.homecomings.create(space=space, by=by, at=now, brought_at=now, made_day=True),
        "helper": day.hosts.create(person=builders.a_member(space, "Goulven Riou"), asked_at=now),
    }


def a_comment(page: Page, words: str, *, by: Person, quote: str) -> Comment:
    said = {"quote": quote, "words": words, "was_public": page.is_for_everybody}
    return Comment.objects.create(space=page.space, page=page, by=by, at=timezone.now(), **said)


def a_photo(sheet: Sheet, secret: str, *, by: Person) -> SheetPhoto:
    file_store.store_file(digest := hashlib.sha256(f"photo {secret}".encode()).hexdigest(), secret.encode())
    picture = {"digest": digest, "content_type": "image/png", "width": 1, "height": 1}
    return sheet.photos.create(space=sheet.day.forum.space, by=by, at=timezone.now(), **picture)


def a_wall_photo(day: ForumDay, secret: str, *, by: Person) -> WallPhoto:
    file_store.store_file(digest := hashlib.sha256(f"wall {secret}".encode()).hexdigest(), secret.encode())
    picture = {"digest": digest, "content_type": "image/webp", "width": 1, "height": 1}
    return day.wall_photos.create(space=day.forum.space, by=by, at=timezone.now(), **picture)


def an_opening(space: Space, told: dict[str, Audience], *, by: Person, secret: str) -> Things:
    """A day when groups open up, with a card that has a picture, and somebody who registered."""
    gathering = builders.a_gathering(space, f"Ouverture {secret}", by=by, formats=[f"Cercle {secret}"], **told)
    file_store.store_file(digest := hashlib.sha256(secret.encode()).hexdigest(), secret.encode())
    picture = {"digest": digest, "content_type": "image/png", "width": 1, "height": 1, "alt": f"Vue {secret}"}
    card = builders.a_card(gathering, f"Fiche {secret}", question=f"Question {secret}", **picture)
    gone = picture | {"alt": f"Vue d’avant {secret}", "removed_by": by, "removed_at": timezone.now()}
    return {
        "gathering": gathering,
        "card": card,
        "former_picture": card.former_pictures.create(space=space, by=by, **gone),
        "registration": builders.a_registration(gathering, f"Inscrite {secret}"),
    }


def doubles(space: Space, told: dict[str, Audience], *, by: Person, secret: str) -> Things:
    """Two spellings that were brought together, two that were said to be two; and what waits for a second yes."""
    one, other, third = (builders.an_organisation(space, f"Mairie {secret} {number}", **told) for number in range(3))
    return {
        "merging": merge_pair(one, other, by=by, at=timezone.now()),
        "difference": keep_apart(one, third, by=by, at=timezone.now()),
        "agreement": by.space.agreements.first() or builders.an_agreement(by),
        "merge_request": MergeRequest.objects.create(
            kept=builders.a_member(space, "Nolwenn Prigent"), absorbed=by, by=by
        ),
    }

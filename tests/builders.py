"""Plain functions that build an invented community, for the tests of every slice.

What is built may be read by the whole space, and by everybody when the space is public, unless an `audience` is
given. Names are invented.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from importlib import import_module
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from palabre.forums.models import FormerReport, ForumDay, Report, Sheet, WithdrawnSheet
from palabre.forums.wall.withdrawal import withdraw_sheet
from palabre.gatherings.models import Gathering, GroupCard
from palabre.groups.models import (
    Action,
    Answer,
    Deliverable,
    Group,
    GroupLineage,
    GroupLineageKind,
    HelpOffer,
    Inquiry,
    Intention,
    MergeProposal,
    Need,
    Pledge,
    ProgressEntry,
    ProjectWeather,
    Role,
    RoleCall,
    RoleOffer,
)
from palabre.groups.roles.role_offers import assign_role
from palabre.meetings.models import DatePoll, Decision, Edition, Meeting, Publication, Series
from palabre.notes.models import Note
from palabre.people.devices.person_cookie import SESSION_KEY
from palabre.people.models import Affiliation, Agreement, Audience, Organisation, Person
from palabre.post.models import Letter
from palabre.questions.models import Forum, Lineage, Question
from palabre.registrations.models import Registration, Roll
from palabre.spaces.models import Space
from palabre.wiki.attachments import file_store
from palabre.wiki.models import Attachment, Page, Passage, Resource


def a_space(name: str = "Voisinages du Val d’Orme", *, public: bool = False, opened: bool = True) -> Space:
    now = timezone.now()
    return Space.objects.create(
        name=name,
        slug=Space.free_slug(name),
        opened_at=now if opened or public else None,
        public_at=now if public else None,
    )


def readers_of(space: Space) -> Audience:
    """Return the widest audience of the space: everybody when it is public."""
    return Audience.everybody(space) if space.is_public else Audience.of_space(space)


def a_person(space: Space, name: str = "Nadège Kerouanton") -> Person:
    """Someone named in the space, who has not joined it."""
    return Person.objects.create(space=space, name=name)


def a_member(space: Space, name: str = "Youssef Belhadi") -> Person:
    """Someone who came in by herself."""
    person = a_person(space, name)
    person.join(timezone.now())
    return person


def an_agreement(by: Person, *, kind: str = "put_out", person: Person | None = None) -> Agreement:
    """What waits for a second yes: to put out the first who is there beside `by`, unless it is told otherwise."""
    there = by.space.persons.filter(joined_at__isnull=False).exclude(pk=by.pk).order_by("pk").first()
    about = person or (there or a_member(by.space, "Armelle Quéguiner") if kind == "put_out" else None)
    return Agreement.objects.create(space=by.space, kind=kind, person=about, by=by, at=timezone.now())


def an_organisation(
    space: Space, name: str = "Mairie de Brennes", *, audience: Audience | None = None, of: tuple[Person, ...] = ()
) -> Organisation:
    found = Organisation.objects.create(space=space, name=name, audience=audience or readers_of(space))
    Affiliation.objects.bulk_create(Affiliation(person=person, organisation=found) for person in of)
    return found


def a_forum(
    space: Space, theme: str = "Bien vivre loin du bourg", *, audience: Audience | None = None, **facts: Any
) -> Forum:
    return Forum.objects.create(space=space, theme=theme, audience=audience or readers_of(space), **facts)


def a_day(forum: Forum, *, by: Person | None = None, **facts: Any) -> ForumDay:
    """The day of a forum, with two hours and two places."""
    day = ForumDay.objects.create(forum=forum, by=by, **facts)
    for position, hour in enumerate((10, 11), start=1):
        day.slots.create(position=position, starts=datetime.time(hour, 30), ends=datetime.time(hour + 1, 15))
    day.places.create(position=1, name="Table 1", access="de plain-pied")
    day.places.create(position=2, name="Jardin", access="allée de gravier")
    return day


def a_sheet(day: ForumDay, text: str = "Qui passe voir les gens seuls ?", *, number: int = 12, **facts: Any) -> Sheet:
    forum = day.forum
    question = a_question(forum.space, text, audience=forum.audience, forum=forum)
    return Sheet.objects.create(day=day, question=question, number=number, at=timezone.now(), **facts)


def a_report(sheet: Sheet, text: str = "On a dessiné les trajets.", *, kind: str = "text", **facts: Any) -> Report:
    return Report.objects.create(sheet=sheet, kind=kind, text=text, at=timezone.now(), **facts)


def a_former_report(sheet: Sheet, text: str = "On a dessiné.", **facts: Any) -> FormerReport:
    return FormerReport.objects.create(sheet=sheet, text=text, at=timezone.now(), **facts)


def a_withdrawn_sheet(day: ForumDay, text: str, *, by: Person, number: int = 39) -> WithdrawnSheet:
    sheet = a_sheet(day, text, number=number, together=f"Avec {text}", asked_by=by)
    return withdraw_sheet(sheet, by=by, at=timezone.now())


def a_question(
    space: Space,
    text: str = "Comment aller chez le médecin sans voiture ?",
    *,
    audience: Audience | None = None,
    said_on: datetime.date | None = None,
    **facts: Any,
) -> Question:
    """A question with its first wording."""
    question = Question.objects.create(space=space, audience=audience or readers_of(space), **facts)
    question.say(text, on=said_on, by=None)
    return question


def a_lineage(source: Question, target: Question, *, kind: str = "reword", **facts: Any) -> Lineage:
    return Lineage.objects.create(source=source, target=target, kind=kind, **facts)


def a_group(
    space: Space,
    title: str = "Le dernier kilomètre",
    *,
    audience: Audience | None = None,
    convened_by: tuple[Person, ...] = (),
    carrying: tuple[Question, ...] = (),
    given_by: Person | None = None,
    **facts: Any,
) -> Group:
    """A group that these people carry: by whose gift, if it is told; else nobody knows how they came to it."""
    group = Group.objects.create(space=space, title=title, audience=audience or readers_of(space), **facts)
    for person in convened_by:
        if given_by is None:
            group.welcome(person, role=Role.CONVENER)
        else:
            now = timezone.now()
            assign_role(group, Role.CONVENER, to=person, at=now, by=given_by)
    group.questions.add(*carrying)
    return group


def a_need(
    space: Space, text: str = "Une salle le lundi matin", *, audience: Audience | None = None, **facts: Any
) -> Need:
    return Need.objects.create(space=space, text=text, audience=audience or readers_of(space), **facts)


def an_answer(need: Need, text: str = "La salle du foyer est libre.", *, by: Person | None = None) -> Answer:
    said = {"space": need.space, "audience": need.audience, "by": by, "at": timezone.now()}
    return Answer.objects.create(need=need, text=text, **said)


def a_help_offer(
    by: Person, text: str = "Je sais animer une réunion", *, audience: Audience | None = None
) -> HelpOffer:
    said = {"space": by.space, "audience": audience or readers_of(by.space), "at": timezone.now()}
    return HelpOffer.objects.create(by=by, text=text, **said)


def a_pledge(to: Group | RoleCall, by: Person, words: str = "") -> Pledge:
    """« J’y vais », to a group or to a call."""
    ends = {"call": to, "group": to.group} if isinstance(to, RoleCall) else {"group": to}
    now, said = timezone.now(), {"space": to.space, "audience": to.audience, "person": by, "words": words}
    return Pledge.objects.create(at=now, own_word_at=now, **said, **ends)


def a_role_offer(
    group: Group, to: Person, words: str = "", *, role: str = Role.LIAISON, audience: Audience | None = None
) -> RoleOffer:
    """A role that is proposed to somebody, who reads it, and who proposed it too: the same person here."""
    facts = {"space": group.space, "audience": audience or Audience.of_persons(to), "by": to, "at": timezone.now()}
    return RoleOffer.objects.create(group=group, person=to, role=role, words=words, **facts)


def an_action(
    space: Space, text: str = "Réserver le minibus", *, audience: Audience | None = None, **facts: Any
) -> Action:
    return Action.objects.create(space=space, text=text, audience=audience or readers_of(space), **facts)


def a_role_call(
    space: Space,
    words: str = "Une personne qui conduit le mardi",
    *,
    role: str = Role.CONTRIBUTOR,
    audience: Audience | None = None,
    **facts: Any,
) -> RoleCall:
    readers = audience or readers_of(space)
    return RoleCall.objects.create(space=space, words=words, role=role, audience=readers, **facts)


def an_inquiry(group: Group, text: str = "Qui est responsable ?") -> Inquiry:
    return Inquiry.objects.create(space=group.space, audience=group.audience, group=group, text=text)


def some_news(
    group: Group, text: str = "Le minibus est promis.", *, on: datetime.date | None = None, **facts: Any
) -> ProgressEntry:
    told = {"space": group.space, "audience": group.audience, "group": group, "text": text, "on": on}
    return ProgressEntry.objects.create(**told, **facts)


def an_intention(group: Group, text: str = "Que chacun puisse aller au marché.", **facts: Any) -> Intention:
    said = {"text": text, "body_html": f"<p>{text}</p>", "number": group.intentions.count() + 1, "at": timezone.now()}
    return Intention.objects.create(space=group.space, audience=group.audience, group=group, **said | facts)


def an_output(group: Group, title: str = "Un carnet de route", **facts: Any) -> Deliverable:
    said = {"title": title, "at": timezone.now()} | facts
    return Deliverable.objects.create(space=group.space, audience=group.audience, group=group, **said)


def a_weather(
    group: Group,
    words: str = "Le minibus est promis.",
    *,
    on: datetime.date | None = None,
    weather: str = "clearing",
    by: Person | None = None,
) -> ProjectWeather:
    when = {"on": on or timezone.localdate(), "at": timezone.now(), "by": by}
    said = {"space": group.space, "audience": group.audience, "weather": weather, "words": words}
    return ProjectWeather.objects.create(group=group, **said, **when)


def a_merge_proposal(source: Group | None, target: Group, words: str = "À réunir ?", **facts: Any) -> MergeProposal:
    return MergeProposal.objects.create(
        space=target.space, audience=target.audience, source=source, target=target, words=words, **facts
    )


def a_birth(group: Group, born: Group) -> GroupLineage:
    """A group that was born of another one."""
    return GroupLineage.objects.create(kind=GroupLineageKind.SPLIT, source=group, target=born, at=timezone.now())


def a_meeting(
    space: Space, title: str = "Réunion des porteurs", *, audience: Audience | None = None, **facts: Any
) -> Meeting:
    return Meeting.objects.create(space=space, title=title, audience=audience or readers_of(space), **facts)


def an_edition(meeting: Meeting, *, by: Person | None = None) -> Edition:
    """The minutes of a meeting that has a page, as they were given once."""
    now = timezone.now()
    publication = Publication.objects.create(meeting=meeting, given_at=now, given_by=by, kept_at=now)
    assert meeting.minutes is not None
    revision = meeting.minutes.note.revisions.get(number=meeting.minutes.note.revision)
    return Edition.objects.create(publication=publication, number=1, revision=revision, at=now, by=by)


def a_series(
    space: Space,
    words: str = "tous les 15 jours",
    *,
    rrule: str = "FREQ=WEEKLY;INTERVAL=2",
    audience: Audience | None = None,
) -> Series:
    return Series.objects.create(space=space, words=words, rrule=rrule, audience=audience or readers_of(space))


def a_poll(
    space: Space, title: str = "Réunion des porteurs", *, audience: Audience | None = None, **facts: Any
) -> DatePoll:
    """A poll that offers two dates to come."""
    poll = DatePoll.objects.create(space=space, title=title, audience=audience or readers_of(space), **facts)
    for days in (7, 9):
        poll.options.create(on=timezone.localdate() + datetime.timedelta(days=days), at=datetime.time(14), lasts=120)
    return poll


def a_decision(
    space: Space, text: str = "On garde le samedi.", *, audience: Audience | None = None, **facts: Any
) -> Decision:
    return Decision.objects.create(space=space, text=text, audience=audience or readers_of(space), **facts)


def a_page(
    space: Space,
    title: str = "Se déplacer dans le Val",
    body: str = "Un texte.",
    *,
    audience: Audience | None = None,
    html: str = "",
    **facts: Any,
) -> Page:
    """A page at revision 1, made by hand: its HTML is what is given, not what the text says."""
    readers = audience or readers_of(space)
    note = Note.objects.create(space=space, audience=readers, body_md=body, body_html=html, revision=1)
    note.revisions.create(number=1, body_md=body)
    slug = facts.pop("slug", None) or Page.free_slug(space, title)
    return Page.objects.create(space=space, audience=readers, title=title, slug=slug, note=note, **facts)


def a_passage(page: Page, thing: Any, line: int = 1, words: str = "ce qui est écrit") -> Passage:
    """A line of `page` in which `thing` was read."""
    return Passage.objects.create(
        space=page.space,
        page=page,
        revision=1,
        first_line=line,
        last_line=line,
        words=words,
        thing_kind=thing._meta.label_lower,
        thing_id=thing.pk,
    )


def a_letter(to: Person, subject: str = "Un mot", *, by: Person, about: str = "minutes:0", **facts: Any) -> Letter:
    """A letter that waits in the outbox, with a link to the space."""
    number = facts.pop("message_id", secrets.token_hex(8))
    body = facts.pop("body", f"{subject} : {{address}}")
    return Letter.objects.create(
        space=to.space, to=to, by=by, about=about, subject=subject, body=body, message_id=number, **facts
    )


def a_file(page: Page, name: str = "plan.txt", content: bytes = b"Un plan.", *, alt: str = "") -> Attachment:
    """A document of a page, kept in the folder of attachments."""
    digest = hashlib.sha256(content).hexdigest()
    file_store.store_file(digest, content)
    facts = {"name": name, "alt": alt, "content_type": "text/plain", "digest": digest, "size": len(content)}
    return Attachment.objects.create(space=page.space, audience=page.audience, page=page, **facts)


def a_resource(page: Page, url: str = "https://exemple.example/guide") -> Resource:
    return Resource.objects.create(space=page.space, audience=page.audience, page=page, url=url)


def a_gathering(
    space: Space,
    title: str = "Les groupes s’ouvrent",
    *,
    audience: Audience | None = None,
    is_announced: bool = True,
    **facts: Any,
) -> Gathering:
    """A gathering of next month, announced; without an audience, its own: the members'."""
    readers = audience or Audience.objects.create(space=space, kind="space")
    on = timezone.localdate() + datetime.timedelta(days=30)
    said = {"on": on, "announced_at": timezone.now() if is_announced else None} | facts
    roll = Roll.objects.create(space=space, owner_kind="gatherings.gathering")
    made = Gathering.objects.create(space=space, title=title, audience=readers, roll=roll, **said)
    made.open_roll()
    return made


def a_card(gathering: Gathering, title: str = "La fiche", *, group: Group | None = None, **facts: Any) -> GroupCard:
    """A card that a convener validated, unless `facts` say otherwise; an invited group's without a `group`."""
    said = {"title": title, "guest_name": "" if group else title, "validated_at": timezone.now()} | facts
    return GroupCard.objects.create(
        space=gathering.space, audience=gathering.audience, gathering=gathering, group=group, **said
    )


def a_registration(gathering: Gathering, name: str = "Odile Morvan", **facts: Any) -> Registration:
    email = f"{secrets.token_hex(4)}@exemple.example"
    on = (gathering.on or timezone.localdate()) + datetime.timedelta(days=30)
    said = {"name": name, "email": email, "email_key": email, "at": timezone.now(), "forget_on": on} | facts
    return Registration.objects.create(roll=gathering.roll, **said)


def entered(client: Client, *persons: Person) -> Client:
    """Put these persons, one per space, in the client's signed session cookie."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = {person.space.slug: [person.pk, person.nonce, 0] for person in persons}
    session["device"] = secrets.token_urlsafe(12)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client

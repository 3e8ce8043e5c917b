"""Search documents of groups, calls, needs, offers, actions, inquiries, news, intentions, outputs, weather."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from palabre.groups.log.weather_labels import weather_in_words
from palabre.groups.models import (
    Action,
    Answer,
    Deliverable,
    Group,
    HelpOffer,
    Inquiry,
    Intention,
    Membership,
    Need,
    ProgressEntry,
    ProjectWeather,
    RoleCall,
)
from palabre.groups.models.roles import MembershipQuerySet
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.notes.markdown.plain_text import plain_text
from palabre.people.models import AudienceKind, Person
from palabre.people.reader import Reader
from palabre.questions.models import Question
from palabre.search.hooks import ANY, SearchableText, Told, register_documents
from palabre.spaces.models import Space

NAME = Told(("name",))  # of a person
LIVING = {"group": Told(("lives_in_id",))}
OF_GROUP = ("space_id", "audience_id", "title", "born_on", "lives_in_id")
TOLD_IN_GROUP = {
    "memberships": Told(("group_id", "person_id", "words", "until", "confirmed_at")),
    "memberships__person": NAME,
    "carryings": ANY,
    "questions": Told(("text", "audience_id")),
    "space__audiences": Told(("kind",), comes=False),
    # Roles in preparation: the slice of minutes, above, says which (people.hooks.in_preparation).
    "space__page_set": Told(("audience_id",), comes=False),
    "space__import_set": Told(("audience_id",)),
    "space__import_set__things": ANY,
}


def register_searchable_groups() -> None:
    register_documents(Group, group_said, rows=groups, holds_others=True, columns=OF_GROUP, told_by=TOLD_IN_GROUP)
    register_documents(RoleCall, call_said, rows=calls)
    register_documents(Need, need_said, rows=needs, told_by={"answers": ANY, "answers__by": NAME})
    register_documents(HelpOffer, help_offer_said, rows=help_offers, told_by={"by": NAME})
    register_documents(Action, action_said, rows=actions, told_by={"owner": NAME})
    register_documents(Inquiry, inquiry_said, rows=inquiries, told_by=LIVING)
    register_documents(ProgressEntry, news_said, rows=in_living_groups(ProgressEntry), told_by=LIVING)
    register_documents(Intention, intention_said, rows=intentions, told_by={**LIVING, "group__intentions": ANY})
    register_documents(Deliverable, output_said, rows=outputs)
    register_documents(ProjectWeather, weather_said, rows=in_living_groups(ProjectWeather), told_by=LIVING)


def groups(space: Space) -> QuerySet[Group]:
    held = Prefetch("memberships", roles_told(space).held().select_related("person").order_by("pk"))
    carried = Prefetch("questions", Question.objects.order_by("pk"))
    return Group.objects.alive().filter(space=space).prefetch_related(held, carried)


def roles_told(space: Space) -> MembershipQuerySet:
    """Return the roles that each reader of their group may know of.

    Of a group that everybody reads: those that a passer-by does, since all its readers find the same document.
    """
    at, kind = timezone.now(), "group__audience__kind"
    member = Reader(space, Person(space=space, came_at=at, joined_at=at), timezone.localdate(at), held=())
    outside = Reader(space, None, member.today)
    is_for_few, is_for_all = Q(**{kind: AudienceKind.SEATS}), Q(**{kind: AudienceKind.PUBLIC})
    known = Q(pk__in=roles_read_by(outside).values("pk")) | ~is_for_all & Q(pk__in=roles_read_by(member).values("pk"))
    return Membership.objects.filter(is_for_few | known, group__space=space)


def group_said(group: Group) -> SearchableText:
    """Return the title, the questions with the same audience, the people in roles and their words."""
    questions = [one.text for one in group.questions.all() if one.audience_id == group.audience_id]
    roles = [" ".join(filter(None, (one.person.name, one.words))) for one in group.memberships.all()]
    return SearchableText(group.title, "\n".join([*questions, *dict.fromkeys(roles)]), within=group, on=group.born_on)


def calls(space: Space) -> QuerySet[RoleCall]:
    return RoleCall.objects.filter(space=space, withdrawn_at=None).select_related("group")


def call_said(call: RoleCall) -> SearchableText:
    return SearchableText(call.words, within=call.group, on=call.opened_on)


def needs(space: Space) -> QuerySet[Need]:
    answers = Prefetch("answers", Answer.objects.select_related("by").order_by("pk"))
    return Need.objects.filter(space=space, withdrawn_at=None).select_related("group").prefetch_related(answers)


def need_said(need: Need) -> SearchableText:
    """Return the text of a need, its answers with the same audience, its reason for a refusal, what is missing."""
    answers = [one for one in need.answers.all() if one.audience_id == need.audience_id]
    days = [*([need.said_on] if need.said_on else []), *(timezone.localdate(one.at) for one in answers)]
    said = "\n".join(filter(None, [*map(answer_said, answers), need.reason, need.missing]))
    return SearchableText(need.text, said, within=need.group, on=max(days, default=None))


def answer_said(answer: Answer) -> str:
    names = filter(None, (answer.given_by, answer.by.name if answer.by else ""))
    return "\n".join((*names, answer.text))


def help_offers(space: Space) -> QuerySet[HelpOffer]:
    return HelpOffer.objects.filter(space=space, withdrawn_at=None).select_related("by")


def help_offer_said(offer: HelpOffer) -> SearchableText:
    return SearchableText(offer.text, offer.by.name, on=timezone.localdate(offer.at))


def actions(space: Space) -> QuerySet[Action]:
    return Action.objects.filter(space=space, dropped_at=None).select_related("group", "owner")


def action_said(action: Action) -> SearchableText:
    owner = action.owner.name if action.owner else action.owner_words
    body = [action.heading, *smaller_item_words(action.parts), owner, action.due_words]
    return SearchableText(action.text, "\n".join(filter(None, body)), within=action.group, on=action.done_on)


def smaller_item_words(parts: Any) -> list[str]:
    """Return the texts of the smaller items of an action, at any depth."""
    if isinstance(parts, str):
        return [parts]
    if isinstance(parts, dict):
        parts = list(parts.values())
    return [words for part in parts for words in smaller_item_words(part)] if isinstance(parts, list) else []


def in_living_groups(model: Any) -> Any:
    return lambda space: model.objects.filter(space=space, group__lives_in=None).select_related("group")


def inquiries(space: Space) -> QuerySet[Inquiry]:
    rows: QuerySet[Inquiry] = in_living_groups(Inquiry)(space).filter(withdrawn_at=None)
    return rows


def intentions(space: Space) -> QuerySet[Intention]:
    """Return the last intention of each group that was not absorbed."""
    newer = Intention.objects.filter(group=OuterRef("group"), number__gt=OuterRef("number"))
    rows = Intention.objects.filter(~Exists(newer), space=space, group__lives_in=None)
    return rows.select_related("group")


def intention_said(intention: Intention) -> SearchableText:
    title, _, body = (plain_text(intention.body_html) or intention.text).partition("\n")
    return SearchableText(title, body, within=intention.group, on=timezone.localdate(intention.at))


def outputs(space: Space) -> QuerySet[Deliverable]:
    return Deliverable.objects.filter(space=space, set_aside_at=None).select_related("group")


def output_said(output: Deliverable) -> SearchableText:
    body = [plain_text(output.body_html), output.horizon, output.reused_words]
    return SearchableText(
        output.title, "\n".join(filter(None, body)), within=output.group, on=timezone.localdate(output.at)
    )


def inquiry_said(inquiry: Inquiry) -> SearchableText:
    return SearchableText(inquiry.text, within=inquiry.group)


def news_said(news: ProgressEntry) -> SearchableText:
    title, _, body = (plain_text(news.body_html) or news.text).partition("\n")
    return SearchableText(title, body, within=news.group, on=news.on)


def weather_said(weather: ProjectWeather) -> SearchableText:
    title = weather.words or weather.next_step or weather_in_words(weather.weather)
    return SearchableText(title, weather.next_step, within=weather.group, on=weather.on)

"""Names of the objects of groups in the journal, and the sentences of their news."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from palabre.groups.links.shared_link import shared_link_path
from palabre.groups.models import (
    Action,
    Group,
    Inquiry,
    MergeProposal,
    Need,
    ProgressEntry,
    ProjectWeather,
    RoleCall,
)
from palabre.groups.roles import role_offers_after_person_merge
from palabre.groups.roles.group_audience import keep_in_step_for
from palabre.journal.hooks import NoticeReason, register_kind, register_notice, register_verb, saying
from palabre.journal.models import Entry
from palabre.notes.markdown.plain_text import plain_text
from palabre.people.hooks import register_listener, register_opening
from palabre.people.models import Person

ACTIONS = {
    "action.said": _("{by} says what is to be done: {thing}."),
    "action.reworded": _("{by} said otherwise what is to be done: {thing}."),
    "action.done": _("It is done: {thing}. Thank you, {by}."),
    "action.not_done": _("{by} says that it is not yet done: {thing}."),
    "action.dropped": _("{by} says that it no longer needs doing: {thing}."),
    "action.brought_back": _("{by} says that it is to be done after all: {thing}."),
    "action.taken": _("{by} took on {thing}."),
    "action.left": _("{by} handed back {thing}: somebody else can take it on."),
    "action.shared": _("{by} took on {thing} with others."),
    "action.offered": _("{by} asked somebody to take on {thing}."),
    "action.left_hanging": _("{thing} is left open: nobody is asked for now."),
    "action.dated": _("{by} said by when: {thing}."),
}


def register_group_notices() -> None:
    register_kind(Group, word=_("group"), paper="group")
    register_kind(RoleCall, word=_("call"), paper="need")
    register_kind(Inquiry, word=_("line of inquiry"), paper="question", through=("group",))
    register_kind(ProgressEntry, word=_("news"), paper="group", through=("group",), title=without_marks)
    register_kind(ProjectWeather, word=_("project weather"), paper="group", through=("group",))
    register_kind(Need, word=_("need"), paper="need")
    register_kind(Action, word=_("action"), paper="action")
    register_kind(MergeProposal, word=_("proposed merger"), paper="group", through=("target",), title=words_of_merger)
    register_verb("question.asked", saying(_("{by} asked a question: {thing}.")))
    register_verb("question.withdrawn", saying(_("{by} withdrew a question.")))
    register_verb("group.born", saying(_("A group starts: {thing}.")))
    for verb, words in ACTIONS.items():
        register_verb(verb, saying(words))
    register_verb("call.published", saying(_("{by} is looking for someone: {thing}.")))
    register_verb("call.reworded", saying(_("{by} said a call otherwise: {thing}.")))
    register_verb("group.renamed", saying(_("{by} gave a group another name: {thing}.")))
    register_verb("validity.said", saying(_("{by} said whether it still holds: {thing}.")))
    register_verb("reading.changed", saying(_("{by} changed what there is to read: {thing}.")))
    register_verb("thing.shown", saying(_("{by} made this public: {thing}.")))
    register_verb("thing.kept_to_members", saying(_("{by} keeps it among members again: {thing}.")))
    register_verb("call.withdrawn", saying(_("{by} withdrew a call: {thing}.")))
    register_verb("pledge.made", saying(_("{by} said “I’m coming”: {thing}.")))
    register_verb("pledge.withdrawn", saying(_("{by} is not coming after all: {thing}.")))
    register_verb("carrying.confirmed", saying(_("{by} still hosts the question of {thing}.")))
    register_verb("carrying.shared", saying(_("{by} hosts {thing}, and would like to share it.")))
    register_verb("carrying.accompanied", saying(_("{by} supports {thing}, without hosting it.")))
    register_verb("carrying.left", saying(_("{by} no longer hosts {thing}.")))
    register_verb("role.left", saying(_("{by} left a role in {thing}.")))
    register_verb("role.resumed", saying(_("{by} took up a role again in {thing}.")))
    register_verb("group.left", saying(_("{by} left the group: {thing}.")))
    register_verb("group.come_back_to", saying(_("{by} came back to the group: {thing}.")))
    register_verb("weather.said", saying(_("{by} said how the project is going: {thing}.")))
    register_verb("weather.withdrawn", saying(_("{by} withdrew what was told about the project: {thing}.")))
    register_opening("groups.rolecall", shared_link_path)
    register_listener(keep_in_step_for)
    role_offers_after_person_merge.register()
    register_notice("action.offered", who_is_asked, because=NoticeReason.OFFERED)


def words_of_merger(proposal: MergeProposal) -> str:
    """Return what was said of it, or else the group that stays, which all its readers read."""
    return proposal.words or proposal.target.title


def without_marks(news: ProgressEntry) -> str:
    return " ".join(plain_text(news.body_html).split()) or news.text


def who_is_asked(entry: Entry) -> Iterable[Person]:
    """Return the person the action is offered to; nobody once they have answered."""
    return Person.objects.filter(offered_actions=entry.subject_id)

"""Group, who is in it and in which role, what it looks for, needs, does, intends, makes, and becomes."""

from palabre.groups.models.action import Action, ActionQuerySet
from palabre.groups.models.group import WORDS_LENGTH, Carrying, Ending, Group, GroupQuerySet
from palabre.groups.models.lineage import GroupLineage, GroupLineageKind, MergeConsent, MergeProposal
from palabre.groups.models.needs import Addressee, Answer, HelpOffer, HelpWanted, Need, NeedKind
from palabre.groups.models.old_minutes import MayBePast, Validity
from palabre.groups.models.output import Deliverable, Intention, OutputKind
from palabre.groups.models.progress import Inquiry, ProgressEntry, ProjectWeather, Sign, SignKind, Weather
from palabre.groups.models.roles import CARRYING, Energy, Greeting, Level, Membership, Pledge, Role, RoleCall, RoleOffer

__all__ = [
    "CARRYING",
    "WORDS_LENGTH",
    "Action",
    "ActionQuerySet",
    "Addressee",
    "Answer",
    "Carrying",
    "Deliverable",
    "Ending",
    "Energy",
    "Greeting",
    "Group",
    "GroupLineage",
    "GroupLineageKind",
    "GroupQuerySet",
    "HelpOffer",
    "HelpWanted",
    "Inquiry",
    "Intention",
    "Level",
    "MayBePast",
    "Membership",
    "MergeConsent",
    "MergeProposal",
    "Need",
    "NeedKind",
    "OutputKind",
    "Pledge",
    "ProgressEntry",
    "ProjectWeather",
    "Role",
    "RoleCall",
    "RoleOffer",
    "Sign",
    "SignKind",
    "Validity",
    "Weather",
]

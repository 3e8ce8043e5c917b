"""Letters to those who carry a question since the day was closed: they leave the next working morning, or at once.

They are written to the addresses that these people gave, on the sheet or for themselves, and to no other. Each bears a
link of its own to the group. Without a mail server they wait in the outbox, as all letters do; so does one whose
words and address may be anybody's (`is_from_anybody`), until a host sends it.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted
from palabre.forums.models import ForumDay, SheetPledge
from palabre.forums.outcome.carrier_letter_text import LetterFacts, carrier_letter_text, quoted_question
from palabre.groups.models import Group, Membership, Pledge, Role
from palabre.meetings.invitations.noted_addresses import note_address
from palabre.people.access import links
from palabre.people.access.links_of_others import links_of_others
from palabre.people.duplicates.own_spellings import names_of_one
from palabre.people.models import AudienceKind, Link, Person
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.post import outbox
from palabre.post.approved_words import Says, anything, names_approved
from palabre.post.letter_states import state_of
from palabre.post.letters_set_aside import ASIDE, aside, set_aside
from palabre.post.models import Letter
from palabre.pure.mail_address import normal_address
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.upkeep.smtp import mail_is_configured

type There = Callable[[Group], tuple[list[Person], list[Pledge]]]

OF_A_GROUP = "carrying:"  # prefix of `Letter.about`, before the id of the group that its reader carries
LOT = 25  # letters that are written in one transaction
EVERY, KEPT = datetime.timedelta(days=1), datetime.timedelta(days=60)


@dataclasses.dataclass(frozen=True, slots=True)
class Carrier:
    """A person who carries a group since the closing. `letter` is the last one about it, None before."""

    pledge: SheetPledge
    group: Group
    letter: Letter | None

    @property
    def person(self) -> Person:
        return self.pledge.person

    @property
    def has_address(self) -> bool:
        """Return whether the person gave an address: on this sheet, or for themselves."""
        return self.person.gave_address or (bool(self.person.email) and self.pledge.is_noted)

    @property
    def is_reached_by_link(self) -> bool:
        """Return whether a link given by hand is the only way to reach the person."""
        return self.letter is None and not (self.has_address or self.person.has_come)

    @property
    def is_to_tell(self) -> bool:
        return self.letter is None or (self.letter.sent_at is None and not self.letter.refused)


def write_to_carriers(
    day: ForumDay, *, by: Person, at: datetime.datetime, origin: str, most: int | None = None
) -> list[Letter]:
    """Write to each carrier who gave an address and had no letter; it leaves the next working morning. Idempotent.

    Raise a Refusal while the day is open. A host writes no letter to themselves. With `most`, so many are written. A
    few are written in each transaction: others save between them.
    """
    written = list[Letter]()
    while most is None or len(written) < most:
        lot = LOT if most is None else min(LOT, most - len(written))
        some = write_some(day, by=by, at=at, origin=origin, most=lot)
        written += some
        if len(some) < lot:
            break
    return written


def write_some(day: ForumDay, *, by: Person, at: datetime.datetime, origin: str, most: int) -> list[Letter]:
    """Write to the first carriers who had no letter, so many at most."""
    with transaction.atomic():
        now = hosted(day, by=by)
        if now.closed_at is None:
            raise Refusal(_("The day is not closed yet."), instead=_("Close it: the letters are prepared then."))
        written: list[Letter] = []
        there = cache(people_there)
        for one in carriers_of(now):
            if len(written) == most:
                break
            note_given_address(one.pledge, by=one.pledge.typed_by or by)
            if one.letter is None and one.has_address and one.person.pk != by.pk:
                letter = write_one(one, now, there, by=by, at=at)
                is_ready = letter.changed_at is None and not outbox.is_of_another(letter, by)
                if is_ready and outbox.why_not_sent(letter) is None and not is_from_anybody(one, now):
                    outbox.approve(letter, by=by, at=at, origin=origin, due=outbox.next_morning(at))
                written.append(letter)
        return written


def send_to_carriers(day: ForumDay, *, by: Person, at: datetime.datetime, origin: str) -> list[Letter]:
    """Have the letters of `by` leave at once, those that were not prepared included; return them. Idempotent.

    Those of another host are theirs to send. Raise a Refusal without a mail server.
    """
    write_to_carriers(day, by=by, at=at, origin=origin)
    with transaction.atomic():
        hosted(day, by=by)
        if not mail_is_configured():
            raise Refusal(
                _("Palabre has no mail server here."),
                instead=_("The letters are in the outbox: send them from your own mailbox, or pass on the links."),
            )
        waiting = [one.letter for one in carriers_of(day) if one.letter is not None and one.is_to_tell]
        own = [one for one in waiting if not outbox.is_of_another(one, by)]
        able = [one for one in own if outbox.why_not_sent(one) is None]
        return [outbox.approve(one, by=by, at=at, origin=origin, now=True) for one in able]


def link_for_carrier(day: ForumDay, pledge: int, *, by: Person, at: datetime.datetime) -> Link:
    """Return the link to their group of a carrier without an address, for a host to give. Raise a Refusal for others.

    Who came by themselves answers as themselves: nobody is shown a link in their name.
    """
    with transaction.atomic():
        for one in carriers_of(hosted(day, by=by)):
            if one.pledge.pk == pledge and one.is_reached_by_link:
                return links.link_shown_to(links.link_to(one.group, person=one.person, by=by, at=at), by, at=at)
        raise Refusal(
            _("No link is to be given to this person."), instead=_("Open the page of the forum again: it says why.")
        )


def withdraw_letters(day: ForumDay) -> None:
    """Set aside the letters to its carriers that did not leave, and forget the addresses noted for them.

    The caller holds the space. Letters to who carries the same group by another day are left alone.
    """
    pledges = SheetPledge.objects.filter(sheet__day=day, carries=True, came_to__isnull=False)
    pairs = {(about_group(group), person) for group, person in pledges.values_list("came_to", "person") if group}
    elsewhere = SheetPledge.objects.filter(carries=True, came_to__isnull=False).exclude(sheet__day=day)
    shared = elsewhere.filter(person__in=[person for _about, person in pairs]).values_list("came_to", "person")
    own = pairs - {(about_group(group), person) for group, person in shared if group}
    unsent = Letter.objects.filter(space=day.forum.space_id, sent_at=None, about__in={about for about, _who in own})
    rows = unsent.values_list("pk", "about", "to")
    set_aside(Letter.objects.filter(pk__in=[pk for pk, about, to in rows if (about, to) in own]))
    forget_noted_addresses(pledges.filter(is_noted=True).select_related("person__account"))


def forget_noted_addresses(pledges: Iterable[SheetPledge]) -> None:
    """Forget the addresses that were noted to write letters, and the letters that did not leave. The space is held."""
    noted = [one for one in pledges if one.is_noted]
    given = [one for one in noted if one.person.email == normal_address(one.reply_to) and not one.person.gave_address]
    reached = Person.objects.filter(pk__in={one.person_id for one in given}).exclude(email="")
    reached.update(email="", email_refused_at=None, address_by=None)
    about = {(about_group(one.came_to_id or 0), one.person_id) for one in given}
    unsent = Letter.objects.filter(sent_at=None, about__in={group for group, _person in about})
    rows = unsent.values_list("pk", "about", "to")
    set_aside(Letter.objects.filter(pk__in=[pk for pk, group, to in rows if (group, to) in about]))
    SheetPledge.objects.filter(pk__in=[one.pk for one in noted]).update(is_noted=False)


def forget_letters_aside(at: datetime.datetime) -> None:
    """Scheduled task: delete the letters that a reopening set aside longer ago than a closing can be undone."""
    Letter.objects.filter(about__startswith=f"{ASIDE}{OF_A_GROUP}", changed_at__lt=at - KEPT).delete()


def groups_told(groups: Collection[int]) -> set[int]:
    """Return which of these groups a letter already told somebody of: its link leads there."""
    sent = Letter.objects.filter(about__in=[about_group(one) for one in groups], sent_at__isnull=False)
    return {int(one.removeprefix(OF_A_GROUP)) for one in sent.values_list("about", flat=True)}


def groups_given(groups: Collection[int], *, by: Person) -> set[int]:
    """Return to which of these groups others than `by` gave a link: one query.

    That of a letter is not given as long as the letter waits, and nobody was shown it.
    """
    rows = links_of_others(by).filter(thing_kind=Group._meta.label_lower, thing_id__in=groups)
    return set(rows.exclude(person__isnull=False, shown_at=None, used_at=None).values_list("thing_id", flat=True))


def carriers_of(day: ForumDay) -> list[Carrier]:
    """Return those who carry a group since the closing, by sheet: nine queries at most.

    None joins tables: where PostgreSQL's statistics are old, it expects one row of each, and reads all pairs of rows.
    """
    space, sheets = day.forum.space, {one.pk: one for one in day.sheets.prefetch_related("question")}
    rows = SheetPledge.objects.filter(sheet__in=sheets, carries=True, came_to__isnull=False)
    rows = rows.prefetch_related("person__account", "came_to", "typed_by")
    pledges = [one for one in rows if one.person.put_out_at is None and one.person.erased_at is None]
    groups = {one.came_to_id for one in pledges}
    roles = Membership.objects.filter(group__in=groups, role=Role.CONVENER, until=None)
    carrying = set(roles.values_list("group", "person"))
    letters = Letter.objects.filter(space=space, about__in=[about_group(one) for one in groups if one])
    last = {(one.about, one.to_id): one for one in letters.order_by("pk")}
    found: dict[tuple[int, int], Carrier] = {}
    for one in sorted(pledges, key=lambda one: (sheets[one.sheet_id].number, one.pk)):
        if one.came_to is not None and (key := (one.came_to.pk, one.person_id)) in carrying:
            letter = last.get((about_group(one.came_to.pk), one.person_id))
            one.sheet, one.person.space, one.came_to.space = sheets[one.sheet_id], space, space
            if letter is not None:
                letter.to, letter.space = one.person, space
            found.setdefault(key, Carrier(one, one.came_to, letter))
    return list(found.values())


def note_given_address(pledge: SheetPledge, *, by: Person) -> None:
    """Note the address of the sheet for a person of whom none is known, as who typed it. The caller holds the space.

    It opens no more than they may read: see people.devices.account_vouchers. What somebody else copied for a person who
    acts by themselves is not theirs to say; nor what somebody copied who is no member, or comes on one's word.
    """
    person = pledge.person
    if person.email or not pledge.reply_to or (pledge.typed_by_id is not None and person.has_come):
        return
    if not can_contribute(by) or by.vouched_by:
        return
    note_address(person, pledge.reply_to, by=by)
    pledge.is_noted = True
    pledge.save(update_fields=["is_noted"])


def is_from_anybody(one: Carrier, day: ForumDay) -> bool:
    """Return whether somebody who is no member typed the address of the carrier, in a forum that anybody may enter."""
    is_typed_by_who_passes = not one.person.is_member and one.pledge.typed_by_id is None
    return is_typed_by_who_passes and day.forum.audience.kind == AudienceKind.PUBLIC


def words_to_carrier(
    one: Carrier, day: ForumDay, there: There, *, by: Person | Space, at: datetime.datetime, says: Says = anything
) -> tuple[str, str]:
    """Return the subject and the text, with those of the names there that `says` accepts."""
    carriers, pledges = there(one.group)
    carrying = [person.first_name for person in carriers if person != one.person]
    coming = [(pledge.person.first_name, pledge.energy) for pledge in pledges if pledge.person_id != one.person.pk]
    named = [name for name in carrying if says(name)], [pair for pair in coming if says(pair[0])]
    is_alone = not (carrying or coming)
    facts = LetterFacts(day.forum, one.pledge.sheet.question.text, one.group.title, *named, is_alone=is_alone)
    return carrier_letter_text(one.person, facts, by=by, at=at)


def renew_carrier_letter(letter: Letter) -> bool:
    """Compose a letter again just before it leaves; return False when no sheet says any longer that its reader carries.

    It names nobody who came since it was approved.
    """
    one = carrier_of_letter(letter)
    if one is None:
        return False
    facts = {"by": letter.by or letter.space, "at": timezone.now(), "says": names_approved(letter)}
    words = words_to_carrier(one, one.pledge.sheet.day, people_there, **facts)  # type: ignore[arg-type]
    outbox.say_again(letter, *words)
    return True


def groups_read(abouts: Collection[str], reader: Reader) -> set[str]:
    """Return those of these `about` whose group the reader may read."""
    rows = reader.may_read(Group).filter(pk__in={one.removeprefix(OF_A_GROUP) for one in abouts})
    return {about_group(number) for number in rows.values_list("pk", flat=True)}


def words_on_sheet(letter: Letter) -> list[str]:
    """Return the question and the name of the group that a letter tells of, unless a person edited it."""
    one = carrier_of_letter(letter) if letter.changed_at is None else None
    return [quoted_question(one.pledge.sheet.question.text), one.group.title] if one is not None else []


def carrier_of_letter(letter: Letter) -> Carrier | None:
    """Return the reader of a letter as who carries its group: by the first of several sheets."""
    rows = SheetPledge.objects.filter(came_to=int(letter.about.removeprefix(OF_A_GROUP)), carries=True)
    rows = rows.select_related("sheet__day__forum", "sheet__question", "came_to", "person")
    rows = rows.filter(person__in=names_of_one(letter.reader), came_to__space=letter.space_id)
    pledge = rows.order_by("sheet__number", "pk").first()
    return Carrier(pledge, pledge.came_to, letter) if pledge is not None and pledge.came_to is not None else None


def write_one(one: Carrier, day: ForumDay, there: There, *, by: Person, at: datetime.datetime) -> Letter:
    subject, body = words_to_carrier(one, day, there, by=by, at=at)
    link = links.link_to(one.group, person=one.person, by=by, at=at)
    bring_back_edited(one)
    return outbox.write_letter(
        one.person, by=by, about=about_group(one.group.pk), subject=subject, body=body, link=link
    )


def bring_back_edited(one: Carrier) -> None:
    """Have the letter to this carrier that somebody edited, and a reopening set aside, wait again about their group."""
    for letter in aside(one.group.space_id, OF_A_GROUP).filter(to=one.person).order_by("-pk"):
        group = int(letter.about.rpartition(":")[2])
        if group == one.group.pk or not Group.objects.filter(pk=group).exists():
            outbox.rewrite(letter, about=about_group(one.group.pk))
            return


def people_there(group: Group) -> tuple[list[Person], list[Pledge]]:
    """Return those who carry the group, and the pledges of those who come along."""
    there = Q(group=group, person__erased_at=None, person__put_out_at=None)
    roles = Membership.objects.filter(there, role=Role.CONVENER, until=None).select_related("person").order_by("pk")
    carrying = [role.person for role in roles]
    pledges = Pledge.objects.filter(there).exclude(person__in=carrying).select_related("person").order_by("pk")
    return carrying, list(pledges)


def about_group(group: int) -> str:
    return f"{OF_A_GROUP}{group}"


def still_carries(letter: Letter) -> bool:
    """Return whether the reader of the letter still carries its group."""
    number = int(letter.about.removeprefix(OF_A_GROUP))
    roles = Membership.objects.filter(
        group=number, person__in=names_of_one(letter.reader), role=Role.CONVENER, until=None
    )
    return roles.filter(person__put_out_at=None).exists()


def states(carriers: Sequence[Carrier], *, to: Person, at: datetime.datetime) -> dict[str, list[str]]:
    """Return, `to` a host, the names of carriers by what became of their letter; "" for those without an address.

    Those reached by a link are left out.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for one in (each for each in carriers if not each.is_reached_by_link):
        if one.letter is not None:
            state = state_of(one.letter, at=at) or _("It waits in the outbox.")
        elif one.person.pk == to.pk:
            state = _("It is you: no letter.")
        else:
            state = _("No letter is prepared. Tell them.") if one.has_address else ""
        found[state].append(one.person.first_name)
    return dict(found)

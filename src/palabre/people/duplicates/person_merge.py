"""Merging of two persons, or of two spellings of an organisation, that are one; and its complete undo.

Foreign keys to the absorbed row are moved to the kept one, and each move is recorded, to be given back. Rights never
move: a seat in an audience stays with its person, and so does what is read by seats only, of a person who came by
themselves. So do links, letters and calendar feeds, the roles of a person who never came, what they asked, told or took
on, and what others asked them or noted for them (an invitation, an attendance, an answer to a poll), as soon as one of
the two is a living person, or is reached by an address or a link: a role is offered to them, and each of these gives a
say, or letters, that one member’s click gives nobody. Of two who both came, the one that disappears is asked
(merge_requests).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched, groupby
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from palabre.people import permissions
from palabre.people.devices.vouchers import refuse_single_voucher
from palabre.people.hooks import Event, Happening, carry_out, consequences, given, record_fact, take_back
from palabre.people.models import AudienceKind, Link, MergeRequest, Merging, Organisation, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.upkeep import ledger

AT_ONCE = 500  # rows that one query moves back

type One = Person | Organisation
type Move = list[Any]  # a kind ("groups.membership"), a number, the field that pointed

MODELS: dict[str, type[One]] = {"people.person": Person, "people.organisation": Organisation}
WIDTH = {AudienceKind.SEATS: 0, AudienceKind.SPACE: 1, AudienceKind.PUBLIC: 2}
EMAIL = "email"
AUTHORS = ("by", "asked_by", "proposed_by", "owner")  # the fields that say whose words, or promise, a row holds
ASKED = ("offered_to",)  # those that say of whom it is asked
WORDS = (
    (Link, "made_by"),
    (Link, "noted_by"),
    (Person, "account_by"),
    (Person, "address_by"),
)  # who vouches: never moved


def merge_pair(kept: One, absorbed: One, *, by: Person | None, at: datetime.datetime) -> Merging:
    """Merge two into one. Of two persons, the one who came by themselves is kept, in either order. Idempotent.

    Raises a Refusal when they are not two, when both sign in, when one had their name removed, or when `by` may not.
    """
    check(kept, absorbed, by=by)
    with transaction.atomic():
        Space.hold(kept.space_id)
        numbers = [kept.pk, absorbed.pk]
        kept, absorbed = in_order(living(kept), living(absorbed))
        if kept.pk == absorbed.pk:
            return already(kept, numbers)
        refuse_two_lives(kept, absorbed)
        refuse_without_her(absorbed, by)
        merging = Merging.objects.create(
            space_id=kept.space_id,
            thing_kind=kept._meta.label_lower,
            kept_id=kept.pk,
            absorbed_id=absorbed.pk,
            moved=[*moves(kept, absorbed, by)],
            by=by,
        )
        Merging.objects.filter(pk=merging.pk).update(at=at)
        all_rows_like(absorbed).filter(pk=absorbed.pk).update(same_as=kept)
        if is_a_word_of(absorbed, kept):
            carry_out(Event.NAME_JOINED, Happening(kept, at, by, absorbed))  # type: ignore[arg-type]  # both are persons
        tell_of(kept, "merged", by=by)
        note_merged_pair(merging, "merged", by=by, at=at)
        return merging


def unmerge(merging: Merging, *, by: Person | None, at: datetime.datetime) -> None:
    """Part them, and give back what still points at the kept one. Idempotent."""
    with transaction.atomic():
        Space.hold(merging.space_id)
        now = Merging.objects.get(pk=merging.pk)
        refuse_one_word(by)
        if not permissions.can_merge(by, now):
            raise not_hers()
        if not permissions.can_part(by, now):
            raise Refusal(
                _("They said themselves that both names are theirs: only they separate them."),
                instead=_("Talk about it with them."),
            )
        if now.undone_at is not None:
            return
        part_pair(now, by=by, at=at)
        merging.undone_at = at


def part_pair(merging: Merging, *, by: Person | None, at: datetime.datetime) -> None:
    """Give back what still points at the kept one, whoever joined them. The caller holds the space."""
    kept, absorbed = both_of(merging)
    for (label, field), moves in groupby(reversed(merging.moved), key=lambda move: (move[0], move[2])):
        for some in batched((number for _label, number, _field in moves), AT_ONCE):
            repoint_back(apps.get_model(label), field, some, kept, absorbed)
    all_rows_like(absorbed).filter(pk=absorbed.pk, same_as=kept).update(same_as=None)
    if isinstance(absorbed, Person) and not absorbed.has_come:  # put out with another's name, and as that alone
        all_rows_like(absorbed).filter(pk=absorbed.pk).update(put_out_at=None)
    if is_a_word_of(absorbed, kept):
        done: dict[str, list[int]] = {name: [] for name in consequences[Event.NAME_JOINED]}  # what was is not kept
        take_back(Event.NAME_JOINED, Happening(kept, at, by, absorbed), done)
    merging.undo(at)
    tell_of(kept, "parted", by=by)
    note_merged_pair(merging, "parted", by=by, at=at)


def keep_apart(one: One, other: One, *, by: Person | None, at: datetime.datetime) -> Merging:
    """Record that these are two, so that nobody is asked again: a merging that was undone before it was done."""
    check(one, other, by=by)
    with transaction.atomic():
        Space.hold(one.space_id)
        kind = one._meta.label_lower
        said = Merging.objects.filter(space=one.space_id, thing_kind=kind, undone_at__isnull=False)
        pair = Q(kept_id=one.pk, absorbed_id=other.pk) | Q(kept_id=other.pk, absorbed_id=one.pk)
        return said.filter(pair).first() or Merging.objects.create(
            space_id=one.space_id, thing_kind=kind, kept_id=one.pk, absorbed_id=other.pk, by=by, undone_at=at
        )


def ask_again(difference: Merging, *, by: Person | None) -> None:
    """Forget that two were said to be two. Has no effect on what was really merged once, even if nothing moved."""
    with transaction.atomic():
        Space.hold(difference.space_id)
        refuse_one_word(by)
        if not permissions.can_merge(by, difference):
            raise not_hers()
        Merging.objects.filter(pk=difference.pk, undone_at__lte=F("at"), moved=[]).delete()


def check(one: One, other: One, *, by: Person | None) -> None:
    refuse_one_word(by)
    if not (permissions.can_merge(by, one) or is_one_of(by, one, other)):
        raise not_hers()
    if type(one) is not type(other) or one.space_id != other.space_id:
        raise Refusal(_("These two names are not from the same space, or not of the same kind."))
    if one.pk == other.pk:
        raise Refusal(_("This is already a single name."), instead=_("Choose two different names."))


def refuse_one_word(by: Person | None) -> None:
    """Raise a Refusal on one member's word alone: this member could make another disappear into themselves."""
    if by is not None:
        refuse_single_voucher(by)


def is_one_of(by: Person | None, one: One, other: One) -> bool:
    """Return whether `by` is asked about these two: they answer for themselves, member or not."""
    asked = Q(absorbed=by, kept__in=[one.pk, other.pk]) | Q(kept=by, absorbed__in=[one.pk, other.pk])
    return by is not None and MergeRequest.objects.filter(asked).exists()


def not_hers() -> Refusal:
    return Refusal(_("Only members of this space can join or separate names."))


def living(row: Any) -> Any:
    """Return the row into which `row` was merged, usually itself, locked and up to date."""
    now = type(row).objects.select_for_update().get(pk=row.pk)
    return now if now.same_as_id is None else living(now.same_as)


def in_order(kept: Any, absorbed: Any) -> tuple[Any, Any]:
    """Return the two, first the person who does more by themselves, or the organisation with the wider audience."""
    return (absorbed, kept) if rank(absorbed) > rank(kept) else (kept, absorbed)


def rank(row: One) -> tuple[int, ...]:
    if isinstance(row, Organisation):
        return (WIDTH[AudienceKind(row.audience.kind)],)
    return (row.account_id is not None, row.is_steward, row.is_member, row.has_come)


def already(kept: One, numbers: list[int]) -> Merging:
    """Return the merging that brought them together before."""
    done = Merging.objects.filter(space=kept.space_id, thing_kind=kept._meta.label_lower, undone_at=None)
    found = done.filter(absorbed_id__in=numbers).order_by("pk").last()
    if found is None:
        raise Refusal(_("This is already a single name."), instead=_("Choose two different names."))
    return found


def refuse_two_lives(kept: One, absorbed: One) -> None:
    if isinstance(kept, Organisation) or isinstance(absorbed, Organisation):
        return
    if kept.erased_at or absorbed.erased_at:
        raise Refusal(_("One of these names was removed because the person asked: it stays separate."))
    if kept.put_out_at or absorbed.put_out_at:
        raise Refusal(_("One of these two was put out of the space: it stays separate."))
    if kept.account_id is not None and absorbed.account_id is not None:
        raise Refusal(
            _("Each signs in with their own address: to Palabre, they are two people."),
            instead=_("If it is one person, they choose a single address to sign in with."),
        )


def refuse_without_her(absorbed: One, by: Person | None) -> None:
    """Raise a Refusal unless an absorbed person who came asks for it: nobody else makes them disappear."""
    if isinstance(absorbed, Person) and absorbed.has_come and (by is None or by.pk != absorbed.pk):
        raise Refusal(
            _("%(name)s has come here: only they can say so.") % {"name": absorbed.name},
            instead=_("Ask them: they answer under “You”."),
        )


def moves(kept: One, absorbed: One, by: Person | None) -> Iterator[Move]:
    """Move what may be moved from the absorbed row to the kept one; yield each move."""
    if isinstance(kept, Person) and isinstance(absorbed, Person) and lends_its_address(kept, absorbed, by):
        all_rows_like(kept).filter(pk=kept.pk).update(email=absorbed.email, address_by=absorbed.address_by)
        yield [kept._meta.label_lower, kept.pk, EMAIL]
    is_reached = isinstance(kept, Person) and isinstance(absorbed, Person) and are_reached(kept, absorbed)
    for field in fields_that_point_at(type(absorbed)):
        model = field.model
        numbers = list(
            movable(model, field, kept, absorbed, is_reached=is_reached).order_by("pk").values_list("pk", flat=True)
        )
        for number in turned(model, numbers, {field.name: kept}):
            yield [model._meta.label_lower, number, field.name]


def lends_its_address(kept: Person, absorbed: Person, by: Person | None) -> bool:
    """Return whether the kept person gets the absorbed one's address.

    Not if they came by themselves: whoever proves an address may claim the person who has it. Nor one noted by a member
    other than `by`: it would take two words, that the address is theirs, and that they are one.
    """
    is_his = by is None or (absorbed.address_by_id in (None, by.pk) and not by.vouched_by)
    return bool(absorbed.email) and not kept.email and not kept.has_come and is_his


def fields_that_point_at(model: type[models.Model]) -> Iterator[Any]:
    """Yield each foreign key to `model`, those without a reverse name included; a seat is a right, and stays."""
    for relation in model._meta.get_fields(include_hidden=True):
        points = relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        if points and not getattr(relation.related_model, "is_a_right", False):
            yield relation.field  # type: ignore[union-attr]


def movable(model: Any, field: Any, kept: One, absorbed: One, *, is_reached: bool) -> models.QuerySet[Any]:
    """Return the rows that point at the absorbed one and may move.

    Rows given to the absorbed person alone stay; so does what only the seats of a person who came read.
    """
    rows: models.QuerySet[Any] = model._base_manager.filter(**{field.name: absorbed})
    are_persons = isinstance(kept, Person) and isinstance(absorbed, Person)
    if are_persons and stays(model, field, absorbed, is_reached=is_reached):
        return rows.none()
    has_audience = any(one.name == "audience" for one in model._meta.concrete_fields)
    if has_audience and isinstance(absorbed, Person) and absorbed.has_come:
        return rows.exclude(audience__kind=AudienceKind.SEATS)
    return rows


def is_a_word_of(absorbed: Any, kept: Any) -> bool:
    """Return whether one is a name that only texts bear, and the other a living person."""
    return isinstance(kept, Person) and isinstance(absorbed, Person) and kept.has_come and not absorbed.has_come


def are_reached(*persons: Person) -> bool:
    """Return whether one of these came, or has an address or a link, which may be of who joins them."""
    return any(one.has_come or one.email for one in persons) or Link.objects.filter(person__in=persons).exists()


def stays(model: Any, field: Any, absorbed: Any, *, is_reached: bool) -> bool:
    """Return whether these rows stay with the absorbed person.

    Who vouched for something (`WORDS`) never changes. Rows given to the absorbed person, or in their words, move if
    neither is reached; also, unless they are given and give no right, when the absorbed person came.
    """
    is_personal = field.name in (*AUTHORS, *ASKED)
    if (model, field.name) in WORDS or (is_personal and is_reached and not absorbed.has_come):
        return True
    if not is_reached or not (model is Link or model in given):
        return False
    return not given.get(model, False) or not absorbed.has_come


def turned(model: Any, numbers: Iterable[int], change: dict[str, Any]) -> list[int]:
    """Update these rows, all at once if constraints allow it, else those that they allow; return their ids."""
    numbers = list(numbers)
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=numbers).update(**change)
    except IntegrityError:
        half = len(numbers) // 2
        return turned(model, numbers[:half], change) + turned(model, numbers[half:], change) if half else []
    return numbers


def both_of(merging: Merging) -> tuple[Any, Any]:
    """Return the kept and the absorbed one. Raises a Refusal when one is gone, or was itself absorbed since."""
    found = MODELS[merging.thing_kind]._base_manager.in_bulk([merging.kept_id, merging.absorbed_id])
    kept, absorbed = found.get(merging.kept_id), found.get(merging.absorbed_id)
    if kept is None or absorbed is None:
        raise Refusal(_("One of the two names is gone: there is nothing to separate."))
    if kept.same_as_id is not None:
        raise Refusal(
            _("“%(name)s” has since been joined with another name.") % {"name": kept},
            instead=_("Separate those two first, then these."),
        )
    return kept, absorbed


def repoint_back(model: Any, field: str, numbers: Sequence[int], kept: Any, absorbed: Any) -> None:
    """Move these rows back, in their order, if they still point where they were moved."""
    rows = model._base_manager.filter(pk__in=numbers)
    if field == EMAIL:
        rows.filter(email=absorbed.email).update(email="", address_by=None)
        return
    there = set(rows.filter(**{field: kept}).values_list("pk", flat=True))
    turned(model, [number for number in numbers if number in there], {field: absorbed})


def all_rows_like(row: One) -> models.QuerySet[Any]:
    return type(row)._base_manager.all()


def note_merged_pair(merging: Merging, what: str, *, by: Person | None, at: datetime.datetime) -> None:
    """Record the two in the server's ledger, when they are persons: nobody else is told."""
    if merging.thing_kind == Person._meta.label_lower:
        two = {"kept": merging.kept_id, "absorbed": merging.absorbed_id}
        ledger.note_in_ledger(f"persons.{what}", at=at, space=merging.space_id, by=by.pk if by else None, **two)


def tell_of(kept: One, what: str, *, by: Person | None) -> None:
    """Record it in the journal. Names of persons are left out, since they may have to be removed."""
    is_person = isinstance(kept, Person)
    verb = f"{'persons' if is_person else 'organisations'}.{what}"
    record_fact(verb, kept.space if is_person else kept, by=by)

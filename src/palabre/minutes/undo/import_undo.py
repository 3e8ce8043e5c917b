"""Undo of an import: delete what it made, as long as nobody else has used it."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.roles.group_audience import keep_in_step
from palabre.journal.models import Entry, kind_of, record
from palabre.minutes.doubts.answer_undo import restore_noted_values
from palabre.minutes.imports.meeting_page import lead_back
from palabre.minutes.letters.named_people import abouts
from palabre.minutes.models import Doubt, Import, Imported
from palabre.minutes.plan.lived_rows import Lived
from palabre.minutes.plan.row_maker import Row, load_rows, ref
from palabre.minutes.undo.given_links import why_they_stay
from palabre.minutes.undo.imported_deletion import Deletion
from palabre.minutes.undo.row_cascade import Refs, key_of
from palabre.people.access.links_of_others import given_by_others
from palabre.people.models import Link, Person
from palabre.post.models import Letter
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.readers.kept_pages import refuse_kept

ANSWERED = "words.recognised"
SET_ASIDE = "import.set_aside"  # undone by another than its importer
PUT_BACK = "import.put_back"
# What makes the things of these minutes, and is no change: revisions tell whose the words of the page are.
MAKING = (ANSWERED, "page.begun", "page.written")


def undo_import(reading: Import, *, by: Person) -> None:
    """Undo the whole import and its corrections. Its entry in the journal is kept. Idempotent.

    Raise a Refusal when someone else wrote since, when letters were sent, or when other things, as other minutes of the
    same people, lean on what was made. Of what another member undoes, the importer is someone else; its text is kept
    for a month (see import_return), and what was put back stays.
    """
    with transaction.atomic():
        Space.hold(reading.space_id)
        reading = Import.objects.select_related("space", "audience", "page", "by").get(pk=reading.pk)
        if reading.undone_at is not None:
            return
        if reading.corrections.exists():
            undo_import(reading.corrections.get(), by=by)
            return
        is_own = by.pk == reading.by_id
        if not is_own:
            refuse_another(reading, by=by)
        if not is_alone(reading, by=by):
            raise somebody_wrote()
        if Letter.objects.filter(about__in=abouts(reading), sent_at__isnull=False).exists():
            raise somebody_was_told()
        for doubt in settled(reading):
            restore_noted_values(doubt.undo, by=by, at=timezone.now())
        things = things_left(chain(reading))
        left = delete_imported_rows(things, reading=reading, by=by, hands=own_hands(reading, by))
        if left:
            raise why_they_stay({key_of(row) for row in left}, something_leans(), by=by)
        lead_back(chain(reading), reading.meeting_id)
        mark_undone(reading, keeps_text=not is_own)
        keep_in_step(reading.space_id)
        record("import.undone" if is_own else SET_ASIDE, reading, by=by)


def refuse_another(reading: Import, *, by: Person) -> None:
    """Raise a Refusal for who did not bring these minutes, where others would lose what no text brings back.

    So it is where somebody keeps them, they were put back before, or others prepared messages.
    """
    if reading.page is not None:
        refuse_kept(reading.page, by)
    if Entry.objects.filter(verb=PUT_BACK, subject_kind=kind_of(reading), subject_id__in=chain(reading)).exists():
        raise Refusal(
            _("These minutes were undone once, and put back."),
            instead=_("Talk about it with %(name)s, who brought them.") % {"name": reading.by},
        )
    if others_prepared_messages(reading, by=by):
        raise Refusal(
            _("Somebody else has prepared messages, noted addresses or given links from these minutes."),
            instead=_("Talk about it with %(name)s, who brought them.") % {"name": reading.by},
        )


def others_prepared_messages(reading: Import, *, by: Person) -> bool:
    """Return whether others than `by` wrote to the persons that these minutes made, noted an address, or made a link.

    None of it would come back with the text. A row that does not say whose it is counts as another's.
    """
    kind = Person._meta.label_lower
    made = Imported.objects.filter(reading__in=chain(reading), made=True, thing_kind=kind).values("thing_id")
    people = Person.objects.filter(pk__in=made)
    about = Q(to__in=people) | Q(about__in=abouts(reading))
    links = Link.objects.filter(person__in=people, revoked_at=None)
    return (
        Letter.objects.filter(about).exclude(by=by).exists()
        or people.exclude(email="").exclude(address_by=by).exists()
        or links.exclude(made_by=by).exists()
    )


def somebody_wrote() -> Refusal:
    return Refusal(
        _("Somebody else has written here since: removing everything would remove their words too."),
        instead=_("Remove or correct one thing at a time."),
    )


def something_leans() -> Refusal:
    return Refusal(
        _("Other things lean on what these minutes made: removing everything would remove them too."),
        instead=_("Remove or correct one thing at a time."),
    )


def somebody_was_told() -> Refusal:
    return Refusal(
        _("Messages about these minutes have gone out: their links would stop working."),
        instead=_("Give a corrected text: only the differences change."),
    )


def is_alone(reading: Import, *, by: Person) -> bool:
    """Return whether nobody else answered doubts, or changed things, of these minutes since. Two queries."""
    made = Imported.objects.filter(
        reading__in=chain(reading), made=True, thing_kind=OuterRef("subject_kind"), thing_id=OuterRef("subject_id")
    )
    entries = entries_of_others(reading, own_hands(reading, by))
    answered = settled(reading).exclude(settled_by__in=own_hands(reading, by))
    return not entries.filter(Exists(made)).exists() and not answered.exists()


def own_hands(reading: Import, by: Person) -> list[int]:
    """Return the importer, as long as it is they who act: another member takes nothing of theirs away."""
    return [by.pk] if by.pk == reading.by_id else []


def entries_of_others(
    reading: Import, hands: Collection[int], *, answered_by: int | None = None
) -> models.QuerySet[Entry]:
    """Return what others than these `hands` changed in the space, besides what the import, or an answer, made."""
    entries = Entry.objects.filter(space=reading.space_id).exclude(by__in=hands)
    makers = [number for number in (reading.by_id, answered_by) if number]
    return entries.exclude(by__in=makers, verb__in=MAKING)


def changed_by_others(reading: Import, *, by: Person) -> Refs:
    """Return the kind and id of what others than `by` changed in the space since these minutes made it. One query."""
    return set(entries_of_others(reading, [by.pk]).values_list("subject_kind", "subject_id"))


def settled(reading: Import) -> models.QuerySet[Doubt]:
    """Return the doubts of these minutes that were answered, latest answer first."""
    answered = Doubt.objects.filter(reading__in=chain(reading)).exclude(settled_by=None)
    return answered.order_by("-settled_at", "-pk")


def mark_undone(reading: Import, *, keeps_text: bool) -> None:
    """Mark the reading and those that it corrects as undone, and keep nothing of what they said, but the last text."""
    readings = chain(reading)
    Doubt.objects.filter(reading__in=readings).delete()
    Import.objects.filter(pk__in=readings).update(undone_at=timezone.now())
    forgotten = readings[1:] if keeps_text else readings
    Import.objects.filter(pk__in=forgotten).update(text="", choices={})


def things_left(readings: list[int]) -> list[Imported]:
    """Return what these readings made and is still there, each once, last made first. One query for each kind.

    A chain of corrections made many times what it left: the rest is not loaded.
    """
    made = Imported.objects.filter(reading__in=readings, made=True)
    found: list[Imported] = []
    for kind in made.order_by("thing_kind").values_list("thing_kind", flat=True).distinct():
        there = made.filter(thing_kind=kind, thing_id__in=apps.get_model(kind)._default_manager.values("pk"))
        latest = there.order_by().values("thing_id").annotate(latest=Max("pk")).values("latest")
        found += Imported.objects.filter(pk__in=latest)
    return sorted(found, key=lambda thing: -thing.pk)


def delete_imported_rows(
    things: list[Imported], *, reading: Import, by: Person, hands: Collection[int], answered_by: int | None = None
) -> list[Row]:
    """Delete the rows of these things, in this order; return those that are used by others and stay.

    A row is deleted when all that its deletion cascades to was made by the import, and nobody else changed it. Neither
    changes by these `hands` (persons) prevent deletion, nor the answer of a doubt, by `answered_by`. What became a
    person's own, or is lived in (see `Lived`), is no row of the import's any longer. A link that others than `by`, who
    acts, gave to a row keeps it.
    """
    readings = chain(reading)
    entries = entries_of_others(reading, hands, answered_by=answered_by)
    touched, rows = set(entries.values_list("subject_kind", "subject_id")), load_rows(things)
    deletion = Deletion(
        reading=reading,
        readings=readings,
        hands=hands,
        written=set(Import.objects.filter(pk__in=readings).values_list("page__note", "revision")),
        touched=touched,
        given=given_by_others(by),
        lived=Lived.since(reading, by=next(iter(hands), None), touched=touched),
    )
    return deletion.delete([rows[ref(thing)] for thing in things if thing.made and ref(thing) in rows])


def chain(reading: Import | None) -> list[int]:
    """Return the ids of this reading and of those that it corrects."""
    numbers = []
    while reading is not None:
        numbers.append(reading.pk)
        reading = reading.corrects
    return numbers

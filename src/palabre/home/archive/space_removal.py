"""A space that was ended a day ago is deleted for good: its rows, its files, what is found of it, kept screens.

Done by the clock, in one transaction: killed at any instant, it has deleted all or nothing, and does it again. Files
go last, once nothing of the rows can fail. What an hour that was wrong ended waits for a whole day of a right one.
"""

from __future__ import annotations

import datetime
import logging
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, models, transaction
from django.db.models.deletion import get_candidate_relations_to_delete

from palabre.accounts.models import Account
from palabre.groups.models import Group
from palabre.home.archive.export_files import delete_unneeded
from palabre.people.agreements.space_deletion import STAYS
from palabre.people.erasures.erasure_sweep import sweep_once_committed
from palabre.people.erasures.name_erasure import delete_unknown_account
from palabre.search import search_index
from palabre.search.models import Change
from palabre.spaces.models import Deletion, Space
from palabre.upkeep import ledger, machine_clock
from palabre.web.logs.fault_place import whence
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.file_deletion import needed_files

EVERY = datetime.timedelta(minutes=1)
log = logging.getLogger(__name__)


def delete_due(now: datetime.datetime) -> None:
    """Delete what is due. One that cannot be deleted stops no other."""
    numbers = list(due(now).order_by("ended_at").values_list("pk", flat=True))
    for number in numbers if numbers and not machine_clock.is_in_doubt(now) else ():
        try:
            delete(number, at=now)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the worker waits for it
        except Exception as fault:
            log.warning("space %s was not deleted: %s", number, whence(fault))


def due(at: datetime.datetime) -> models.QuerySet[Space]:
    return Space.objects.filter(ended_at__lte=at - STAYS)


def delete(number: int, *, at: datetime.datetime) -> None:
    """Delete one, unless somebody kept it meanwhile. What its people have elsewhere stays."""
    with transaction.atomic():
        Space.hold(number)
        space = due(at).filter(pk=number).first()
        if space is None:
            return
        Deletion.objects.update_or_create(number=number, defaults={"made_at": space.made_at, "at": at})
        files, accounts = needed_files(), list(Account.objects.filter(persons__space=space).distinct())
        delete_space_rows(space)
        search_index.forget_for_good()
        for account in accounts:
            delete_unknown_account(account)
        ledger.note_in_ledger("space.deleted", at=at, space=number)
        sweep_once_committed()
        transaction.on_commit(delete_unneeded)
        connection.check_constraints()
        file_store.delete(files - needed_files())


def delete_space_rows(space: Space) -> None:
    """Delete all that a space holds, from the highest storey down: what leans goes before what it leans on."""
    number = space.pk
    Group.objects.filter(space=space).update(lives_in=None)
    storeys = [apps.get_app_config(name) for name in reversed(settings.STOREYS)]
    for model in [model for storey in storeys for model in reversed(list(storey.get_models()))]:
        if model is not Space and any(field.name == "space" for field in model._meta.fields):
            delete_rows(model._default_manager.filter(space=space), space)
    space.delete()
    Change.objects.filter(space_id=number).delete()  # which the deletions themselves have just written


def delete_rows(rows: models.QuerySet[Any], space: Space) -> None:
    """Delete these rows of the space: in the database alone where no others lean on them.

    Django would bring them all into memory, to look for what leans on them: 19 s of processor for 20 000 guests.
    """
    if is_leant_on(rows, space):
        rows.delete()
    else:
        rows._raw_delete(rows.db)


def is_leant_on(rows: models.QuerySet[Any], space: Space) -> bool:
    """Return whether anything but rows of the same model, which go with them, refers to one of them."""
    relations: list[Any] = list(get_candidate_relations_to_delete(rows.model._meta))
    for relation in relations:
        leaning = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
        if relation.related_model is rows.model:
            leaning = leaning.exclude(space=space)
        if leaning.exists():
            return True
    return False

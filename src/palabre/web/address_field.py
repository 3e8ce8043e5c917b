"""The field of a mail address: stored, and looked for, in its one spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from palabre.pure.mail_address import normal_address

if TYPE_CHECKING:
    Base = models.EmailField[str, str]
else:
    Base = models.EmailField

LOOKUPS = ("exact", "in", "isnull")


class AddressField(Base):
    """A mail address in its normal form, compared exactly: no lookup leaves it to the database what one letter is."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return normal_address(prepared) if isinstance(prepared, str) else prepared

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in LOOKUPS else None

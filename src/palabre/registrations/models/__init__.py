"""Roll, to which people register, and Registration, who does."""

from palabre.registrations.models.registration import Registration, RegistrationQuerySet, Why
from palabre.registrations.models.roll import Roll

__all__ = ["Registration", "RegistrationQuerySet", "Roll", "Why"]

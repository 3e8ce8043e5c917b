"""Roll, to which people register, and Registration, who does."""

from palabre.registrations.models.registration import Registration, RegistrationNews, RegistrationQuerySet
from palabre.registrations.models.roll import Roll

__all__ = ["Registration", "RegistrationNews", "RegistrationQuerySet", "Roll"]

"""Roll, to which people register, and Registration, who does."""

from palabre.registrations.models.registration import Registration, RegistrationNews, RegistrationQuerySet
from palabre.registrations.models.roll import Roll
from palabre.registrations.models.roll_day import Day, RollOwner

__all__ = ["Day", "Registration", "RegistrationNews", "RegistrationQuerySet", "Roll", "RollOwner"]

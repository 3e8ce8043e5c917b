"""Roll, to which people register."""

from palabre.registrations.models.roll import Roll

__all__ = ["Roll"]

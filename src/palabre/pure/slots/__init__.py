"""Days and hours that are offered to others, as people say them: « mardi matin ou jeudi 18 h 30 ».

    >>> from datetime import date
    >>> [slot.value for slot in read_slots("mardi matin ou jeudi 3 à 18 h 30", today=date(2026, 11, 25)).slots]
    ['2026-12-01Tmorning', '2026-12-03T18:30']

In such a field every word speaks of days, so more is read than in minutes: « 8/12 », « tous les mardis de décembre ».
What is not read is given back in words, never guessed.
"""

from palabre.pure.slots.slot import PARTS, Instant, Slot, in_order
from palabre.pure.slots.slot_grammar import ReadSlots, read_slots

__all__ = ["PARTS", "Instant", "ReadSlots", "Slot", "in_order", "read_slots"]

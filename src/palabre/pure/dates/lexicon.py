"""Months, weekdays and numbers in French and English, folded, and the patterns that match them.

Month names that are also ordinary words (mars, mai, may, march, sept, second) match only beside a number, a preposition
or a year: the rules check this, not this module.
"""

import re
from collections.abc import Iterable

_MONTHS_FR = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
_MONTHS_EN = "january february march april may june july august september october november december"
_SHORT_MONTHS = (
    "jan janv|fev fevr feb|mar|avr apr|||jul juil juill|aug|sept sep|oct octo|nov|dec"  # mai, juin: no short form
)
_WEEKDAYS_FR = "lundi mardi mercredi jeudi vendredi samedi dimanche"
_WEEKDAYS_EN = "monday tuesday wednesday thursday friday saturday sunday"
_SHORT_WEEKDAYS = "lun mon|mar tue tues|mer wed|jeu thu thur thurs|ven vend fri|sam sat|dim sun"
_UNITS_FR = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_UNITS_EN = "zero one two three four five six seven eight nine ten eleven twelve"

FULL_MONTHS = {name: i + 1 for names in (_MONTHS_FR, _MONTHS_EN) for i, name in enumerate(names.split())}
_SHORT = {name: i + 1 for i, names in enumerate(_SHORT_MONTHS.split("|")) for name in names.split()}
MONTH_NAMES = frozenset({*FULL_MONTHS, *_SHORT, "jun"} - {"mar"})
ENGLISH_MONTHS = MONTH_NAMES - {*_MONTHS_FR.split(), "janv", "fevr", "fev", "juil", "juill", "avr"} | {"mar"}
_MONTH_NUMBERS = FULL_MONTHS | _SHORT | {"jun": 6}
FULL_WEEKDAYS = {name: i for names in (_WEEKDAYS_FR, _WEEKDAYS_EN) for i, name in enumerate(names.split())}
SHORT_WEEKDAYS = {name: i for i, names in enumerate(_SHORT_WEEKDAYS.split("|")) for name in names.split()}
_WEEKDAY_NUMBERS = FULL_WEEKDAYS | SHORT_WEEKDAYS

_NUMBERS = {word: i for words in (_UNITS_FR, _UNITS_EN) for i, word in enumerate(words.split())}
_NUMBERS |= {"une": 1, "a": 1, "an": 1, "other": 2, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20}
_NUMBERS |= {f"vingt-{word}": 20 + _NUMBERS[word] for word in _UNITS_FR.split()[2:10]}
_NUMBERS |= {"vingt et un": 21, "vingt-et-un": 21, "trente": 30, "trente et un": 31, "trente-et-un": 31}
_ENGLISH_ONLY = {*_UNITS_EN.split(), "other"} - {"six"}
ORDINALS = {
    "premier": 1, "premiere": 1, "1er": 1, "1ere": 1, "1re": 1, "first": 1, "1st": 1, "deuxieme": 2, "second": 2,
    "seconde": 2, "2e": 2, "2eme": 2, "2nd": 2, "2nde": 2, "2d": 2, "troisieme": 3, "third": 3, "3e": 3,
    "3eme": 3, "3rd": 3, "quatrieme": 4, "fourth": 4, "4e": 4, "4eme": 4, "4th": 4, "dernier": -1,
    "derniere": -1, "last": -1,
}  # fmt: skip
ORDINALS |= {f"{word}s": nth for word, nth in ORDINALS.items() if word.endswith(("r", "e", "d"))}


def any_of(words: Iterable[str]) -> str:
    """Return an alternation of the words, longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_SHORT_MONTH = any_of(word for word in {*_SHORT, "jun"} if word != "mar")
_DAY_WORDS = any_of(
    re.sub("[ -]", "(?:-| )", word) for word, day in _NUMBERS.items() if day > 1 and word not in _ENGLISH_ONLY
)
NUMBER_WORDS = frozenset(word.split("-")[0].split(" ")[0] for word in _NUMBERS)

FULL_MONTH = f"(?:{any_of(FULL_MONTHS)})"
MONTH = rf"(?:{any_of(FULL_MONTHS)}|(?:{_SHORT_MONTH})(?![a-z])\.?|mar\.|mar(?= (?:19|20)\d\d))(?![a-z])"
WEEKDAY = f"(?:{any_of(FULL_WEEKDAYS)})"
FRENCH_HOURS = [word for word, hour in _NUMBERS.items() if 1 < hour < 24 and word not in _ENGLISH_ONLY]
SHORT_WEEKDAY = rf"(?:{any_of(FULL_WEEKDAYS)}|(?:{any_of(SHORT_WEEKDAYS)})(?![a-z])\.?)"
YEAR = r"(?:19|20|21)\d\d(?!\d)"
COUNT = rf"(?:\d{{1,3}}|(?:{any_of(word for word in _NUMBERS if word != 'zero')})(?![a-z]))"
ORDINAL = f"(?:{any_of(ORDINALS)})"
_SUFFIX = "(?: ?(?:er|ere|eme|e|th|st|nd|rd)(?![a-z]))?"
DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?!\d){_SUFFIX}|premier|(?:{_DAY_WORDS})(?![a-z]))"


def number(words: str) -> int:
    """Return the number that a count or a day stands for: « 15 », « quinze », « 1er », « premier »."""
    if words[0].isdigit():
        return int("".join(char for char in words if char.isdigit()))
    return ORDINALS.get(words) or _NUMBERS["-".join(words.split()) if "et" not in words else words]


def month_number(word: str) -> int:
    """Return the number of a month, 1 for January."""
    return _MONTH_NUMBERS[word.rstrip(".")]


def weekday_number(word: str) -> int:
    """Return the number of a weekday, 0 for Monday, as in `datetime`."""
    return _WEEKDAY_NUMBERS[word.rstrip(".").removesuffix("s") if word not in SHORT_WEEKDAYS else word]

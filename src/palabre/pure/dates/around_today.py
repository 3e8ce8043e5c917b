"""Days told from today: « demain », « mardi suivant », « dans trois semaines », « il y a 15 jours »."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from palabre.pure.dates.calendar_facts import add_months, last_weekday, monday_of, next_weekday
from palabre.pure.dates.lexicon import (
    COUNT,
    DAY,
    FULL_WEEKDAYS,
    MONTH,
    ORDINAL,
    WEEKDAY,
    any_of,
    number,
    weekday_number,
)
from palabre.pure.dates.rules import Match, Moment, Reading, Rule, rule

_DEICTICS = {
    "apres-demain": 2, "demain": 1, "tomorrow": 1, "the day after tomorrow": 2, "aujourd'hui": 0, "today": 0,
    "hier": -1, "yesterday": -1, "avant-hier": -2, "ce soir": 0, "ce matin": 0, "ce midi": 0, "cet apres-midi": 0,
    "cette apres-midi": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
}  # fmt: skip
UNIT = r"(?P<unit>jours?|j|semaines?|mois|ans?|annees?|days?|weeks?|months?|years?|quinzaine|trimestres?)"
_FORTNIGHT = {15: 14}  # « quinze jours » are two weeks; any other number is counted as it is


_WORDS = any_of(word.replace("-", "(?:-| )") for word in _DEICTICS)
_SAID = (
    r"(?P<said>prochain|suivant|qui suit|qui vient|d'apres|dernier(?! delai| carat)|passe|en huit|en quinze|"
    r"de la semaine (?:prochaine|suivante)|de cette semaine)"
)
_IN = r"(?P<in>dans(?: les)?|sous|d'ici(?: a)?|in|within)"
_SOME_DAYS = r"une (?P<about>huitaine|dizaine|quinzaine|vingtaine)(?: de jours)?"


_NO_DAY = rf"(?!,? (?:the )?(?:{MONTH}|{DAY}(?:,? ?(?:of )?{MONTH}|$|[,.;)])))"


def rules() -> Iterable[Rule]:
    """Single days before or after the day itself."""
    yield rule({re.split("[ '-]", word)[0] for word in _DEICTICS}, rf"(?P<word>{_WORDS})(?!-la\b)", _deictic)
    days = {*FULL_WEEKDAYS, "le", "ce"}
    yield rule(days, rf"(?P<art>le |ce )?(?P<wd>{WEEKDAY})(?: {_SAID})?(?!-la\b)", _weekday)
    yield rule("next last this on", rf"(?P<art>next|last|this|on) (?P<wd>{WEEKDAY}){_NO_DAY}", _english_weekday)
    count = rf"(?P<n>{COUNT})"
    yield rule(
        "dans sous d in within",
        rf"{_IN} (?:(?P<least>{COUNT})(?: a | ou | or | to | ?- ?))?{count} ?{UNIT}"
        r"(?P<more> de| d'(?!ici))?(?P<half> et demie?)?",
        _ahead,
    )
    yield rule("sous", r"sous (?P<about>huitaine|quinzaine)", _about)
    yield rule("dans d", rf"(?:dans|d'ici) {_SOME_DAYS}", _about)
    yield rule("il", rf"il y a {count} {UNIT}(?! (?:de|d'))", _back)
    yield rule("0 one two three four five six a", rf"{count} {UNIT} ago", _back)
    yield rule("0 one two three four five six a", rf"{count} {UNIT} from (?:now|today)", _from_now)


_NOT_A_DAY = re.compile(r"(?:\bde|\bd'|\bd|\bet|imaginer|penser|inventer|construire|dessiner|preparer|'s) {0,3}$")
_STARTS_A_SPAN = re.compile(r" {1,3}(?:a|au|jusqu'au?) {1,3}(?:\d|[a-z]+di\b|dimanche)")
_AFTER_TODAY = re.compile(r" {1,3}(?:a \d|matin|midi|soir|apres-midi|at \d|\d{1,2} ?[h:])")


def _deictic(match: Match, moment: Moment) -> Reading | None:
    shift = _DEICTICS[match["word"].replace("apres ", "apres-").replace("avant ", "avant-").replace("  ", " ")]
    before, after = match.string[max(0, match.start() - 12) : match.start()], match.end()
    starts = _STARTS_A_SPAN.match(match.string, after)
    if match["word"] in {"demain", "hier", "tomorrow", "yesterday"} and not starts and _NOT_A_DAY.search(before):
        return None
    if match["word"] in {"demain", "tomorrow"} and _A_FUTURE.match(match.string, after):
        return None
    if match["word"] in {"aujourd'hui", "today"}:
        alone = _alone_on_its_line(match) or _AFTER_TODAY.match(match.string, after) or moment.towards == "future"
        if not (alone or _is_this_very_day(match)):
            return None
    return Reading(moment.on + timedelta(days=shift))


_A_FUTURE = re.compile(r",? {1,3}(?:quel|quelle|quels|quelles|comment|what|la ville|le monde|l'ecole)\b")
_PARTICIPLE = r"(?!(?:une?|les?|ses?|nos|des|plus|tres|tous|besoin)\b)[a-z]+(?:[eiut]|[eiu]e?s)"
_WHAT_WE_DID = re.compile(
    r",? {1,3}(?:(?:nous|on|j'|je|we|i) ?(?:y |en |l'|s'|nous )?(?:etions|etait|avions|were|met|saw|had|decided)\b"
    rf"|(?:nous|on|j'|je) ?(?:y |en |l'|nous )?(?:avons|a|ai) (?:bien |tous |deja )?{_PARTICIPLE}\b"
    rf"|(?:nous sommes|on est|we are) {COUNT}(?= ?(?:$|[,.;!\n]| autour| a table| presents)))"
)
_DONE_OR_TO_DO = re.compile(
    rf"(?:\b(?:ai|a|as|avons|avez|ont|est|es|sont|suis|sommes) (?:ete |bien )?{_PARTICIPLE}|\ba [a-z]+(?:er|ir|re)"
    r"|(?:\bje |\bj').{2,24}|\b(?:reunion|rencontre|seance|atelier|forum|rendez-vous|journee|conseil|assemblee) d') ?$"
)
_CLAUSE_GOES_ON = re.compile(r" {1,3}(?!(?:avec|chez|par|en|au|a|et|ou|pour|dans|est|etait|sera)\b)[a-z]")


def _is_this_very_day(match: Match) -> bool:
    """« Aujourd’hui » mostly means these days; what was done, or is to do, makes it a day."""
    if _WHAT_WE_DID.match(match.string, match.end()):
        return True
    before = match.string[max(0, match.start() - 40) : match.start()]
    of_a_meeting = before.endswith("d'")
    done = _DONE_OR_TO_DO.search(before)
    ours = done and re.match(r"(?:avons|ai) ", done[0])
    return bool(done) and bool(of_a_meeting or ours or not _CLAUSE_GOES_ON.match(match.string, match.end()))


def _alone_on_its_line(match: Match) -> bool:
    starts = re.search(r"(?:^|\n)[ *-]{0,6}$", match.string[max(0, match.start() - 7) : match.start()])
    return bool(starts and re.match(r"[ .!]{0,3}(?:\n|$)", match.string[match.end() : match.end() + 4]))


_ORDINAL_BEFORE = re.compile(rf"(?<![a-z0-9]){ORDINAL} {{1,3}}$")


_ANY_OF_THEM = re.compile(r"(?<![a-z])(?:un|aucun|certain|quel|quelque|autre|one|some|any) {1,3}$")


def _weekday(match: Match, moment: Moment) -> Reading | None:
    weekday, said, article = weekday_number(match["wd"]), match["said"] or "", match["art"] or ""
    after = match.string[match.end() : match.end() + 12]
    black = match["wd"] == "friday" and match.string.endswith("black ", 0, match.start())
    if _ORDINAL_BEFORE.search(match.string, max(0, match.start() - 12), match.start()):
        return None
    habit = not (said or moment.towards) and match.string.endswith("du ", 0, match.start())
    if habit or (
        not (said or article) and _ANY_OF_THEM.search(match.string, max(0, match.start() - 12), match.start())
    ):
        return None
    if black or after.startswith((" gras", " noir", " school")):
        return None
    if said in {"dernier", "passe"} or (moment.towards == "past" and not said):
        return Reading(last_weekday(weekday, moment.on))
    if said.startswith("de "):
        return Reading(monday_of(moment.on) + timedelta(days=weekday + (0 if "cette" in said else 7)))
    if said.startswith("en "):
        return Reading(next_weekday(weekday, moment.on) + timedelta(days=7 if said == "en huit" else 14))
    if article == "ce " and not said:
        return Reading(next_weekday(weekday, moment.on - timedelta(days=1)))
    coming = next_weekday(weekday, moment.on)
    unsure = article == "le " and not said and not moment.deadline
    return Reading(coming, ambiguous=unsure or (said == "prochain" and _same_week(coming, moment.on)))


def _english_weekday(match: Match, moment: Moment) -> Reading | None:
    weekday = weekday_number(match["wd"])
    if match["art"] == "last":
        return Reading(last_weekday(weekday, moment.on))
    if match["art"] == "this":
        return Reading(next_weekday(weekday, moment.on - timedelta(days=1)))
    coming = next_weekday(weekday, moment.on)
    return Reading(coming, ambiguous=match["art"] == "next" and _same_week(coming, moment.on))


def _same_week(one: date, other: date) -> bool:
    return monday_of(one) == monday_of(other)


def shifted(on: date, count: int, unit: str) -> date:
    """A day some units away; in French « quinze jours » are fourteen."""
    if unit.startswith(("j", "day")):
        days = _FORTNIGHT.get(abs(count), abs(count)) if unit.startswith("j") else abs(count)
        return on + timedelta(days=days if count > 0 else -days)
    if unit.startswith(("semaine", "week")):
        return on + timedelta(weeks=count)
    if unit.startswith("quinzaine"):
        return on + timedelta(weeks=2 * count)
    months = 1 if unit.startswith(("mois", "month")) else 3 if unit.startswith("trim") else 12
    return add_months(on, count * months)


def _ahead(match: Match, moment: Moment) -> Reading | None:
    count = number(match["n"])
    if not 0 < count < 400 or match["more"]:
        return None
    day = shifted(moment.on, count, match["unit"])
    if not match["half"]:
        return Reading(day, ambiguous=bool(match["least"]))
    if match["unit"].startswith("mois"):
        return Reading(day + timedelta(days=15), ambiguous=True)
    return Reading(add_months(day, 6), ambiguous=True) if match["unit"].startswith("an") else None


def _from_now(match: Match, moment: Moment) -> Reading | None:
    count = number(match["n"])
    return Reading(shifted(moment.on, count, match["unit"])) if 0 < count < 400 else None


def _back(match: Match, moment: Moment) -> Reading | None:
    count = number(match["n"])
    return Reading(shifted(moment.on, -count, match["unit"])) if 0 < count < 400 else None


def _about(match: Match, moment: Moment) -> Reading | None:
    days = {"huitaine": 7, "dizaine": 10, "quinzaine": 14, "vingtaine": 20}[match["about"]]
    return Reading(moment.on + timedelta(days=days), ambiguous=not match[0].startswith("sous"))

"""Times without a day: « avant les vacances de Noël », « à la rentrée »; and the feasts, which have one."""

from collections.abc import Iterable
from datetime import date, timedelta

from palabre.pure.dates.calendar_facts import easter, next_yearly
from palabre.pure.dates.dated_days import full_year
from palabre.pure.dates.lexicon import YEAR, any_of
from palabre.pure.dates.rules import VAGUE, Match, Moment, Reading, Rule, rule

_LEADS = "avant apres pendant durant des pour a d jusqu depuis vers before after during by"
_LEAD = r"(?:avant|apres|pendant|durant|des(?= l)|pour|a|d'ici(?: a)?|jusqu'a|depuis|vers|before|after|during|by)"
_SCHOOL = (
    r"(?:(?:les |aux |la |the |l'|le )?(?:petites |grandes |prochaines )?(?:vacances|conges|fetes|rentree|"
    r"christmas holidays|summer holidays|holidays|summer break|summer|autumn)|l'(?:ete|hiver|automne)|le printemps)"
)
_WHICH = (
    r"(?: (?:scolaires?|universitaire|prochaines?|d'ete|d'hiver|d'automne|de printemps|de fin d'annee|de noel|"
    r"d'annee|de la toussaint|de fevrier|de paques|de septembre|de janvier))*"
)
_SEASON = r"(?:printemps|ete|automne|hiver|spring|summer|autumn|fall|winter)"
_IN_SEASON = r"(?:au|a l'|cet|cette|a la|this|in the|next)"
_MEETING = (
    r"(?:reunion|rencontre|seance|comite|conseil|assemblee(?: generale)?|ag|rendez-vous|atelier|forum|copil|bureau|"
    r"ca|meeting)"
)
_UNITS = "(?:jours|semaines|mois|days|weeks|months)"
_FIXED = {"noel": (12, 25), "christmas": (12, 25), "jour de l'an": (1, 1), "toussaint": (11, 1), "new year": (1, 1)}
_MOVABLE = {
    "vendredi saint": -2,
    "lundi de paques": 1, "dimanche de paques": 0, "easter monday": 1, "easter sunday": 0, "jeudi de l'ascension": 39,
    "ascension": 39, "lundi de pentecote": 50, "paques": 0, "easter": 0, "pentecote": 49,
}  # fmt: skip


_LONG_MOVABLE = any_of(name for name in _MOVABLE if " " in name)
_FEAST = rf"(?P<feast>{any_of([*_FIXED, *_MOVABLE])})(?: (?P<y>{YEAR}))?"
_TO_FEAST = r"(?:(?:a|pour|avant|apres|d'ici(?: a)?|jusqu'a|le|la|at|by|before|after|de) )"


def rules() -> Iterable[Rule]:
    """Vague times keep the word that places them; a feast alone, without a preposition, is no date."""
    yield rule(_LEADS, rf"{_LEAD} {_SCHOOL}{_WHICH}(?: {YEAR})?", _vague)
    yield rule("au a cet l this in next", rf"{_IN_SEASON} ?{_SEASON}(?: prochain| dernier| {YEAR})?", _vague)
    yield rule(
        "printemps ete automne hiver rentree spring summer autumn winter", rf"(?:rentree|{_SEASON}) {YEAR}", _vague
    )
    next_one = rf"(?:d'ici(?: a)?|avant|by|before) (?:la|le|the|notre) (?:prochaine?|next) {_MEETING}"
    yield rule("d avant by before", next_one, _vague)
    soon = r"(?:dans les|ces|in the) (?:prochains|prochaines|next few|coming)"
    yield rule("dans in ces", rf"{soon} {_UNITS}", _vague)
    yield rule("dans les", rf"(?:dans )?les {_UNITS} (?:a venir|qui viennent|prochains|prochaines)", _vague)
    yield rule("courant l", rf"(?:courant|l')(?: l')? ?{_SEASON}(?: prochain| dernier)", _vague)
    yield rule("debut fin milieu", rf"(?:debut|fin|milieu)(?: de)? ?(?:l'|du |d')?{_SEASON}(?: prochain)?", _vague)
    yield rule("courant", rf"courant (?:de )?(?:l')?{_SEASON}", _vague)
    yield rule("dans d in", rf"(?:dans|d'ici|in)(?: a)? (?:quelques|a few) {_UNITS}", _vague)
    between = rf"(?:entre|between) (?:{any_of([*_FIXED, *_MOVABLE])}) (?:et|and) (?:le |la |l'|the )?"
    yield rule("entre between", rf"{between}(?:{any_of([*_FIXED, *_MOVABLE, 'nouvel an'])})", _vague)
    yield rule("a pour avant apres d jusqu le la at by before after", rf"{_TO_FEAST}(?:la |l')?{_FEAST}", _feast)
    yield rule("lundi jeudi vendredi dimanche easter", rf"(?P<feast>{_LONG_MOVABLE})(?: (?P<y>{YEAR}))?", _feast)
    yield rule("noel paques easter christmas", rf"(?P<feast>noel|paques|easter|christmas) (?P<y>{YEAR})", _feast)


def _vague(match: Match, moment: Moment) -> Reading | None:
    return VAGUE


def _feast(match: Match, moment: Moment) -> Reading | None:
    """« À Noël » is a time of the year, « avant Noël » and « le lundi de Pâques » a day."""
    feast = match["feast"]
    if match[0].startswith(("a ", "at ")) and not match["y"] and " " not in feast:
        return VAGUE
    if feast in _FIXED:
        month, day = _FIXED[feast]
        found = date(full_year(match["y"], moment.on), month, day) if match["y"] else next_yearly(month, day, moment.on)
        return Reading(found)
    shift = timedelta(days=_MOVABLE[feast])
    years = [full_year(match["y"], moment.on)] if match["y"] else [moment.on.year, moment.on.year + 1]
    days = [easter(year) + shift for year in years]
    return Reading(next((day for day in days if day >= moment.on), days[-1]))

"""Owners of a task, only when they are written, and the words of the task without them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from palabre.pure.minutes.days import Days
from palabre.pure.minutes.deeds.due import is_only_due
from palabre.pure.minutes.persons.person_names import CIVILITY, HANDLE, INITIALS, is_name, names_an_organisation
from palabre.pure.minutes.persons.roster import Roster
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.lexicon import split_label
from palabre.pure.minutes.updates import THINGS

AND = re.compile(r"\s*[,;/]\s*|\s+(?:et|and|avec|with|puis)\s+|\s*&\s*|\s+\+\s+|\s+ou\s+")
GROUPS = re.compile(
    r"^(?:tou(?:s|tes|t le monde)(?: et toutes)?|tou(?:t|te) (?:le |la |l')(?:groupe|equipe|bureau|conseil|collectif|"
    r"comite|monde)(?: .{2,30})?|l'ensemble (?:du|de la|des) .{2,30}|(?:a )?(?:tout un chacun|plusieurs|volontaires?)|"
    r"tous les .{2,30}|chacune?|chaque .{2,30}|everyone|"
    r"everybody|all|all of us|each .{2,20}|nous|"
    r"(?:le |la |les |l'|the )?(?:bureau|ca|conseil(?: d'administration)?|collectif|conseil|"
    r"comite(?: .{2,30})?|commission(?: .{2,30})?|groupe(?: .{1,30})?|equipe(?: .{2,30})?|"
    r"porteurs|porteuses|benevoles|referents?|secretariat|coordination|copil|cotech|direction|"
    r"mairies?|communes?|bureau d'etudes|prestataire|"
    r"federation|association|salaries|membres|adherents|residents|parents|"
    r"team|board|committee|volunteers|staff|working group|secretary|treasurer|chair|presidente?|"
    r"tresoriere?|secretaire|directeur|directrice|maire|animat(?:eur|rice)s?|"
    r"coordinat(?:eur|rice)|facilitat(?:eur|rice)))$"
)
ABSTRACT = re.compile(r"(?:tions?|ages?|eries?|ismes?|ings?|ments|ures|ites?|eurs|ances|ences)$")
INFINITIVE = re.compile(r"^(?:(?:se |s'|re-?|ne pas |le |la |les |l'|en |y ){0,8})[a-z'-]{2,}(?:er|ir|re|oir)\b")
GIVEN = re.compile(
    r"^(?:resp(?:onsable)?s?\.?|pilotes?|qui|par|porte(?:ur|use)s?|referente?s?|owners?|who|lead|"
    r"action|assigne a)\s?:?\s+",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]")
FIRST_BRACKETS = re.compile(r"^\s*[(\[]([^()\[\]]{1,80})[)\]]\s*:?\s*")
TRAILING = re.compile(r"\s*(?:\s[–—-]+>?|=>|→|➔|:|\s/{1,2}|\|)\s+([^–—→:()]{2,80})[.;]?\s*$")
WILL = re.compile(
    r"^(?P<who>[^,.;:()]{1,60}?)\s+(?:va|vont|will|to|s'occupe(?:nt)? d(?:es?|u)|se charge(?:nt)? d(?:es?|u)|"
    r"s'engage(?:nt)? à|prend(?:ra|nent)? en charge|doi(?:t|vent)|is going to|"
    r"are going to)\s+(?P<what>\S.*)$",
    re.DOTALL,
)
SMALL_FRENCH = (
    "et",
    "ou",
    "de",
    "du",
    "des",
    "d'",
    "a",
    "au",
    "aux",
    "avec",
    "pour",
    "par",
    "en",
    "sur",
    "dans",
    "chez",
)
SMALL_ENGLISH = ("and", "or", "of", "to", "with", "for", "at", "in", "on", "from")
NO_VERB = frozenset((*SMALL_FRENCH, "le", "la", "les", *SMALL_ENGLISH))
PLAIN = ("va", "vont", "will", "is going to", "are going to")
MOST_WORDS = 7
HANDLES = re.compile(r"@[\w][\w.-]{1,39}")
FIRST_HANDLES = re.compile(r"^(?:(?:\s*[,&+]?\s*@[\w][\w.-]{1,39})+)\s*[:,–-]?\s*")
LAST_HANDLES = re.compile(r"(?:\s*[,&+(–—-]?\s*(?:et\s+|and\s+)?@[\w][\w.-]{1,39}\)?)+\s*[.]?\s*$")
NEAR_THE_END = 400  # characters: how far the last handles are looked for
MOST_BRACKETS = 50  # of a task: each is taken off in turn


@dataclass(frozen=True, slots=True)
class Given:
    """A task's words without its owners, its owners, and the rest of their brackets (« fin mars »)."""

    text: str
    owners: tuple[str, ...] = ()
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Owners:
    """Recognises owners among words.

    `roster`: the people and organisations listed; `lenient`: the lines around name people in the same way.
    """

    roster: Roster
    days: Days
    lenient: bool = False
    known: dict[str, Given] = field(default_factory=dict, compare=False, repr=False)

    def given(self, text: str) -> Given:
        """Return the result of the first of the seven known notations that matches; cached."""
        if text not in self.known:
            self.known[text] = self._given(text)
        return self.known[text]

    def _given(self, text: str) -> Given:
        for way in (
            self._handles,
            self._label,
            self._first_brackets,
            self._brackets,
            self._trailing,
            self._will,
            self.subject,
        ):
            found = way(text)
            if found is not None:
                return found
        return Given(text)

    def people_in(self, words: str, *, strict: bool = True) -> tuple[str, ...]:
        """Return the owners that the words name; () when any part of them is not an owner."""
        bare = BRACKETS.sub("", GIVEN.sub("", words.strip()))
        pieces = [piece.strip(" .*") for piece in AND.split(bare) if piece.strip(" .*")]
        if not pieces or len(pieces) > 8 or any(piece.count(" ") > MOST_WORDS for piece in pieces):
            return ()
        # Beside a known person, another name is also a person: « (Ana, Béa, Mme Roc) ».
        strict = strict and not (len(pieces) > 1 and any(map(self._is_person, pieces)))
        if not all(self._is_owner(piece, strict=strict) for piece in pieces):
            return ()
        return tuple(dict.fromkeys(pieces))

    def _is_person(self, word: str) -> bool:
        return re.match(CIVILITY, word) is not None or (word[:1].isupper() and self.roster.who(word) is not None)

    def _is_owner(self, word: str, *, strict: bool) -> bool:
        folded = fold(word)
        if GROUPS.match(folded) or HANDLE.match(word) or word in self.roster:
            return True
        if word[:1].isupper() and (self.roster.who(word) or self.roster.is_short_for_someone(word)):
            return True
        if not is_name(word) or len(word) > 45 or folded.split()[0] in THINGS:
            return False
        if INITIALS.match(word):
            return not strict or self.lenient or self.roster.has_initials(word)
        if names_an_organisation(word) or any(ABSTRACT.search(one) for one in folded.split()):
            return False
        return not strict or self.lenient or not self.roster or _has_surname(word)

    def _handles(self, text: str) -> Given | None:
        """Read « @zoe commander le bois », « commander le bois @zoe @luc »."""
        if "@" not in text:
            return None
        last = text.rfind("@")
        end = last + re.match(r"[@\w.-]*[\w-]|@", text[last:]).end()  # type: ignore[union-attr]
        tail = text[end:].strip(" .;")
        if tail and is_only_due(tail, self.days):
            text = text[:end]
        else:
            tail = ""
        first = FIRST_HANDLES.match(text)
        start = first.end() if first else 0
        last_ones = LAST_HANDLES.search(text, max(start, len(text) - NEAR_THE_END))
        end = last_ones.start() if last_ones else len(text)
        owners = tuple(dict.fromkeys(HANDLES.findall(text[:start]) + HANDLES.findall(text[end:])))
        return Given(text[start:end].strip(), owners, tail) if owners else None

    def _label(self, text: str) -> Given | None:
        """Read « Ana : appeler la mairie », « Ana et Luc – appeler la mairie », « appeler la mairie : Ana »."""
        label, rest = split_label(text)
        if label.count("(") > label.count(")"):
            label = ""  # « relire le texte (resp. : Ana) »
        if not label or not rest:
            match = re.match(r"^([^:–—()]{2,50}?)\s+(?:[–—-]|=>|→|->)\s+(\S.*)$", text, re.DOTALL)
            label, rest = (match[1], match[2]) if match else ("", "")
        last = self.people_in(rest) if label and INFINITIVE.match(fold(label)) and not self.roster.who(label) else ()
        if last:
            return Given(label, last)
        owners = self.people_in(label) if label else ()
        if not owners and label and INFINITIVE.match(fold(rest)):
            owners = self.people_in(label, strict=False)
        return Given(rest, owners) if owners else None

    def _first_brackets(self, text: str) -> Given | None:
        match = FIRST_BRACKETS.match(text)
        owners = self.people_in(match[1]) if match else ()
        return Given(text[match.end() :], owners) if match and owners else None

    def _brackets(self, text: str) -> Given | None:
        """Read « appeler la mairie (Ana, fin mars) »."""
        match = next(reversed(list(BRACKETS.finditer(text[-260:]))), None)
        if match is None or text.count("(") + text.count("[") > MOST_BRACKETS:
            return None
        start = max(0, len(text) - 260) + match.start()
        tail = text[max(0, len(text) - 260) + match.end() :].strip(" .;")
        if tail and not is_only_due(tail, self.days):
            return None
        owners, aside = self._people_and_aside(match[1])
        if not owners and not aside:
            return None
        before = self.given(text[:start].strip()) if not owners else Given(text[:start].strip(), owners)
        return Given(before.text, before.owners, tail or aside)

    def _people_and_aside(self, words: str) -> tuple[tuple[str, ...], str]:
        """Return the owners and the day of one bracket, in any order; ((), "") when it holds anything else."""
        owners = self.people_in(words)
        if owners:
            return owners, ""
        found = self.days.find(words)
        if not found:
            return (), ""
        start, end = found[0].start, found[-1].end
        rest = re.sub(
            r"^(?:avant|pour|d'ici|le|by|for|échéance)$",
            "",
            (words[:start] + " " + words[end:]).strip(" ,;:/–-"),
            flags=re.IGNORECASE,
        )
        owners = self.people_in(rest) if rest else ()
        return (owners, words[start:end]) if owners or len(rest) < 3 else ((), "")

    def _trailing(self, text: str) -> Given | None:
        """Read « appeler la mairie → Ana », « appeler la mairie – Ana, Luc »."""
        match = TRAILING.search(text[-100:])
        if match is None:
            return None
        start = len(text) - len(text[-100:]) + match.start()
        owners, aside = self._people_and_aside(match[1])
        if owners:
            return Given(text[:start].strip(), owners, aside)
        before = TRAILING.search(text[:start][-100:]) if is_only_due(match[1], self.days) else None
        owners = self.people_in(before[1]) if before is not None else ()
        return (
            Given(text[: max(0, start - 100) + before.start()].strip(), owners, match[1]) if before and owners else None
        )

    def _will(self, text: str) -> Given | None:
        """Read « Ana va appeler la mairie », kept whole, or « Ana to call the council », without « Ana to »."""
        match = WILL.match(text)
        owners = self.people_in(match["who"]) if match else ()
        if not match or not owners:
            return None
        verb = text[match.end("who") : match.start("what")].strip()
        bare = verb == "to" or (verb not in PLAIN and INFINITIVE.match(fold(match["what"])) is not None)
        return Given(match["what"] if bare else text, owners)

    def subject(self, text: str) -> Given | None:
        """Read « Ana envoie la carte »: a listed person, then a verb; the words are kept as they are."""
        words = text.split(maxsplit=4)
        for size in range(min(3, len(words) - 1), 0, -1):
            name, after = " ".join(words[:size]), words[size]
            if after[0].islower() and fold(after) not in NO_VERB and self.roster.who(name) and is_name(name):
                return Given(text, (name,))
        return None


def _has_surname(word: str) -> bool:
    """Return whether the name has two capitalised words or more: « A. Roc », « Ana ROC », « Ana Roc »."""
    return len(word.split()) > 1 and all(part[:1].isupper() for part in word.split()) and not word.isupper()

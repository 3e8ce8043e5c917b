"""State of a task as its words give it: « payer le terreau – fait », « c'est réglé », « Tom a rappelé… »."""

from __future__ import annotations

import re

from palabre.pure.minutes.text.folded_lines import fold

VERBS = (
    r"(?:faite?s?|ok|terminee?s?|realisee?s?|reglee?s?|effectuee?s?|finie?s?|closes?|clos|envoyee?s?|payee?s?|"
    r"bouclee?s?|annulee?s?|abandonnee?s?|acheve?e?s?|livree?s?|recue?s?|done|completed?|finished|closed|"
    r"cancell?ed|dropped|paid|sent|sorted)"
)
STATE = rf"(?:(?:c'est|deja|all|now|already|bien) )*{VERBS}"
CLAIM = rf"(?:c'est (?:deja |bien )?{VERBS}|(?:deja )?fait(?:e|s|es)?(?= ?,)|done(?= ?,))"
SEPARATOR = r"(?:\s*[-=]+>\s*|\s*[–—→:,/;-]+\s*|\s*[(\[]\s*|[.!]\s+)"
TOLD = (
    rf"{STATE}(?: (?:le|on|par|by|depuis|hier|en) .{{0,40}})?|{CLAIM}.{{0,60}}|"
    rf"{STATE}(?= ?,)[^()\[\]]{{0,80}}(?=[)\]])"
)
DONE_AFTER = re.compile(rf"{SEPARATOR}(?:{TOLD})\s*[)\]]?\s*[.!]*\s*$")
DONE_AT_END = re.compile(r"(?<=\w{3})\s+(?:ok|faite?s?|done)\s*[.!]*$")
DONE_BEFORE = re.compile(rf"^[(\[]?{STATE}[)\]]?\s*[:–—-]\s+")
NOT_DONE = re.compile(rf"\b(?:pas|non|not|never|to be|a) (?:encore |yet |ete )*{VERBS}\W*$")
PARTICIPLE = r"(?:\w{2,}(?:é|ée|és|ées|i|is|ie|u|us|ue|ert|ait|ed)|fait|mis|pris|sent|done|made|paid)\b"
PAST = re.compile(
    rf"^(?:[\w'’. -]{{1,50}}? )?(?:a|ont|avons|ai|a été|ont été|est|sont|has|have|was|were) (?:bien |"
    rf"déjà |already |been )?{PARTICIPLE}"
)
INTENDED = re.compile(
    r"\b(?:prévue?s?|décidée?s?|acceptée?s?|promis|proposée?s?|demandée?s?|chargée?s?|invitée?s?|"
    r"besoin|agreed|offered|asked|planned)\b"
)
INFINITIVE = re.compile(r"^(?:(?:se |s'|ne pas |le |la |les |l'|en |y |bien |re){1,8})?[a-z'-]{2,}(?:er|ir|re|oir)\b")
CELL_DONE = re.compile(
    rf"^\W*(?:x|oui|yes|v|100 ?%|{STATE}|(?:c'est |deja )?(?:fait|termine|realise|done|completed)\b.{{0,40}})\W*$"
)
CELL_OPEN = re.compile(r"(?:\bpas\b|\bnon\b|a faire|\bnot\b|en cours|to ?do|open|ongoing|\b0 ?%)")
SIGNS = ("✅", "☑", "✔", "✓")


def without_state(text: str) -> tuple[str, bool]:
    """Return the words of a task without those that mark it done, and whether there are any."""
    folded = fold(text)
    folded = folded if len(folded) == len(text) else text.lower()
    if NOT_DONE.search(folded[-60:]):
        return text, False
    if match := DONE_AFTER.search(folded[-120:]) or DONE_AT_END.search(folded[-120:]):
        start = max(0, len(text) - 120) + match.start()
        return text[:start].strip() or text, True
    if match := DONE_BEFORE.match(folded):
        return text[match.end() :].strip(), True
    return text, _is_past(text)


def is_done_cell(cell: str) -> bool:
    folded = fold(cell)
    return any(sign in cell for sign in SIGNS) or (bool(CELL_DONE.match(folded)) and not CELL_OPEN.search(folded))


def _is_past(text: str) -> bool:
    """Return whether the task is already done: « Tom a rappelé le plombier », not « Tom a accepté de rappeler »."""
    head = text[:160].lower()
    match = PAST.match(head)
    return match is not None and not INTENDED.search(match[0]) and not INFINITIVE.match(fold(head))

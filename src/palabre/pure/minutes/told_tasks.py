"""Turns by which prose tells something to do: a listed person and a future, or a day; « un sondage sera lancé »."""

from __future__ import annotations

import re

from palabre.pure.minutes.document import Sheet
from palabre.pure.minutes.due import due_in
from palabre.pure.minutes.text.folded_lines import fold

NAME = r"[A-ZÀ-Þ@][\w’'-]{1,40}(?: [A-ZÀ-Þ][\w’'-]{1,40}){0,2}"
WHO = re.compile(rf"^((?:(?:M|Mme|MM)\.? )?{NAME}) (?:s['’]|se |y |en )?([\w-]{{3,20}})\b")
FUTURE = re.compile(r"[a-z]{2,}(?:era|ira|rra|dra|vra|fera)(?:i|s|ont)?$|[a-z]{2,}r(?:ont|a)$")
NOT_AN_ACT = re.compile(
    r"^(?:sera|seront|aura|auront|pourra|pourront|devra|est|sont|etait|avait|rappelle|pense|dit|trouve|note|estime|"
    r"souligne|precise|indique|signale|explique|informe|remercie|souhaite|demande si|presente|propose|participe)"
)
DONE_BY = (
    r"lance|cree|envoye|elabore|organise|contacte|relance|transmis|redige|prepare|convoque|diffuse|publie|mene|complete|"
    r"sollicite|consulte|partage|installe|achete|commande|repare|planifie|programme|poste|imprime|verifie|etudie"
)
WILL_BE_DONE = re.compile(
    rf"^[^,;:.?!]{{3,110}} (?:sera|seront) (?:(?:egalement|aussi|donc|ensuite|alors) )?(?:{DONE_BY})e?s?\b"
)


def promised_by(sentence: str, sheet: Sheet) -> tuple[str, ...]:
    """Return the listed person who does it, in « Odile enverra le plan », « Luc demande un devis avant le 15 »."""
    found = WHO.match(sentence)
    if found is None or sheet.roster.who(found[1]) is None:
        return ()
    verb = fold(found[2])
    if NOT_AN_ACT.match(verb):
        return ()
    is_promise = FUTURE.fullmatch(verb) or (verb.endswith(("e", "it", "nd", "met")) and due_in(sentence, sheet.days)[0])
    return (found[1],) if is_promise else ()

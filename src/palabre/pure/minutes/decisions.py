"""Decisions: labelled ones are facts, verbs in prose (« il est décidé… ») are proposals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Finding
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.sections import BOLD, Section
from palabre.pure.minutes.text.tables import tables_of

BODY = (
    r"(?:(?:le|la|les|l'|notre|chaque) ?(?:gt|sg|groupe|sous-groupe|ca|conseil|bureau|comite|copil|codir|cotech|"
    r"assemblee|ag|ago|age|collectif|pleniere|commission|college|collegiale|cercle|equipe|membres|participants|"
    r"presents|"
    r"instance|jury|association|reunion|seance|coordination|directoire)(?!-)"
    r"(?: (?!municipal|departemental|regional|communautaire|constitutionnel|d'etat|qui\b|que\b|ou\b|si\b|se\b|s'il|"
    r"demande|souhait|propos|doi[st]|devr|peu[tx]|pourr|va\b|vont\b|a\b|"
    r"ont\b|avai|aura|n'a|n'ont)[\w'-]{1,25}){0,5}?)"
)
BETWEEN = (
    r"(?: (?:donc|ainsi|alors|egalement|aussi|collectivement|definitivement|unanimement|finalement|par ailleurs))?"
)
ACTS = (
    r"(?:decide(?:nt)?|acte(?:nt)?|valide(?:nt)?|adopte(?:nt)?|approuve(?:nt)?|retien(?:t|nent)|enterine(?:nt)?|"
    r"arrete(?:nt)? (?:que|la|le|les)|mandate(?:nt)?|vote(?:nt)? (?:pour|la|le|les|l'|a|en)|rejette(?:nt)?|"
    r"eli(?:t|sent)|designe(?:nt)?|nomme(?:nt)?|renouvelle(?:nt)?|refuse(?:nt)?|convien(?:t|nent) (?:de|d'|que|"
    r"qu')|tranche(?:nt)? (?:pour|en faveur)|opte(?:nt)? pour)\b"
)
OPENING = (
    r"^(?:(?:apres|pour|suite|en|par|a|sur|au|compte tenu|concernant|dans|donc|ensuite|enfin|ainsi)\b"
    r"[^,.;:?]{0,120}, ?)?"
)
PARTICIPLES = r"(?:adopte|approuve|vote|acte|valide|retenu|enterine|decide)e?s?\b"
ASIDE = r"(?: ?, (?:apres|ayant|a l'unanimite|sur)\b[^,.;:?]{3,90},)?"
STATED = re.compile(
    rf"{OPENING}{BODY}{ASIDE}(?: (?:ne|n'))?{BETWEEN} {ACTS}|{OPENING}{BODY} n'(?:adopte|approuve|enterine)|"
    r"^(?:nous|on) (?:decid(?:e|ons)|act(?:e|ons)|adopt(?:e|ons)|approuv(?:e|ons)|valid(?:e|ons)|convenons)\b|"
    rf"\bil (?:est|a ete){BETWEEN} (?:decide|convenu|acte|entendu|retenu|arrete) (?:de|d'|que|qu'|a|par|:)|"
    r"\ba l'unanimite\b|(?:[-=]{1,2}>|→|➔|⇒) ?(?:validation|approbation|adoption|valide|adopte|approuve)"
)
PASSIVE = re.compile(
    rf"^(?P<who>[^;:?]{{3,200}}?) (?:est|sont){BETWEEN} {PARTICIPLES}"
    r"(?! (?:par (?:la loi|defaut|l'etat)|que\b|en cours))"
)
ELLIPTIC = re.compile(
    rf"^(?P<who>[^.,;:?!]{{3,70}}?) {PARTICIPLES}"
    r"(?: (?:comme|en l'etat|sans (?:reserve|remarque|modification)s?)\b.{0,300}| ?[.!]| ?\([^()]{0,60}\)|)$"
)
RECALLED = re.compile(r"\b(?:avai(?:t|ent)|l'an (?:passe|dernier)|l'annee (?:derniere|passee|precedente))\b")
HEDGED = re.compile(
    r"\b(?:qui|que|qu'|si|quand|lorsque|dont|ou|doi(?:t|vent)|pas|jamais|encore|deja|bientot|presque|sinon|avant)\b"
)
AUXILIARY = re.compile(
    r"\b(?:a|ont|ai|avons|avez|est|sont|soit|soient|ete|etre|avoir|sera|seront|serait|etait|etaient|on|ce|non|il|"
    r"elle)\b"
)
OBJECT = re.compile(r"\s(?<!\bde )(?<!\ba )(?<!\bet )(?<!\bpour )(?<!\bsur )(?<!\ben )(?:le|la|les|un|une|des|l')\b")
SPOKEN = re.compile(
    r"\b(?:il (?:est|a ete) (?:decide|convenu|acte|entendu|retenu)|(?:est|sont|a ete|"
    r"ont ete) (?:adoptee?s?|approuvee?s?|votee?s?|actee?s?|validee?s?|retenue?s?)\b|"
    r"(?:le ca|le conseil|le bureau|le groupe|l'assemblee|le collectif|le comite|l'ag|on|"
    r"nous) (?:decid(?:e|ons|ent)|acte|actons|adopte|adoptons|approuve|valide|validons|vote|votons|"
    r"retient|convient|convenons|choisit|choisissons)\b|"
    r"a l'unanimite|(?:nous partons|on part) sur|it was (?:agreed|decided|resolved)|we (?:agreed|"
    r"decided)|agreed (?:to|that)|resolved (?:to|that))"
)
TOLD = re.compile(
    rf"^[^,;:?]{{3,160}}? (?:est|sont|reste|restent){BETWEEN} (?:maintenu|reporte|designe|nomme|elu|decale|annule|"
    r"ajourne|abandonne|reconduit)e?s?\b|"
    r"^(?:donc |finalement |du coup )?on (?:garde|conserve|maintient|reporte|conclut|abandonne|renonce|reconduit)\b|"
    rf"(?:\b(?:nous avons|on a)|^{BODY} (?:a|ont)){BETWEEN} "
    r"(?:choisi|opte|retenu|decide|acte|valide|vote|adopte|approuve) |"
    r"^(?:ok|feu vert|accord(?: (?:du|de la|de l'|de|des|general|unanime)[^,.;:?]{0,40})?) pour \w|"
    r"^[^,;:?]{3,160}? (?:est|sont) (?:(?:desormais|dorenavant) [a-z]{4,}|preferee?s? (?:a|au|aux|plutot)\b)|"
    r"^[^,;:?]{3,160}? ne (?:sera|seront) pas (?:ajoute|retenu|integre|modifie|reconduit|repris|traite)e?s?\b|"
    rf"^{BODY} (?:se positionne|privilegie|prefere|choisit|garde|gardera|conserve|conservera|maintient|reporte|renonce|"
    r"abandonne)(?:nt)?\b|^(?:point|sujet|discussion|examen|vote) (?:decale|reporte|ajourne)e?s?\b|"
    r"^(?:le|notre) choix (?:se porte|s'est porte|est fait|retenu)\b|"
    r"\b(?:se mett(?:ent|ons)|se met|tombe(?:nt|ons)?|se sont mis|s'est mis|s'accord(?:e|ent)|"
    r"sont) d'accord (?:sur|pour) "
    r"(?!dire)|\bs'accord(?:e|ent) (?:sur|pour) |"
    r"^(?:un |le )?consensus (?:se degage|est trouve|s'est degage)?[^?]{0,30}(?:sur|pour|autour)\b|"
    r"^(?:finalement|donc|au final),? (?:ce sera|nous (?:garderons|partons|retenons)|on (?:part|prend|retient|"
    r"choisit))\b|\bd'accord pour (?:que|qu'|\w{2,20}er\b)"
)
MARK = re.compile(r"^(?:d[ée]cision|r[ée]solution|resolved|agreed)\s*(?:n\s?°?\s*)?\d{0,3}\s*[:–—-]\s*", re.IGNORECASE)
MARK_WITHIN = re.compile(
    r"(?:[-=]>|→|➔|⇒)\s{0,3}d[ée]cisions?\s{0,3}:\s{0,3}(?=\S)(?!@?[\w'’.-]{2,30} (?:doit|va|devra) )", re.I
)
NOTHING = re.compile(
    r"^\W*(?:|(?:aucune?|neant|ras|r\.a\.s|pas de (?:decision|vote)s?|sans objet|s\.?o\.?|rien|none|n/a|nothing|"
    r"no decisions?)\b.{0,40}|"
    r"(?:aucune|pas de|il n'y a pas (?:eu )?de) decisions?\b.{0,90})$"
)
MARKED_AT_END = re.compile(
    r"^(?P<what>.{6,300}?)\s*(?:[(\[]|\s[–—-]+\s|[-=]{1,2}> ?|→ ?|➔ ?|⇒ ?)(?:(?:c'est|point|est|decision) )?"
    r"(?:acte|valide|adopte|approuve|decide|vote|retenu|entendu|convenu)e?s?"
    r"(?: (?:a l'unanimite|par (?:le |la |les |l'|tous|toutes)[^()]{0,40}|en seance|collectivement))?[)\]]?\W*$"
)
EMPTY = ("resolution", "motion", "proposition", "decision", "point", "deliberation")
LISTS = ("decisions", "tasks", "done", "next_meeting")
EARLIER = ("recalled", "reviewed", "future_agenda")
MARKED = re.compile(r"^(?:(?:[-=]{1,2}>|→|➔|⇒|•) ?)")
LONGEST = 500
VOTE = re.compile(r"^(?:\d{1,4} )?(?:votes?|pour|contre|abstentions?|resultat|unanim\w{2,5})\b")
TITLED = re.compile(
    r"^(?:d[ée]cision|r[ée]solution|d[ée]lib[ée]ration|motion)\s*(?:n\s?[°o]?\s*)?[\d.-]{0,7}\s*[:–—-]\s*",
    re.IGNORECASE,
)
CARRIED = re.compile(r"\b(?:(?:adopte|approuve|vote|valide)e?s?|unanimite)\b")
NOT_CARRIED = re.compile(r"\b(?:rejete|refuse|ajourne|retire|reporte)e?s?\b|\bn'est pas (?:adopte|approuve)")
ITSELF = re.compile(
    r"^(?:la |cette |les )?(?:resolution|deliberation|motion|decision|proposition)s?\b.{0,20}\b(?:est|sont) "
)

A_WORD = re.compile(r"[^\W\d_]{2}")


def read_decisions(sheet: Sheet) -> list[Finding]:
    found = [one for section in sheet.sections if section.kind not in EARLIER for one in _in_tables(section)]
    titled = list(_titled(sheet))
    for section in sheet.of_kind("decisions"):
        found += [one for one in _labelled(section) if not (titled and ITSELF.match(fold(one.text)))]
    for section in sheet.sections:
        if section.kind not in (*EARLIER, *LISTS):
            found += _under_a_verb(section)
    marked = {one.lines for one in found}
    heads = {id(head) for section in sheet.sections for head, _ in _heads(section)}
    for section, block in sheet.prose():
        if section.kind not in LISTS and block.lines not in marked:
            said = _spoken(block, heads=id(block) in heads)
            found += [one for one in said if not (titled and ITSELF.match(fold(one.text)))]
        elif match := MARK_WITHIN.search(block.text):
            found.append(Finding(text=block.text[match.end() :], lines=block.lines))
    worded = [one for one in (*titled, *found) if A_WORD.search(one.text)]  # « Votes : 14 » decides nothing
    return sorted(worded, key=lambda one: one.lines)


def is_decision(text: str) -> bool:
    """In a mixed list, does the line say what was decided rather than what is to be done?"""
    folded = fold(text)
    return SPOKEN.search(folded) is not None or MARK.match(text) is not None


def _stands_below(section: Section, other: Section) -> bool:
    return other.level > section.level


def _titled(sheet: Sheet) -> Iterator[Finding]:
    """Read « ## Résolution n° 1 : comptes », a fact once the text below says that it was carried."""
    for at, section in enumerate(sheet.sections):
        match = TITLED.match(section.title) if 1 <= section.level <= BOLD and section.kind not in EARLIER else None
        if match is None or not section.title[match.end() :]:
            continue
        below = takewhile(partial(_stands_below, section), _after(sheet.sections, at))
        said = fold(" ".join(block.text for one in (section, *below) for block in one.blocks)[:2000])
        if not NOT_CARRIED.search(said):
            sure = fold(section.title).startswith("decision") or CARRIED.search(said) is not None
            yield Finding(text=section.title[match.end() :], lines=section.lines, sure=sure)


def _labelled(section: Section) -> Iterator[Finding]:
    for block in section.blocks:
        text = MARK.sub("", block.text)
        folded = fold(text)
        if VOTE.match(folded):
            yield from (one for one in _spoken(block, heads=False) if one.sure and not VOTE.match(fold(one.text)))
        if block.kind == "row" or NOTHING.match(folded) or VOTE.match(folded) or (block.kind == "item" and block.level):
            continue
        if not (block.kind == "line" and text.endswith(":")):
            yield Finding(text=text.rstrip(" ;"), lines=block.lines)


def _in_tables(section: Section) -> Iterator[Finding]:
    for table in tables_of(section.blocks):
        if table.has("decision"):
            rows = [row for row in table.rows if not NOTHING.match(fold(table.cell(row, "decision")))]
            yield from (Finding(text=table.cell(row, "decision"), lines=row.lines) for row in rows)


def _under_a_verb(section: Section) -> Iterator[Finding]:
    """Read the items below « On décide de : »."""
    for head, items in _heads(section):
        if STATED.search(fold(sentences(head.text)[-1])):
            yield from (Finding(text=item.text.rstrip(" ;"), lines=item.lines) for item in items)


def _heads(section: Section) -> Iterator[tuple[Block, list[Block]]]:
    """Yield the blocks that end with a colon, with the items right below."""
    for at, head in enumerate(section.blocks):
        if not head.text.endswith(":"):
            continue
        deep = head.level + (head.kind == "item")
        below = takewhile(partial(_is_below, deep=deep), _after(section.blocks, at))
        if items := [one for one in below if one.level == deep]:
            yield head, items


def _after[T](rows: Sequence[T], at: int) -> Iterator[T]:
    """Yield the rows that follow one, without a copy of them all: a hostile text has a head at each of its lines."""
    return (rows[place] for place in range(at + 1, len(rows)))


def _is_below(block: Block, *, deep: int) -> bool:
    return block.kind == "item" and block.level >= deep


def _spoken(block: Block, *, heads: bool) -> Iterator[Finding]:
    """Read the sentences of a block; `heads`: its last one announces a list."""
    for sentence in sentences(block.text):
        begins = MARK.match(sentence) if block.text != sentence else None
        if match := begins or MARK_WITHIN.search(sentence):
            yield Finding(text=sentence[match.end() :], lines=block.lines)
        elif len(sentence) < LONGEST and not sentence.endswith("?") and not (heads and sentence.endswith(":")):
            folded = fold(sentence).rstrip(" :")
            if RECALLED.search(folded):
                continue
            if _is_stated(folded):
                yield Finding(text=sentence, lines=block.lines)
            elif SPOKEN.search(folded) or TOLD.search(folded):
                yield Finding(text=sentence, lines=block.lines, sure=False)


def _is_stated(folded: str) -> bool:
    """Return whether the sentence is the act itself: « Le bureau valide… », « Budget voté »."""
    if STATED.search(folded):
        return True
    marked = MARKED_AT_END.match(folded)
    if marked is not None:
        return not HEDGED.search(marked["what"][-12:])
    passive, elliptic = PASSIVE.match(folded), ELLIPTIC.match(folded)
    if passive is not None and not HEDGED.search(passive["who"]):
        return True
    who = elliptic["who"] if elliptic is not None and elliptic["who"] not in EMPTY else "qui"
    return not any(sign.search(who) for sign in (HEDGED, AUXILIARY, OBJECT))

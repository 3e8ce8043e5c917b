"""Needs of people or of the community: « Il nous faut… », « On recherche… », « Besoin de… »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Need, Question
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.updates import Speaking

SOME = r"\d|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|two|three|four|five|six|seven|eight|nine|ten) "
THING = rf"(?:recruter|trouver|recruits?|du |de la |de l'|des |un |une |quelqu'un|plus de|encore|davantage|{SOME})"
OPENS = re.compile(
    rf"^(?:donc |mais |et )?(?:il (?:nous|leur|lui|me) (?:faut|faudrait|manque)(?: (?:donc|encore|"
    rf"aussi|vraiment))? {THING}|il (?:manque|faut recruter)\b|"
    r"(?:on|nous|elle|il|elles|ils|le groupe) (?:re)?cherch(?:e|ons|ent)\b|(?:re)?cherch(?:e|"
    r"ons)\b(?! a )|recherchons\b|"
    r"(?:fort |grand |gros |un )?besoins? (?:urgente?s? )?(?:de |d'|du |des |en )|(?:nous|"
    r"on) (?:avons|a|aurions|aurait) (?:toujours |aussi |encore |vraiment )?besoin (?:de |d'|du |"
    r"des )|"
    r"necessite (?:de |d')|(?:on|nous) manqu(?:e|ons) (?:encore |toujours )?(?:de |d')|manque de |"
    r"avoir (?:un|une|des)\b.{3,60}\b(?:chaque|chacun)\b|appel a (?:benevoles|volontaires|"
    r"contributions|candidatures|renforts?)|"
    rf"(?:we )?(?:still |also |really )?need (?:more |some |a |an |help|someone|volunteers|people|{SOME})|"
    r"(?:we are |we're )?looking for |wanted ?:|volunteers? (?:needed|wanted)|help (?:needed|wanted))"
)
SEEKS = re.compile(
    r"^(?:(?:re)?trouver|recruter|chercher|rechercher|find|recruit) (?:un|une|des|quelqu'un|de nouve|"
    r"a|an|some|more)\b"
)
WITHIN = re.compile(
    r"\b(?:(?:a|ont|avons|aurait|aurions|auraient) (?:toujours |aussi |encore |"
    r"vraiment )?besoin (?:de |d'|du |des )|(?:re)?cherch(?:e|ent) (?:un|une|des|quelqu'un)\b|"
    r"il nous (?:faut|faudrait|manque) (?:du |de la |des |un |une |recruter|trouver)|we need (?:more|"
    r"some|a |an |help|someone|volunteers)|needs? (?:help|volunteers|someone))"
)
TOPIC = re.compile(r"^(?:recherche|besoins?|necessite|manque|appel)\b")
DENIED = re.compile(
    r"\b(?:pas|plus|aucun|sans|no|not|don't|jamais)\b.{0,12}\b(?:besoin|need|cherch|necessite)|\bpas besoin\b"
)
KINDS = (
    (
        "provider",
        r"prestataire|fournisseur|imprimeur|devis|artisan|traiteur|sous-traitant|provider|supplier|contractor",
    ),
    ("method", r"accompagnement|methode|methodolog|coup de main|outil|formation|guidance|support"),
    (
        "role",
        r"\b(?:re)?cherch|referent|animat|facilitat|porteu|coordin|tresori|secretaire|jardinier|"
        r"scribe|quelqu'un|someone|coordinator",
    ),
    (
        "people",
        r"recrut|renfort|contribut|benevole|participant|personne|volontaire|bras|monde|leaders?|"
        r"intervenant|volunteer|people|acteurs?|directrices?|directeurs?",
    ),
)
LACKS = re.compile(  # « Pas de référents pour le moment », said by a group of itself
    r"^(?:mais |et )?(?:(?:il )?n'y a |(?:nous )?n'avons |on n'a )?(?:toujours |encore )?(?:pas|point|aucune?|no)"
    r"(?: encore)? (?:de |d')?(?:co-?)?(?:animat|benevole|binome|contribut|coequip|facilitat|host|parrain|marrain|"
    r"partenaire|pilote|porteu|referent|relais|renfort|scribe|secretaire|tresori|volont|volunteer)[^,;:]{0,50}?"
    r" ?\b(?:pour (?:le moment|l'instant)|a (?:cette heure|ce jour|ce stade)|actuellement|encore|yet|so far|"
    r"for now)\W*$"
)
RULE = re.compile(
    r": ?(?:a la demande|sur (?:simple )?(?:demande|appel)|au cas par cas|au fil (?:de l'eau|des besoins)|"
    r"selon (?:les )?(?:besoins?|demandes?)|(?:up)?on (?:request|demand)|as needed)(?: [^ ,;:.]+){0,4} ?\.?$"
)
NOTHING = re.compile(r"^(?:aucun|neant|ras|rien|none)\b")
READ = {"tasks", "done", "both", "reviewed", "decisions", "next_meeting", "calendar", "addendum", "questions"}


def read_needs(sheet: Sheet, speakings: list[Speaking], questions: Sequence[Question] = ()) -> list[Need]:
    """Return the needs in the order of the text, each once; those in a speaker's news have the speaker as `who`.

    Those of a label under the heading of a question have those who carry it.
    """
    found: list[Need] = []
    topics = set(_topics(sheet))
    whose = {id(block): one.who for one in speakings for block in one.blocks}
    carried = {one.lines: one.hosts for one in questions}
    for section, block in sheet.prose():
        if section.kind == "needs":
            who = carried.get(section.parent.lines, ()) if section.parent else ()
            found += _labelled(block, who)
        elif section.kind not in READ:
            found += _spoken(block, whose.get(id(block)), is_topic=id(block) in topics)
    unique: dict[str, Need] = {}
    for need in found:
        unique.setdefault(fold(need.text), need)
    return list(unique.values())


def kind_of_need(text: str) -> str:
    folded = fold(text)
    if RULE.search(folded):
        return "rule"
    return next((kind for kind, pattern in KINDS if re.search(pattern, folded)), "other")


def _labelled(block: Block, who: tuple[str, ...]) -> Iterator[Need]:
    listed = not block.level and (block.kind == "item" or len(block.text) <= 200)
    if listed and len(block.text) > 2 and not NOTHING.match(fold(block.text)):
        yield Need(text=block.text, lines=block.lines, who=who, kind=kind_of_need(block.text))


def _topics(sheet: Sheet) -> Iterator[int]:
    """Yield the ids of the items that head others: « Recherche de locaux », with what was said of it below."""
    for section in sheet.sections:
        for block, after in pairwise(section.blocks):
            if block.kind == after.kind == "item" and after.level > block.level:
                yield id(block)


def _spoken(block: Block, who: tuple[str, ...] | None, *, is_topic: bool) -> Iterator[Need]:
    """Yield the needs of sentences: sure when the sentence opens with the need, else a proposal.

    A noun that heads a list is the topic of what is said below: a proposal.
    """
    for sentence in sentences(block.text):
        folded = fold(sentence)
        if len(sentence) > 500 or folded.endswith("?") or DENIED.search(folded):
            continue
        opens = OPENS.match(folded) is not None or (who is not None and SEEKS.match(folded) is not None)
        lacks = who is not None and LACKS.match(folded) is not None
        sure = opens and not (who is None and TOPIC.match(folded) and (is_topic or "→" in sentence))
        if opens or lacks or WITHIN.search(folded):
            kind = "people" if lacks else kind_of_need(sentence)
            yield Need(text=sentence, lines=block.lines, who=who or (), kind=kind, sure=sure)

"""Turns by which prose tells something to do: a person or a body and a duty or a future, « un sondage sera lancé »."""

from __future__ import annotations

import re

from palabre.pure.minutes.deeds.due import due_in
from palabre.pure.minutes.document import Sheet
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.sections import Section

NAME = r"[A-ZÀ-Þ@][\w’'-]{1,40}(?: [A-ZÀ-Þ][\w’'-]{1,40}){0,2}"
WHO = re.compile(
    rf"^((?:(?:M|Mme|MM)\.? )?{NAME}(?:,? (?:et )?{NAME}){{0,3}}) (?:s['’]|se |y |en |l['’]|les |la |"
    rf"le )?([\w-]{{3,20}})\b"
)
AND = re.compile(r",? et |, ")
PRESENT_THERE = re.compile(r"\bser(?:a|ont) (?:[\w’'-]+ )?présentes?\b")
FUTURE = re.compile(r"[a-z]{2,}(?:era|ira|rra|dra|vra|fera)(?:i|s|ont)?$|[a-z]{2,}r(?:ont|a)$")
NOT_AN_ACT = re.compile(
    r"^(?:sera|seront|aura|auront|pourra|pourront|devra|est|sont|etait|avait|rappelle|pense|dit|trouve|note|estime|"
    r"souligne|precise|indique|signale|explique|informe|remercie|souhaite|demande si|presente|propose|participe)"
)
DONE_BY = (
    r"lance|cree|envoye|elabore|organise|contacte|relance|transmis|redige|prepare|convoque|diffuse|publie|mene|"
    r"complete|"
    r"sollicite|consulte|partage|installe|achete|commande|repare|planifie|programme|poste|imprime|verifie|etudie|"
    r"adresse|"
    r"ajoute|amende|communique|corrige|demande|depose|engage|fourni|integre|invite|mis en ligne|mis en place|"
    r"mis a jour|"
    r"modifie|presente|propose|recense|reserve|revu|signe|soumis|teste"
)
WILL_BE_DONE = re.compile(
    rf"^[^,;:.?!]{{3,110}} (?:sera|seront) (?:(?:egalement|aussi|donc|ensuite|alors) )?(?:{DONE_BY})e?s?\b"
)
DEEDS = (
    r"(?:(?:y |ne pas )?(?:re|de)?(?:acheter|adresser|afficher|ajouter|aller (?:voir|chercher|recuperer)|alimenter|"
    r"analyser|annoncer|appeler|archiver|avertir|caler|chercher|chiffrer|choisir|commander|communiquer|completer|"
    r"confirmer|constituer|consulter|contacter|convoquer|copier|corriger|creer|decider|deposer|designer|determiner|"
    r"definir|demander|diffuser|documenter|ecrire|elaborer|envoyer|etablir|etudier|examiner|faire|finaliser|fixer|"
    r"fournir|identifier|imprimer|informer|inscrire|installer|integrer|interroger|inviter|lancer|lire|lister|louer|"
    r"mettre (?:a|en|au|sur)|modifier|monter|nettoyer|nommer|numeriser|obtenir|organiser|ouvrir|partager|passer|payer|"
    r"penser a|planifier|poser|poster|poursuivre|preciser|prendre (?:contact|rendez-vous|rdv)|preparer|presenter|"
    r"prevenir|prevoir|produire|programmer|proposer|publier|ranger|recenser|rencontrer|recruter|recueillir|rediger|"
    r"reflechir|regarder|regler|reparer|repondre|reserver|resilier|reunir|revoir|signer|signaler|solliciter|sonder|"
    r"soumettre|supprimer|tester|traduire|transmettre|travailler|trouver|valider|verifier|voir (?:avec|si|pour))\b)"
)
INFINITIVE = (
    r"(?:se |s'|y |en |le |la |les |l'|ne pas ){0,3}(?!(?:voir|dire|parler|avoir|pouvoir|etre)\b)"
    r"[a-z-]{2,}(?:er|ir|re|oir)\b"
)
LEAD = (
    r"^(?:(?:donc|ensuite|enfin|egalement|par ailleurs|de plus|en parallele|ainsi|aussi|a ce titre|d'ici [^,;:]{2,40}|"
    r"(?:pour|suite a|dans|apres|en) [^,;:]{2,60}),? )?"
)
BODY = (
    r"(?:le |la |les |l'|notre )(?:gt|groupe|sous-groupe|ca|conseil|bureau|comite|copil|cotech|codir|collectif|"
    r"commission|"
    r"equipe|secretariat|secretaire|presidente?|tresoriere?|animat(?:eur|rice)|coordination|coordinat(?:eur|rice)|"
    r"referente?s?|membres|participants|porteurs|association)(?: (?:de |du |des |d')?[a-z'-]{2,20}){0,3}?"
)
ADVERB = r"(?:(?:donc|aussi|encore|egalement|ensuite|alors) )?"
BODY_WILL = r"(?!sera|aura|pourra|devra|comp|perm|rest|durer|concern|garde|porte|dispo|deviendr|particip|reuni)"
DUTY = re.compile(
    rf"{LEAD}(?:(?:on|nous|chacune?(?: d'entre nous)?|{BODY}) (?:va|vont|allons|doit|doivent|devons|devra|"
    rf"devront|devrons) "
    rf"{ADVERB}{INFINITIVE}|"
    rf"{BODY} (?:(?:se |s')?{BODY_WILL}[a-z]{{2,}}r(?:a|ont)\b|prevoi(?:t|ent) de {INFINITIVE})|"
    rf"il (?:faut|faudra|faudrait|convient de|conviendra de|s'agira de|est necessaire de) {ADVERB}{DEEDS}|"
    rf"(?:il )?rest(?:e|era) {ADVERB}a {INFINITIVE}|(?:penser a|ne pas oublier de|veiller a) {INFINITIVE}|"
    rf"chacune? [a-z]{{3,}}(?:e|it|nd) .{{2,80}}\b(?:pour|avant|d'ici)\b)"
)
TAKES = re.compile(
    rf"^((?:(?:M|Mme|MM)\.? )?{NAME}|(?:[Ll]e|[Ll]a|[Ll]['’]|[Ll]es) ?[\w’'-]+(?: [\w’'-]+){{0,3}}?) "
    r"(?:se (?:charge|chargera|propose|proposent|chargent) d|s['’]occupe(?:ra|nt)? d|s['’]engage(?:nt)? à |"
    r"prend(?:ra)? en charge |"
    r"prennent en charge |est chargée? d|sont chargée?s d|se porte volontaire pour )"
)
BARE = re.compile(rf"^{DEEDS} \S")
NO_DEEDS = re.compile(
    r"\b(?:idees?|propositions?|pistes?|mandat|objectifs?|enjeux?|missions?|roles?|rappels?|methode|procedure|comment|"
    r"attentes|besoins|criteres|principes?|regles?|usages?|finalites?)\b"
)
IS_A_SUBJECT = re.compile(  # « trouver un local demande du temps »
    r"^[^,;:()]{3,90}? (?<!\bqui )(?<!\bque )(?<!\bsi )(?<!\bou )"
    r"(?:aide|coute|demande|doit|est|implique|necessite|parait|permet|peut|prend|presente|rend|reste|semble|serait|sont|"
    r"suppose)\b"
)
LONGEST_NOTE = 160


def promised_by(sentence: str, sheet: Sheet) -> tuple[str, ...]:
    """Return the listed person who does it, in « Odile enverra le plan », « Luc demande un devis avant le 15 »."""
    found = WHO.match(sentence)
    names = tuple(AND.split(found[1])) if found is not None else ()
    if found is None or not all(map(sheet.roster.who, names)):
        return ()
    verb = fold(found[2])
    if NOT_AN_ACT.match(verb):
        return ()
    is_promise = FUTURE.fullmatch(verb) or (verb.endswith(("e", "it", "nd", "met")) and due_in(sentence, sheet.days)[0])
    return names if is_promise else ()


def taken_by(sentence: str) -> str:
    """Return who takes it, in « Odile se charge du plan », « Le bureau s'occupe de l'affiche »; "" for nobody."""
    found = TAKES.match(sentence)
    return found[1] if found is not None else ""


def is_a_duty(sentence: str) -> bool:
    """Return whether the sentence is « on doit relancer Ana », « il reste à choisir », « un avis sera demandé »."""
    folded = fold(sentence)
    will_be = WILL_BE_DONE.match(folded) is not None and not PRESENT_THERE.search(sentence)
    return DUTY.match(folded) is not None or will_be


def is_a_bare_deed(block: Block, sentence: str, section: Section) -> bool:
    """Return whether the sentence is a note such as « Relancer la mairie », outside of ideas, aims and rules."""
    if len(sentence) > LONGEST_NOTE or block.state == "done" or NO_DEEDS.search(fold(section.title)):
        return False
    folded = fold(sentence)
    return BARE.match(folded) is not None and not IS_A_SUBJECT.match(folded)

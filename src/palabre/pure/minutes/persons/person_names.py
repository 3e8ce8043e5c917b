"""Patterns of a person's name, of a role and of an organisation."""

from __future__ import annotations

import re
from functools import lru_cache

from palabre.pure.minutes.text.folded_lines import fold

UPPER = "A-ZÀ-ÖØ-ÝŒŠŽ"
BEFORE_CIVILITY = re.compile(r"(?<=[\w.])\s+(?=(?:M\.|Mme|Mlle|Mr)\s+[A-ZÀ-Þ])")
CIVILITY = (
    r"(?:(?:M\.|Mr\.?|Mme\.?|Mlle\.?|MM\.|Mmes|Mrs\.?|Ms\.?|Dr\.?|Pr\.?|Madame|Monsieur|Me|"
    r"M(?=\s[A-ZÀ-Ý]))\s+)"
)
CAPITALISED = rf"(?:[{UPPER}][\w'’.-]*|[«\"“(][^«»\"“”()]{{2,30}}[»\"”)])"
PARTICLE = (
    r"(?:de|du|des|d['’]|le|la|les|van|von|der|den|ter|ten|zu|zum|zur|vom|ben|bin|bint|ould|abou|abu|el|al|da|di|do|"
    r"das|dos|del|della|ibn|ap|ab|ar|y|e|o['’])"
)
NAME = re.compile(
    rf"^{CIVILITY}?(?:[{UPPER}][\w'’.-]*)(?:\s+(?:{PARTICLE}\s+){{0,2}}(?:[dlDLO]['’])?{CAPITALISED}){{0,4}}$"
)
GIVEN = rf"[{UPPER}][a-zà-ÿ]+(?:-[{UPPER}][a-zà-ÿ]+)?"
SURNAME = rf"[{UPPER}]{{3,}}(?:[ -][{UPPER}]{{2,}})?"
TWO_NAMES = re.compile(rf"^({GIVEN} {SURNAME}) ({GIVEN} {SURNAME})$")  # the line break between them is lost
SURNAME_FIRST = re.compile(rf"^(?:LE|LA|DE|DU|DES) [{UPPER}' -]{{1,30}} [{UPPER}][a-zà-ÿ]+")
FULL_CAPS = re.compile(rf"^[{UPPER}]{{2,}}(?:-[{UPPER}]{{2,}})*$")
HANDLE = re.compile(r"^@[\w.-]{2,40}$")
FAMILY = re.compile(rf"^(?:la )?famille [{UPPER}][\w'’-]+$")
INITIALS = re.compile(rf"^[{UPPER}]{{2,3}}$")
NICKNAME = re.compile(r"^[a-z][\w.-]{1,20}$")

ACTOR = r"(?:eurs?|rices?|euses?|ors?)\b"
ROLE = re.compile(
    r"^(?:l[ea] |l'|un |une |the |notre |our )?(?:co-?|vice-?|ex-?|sous-?|1er |1ere |2e |past |acting )*"
    rf"(?:(?:anima|facilita|direc|coordina|coordonna|administra|media|observa|accompagna|redac|educa|modera|media|"
    rf"forma|agricul|forma|anima|collabora|contribu|organisa|consult|rappor|audi)t{ACTOR}|"
    r"president|tresori|secretaires?\b|secretaire general|maires?\b|adjoint|conseiller|conseillere|"
    r"charge[es]?\b|responsable|"
    r"coordo\b|coordonn|stagiaire|benevole|scribe|referent|resident|habitant|salarie|adherent|"
    r"membres?\b|elue?s?\b|delegue|"
    r"chef|cheffe|ingenieur|technicien|medecin|infirmi|enseignant|professeur|profs?\b|etudiant|"
    r"doctorant|chercheu|maitre|maitresse|"
    r"parents?\b(?! d'eleves$)|parent d'eleves?$|porteurs?\b|porteuses?\b|gardien|rapporteu|"
    r"inspect(?:eur|rice)|depute|senat(?:eur|rice)|prefete?s?\b|"
    r"dgs\b|dga\b|dg\b|drh\b|dst\b|usager|locataire|proprietaire|commercant|artisane?s?\b|maraich|"
    r"bibliothecaire|archiviste|"
    r"architecte|urbaniste|paysagiste|designer|developp|consultant|avocate?s?\b|juriste|comptable|"
    r"graphiste|assistant|agente?s?\b|"
    r"gestionnaire|intervenant|invitee?s?\b|mentor|tut(?:eur|rice)|psycho|ergo|cuisini|boulang|"
    r"menuisi|regisseu|jardini|journalist|"
    r"photograph|community manager|chair|treasurer|secretary|manager|officer|head of|lead\b|volunteer|"
    r"trustee|councillor|teacher|"
    r"students?\b|coach|host\b|convenor|convener|note-?taker|time ?keeper|prise de notes|anime\b|"
    r"interprete|suppleant|titulaire|doyen|"
    r"proviseur|principale?\b|cpe\b|atsem|sophrolog|therapeut|independant|retraite|representante?s?\b|"
    r"remplacante?\b|animation\b|"
    r"facilitation\b|minutes\b|facilitating|taking notes|year \d|classe |ce[12]\b|cm[12]\b|cp\b|"
    r"ps/?ms|artiste|musicien|auteur|autrice|"
    r"citoyen|riverain|voisin|curieu|nouvea?u|nouvelle|vice\b|service civique|alternante?\b)"
)
ROLE_ENDS = re.compile(r"\b(?:officer|manager|chair|secretary|treasurer|coordinator|director|volunteer|teacher)$")
PRESENCE = re.compile(
    r"\b(?:arrivee?s?|depart|partie?s?|quitte|rejoint|retard|absente?|excusee?|visio|distance|zoom|"
    r"teams|telephone|tel|"
    r"en ligne|pouvoir|procuration|representee?s?|represente par|remplace|remplacee?|jusqu|a partir|"
    r"des \d+|late|left|leaves|joined|"
    r"arrived|remote|remotely|online|proxy|until|from \d+|presentiel|presente?|sur place|\d{1,2} ?h|"
    r"\d{1,2} ?[ap]m|e?-?mail|via|en cours de|"
    r"debut|fin de|malade|conge|conges|vacances|sick|away|holiday)(?:\b|(?<=h))|@"
)
EXCUSED = re.compile(r"\b(?:excuse|excusee|excused|absente?|apologies)\b")
ORGANISATION = re.compile(
    r"\b(?:mairie|ville|commune|communaute|metropole|agglo|agglomeration|departement|region|"
    r"conseil (?:departemental|regional|municipal)|"
    r"association|asso|atelier|collectif|fondation|federation|agence|universite|ecole|college|lycee|"
    r"centre|maison|mediatheque|"
    r"bibliotheque|musee|theatre|syndicat|cooperative|scop|scic|sarl|sas|bureau d'etudes|cabinet|"
    r"laboratoire|labo|lab|institut|"
    r"prefecture|ministere|direction|service|caf|ccas|cpam|ars|office|chambre|parc|pays|reseau|union|"
    r"ligue|amap|mjc|police|gendarmerie|pompiers|sdis|paroisse|epicerie|cantine|librairie|bailleur|hlm|creche|"
    r"ludotheque|"
    r"mission locale|parents d'eleves|epci|ehpad|"
    r"hopital|chu|societe|entreprise|groupe|club|comite|observatoire|pole|council|university|school|"
    r"trust|society|charity|"
    r"library|city|county|borough|housing|network|company|ltd|inc|nhs|group|society|college|club|church|department)\b"
)
COLLEGE = re.compile(
    r"(?:college|collectif|groupe|pole) (?:des? |d'|« ?)(?:[a-z]+ )?(?:habitant|citoyen|elu|usager|membre|parent|"
    r"salarie|"
    r"benevole|adherent|fondateur|associe|producteur|consommateur|particulier|collectivite|association|entreprise|"
    r"personne|partenaire|institution|riverain|agent|enseignant|represent)|college [a-z0-9]$"
)
COLUMN_WORDS = frozenset(
    ["nom", "noms", "prenom", "prenoms", "organisme", "organismes", "organisation", "structure", "fonction", "email",
     "mail", "courriel", "telephone", "signature", "emargement", "present", "presents", "excuse", "excuses", "absent",
     "absents"]
)  # fmt: skip
STOP = frozenset(
    [
        "aucun",
        "aucune",
        "neant",
        "personne",
        "tous",
        "toutes",
        "tout",
        "toute",
        "ras",
        "na",
        "n/a",
        "rien",
        "-",
        "–",
        "—",
        "x",
        "oui",
        "non",
        "none",
        "nobody",
        "everyone",
        "everybody",
        "all",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "nous",
        "vous",
        "on",
        "il",
        "elle",
        "ils",
        "elles",
        "et",
        "ou",
        "mais",
        "pour",
        "avec",
        "sans",
        "dans",
        "sur",
        "ce",
        "cette",
        "ces",
        "il",
        "y",
        "merci",
        "bonjour",
        "total",
        "quorum",
        "voir",
        "liste",
        "feuille",
        "environ",
    ]
)


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Return whether the text looks like the name of one person: « Mme Diallo », « J. Roux », « Ana » or « @zoe »."""
    text = text.strip()
    if HANDLE.match(text) or FAMILY.match(text):
        return True
    if not 1 < len(text) <= 60 or (fold(text.split()[0]) in STOP and not SURNAME_FIRST.match(text)):
        return False
    return NAME.match(text) is not None and not any(char.isdigit() for char in text)


def is_person(text: str) -> bool:
    """Return whether the text, in a list of people, names one of them: not « Mairie de Brume », nor « Nom Prénom »."""
    if not is_name(text):
        return False
    words = text.split()
    if re.match(CIVILITY, text) or HANDLE.match(text):
        return True
    folded = [fold(word) for word in words]
    surname_first = len(words) > 1 and FULL_CAPS.match(words[0]) is not None and not FULL_CAPS.match(words[1])
    heads_a_body = ORGANISATION.match(folded[0]) is not None and len(words) > 1 and not surname_first
    return not heads_a_body and COLUMN_WORDS.isdisjoint(folded)


def is_nickname(word: str) -> bool:
    """Return whether the word is a lowercase nickname, a name only in a list of people: « zigzag », « ana.b »."""
    return (
        NICKNAME.match(word) is not None and fold(word) not in STOP and not is_role(word) and not tells_presence(word)
    )


def is_role(text: str) -> bool:
    folded = fold(text).strip()
    return bool(ROLE.match(folded) or ROLE_ENDS.search(folded)) and len(text) <= 100


def tells_presence(text: str) -> bool:
    """Return whether the text is about arriving late, leaving, being online or a proxy, not a role."""
    return PRESENCE.search(fold(text)) is not None


def is_a_college(text: str) -> bool:
    """Return whether the words are a category of members: « Collège des habitants », no organisation."""
    return COLLEGE.match(fold(text)) is not None


def names_an_organisation(text: str) -> bool:
    return ORGANISATION.search(fold(text)) is not None or FULL_CAPS.match(text.strip()) is not None

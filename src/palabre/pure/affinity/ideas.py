"""Families of words that speak of one idea, as the communities of forums use them.

They bring together « collaborer » and « coopération », which share no letter to speak of. One line per idea, its first
word names it; words are compared by their stems. Keep a line to words that a convener would take for near
synonyms, and leave out those that mean several things (« cadre », « classe », « direction »).
"""

from functools import cache

from palabre.pure.french import stems

_FAMILIES = """
    coopération coopérer collaboration collaborer collectif partenariat coconstruire fédérer dynamique animer
    participation participer concertation démocratie citoyen habitant usager consultation pétition
    territoire territorial commune communal ville village quartier agglomération intercommunalité local rural
    transition écologie environnement climat biodiversité sobriété carbone durable
    énergie électricité chauffage solaire éolien rénovation isolation
    numérique informatique internet logiciel ordinateur dématérialisation donnée
    jeunesse jeune enfant adolescent étudiant lycéen collégien
    école éducation enseignement pédagogie scolaire élève
    formation apprentissage apprendre compétence tutorat stage
    santé soin hôpital médecin prévention infirmier soignant
    vieillesse aîné senior retraité vieillissement dépendance
    mobilité transport vélo cyclable bus covoiturage voiture piéton
    alimentation agriculture cantine paysan maraîcher nourriture potager jardin
    logement habitat immeuble locataire hébergement
    management manager encadrement hiérarchie chef
    télétravail visioconférence distanciel
    crise urgence confinement pandémie catastrophe
    pérenniser prolonger durer inscrire continuité maintenir
    expérimentation innovation innover essai expérimenter prototype laboratoire labo
    solidarité entraide précarité pauvreté exclusion inclusion
    égalité discrimination parité sexisme handicap accessibilité
    culture théâtre musique bibliothèque patrimoine artiste festival
    emploi recrutement embauche chômage insertion métier
    bénévolat bénévole volontaire association associatif
    budget financement argent subvention dépense économie
    confiance bienveillance convivialité écoute respect
    communication information informer sensibiliser message média
    évaluation mesurer indicateur bilan impact
    eau rivière fleuve inondation nappe
    déchet recyclage réemploi compost poubelle réparation
    sécurité prévention délinquance police incivilité
    sport piscine gymnase stade
"""


@cache
def ideas() -> dict[str, tuple[str, ...]]:
    """The ideas that each stem speaks of."""
    named: dict[str, tuple[str, ...]] = {}
    for line in _FAMILIES.split("\n"):
        for stem in stems(line):
            named[stem] = (*named.get(stem, ()), line.split()[0])
    return named

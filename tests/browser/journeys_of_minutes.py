"""Minutes are brought and told; a convener answers by the link that they are given, and finds somebody."""

from __future__ import annotations

from tests.browser.convener import MINUTES
from tests.browser.minutes import TWIN
from tests.browser.walker import Meet, Walks, links_in

ADDRESSES = (
    'À : Bastien Lorrimer <bastien@exemple.fr>, "QUINTARD, Maëlle" <maelle@exemple.fr>; nadege.pelissol@exemple.fr, '
    "i.berthou@exemple.fr"
)
NEWS = "Trois parcelles sont prêtes"
WITH_NEWS = f"{MINUTES.partition('### Nouvelles')[0]}### Nouvelles des projets\n\nInès\n\n- {NEWS}.\n"
NAMED = 9  # people in the twin, besides who brings it


def an_animator_brings_minutes_tells_people_and_opens(meet: Meet, front: str) -> None:
    odile = meet()
    bring(odile, front, TWIN, "Carnet des vallées")
    odile.reads("8 questions, 8 groupes, 4 réunions, 7 besoins, 8 choses à faire.")
    answer_the_questions(odile)
    letters = tell_everybody(odile)
    odile.press("Revenir au compte rendu, pour l’ouvrir")
    open_to_conveners(odile)

    odile.reads("Choisir une date ensemble", "On recherche", "Comment retenir l’eau des toits ?")
    answers_what_a_group_asks(odile)
    maelle = meet()
    maelle.open(letters["Maëlle Quintard"])
    maelle.reads("Bonjour Maëlle.", "Comment manger ensemble plus souvent")
    elise = meet()
    elise.open(letters["Élise Garrouste"])
    elise.reads("Bonjour Élise.", "Balades à plusieurs voix")
    stranger = meet()
    stranger.open(front)
    stranger.reads("Donner un compte rendu")
    stranger.reads_nothing_of("Carnet des vallées")


def answers_what_a_group_asks(odile: Walks) -> None:
    """What the meeting proposes to each group, and two lines that look alike: each is said once, and undone."""
    odile.menu("Groupes")
    odile.press("Comment laisser ouverts les préaux")
    odile.reads("La réunion propose", "Ces deux pistes se ressemblent")
    odile.press("Les rapprocher")
    odile.reads("Elles sont ensemble : chacune garde ses mots.")
    odile.reads_nothing_of("Ces deux pistes se ressemblent")
    odile.press("Annuler")
    odile.reads("Ce sont de nouveau deux pistes.", "Ces deux pistes se ressemblent")
    odile.press("Pas maintenant")
    odile.reads("C’est noté : pas maintenant.", "Chaque équipe apporte")


def bring(odile: Walks, front: str, text: str, community: str) -> None:
    odile.open(front)
    odile.reads("Rien n’est publié ni envoyé sans vous.")
    odile.press("Donner un compte rendu")
    odile.write("Texte du compte rendu", text)
    odile.write("Nom de votre communauté", community)
    odile.write("Votre nom", "Odile Tanneguy")
    odile.press("Lire ce texte")
    odile.reads("Personne d’autre ne voit cette page.")
    if odile.shows("Oui, c’est en cours"):  # minutes of long ago ask nothing of anybody before that
        odile.press("Oui, c’est en cours")
        odile.reads("C’est noté : ce que dit ce compte rendu est en cours.")


def answer_the_questions(odile: Walks) -> None:
    odile.press("Oui")
    odile.reads("C’est une seule organisation.", "2 sur 5")
    odile.press("Mardi 4 avril")
    for number in (3, 4, 5):
        odile.reads(f"{number} sur 5")
        odile.press("Plus tard")
    odile.reads("Plus rien à vous demander.")


def say_who_was_there(odile: Walks) -> None:
    odile.press("En faire des personnes")
    odile.reads("Personne n’a été prévenu.")


def tell_everybody(odile: Walks) -> dict[str, str]:
    """Send each letter from one's own mailbox, or give its link; return the link of each."""
    say_who_was_there(odile)
    odile.press("Les prévenir")
    odile.reads(f"Ce texte nomme {NAMED} personnes")
    odile.write("Collez la ligne « À : »", ADDRESSES)
    odile.press("Reconnaître ces adresses")
    odile.reads("4 adresses reconnues. 5 personnes sans adresse")
    odile.press("Les prévenir")
    odile.reads(f"{NAMED} messages sont prêts. Rien n’est parti.", "Palabre n’a pas de serveur de courriel.")
    odile.press("Les lire l’un après l’autre")
    return dict(one_letter(odile) for _letter in range(NAMED))


def one_letter(odile: Walks) -> tuple[str, str]:
    """Send the letter on the page, or give its link; return to whom it is, by name, and the link."""
    odile.reads("Aucun compte à créer.", "Copier un lien")
    name, (to, links) = odile.lead().removeprefix("À ").partition(",")[0], links_in(odile.mailbox())
    if to:
        odile.press("Je l’ai envoyé")
    else:
        odile.press("Copier un lien")
        links = [odile.given("Lien pour")]
        odile.press("J’ai donné le lien")
    odile.reads(f"C’est noté pour {name}")
    return name, links[0]


def open_to_conveners(odile: Walks) -> None:
    odile.press("Ouvrir aux porteurs")
    odile.reads("Ce n’est toujours pas public.")


def a_convener_answers_reads_their_group_and_finds_somebody(meet: Meet, front: str) -> None:
    odile, ines, nadia, malo = meet(), meet(), meet(), meet()
    links = a_community_with_two_letters(odile, front)
    ines.open(links["Inès Carvalho"])
    ines.reads("Bonjour Inès.", "Est‑ce juste ?")
    ines.press("Je voudrais la porter à plusieurs")
    ines.reads("C’est noté. Merci.", "Comment partager les jardins ?", "Inès Carvalho porte la question.")
    ines.reads("Dernières nouvelles", NEWS)
    call = looks_for_somebody(ines)
    nadia.open(call)
    nadia.reads("Une personne pour porter avec Inès, d’une commune rurale.")
    nadia.write("Votre prénom et votre nom", "Nadia Ferhat")
    nadia.press("J’y vais")
    nadia.reads("C’est noté : vous y allez.")

    ines.press("Revenir à votre question")
    ines.reads("Nadia Ferhat", "Comment partager les jardins ?")
    odile.menu("Val des jardins")
    odile.reads("pour porter avec Inès, d’une commune rurale")
    malo.open(links["Malo Riou"])
    malo.reads("Bonjour Malo.", "Comment aller au bourg sans voiture ?")
    malo.reads_nothing_of("Nadia")


def a_community_with_two_letters(odile: Walks, front: str) -> dict[str, str]:
    bring(odile, front, WITH_NEWS, "Val des jardins")
    say_who_was_there(odile)
    odile.press("Les prévenir")
    odile.reads("Ce texte nomme 2 personnes")
    odile.press("Les prévenir")
    odile.reads("2 messages sont prêts.")
    odile.press("Les lire l’un après l’autre")
    links = dict(one_letter(odile) for _name in range(2))
    odile.press("Revenir au compte rendu, pour l’ouvrir")
    open_to_conveners(odile)
    return links


def looks_for_somebody(ines: Walks) -> str:
    """Publish a call from the page of the link, and return the address to give."""
    ines.press("Chercher quelqu’un avec moi")
    ines.write("On recherche une personne pour porter avec Inès", "d’une commune rurale")
    ines.press("Publier l’appel")
    ines.reads("Votre appel est en page d’accueil.")
    return ines.given("Adresse à donner")

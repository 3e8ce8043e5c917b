"""People of a space: one who lost their browser is back in their place, one is put out by two yeses, and let back."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.journeys_of_questions import CHILDREN, OVEN, begin, carry, go_to_group
from tests.browser.walker import Meet, Walks

type Scan = Callable[[Walks], str]  # returns the address of the square that a walker shows
type Sleep = Callable[[], None]  # lets a day go by: who carries a group counts from the day after they joined


def a_lost_browser_and_a_person_back_in_their_place(meet: Meet, front: str, scan: Scan, sleep: Sleep) -> None:
    odile, maud, dimitri = three_people(meet, front, "Le pain du Val")
    carry(maud, CHILDREN, "Le pain du Val")
    come_along(dimitri, OVEN)
    come_along(dimitri, CHILDREN)
    sleep()

    back = meet()
    back.open(show_square(odile, "Dimitri Sorel", scan))
    back.reads("Ce lien est pour Dimitri Sorel")
    back.press("Entrer comme Dimitri Sorel")
    back.reads("Vous revoilà, Dimitri. Pour tout retrouver, scannez aussi le carré d’un autre membre")
    back.open(show_square(maud, "Dimitri Sorel", scan))
    back.press("Entrer comme Dimitri Sorel")
    back.reads("Vous revoilà, Dimitri. Tout ce qui est à vous est là.")
    go_to_group(back, OVEN)
    back.reads("C’est noté : vous y allez.")
    back.menu("Ma journée")
    back.reads("Bonne journée.")
    odile.menu("Le pain du Val")
    odile.reads("redonné son lien à quelqu’un")


def three_people(meet: Meet, front: str, space: str) -> tuple[Walks, Walks, Walks]:
    """Odile founds the space and opens it; Maud, whom she greets, and Dimitri enter by the common link."""
    odile = meet()
    begin(odile, front, space)
    carry(odile, OVEN, space)
    odile.menu("Groupes")
    odile.press("Les gens")
    odile.press("Il est prêt : l’ouvrir")
    odile.press("Faire un lien")
    odile.reads("Le lien est prêt.")
    door = odile.given("Lien pour entrer")
    maud, dimitri = (enter(meet(), door, name) for name in ("Maud Berrien", "Dimitri Sorel"))
    come_along(maud, OVEN)
    greet(odile, "Maud Berrien")
    return odile, maud, dimitri


def enter(walker: Walks, door: str, name: str) -> Walks:
    walker.open(door)
    walker.reads("Odile Tanneguy anime cet espace.")
    walker.write("Votre prénom et votre nom", name)
    walker.press("Entrer")
    walker.reads("Ma journée", OVEN)
    return walker


def come_along(walker: Walks, title: str) -> None:
    go_to_group(walker, title)
    walker.press("J’y vais")
    walker.reads("C’est noté : vous y allez.")


def greet(odile: Walks, name: str) -> None:
    odile.menu("Ma journée")
    odile.press(f"{name} a dit « j’y vais »")
    odile.reads("Une réponse prête")
    odile.press("J’ai répondu")
    odile.reads(f"C’est noté : {name.split()[0]} a eu une réponse.")


def show_square(member: Walks, name: str, scan: Scan) -> str:
    member.menu("Groupes")
    member.press("Les gens")
    member.choose("Redonner son lien à", name)
    member.press("Montrer le carré")
    member.reads(f"Un carré pour {name}", "Il s’ouvre une fois")
    return scan(member)


def somebody_is_put_out_by_two_yeses_and_let_back(meet: Meet, front: str) -> None:
    odile, maud, dimitri = three_people(meet, front, "La meule du Val")
    odile.menu("Groupes")
    odile.press("Les gens")
    odile.press("Faire sortir quelqu’un de l’espace")
    odile.reads("Il faut deux oui")
    odile.choose("Qui ?", "Dimitri Sorel")
    odile.press("Le proposer à tous")
    odile.reads("Ce sera fait dès qu’une deuxième personne dira oui.")
    go_to_group(dimitri, OVEN)
    maud.menu("Ma journée")
    maud.press("Odile Tanneguy propose quelque chose pour tout l’espace")
    maud.reads("Odile Tanneguy propose de faire sortir Dimitri Sorel")
    maud.press("Oui, moi aussi")
    maud.reads("Dimitri Sorel ne fait plus partie de l’espace.")
    dimitri.reload()
    dimitri.reads("Nous ne trouvons pas cette page")

    maud.press("Annuler")
    maud.reads("C’est de nouveau comme avant.")
    dimitri.reload()
    dimitri.reads(OVEN, "La prochaine fois")
    odile.menu("Groupes")
    odile.press("Les gens")
    odile.reads("Sont là", "Dimitri Sorel")


def a_group_and_a_space_are_left_and_a_space_is_archived(meet: Meet, front: str) -> None:
    space = "Le levain du Val"
    odile, maud, dimitri = three_people(meet, front, space)
    leave_a_group_and_come_back(odile)
    leave_the_space_and_come_back(dimitri, space)
    archive(odile, maud)
    dimitri.menu("Groupes")
    dimitri.reads("Cet espace est archivé : il se lit, et personne n’y écrit.", OVEN)
    dimitri.reads_nothing_of("Poser une question")

    maud.press("Annuler")
    maud.reads("C’est de nouveau comme avant.")
    for person in (odile, maud, dimitri):
        person.menu(space)
        person.reads(OVEN)
        person.reads_nothing_of("Cet espace est archivé")


def leave_a_group_and_come_back(odile: Walks) -> None:
    go_to_group(odile, OVEN)
    odile.press("Quitter ce groupe")
    odile.reads("Vous avez quitté ce groupe.", "On recherche")
    odile.press("Annuler")
    odile.reads("C’est de nouveau comme avant.", "Odile Tanneguy porte la question.")


def leave_the_space_and_come_back(dimitri: Walks, space: str) -> None:
    dimitri.menu("Ma journée")
    dimitri.press("Vos rôles, vos nouvelles, votre nom")
    dimitri.press("Quitter cet espace")
    dimitri.reads("Aucune raison n’est demandée", "Ce que vous avez écrit reste")
    dimitri.press("Quitter cet espace")
    dimitri.reads(f"Vous avez quitté « {space} ».")
    dimitri.press("Annuler : je reste")
    dimitri.reads("Vous êtes de nouveau là, comme avant.", OVEN)


def archive(odile: Walks, maud: Walks) -> None:
    odile.menu("Plan")
    odile.press("Réglages")
    odile.press("Ce qui est rare")
    odile.press("Archiver cet espace, à deux oui")
    odile.press("Proposer de l’archiver")
    odile.reads("Ce sera fait dès qu’une deuxième personne dira oui.")
    maud.menu("Ma journée")
    maud.press("Odile Tanneguy propose quelque chose pour tout l’espace")
    maud.reads("Odile Tanneguy propose d’archiver l’espace")
    maud.press("Oui, moi aussi")
    maud.reads("L’espace est archivé")


def a_space_says_its_friends_and_lends_its_structure(meet: Meet, front: str) -> None:
    space = "Le pétrin du Val"
    odile = meet()
    begin(odile, front, space)
    carry(odile, OVEN, space)
    odile.menu("Plan")
    odile.press("Réglages")
    odile.write("Qui vous soutient", "La mairie prête la salle.")
    odile.write("Vos partenaires, vos amis", "Le moulin d’à côté https://moulin.example")
    odile.press("Enregistrer")
    odile.reads("Les réglages sont gardés.")
    odile.menu("Groupes")
    odile.press("Les gens")
    odile.press("Il est prêt : l’ouvrir")
    odile.press("Rendre public")
    odile.reads("L’espace est public.")

    stranger = meet()
    stranger.open(front)
    stranger.press(space)
    stranger.reads("La mairie prête la salle.", "Le moulin d’à côté", "Vous voulez le même ?")
    stranger.press("Vous voulez le même ?")
    stranger.reads(f"« {space} » est fait avec Palabre", "Il vous prête sa licence")
    stranger.write("Nom de votre communauté", "La huche de Brennes")
    stranger.write("Votre nom", "Malo Tual")
    stranger.press("Commencer")
    stranger.reads("La huche de Brennes", "Nous commençons par une question")
    stranger.reads_nothing_of("La mairie prête la salle.", "Tanneguy")

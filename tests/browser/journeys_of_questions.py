"""A community begun without minutes lives: what it asks, does and shows; a day when it opens its doors."""

from __future__ import annotations

from itertools import count

from tests.browser.walker import Meet, Walks

OVEN, RAIN, CHILDREN = "Qui rallume le four à pain ?", "Où cuire quand il pleut ?", "Qui apprend aux enfants ?"
NEED, ANSWER, TASK = "Deux stères de bois sec", "Un stère, à prendre samedi.", "Commander deux stères de bois"
DAY = "Le fournil ouvre sa porte"
SPACES = count(1)  # one house is lived in by several kinds of screens: each has a space of its own name


def a_community_without_minutes_lives_and_shows_its_groups(meet: Meet, front: str) -> None:
    odile, name = meet(), f"Les fournils du Val, {next(SPACES)}"
    begin(odile, front, name)
    for question in (OVEN, RAIN):
        carry(odile, question, name)
    leave_to_whoever_likes(odile, CHILDREN)
    odile.menu(name)
    odile.reads("Les groupes", "Qui peut les porter ?", CHILDREN)
    go_to_group(odile, OVEN)
    say_what_is_missing(odile)
    do_something(odile)
    show_groups(odile, OVEN, RAIN)

    stranger = meet()
    stranger.open(front)
    stranger.press(name)
    stranger.reads("Les groupes", OVEN, RAIN)
    stranger.reads_nothing_of(CHILDREN, TASK, "Tanneguy")
    go_to_group(stranger, OVEN)
    stranger.reads("Odile Tanneguy porte la question.", NEED)
    stranger.press(NEED)
    stranger.reads("C’est au groupe de dire si cela suffit.")
    odile.menu("Besoins")
    odile.press(NEED)
    odile.press("C’est bon pour nous")
    odile.reads("C’est bon pour le groupe.")
    stranger.reload()
    stranger.reads("« C’est bon pour nous »")


def begin(odile: Walks, front: str, name: str) -> None:
    odile.open(front)
    odile.press("Commencer sans compte rendu")
    odile.write("Nom de votre communauté", name)
    odile.write("Votre nom", "Odile Tanneguy")
    odile.press("Commencer")
    odile.reads("Nous avons un compte rendu", "Nous commençons par une question", "Nous préparons un forum ouvert")


def ask(walker: Walks, question: str) -> None:
    walker.press("Poser une question")
    walker.write("Votre question", question)
    walker.press("Poser cette question")
    walker.reads("Votre question est posée.", question)


def carry(walker: Walks, question: str, space: str) -> None:
    walker.menu(space)
    ask(walker, question)
    walker.press("Je la porte")
    walker.reads("Vous portez cette question", "Faire évoluer le groupe")


def leave_to_whoever_likes(odile: Walks, question: str) -> None:
    odile.menu("Groupes")
    ask(odile, question)
    odile.press("Je la laisse à qui voudra")
    odile.reads("Personne ne la porte encore")


def go_to_group(walker: Walks, title: str) -> None:
    walker.menu("Groupes")
    walker.reads("Les groupes", title)
    walker.press(title)
    walker.reads("La prochaine fois")


def say_what_is_missing(odile: Walks) -> None:
    """A need is said, and the answer of the town hall is reported."""
    odile.press("Dire ce qui manque")
    odile.write("Que manque-t-il ?", NEED)
    odile.press("Dire ce besoin")
    odile.reads("Pas encore de réponse.")
    odile.write("Votre réponse", ANSWER)
    odile.press("Je rapporte la réponse de quelqu’un d’autre")
    odile.write("Qui répond", "La mairie")
    odile.press("Je réponds")
    odile.reads("C’est noté : la réponse est là.", "rapporté par Odile Tanneguy")
    odile.press(OVEN)
    odile.reads("La prochaine fois")


def do_something(odile: Walks) -> None:
    """A thing to do is said, taken, done; the undo takes one step back, not two."""
    odile.press("Dire ce qu’il y a à faire")
    odile.write("Qu’y a-t‑il à faire ?", TASK)
    odile.press("Dire ce qu’il y a à faire")
    odile.reads("C’est noté.", "Personne ne s’en charge encore")
    odile.press("Je m’en charge")
    odile.reads("Vous vous en chargez.")
    odile.press("C’est fait")
    odile.reads("C’est fait, par Odile Tanneguy. Merci.")
    odile.press("Annuler")
    odile.reads("Vous vous en chargez.")
    odile.press("C’est fait")
    odile.reads("C’est fait, par Odile Tanneguy. Merci.")


def show_groups(odile: Walks, *titles: str) -> None:
    """The page of the first one says that the space is not public, and leads to what makes it so."""
    to_readers(odile, titles[0])
    odile.reads("Cet espace n’est pas encore public")
    odile.press("Rendre l’espace public")
    odile.press("Il est prêt : l’ouvrir")
    odile.reads("L’espace est ouvert à ses membres.")
    odile.press("Rendre public")
    odile.reads("L’espace est public.")
    for title in titles:
        to_readers(odile, title)
        odile.reads("Ce que tout le monde lirait", title)
        odile.press("Montrer à tout le monde")
        odile.reads("Tout le monde peut le lire.")


def to_readers(odile: Walks, title: str) -> None:
    go_to_group(odile, title)
    odile.press("Le montrer à tout le monde, ou aux membres seuls")
    odile.reads("Montrer à tout le monde")


def a_day_is_opened_and_people_register(meet: Meet, front: str) -> None:
    odile, tarek, maud = meet(), meet(), meet()
    begin(odile, front, "Le four de Brennes")
    carry(odile, OVEN, "Le four de Brennes")
    prepare_a_day(odile)
    announced = odile.address_of("La page pour tout le monde")
    register(tarek, announced, "Tarek", "Je m’inscris")
    tarek.reads("vous avez une place")
    register(maud, announced, "Maud", "M’inscrire en liste d’attente")
    maud.reads("Votre inscription", "liste d’attente")
    tarek.press("Je ne viens plus")
    tarek.reads("C’est noté")

    maud.reload()
    maud.reads("vous avez une place")
    odile.press("Personnes inscrites")
    odile.reads("Avec une place", "Maud")
    odile.menu("Le four de Brennes")
    odile.reads(DAY, "Fournil communal", "Voir ce jour, et s’inscrire")


def prepare_a_day(odile: Walks) -> None:
    odile.menu("Réunions")
    odile.press("Un jour où les groupes s’ouvrent")
    odile.press("Préparer une rencontre")
    odile.write("Comment s’appelle-t-elle", DAY)
    odile.press("La préparer")
    odile.press("Trouver le jour")
    odile.write("Quel jour, à quelle heure", "samedi prochain de 14 h à 17 h")
    odile.press("Poser ou chercher le jour")
    odile.reads("Le jour est posé.")
    odile.press("Mots, lieu et nombre de places")
    odile.write("Lieu", "Fournil communal")
    odile.write("Combien de personnes", "1")
    odile.press("Enregistrer")
    odile.reads("Quand vous voulez, annoncez-la")
    odile.press("L’annoncer")
    odile.reads("Cet espace est encore en préparation")
    odile.press("Ouvrir l’espace")
    odile.press("Il est prêt : l’ouvrir")
    odile.reads("L’espace est ouvert à ses membres.")
    odile.menu("Réunions")
    odile.press("Un jour où les groupes s’ouvrent")
    odile.press(DAY)
    odile.press("L’annoncer")
    odile.reads("Qui la voit, et peut s’inscrire ?")
    odile.press("Tout le monde, par")
    odile.press("L’annoncer")
    odile.reads("C’est annoncé. On peut s’inscrire.")


def register(walker: Walks, address: str, name: str, button: str) -> None:
    walker.open(address)
    walker.reads(DAY, "Fournil communal")
    walker.write("Votre prénom et votre nom", name)
    walker.write("Votre adresse électronique", f"{name.lower()}@exemple.example")
    walker.send(button)

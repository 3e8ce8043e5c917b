"""A thousand lines of French prose without a date, rich in figures, must give none."""

from datetime import date
from itertools import product

from palabre.pure.dates import find_dates

ON = date(2020, 9, 29)
WHO = (
    "Le collectif", "Chaque équipe", "La commune", "Une habitante", "Mon voisin", "Le second groupe",
    "La 3e table", "Le conseil", "L’association", "Aujourd’hui, la mairie", "Le 1er atelier", "Notre réseau",
)  # fmt: skip
DOES = (
    "compte 12 personnes et 3 chiens", "a voté à 10 voix contre 2", "demande 1 200 euros, soit 20 %",
    "a fait 2 h de trajet", "travaille 35 h par semaine", "propose une réunion de 3h", "a reçu 2/3 des votes",
    "cite l’article 12", "lit les pages 4 à 9", "renvoie au chapitre 3, ligne 14", "obtient 10/10",
    "met 1 h 30 pour venir", "habite à 2 h de Paris", "a besoin de 15 jours de travail",
    "avance depuis deux mois", "a tenu pendant trois semaines", "pense au monde de demain",
    "marche 5 km par jour", "veut que ça marche", "regarde Mars au télescope", "mange un mars",
    "a sept enfants", "attend deux secondes", "a mis la version 3.12.4", "appelle le 06 12 34 56 78",
    "note 15,5/20 le service", "prend le 12 pour aller à la gare", "occupe la salle 204",
    "reste ouvert 24h/24 et 7j/7", "loue le 3 pièces du 12 rue des Lilas", "a 40 ans",
    "écrit au 29200 Brest", "range les 4/3 et les 16/9", "vit dans le 29", "arrive 1er ex æquo",
    "a relu les questions Q1, Q2 et Q3", "partage le budget en 4 lots de 2 500 €", "a trouvé 3 mardis gras",
    "s’est réunie deux fois par an", "prévoit une deuxième étape en 6 mois", "paie 12,50 € le repas",
    "mesure 1,80 m", "va de 3 à 5 membres", "gagne 2 à 1", "fait 8 heures de bénévolat", "dort 7 h 30 par nuit",
    "invente la ville de demain", "garde le souvenir d’hier", "a 90 minutes pour 6 tours",
    "ouvre les vannes à 50 %", "classe les dossiers de 1 à 31", "se tient au n° 14 du quai",
)  # fmt: skip
ENDS = (" avec plaisir.", ", dit-on.", " ; c’est beaucoup !", "")


def prose() -> list[str]:
    return [who + " " + does + end for (who, does), end in zip(product(WHO, DOES), ENDS * 999)] + [
        f"- {does[0].upper()}{does[1:]} : {n} points sur {n + 3}, art. {n}, § {n}.{n + 1}"
        for n, does in product(range(1, 32, 3), DOES)
    ]


def test_a_thousand_lines_without_a_date_give_none() -> None:
    lines = prose()

    false_hits = [(line, found[0].text) for line in lines if (found := find_dates(line, on=ON))]

    assert len(lines) >= 1_000
    assert false_hits == []


def test_the_same_lines_read_as_one_text_give_none() -> None:
    found = find_dates("\n".join(prose()), on=ON)

    assert [one.text for one in found] == []


def test_a_day_that_a_rhythm_follows_keeps_its_own_words() -> None:
    found = find_dates("Prochaine réunion le jeudi 10 décembre à 18 h, tous les quinze jours.", on=ON)

    assert [(one.value, one.rrule) for one in found] == [
        ("2020-12-10T18:00", None),
        ("2020-10-13", "FREQ=WEEKLY;INTERVAL=2"),
    ]

"""What people type, and the invented sentence in which it must be found (or not), whatever the database."""

FOUND = [
    # singular and plural
    ("jardin", "Les jardins partagés de la rue Basse"),
    ("jardins", "Un jardin pour tout le monde"),
    ("cheval", "Deux chevaux tirent la charrette"),
    ("journaux", "Le journal de la vallée"),
    ("travail", "Les travaux de la salle des fêtes"),
    ("bateau", "Trois bateaux au ponton"),
    # conjugations and families
    ("coopérer", "La coopération entre les deux rives"),
    ("coopération", "Ils coopèrent depuis l’hiver"),
    ("organiser", "L’organisation du marché"),
    ("partager", "Nous partageons la remorque"),
    ("réparation", "On répare les vélos le jeudi"),
    ("habiter", "Les habitantes du hameau"),
    # accents missing, or too many
    ("mediatheque", "La médiathèque ouvre à dix heures"),
    ("médiathèque", "La mediatheque ouvre a dix heures"),
    ("elus", "Les élus du canton"),
    ("ecole", "L’ÉCOLE du bourg"),
    ("energie", "Une boucle d’énergie locale"),
    ("reunion", "Réunion de lundi"),
    # ligatures
    ("oeuvre", "Une œuvre commune"),
    ("œuvres", "Les oeuvres de la chapelle"),
    ("coeur", "Au cœur du village"),
    ("œil", "Garder l’oeil ouvert"),
    # elisions and apostrophes
    ("eau", "L’eau de la source"),
    ("l'énergie", "Énergie du vent"),
    ("d’habitants", "Cent habitants"),
    ("aujourd'hui", "Aujourd’hui, on plante"),
    ("presqu’île", "La presqu'île au printemps"),
    ("qu’une école", "L’école ferme"),
    # inclusive spellings
    ("agents", "Les agent·es de la voirie"),
    ("agentes", "Les agent.e.s de la voirie"),
    ("présents", "Présent(e)s : douze personnes"),
    ("présentes", "PRÉSENT·E·S : douze personnes"),
    ("quelles déclinaisons", "Quelle.s déclinaison.s pour le hameau ?"),
    ("habitant·es", "Les habitants du quai"),
    ("élu.e.s", "Une élue est venue"),
    ("actrices", "Les acteur·rices du théâtre"),
    # capitals
    ("MINIBUS", "Le minibus du mardi"),
    ("minibus", "LE MINIBUS DU MARDI"),
    ("sncb", "Les horaires de la S.N.C.B."),
    ("S.N.C.B.", "La SNCB et ses horaires"),
    # hyphens
    ("rendez-vous", "Les rendez vous du jeudi"),
    ("rendez vous", "Le rendez-vous du jeudi"),
    ("porte à porte", "Un porte-à-porte dans le hameau"),
    ("porte-à-porte", "Aller de porte à porte"),
    ("coconstruire", "On va co-construire l’abri"),
    ("co-construction", "La coconstruction de l’abri"),
    ("compte-rendu", "Le compte rendu de la veille"),
    # names
    ("nadege kerouanton", "Nadège Kerouanton tient la caisse"),
    ("KEROUANTON Nadège", "Nadège Kerouanton tient la caisse"),
    ("le goff", "Inès Le Goff prête sa grange"),
    ("jean-baptiste", "Jean Baptiste Morvannou arrive"),
    ("belhadi youssef", "M. Youssef Belhadi"),
    # beginnings, numbers, addresses, light words
    ("média", "La médiathèque ouvre à dix heures"),
    ("15/10/2031", "Le 15/10/2031 au moulin"),
    ("14 h 30", "À 14h30 au moulin"),
    ("exemple.example", "Voir https://exemple.example/guide"),
    ("pour les", "Un four pour les fêtes"),
    ("où", "Où se garer ?"),
]

# With a blank at the end of what is typed: the word is whole, and no beginning of another.
NOT_FOUND = [
    ("jardin ", "Une jardinerie ouvre"),
    ("four ", "Des fourmis dans la cuisine"),
    ("minibus ", "Le bus du mardi"),
    ("porte ", "On rapporte les clés"),
    ("mer ", "La mairie ouvre"),
    ("eau ", "Un beau bateau"),
]

"""The names of sections, French and English, as folded patterns; the first kind that fits a name whole wins."""

from __future__ import annotations

MEETING = (
    "(?:reunion|rencontre|seance|session|rendez[- ]vous|rdv|point|visio(?:conference)?|atelier|assemblee|ag|ago|age|"
    "ca|cse|conseil|college|bureau|copil|cotech|codir|comite|commission|collegiale?|cercle|pleniere|date|fois|call|"
    "meeting|gathering|sync|conference|temps|chantier|permanence|reu|entrevue|cafe|stand-?up|catch-?up|meet-?up)s?"
)
WHO = (
    "(?:(?:etaient?|sont|est|personnes?|membres?|elus?|adherents?|conseillers?|habitants?|benevoles?|porteurs?|mandats?|"
    "equipe|administrateurs?|representants?) )"
)
OF_THE_MEETING = (
    "(?: (?:(?:a|de|pour|lors de|of|at|for) ?(?:la |cette |the |the next |this |notre )?|du |d'un |d'une |de l')?"
    rf"{MEETING}(?: [a-z0-9'/. -]{{1,40}})?| du jour| ce jour| ce soir| today)?"
)
PART_OF_A_DAY = r"(?:de (?:la |cette |l')?|du )(?:demi-)?(?:matinee|journee|soiree|apres-midi)"
OF_THE_SITTING = rf"(?:{OF_THE_MEETING}| {PART_OF_A_DAY}(?: [a-z0-9'/. -]{{1,40}})?)"
OF_THE_DAY = (
    r"(?: (?:du |de ce |[–—-] )?(?:lundi |mardi |mercredi |jeudi |vendredi |samedi |dimanche )?"
    r"(?:\d{1,2}(?:er)? [a-z]{3,9}(?: \d{4})?|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?))?"
)
PRESENCE = "(?:presents?|presentes?|participants?|participantes?|presences?)"
ACTION = "(?:actions?|taches?|chantiers?|choses?|travaux|points?)"
TO_DO = (
    "(?:a|de|restant a|qui restent a) (?:faire|mener|prevoir|poursuivre|lancer|realiser|engager|suivre|venir|"
    "entreprendre|conduire|traiter|mettre en oeuvre|mettre en place|planifier|programmer|finaliser|terminer|continuer)"
)
COMING = (
    rf"(?:{MEETING}|mensuelles?|hebdo(?:madaire)?s?|trimestrielles?|annuelles?|quotidiennes?|weekly|daily|"
    "retro(?:spective)?|review|board|repetitions?|veillees?|petit[- ]dejeuner|apero|dejeuner|soiree|regulation|"
    "supervision|concertation|instance|directoire|team|ouverte)"
)
NUMBER = (
    r"(?:\d{1,3}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt(?:-\w+)?|"
    "(?:une )?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine)|nombreu(?:x|ses)|peu|plusieurs|tous|toutes)"
)
BODY = (
    "(?:membres?|charge(?:e|es|s)?|elu(?:e|es|s)?|agents?|representante?s?|delegue(?:e|es|s)?|"
    "conseiller(?:s|e|es)?|administrateurs?|administratrices?|partenaires?|personnes?|collegues?|salarie(?:e|es|s)?|"
    "benevoles?|associations?|services?|titulaires?|suppleante?s?|experte?s?|invite(?:e|es|s)?)"
)
LAST = "(?:de la |des |du |d'une )?(?:derniere?|precedente?|dernier)s?"

NAMES: dict[str, tuple[str, ...]] = {
    "addendum": (
        r"(?:juste )?apres (?:la|cette|notre) (?:reunion|rencontre|seance)\b.*",
        r"addend(?:um|a)|post[- ]?scriptum|p\.?s\.?",
        r"ajouts? (?:du|apres|posterieur).*",
        r"after the meeting\b.*",
    ),
    "future_agenda": (
        r"(?:ordre du jour|odj|agenda|points?|sujets?|topics?|themes?)(?: [a-z' -]{1,30})? (?:de la |du |pour la |"
        r"pour le |for |for the |of the |a la |au |de )?(?:prochaine?|next|futur)\b.*",
        r"(?:ordre du jour|odj) de la .{3,20} suivante",
        r"prochain (?:ordre du jour|odj)|next agenda",
        r"a l'ordre du jour (?:de la |du )prochaine?\b.*",
        r"(?:ordre du jour|odj|programme|deroule) previsionnel",
    ),
    "done": (
        rf"{ACTION} (?:deja )?(?:realise|termine|faite?|mene|effectue|fini|clos|acheve|execute|"
        rf"accompli|solde)e?s?(?: .*)?",
        r"(?:deja )?(?:faits?|realises?|termines?|acheves?|regles?|soldes?)|c'est fait|ca c'est fait",
        r"ce qui (?:a ete|est)(?: deja)? fait(?: .*)?|ce (?:que nous avons|qu'on a|que l'on a) fait(?: .*)?",
        rf"done|completed(?: {ACTION}| items| tasks)?|(?:actions?|tasks?|items?) (?:done|closed|completed)",
        r"bilan des actions|(?:done )?since (?:the )?last (?:meeting|time)|depuis la derniere (?:fois|"
        r"reunion|rencontre)",
    ),
    "recalled": (
        r"(?:rappel|suivi|retour sur|bilan|relecture) (?:des |les |de |du )?(?:releve de )?decisions?\b.*",
        rf"decisions? (?:precedentes?|anterieures?|passees?|{LAST}\b.*)",
        r"rappels?(?: du dernier| de la derniere)?(?: (?!de l'ordre du jour).*)?",
        r"(?:previous|past|earlier) decisions?(?: .*)?|decisions? from (?:the )?last .*",
    ),
    "reviewed": (
        rf"(?:suivi|point sur|etat|revue|avancement|retour sur|retours sur)(?: de| du| d')? ?(?:des |"
        rf"les |l')?{ACTION}(?: .*)?",
        rf"{ACTION} (?:precedentes?|en cours|{LAST}\b.*)",
        r"matters arising|(?:previous|last) actions?(?: .*)?|actions? from (?:the )?last meeting|action review",
        r"review of (?:previous |last )?actions",
    ),
    "excused": (
        r"(?:(?:etaient?|sont|se sont|personnes?|membres?|ont ete|"
        r"sont arrives) )?(?:absente?s? ?)?(?:(?:et|ou|/|,|-) ?)?"
        r"(?:(?:non |se sont )?excusee?s?)(?: .{0,20})?",
        r"(?:absente?s? |membres? |personnes? )?(?:ayant|ont|avaient) (?:donne|remis|laisse|transmis) "
        r"(?:un |une |leurs? )?(?:pouvoirs?|procurations?|mandats?)(?: .{0,20})?",
        r"(?:(?:etaient?|sont|membres?|absente?s?) )?representee?s?(?: par .{0,20})?|empechee?s?",
        r"(?:ont prevenu|excuse)(?: de)? leur absence|absences? (?:excusee?s?|signalee?s?)",
        r"excuses|apologies(?: for absence| received| from| given)?|(?:sent|gave|"
        r"with) (?:their )?(?:apologies|regrets)",
        r"regrets|excused|apologised",
        rf"{BODY}(?: (?:(?:de |du |des |d'|de la |de l'|en |a |et )?[a-z'-]{{2,25}})){{0,4}} "
        r"(?:absente?s?(?: (?:et|ou|/) )?)?excusee?s?",
    ),
    "absent": (
        r"(?:(?:etaient?|sont|personnes?|membres?) )?absente?s?(?: non excuse.*| ce jour)?",
        r"(?:n'etai(?:en)?t )?pas la|manquai(?:en)?t|(?:n'ont|n'a) pas pu (?:etre la|se joindre.*|participer)",
        r"n'ont pas pu venir|ne pouvaient pas venir",
        r"absentees?|absences?|not present|not there|missing|couldn't make it|could not attend|unable to attend",
    ),
    "invited": (
        r"(?:personnes? |membres? |etaient |aussi )?(?:invite|convie|convoque)e?s?(?: .{0,20})?",
        r"invitees?|invited|guests?|in attendance by invitation",
    ),
    "present": (
        rf"(?:liste (?:des|de|d') ?|feuille (?:de|d') ?|nombre (?:de|d') ?)?{WHO}{{0,3}}{PRESENCE}"
        r"(?: (?:et|ou|/) (?:presente?s?|participante?s?|excusee?s?|absente?s?)| et representee?s?)?"
        rf"(?: en (?:visio|presentiel|ligne|salle|personne|distanciel)| a distance| physiquement|"
        rf" sur place| online| in person| remotely)?"
        rf"{OF_THE_MEETING}",
        r"emargement|qui (?:etait|est|etaient) la|(?:etaient|sont|etions) (?:la|la ce soir|autour de la table)",
        rf"(?:on|nous) (?:etait|etions|est|sommes)(?: {NUMBER})?(?: (?:personnes|presente?s?|participante?s?))?"
        rf"{OF_THE_MEETING}",
        r"(?:etaient|sont) (?:connecte|reuni)e?s?|connectee?s?|(?:y )?(?:participaient|assistaient)"
        r"(?: a (?:la|cette) (?:reunion|rencontre|seance))?|il y avait|(?:les )?personnes la",
        r"en (?:visio(?:conference)?|presentiel|distanciel|ligne|salle)|a distance|sur place|au telephone",
        r"en presence de|avec|autour de la table|ont participe|participation",
        r"attend(?:ees?|ance|ing)|in attendance|(?:people|members|those|who was|also|all) present",
        r"qui|who|who (?:was there|came|attended|'s here|is here)|in the room|on the call|here|there",
        r"(?:personnes|gens|membres) (?:qui etaient la|autour de la table)|equipe presente",
        r"presents? et (?:excuse|absent)e?s?",
        r"(?:etaient presentes?|sont presentes?|ont participe|participaient|participent)(?: a (?:la|cette) "
        r"(?:reunion|rencontre|seance))?(?: (?:les personnes|les membres) suivante?s?)?",
        r"(?:les personnes|les membres) suivante?s? (?:etaient|sont) presente?s?|(?:les )?personnes? (?:ayant|qui ont) "
        r"participe",
        rf"{BODY}(?: (?:(?:de |du |des |d'|de la |de l'|en |a |et )?[a-z'-]{{2,25}})){{0,4}} presente?s?",
        r"participants? (?:de la|du|des|d'|de) ?[a-z' -]{2,30}",
    ),
    "agenda": (
        rf"(?:rappel (?:de l'|de |du )?|propositions? d'|notre )?(?:ordres? du jour|odj|o\.?d\.?j\.?)(?: (?:propose|"
        rf"adopte|valide|initial|envoye))?(?:{OF_THE_MEETING}|{OF_THE_DAY})",
        rf"(?:(?:liste des )?points|sujets|themes?|thematiques)(?: (?:de discussion|abordee?s|traitee?s|"
        rf"discutee?s|evoquee?s|examinee?s|"
        rf"du mois))?{OF_THE_SITTING}|a discuter|(?:liste des )?(?:points|sujets) de discussion|liste des points",
        rf"(?:{NUMBER}|plusieurs|different(?:e?s)) (?:points?|sujets?|questions?|themes?) "
        r"(?:(?:etaient|sont|ont ete|figur(?:ai)?ent) )?(?:(?:inscrit|prevu|aborde|traite)e?s? )?"
        r"(?:a l'ordre du jour|au programme)?",
        r"ordre du jour (?:/ ?|et )(?:deroule|programme|participants|horaires|compte[- ]rendu|discussions?|notes|"
        r"decisions)",
        r"(?:nous avons|on a) (?:parle|discute|traite|aborde|evoque)(?: (?:de|des|sur))?",
        r"(?:rappel de )?(?:l')?(?:ordre du jour|odj)"
        r"(?: (?:de (?:la|cette) (?:reunion|seance|rencontre)|propose|prevu))? "
        r"(?:est|etait|comporte|comprend|comprenait|appelle|porte sur)"
        r"(?: (?:le|les points?) suivante?s?| le| rappele| ainsi fixe)?",
        r"(?:(?:nous|on|reunion|seance|groupe|bureau|avec|selon|lors) [a-z' ,-]{1,60} )?(?:l')?(?:ordre du jour|odj)"
        r"(?: (?:propose|prevu))? suivant(?: [a-z' ]{1,30})?",
        r"(?:points|sujets) suivants",
        r"(?:points?|sujets?|themes?|questions?|items?) (?:a l'ordre du jour|de l'ordre du jour|a aborder|a traiter|"
        r"a evoquer|a voir|a l'etude|a examiner|a discuter|du jour|prevue?s?|au programme|abordee?s?|traitee?s?|"
        r"discutee?s?|inscrite?s? a l'ordre du jour|proposee?s?)",
        r"a l'ordre du jour|on a parle de|ce dont on a parle|(?:les )?points de (?:la|cette) (?:reunion|seance)",
        rf"(?:au )?(?:programme|menu)(?: propose)?{OF_THE_SITTING}",
        rf"(?:deroule(?:ment)?|trame|conducteur|sequencage)(?: (?:propose|previsionnel|indicatif))?{OF_THE_SITTING}|"
        rf"(?:plan|contenu) (?:de la |de cette |du |d'){MEETING}|sommaire",
        rf"{MEETING} (?:porte|portait|a porte|est consacree?|etait consacree?) (?:sur|aux?|a la)(?: les)?"
        r"(?: (?:points?|sujets?|themes?) suivants?)?",
        rf"agenda(?: items?)?{OF_THE_MEETING}|(?:today's )?(?:topics?|items)(?: for discussion)?|on the agenda",
        r"(?:ce dont on va parler|ce qu'on a prevu)",
    ),
    "objectives": (
        rf"(?:objectifs?|buts?|finalites?|attendus?|objectives?|goals?|aims?|purpose|intentions?){OF_THE_SITTING}",
        rf"(?:cette )?{MEETING} (?:a|avait|ayant|aura) (?:pour|comme) (?:objet|objectifs?|but)(?: (?:de|d'))?",
        rf"(?:cette )?{MEETING} (?:vise|visait|doit permettre|devait permettre) (?:a|de|d')",
        r"(?:rappel des )?objectifs? (?:vises?|poursuivis?|fixes?|du jour)",
        r"pourquoi (?:cette reunion|se reunir|on se reunit)|objet de la (?:reunion|rencontre|seance)|"
        r"why we (?:met|meet)",
    ),
    "both": (
        r"decisions?(?: prises?)? ?(?:/|et|&|,|-|\+) ?(?:les )?(?:actions?|taches?|a faire|suites)(?: .*)?",
        r"actions? ?(?:/|et|&|,|-|\+) ?(?:les )?decisions?(?: .*)?",
        r"releve (?:de |des )?decisions? et (?:d'|des )?actions?|(?:decisions? (?:and|"
        r"&) (?:next )?(?:actions?|steps)|actions? and decisions?)",
    ),
    "decisions": (
        r"(?:releve (?:de |des )?|liste des )?(?:principales? )?(?:decisions?|resolutions?|"
        r"deliberations?|arbitrages?|accords?)"
        r"(?: (?:prises?|actees?|validees?|adoptees?|collectives?|retenues?|made|taken|reached))?"
        rf"(?: n ?[°o]?(?: ?\d{{1,3}})?| \d{{1,3}})?(?: lors)?{OF_THE_MEETING}",
        r"(?:points? )?actes?|ce qui (?:a ete|est) (?:decide|acte|retenu|valide)|ce qu'on a decide|(?:nous avons|"
        r"on a) (?:decide|acte)",
        r"(?:proposition|motion|mesure|option|solution)s? (?:adopte|retenu|valide|approuve|vote)e?s?",
        r"points? (?:d'accord|actes?|valides?|decides?|tranches?|arretes?)|(?:choix|options?) (?:retenue?s?|"
        r"valide?e?s?)",
        r"ce (?:que|qu') ?(?:nous|on|le groupe|le bureau|le conseil) (?:avons |a |ont )?(?:decide|acte|retenu|"
        r"valide|convenu)"
        r"(?: ensemble)?",
        r"(?:c'est |est |a ete |il est |on )?(?:decide|acte|convenu|adopte|entendu|tranche|vote|valide|approuve|"
        r"retenu)e?s?"
        rf"(?: (?:que|a l'unanimite|ensemble|en seance|par le .*|{NUMBER} .*))?",
        r"(?:ce qu'on|ce que nous) (?:decide|actons|decidons|retenons|retient)|on retient",
        r"decided|resolved|(?:what )?(?:we|was)(?: have)? (?:decided|agreed)|agreed|agreements?|"
        r"motions?(?: carried)?",
    ),
    "tasks": (
        rf"(?:liste des |liste |les |suite : |autres )?{ACTION} {TO_DO}(?: .{{0,40}})?",
        r"(?:reste )?a (?:faire|prevoir|mener|lancer|suivre|realiser)"
        r"(?: (?:avant|d'ici|pour|ensemble|vite|rapidement|encore|par|cette|ce) ?.{0,40})?",
        r"a faire ?[/|,-] ?(?:qui|par qui|quand|actions?).*|qui ?/ ?quoi.*|quoi ?/ ?qui.*",
        r"to[- ]?do(?:s|'s)?(?:[- ]?(?:list|liste))?(?: .{0,30})?",
        r"(?:liste (?:de |des )?)?(?:taches?|actions?)(?: (?:a|de) [a-z]+er)?"
        r"(?: (?:decidees?|identifiees?|retenues?|prevues?|concretes?|attribuees?|par personne|"
        r"a (?:court|moyen) terme))?",
        r"plan d'actions?|(?:releve|liste|tableau|recap|recapitulatif) (?:d'|des |de )(?:actions?|taches?)",
        r"(?:prochaine?s? |futures? )(?:etapes?|actions?|pas|taches?|echeances?|travaux)(?: .{0,30})?",
        r"(?:etapes?|actions?|taches?|travaux) (?:suivante?s?|a venir|prochaine?s?|ulterieure?s?)",
        r"(?:la )?suites? (?:des (?:travaux|operations|actions)|envisagees?|prevues?|proposees?)",
        r"qui fait quoi(?: .*)?|qui s'occupe de quoi|repartition des (?:taches?|roles)|on se repartit(?: .{0,20})?",
        r"suites? a donner|(?:ce qu'il |ce qui )?reste a faire|ce qu'(?:il (?:reste|y a)|"
        r"on a) a faire|(?:les )?suites|la suite",
        r"(?:il|ce qu'il) (?:faudra|faut|faudrait|reste a)(?: faire)?|on doit(?: encore| faire)?|"
        r"nous devons(?: faire)?|pour la suite",
        r"(?:our |agreed )?next (?:steps?|actions?)|action (?:items?|points?|list|log)|"
        r"actions? (?:agreed|arising|for .{2,20})",
        r"follow[- ]?ups?|who does what|things to do|tasks?(?: list| for .{2,20})?|what(?:'s|"
        r" is) next|jobs(?: to do)?",
        rf"nouve(?:lles?|aux?) {ACTION}(?: .{{0,30}})?|new (?:actions?|tasks?)|(?:points?|plan) d'action",
        r"(?:chacune? )?(?:repart|part) avec|on s'engage a|nous nous engageons a|(?:a )?ne pas oublier|pense[- ]bete",
        r"reste a (?:regler|voir|traiter|caler|finaliser)|qui s'y colle|on s'y met|au boulot|travail a venir",
        r"feuille de route|travail a faire|(?:nos )?engagements?|missions?|devoirs",
        r"priorites? (?:du moment|d'ici|pour|immediates?|a venir)(?: .{0,30})?",
        r"d'ici (?:a )?(?:la )?(?:prochaine|la)\b.*|(?:a faire )?(?:avant|"
        r"pour) la prochaine (?:reunion|seance|fois|rencontre)",
        r"before (?:the )?next (?:meeting|time|call)",
    ),
    "next_meeting": (
        rf"(?:(?:date|jour|lieu et date|dates)(?:,? (?:et )?(?:heure|lieu))* (?:de la|du|de|de notre|"
        rf"des|pour la|pour le) )?"
        rf"(?:la |le |les |notre )?prochaine?s? (?:{COMING})(?: (?!actions|etapes)[a-z' -]{{1,60}})?",
        r"rdv|rendez[- ]vous|a bientot|retrouvailles",
        rf"(?:dates?|calendrier)(?: previsionnel(?:le)?s?)? (?:de |des |du |de la )(?:prochaine?s? )?{MEETING}",
        rf"{MEETING} (?:suivante?s?|a venir)|(?:date|dates) suivante?s?|rendez-vous suivant|"
        rf"calendrier des (?:prochaine?s? )?{MEETING}",
        rf"(?:date|dates|time|details) (?:of|for) (?:the |our )?next (?:{MEETING})",
        rf"(?:our )?next (?:{COMING})(?: [a-z' -]{{1,40}})?|when we meet next|(?:we )?meet again|next time",
        r"on se (?:revoit|retrouve)(?: quand)?|prochaine",
    ),
    "date": (
        rf"(?:date|jour|quand|when|horaires?)(?:,? (?:et |& ?|/ ?)?(?:heures?|lieu|time))*{OF_THE_MEETING}",
        r"date (?:and|&) (?:time|place)|(?:held|tenue?) (?:on|le)",
    ),
    "place": (rf"(?:lieu|ou|salle|endroit|adresse|place|location|where|venue|room){OF_THE_MEETING}",),
    "subject": (r"objet|subject|titre|title|re|sujet",),
    "calendar": (
        r"(?:calendrier|agenda)(?: (?:des|de|partage|previsionnel|culturel|a venir|evenements?|du).*)?",
        r"(?:les )?dates? (?:a retenir|a noter|cles?|importantes?|a venir)(?: .*)?|(?:evenements?|"
        r"rendez-vous) a (?:venir|ne pas manquer)",
        r"save the dates?|upcoming(?: events| dates)?|a vos agendas|key dates|dates for (?:the|"
        r"your) diar(?:y|ies)|diary dates",
    ),
    "needs": (
        r"besoins?(?: (?:des groupes?|exprimes?|identifies?|remontes?|d'aide|en cours|de renforts?|"
        r"humains|materiels))?",
        r"on (?:re)?cherche|nous (?:re)?cherchons|recherche|coups? de main(?: .*)?|needs?|help wanted|"
        r"we need|wanted|asks",
        r"appels? a (?:contributions?|benevoles?|volontaires?|l'aide|candidatures?|renforts?)|"
        r"ce qu(?:i nous|'il nous) manque",
    ),
    "questions": (
        r"questions? (?:du forum(?: ouvert)?|portees?|retenues?|en chantier|proposees?|des porteurs|"
        r"choisies?|issues? du forum.*)",
        r"sujets? (?:du forum(?: ouvert)?|portes?|retenus?|proposes?)",
    ),
    "updates": (
        r"tour (?:de|des) (?:table|groupes?|meteo|nouvelles|projets?|chantiers?)(?: .*)?|"
        r"tour d'actualites?|meteo(?: .*)?",
        r"(?:des )?nouvelles? (?:des|de|du) .*|(?:un )?point (?:sur les|par) (?:groupes?|projets?|"
        r"chantiers?|sujets?|questions?).*",
        r"avancement(?: (?:des|par) .*)?|actualites? (?:des|de) .*|retours? des groupes?|"
        r"ou en sont les (?:groupes|projets|chantiers).*",
        r"check[- ]?in|(?:project |group |team |quick )?updates?(?: .{0,30})?|round[- ]?(?:table|"
        r"robin)|rounds?|go[- ]?round",
        r"reports?(?: (?:from|back) .*)?|(?:group|team|working group) reports?",
    ),
    "other": (
        r"candidate?s?(?: .*)?|candidatures?(?: .*)?|(?:sont |ont ete |nouveaux |membres )?elu(?:s|es|"
        r"e)?(?: .*)?|elections?(?: .*)?",
        r"(?:nouveau )?bureau(?: elu)?|votes?(?: .*)?|resultats?(?: .*)?|(?:liste de )?diffusion|"
        r"destinataires?|copies?|cc",
        r"signatures?|(?:secretaires?|presidents?|presidence|animation|animateurs?|animatrices?|"
        r"facilitat(?:eurs?|rices?|ion)|prise de notes?|"
        r"notes? prises? par|preneurs? de notes?|scribes?|redact(?:eurs?|rices?|ion)|gardiens?|"
        r"maitre du temps|compte[- ]rendu par|"
        r"relecture)(?: .{0,40})?",
        r"auteurs?|duree|debut|fin|contacts?|documents?(?: .{0,20})?|annexes?|pouvoirs?|procurations?|"
        r"representes?|mandates?",
        r"quorum|liens?|links|minutes(?: by| taken by)?|chair(?:person)?|facilitator|note[- ]?taker|"
        r"scribe|intro(?:duction)?",
        r"divers|questions diverses|varia|aob|a o b|any other business|informations?(?: .{0,20})?|"
        r"infos?|notes(?: .{0,20})?",
        r"compte[- ]rendu|cr|discussions?|echanges?(?: .{0,30})?|remarques?|commentaires?|idees?|"
        r"propositions?|debats?",
        r"contexte|presentation|statut|status|version|en retard|late|retards?|departs?|agents|"
        r"conclusions?(?: et .*)?",
    ),
}

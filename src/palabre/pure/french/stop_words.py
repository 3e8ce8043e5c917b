"""Words that carry no subject: articles, pronouns, prepositions, être, avoir, faire…, and the commonest English."""

from palabre.pure.french.accents import fold

_FRENCH = """
    le la les l un une des du de d au aux ce cet cette ces c ça cela ceci celui celle ceux celles
    mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
    je j me m moi tu te t toi il elle on nous vous ils elles se s soi lui eux y en iel iels
    qui que qu quoi dont ou où quel quelle quels quelles lequel laquelle lesquels lesquelles auquel duquel
    et or ni mais donc car si ne n pas plus moins très trop aussi ainsi alors comme
    comment quand pourquoi combien à a dans par pour sur sous avec sans entre vers chez contre
    depuis pendant jusque jusqu lors lorsque lorsqu puisque puisqu quoique quoiqu afin après avant
    avoir ai as avons avez ont avait avaient aura auront aurait ayant eu
    être est es sommes êtes sont était étaient sera seront serait soit soient étant été suis
    faire fait fais font faut peut peuvent pouvoir doit doivent devoir va vont aller
    tout toute tous toutes même mêmes autre autres chaque quelque quelques plusieurs certains certaines
    ici là oui non déjà encore bien voici voilà etc via selon parce quelqu'un aujourd'hui
"""
_ENGLISH = """
    the an and of to in is are for with that this it be as at by from not we you our your how what
"""
STOP_WORDS = frozenset(fold(_FRENCH + _ENGLISH).split())

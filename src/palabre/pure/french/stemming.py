"""Stems: what makes « coopérer », « coopération » and « COOPERATIF » one word for a search or a comparison."""

from functools import lru_cache

import snowballstemmer

from palabre.pure.french.folding import fold
from palabre.pure.french.words import Word, words

# Words that carry no subject: articles, pronouns, prepositions, être, avoir, faire… and the commonest English ones.
STOP_WORDS = frozenset(
    fold(
        """
    le la les l un une des du de d au aux ce cet cette ces c ca cela ceci celui celle ceux celles
    mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
    je j me m moi tu te t toi il elle on nous vous ils elles se s soi lui eux y en iel iels
    qui que qu quoi dont ou où quel quelle quels quelles lequel laquelle lesquels lesquelles auquel duquel
    et or ni mais donc car si ne n pas plus moins tres trop aussi ainsi alors comme comment quand pourquoi combien
    à a dans par pour sur sous avec sans entre vers chez contre depuis pendant jusque jusqu lors lorsque puisque
    afin apres avant avoir ai as avons avez ont avait avaient aura auront aurait ayant eu
    etre est es sommes etes sont etait etaient sera seront serait soit soient etant ete suis
    fait faire fais font faut peut peuvent pouvoir doit doivent devoir va vont aller
    tout toute tous toutes meme memes autre autres chaque quelque quelques plusieurs certains certaines
    ici oui non deja encore bien voici voila etc via selon parce quelqu'un aujourd'hui
    the an and of to in is are for with that this it be as at by from on or not we you our your how what
    """
    ).split()
)
# « co-construire » is also written « coconstruire ».
PREFIXES = frozenset(
    [
        "co",
        "re",
        "pre",
        "inter",
        "intra",
        "auto",
        "eco",
        "meta",
        "multi",
        "micro",
        "mini",
        "tele",
        "anti",
        "sur",
        "sous",
        "trans",
        "pluri",
        "bio",
        "agro",
    ]
)

# Compounds whose parts say something else.
ONE_WORD = frozenset(
    {"rendez-vous", "compte-rendu", "comptes-rendus", "vis-a-vis", "c'est-a-dire", "peut-etre"}
)

_stemmer = snowballstemmer.stemmer("french")


def stems(text: str) -> list[str]:
    """The folded Snowball stems of a text in their order, stop words left out.

    An inclusive spelling gives the stem of each of its readings once; a hyphenated word those of its parts.
    """
    return [stem for word in words(text) for stem in word_stems(word)]


def word_stems(word: Word) -> tuple[str, ...]:
    """The stems of one word; none for a stop word."""
    if word.kind in ("address", "number", "acronym"):
        return word.forms[:1]
    found = (stem(form) for form in _worth_stemming(word) if form not in STOP_WORDS)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """The Snowball French stem of one folded word.

    Snowball knows « élus » and « chargée » by their accents; without them these two endings are mended first.
    """
    mended = folded
    if len(folded) > 3 and folded.endswith(("us", "is", "as", "os")):
        mended = folded[:-1]
    elif len(folded) > 5 and folded.endswith(("ee", "ees")):
        mended = folded.rstrip("s")[:-1]
    return fold(_stemmer.stemWord(mended))


def _worth_stemming(word: Word) -> tuple[str, ...]:
    if word.kind != "compound":
        return word.forms
    whole, joined, *parts = word.forms
    if whole in ONE_WORD:
        return (joined,)
    return (joined, *parts[1:]) if parts and parts[0] in PREFIXES else tuple(parts)

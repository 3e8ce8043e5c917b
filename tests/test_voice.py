"""The voice of the interface: short sentences, plain words. It reads the catalogue, both languages, as people will."""

import re
import statistics

from tools import catalogues

LONGEST, MEAN = 22, 12

# What is said longer than that, with its reason. Keep it empty if you can.
LONGER: dict[str, str] = {}

# They stay in the code and in docs/glossary.md. "Import" is said « compte rendu donné » or « lecture ».
OURS = r"signes? de vitalité|lignées?|gradients?|jachères?|imports?|importe\w*|gares? centrales?|appels? à rôle"
# One word for one thing: « réunion », « courriel », « caractère » ; and none of the words of those who make software.
OTHERS = r"rendez-vous|e-?mails?|mails?|courriers?|signes|fragments?|sessions?|jetons?|utilisateurs?|cliquez"
NEVER_SHOWN = rf"{OURS}|{OTHERS}"

# Forms that double a word, name only men where a word for everybody is at hand, or guess who reads.
DOUBLED = r"\w+[·•‧]\w*|\w+\(e\)s?|\w+/trice|\w+/euse"
NOT_FOR_ALL = rf"{DOUBLED}|tous ceux|ceux qui|celui qui|vous seule?|l’un d’eux|leurs auteurs"

# Two negations to say one thing: « avant que vous l’ouvriez » is enough.
KNOTTED = r"tant que vous ne|ne \w+ pas sans"

# What had to be read twice, and was said otherwise since.
READ_TWICE = (
    r"c’est dit de|sans y avoir encore rien dit|en attente d’un mot|gardée? par personne|montrera dehors|"
    r"convenu à voix haute|en faire naître un autre|sommeil, ou fin|ne s’y appuie|pour porter à plusieurs|"
    r"votre agenda revient|pourrait rejoindre"
)

# The English: nobody's gender is guessed, and it is not French put into English.
GUESSED = r"she|her|hers|herself|he|his|him|himself"
TRANSLATED = (
    r"it is noted|mails|(?:a|by|this|of) mail|e-mail|these data|posed?|opens nothing|said of|whole address|"
    r"stands? in|nothing binds|imports?|imported|very many|for instance|who reads|taken away|in one gesture|a gesture"
)

SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
END = re.compile(r"[.!?…]\s*$")
TAG = re.compile(r"<[^>]*>")


def test_no_sentence_is_longer_than_a_breath():
    long = {sentence: length(sentence) for sentence in sentences() if length(sentence) > LONGEST}

    assert long.keys() == LONGER.keys(), long


def test_the_sentences_are_short_on_the_whole():
    whole = [length(sentence) for sentence in sentences() if END.search(sentence)]

    assert statistics.mean(whole) <= MEAN


def test_our_own_words_are_not_shown():
    assert found(NEVER_SHOWN) == []


def test_everybody_is_spoken_to():
    assert found(NOT_FOR_ALL) == []


def test_nothing_is_said_in_knots():
    assert found(KNOTTED) == []


def test_what_had_to_be_read_twice_does_not_come_back():
    assert found(READ_TWICE) == []


def test_the_english_guesses_nobodys_gender():
    assert found(GUESSED, written()) == []


def test_the_english_is_not_french_put_into_english():
    assert found(TRANSLATED, written()) == []


def test_nobody_is_called_tu():
    assert found(r"tu|toi|ton|tes|te") == []


def test_what_would_break_the_voice_is_seen():
    long = "Cette phrase dit " + "encore et " * 12 + "toujours trop."

    assert (length(long), length("<b>Le %(n)s mai</b>, 14 h : oui !")) == (29, 6)
    assert said("La lignée du groupe", NEVER_SHOWN)
    assert said("Les participant·es", NOT_FOR_ALL)
    assert not said("Elle est importante", NEVER_SHOWN)
    assert said("Rien n’est fait tant que vous ne dites rien", KNOTTED)
    assert said("Ask her", GUESSED)
    assert not said("The other address", GUESSED)


def sentences():
    return [found.strip() for text in texts() for found in SENTENCE.findall(TAG.sub("", text)) if found.strip()]


def length(sentence):
    """How many words are said. A number, a placeholder and « qu’il » are one word each; a sign alone is none."""
    return sum(1 for word in TAG.sub("", sentence).split() if re.search(r"\w", word))


def found(pattern, told=None):
    return [text for text in told or texts() if said(catalogues.PLACEHOLDER.sub("", text), pattern)]


def said(text, pattern):
    return re.search(rf"(?i)\b(?:{pattern})\b", text)


def texts():
    return [text for message in entries() for text in catalogues.strings(message)]


def written():
    """The English of the sources."""
    ids = [message.id if isinstance(message.id, tuple) else (message.id,) for message in entries()]
    return [text for texts in ids for text in texts]


def entries():
    return [one for known in catalogues.read_all(catalogues.SOURCES).values() for one in catalogues.entries(known)]

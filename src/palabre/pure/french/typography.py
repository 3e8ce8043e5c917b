"""French typography on one text node, after the fact, so that nobody has to type a non-breaking space."""

import functools
import re

NARROW = "\u202f"
WIDE = "\u00a0"
GUARD = "\ufffc"  # stands for what follows, so that the end of a piece is not taken for the end of the text
BLANK = "[ \u00a0\u202f\u2009]"
SHORT = 200  # characters: a screen says the same few words again and again

# What is never touched: addresses, code, entities, emoji codes, emoticons.
PROTECTED = re.compile(
    r"(`[^`]*`"
    r"|(?:https?|ftp|mailto):[^\s<>\"«»“”]*[\w/#=&%+~-]"
    r"|www\.[^\s<>\"«»“”]*[\w/#=&%+~-]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|&#?\w+;"
    r"|(?<!\w):[a-z0-9_+-]+:(?!\w)"
    r"|(?<!\S)[:;]-?[()DPp|/](?!\w)"
    r"|(?<!\S)\S*(?:\\|::|==|!=|=>|->|--|\(\)|[{}_<>=|^])\S*"
    r"|(?<![\w.-])[\w.-]*\w:\d+:)"
)
UNITS = (
    "h|min|mn|s|sec|ms|j|km|m|cm|mm|m²|m2|m³|km²|kg|g|mg|t|l|L|cl|ml|ha|%|‰|€|k€|M€|£|°C|°|"
    "Wh|kWh|MWh|GWh|W|kW|MW|o|ko|Ko|Mo|Go|To|px|pt"
)
# Rules by the sign that each of them needs: most texts have few of these, and to look for one costs little.
type Rule = tuple[re.Pattern[str], str]
RULES: tuple[tuple[re.Pattern[str], tuple[Rule, ...]], ...] = (
    (re.compile(r"\.\.\."), ((re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),)),
    (re.compile("'"), ((re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|«)"), "’"),)),
    (
        re.compile("[;!?]"),
        (
            (re.compile(rf"(?<!{BLANK}){BLANK}+([;!?]+)(?![\w=])"), rf"{NARROW}\1"),
            (re.compile(r"(?<=[\w)\]»”’…%€])([;!?]+)(?=\s|$|[)\]»”*])"), rf"{NARROW}\1"),
        ),
    ),
    (
        re.compile(":"),
        (
            (re.compile(rf"(?<!{BLANK}){BLANK}+:(?=\s|$|[»)*])"), f"{WIDE}:"),
            (re.compile(r"(?<=[\w)\]»”’…%€]):(?=\s|$|[»)*])"), f"{WIDE}:"),
        ),
    ),
    (re.compile("«"), ((re.compile(rf"«{BLANK}*"), f"«{WIDE}"),)),
    (re.compile("»"), ((re.compile(rf"(?<!{BLANK}){BLANK}*»"), f"{WIDE}»"),)),
    (
        re.compile(r"\d"),
        (
            (re.compile(rf"(?<=\d){BLANK}({UNITS})(?!\w)"), rf"{WIDE}\1"),
            (re.compile(rf"(?<=\d)({WIDE}h){BLANK}(?=\d\d(?!\d))"), rf"\1{WIDE}"),
            (re.compile(r"(?<=\d)([%‰€])(?!\w)"), rf"{WIDE}\1"),
            (re.compile(rf"(?<![\d.,/-])(\d{{1,3}})((?:{BLANK}\d{{3}}){{1,5}})(?![\d.,/-]*\d)"), "thousands"),
            (re.compile(rf"\b([Nn]°){BLANK}(?=\d)"), rf"\1{WIDE}"),
        ),
    ),
    (re.compile("-"), ((re.compile(r"(?i:(?<!\w)(est|sont|a-t|va-t|y)-(ce|il|elle|on)(?!\w))"), "\\1\u2011\\2"),)),
)
MAY_BE_PROTECTED = re.compile(r"[`@&:;\\=<>{}_|^]|--|\(\)|www\.")  # each alternative of PROTECTED needs one of these


def typeset(text: str) -> str:
    """A text node with French spaces, apostrophes and ellipses; doing it twice changes nothing more.

    U+202F before ; ! ? and between thousands; U+00A0 before « : », inside « », between a number and its unit.
    """
    return _remembered(text) if len(text) <= SHORT else _typeset(text)


def _typeset(text: str) -> str:
    if not MAY_BE_PROTECTED.search(text):
        return _set(text)
    *pieces, last = PROTECTED.split(text)
    done = [piece if index % 2 else _set(piece + GUARD)[:-1] for index, piece in enumerate(pieces)]
    return "".join([*done, _set(last)])


_remembered = functools.lru_cache(maxsize=8192)(_typeset)


def _set(piece: str) -> str:
    for sign, rules in RULES:
        if sign.search(piece):
            for pattern, instead in rules:
                piece = pattern.sub(_thousands if instead == "thousands" else instead, piece)
    return piece


def _thousands(match: re.Match[str]) -> str:
    return match.group(1) + re.sub(BLANK, NARROW, match.group(2))

"""First pass: lines without front matter, comments, tags, page footers nor mail quotes, each with its own number."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from palabre.pure.minutes.text.blanks import with_short_blanks
from palabre.pure.minutes.text.lines import Line
from palabre.pure.minutes.text.page_headers import without_page_headers
from palabre.pure.minutes.text.pasted_tables import with_rows

LINE_END = re.compile(r"\r\n|\r|\n")
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\ufe0f\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
HEADING_TAG = re.compile(r"<h([1-6])(?:\s[^<>]{0,200})?>", re.IGNORECASE)
ITEM_TAG = re.compile(r"<li(?:\s[^<>]{0,200})?>", re.IGNORECASE)
BOLD_TAG = re.compile(r"</?(?:b|strong)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
ITALIC_TAG = re.compile(r"</?(?:i|em)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
STRIKE_TAG = re.compile(r"</?(?:s|del|strike)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,300})?/?>")
SPAN = re.compile(r"\[([^\[\]]{0,500})\]\{[^{}]{0,200}\}")
ESCAPED = re.compile(r"\\([-.()+!#>&~,:;'\"])")
TEMPLATE = re.compile(r"\{\{\s{0,3}(?:fait|done|ok|réglé|oui)\s{0,3}\}\}", re.IGNORECASE)
EMOJI = {
    "busts_in_silhouette": "Présents :",
    "calendar": "Date :",
    "date": "Date :",
    "round_pushpin": "Lieu :",
    "white_check_mark": "✅",
    "heavy_check_mark": "✅",
    "ballot_box_with_check": "✅",
    "x": "❌",
    "hourglass": "⏳",
    "hourglass_flowing_sand": "⏳",
}
LABEL_CODES = {"busts_in_silhouette", "calendar", "date", "round_pushpin"}
PEOPLE_AMID = re.compile(
    r"(?<=[\w)\]*])(?:\s?//|\s?[/|;.,–—-]|\s{2})\s{1,3}(?=(?:\*\*)?(?:(?:étaient|sont|se sont|personnes?|membres?)\s)?"
    r"(?:absent|excus|apologies|regrets|invité|présent|present|pouvoir|représenté)[\w.·()]{0,12}"
    r"(?:\s(?:et\s|non\s)?(?:excus|représ)\w{0,9})?(?:\*\*)?\s?:)",
    re.IGNORECASE,
)
PEOPLE_AFTER = re.compile(
    r"(?<=[.!?])\s{1,3}(?=(?:On était|Nous étions|Étaient (?:présent|là)\w{0,4}|Sont présent\w{1,3}|"
    r"Présente?s?)\b[^.:,]{0,40}:\s)"
)
EMOJI_CODE = re.compile(r"(?<![\w:]):([a-z][a-z0-9_+-]{1,40}):(?![\w:])")
PICTURES = {"👥": "Présents :", "📅": "Date :", "🗓": "Date :", "📍": "Lieu :"}
PAGE = re.compile(
    r"^(?:.{0,100}?(?:\s{3,}|\t))?[-–—\s]{0,5}(?:page|p\.)\s{0,3}\d{1,3}(?:\s{0,3}(?:/|sur|of|"
    r"de)\s{0,3}\d{1,3})?[-–—\s]{0,5}$"
    r"|^.{0,100}?[-–—|]\s{0,3}page\s{0,3}\d{1,3}(?:\s{0,3}(?:/|sur|of)\s{0,3}\d{1,3})?\s{0,3}$"
    r"|^\s*[-–—]\s{0,2}\d{1,3}\s{0,2}[-–—]\s*$|^\s*\d{1,3}\s?/\s?\d{1,3}\s*$",
    re.IGNORECASE,
)
KEY = re.compile(r"^([A-Za-zÀ-ÿ_-]{2,30})\s?:(?:\s+(.*))?$")
MAIL_HEADER = re.compile(r"^(?:De|From|Expéditeur)\s?:\s.*@", re.IGNORECASE)
MAIL_KEYS = {"date": "date", "envoyé": "date", "sent": "date", "objet": "title", "sujet": "title", "subject": "title"}
SUBJECT_MARK = re.compile(r"^(?:(?:re|tr|fwd?)\s?:\s*|\[[^\[\]]{1,60}\]\s*)+", re.IGNORECASE)
REPLY = re.compile(r"^>{0,3}\s?(?:Le|On)\s.{5,200}(?:a écrit|wrote)\s?:\s*$")
FENCE = re.compile(r"^\s{0,3}(```|~~~)")
CONTENTS = re.compile(r"^\s*(?:\[TOC\]|\[\[_TOC_\]\]|\{\{.{0,200}\}\})\s*$", re.IGNORECASE)
FENCING = ("`", "~", "[", "{")
FRONT_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Source:
    """`front` maps the keys of the front matter, or of a mail's head, to (value, line).

    A mail's subject is its `title`, its day of sending its `date`.
    """

    lines: tuple[Line, ...]
    front: dict[str, tuple[str, int]]
    mail: bool


def normalise(text: str) -> Source:
    """The lines of a text worth reading, with the numbers that they have in the original."""
    lines = _without_comments(_numbered(text.removeprefix("\ufeff")))
    front, lines = _without_front_matter(lines)
    lines = without_page_headers(with_rows(_without_fences(lines)))
    mail = any(MAIL_HEADER.match(line.text) for line in lines[:12])
    if mail:
        headers, lines = _without_mail_headers(lines)
        front = {**headers, **front}
    lines = _without_the_rest_of_a_mail(lines, mail=mail)
    clean = [piece for line in lines for piece in _clean(line)]
    return Source(tuple(line for line in clean if not _is_page_footer(line.text)), front, mail)


def _numbered(text: str) -> list[Line]:
    """The lines with their numbers; of several blank ones in a row only the first."""
    numbered, blank = [], False
    for number, raw in enumerate(LINE_END.split(text), start=1):
        if raw or not blank:
            numbered.append(Line(raw, number))
        blank = not raw
    return numbered


def _without_front_matter(lines: list[Line]) -> tuple[dict[str, tuple[str, int]], list[Line]]:
    start = next((at for at, line in enumerate(lines[:10]) if line.text.strip() and not FENCE.match(line.text)), 0)
    if not lines or lines[start].text.strip() != "---":
        return {}, lines
    for at in range(start + 1, min(len(lines), start + FRONT_LIMIT)):
        if lines[at].text.strip() in ("---", "..."):
            inside = lines[start + 1 : at]
            return (_keys(inside), lines[at + 1 :]) if _looks_like_front_matter(inside) else ({}, lines)
    return {}, lines


def _looks_like_front_matter(inside: list[Line]) -> bool:
    kept = [line.text for line in inside if line.text.strip()]
    return bool(kept) and bool(KEY.match(kept[0])) and all(KEY.match(one) or one[:1] in " \t-#]" for one in kept)


def _keys(inside: list[Line]) -> dict[str, tuple[str, int]]:
    found = {}
    for line in inside:
        if match := KEY.match(line.text):
            value = SPACES.sub(" ", match[2] or "").strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            found[match[1].lower()] = (value, line.number)
    return found


def _without_comments(lines: list[Line]) -> list[Line]:
    if not any("<!--" in line.text for line in lines):
        return lines
    kept, inside = [], False
    for line in lines:
        if not inside and "<!--" not in line.text:
            kept.append(line)
            continue
        text, inside = _outside_comments(line.text, inside)
        if text.strip() or not line.text.strip():
            kept.append(Line(text, line.number))
    return kept


def _outside_comments(text: str, inside: bool) -> tuple[str, bool]:
    pieces, at = [], 0
    while at < len(text):
        mark = text.find("-->" if inside else "<!--", at)
        if mark < 0:
            break
        if not inside:
            pieces.append(text[at:mark])
        at, inside = (mark + 3, False) if inside else (mark + 4, True)
    if not inside:
        pieces.append(text[at:])
    return "".join(pieces), inside


def _without_fences(lines: list[Line]) -> list[Line]:
    """Drop the marks of code blocks, not what they hold: minutes are often pasted in one."""
    return [line for line in lines if line.text.lstrip()[:1] not in FENCING or not _is_fence(line.text)]


def _is_fence(text: str) -> bool:
    return FENCE.match(text) is not None or CONTENTS.match(text) is not None


def _without_mail_headers(lines: list[Line]) -> tuple[dict[str, tuple[str, int]], list[Line]]:
    start = next(at for at, line in enumerate(lines) if MAIL_HEADER.match(line.text))
    while start > 0 and lines[start - 1].text.strip():
        start -= 1
    end = next((at for at in range(start, len(lines)) if not lines[at].text.strip()), len(lines))
    found = {}
    for line in lines[start:end]:
        match = KEY.match(line.text)
        if match and (key := MAIL_KEYS.get(match[1].lower())):
            value = SUBJECT_MARK.sub("", SPACES.sub(" ", match[2] or "")).strip()
            found[key] = (value, line.number)
    return found, lines[:start] + lines[end:]


def _without_the_rest_of_a_mail(lines: list[Line], *, mail: bool) -> list[Line]:
    """Cut a mail at its signature and at the message that it answers."""
    for at, line in enumerate(lines):
        if (line.text.rstrip()[-1:] == ":" and REPLY.match(line.text)) or (mail and line.text in ("-- ", "--")):
            return lines[:at]
    quoted = sum(line.text.startswith(">") for line in lines)
    if quoted > 10 and quoted * 10 > 9 * sum(bool(line.text.strip()) for line in lines):
        return [Line(line.text.removeprefix(">").removeprefix(" "), line.number) for line in lines]
    return lines


def _clean(line: Line) -> list[Line]:
    text = line.text
    if not text.isprintable() or "\ufe0f" in text:
        text = INVISIBLE.sub("", SPACES.sub(" ", text)).replace("\u20e3", ".")  # « 1️⃣ » is « 1. »
    if "<" in text:
        text = _without_tags(text, row=text.lstrip().startswith("|"))
    if "&" in text:
        text = SPACES.sub(" ", html.unescape(text))
    if "{" in text:
        text = TEMPLATE.sub("✅", text)
        text = SPAN.sub(r"\1", text)
    if text.count(":") > 1:
        text = EMOJI_CODE.sub(_emoji, text)
    if "\\" in text:
        text = ESCAPED.sub(r"\1", text)
    if (picture := text.lstrip(" *-")[:1]) in PICTURES:
        text = text.replace(picture, "" if ":" in text[:40] else PICTURES[picture], 1)
    if ":" in text[10:] and len(text) < 2000 and not text.lstrip().startswith("|"):
        text = PEOPLE_AFTER.sub("\n", PEOPLE_AMID.sub("\n", text))
    pieces = [_with_its_depth(piece.rstrip()) for piece in text.split("\n")]
    return [Line(piece, line.number, line.last) for piece in pieces if piece] or [Line("", line.number)]


def _with_its_depth(piece: str) -> str:
    """Cut the long blanks of a line, except the one that tells how deep it stands."""
    inside = piece.lstrip()
    return piece[: len(piece) - len(inside)] + with_short_blanks(inside)


def _emoji(match: re.Match[str]) -> str:
    """A code that stands for a label is one only at the head of a line; other codes are pictures."""
    code = match[1]
    if code in LABEL_CODES and match.string[: match.start()].strip(" *-"):
        return ""
    return EMOJI.get(code, "")


def _without_tags(text: str, *, row: bool) -> str:
    text = BREAK.sub("\v" if row else "\n", text)
    text = HEADING_TAG.sub(lambda match: "\n" + "#" * int(match[1]) + " ", text)
    text = ITEM_TAG.sub("\n- ", text)
    text = BOLD_TAG.sub("**", text)
    text = ITALIC_TAG.sub("*", text)
    text = STRIKE_TAG.sub("~~", text)
    return TAG.sub("", text)


def _is_page_footer(text: str) -> bool:
    return 0 < len(text) < 200 and text.rstrip("-–— \t")[-1:].isdigit() and PAGE.match(text) is not None

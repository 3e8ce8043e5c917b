"""Lists that a text asks for, each on a line of its own: `{{groups}}`, `{{needs : 5}}`, `{{groups : transport}}`.

Which lists there are, and what stands in them for whom, is known above: here they are found, and left as holes.
"""

import re

from markdown_it.rules_block import StateBlock

LONGEST = 120  # characters of such a line
# « {{bazarliste id="1"}} », which other wikis write, is none of ours: it stays a paragraph.
WRITTEN = re.compile(r"\{\{\s*(\w[\w’' -]*(?:\s*:\s*\w[\w’' ,.-]*)?)\s*\}\}\s*")


def list_asked(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a line that asks for a list: a block rule of markdown-it."""
    at, past = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if past - at > LONGEST or not state.src.startswith("{{", at) or state.is_code_block(start):
        return False
    found = WRITTEN.fullmatch(state.src, at, past)
    if found is None:
        return False
    if not silent:
        state.line = start + 1
        token = state.push("list_asked", "div", 0)
        token.map, token.content = [start, start + 1], " ".join(found[1].split())
    return True

"""What Chromium tells assistive technologies: its accessibility tree, and what the live regions say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

MOST_STOPS = 40

# Every change in a place that is read aloud by itself, whoever makes it.
LISTEN = """() => {
  const aloud = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
  window.heard = [];
  new MutationObserver((changes) => {
    for (const {target} of changes) {
      const place = (target.closest ? target : target.parentElement)?.closest(aloud);
      if (place && place.textContent.trim()) window.heard.push(place.textContent.trim());
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


@dataclass(frozen=True)
class Node:
    role: str
    name: str
    description: str
    live: str
    is_focused: bool


def tree(page: Page) -> list[Node]:
    """Return what is heard of this page, in its order."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    found: list[Node] = []
    waiting = [next(iter(nodes))]
    while waiting:
        node = nodes.get(waiting.pop(), {"ignored": True})
        waiting.extend(reversed(node.get("childIds", [])))
        if not node.get("ignored"):
            found.append(as_node(node))
    return found


def as_node(node: dict[str, Any]) -> Node:
    told = {told["name"]: told["value"].get("value") for told in node.get("properties", [])}
    role, name, description = (value(node, key) for key in ("role", "name", "description"))
    return Node(role, name, description, live=str(told.get("live") or ""), is_focused=bool(told.get("focused")))


def value(node: dict[str, Any], key: str) -> str:
    return spaced(str(node.get(key, {}).get("value", "")))


def spaced(words: str) -> str:
    """Return the words with plain spaces, as the ear has them."""
    return " ".join(words.split())


def one(page: Page, role: str, name: str = "") -> Node:
    """Return the only thing of this role, and of this name if one is given."""
    found = [node for node in tree(page) if node.role == role and name in node.name]
    assert len(found) == 1, found
    return found[0]


def listen(page: Page) -> None:
    page.evaluate(LISTEN)


def heard(page: Page) -> list[str]:
    """Return what was said aloud since `listen`."""
    return [spaced(words) for words in page.evaluate("window.heard")]


def stops(page: Page, start: Locator, end: str) -> list[str]:
    """Return the names of what Tab reaches from `start` up to what is called `end`."""
    start.focus()
    found: list[str] = []
    while len(found) < MOST_STOPS and end not in found:
        page.keyboard.press("Tab")
        found += [node.name for node in tree(page) if node.is_focused and node.role != "RootWebArea"]
    return found

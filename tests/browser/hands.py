"""Three ways of doing the same thing: with a mouse, with a thumb, with the keyboard alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

MOST_STEPS = 250  # presses of Tab before we say that a place is not reached
IS_THERE = "element => element === document.activeElement"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


class Mouse:
    """`options` are those of the browser's context in which this hand works; `gestures` counts what it did."""

    options: dict[str, Any] = {}

    def __init__(self, page: Page) -> None:
        self.page, self.gestures = page, 0

    def press(self, place: Locator) -> None:
        self.gestures += 1
        place.click()

    def write(self, place: Locator, words: str) -> None:
        self.gestures += 1
        place.fill(words)


class Thumb(Mouse):
    """A phone of 360 px. Only what the thumb can hit is hit: Playwright refuses what is hidden or covered."""

    options = PHONE

    def press(self, place: Locator) -> None:
        self.gestures += 1
        place.tap()


class Keys(Mouse):
    """The keyboard alone: Tab until the place has the focus, then Enter; typing goes where the focus is."""

    def press(self, place: Locator) -> None:
        self.reach(place)
        self.gestures += 1
        self.page.keyboard.press("Enter")

    def write(self, place: Locator, words: str) -> None:
        self.reach(place)
        self.gestures += 1
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def reach(self, place: Locator) -> None:
        place.wait_for()
        for _step in range(MOST_STEPS):
            if place.evaluate(IS_THERE):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {place}")


class Plain(Mouse):
    """A mouse, without JavaScript."""

    options = {"java_script_enabled": False}

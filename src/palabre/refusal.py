"""Refusal: an expected "no", fit to be shown to a person.

A rule that says no raises a `Refusal` (or a subclass defined beside the rule). The middleware of `web` shows
it, status 409, with its next step; the command line prints it and exits with 2. Anything that is not a
Refusal is a fault and may crash.
"""


class Refusal(Exception):
    """A human sentence that says why not, and one that says what to do instead.

    Both are shown as they are, already translated (or lazily translatable). `status` is the HTTP status of
    the page that shows it.
    """

    status = 409

    def __init__(self, why: object, *, instead: object = "") -> None:
        super().__init__(why)
        self.why = why
        self.instead = instead

    def __str__(self) -> str:
        return f"{self.why} {self.instead}".strip()

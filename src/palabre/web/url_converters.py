"""Readable addresses: `12-comment-partager-les-jardins` is number 12, whatever words follow it."""

from django.urls import register_converter


class Numbered:
    """A number, followed or not by words for the reader."""

    regex = r"[0-9]{1,18}(?:-[a-z0-9-]*)?"

    def to_python(self, value: str) -> int:
        return int(value.partition("-")[0])

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(Numbered, "numbered")

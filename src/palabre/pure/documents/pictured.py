"""The pictures of a tree: those that came with it, by the name of a file; the words of the others."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

ENDINGS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}


def with_pictures(tree: Any, pictures: dict[str, bytes], *, as_png: bool = False) -> tuple[Any, dict[str, bytes]]:
    """Return the tree whose pictures say `file`, `width` and `height` (pixels), and the files. `as_png`: WebP too."""
    files: dict[str, bytes] = {}
    known: dict[str, dict[str, Any]] = {}
    for number, (address, content) in enumerate(sorted(pictures.items())):
        found = opened(content, as_png=as_png)
        if found is not None:
            ending, width, height, kept = found
            files[f"picture{number}.{ending}"] = kept
            known[address] = {"file": f"picture{number}.{ending}", "width": width, "height": height}
    return drawn(tree, known), files


def opened(content: bytes, *, as_png: bool) -> tuple[str, int, int, bytes] | None:
    try:
        picture = Image.open(io.BytesIO(content))
        if picture.format not in ENDINGS:
            return None
        if as_png and picture.format == "WEBP":
            out = io.BytesIO()
            picture.save(out, "PNG")
            return "png", picture.width, picture.height, out.getvalue()
        return ENDINGS[picture.format], picture.width, picture.height, content
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def drawn(tree: Any, known: dict[str, dict[str, Any]]) -> Any:
    """Return the tree with each picture drawn, or in its words."""
    if isinstance(tree, list):
        return [drawn(one, known) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("kind") == "picture":
        found = known.get(tree["url"])
        return tree | found if found else {"kind": "text", "text": f"[{tree['alt']}]" if tree["alt"] else ""}
    return {name: drawn(value, known) for name, value in tree.items()}

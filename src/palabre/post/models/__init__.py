"""Models of the post: letters."""

from palabre.post.models.letter import Letter, Trouble, Way

__all__ = ["Letter", "Trouble", "Way"]

"""Needs: asked, answered, satisfied; help that is offered."""

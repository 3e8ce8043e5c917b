"""The spaces slice's place among the installed apps."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "palabre.spaces"

    def ready(self) -> None:
        from palabre.spaces import versions_after_restore  # models can be imported only when apps are ready
        from palabre.upkeep.hooks import register_carrying  # as above

        register_carrying(versions_after_restore.known_versions, versions_after_restore.go_beyond, list)
        register_carrying(versions_after_restore.known_spaces, versions_after_restore.is_known, list)

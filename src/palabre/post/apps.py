"""The post slice's place among the installed apps."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "palabre.post"

    def ready(self) -> None:
        from palabre.post import claim_notices, letters_after_restore, names  # models are not loaded before
        from palabre.upkeep.hooks import register_carrying, register_doubting  # as above

        names.register_letter_names()
        claim_notices.register_claim_notices()
        register_carrying(letters_after_restore.known_letters, letters_after_restore.settle_again, list)
        register_doubting(letters_after_restore.read_all_again)

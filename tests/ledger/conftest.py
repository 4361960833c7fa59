from tests.conversations.conftest import ann, clock, intake, lin, office, profile, telegram

__all__ = ["ann", "clock", "intake", "lin", "office", "profile", "telegram"]

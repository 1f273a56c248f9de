"""One tree of errors. Each says what is wrong with which input, and what to do about it."""


class DatelineError(Exception):
    """Base of everything that Dateline raises on purpose."""


class InputError(DatelineError):
    """An input that cannot be read: `where` names it, `remedy` says what would help."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}. {remedy}")
        self.where, self.what, self.remedy = where, what, remedy

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str, str]]:
        return (type(self), (self.where, self.what, self.remedy))


class Skipped(InputError):
    """An input that was passed over on purpose, since it is no story in English: no fault, but counted and told."""


class KnowledgeError(DatelineError):
    """A data file (lexicon, actors, classes) that breaks its format."""


class UsageError(DatelineError):
    """A call that asks for something which is not there."""


class StoreError(DatelineError):
    """A store that cannot be opened, held or added to; the message names it and the remedy."""


class ReviewError(DatelineError):
    """A correction that cannot be: the message names the field and what it may be."""

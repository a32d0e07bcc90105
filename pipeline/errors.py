"""What can go wrong, in the user's words: every message names the file or value and the remedy."""


class EtiographError(Exception):
    """Base of all errors that a command turns into one line and an exit code."""


class ReadError(EtiographError):
    """One input could not be read; the batch goes on without it.

    Args:
        source: the file (and member or record in it) as the user named it.
        reason: what is wrong, one clause.
        remedy: what the user can do, one clause.

    >>> str(ReadError("a.pdf", "the file is encrypted", "save it without a password"))
    'a.pdf: the file is encrypted; save it without a password'
    """

    def __init__(self, source: str, reason: str, remedy: str) -> None:
        super().__init__(f"{source}: {reason}; {remedy}")
        self.source, self.reason, self.remedy = source, reason, remedy

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.source, self.reason, self.remedy)


class InputError(EtiographError):
    """What was asked for cannot be done: a missing path, an empty folder, a wrong option value."""


class NothingToRead(InputError):  # noqa: N818  # it says what happened, as a message does
    """No path holds an article that can be read; `errors` says what is wrong with each."""

    def __init__(self, errors: tuple[ReadError, ...]) -> None:
        super().__init__("; ".join(map(str, errors)) or "no articles: name a folder")
        self.errors = errors


class VocabularyError(EtiographError):
    """A vocabulary file is missing, malformed or contradicts itself."""


class StoreError(EtiographError):
    """The output folder is held by another build, damaged or cannot be written."""

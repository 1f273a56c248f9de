"""Look-ups in the knowledge base that the extracting stages need."""

from typing import Protocol


class Knowledge(Protocol):
    """What is known of actors."""

    def capital(self, actor: str | None) -> str | None:
        """A state's capital."""

    def parent(self, actor: str) -> tuple[str, str] | None:
        """The id and name of the actor that another is an organ of."""

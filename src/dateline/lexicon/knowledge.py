"""Look-ups in the knowledge base that stages other than resolve need; `resolve.actors.Resolver` has them all."""

import datetime as dt
from typing import Protocol


class Knowledge(Protocol):
    """What is known of an actor's place among others."""

    def capital(self, actor: str | None) -> str | None:
        """A state's capital."""

    def parent(self, actor: str) -> tuple[str, str] | None:
        """The id and name of the actor that another is an organ of."""


class Sides(Protocol):
    """Which side an actor stands for."""

    def name(self, actor: str) -> str | None:
        """The name that an actor is shown by."""

    def sides(self, actor: str, on: dt.date | None = None) -> tuple[str, ...]:
        """The bodies and groups that a person leads or serves (`on` a day, if given), and what these are organs of, nearest first."""

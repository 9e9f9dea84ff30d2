"""What all sections of a config file have in common, and the keyword rule, which several hold."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from config import rules
from config.fields import Language, Many, Text, wrong
from onrecord.model import Scope

ACTS: TypeAlias = Literal["announcement", "call", "claim", "condemnation", "demand", "denial", "offer", "threat"]
KINDS: TypeAlias = Literal["direct", "mixed", "indirect"]


class Section(BaseModel):
    """Common to all: an unknown key is an error, a number is not a text, docstrings describe the keys."""

    model_config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True, hide_input_in_errors=True)


class KeywordSection(Section):
    """Words that a text must, may or must not hold: words, phrases, or prefixes such as withdraw*."""

    name: Text
    """Shown in the alert's reason."""
    all: Many[Text] = Field(default_factory=list)
    """Every one of these must be there."""
    any: Many[Text] = Field(default_factory=list)
    """At least one of these must be there."""
    none: Many[Text] = Field(default_factory=list)
    """None of these may be there."""
    near: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Every `all` term, and one `any` term, within so many words of each other."""
    languages: Many[Language] = Field(default_factory=list)
    """Texts the rule is for; empty: every language."""
    scope: Scope = "statement"
    """Where to look: the statement's words, its paragraph, or the whole article with its title."""

    @model_validator(mode="after")
    def _makes_sense(self) -> KeywordSection:
        if fault := rules.fault(self.all, self.any, self.none, self.near):
            raise fault_error(fault)
        return self


def fault_error(fault: rules.Fault) -> PydanticCustomError:
    """A faulty keyword rule as a validation error."""
    return wrong(fault.message, fault.hint)

"""What a user may set, as tables of the configuration; a name that nobody knows is an error."""

from pydantic import BaseModel, ConfigDict, Field


class VocabularySettings(BaseModel):
    """The table `[vocabulary]`: `abbreviations = { "规上" = "规模以上" }`, what is written and what it is read as."""

    model_config = ConfigDict(extra="forbid", strict=True)

    abbreviations: dict[str, str] = Field(default_factory=dict)

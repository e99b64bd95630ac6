"""What a user may set, as tables of the configuration; a name that nobody knows is an error."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_Named = Annotated[str, Field(min_length=1)]
_Some = Annotated[int, Field(ge=1)]


class VocabularySettings(BaseModel):
    """The table `[vocabulary]`: `abbreviations = { "规上" = "规模以上" }`, what is written and what it is read as."""

    model_config = ConfigDict(extra="forbid", strict=True)

    abbreviations: dict[str, str] = Field(default_factory=dict)


class EmbedderSettings(BaseModel):
    """The table `[embedder]`: a folder or hub name, the prompts before questions and passages, device and batch."""

    model_config = ConfigDict(extra="forbid", strict=True)

    model: _Named | None = None
    query_prompt: str | None = None
    passage_prompt: str | None = None
    device: _Named | None = None
    batch: _Some = 32

    @model_validator(mode="after")
    def _prompts_are_of_a_model(self) -> Self:
        if self.model is None and (self.query_prompt is not None or self.passage_prompt is not None):
            raise ValueError("prompts are those of a model: name it with model")
        return self


class RerankerSettings(BaseModel):
    """The table `[reranker]`: a cross-encoder's folder or hub name, device, batch, and how many passages it reads."""

    model_config = ConfigDict(extra="forbid", strict=True)

    model: _Named | None = None
    device: _Named | None = None
    batch: _Some = 32
    candidates: _Some = 30  # not all that are found: without a GPU a large model reads a few passages a second


class AnswersSettings(BaseModel):
    """The table `[answers]`: the probability from which a sentence is said to answer; the higher, the more is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)

    probability: Annotated[float, Field(ge=0, le=1)] | None = None

"""A static model written as a folder that `StaticEmbedder` and `SentenceTransformer` load, with the same vectors."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.train.data import sha256


def save(folder: Path, name: str, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Write the model's folder, all but its card.

    Args:
        folder: made if missing.
        name: what the model is called.
        tokenizer: the tokeniser.
        table: the vectors, float32.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=table), Normalize()], device="cpu"
    )
    model.save(str(folder), create_model_card=False)
    modules = json.loads((folder / "modules.json").read_bytes())
    for module in modules:  # the classes' names that releases 5 and 6 both know
        module["type"] = "sentence_transformers.models." + module["type"].rpartition(".")[2]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")
    (folder / "model.safetensors").chmod(0o644)  # it comes readable by its owner only
    digest = sha256(folder / "model.safetensors")
    described = {"name": name, "dimension": table.shape[1], "tokens": table.shape[0], "sha256": digest}
    (folder / "jushi.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")

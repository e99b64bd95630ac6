"""Tiny models with random weights, saved as sentence-transformers saves its own: a vector or a score a text, no sense."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import BertConfig

TEXT = "港口货物吞吐量同比增长灯塔渡口停用古井水位上升石桥有七个孔小麦收成一二三四五季度帆布产多少年月亮了夜在岬角ab?qp:.%0123456789，。"
SIZE = 16


def bi_encoder(folder: Path, seed: int = 1, prompts: Mapping[str, str] | None = None) -> Path:
    """Save a bi-encoder whose tokens are single characters.

    Args:
        folder: Where; it is made.
        seed: Of the weights.
        prompts: For its configuration.

    Returns:
        The folder.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    bare = folder.with_name(folder.name + "-bare")
    BertModel(_config(bare, seed)).save_pretrained(bare)
    modules = [Transformer(str(bare)), Pooling(SIZE)]
    model = SentenceTransformer(modules=modules, device="cpu", prompts=dict(prompts or {}))
    model.save(str(folder), create_model_card=False)
    return folder


def cross_encoder(folder: Path, seed: int = 1, labels: int = 1) -> Path:
    """Save a cross-encoder.

    Args:
        folder: Where; it is made.
        seed: Of the weights.
        labels: How many scores it gives a pair.

    Returns:
        The folder.
    """
    from sentence_transformers import CrossEncoder
    from transformers import BertForSequenceClassification

    bare = folder.with_name(folder.name + "-bare")
    BertForSequenceClassification(_config(bare, seed, labels)).save_pretrained(bare)
    CrossEncoder(str(bare), device="cpu").save(str(folder))
    return folder


def _config(bare: Path, seed: int, labels: int = 1) -> "BertConfig":
    """Save the tokeniser, and give what a model of its size is made of."""
    import torch
    from transformers import BertConfig, BertTokenizer

    torch.manual_seed(seed)
    bare.mkdir(parents=True)
    tokens = list(dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *TEXT]))
    (bare / "vocab.txt").write_text("\n".join(tokens), encoding="utf-8")
    BertTokenizer(vocab=str(bare / "vocab.txt")).save_pretrained(bare)
    config = BertConfig(
        vocab_size=len(tokens),
        hidden_size=SIZE,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=SIZE,
        initializer_range=0.5,
    )
    config.num_labels = labels
    return config

"""A LoRA of random weights for the small models, as a trainer's safetensors file: run it to write one."""

import argparse
import json
import struct
from pathlib import Path

import numpy as np

#: Attention blocks of mini-lcm and mini-sd, and the layers in each.
BLOCKS = ("down_blocks_1_attentions_0", "up_blocks_0_attentions_0", "up_blocks_0_attentions_1")
LAYERS = tuple(f"{attention}_{layer}" for attention in ("attn1", "attn2") for layer in ("to_q", "to_k", "to_v"))
WIDTH, RANK = 16, 2


def write_lora(path: Path, seed: int = 1, *, blocks: tuple[str, ...] = BLOCKS, width: int = WIDTH) -> Path:
    """Write a LoRA for attention layers of this width, under the names that kohya's trainer gives them."""
    random = np.random.Generator(np.random.Philox(seed))
    tensors = dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]()
    for name in (f"lora_unet_{block}_transformer_blocks_0_{layer}" for block in blocks for layer in LAYERS):
        tensors[f"{name}.lora_down.weight"] = random.standard_normal((RANK, width), np.float32)
        tensors[f"{name}.lora_up.weight"] = random.standard_normal((width, RANK), np.float32)
        tensors[f"{name}.alpha"] = np.array(RANK, np.float32)
    header, end = dict[str, object](), 0
    for name, tensor in tensors.items():
        begin, end = end, end + tensor.nbytes
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [begin, end]}
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    data = b"".join(tensor.tobytes() for tensor in tensors.values())
    path.write_bytes(struct.pack("<Q", len(head)) + head + data)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_lora(options.path, options.seed)

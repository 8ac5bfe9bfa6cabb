"""A latent consistency model of the true shape (Stable Diffusion 1.5's) and random weights: true seconds and memory.

    uv run --extra local --group dev python -m benchmarks.lcm_shape FOLDER   # 2 GB
    uv run --extra local --group dev python -m benchmarks.local FOLDER

Its layers are written by OpenVINO's own operations, without torch. Tokenizer and scheduler are those of the small model
of the tests: what a prompt says is of no matter to weights that know nothing.
"""

import json
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # its import would send some
import openvino  # noqa: E402  # see above
from openvino import opset15 as ops  # noqa: E402  # as above

SMALL = Path(__file__).parents[1] / "tests" / "local_models" / "models" / "mini-lcm.zip"
CHANNELS, TIME, WORDS, HEADS, GROUPS = (320, 640, 1280, 1280), 1280, 768, 8, 32
VAE_CHANNELS = (128, 256, 512, 512)
GUIDANCE, TEXT_LAYERS, TEXT_HEADS, VOCABULARY, LONGEST = 256, 12, 12, 49408, 77
#: What is other in the configuration files of the small model.
CONFIGS: Mapping[str, Mapping[str, object]] = {
    "unet": {
        "attention_head_dim": HEADS,
        "block_out_channels": CHANNELS,
        "cross_attention_dim": WORDS,
        "down_block_types": [*["CrossAttnDownBlock2D"] * 3, "DownBlock2D"],
        "layers_per_block": 2,
        "mid_block_type": "UNetMidBlock2DCrossAttn",
        "norm_num_groups": GROUPS,
        "time_cond_proj_dim": GUIDANCE,
        "up_block_types": ["UpBlock2D", *["CrossAttnUpBlock2D"] * 3],
    },
    "vae_decoder": {"block_out_channels": VAE_CHANNELS, "layers_per_block": 2, "norm_num_groups": GROUPS},
    "vae_encoder": {"block_out_channels": VAE_CHANNELS, "layers_per_block": 2, "norm_num_groups": GROUPS},
    "text_encoder": {
        "hidden_size": WORDS,
        "intermediate_size": 4 * WORDS,
        "num_attention_heads": TEXT_HEADS,
        "num_hidden_layers": TEXT_LAYERS,
        "projection_dim": WORDS,
        "vocab_size": VOCABULARY,
    },
}

Node = Any  # OpenVINO's nodes have no types
_random = np.random.default_rng(1)


def weights(*shape: int) -> Node:
    """Return random weights that keep what goes through them about as large as it is."""
    values = _random.standard_normal(shape, np.float32)
    values /= np.float32(np.sqrt(np.prod(shape[1:])))
    return ops.constant(values, shared_memory=True)


def along(axis: int, values: Node, rank: int = 4) -> Node:
    """Return a row of values that lies along one axis."""
    return ops.reshape(values, [-1 if each == axis else 1 for each in range(rank)], special_zero=False)


def convolution(x: Node, before: int, after: int, side: int = 3, stride: int = 1, pad: Sequence[int] = ()) -> Node:
    """Return a convolution of random weights, in channels `before` and `after` it."""
    begin, end = pad or (side // 2, side // 2)
    made = ops.convolution(
        x,
        weights(after, before, side, side),
        [stride] * 2,
        pads_begin=[begin] * 2,
        pads_end=[end] * 2,
        dilations=[1, 1],
    )
    return ops.add(made, along(1, weights(after)))


def linear(x: Node, before: int, after: int, *, bias: bool = True) -> Node:
    """Return a linear layer of random weights."""
    made = ops.matmul(x, weights(after, before), transpose_a=False, transpose_b=True)
    return ops.add(made, weights(after)) if bias else made


def group_norm(x: Node, channels: int) -> Node:
    """Return channels made alike in groups."""
    one, zero = (np.full(channels, value, np.float32) for value in (1, 0))
    return ops.group_normalization(x, ops.constant(one), ops.constant(zero), GROUPS, 1e-5)


def layer_norm(x: Node) -> Node:
    """Return each place made alike by itself."""
    return ops.mvn(x, ops.constant([-1]), normalize_variance=True, eps=1e-5, eps_mode="inside_sqrt")


def silu(x: Node) -> Node:
    """Return what the networks bend by."""
    return ops.swish(x)


def attention(x: Node, given: Node, size: int, given_size: int, heads: int, *, causal: bool = False) -> Node:
    """Return what each place takes from the given ones; all N x L x size."""

    def split(y: Node, width: int) -> Node:
        apart = ops.reshape(linear(y, width, size, bias=False), [0, -1, heads, size // heads], special_zero=True)
        return ops.transpose(apart, [0, 2, 1, 3])

    query, key, value = split(x, size), split(given, given_size), split(given, given_size)
    taken = ops.scaled_dot_product_attention(query, key, value, causal=causal)
    joined = ops.reshape(ops.transpose(taken, [0, 2, 1, 3]), [0, -1, size], special_zero=True)
    return linear(joined, size, size)


def residual(x: Node, before: int, after: int, time: Node | None = None) -> Node:
    """Two convolutions beside a short cut; the time is added between them."""
    made = convolution(silu(group_norm(x, before)), before, after)
    if time is not None:
        shift = linear(silu(time), TIME, after)
        made = ops.add(made, ops.unsqueeze(shift, ops.constant([2, 3])))
    made = convolution(silu(group_norm(made, after)), after, after)
    return ops.add(x if before == after else convolution(x, before, after, 1), made)


def flat(x: Node, channels: int) -> tuple[Node, Node]:
    """Return N x C x H x W as N x HW x C, and the shape by which it becomes an image again."""
    last = ops.transpose(x, [0, 2, 3, 1])
    return ops.reshape(last, [0, -1, channels], special_zero=True), ops.shape_of(last)


def image_again(x: Node, shape: Node) -> Node:
    """Return N x HW x C as an image of the shape that `flat` has told."""
    return ops.transpose(ops.reshape(x, shape, special_zero=False), [0, 3, 1, 2])


def transformer(x: Node, words: Node, size: int) -> Node:
    """Attention within the image, then to the words, then a gated layer."""
    places, shape = flat(convolution(group_norm(x, size), size, size, 1), size)
    within = layer_norm(places)
    places = ops.add(places, attention(within, within, size, size, HEADS))
    places = ops.add(places, attention(layer_norm(places), words, size, WORDS, HEADS))
    wide = linear(layer_norm(places), size, 8 * size)
    halves = ops.split(wide, ops.constant(2), 2)
    gated = ops.multiply(halves.output(0), ops.gelu(halves.output(1), "erf"))
    places = ops.add(places, linear(gated, 4 * size, size))
    return ops.add(x, convolution(image_again(places, shape), size, size, 1))


def doubled(x: Node, channels: int) -> Node:
    """Return an image of twice the sides."""
    scales = ops.constant(np.array([2, 2], np.float32))
    larger = ops.interpolate(
        x, scales, "nearest", "scales", [0] * 4, [0] * 4, "asymmetric", "floor", axes=ops.constant([2, 3])
    )
    return convolution(larger, channels, channels)


def parameter(name: str, shape: Sequence[int], kind: Any = np.float32) -> Node:  # noqa: ANN401  # a type of numpy's
    """Return what a network is given, under the name that the pipeline calls it by."""
    made = ops.parameter(list(shape), kind, name=name)
    made.output(0).set_names({name})
    return made


def model(inputs: Sequence[Node], **outputs: Node) -> openvino.Model:
    """Return what a network is given, under the name that the pipeline calls it by."""
    results = []
    for name, node in outputs.items():
        made = ops.result(node)
        made.output(0).set_names({name})
        results.append(made)
    return openvino.Model(results, list(inputs), "random")


def time_embedding(step: Node, guidance: Node) -> Node:
    """Return what the layers know of the step, and of how closely the words are to be kept to."""
    half = CHANNELS[0] // 2
    rates = np.exp(-np.log(10000) * np.arange(half) / half)[None].astype(np.float32)
    angles = ops.multiply(ops.unsqueeze(ops.convert(step, "f32"), ops.constant([1])), ops.constant(rates))
    waves = ops.concat([ops.cos(angles), ops.sin(angles)], 1)
    waves = ops.add(waves, linear(guidance, GUIDANCE, CHANNELS[0], bias=False))
    return linear(silu(linear(waves, CHANNELS[0], TIME)), TIME, TIME)


def unet() -> openvino.Model:
    """Return the network that takes the noise away, of 860 million weights."""
    sample, step = parameter("sample", (-1, 4, -1, -1)), parameter("timestep", (-1,), np.int64)
    words, guidance = (
        parameter("encoder_hidden_states", (-1, LONGEST, WORDS)),
        parameter("timestep_cond", (-1, GUIDANCE)),
    )
    time = time_embedding(step, guidance)
    x = convolution(sample, 4, CHANNELS[0])
    kept, size = [(x, CHANNELS[0])], CHANNELS[0]
    for number, after in enumerate(CHANNELS):
        for _ in range(2):
            x, size = residual(x, size, after, time), after
            x = transformer(x, words, size) if number < 3 else x
            kept.append((x, size))
        if number < 3:
            x = convolution(x, size, size, stride=2)
            kept.append((x, size))
    x = residual(transformer(residual(x, size, size, time), words, size), size, size, time)
    for number, after in enumerate(reversed(CHANNELS)):
        for _ in range(3):
            skipped, more = kept.pop()
            x, size = residual(ops.concat([x, skipped], 1), size + more, after, time), after
            x = transformer(x, words, size) if number > 0 else x
        x = doubled(x, size) if number < 3 else x
    x = convolution(silu(group_norm(x, size)), size, 4)
    return model([sample, step, words, guidance], out_sample=x)


def middle(x: Node, size: int) -> Node:
    """Return what the deepest layers make of it."""
    x = residual(x, size, size)
    places, shape = flat(group_norm(x, size), size)
    return residual(ops.add(x, image_again(attention(places, places, size, size, 1), shape)), size, size)


def decoder() -> openvino.Model:
    """Return the network that makes an image of what is left."""
    latent = parameter("latent_sample", (-1, 4, -1, -1))
    size = VAE_CHANNELS[-1]
    x = middle(convolution(convolution(latent, 4, 4, 1), 4, size), size)
    for number, after in enumerate(reversed(VAE_CHANNELS)):
        for _ in range(3):
            x, size = residual(x, size, after), after
        x = doubled(x, size) if number < 3 else x
    return model([latent], sample=convolution(silu(group_norm(x, size)), size, 3))


def encoder() -> openvino.Model:
    """Return the network that an image to start from goes through."""
    sample = parameter("sample", (-1, 3, -1, -1))
    x, size = convolution(sample, 3, VAE_CHANNELS[0]), VAE_CHANNELS[0]
    for number, after in enumerate(VAE_CHANNELS):
        for _ in range(2):
            x, size = residual(x, size, after), after
        x = convolution(x, size, size, stride=2, pad=(0, 1)) if number < 3 else x
    x = convolution(silu(group_norm(middle(x, size), size)), size, 8)
    return model([sample], latent_parameters=convolution(x, 8, 8, 1))


def text_encoder() -> openvino.Model:
    """Return CLIP's text encoder, of 123 million weights."""
    ids = parameter("input_ids", (-1, -1), np.int64)
    length = ops.gather(ops.shape_of(ids), ops.constant(1), ops.constant(0))
    places = ops.range(ops.constant(np.int64(0)), length, ops.constant(np.int64(1)), "i64")
    x = ops.add(
        ops.gather(weights(VOCABULARY, WORDS), ids, ops.constant(0)),
        ops.gather(weights(LONGEST, WORDS), places, ops.constant(0)),
    )
    for _ in range(TEXT_LAYERS):
        within = layer_norm(x)
        x = ops.add(x, attention(within, within, WORDS, WORDS, TEXT_HEADS, causal=True))
        wide = linear(layer_norm(x), WORDS, 4 * WORDS)
        gated = ops.multiply(wide, ops.sigmoid(ops.multiply(wide, ops.constant(np.float32(1.702)))))
        x = ops.add(x, linear(gated, 4 * WORDS, WORDS))
    x = layer_norm(x)
    return model([ids], last_hidden_state=x, pooler_output=ops.gather(x, ops.constant(0), ops.constant(1)))


def write(folder: Path) -> None:
    """Write the whole model into a folder, as an export would be."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(SMALL) as small:
        small.extractall(folder)
    for name, build in (
        ("text_encoder", text_encoder), ("vae_decoder", decoder), ("vae_encoder", encoder), ("unet", unet)
    ):  # fmt: skip
        openvino.save_model(build(), folder / name / "openvino_model.xml", compress_to_fp16=True)
        config = folder / name / "config.json"
        config.write_text(json.dumps(json.loads(config.read_text(encoding="utf-8")) | dict(CONFIGS[name]), indent=1))
        print(name, (folder / name / "openvino_model.bin").stat().st_size // 10**6, "MB")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

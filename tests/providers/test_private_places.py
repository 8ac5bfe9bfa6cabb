"""What a provider says of its operator's machines and files is for the log; players read the rest."""

import pytest

from generation.providers.base import InvalidError, RateLimitedError, UnavailableError
from generation.providers.private_places import hide_private_places


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("connect to 192.168.1.20:8188 failed", "connect to … failed"),
        ("connect to 10.0.0.5.", "connect to …."),
        ("connect to [fe80::1]:8188", "connect to […]:8188"),
        ("::1 refused", "… refused"),
        ("nobody at localhost:7860", "nobody at …"),
        ("nobody at gpu-box:8188, nor at gpu.lan", "nobody at …, nor at …"),
        ("nobody at gpu.example.org:8443", "nobody at …"),
        ("GET http://comfy/prompt: 502", "GET …: 502"),
        ("GET http://comfy.example.org:8188/prompt failed", "GET … failed"),
        ("GET https://user:word@192.168.0.9/v1", "GET …"),
        ("HTTPConnectionPool(host='gpu-box', port=8188): refused", "HTTPConnectionPool(host='…', port=8188): refused"),
        ("No such file: '/home/fixer/ComfyUI/models/x.safetensors'", "No such file: '…'"),
        ("cannot open ~/models/x.ckpt: denied", "cannot open …: denied"),
        (r"cannot open C:\Users\fixer\x.ckpt", "cannot open …"),
        ("cannot open D:/models/x.ckpt", "cannot open …"),
        (r"cannot open \\nas\models\x.ckpt", "cannot open …"),
    ],
)
def test_addresses_and_paths_are_hidden(said: str, shown: str) -> None:
    assert hide_private_places(said) == shown
    error = UnavailableError(said)
    assert error.sentence == shown
    assert str(error) == said


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("ComfyUI cannot be reached (ConnectError).", "ComfyUI cannot be reached."),
        ("cannot be reached (aiohttp.ServerTimeoutError), again", "cannot be reached, again"),
        ("It failed: RuntimeError: no such sampler", "It failed: no such sampler"),
        ("It failed: torch.OutOfMemoryError", "It failed: "),
        ("InternalServerError: OpenAIException - Oops", "Oops"),
        ("500 - 'str' object has no attribute 'model_dump'", "500 - …"),
        ("It failed: 'NoneType' object is not subscriptable.", "It failed: …."),
        ("It failed: create() got an unexpected keyword argument 'stream'", "It failed: …"),
        ("<urllib3.connection.HTTPConnection object at 0x7f3a>: refused", "…: refused"),
        ("It failed: [Errno 111] Connect call failed", "It failed: Connect call failed"),
        ("It failed: Traceback (most recent call last):\n  File", "It failed: …"),
        ("DALL-E API error: 500 - The server had an error", "DALL-E API error: 500 - The server had an error"),
    ],
)
def test_pythons_own_words_are_for_the_log(said: str, shown: str) -> None:
    assert UnavailableError(said).sentence == shown
    assert str(UnavailableError(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        "See https://platform.openai.com/account/billing.",
        "node 5:12 (KSampler): Value not in list: sampler_name",
        "error:500 at 12:30:45, 1024x1024 and/or image/png",
        "Ask anew with /image generate, or /session start.",
        "AI Horde error: 403 - KudosUpfront. Version 1.10",
        "“Größe 512 mal 512” … ½ a/b:c",
    ],
)
def test_what_is_nobodys_place_stays(said: str) -> None:
    assert hide_private_places(said) == said


def test_every_kind_of_error_hides_them() -> None:
    assert RateLimitedError("ask 10.0.0.1 later", 3.0).sentence == InvalidError("ask 10.0.0.1 later").sentence

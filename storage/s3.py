"""A bucket of an S3-compatible store, opened by an address and the usual AWS_ variables, and tried out."""

import re
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from storage.errors import StorageError
from storage.store_errors import clock_off, first_line

#: The variables that may stand in `.env`; obstore itself reads the rarer ones, from the environment alone.
VARIABLES = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_VIRTUAL_HOSTED_STYLE_REQUEST",
)
#: What an address may say behind its question mark, and the variable that it stands for.
_IN_ADDRESS = {"endpoint": "AWS_ENDPOINT_URL", "region": "AWS_REGION"}
_SECRETS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}")
_ENDPOINT = re.compile(r"https?://[^\s/?#@]+(/[^\s?#@]*)?")
MOST_RETRIES = 3


def open_bucket(address: str, variables: Mapping[str, str]) -> S3Store:
    """Return the bucket at `s3://bucket/prefix?endpoint=…&region=…`; nothing is asked of it yet.

    Raises:
        StorageError: the address is none, or names credentials; the sentence does not repeat it.

    """
    try:
        parts = urlsplit(address)
        said = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise StorageError("IMAGE_STORE_URL: this is no address such as s3://bucket/prefix.") from None
    if "@" in parts.netloc or not said.keys() <= _IN_ADDRESS.keys():
        raise StorageError(
            "IMAGE_STORE_URL: only endpoint and region may stand behind the question mark. Credentials belong into "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    if parts.scheme != "s3" or not _BUCKET.fullmatch(parts.netloc) or parts.fragment:
        raise StorageError("IMAGE_STORE_URL: this is no address such as s3://bucket/prefix.")
    config = {name: variables[name] for name in VARIABLES if variables.get(name)}
    config |= {_IN_ADDRESS[name]: value for name, value in said.items()}
    endpoint = config.get("AWS_ENDPOINT_URL", "https://")
    if endpoint != "https://" and not _ENDPOINT.fullmatch(endpoint):
        raise StorageError("AWS_ENDPOINT_URL: this is no address such as https://s3.example.org.")
    try:
        return S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=config,  # type: ignore[arg-type]  # obstore reads the variables' own names, too
            client_options={"allow_http": endpoint.startswith("http://"), "connect_timeout": "5s", "timeout": "60s"},
            retry_config={"max_retries": MOST_RETRIES, "retry_timeout": timedelta(seconds=20)},
        )
    except BaseError as error:
        raise StorageError("IMAGE_STORE_URL: {why}", why=_why(error, variables)) from None


async def check_bucket(bucket: S3Store, variables: Mapping[str, str]) -> None:
    """Put something into a bucket and take it away again.

    Raises:
        StorageError: that cannot be done; the sentence says why, and holds no secret.

    """
    name = bucket.config.get("bucket") or ""
    probe = f".{uuid4().hex}.probe"
    try:
        await obstore.put_async(bucket, probe, b"x")
        await obstore.delete_async(bucket, probe)
    except (PermissionDeniedError, UnauthenticatedError) as error:
        if off := clock_off(error):
            raise StorageError("The picture store cannot be used: {why}.", why=off) from None
        raise StorageError(
            "The picture store refuses the credentials for bucket {bucket}. Look at AWS_ACCESS_KEY_ID, "
            "AWS_SECRET_ACCESS_KEY and at what they permit: to get, put, delete and list.",
            bucket=name,
        ) from None
    except FileNotFoundError:
        raise StorageError(
            "There is no bucket {bucket} in the picture store. Look at IMAGE_STORE_URL and AWS_ENDPOINT_URL.",
            bucket=name,
        ) from None
    except BaseError as error:
        raise StorageError(
            "The picture store cannot be used: {why}. Look at IMAGE_STORE_URL and the AWS_ variables.",
            why=_why(error, variables),
        ) from None


def _why(error: BaseError, variables: Mapping[str, str]) -> str:
    """Return what obstore says of an error, without secrets: stores repeat what they were sent."""
    line = first_line(error)
    for secret in filter(None, map(variables.get, _SECRETS)):
        line = line.replace(secret, "***")
    return line.rstrip(".")

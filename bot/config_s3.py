"""The settings of a bucket: where attachments rest when they rest in no folder.

Described in docs/configuration.md and docs/blobs.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StrictBool, field_validator
from pydantic import ValidationInfo as Info

from storage.ledger.credentials import private_text

SCHEME = "s3://"
# Source: Amazon S3 user guide, "Bucket naming rules"; what stands behind is the prefix.
_ADDRESS = re.compile(
    r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[\w./=-]+))?/?"
)
_SECRETS = ("access_key", "secret_key")


class S3(BaseModel):
    """The store that has the bucket, and the key that it knows us by."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True
    )

    endpoint: str | None = None
    region: str = "us-east-1"
    path_style: StrictBool = True
    # The files stand before the keys, because a key is read from its file.
    access_key_file: Path | None = None
    secret_key_file: Path | None = None
    access_key: SecretStr | None = Field(default=None, validate_default=True)
    secret_key: SecretStr | None = Field(default=None, validate_default=True)

    @field_validator("endpoint")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        rule = "must be the address of a store, such as https://s3.example.org, and no more"
        if value is None:
            return None
        try:
            url = urlsplit(value)
            sound = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
        except ValueError:
            raise ValueError(rule) from None
        if not sound or "@" in url.netloc or url.path.strip("/") or url.query or url.fragment:
            raise ValueError(rule)
        return value.rstrip("/")

    @field_validator(*_SECRETS, mode="before")
    @classmethod
    def _read_from_file(cls, value: object, info: Info) -> object:
        path = info.data.get(f"{info.field_name}_file")
        if path is None:
            return value
        if value is not None:
            raise ValueError("is given twice: give the key or the file that holds it, not both")
        return private_text(path)


def address(value: object) -> object:
    """Return a bucket's address as it is, and anything else as a path.

    Raises:
        ValueError: It is neither.
    """
    if isinstance(value, str) and value.startswith(SCHEME):
        if _ADDRESS.fullmatch(value) is None:
            raise ValueError("must be a folder, or a bucket such as s3://bucket/prefix")
        if find_spec("obstore") is None:
            raise ValueError("needs the package obstore: pip install '.[s3]', in the sources")
        return value
    if isinstance(value, str | Path):
        return Path(value)
    raise ValueError("must be a folder, or a bucket such as s3://bucket/prefix")


def parts(bucket: str) -> tuple[str, str]:
    """Return the name of the bucket and the prefix that an address names."""
    found = _ADDRESS.fullmatch(bucket)
    if found is None:
        raise ValueError("must be a bucket such as s3://bucket/prefix")
    return found["bucket"], (found["prefix"] or "").strip("/")


def around_s3(s3: S3) -> Iterator[str]:
    """Yield what does not agree about a bucket."""
    if (s3.access_key is None) != (s3.secret_key is None):
        yield "s3.access_key and s3.secret_key must be given both, or neither."


def secrets_in_the_file(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield which keys stand in the configuration file, where they must not."""
    section = document.get("s3")
    for key in _SECRETS:
        if isinstance(section, dict) and key in section:
            yield (
                f"s3.{key} must not stand in this file; set DENGWEN_S3__{key.upper()}, or name a "
                f"file of mode 0600 in s3.{key}_file."
            )

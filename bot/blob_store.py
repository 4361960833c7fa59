"""Where this installation keeps its attachments: a folder, or a bucket."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from bot.config import Config
from bot.config_s3 import parts
from storage.blobs import Blobs, FolderBlobs
from storage.bucket import BucketBlobs, BucketPlace, open_bucket


def blobs_of(config: Config) -> Blobs:
    """Return the blobs of this installation; nothing is read yet."""
    where = config.storage.blobs
    return FolderBlobs(where) if isinstance(where, Path) else bucket_of(config, where)


def bucket_of(config: Config, address: str) -> BucketBlobs:
    """Return the blobs of the bucket at `address`, in the store of the configuration."""
    bucket, prefix = parts(address)
    s3 = config.s3
    place = BucketPlace(
        bucket=bucket,
        prefix=prefix,
        endpoint=s3.endpoint,
        region=s3.region,
        path_style=s3.path_style,
        access_key=_plain(s3.access_key),
        secret_key=_plain(s3.secret_key),
    )
    return open_bucket(place)


def _plain(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()

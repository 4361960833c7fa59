"""Where attachments rest: a bucket that answers, and that does not keep what is deleted."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from bot.blob_store import bucket_of
from bot.doctor.findings import Finding, Installation, wrong


async def bucket(here: Installation) -> AsyncIterator[Finding]:
    """Find a bucket that cannot be used, and one that keeps what was deleted."""
    where = here.config.storage.blobs
    if isinstance(where, Path):
        return
    blobs = bucket_of(here.config, where)
    try:
        versions = await asyncio.to_thread(blobs.try_out, secrets.token_hex(16))
    except OSError as error:
        reason = error.strerror or "there is no such bucket"
        yield wrong(
            f"The bucket of storage.blobs cannot be used: {reason}.",
            "Compare storage.blobs, s3.endpoint, s3.region and the keys; the key has to be allowed "
            "to list the bucket and to get, put and delete its objects.",
        )
        return
    if versions.kept:
        yield wrong(
            "The bucket keeps earlier versions, so what is shredded can be fetched back.",
            "Switch versioning off (bucket versioning: suspended), delete the versions that are "
            "there, and use no object lock.",
        )

"""Where attachments rest, as the configuration says it."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Storage
from bot.config_s3 import S3, around_s3, parts, secrets_in_the_file


@pytest.mark.parametrize(
    ("address", "bucket", "prefix"),
    [
        ("s3://dengwen", "dengwen", ""),
        ("s3://dengwen/", "dengwen", ""),
        ("s3://dengwen/round-2019", "dengwen", "round-2019"),
        ("s3://dengwen.county/a/b/", "dengwen.county", "a/b"),
    ],
)
def test_an_address_names_a_bucket_and_a_prefix(address, bucket, prefix):
    assert Storage(blobs=address).blobs == address
    assert parts(address) == (bucket, prefix)


@pytest.mark.parametrize("folder", ["blobs", "/srv/blobs", Path("/srv/blobs")])
def test_anything_else_is_a_folder(folder):
    assert Storage(blobs=folder).blobs == Path(folder)


@pytest.mark.parametrize("address", ["s3://", "s3://A", "s3://x/y?z", "s3://key:secret@bucket", 7])
def test_what_is_neither_is_refused_without_being_quoted(address):
    with pytest.raises(ValidationError, match="must be a folder, or a bucket") as caught:
        Storage(blobs=address)
    assert "secret@" not in str(caught.value)


@pytest.mark.parametrize("address", ["ftp://x", "https://a:b@x", "https://x/path", "x", "https://"])
def test_an_endpoint_is_the_address_of_a_store_alone(address):
    with pytest.raises(ValidationError, match="must be the address of a store"):
        S3(endpoint=address)


def test_a_key_is_read_from_its_private_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text("word\n")
    file.chmod(0o600)
    assert S3(secret_key_file=file).secret_key.get_secret_value() == "word"
    assert "word" not in repr(S3(secret_key_file=file))
    file.chmod(0o640)
    with pytest.raises(ValidationError, match="chmod 600"):
        S3(secret_key_file=file)


def test_half_a_key_is_called_out():
    assert list(around_s3(S3(access_key="name"))) == [
        "s3.access_key and s3.secret_key must be given both, or neither."
    ]
    assert list(around_s3(S3())) == []


def test_a_key_in_the_file_is_called_out():
    (sentence,) = secrets_in_the_file({"s3": {"secret_key": "word"}})
    assert "s3.secret_key must not stand in this file" in sentence
    assert "word" not in sentence

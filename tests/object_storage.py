"""A local S3-compatible server (a simulator, not a provider's), and the portal told to use it."""

from __future__ import annotations

import secrets
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import boto3
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.storage import Storage

REGION = "eu-south-1"


@contextmanager
def running() -> Iterator[tuple[Any, Storage]]:
    """The bucket as its owner sees it, and the storage through which the portal does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    # The simulator remembers the buckets of the whole process.
    name = f"portale-{secrets.token_hex(4)}"
    endpoint = f"http://127.0.0.1:{port}"
    bucket = boto3.resource(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="prova",
        aws_secret_access_key="prova",
        region_name=REGION,
    ).create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    options = {
        "bucket_name": name,
        "endpoint_url": endpoint,
        "default_acl": "private",
        "access_key": "prova",
        "secret_key": "prova",
        "region_name": REGION,
        "file_overwrite": False,
    }
    try:
        yield (
            bucket,
            storages.create_storage({"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}),
        )
    finally:
        server.stop()

"""With the files in object storage the copy takes them from there, and puts them back there."""

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from django.utils import timezone
from moto.server import ThreadedMotoServer

from networking.safekeeping import copying, restoring
from networking.safekeeping.checking import check
from networking.safekeeping.container import identities_in

FILES = {"ab/modulo": b"un documento riservato", "cd/vuoto": b"", "ef/grande": bytes(range(256)) * 8192}


@pytest.fixture
def bucket(settings):
    """A way to point the storage at a bucket of a server that speaks S3."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    access = {"endpoint_url": f"http://{host}:{port}", "region_name": "eu-south-1"}
    client = boto3.client("s3", aws_access_key_id="x", aws_secret_access_key="x", **access)

    def use(name):
        client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-south-1"})
        options = {
            "bucket_name": name,
            "access_key": "x",
            "secret_key": "x",
            "file_overwrite": False,
            **access,
        }
        storage = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        return override_settings(STORAGES=settings.STORAGES | {"default": storage})

    yield use
    server.stop()


def test_files_come_out_of_a_bucket_and_go_into_another(db, keeping, identity, bucket):
    with bucket("prima"):
        for name, content in FILES.items():
            default_storage.save(name, ContentFile(content))
        copy = copying.make(now=timezone.now())
    told = check(copy.data, identities_in(identity))
    assert told.files == len(FILES)

    with bucket("dopo"):
        restoring.put_back_files(copy.data, identities_in(identity))
        found = {}
        for name in FILES:
            with default_storage.open(name) as file:
                found[name] = file.read()

    assert found == FILES

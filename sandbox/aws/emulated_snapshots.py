"""Keeps what IAM, STS and S3 have at a moment, and takes them back to it, so that tests can begin where others have begun.

POST /moto-api/snapshots answers the number of a new one; POST /moto-api/snapshots/NUMBER takes everything back to it.
"""

import pickle

from moto.iam.models import iam_backends
from moto.moto_api._internal.urls import url_paths
from moto.s3.models import s3_backends
from moto.sts.models import sts_backends

KEPT = (iam_backends, sts_backends, s3_backends)

snapshots = []


def all_backends():
    return [
        backend
        for kept in KEPT
        for in_account in list(kept.values())
        for backend in list(in_account.values())
    ]


def take(request, full_url, headers):
    snapshots.append([(backend, pickle.dumps(vars(backend))) for backend in all_backends()])
    return 200, {}, str(len(snapshots) - 1)


def take_back(request, full_url, headers):
    for backend, content in snapshots[int(full_url.rsplit("/", 1)[1])]:
        vars(backend).clear()
        vars(backend).update(pickle.loads(content))
    return 200, {}, ""


url_paths["{0}/moto-api/snapshots$"] = take
url_paths["{0}/moto-api/snapshots/(?P<number>[^/]+)$"] = take_back

"""What a request has to be allowed beside its own action, and a record of what was asked of the policies.

- Who creates a role or a policy with tags has to be allowed to tag it.
  https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
- Whether an object is there is told only to those who may list it; others are denied.
  https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
- Who asks whether a bucket is there has to be allowed to list it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
- Who copies an object has to be allowed to read it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
- A bucket of another account also has to let the requester in: here, those do whose policy lets in everybody.
  https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
- With AUTHORIZATION_RECORD set, each decision becomes a line of JSON in the file that it names.
"""

import json
import os
from urllib.parse import unquote

from emulated_conditions import owner_of
from moto.iam.access_control import IAMRequest, PermissionResult, S3IAMRequest
from moto.s3.exceptions import BucketAccessDeniedError, MissingKey
from moto.s3.models import s3_backends
from moto.s3.responses import S3Response
from moto.utilities.utils import get_partition
from werkzeug.exceptions import HTTPException

TAGGING = {"iam:CreateRole": "iam:TagRole", "iam:CreatePolicy": "iam:TagPolicy"}

check_iam_permission = IAMRequest.check_action_permitted
check_s3_permission = S3IAMRequest.check_action_permitted
authorize_s3 = S3Response._authenticate_and_authorize_s3_action


def recorded(check):
    def check_and_record(self, resource):
        allowed = False
        try:
            check(self, resource)
            allowed = True
        finally:
            record(accessKeyId=self._access_key._access_key_id, action=self._action, resource=resource, allowed=allowed)

    return check_and_record


def record(**decision):
    if file := os.environ.get("AUTHORIZATION_RECORD"):
        with open(file, "a", encoding="utf-8") as lines:
            lines.write(json.dumps(decision) + "\n")


def check_with_tags(self, resource):
    check_recorded(self, resource)
    if self._action in TAGGING and any(name.startswith("Tags.member.") for name in self._data):
        action, self._action = self._action, TAGGING[self._action]
        try:
            check_recorded(self, resource)
        finally:
            self._action = action


def authorize_s3_as_aws_does(self, bucket_name=None, key_name=None):
    action = self._get_action()
    if action == "HeadBucket":
        action = "ListBucket"
    authorize_in_account(self, action, bucket_name, key_name)
    source = self.headers.get("x-amz-copy-source") if action == "PutObject" else None
    if source:
        authorize_read(self, *unquote(source.split("?")[0]).lstrip("/").split("/", 1))
    elif action == "GetObject" and key_name:
        authorize_knowing(self, bucket_name, key_name)
    self.data.update(Action=action, BucketName=bucket_name)


def authorize_read(self, bucket_name, key_name):
    authorize_in_account(self, "GetObject", bucket_name, key_name)
    authorize_knowing(self, bucket_name, key_name)


def authorize_knowing(self, bucket_name, key_name):
    if not is_there(self.backend, bucket_name, key_name):
        self.data["MissingKey"] = key_name
        authorize_in_account(self, "ListBucket", bucket_name)


def authorize_in_account(self, action, bucket_name, key_name=None):
    self.data.update(Action=action, BucketName=bucket_name)
    authorize_s3(self, bucket_name, key_name)
    owner = owner_of(bucket_name)
    if action == "CreateBucket" or owner in (None, self.current_account):
        return
    partition = get_partition(self.region)
    resource = f"arn:{partition}:s3:::{bucket_name}" + (f"/{key_name}" if key_name else "")
    permission = s3_backends[owner][partition].get_bucket(bucket_name).get_permission(f"s3:{action}", resource)
    if permission is not PermissionResult.PERMITTED:
        raise BucketAccessDeniedError(bucket=bucket_name)


def is_there(backend, bucket_name, key_name):
    try:
        return backend.get_object(bucket_name, key_name) is not None
    except (MissingKey, HTTPException):
        return False


check_recorded = recorded(check_iam_permission)
IAMRequest.check_action_permitted = check_with_tags
S3IAMRequest.check_action_permitted = recorded(check_s3_permission)
S3Response._authenticate_and_authorize_s3_action = authorize_s3_as_aws_does

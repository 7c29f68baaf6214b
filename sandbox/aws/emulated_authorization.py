"""What a request has to be allowed beside its own action, and a record of what was asked of the policies.

- Who creates a role or a policy with tags has to be allowed to tag it.
  https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
- Whether an object is there is told only to those who may list its bucket; others are denied.
  https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
- With AUTHORIZATION_RECORD set, each decision becomes a line of JSON in the file that it names.
"""

import json
import os

from moto.iam.access_control import IAMRequest, S3IAMRequest
from moto.s3.exceptions import MissingKey
from moto.s3.responses import S3Response
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
    authorize_s3(self, bucket_name, key_name)
    if key_name and self._get_action() == "GetObject" and not is_there(self.backend, bucket_name, key_name):
        self.data["Action"] = "ListBucket"
        authorize_s3(self, bucket_name)
        self.data["Action"] = "GetObject"


def is_there(backend, bucket_name, key_name):
    try:
        return backend.get_object(bucket_name, key_name) is not None
    except (MissingKey, HTTPException):
        return False


check_recorded = recorded(check_iam_permission)
IAMRequest.check_action_permitted = check_with_tags
S3IAMRequest.check_action_permitted = recorded(check_s3_permission)
S3Response._authenticate_and_authorize_s3_action = authorize_s3_as_aws_does

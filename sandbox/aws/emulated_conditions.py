"""Conditions of statements, on those keys that requests have here. Conditions on other keys are for others to judge.

- iam:PolicyARN and iam:PermissionsBoundary are the policy and the boundary that a request to IAM is about.
- s3:prefix is what a listing asks for; it is absent where a listing asks for everything. Where an object is missing, whether
  the requester is told depends on whether they may list its key: then the key is the prefix.
  https://github.com/ceph/ceph/pull/68577
- aws:ResourceAccount is who owns the bucket. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
- What emulated_requests.py knows of a request, by the names of the keys.
- Any other key of IAM is in no request.
- Statements about requests without TLS (aws:SecureTransport) never apply: the emulator speaks HTTP, and AWS is asked by TLS.
"""

import re
from contextvars import ContextVar
from functools import cache
from urllib.parse import parse_qs, urlparse

from moto.iam import access_control
from moto.s3.models import s3_backends

JUDGED = ("iam:", "s3:prefix", "aws:resourceaccount", "sagemaker:taggingaction", "application-autoscaling:")

request_context = ContextVar("request_context", default={})


def as_list(value):
    return value if isinstance(value, list) else [value]


@cache
def pattern_of(text):
    return re.compile(re.escape(text).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


def matches(pattern, text):
    return pattern_of(pattern).fullmatch(text) is not None


# --- the values of the keys -------------------------------------------------------------------------------------------


def in_context(check):
    def check_in_context(self, resource):
        token = request_context.set(context_of(self))
        try:
            check(self, resource)
        finally:
            request_context.reset(token)

    return check_in_context


def context_of(request):
    values = s3_context(request) if request._service == "s3" else iam_context(request)
    values = {**values, **getattr(request, "known_context", {})}
    return {key.lower(): value for key, value in values.items() if value is not None}


def iam_context(request):
    """A role that is created has the boundary that it is asked for."""

    def parameter(name):
        return next(iter(as_list(request._data.get(name) or [])), None)

    if request._service != "iam":
        return {}
    roles = {role.name: role for role in request.backend.roles.values()}
    existing = getattr(roles.get(parameter("RoleName")), "permissions_boundary_arn", None)
    return {
        "iam:PolicyARN": parameter("PolicyArn"),
        "iam:PermissionsBoundary": parameter("PermissionsBoundary") or existing,
        "aws:ResourceAccount": request.account_id,
    }


def s3_context(request):
    """A bucket that nobody has is not there, whoever asks for it."""
    asked = parse_qs(urlparse(request._path).query, keep_blank_values=True).get("prefix", [None])[0]
    return {
        "s3:prefix": request._data.get("MissingKey", asked) if request._action.startswith("s3:List") else None,
        "aws:ResourceAccount": owner_of(request._data.get("BucketName")) or request.account_id,
    }


def owner_of(bucket_name):
    """The account that has a bucket of this name, if one has."""
    return s3_backends.bucket_accounts.get(bucket_name, (None, None))[1]


access_control.IAMRequest.check_action_permitted = in_context(access_control.IAMRequest.check_action_permitted)
access_control.S3IAMRequest.check_action_permitted = in_context(access_control.S3IAMRequest.check_action_permitted)

# --- whether a statement applies --------------------------------------------------------------------------------------

is_action_permitted = access_control.IAMPolicyStatement.is_action_permitted


def is_action_permitted_where_conditions_hold(self, *args, **kwargs):
    if not conditions_hold(self._statement.get("Condition") or {}):
        return access_control.PermissionResult.NEUTRAL
    return is_action_permitted(self, *args, **kwargs)


def conditions_hold(condition):
    if str(condition.get("Bool", {}).get("aws:SecureTransport")).lower() == "false":
        return False
    return all(
        condition_holds(operator, request_context.get().get(key.lower()), as_list(values))
        for operator, keys in condition.items()
        for key, values in keys.items()
        if key.lower().startswith(JUDGED)
    )


def condition_holds(operator, actual, values):
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"""
    name = operator.removesuffix("IfExists")
    is_negated = "Not" in name
    if actual is None:
        return is_negated or name != operator
    match name.replace("Not", ""):
        case "StringEquals":
            return (actual in values) != is_negated
        case "StringLike" | "ArnEquals" | "ArnLike":
            return any(matches(value, actual) for value in values) != is_negated
        case _:
            return False


access_control.IAMPolicyStatement.is_action_permitted = is_action_permitted_where_conditions_hold
access_control.IAMPolicyStatement._match = staticmethod(lambda pattern, text: matches(pattern, text) or None)

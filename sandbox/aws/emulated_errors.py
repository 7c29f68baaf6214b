"""How IAM, STS and the services of a deployment answer what they refuse.

- The error stands in the XML of the query protocol for IAM and STS. moto puts one element too many around some errors, and
  the AWS SDK for Go then reads "UnknownError". https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
- A denied request to a service that speaks JSON is answered in JSON.
- A denial names the resource and the reason. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from contextvars import ContextVar

from moto.core.exceptions import AccessDeniedError, JsonRESTError
from moto.core.responses import ActionResult
from moto.core.serialize import QuerySerializer
from moto.iam.access_control import IAMPolicy, IAMRequest, PermissionResult
from moto.iam.responses import IamResponse
from moto.sts.exceptions import STSClientError
from moto.sts.responses import TokenResponse
from werkzeug.exceptions import HTTPException


SPEAK_JSON = ("sagemaker", "logs", "ecr", "application-autoscaling")


class JsonAccessDenied(JsonRESTError):
    code = 403


# --- how a denial is worded -------------------------------------------------------------------------------------------

NAMED_BY_ARN = ["iam:CreateRole", "iam:PassRole", "iam:TagRole", "iam:UntagRole", "iam:TagPolicy", "iam:UntagPolicy"]

check_permission = IAMRequest.check_action_permitted
denied_resource = ContextVar("denied_resource", default="*")


def check_permission_on_resource(self, resource):
    token = denied_resource.set(resource)
    try:
        check_permission(self, resource)
    finally:
        denied_resource.reset(token)


def raise_access_denied_as_the_service_does(self):
    resource = denied_resource.get()
    named = name_of_denied_resource(self, resource)
    request = f"perform: {self._action}" + (f" on resource: {named}" if named != "*" else "")
    if is_denied_explicitly(self, resource):
        reason = "with an explicit deny in an identity-based policy"
    else:
        reason = f"because no identity-based policy allows the {self._action} action"
    message = f"User: {self._access_key.arn} is not authorized to {request} {reason}"
    if self._service in SPEAK_JSON:
        raise JsonAccessDenied("AccessDeniedException", message)
    denied = AccessDeniedError(self._access_key.arn, self._action)
    denied.message = message
    raise denied


def name_of_denied_resource(self, arn):
    """
    IAM names most resources by their kind and what the request calls them, those of NAMED_BY_ARN by their ARN, as seen in

    - https://github.com/aws/aws-cdk/issues/27067 (a role)
    - https://github.com/aws-amplify/amplify-js/issues/7540 (a policy)
    - https://github.com/brefphp/bref/pull/2028 (an ARN)
    """

    def parameter(name):
        return next(iter(self._data.get(name) or []), None)

    if self._service != "iam" or self._action in NAMED_BY_ARN:
        return arn
    if parameter("RoleName"):
        return f"role {parameter('RoleName')}"
    policy = parameter("PolicyArn") or parameter("PolicyName")
    return f"policy {policy}" if policy else arn


def is_denied_explicitly(self, resource):
    return any(
        IAMPolicy(policy).is_action_permitted(self._action, resource)
        is PermissionResult.DENIED
        for policy in self._access_key.collect_policies()
    )


IAMRequest.check_action_permitted = check_permission_on_resource
IAMRequest._raise_access_denied = raise_access_denied_as_the_service_does


# --- the form of an error ---------------------------------------------------------------------------------------------


def answering_refusals_in_query_protocol(authorize):
    """Denials, and keys that nobody has, come before any action; moto gives them the same form for all services."""

    def authorize_in_query_protocol(self, resource="*"):
        try:
            authorize(self, resource)
        except HTTPException as error:
            refusal = STSClientError(error.error_type, error.message)
            _, headers, error.description = self.serialized(ActionResult(refusal))
            self.response_headers.update(headers)
            raise

    return authorize_in_query_protocol


serialize_error_metadata = QuerySerializer._serialize_error_metadata


def serialize_error_metadata_once(self, serialized, error, shape):
    serialize_error_metadata(self, serialized, error, shape)
    serialized.pop("message", None)  # as "Message" as well, for errors that have a model


QuerySerializer._serialize_error_metadata = serialize_error_metadata_once

for service in (IamResponse, TokenResponse):
    service._authenticate_and_authorize_normal_action = answering_refusals_in_query_protocol(
        service._authenticate_and_authorize_normal_action
    )

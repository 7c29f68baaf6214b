"""What requests for a deployment are about, and what they have to be allowed beside their own action.

moto asks for permission on "*" where it does not know better. Here each resource is asked about that AWS says a request needs
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html

- CreateEndpoint and UpdateEndpoint are about an endpoint and its configuration, CreateInferenceComponent about a component and
  its endpoint, and so is an invocation that names a component.
- Who creates something with tags has to be allowed to tag it, and AWS says in the request by which action (sagemaker:TaggingAction).
- Who names an execution role has to be allowed to pass it on to SageMaker (iam:PassedToService).
- A new network interface is about its subnet, its security groups, and itself.
- A scalable target has an id that only AWS gives; the request says for which service it is.
"""

import re
from urllib.parse import unquote

from moto.core.authorization import ActionAuthenticatorMixin
from moto.iam.access_control import IAMRequest
from moto.utilities.utils import get_partition

AWS_HUB = "SageMakerPublicHub"

# What the names of SageMaker's actions end in, and what they are about: the type of the resource, and the parameter with its name.
SAGEMAKER_THINGS = {
    "Endpoint": ("endpoint", "EndpointName"),
    "EndpointWeightsAndCapacities": ("endpoint", "EndpointName"),
    "EndpointConfig": ("endpoint-config", "EndpointConfigName"),
    "Model": ("model", "ModelName"),
    "InferenceComponent": ("inference-component", "InferenceComponentName"),
    "InferenceComponentRuntimeConfig": ("inference-component", "InferenceComponentName"),
    "TransformJob": ("transform-job", "TransformJobName"),
    "ModelPackage": ("model-package", "ModelPackageName"),
    "ModelPackageGroup": ("model-package-group", "ModelPackageGroupName"),
    "Hub": ("hub", "HubName"),
}
SAGEMAKER_BESIDES = {
    "CreateEndpoint": ("endpoint-config", "EndpointConfigName"),
    "UpdateEndpoint": ("endpoint-config", "EndpointConfigName"),
    "CreateInferenceComponent": ("endpoint", "EndpointName"),
}


def arn_of(self, service, resource, account=None):
    return f"arn:{get_partition(self.region)}:{service}:{self.region}:{account or self.current_account}:{resource}"


def sagemaker_arn(self, resource_type, parameter):
    name = self._get_param(parameter) or ""
    if name.startswith("arn:"):
        return name
    return arn_of(self, "sagemaker", f"{resource_type}/{name}", "aws" if name == AWS_HUB else None)


def about_sagemaker(self, action):
    if action in ("AddTags", "DeleteTags", "ListTags"):
        return [self._get_param("ResourceArn")]
    if action == "DescribeHubContent":
        hub = sagemaker_arn(self, "hub", "HubName")
        content = "/".join(self._get_param(name) for name in ("HubContentType", "HubContentName"))
        return [hub, f"{hub.replace(':hub/', ':hub-content/')}/{content}"]
    if action == "UpdateModelPackage":
        return [self._get_param("ModelPackageArn")]
    if action == "ListHubContents":
        return [sagemaker_arn(self, "hub", "HubName")]
    thing = re.sub(r"^(Create|Delete|Describe|Stop|Update)", "", action)
    if thing == action or thing not in SAGEMAKER_THINGS:
        return ["*"]
    things = [SAGEMAKER_THINGS[thing], *([SAGEMAKER_BESIDES[action]] if action in SAGEMAKER_BESIDES else [])]
    return [sagemaker_arn(self, *each) for each in things]


def about_invocation(self, action):
    """An endpoint, and the component on it that a header may name."""
    endpoint = re.search(r"/endpoints/([^/]+)/", self.uri)
    component = self.headers.get("X-Amzn-SageMaker-Inference-Component")
    return [
        *([arn_of(self, "sagemaker", f"endpoint/{unquote(endpoint.group(1))}")] if endpoint else ["*"]),
        *([arn_of(self, "sagemaker", f"inference-component/{component}")] if component else []),
    ]


def about_ec2(self, action):
    if action != "CreateNetworkInterface":
        return ["*"]
    return [
        arn_of(self, "ec2", f"subnet/{self._get_param('SubnetId')}"),
        *[arn_of(self, "ec2", f"security-group/{group}") for group in self._get_param("Groups") or []],
        arn_of(self, "ec2", "network-interface/eni-new"),
    ]


def about_sns(self, action):
    return [self._get_param("TopicArn") or "*"]


def about_logs(self, action):
    group = self._get_param("logGroupName")
    if not group:
        return ["*"]
    if action == "CreateLogGroup":
        return [arn_of(self, "logs", f"log-group:{group}")]
    streams = action in ("PutLogEvents", "GetLogEvents")
    return [arn_of(self, "logs", f"log-group:{group}:log-stream:{self._get_param('logStreamName') if streams else ''}")]


def about_ecr(self, action):
    repository = self._get_param("repositoryName")
    return [arn_of(self, "ecr", f"repository/{repository}") if repository else "*"]


def about_cloudwatch(self, action):
    alarms = [*filter(None, [self._get_param("AlarmName")]), *(self._get_param("AlarmNames") or [])]
    return [arn_of(self, "cloudwatch", f"alarm:{alarm}") for alarm in alarms] or ["*"]


def about_autoscaling(self, action):
    return ["*"] if action.startswith("Describe") else [arn_of(self, "application-autoscaling", "scalable-target/1")]


ABOUT = {
    "sagemaker": about_sagemaker,
    "sagemaker-runtime": about_invocation,
    "ec2": about_ec2,
    "sns": about_sns,
    "logs": about_logs,
    "ecr": about_ecr,
    "cloudwatch": about_cloudwatch,
    "application-autoscaling": about_autoscaling,
}


def context_of(self):
    if self.service_name != "application-autoscaling":
        return {}
    return {"application-autoscaling:service-namespace": self._get_param("ServiceNamespace")}


def dependents_of(self, action):
    """Further actions, each with its resource and context."""
    if self.service_name != "sagemaker" or not action.startswith("Create"):
        return
    if self._get_param("Tags"):
        created = about_sagemaker(self, action)[0]
        yield "sagemaker:AddTags", created, {"sagemaker:TaggingAction": action}
    if role := self._get_param("ExecutionRoleArn"):
        yield "iam:PassRole", role, {"iam:PassedToService": "sagemaker.amazonaws.com"}


def asking(context, action=None):
    """A request as moto judges it, of an action other than its own where one is given."""

    class Asking(IAMRequest):
        known_context = context

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if self._service == "sagemaker" and not self._body:
                self._data = {}  # moto takes it for the body of a request without one, and the signature for wrong
            # Requests to CloudWatch are signed for "monitoring", and permitted as "cloudwatch".
            self._action = action or self._action.replace("monitoring:", "cloudwatch:")

    return Asking


authorize = ActionAuthenticatorMixin._authenticate_and_authorize_normal_action


def authorize_each(self, resource="*"):
    if self.service_name not in ABOUT:
        return authorize(self, resource)
    action = self._get_action()
    for arn in ABOUT[self.service_name](self, action):
        self._authenticate_and_authorize_action(asking(context_of(self)), arn)
    for dependent, arn, context in dependents_of(self, action):
        self._authenticate_and_authorize_action(asking(context, dependent), arn)


ActionAuthenticatorMixin._authenticate_and_authorize_normal_action = authorize_each

"""What of SageMaker moto lacks and deployments call.

- An endpoint takes its time: it is Creating, Updating or Deleting when somebody looks for the first time, and InService, or gone,
  from then on. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
- InvokeEndpointWithResponseStream is answered with an empty stream.
- UpdateEndpoint, StopTransformJob, and inference components, as far as to be there, be changed and be gone.
"""

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.sagemaker.exceptions import ValidationError
from moto.sagemaker.models import FakeEndpoint, SageMakerModelBackend
from moto.sagemaker.responses import SageMakerResponse
from moto.sagemaker.urls import url_paths
from moto.sagemakerruntime.responses import SageMakerRuntimeResponse
from moto.sagemakerruntime.urls import response

# --- endpoints --------------------------------------------------------------------------------------------------------

create_endpoint = SageMakerModelBackend.create_endpoint
describe_endpoint = SageMakerModelBackend.describe_endpoint
delete_endpoint = SageMakerModelBackend.delete_endpoint


def create_endpoint_slowly(self, *args, **kwargs):
    endpoint = create_endpoint(self, *args, **kwargs)
    endpoint.endpoint_status = "Creating"
    return endpoint


def describe_endpoint_once(self, endpoint_name):
    response = dict(describe_endpoint(self, endpoint_name))
    endpoint = self.endpoints[endpoint_name]
    if endpoint.endpoint_status == "Deleting":
        delete_endpoint(self, endpoint_name)
    endpoint.endpoint_status = "InService"
    return response


def delete_endpoint_slowly(self, endpoint_name):
    describe_endpoint(self, endpoint_name)
    self.endpoints[endpoint_name].endpoint_status = "Deleting"


def update_endpoint(self):
    name = self._get_param("EndpointName")
    describe_endpoint(self.sagemaker_backend, name)
    self.sagemaker_backend.describe_endpoint_config(self._get_param("EndpointConfigName"))
    endpoint: FakeEndpoint = self.sagemaker_backend.endpoints[name]
    endpoint.endpoint_config_name = self._get_param("EndpointConfigName")
    endpoint.endpoint_status = "Updating"
    return ActionResult({"EndpointArn": endpoint.arn})


SageMakerModelBackend.create_endpoint = create_endpoint_slowly
SageMakerModelBackend.describe_endpoint = describe_endpoint_once
SageMakerModelBackend.delete_endpoint = delete_endpoint_slowly
SageMakerResponse.update_endpoint = update_endpoint

# --- invocations ------------------------------------------------------------------------------------------------------


def invoke_endpoint_with_response_stream(self):
    return 200, {"Content-Type": "application/vnd.amazon.eventstream"}, b""


SageMakerRuntimeResponse.invoke_endpoint_with_response_stream = invoke_endpoint_with_response_stream
url_paths["{0}/endpoints/(?P<name>[^/]+)/invocations-response-stream$"] = response.dispatch

# --- batch jobs -------------------------------------------------------------------------------------------------------


def stop_transform_job(self):
    self.sagemaker_backend.describe_transform_job(transform_job_name=self._get_param("TransformJobName"))
    return EmptyResult()


SageMakerResponse.stop_transform_job = stop_transform_job

# --- inference components ---------------------------------------------------------------------------------------------


def components_of(self):
    return self.sagemaker_backend.__dict__.setdefault("inference_components", {})


def component_of(self):
    name = self._get_param("InferenceComponentName")
    if name not in components_of(self):
        raise ValidationError(message=f"Could not find inference component '{name}'.")
    return components_of(self)[name]


def create_inference_component(self):
    name = self._get_param("InferenceComponentName")
    describe_endpoint(self.sagemaker_backend, self._get_param("EndpointName"))
    arn = f"arn:aws:sagemaker:{self.region}:{self.current_account}:inference-component/{name}"
    components_of(self)[name] = {
        "InferenceComponentName": name,
        "InferenceComponentArn": arn,
        "EndpointName": self._get_param("EndpointName"),
        "InferenceComponentStatus": "InService",
        "CreationTime": utcnow(),
        "LastModifiedTime": utcnow(),
    }
    return ActionResult({"InferenceComponentArn": arn})


def describe_inference_component(self):
    return ActionResult(component_of(self))


def update_inference_component(self):
    return ActionResult({"InferenceComponentArn": component_of(self)["InferenceComponentArn"]})


def delete_inference_component(self):
    del components_of(self)[component_of(self)["InferenceComponentName"]]
    return EmptyResult()


def list_inference_components(self):
    return ActionResult({"InferenceComponents": list(components_of(self).values())})


SageMakerResponse.create_inference_component = create_inference_component
SageMakerResponse.describe_inference_component = describe_inference_component
SageMakerResponse.update_inference_component = update_inference_component
SageMakerResponse.update_inference_component_runtime_config = update_inference_component
SageMakerResponse.delete_inference_component = delete_inference_component
SageMakerResponse.list_inference_components = list_inference_components

get_resource = SageMakerModelBackend._get_resource_from_arn


class Component:
    tags = []


def get_resource_or_component(self, arn):
    return Component() if ":inference-component/" in arn else get_resource(self, arn)


SageMakerModelBackend._get_resource_from_arn = get_resource_or_component

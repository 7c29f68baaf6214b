"""What CloudFormation creates in AWS and moto's does not: OIDC providers, policies of buckets, and buckets with a history
that nobody else can read. Members of lists that are AWS::NoValue are left out, as AWS does.

moto keeps account of its models by the module that they are in, so these say where they would be.
"""

import json

from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel
from moto.iam.models import iam_backends
from moto.s3.models import FakeBucket, s3_backends
from moto.utilities.utils import get_partition


class Created(CloudFormationModel):
    """A resource whose reference is its physical id; it is made once, and goes with its stack."""

    __module__ = "moto.cloudformation.models"

    def __init__(self, physical_resource_id):
        self.physical_resource_id = physical_resource_id

    @staticmethod
    def cloudformation_name_type():
        return ""

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name):
        return self.physical_resource_id


class OidcProvider(Created, CloudFormationModel):
    __module__ = "moto.iam.models"

    @staticmethod
    def cloudformation_type():
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-oidcprovider.html
        return "AWS::IAM::OIDCProvider"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        provider = iam_backends[account_id][get_partition(region_name)].create_open_id_connect_provider(
            properties["Url"], properties.get("ThumbprintList", []), properties["ClientIdList"], []
        )
        return cls(provider.arn)


class BucketPolicy(Created, CloudFormationModel):
    __module__ = "moto.s3.models"

    @staticmethod
    def cloudformation_type():
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucketpolicy.html
        return "AWS::S3::BucketPolicy"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        backend = s3_backends[account_id][get_partition(region_name)]
        backend.put_bucket_policy(properties["Bucket"], json.dumps(properties["PolicyDocument"]).encode())
        return cls(properties["Bucket"])


create_bucket = FakeBucket.create_from_cloudformation_json.__func__


def create_bucket_with_settings(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    bucket = create_bucket(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
    backend = s3_backends[account_id][get_partition(region_name)]
    properties = cloudformation_json.get("Properties", {})
    if "VersioningConfiguration" in properties:
        backend.put_bucket_versioning(resource_name, properties["VersioningConfiguration"]["Status"])
    if "PublicAccessBlockConfiguration" in properties:
        # As the API's XML has them.
        settings = {key: str(value).lower() for key, value in properties["PublicAccessBlockConfiguration"].items()}
        backend.put_public_access_block(resource_name, settings)
    return bucket


FakeBucket.create_from_cloudformation_json = classmethod(create_bucket_with_settings)

clean_json = parsing.clean_json


def clean_json_without_missing_members(resource_json, resources_map):
    cleaned = clean_json(resource_json, resources_map)
    return [member for member in cleaned if member is not None] if isinstance(cleaned, list) else cleaned


parsing.clean_json = clean_json_without_missing_members

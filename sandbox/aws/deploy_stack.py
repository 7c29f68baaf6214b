"""Deploys a CloudFormation template, as `aws cloudformation deploy` does, for machines without the AWS CLI.

Usage: deploy_stack.py REGION STACK TEMPLATE [PARAMETER=VALUE ...]
"""

import sys

import boto3

region, stack, template, *parameters = sys.argv[1:]
cloudformation = boto3.client("cloudformation", region_name=region)
pairs = [parameter.split("=", 1) for parameter in parameters]
with open(template, encoding="utf-8") as file:
    cloudformation.create_stack(
        StackName=stack,
        TemplateBody=file.read(),
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in pairs],
    )
cloudformation.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig={"Delay": 1})

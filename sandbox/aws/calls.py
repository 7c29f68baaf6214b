"""Makes calls of AWS's SDK for Python one after the other, and waits with its own waiters.

Usage: calls.py < REQUEST, JSON: { "endpoint": URL, "region": REGION, "accessKeyId": …, "secretAccessKey": …, "sessionToken": …,
"calls": [{ "service": "sagemaker", "call": "describe_endpoint" | "wait:endpoint_in_service", "with": { … } }, …] }

Prints for each call, as a JSON array: "allowed", "denied: " and what AWS says, "not carried out" where the emulator has no such
operation, or "refused: " and the code of an error that is no denial.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError
from botocore.parsers import ResponseParserError

DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403")


def outcome_of(error):
    failure, status = error.response.get("Error", {}), error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if failure.get("Code") in DENIED:
        return f"denied: {failure.get('Message')}"
    return "not carried out" if status in (500, 501) else f"refused: {failure.get('Code')}"


def make(client, call, parameters):
    try:
        if call.startswith("wait:"):
            waiting = {"Delay": 0, "MaxAttempts": 5}
            client.get_waiter(call.removeprefix("wait:")).wait(**parameters, WaiterConfig=waiting)
        else:
            getattr(client, call)(**parameters)
        return "allowed"
    except ClientError as error:
        return outcome_of(error)
    except ResponseParserError:  # what the emulator can't do it says in HTML
        return "not carried out"
    except WaiterError as error:
        return f"denied: {error}" if "AccessDenied" in str(error) else f"refused: {error}"


def main():
    request = json.load(sys.stdin)
    session = boto3.Session(
        aws_access_key_id=request["accessKeyId"],
        aws_secret_access_key=request["secretAccessKey"],
        aws_session_token=request.get("sessionToken"),
        region_name=request["region"],
    )
    once = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
    clients = {}
    outcomes = []
    for each in request["calls"]:
        service = each["service"]
        if service not in clients:
            clients[service] = session.client(service, endpoint_url=request["endpoint"], config=once)
        outcomes.append(make(clients[service], each["call"], each["with"]))
    print(json.dumps(outcomes))


main()

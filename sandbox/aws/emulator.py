"""Runs moto with the parts of IAM enforcement that it lacks and this project's proofs rely on.

Usage: emulator.py -H 127.0.0.1 -p PORT (the options of moto_server)

What is added to moto, and why:
- The IAM actions are evaluated on the resource that they name; moto evaluates them on "*". So are those of a deployment, with
  what they depend on: see emulated_requests.py.
- SageMaker has what moto lacks of it: see emulated_sagemaker.py.
- Denials are worded and put into form as AWS does: see emulated_errors.py.
- IAM refuses what AWS refuses: see emulated_iam.py.
- A permissions boundary counts for those who have assumed the role: see emulated_boundaries.py.
- It can be taken back to what it had before: see emulated_snapshots.py.
- Tags, objects that are not there, copies, and buckets of other accounts need more than the permission for the request itself:
  see emulated_authorization.py.
- AssumeRole by the user SERVICE_STAND_IN counts as a call of the SageMaker service itself, made for a resource of the
  account in the region that the request is signed for. There is no SageMaker here that could assume a role, and the
  trust policies under test trust nobody else.
- A principal that is an account, as a number or as its root ARN, stands for everyone in it.
- Inline policies of roles that CloudFormation creates are kept as JSON, as those of other roles are. What it creates beside
  that is in emulated_cloudformation.py.
- Statements apply where their conditions hold: see emulated_conditions.py.
- AssumeRoleWithWebIdentity needs no keys, and is evaluated on the role's trust policy and the claims of the token. The
  token's signature is not looked at: it comes from the sandbox, which has no keys of GitHub's.
"""

import base64
import json
from fnmatch import fnmatchcase

import emulated_boundaries  # noqa: F401 (before the others that look at what is allowed)
import emulated_errors  # noqa: F401 (moto finds what is defined there: the answers to what is denied)
import emulated_iam  # noqa: F401 (and what is refused)
import emulated_requests  # noqa: F401 (and what requests are about)
import emulated_snapshots  # noqa: F401 (and addresses of its own)
from emulated_conditions import as_list
from moto import backends
from moto.core import utils
from moto.iam import access_control
from moto.iam.models import Role, iam_backends
from moto.iam.responses import IamResponse
from moto.server import main
from moto.sts.exceptions import STSClientError
from moto.sts.responses import TokenResponse

# --- services that are changed once somebody asks for them: CloudFormation brings all others with it, and takes longer than they ------

import_backend = backends._import_backend


def import_backend_with_ours(module_name, backends_name):
    backend = import_backend(module_name, backends_name)
    if module_name == "cloudformation":
        import emulated_cloudformation  # noqa: F401 (moto finds what is defined there)
    if module_name == "sagemaker":
        import emulated_sagemaker  # noqa: F401
    return backend


backends._import_backend = import_backend_with_ours

# --- what moto looks up in folders for every request, which takes a fifth of its time --------------------------------------------

moto_modules = frozenset(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: moto_modules
utils.service_name_from_moto_package_name = lambda name: {"sagemakerruntime": "sagemaker-runtime"}.get(name, name)

SERVICE_STAND_IN = "sagemaker-service-stand-in"
SAGEMAKER = "sagemaker.amazonaws.com"


# --- the resource that a request is about -----------------------------------------------------------------------------


def iam_resource_of_request(self):
    """The role or policy that an IAM request names; "*" for requests that name neither."""

    def parameter(name):
        return self.data.get(name, [None])[0]

    role, policy = parameter("RoleName"), parameter("PolicyName")
    if role and self._get_action() == "CreateRole":
        return f"arn:aws:iam::{self.current_account}:role{parameter('Path') or '/'}{role}"
    if role:
        existing = [known.arn for known in self.backend.roles.values() if known.name == role]
        return existing[0] if existing else f"arn:aws:iam::{self.current_account}:role/{role}"
    if parameter("PolicyArn") or parameter("PolicySourceArn"):
        return parameter("PolicyArn") or parameter("PolicySourceArn")
    if policy and self._get_action() == "CreatePolicy":
        return f"arn:aws:iam::{self.current_account}:policy{parameter('Path') or '/'}{policy}"
    return "*"


IamResponse._determine_resource = iam_resource_of_request

# --- who may assume a role --------------------------------------------------------------------------------------------

check_principal = access_control.IAMPolicyStatement._check_principal


def check_principal_or_account(self, principal):
    trusted = as_list((self._statement.get("Principal") or {}).get("AWS") or [])
    if not trusted:  # moto fails on a statement that trusts services only
        return False
    if check_principal(self, principal):
        return True
    account = principal.split(":")[4]
    return any(entry in (account, f"arn:aws:iam::{account}:root") for entry in trusted)


access_control.IAMPolicyStatement._check_principal = check_principal_or_account

check_trust = access_control.IAMRequest._check_role_trust_relationship


def check_trust_of_service(self, role_arn):
    if not self._access_key.arn.endswith(f":user/{SERVICE_STAND_IN}"):
        return check_trust(self, role_arn)
    document = json.loads(self.backend.get_role_by_arn(role_arn).assume_role_policy_document)
    source = f"arn:aws:sagemaker:{self._region}:{self.account_id}:endpoint/any"
    return any(trusts_service(statement, source) for statement in as_list(document["Statement"]))


def trusts_service(statement, source_arn):
    """Whether an Allow statement lets SageMaker assume the role for this source. An unknown condition never holds."""
    services = as_list((statement.get("Principal") or {}).get("Service") or [])
    conditions = {
        (operator, key): as_list(values)
        for operator, keys in (statement.get("Condition") or {}).items()
        for key, values in keys.items()
    }
    sources = conditions.pop(("ArnLike", "aws:SourceArn"), ["*"])
    return (
        statement["Effect"] == "Allow"
        and SAGEMAKER in services
        and "sts:AssumeRole" in as_list(statement["Action"])
        and not conditions
        and any(fnmatchcase(source_arn, pattern) for pattern in sources)
    )


access_control.IAMRequest._check_role_trust_relationship = check_trust_of_service

# --- what CloudFormation creates --------------------------------------------------------------------------------------

put_policy = Role.put_policy


def put_policy_as_json(self, name, document):
    put_policy(self, name, document if isinstance(document, str) else json.dumps(document))


Role.put_policy = put_policy_as_json

# --- roles for those who have a token of an identity provider --------------------------------------------------------

authorize = TokenResponse._authenticate_and_authorize_normal_action
assume_role_with_web_identity = TokenResponse.assume_role_with_web_identity


def authorize_unless_web_identity(self, resource="*"):
    if self._get_action() != "AssumeRoleWithWebIdentity":
        authorize(self, resource)


def assume_role_if_token_is_trusted(self):
    role_arn = self._get_param("RoleArn")
    payload = self._get_param("WebIdentityToken").split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    if not any(trusts_token(statement, claims) for statement in trust_statements(role_arn)):
        raise STSClientError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
    return assume_role_with_web_identity(self)


def trust_statements(role_arn):
    account, partition = role_arn.split(":")[4], role_arn.split(":")[1]
    roles = [role for role in iam_backends[account][partition].roles.values() if role.arn == role_arn]
    return [
        statement for role in roles for statement in as_list(json.loads(role.assume_role_policy_document)["Statement"])
    ]


def trusts_token(statement, claims):
    """Whether an Allow statement lets the bearer of these claims in. A condition other than StringEquals never holds."""
    issuer = claims["iss"].removeprefix("https://")
    providers = as_list((statement.get("Principal") or {}).get("Federated") or [])
    conditions = dict(statement.get("Condition") or {})
    equals = conditions.pop("StringEquals", {})
    return (
        statement["Effect"] == "Allow"
        and "sts:AssumeRoleWithWebIdentity" in as_list(statement["Action"])
        and any(provider.endswith(f":oidc-provider/{issuer}") for provider in providers)
        and not conditions
        and all(claims.get(key.removeprefix(f"{issuer}:")) in as_list(values) for key, values in equals.items())
    )


TokenResponse._authenticate_and_authorize_normal_action = authorize_unless_web_identity
TokenResponse.assume_role_with_web_identity = assume_role_if_token_is_trusted

if __name__ == "__main__":
    import emulated_authorization  # noqa: F401 (it goes around what is changed above)

    main()

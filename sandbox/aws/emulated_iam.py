"""What AWS refuses of IAM and moto takes, with the codes and the words of AWS, and what moto loses that AWS keeps.

- A policy goes only without further versions and while nothing holds it, as an attachment or as a boundary.
- Names of roles and policies are unique in an account without regard to case and path; a policy is attached once.
- A boundary has to exist, and so has a principal of an account that the emulator knows.
- Documents have to be JSON and keep the quotas, and so have attachments.
- An update of a role changes what it names, and nothing else.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

import json
import re

from moto.core.responses import EmptyResult
from moto.iam.exceptions import (
    DeleteConflictException,
    EntityAlreadyExists,
    LimitExceededException,
    MalformedPolicyDocument,
    NoSuchEntity,
    ValidationError,
)
from moto.iam.models import IAMBackend, ManagedPolicy, iam_backends
from moto.iam.responses import IamResponse

POLICY_QUOTA = 6144
INLINE_POLICY_QUOTA = 10_240
TRUST_POLICY_QUOTA = 2048
ATTACHMENT_QUOTA = 10

# --- what is not there ------------------------------------------------------------------------------------------------


def get_role(self, role_name):
    for role in self.roles.values():
        if role.name == role_name:
            return role
    raise NoSuchEntity(f"The role with name {role_name} cannot be found.")


def get_policy(self, policy_arn):
    if policy_arn not in self.managed_policies:
        raise NoSuchEntity(f"Policy {policy_arn} was not found.")
    return self.managed_policies[policy_arn]


def of_existing_version(method):
    def method_of_existing_version(self, policy_arn, version_id):
        if version_id not in [version.version_id for version in self.get_policy(policy_arn).versions]:
            raise NoSuchEntity(f"Policy {policy_arn} version {version_id} does not exist or is not attachable.")
        return method(self, policy_arn, version_id)

    return method_of_existing_version


def require_boundary(backend, arn):
    if arn and arn.startswith("arn:") and arn not in backend.managed_policies:
        raise NoSuchEntity(f"Scope ARN: {arn} does not exist or is not attachable.")


IAMBackend.get_role = get_role
IAMBackend.get_policy = get_policy
IAMBackend.get_policy_version = of_existing_version(IAMBackend.get_policy_version)
IAMBackend.delete_policy_version = of_existing_version(IAMBackend.delete_policy_version)

# --- documents --------------------------------------------------------------------------------------------------------


def size_of(document):
    """White space does not count."""
    return len(re.sub(r"\s", "", document))


def require_policy_size(document):
    if size_of(document) > POLICY_QUOTA:
        raise LimitExceededException(f"Cannot exceed quota for PolicySize: {POLICY_QUOTA}")


def require_trust(document):
    try:
        statements = json.loads(document).get("Statement", [])
    except (ValueError, AttributeError):
        raise MalformedPolicyDocument("This policy contains invalid Json")
    if size_of(document) > TRUST_POLICY_QUOTA:
        raise LimitExceededException(f"Cannot exceed quota for ACLSizePerRole: {TRUST_POLICY_QUOTA}")
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement.get("Principal") or {}
        named = principal.get("AWS", []) if isinstance(principal, dict) else []
        for arn in named if isinstance(named, list) else [named]:
            if not principal_exists(arn):
                raise MalformedPolicyDocument(f'Invalid principal in policy: "AWS":"{arn}"')


def principal_exists(arn):
    """Whether a role or user is there, by its name; whoever is in an account that nobody has ever used may be."""
    match = re.fullmatch(r"arn:([\w-]+):iam::(\d{12}):(role|user)/(?:.*/)?([^/]+)", arn)
    if not match:
        return True
    partition, account, kind, name = match.groups()
    if account not in iam_backends:
        return True
    backend = iam_backends[account][partition]
    existing = backend.roles.values() if kind == "role" else backend.users.values()
    return any(entity.name == name for entity in existing)


put_role_policy = IAMBackend.put_role_policy


def put_role_policy_within_quota(self, role_name, policy_name, policy_json):
    others = [document for name, document in self.get_role(role_name).policies.items() if name != policy_name]
    if sum(map(size_of, [*others, policy_json])) > INLINE_POLICY_QUOTA:
        raise LimitExceededException(
            f"Maximum policy size of {INLINE_POLICY_QUOTA} bytes exceeded for role {role_name}"
        )
    return put_role_policy(self, role_name, policy_name, policy_json)


IAMBackend.put_role_policy = put_role_policy_within_quota

# --- roles ------------------------------------------------------------------------------------------------------------

create_role = IAMBackend.create_role
update_assume_role_policy = IAMBackend.update_assume_role_policy
put_role_permissions_boundary = IAMBackend.put_role_permissions_boundary


def create_role_as_aws_does(self, role_name, assume_role_policy_document, path, permissions_boundary, *args, **kwargs):
    if any(role.name.lower() == role_name.lower() for role in self.roles.values()):
        raise EntityAlreadyExists(f"Role with name {role_name} already exists.")
    if isinstance(assume_role_policy_document, str):  # CloudFormation has it as an object
        require_trust(assume_role_policy_document)
    require_boundary(self, permissions_boundary)
    return create_role(self, role_name, assume_role_policy_document, path, permissions_boundary, *args, **kwargs)


def update_assume_role_policy_as_aws_does(self, role_name, policy_document):
    self.get_role(role_name)
    require_trust(policy_document)
    return update_assume_role_policy(self, role_name, policy_document)


def put_existing_boundary(self, role_name, permissions_boundary):
    self.get_role(role_name)
    require_boundary(self, permissions_boundary)
    return put_role_permissions_boundary(self, role_name, permissions_boundary)


def update_role_partly(self, role_name, role_description, max_session_duration):
    role = self.get_role(role_name)
    if role_description is not None:
        role.description = role_description
    if max_session_duration is not None:
        role.max_session_duration = max_session_duration
    return role


def update_role(self):
    duration = self._get_param("MaxSessionDuration")
    if duration is not None and not 3600 <= int(duration) <= 43_200:
        bound = "greater than or equal to 3600" if int(duration) < 3600 else "less than or equal to 43200"
        raise ValidationError(
            f"1 validation error detected: Value '{duration}' at 'maxSessionDuration' failed to satisfy constraint: "
            f"Member must have value {bound}"
        )
    self.backend.update_role(self._get_param("RoleName"), self._get_param("Description"), duration)
    return EmptyResult()


IAMBackend.create_role = create_role_as_aws_does
IAMBackend.update_assume_role_policy = update_assume_role_policy_as_aws_does
IAMBackend.put_role_permissions_boundary = put_existing_boundary
IAMBackend.update_role = update_role_partly
IamResponse.update_role = update_role

# --- policies ---------------------------------------------------------------------------------------------------------

create_policy = IAMBackend.create_policy
create_policy_version = IAMBackend.create_policy_version
delete_policy = IAMBackend.delete_policy
attach_role_policy = IAMBackend.attach_role_policy


def create_policy_as_aws_does(self, description, path, policy_document, policy_name, tags):
    own = [policy for arn, policy in self.managed_policies.items() if arn.split(":")[4] == self.account_id]
    if any(policy.name.lower() == policy_name.lower() for policy in own):
        raise EntityAlreadyExists(
            f"A policy called {policy_name} already exists. Duplicate names are not allowed."
        )
    require_policy_size(policy_document)
    return create_policy(self, description, path, policy_document, policy_name, tags)


def create_policy_version_within_quota(self, policy_arn, policy_document, set_as_default):
    self.get_policy(policy_arn)
    require_policy_size(policy_document)
    return create_policy_version(self, policy_arn, policy_document, set_as_default)


def count_as_boundary(self):
    return sum(role.permissions_boundary_arn == self.arn for role in self.backend.roles.values())


def delete_policy_that_nothing_needs(self, policy_arn):
    policy = self.get_policy(policy_arn)
    if policy.attachment_count > 0 or policy.permissions_boundary_usage_count > 0:
        raise DeleteConflictException("Cannot delete a policy attached to entities.")
    if len(policy.versions) > 1:
        raise DeleteConflictException(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
            "The default version is deleted with the policy."
        )
    return delete_policy(self, policy_arn)


def attach_role_policy_once(self, policy_arn, role_name):
    attached = self.get_role(role_name).managed_policies
    if policy_arn in attached:
        return
    if policy_arn in self.managed_policies and len(attached) >= ATTACHMENT_QUOTA:
        raise LimitExceededException(f"Cannot exceed quota for PoliciesPerRole: {ATTACHMENT_QUOTA}")
    attach_role_policy(self, policy_arn, role_name)


ManagedPolicy.permissions_boundary_usage_count = property(count_as_boundary)
IAMBackend.create_policy = create_policy_as_aws_does
IAMBackend.create_policy_version = create_policy_version_within_quota
IAMBackend.delete_policy = delete_policy_that_nothing_needs
IAMBackend.attach_role_policy = attach_role_policy_once

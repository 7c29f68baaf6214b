"""A role may do what its policies and its permissions boundary both allow; moto does not look at boundaries.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

from moto.iam.access_control import AssumedRoleAccessKey, IAMPolicy, IAMRequestBase, PermissionResult

check_by_policies = IAMRequestBase.check_action_permitted


def check_within_boundary(self, resource):
    check_by_policies(self, resource)
    boundary = boundary_of(self._access_key)
    # AWS tells everybody who they are.
    if boundary is None or self._action == "sts:GetCallerIdentity":
        return
    if IAMPolicy(boundary).is_action_permitted(self._action, resource) != PermissionResult.PERMITTED:
        self._raise_access_denied()


def boundary_of(access_key):
    if not isinstance(access_key, AssumedRoleAccessKey):
        return None
    role = access_key.backend.get_role(access_key._owner_role_name)
    return access_key.backend.managed_policies.get(role.permissions_boundary_arn)


IAMRequestBase.check_action_permitted = check_within_boundary

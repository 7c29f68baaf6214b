## What changes for the model, and why

## To look at, in the comment on the access

- [ ] The role may do nothing that the model does not need.
- [ ] Nobody new may assume the role, or it is meant so.
- [ ] A resource that is replaced or deleted is not in use.
- [ ] `models.json` names the artifact that is deployed.

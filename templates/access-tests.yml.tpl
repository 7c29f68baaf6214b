# What the role of every model here is expected to be allowed, and what not. Workflows ask these tests before anything is
# applied, and every day; one that does not hold stops them. All that a test can say:
# https://github.com/model-deployment-iam/model-deployment-iam/blob/main/docs/access-tests.md
tests:
  - name: passes no role but to SageMaker
    deny: iam:PassRole
    unless:
      iam:PassedToService: sagemaker.amazonaws.com

  - name: changes no permissions, its own included
    deny:
      - iam:AttachRolePolicy
      - iam:PutRolePolicy
      - iam:CreatePolicyVersion
      - iam:SetDefaultPolicyVersion
      - iam:UpdateAssumeRolePolicy
      - iam:DeleteRolePermissionsBoundary

  # - name: reaches no objects but those of its model
  #   deny:
  #     - s3:GetObject
  #     - s3:PutObject
  #     - s3:DeleteObject
  #   except: '{bucket-arn}/{prefix}*'

  # - name: jobs of other repositories stay out
  #   deny: sts:AssumeRoleWithWebIdentity
  #   token:
  #     repository: acme/sandbox

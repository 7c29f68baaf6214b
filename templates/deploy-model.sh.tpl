#!/usr/bin/env bash
# Deploys the model. This runs with the role that the workflow created, so with exactly the permissions on its pull request.
# What is here only asks the endpoint for an answer: put the deployment of your model in front of it.
#
# MODEL, ENVIRONMENT, ENDPOINT and BUCKET come from the workflow, AWS's region and credentials as well.
set -euo pipefail

artifact=$(jq --raw-output --arg model "$MODEL" '.models[] | select(.name == $model) | .artifact' models.json)
if [ -z "$artifact" ]; then
  echo "::error::models.json has no model with the name $MODEL: add it, or correct the name."
  exit 1
fi
printf 'Deploying %q to %s (%s)\n' "$artifact" "$ENDPOINT" "$ENVIRONMENT"

aws sagemaker-runtime invoke-endpoint --endpoint-name "$ENDPOINT" --content-type application/json \
  --body "$(printf '{}' | base64)" answer.json
echo "$ENDPOINT answers"

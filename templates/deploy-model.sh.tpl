#!/usr/bin/env bash
# Deploys the model. This runs with the role that the workflow created, so with exactly the permissions on its pull request.
# What is here creates the endpoint from the endpoint configuration of its name, where there is one, waits for it, and asks it
# for an answer. What it may not do, or has nothing for, it says, and that is no failure: make it your own deployment.
#
# MODEL, ENVIRONMENT, ENDPOINT and BUCKET come from the workflow, AWS's region and credentials as well.
set -euo pipefail

artifact=$(jq --raw-output --arg model "$MODEL" '.models[] | select(.name == $model) | .artifact' models.json)
if [ -z "$artifact" ]; then
  echo "::error::models.json has no model with the name $MODEL: add it, or correct the name."
  exit 1
fi
printf 'Deploying %q to %s (%s)\n' "$artifact" "$ENDPOINT" "$ENVIRONMENT"

answer=$(mktemp)
error=$(mktemp)
# Asks AWS. Says "denied" or "missing" in place of an answer; fails where it is anything else.
ask() {
  if aws "$@" 2> "$error"; then return; fi
  if grep --quiet '(AccessDenied' "$error"; then echo denied
  elif grep --quiet --extended-regexp '\(Validation(Exception|Error)\).*(Could not find|not found)' "$error"; then echo missing
  else cat "$error" >&2; return 1; fi
}
# Ends well, and says what was not done.
leave() {
  echo "::notice title=Nothing was deployed to $ENDPOINT::$1"
  exit 0
}

status=$(ask sagemaker describe-endpoint --endpoint-name "$ENDPOINT" --query EndpointStatus --output text)
if [ "$status" = missing ]; then
  created=$(ask sagemaker describe-endpoint-config --endpoint-config-name "$ENDPOINT" --query EndpointConfigName --output text)
  case $created in
    denied | missing) ;;
    *) created=$(ask sagemaker create-endpoint --endpoint-name "$ENDPOINT" --endpoint-config-name "$ENDPOINT" --query EndpointArn --output text) ;;
  esac
  case $created in
    missing) leave "There is no endpoint yet, and no endpoint configuration $ENDPOINT to create it from. Create that, and the model in it, with credentials that may do so, and run this job again; or make scripts/deploy-model.sh your own." ;;
    denied) leave "There is no endpoint yet, and the role may not create one: with permissions: deploy it may. Otherwise make scripts/deploy-model.sh what its permissions are for." ;;
  esac
fi
if [ "$status" != denied ]; then aws sagemaker wait endpoint-in-service --endpoint-name "$ENDPOINT"; fi

reply=$(ask sagemaker-runtime invoke-endpoint --endpoint-name "$ENDPOINT" --content-type application/json \
  --body "$(printf '{}' | base64)" "$answer") || {
  echo "::warning title=$ENDPOINT gives no answer::It was asked with {}: in scripts/deploy-model.sh, put a request in its place that the model answers."
  exit 0
}
case $reply in
  missing) leave 'There is no endpoint yet, and the role may not look for it: with permissions: deploy it may create one, and wait for it.' ;;
  denied) leave 'The role may not ask the endpoint for an answer: make scripts/deploy-model.sh what its permissions are for.' ;;
esac
echo "$ENDPOINT answers"

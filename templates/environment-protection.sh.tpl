# Says so where nothing protects the environment: whoever may push a branch then deploys what they like, by a workflow of their
# own in it. It stops nothing, and what GitHub does not tell is said too.
place="The environment $ENVIRONMENT of $GITHUB_REPOSITORY"
unknown() {
  echo "::notice title=Environment not looked at::Whether anything protects $ENVIRONMENT is not known: $1"
  exit 0
}
unprotected() {
  echo "::warning title=Unprotected environment::$place $1, so that whoever may push to the repository may deploy by a workflow of their own. Under Settings, Environments, $ENVIRONMENT: ask for a reviewer, or let only $BRANCH deploy. bootstrap/README.md has the commands."
  exit 0
}
garbled() { unknown 'GitHub answers with something else.'; }
# Answers with what is at the address, which is JSON.
get() {
  local answer status
  answer=$(curl --silent --max-time 20 --write-out '\n%{http_code}' --header "Authorization: Bearer $GH_TOKEN" \
    --header 'Accept: application/vnd.github+json' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/$1") || true
  status=${answer##*$'\n'}
  [ "$status" = 200 ] || { echo "${status:-000}"; return 1; }
  echo "${answer%$'\n'*}"
}
why() {
  case $1 in
    000) echo 'it does not answer.' ;;
    403 | 404) echo "it answers $1 (the job needs the permission actions: read)." ;;
    *) echo "it answers $1." ;;
  esac
}

environment=$(get "environments/$ENVIRONMENT") || unknown "GitHub was asked, and $(why "$environment")"
kind=$(jq --raw-output 'if any(.protection_rules[]?; .type == "required_reviewers") then "reviewers"
  elif .deployment_branch_policy.custom_branch_policies then "patterns"
  elif .deployment_branch_policy.protected_branches then "protected"
  elif has("id") then "open" else "" end' <<< "$environment" 2> /dev/null) || garbled

case $kind in
  reviewers) ;;
  open) unprotected 'asks for no reviewer and lets every branch deploy' ;;
  patterns)
    patterns=$(get "environments/$ENVIRONMENT/deployment-branch-policies?per_page=100") ||
      unknown "GitHub was asked which branches may deploy, and $(why "$patterns")"
    all=$(jq 'any(.branch_policies[]; .name | test("^[*?/]+$"))' <<< "$patterns" 2> /dev/null) || garbled
    case $all in
      true) unprotected 'asks for no reviewer and has a pattern that every branch or tag fits' ;;
      false) ;;
      *) garbled ;;
    esac ;;
  protected)
    branch=$(get "branches/$(jq --null-input --raw-output '$ENV.BRANCH | @uri')") ||
      unknown "GitHub was asked whether $BRANCH is protected, and $(why "$branch")"
    # While there is no protected branch, GitHub lets all of them deploy.
    case $(jq '.protected' <<< "$branch" 2> /dev/null) in
      false) unprotected "lets protected branches deploy, but $BRANCH is none" ;;
      true) ;;
      *) garbled ;;
    esac ;;
  *) garbled ;;
esac
echo "$place is looked at: it is protected."

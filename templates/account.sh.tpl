if [[ ! "$ACCOUNT" =~ ^[0-9]{12}$ ]]; then
  echo "::error title=No AWS account::The variable $VARIABLE of this repository is to be the twelve digits of an AWS account. Set it: gh variable set $VARIABLE --repo $GITHUB_REPOSITORY --body 123456789012"
  exit 1
fi

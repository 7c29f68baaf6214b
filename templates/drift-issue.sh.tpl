# Keeps one open issue for as long as there is drift.
if [ -z "$HAS_CHANGES" ]; then
  echo "Whether there is drift is not known: see the job before."
  exit
fi
label=access-drift
issues="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues"
api() {
  curl --fail-with-body --silent --show-error --header "Authorization: Bearer $GH_TOKEN" \
    --header 'Accept: application/vnd.github+json' --header 'Content-Type: application/json' "$@"
}

open=$(api "$issues?state=open&labels=$label&per_page=100")
number=$(jq --arg title "$TITLE" 'map(select(.title == $title and .pull_request == null).number) | first // empty' <<< "$open")

if [ "$HAS_CHANGES" = false ]; then
  if [ -n "$number" ]; then
    api --request PATCH "$issues/$number" --data '{"state":"closed","state_reason":"completed"}' > closed.json
    echo "There is no drift any more: closed issue $number."
  fi
  exit
fi

# Names are from outside: in code that they can't end, they are nothing but names. An issue takes 65,536 characters.
body=$(jq --raw-output --arg run "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID" '
  def code:
    tostring | .[:200] | gsub("[\\p{C}\\p{Zl}\\p{Zp}]"; "?")
    | ("`" * ([scan("`+") | length] | (max // 0) + 1)) as $fence
    | (if test("^[ `]|[ `]$") then " " else "" end) as $blank
    | if . == "" then "(empty)" else $fence + $blank + . + $blank + $fence end;
  def some($count): if length > $count then .[:$count] + ["\(length - $count) more"] else . end;
  (map(
    if .omitted then "\(.omitted | code) more"
    else "\(.id // .resource | code) (\(.type | code)): \(.operation | code) of "
      + ([.properties[]?.path] | unique | map(code) | some(5) | join(", "))
    end) | some(40) | map("- " + .) | join("\n"))
  + "\n\n[The job summary](\($run)) shows what was changed. If the change is right, write it down in the options; "
  + "if it is wrong, run the deployment again, which undoes it. This issue closes itself when the drift is gone."
' <<< "$CHANGES")
content=$(jq --null-input --arg title "$TITLE" --arg body "$body" --arg name "$label" '{$title, $body, labels: [$name]}')
if [ -n "$number" ]; then
  api --request PATCH "$issues/$number" --data "$content" > updated.json
  echo "Updated issue $number."
else
  api --request POST "$issues" --data "$content" > created.json
  echo "Opened issue $(jq .number created.json)."
fi

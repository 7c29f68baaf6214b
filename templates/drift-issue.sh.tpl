# Keeps one open issue for as long as there is drift, and another one for as long as the check itself fails.
label=access-drift
issues="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues"
page="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
api() {
  curl --fail-with-body --silent --show-error --header "Authorization: Bearer $GH_TOKEN" \
    --header 'Accept: application/vnd.github+json' --header 'Content-Type: application/json' "$@"
}
open=$(api "$issues?state=open&labels=$label&per_page=100")
# number_of TITLE
number_of() {
  jq --arg title "$1" 'map(select(.title == $title and .pull_request == null).number) | first // empty' <<< "$open"
}
# keep_open TITLE BODY
keep_open() {
  local number content
  number=$(number_of "$1")
  content=$(jq --null-input --arg title "$1" --arg body "$2" --arg name "$label" '{$title, $body, labels: [$name]}')
  if [ -n "$number" ]; then
    api --request PATCH "$issues/$number" --data "$content" > updated.json
    echo "Updated issue $number."
  else
    api --request POST "$issues" --data "$content" > created.json
    echo "Opened issue $(jq .number created.json)."
  fi
}
# close TITLE WHY
close() {
  local number
  number=$(number_of "$1")
  if [ -z "$number" ]; then return; fi
  api --request PATCH "$issues/$number" --data '{"state":"closed","state_reason":"completed"}' > closed.json
  echo "$2: closed issue $number."
}

if [ "$HAS_CHANGES" = false ]; then close "$TITLE" 'There is no drift any more'; fi
if [ "$HAS_CHANGES" != true ]; then
  if [ "$RESULT" = success ]; then
    close "$FAILS_TITLE" 'The check works again'
  else
    known='Whether anything was changed outside of Pulumi is not known.'
    if [ "$HAS_CHANGES" = false ]; then known='Nothing was changed outside of Pulumi.'; fi
    # The reason is one of the fixed words of the output failure-reason.
    keep_open "$FAILS_TITLE" "The check fails${REASON:+ (\`$REASON\`)}, and not because of drift: [its run]($page) says why. $known This issue closes itself when the check works again."
  fi
  exit
fi
close "$FAILS_TITLE" 'The check works again'

# Names are from outside: in code that they can't end, they are nothing but names. An issue takes 65,536 characters.
body=$(jq --raw-output --arg run "$page" '
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
keep_open "$TITLE" "$body"

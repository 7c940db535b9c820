#!/usr/bin/env bash
# Puts a plan under a pull request, for those who review it.
#
#   comment_plan.sh NUMBER ENVIRONMENT FILE
set -euo pipefail

number=${1:?usage: comment_plan.sh NUMBER ENVIRONMENT FILE}
environment=${2:?an environment}
file=${3:?the text of a plan}
limit=60000

body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
  printf '### Terraform plan: %s\n\n' "$environment"
  grep -E '^(Plan:|No changes)' "$file" || true
  printf '\n<details><summary>The whole plan</summary>\n\n```text\n'
  # A fence inside the plan would end ours, and GitHub refuses longer comments.
  head -c "$limit" "$file" | sed "s/\`\`\`/'''/g"
  printf '\n```\n\n</details>\n'
  (($(wc -c <"$file") <= limit)) || printf '\nCut at %d bytes; the whole plan is an artefact of this run.\n' "$limit"
} >"$body"
gh pr comment "$number" --body-file "$body"

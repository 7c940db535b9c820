#!/usr/bin/env bash
# Runs the pipelines' small scripts against a made-up service, made-up webhooks and made-up tools.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scripts=$here/../../scripts
work=$(mktemp -d)
server=''
clean_up() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
# shellcheck source=infra/tests/checks.sh
. "$here/../checks.sh"
calls() { # A stub that writes its arguments down and answers with a given text.
  printf '#!/bin/sh\necho "%s $*" >>"%s"\nprintf "%%s\\n" "%s"\n' "$1" "$work/calls" "$2" >"$work/stubs/$1"
  chmod +x "$work/stubs/$1"
}
mkdir "$work/stubs"

# ---------------------------------------------------------------- a service that becomes well, and webhooks

cat >"$work/server.mjs" <<'SERVER'
import { appendFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
const work = process.argv[2];
let asked = 0;
createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (request.method === "POST") appendFileSync(`${work}/posted`, `${request.url} ${body.replace(/\s+/g, " ")}\n`);
  const well = request.url === "/starting/health" ? ++asked > 2 : request.url !== "/ill/health";
  response.writeHead(well ? 200 : 503).end('{"status": "UP"}');
}).listen(0, "127.0.0.1", function () {
  writeFileSync(`${work}/port`, String(this.address().port));
});
SERVER
node "$work/server.mjs" "$work" &
server=$!
until [[ -s $work/port ]]; do sleep 0.05; done
url=http://127.0.0.1:$(cat "$work/port")

check "a healthy service is well at once" "$scripts/check_health.sh" "$url" 5
check "a service that starts is waited for" "$scripts/check_health.sh" "$url/starting" 10
check "a service that stays ill is an error" fails "$scripts/check_health.sh" "$url/ill" 2
check "... with the address and the time" grep -q "$url/ill/health is not well after 2 s" "$work/output"

SLACK_WEBHOOK_URL=$url/slack TEAMS_WEBHOOK_URL=$url/teams RUN_URL=https://example.com/run/1 \
  check "both channels are told" "$scripts/notify.sh" failure 'deployment of "abc"'
check "... Slack as text" same "$(sed -n 's|^/slack ||p' "$work/posted" | jq -r .text)" '❌ QTS Observer: deployment of "abc": failure https://example.com/run/1'
check "... Teams as a card" same "$(sed -n 's|^/teams ||p' "$work/posted" | jq -r '.attachments[0].content.body[0].text')" '❌ QTS Observer: deployment of "abc": failure'
check "without a channel nobody is told, and it says so" bash -c "'$scripts/notify.sh' success deployment | grep -q 'notified 0'"
check "an unknown result is refused" fails "$scripts/notify.sh" perhaps deployment
check "a webhook that refuses is an error" fails env SLACK_WEBHOOK_URL="$url/ill/health" "$scripts/notify.sh" success deployment

# ---------------------------------------------------------------- the plan under a pull request

cat >"$work/stubs/gh" <<STUB
#!/bin/sh
echo "gh \$*" >>"$work/calls"
cp "\$5" "$work/comment"
STUB
chmod +x "$work/stubs/gh"
# shellcheck disable=SC2016 # The plan holds backticks.
printf 'some `code` and a fence:\n```\nPlan: 3 to add, 0 to change, 0 to destroy.\n' >"$work/plan.txt"
PATH=$work/stubs:$PATH check "a plan becomes a comment" "$scripts/comment_plan.sh" 12 staging "$work/plan.txt"
check "... under its pull request" grep -q '^gh pr comment 12 --body-file' "$work/calls"
check "... with its summary" grep -q '^Plan: 3 to add' "$work/comment"
check "... in a fence that it can't leave" same "$(grep -c '^```' "$work/comment")" 2
head -c 200000 /dev/zero | tr '\0' x >"$work/long.txt"
PATH=$work/stubs:$PATH check "a long plan is cut" "$scripts/comment_plan.sh" 12 prod "$work/long.txt"
check "... and says so" grep -q 'Cut at 60000 bytes' "$work/comment"

# ---------------------------------------------------------------- the place of the state

calls az /subscriptions/mine/resourceGroups/rg-observer-test/providers/Microsoft.Storage/storageAccounts/observerstorage
: >"$work/calls"
PATH=$work/stubs:$PATH check "the state gets its place" "$scripts/bootstrap_state.sh"
check "... whose id is printed" grep -qx '/subscriptions/.*/observerstorage/blobServices/default/containers/tfstate' "$work/output"
for setting in "--allow-blob-public-access false" "--allow-shared-key-access false" "--min-tls-version TLS1_2" \
  "--enable-versioning true" "--lock-type CanNotDelete" "--public-access off"; do
  check "... with $setting" grep -q -- "$setting" "$work/calls"
done

# ---------------------------------------------------------------- the Terraform steps

calls terraform ''
: >"$work/calls"
PATH=$work/stubs:$PATH OPERATOR_TFVARS='ssh_allowed_cidrs = []' STATE_ACCOUNT=other \
  check "a plan is made" "$scripts/terraform_ci.sh" plan staging "$work/plan"
check "... on the environment's own state" grep -q -- 'init -reconfigure -backend-config=environments/staging.backend.hcl -backend-config=storage_account_name=other' "$work/calls"
check "... with its variables and the operator's" grep -q -- 'plan -lock-timeout=5m -var-file=environments/staging.tfvars -var-file=.*/operator.tfvars -out=' "$work/calls"
check "... and leaves only the plan" same "$(ls "$work/plan")" plan.txt
PATH=$work/stubs:$PATH check "a plan is applied" "$scripts/terraform_ci.sh" apply staging "$work/plan"
check "... that very plan" grep -q "apply -lock-timeout=5m $work/plan/tfplan" "$work/calls"
PATH=$work/stubs:$PATH check "without telemetry the service is told nothing" "$scripts/terraform_ci.sh" service staging "$work/told"
check "... in a file of its own" same "$(stat -c '%a %s' "$work/told/service.env")" "600 0"
# shellcheck disable=SC2016 # The stub's own shell expands it.
printf '#!/bin/sh\ncase "$*" in *output*) echo %s ;; esac\n' \
  "'{\"application_insights_connection_string\": {\"sensitive\": true, \"value\": \"InstrumentationKey=7;IngestionEndpoint=https://example.com/\"}}'" >"$work/stubs/terraform"
PATH=$work/stubs:$PATH check "with telemetry it is told where to send it" "$scripts/terraform_ci.sh" service prod "$work/told"
check "... under the name that it knows" same "$(cat "$work/told/service.env")" "APPLICATIONINSIGHTS_CONNECTION_STRING=InstrumentationKey=7;IngestionEndpoint=https://example.com/"
check "... and the log of the run isn't" fails grep -q InstrumentationKey "$work/output"
check "an unknown environment is refused" fails "$scripts/terraform_ci.sh" plan ../prod "$work/plan"
check "an unknown step is refused" fails "$scripts/terraform_ci.sh" destroy

finish

# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# verify_ops.sh passes on a service that is well, and fails for each thing that is planted, by its name.
verify=$package/verify_ops.sh

failures_of() { # VERIFY-ARGUMENTS…; the names of the checks that failed, and the exit code
  local code=0
  "$verify" "$@" --json >"$work/verdict" || code=$?
  jq --raw-output --argjson code "$code" '[.checks[] | select(.result == "fail") | .check] + ["exit \($code)"] | join(" ")' "$work/verdict"
}
has_remedies() {
  jq --exit-status 'all(.checks[]; .result != "fail" or (.why != "" and .remedy != ""))' "$work/verdict"
}

immediate() {
  "$verify" immediate | tee "$work/table"
}
check "immediate passes" immediate
check "... says what each check saw" grep -Eq '^pass  canary +verify-ops-.* was recorded and read back$' "$work/table"
check "... and what the container uses" grep -Eq '^note  use +cpu [0-9.]+%, memory .*MiB.*, disk [0-9]+ % used' "$work/table"
check "its table for programs is JSON" same "$(failures_of immediate)" "exit 0"
check "stability passes" "$verify" stability --seconds 4
check "daily passes" "$verify" daily --disk-limit 99
check "before passes" "$verify" before
mkdir "$work/backup"
check "a backup that is missing fails daily" same "$(failures_of daily --disk-limit 99 --backup-dir "$work/backup")" "backup exit 1"
touch -d '30 hours ago' "$work/backup/old"
check "... and one that is old" same "$(failures_of daily --disk-limit 99 --backup-dir "$work/backup")" "backup exit 1"
touch "$work/backup/new"
check "... a new one passes" same "$(failures_of daily --disk-limit 99 --backup-dir "$work/backup")" "exit 0"
check "memory above its range fails daily" same "$(failures_of daily --disk-limit 99 --memory-limit 1)" "memory exit 1"

echo >>"$package/README.md"
touch "$package/app/debug.log"
jq '.environment.QTS_OBSERVER_STANDALONE = "0" | .paths.data_dir = "/elsewhere"' "$package/app/deployment_config.json" >"$package/config/deployment_config.json"
mv "$package/.dockerignore" "$work/dockerignore"
check "before fails for a changed package, a contradiction, a log inside, and a missing .dockerignore" same "$(failures_of before)" \
  "package config clean dockerignore exit 1"
check "... each with a remedy" has_remedies
mv "$work/dockerignore" "$package/.dockerignore"
rm "$package/app/debug.log"
tar -xzf "$work/package.tar.gz" -C "$work/opt" qts_ops_deploy/README.md
cp "$package/app/deployment_config.json" "$package/config/deployment_config.json"

# What the cloud's checks call is replaced by stand-ins: there is no cloud here.
mkdir -p "$work/stubs" "$work/infra/scripts" "$work/infra/environments"
printf '#!/bin/sh\ncase "$*" in *blob.core.windows.net*) printf 400 ;; *) exec /usr/bin/curl "$@" ;; esac\n' >"$work/stubs/curl"
# shellcheck disable=SC2016 # The stand-in expands it.
printf '#!/bin/sh\nfor name in SUBSCRIPTION_ID TENANT_ID CLIENT_ID CLIENT_SECRET; do printf "ARM_%%s\\tnow\\n" "$name"; done\n' >"$work/stubs/gh"
printf '#!/bin/sh\necho "No changes."\n' >"$work/infra/scripts/terraform_ci.sh"
touch "$work/infra/environments/staging.tfvars" "$work/infra/terraform.tfvars"
chmod +x "$work/stubs"/* "$work/infra/scripts/terraform_ci.sh"
in_cloud() {
  PATH=$work/stubs:$PATH ARM_SUBSCRIPTION_ID=${subscription-s} ARM_TENANT_ID=t failures_of before --infra "$work/infra"
}
check "before passes for an infrastructure that is in order" same "$(in_cloud)" "exit 0"
printf '#!/bin/sh\n/usr/bin/false\n' >"$work/stubs/gh"
printf '#!/bin/sh\necho "Error: broken"; exit 1\n' >"$work/infra/scripts/terraform_ci.sh"
printf '#!/bin/sh\ncase "$*" in *blob.core.windows.net*) printf 000; exit 6 ;; *) exec /usr/bin/curl "$@" ;; esac\n' >"$work/stubs/curl"
rm "$work/infra/terraform.tfvars"
check "... and fails for each part that is not" same "$(subscription='' in_cloud)" "subscription tfvars state plan secrets exit 1"
check "... each with a remedy" has_remedies

docker stop qts-observer >/dev/null
check "a stopped container fails immediate" same "$(failures_of immediate)" "container exit 1"
check "... with a remedy" has_remedies
check "... stability" same "$(failures_of stability --seconds 1)" "container exit 1"
check "... and daily" same "$(failures_of daily)" "container exit 1"
docker rm qts-observer >/dev/null
check "so does one that is not there" same "$(failures_of immediate)" "container exit 1"

fresh_service
chown 0:0 "$package/data"
chmod 0700 "$package/data"
check "unwritable data fails" same "$(failures_of immediate | grep -ow data)" data
check "... with a remedy" has_remedies
chown -R 10001 "$package/data"
docker restart qts-observer >/dev/null
check "... that helps" within 20 is_ready

fresh_service
check "a fresh start passes" same "$(failures_of immediate)" "exit 0"
at=$(date -u +%Y-%m-%dT%H:%M:%S)
echo '{"timestamp":1,"level":"ERROR","threadName":"main","loggerName":"qts.journal","mdc": {},"formattedMessage":"planted","throwable":null,"time":"'"$at"'.000Z"}' >>"$package/logs/observer.log"
check "an error in the log of the first 30 s fails immediate" same "$(failures_of immediate)" "log exit 1"
check "... and daily" same "$(failures_of daily --disk-limit 99)" "errors exit 1"
check "... which shows it" jq --exit-status 'any(.checks[]; .check == "error" and (.why | endswith("planted")))' "$work/verdict"

fresh_service
plant_bug
check "health 503 fails" same "$(failures_of immediate | grep -ow health)" health
check "... naming what it answered" jq --exit-status 'any(.checks[]; .check == "health" and .result == "fail" and (.why | test("answered 503: .*failing")))' "$work/verdict"

docker rm --force qts-observer >/dev/null
printf 'services:\n  qts-observer:\n    environment:\n      OBSERVER_LOG_DIR: /tmp\n' >"$work/wrong.yml"
QTS_VERSION=$(sed -n 's/^version: //p' "$package/MANIFEST.txt") docker-compose -f "$package/docker-compose.yml" -f "$work/wrong.yml" up --detach --no-build >"$work/up.log" 2>&1
check "with a wrong environment it starts" within 20 is_ready
check "... and fails" same "$(failures_of immediate)" "environment exit 1"
check "... naming the variable and where it came from" jq --exit-status \
  'any(.checks[]; .check == "environment" and (.why | test("OBSERVER_LOG_DIR is ./tmp. from environment")))' "$work/verdict"

docker rm --force qts-observer >/dev/null
rm -rf "$package/data" "$package/logs"
mkdir "$package/data"
mount -t tmpfs -o size=3000m tmpfs "$package/data"
start_service
used() { df -P "$package/data" | awk 'NR == 2 { sub("%", "", $5); print $5 }'; }
head -c 2450M /dev/zero >"$package/data/ballast"
check "a disk over 80 % ($(used) %) fails daily" same "$(failures_of daily)" "disk exit 1"
check "... with a remedy" has_remedies
docker rm --force qts-observer >/dev/null
umount "$package/data"

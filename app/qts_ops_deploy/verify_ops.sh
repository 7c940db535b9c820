#!/bin/sh
# Proves that a deployment does what it should, or says what it does not and what to do about it.
#
#   verify_ops.sh immediate    right after a start: container, log, environment, folders, health, a canary
#   verify_ops.sh stability    over five minutes: no restarts, log and data go on growing
#   verify_ops.sh daily        disk, memory, the last errors of the log, age of the backup
#   verify_ops.sh before       before a deployment: package, configuration; with --infra the cloud as well
#     --json                   for programs
#     --seconds N              stability: how long (300)
#     --disk-limit N           daily: percent of the disk that may be in use (80)
#     --memory-limit N         daily: percent of the memory limit that may be in use (90)
#     --backup-dir DIR         daily: where backups lie; the newest must be younger than 26 h
#     --infra DIR              before: the repository's infra folder; needs terraform and gh
#     --environment NAME       before: staging or prod (staging)
#
# The canary is one snapshot of the session verify-ops, recorded and read back through the container.
# Needs a shell, curl and docker. Exit codes: 0 all passed, 1 something failed, 2 wrong usage.
set -eu

package=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=app/qts_ops_deploy/common.sh
. "$package/common.sh"

usage() {
  sed -n '2,/^set -eu/{/^set -eu/d;s/^# \{0,1\}//;p;}' "$0"
  exit 2
}

mode=${1:-}
case $mode in
  immediate | stability | daily | before) shift ;;
  *) usage ;;
esac
json='' seconds=300 disk_limit=80 memory_limit=90 backup_dir='' infra='' environment=staging
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=yes ;;
    --seconds | --disk-limit | --memory-limit | --backup-dir | --infra | --environment)
      [ $# -ge 2 ] || usage
      case $1 in
        --seconds) seconds=$2 ;;
        --disk-limit) disk_limit=$2 ;;
        --memory-limit) memory_limit=$2 ;;
        --backup-dir) backup_dir=$2 ;;
        --infra) infra=$2 ;;
        --environment) environment=$2 ;;
      esac
      shift
      ;;
    *) usage ;;
  esac
  shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rows=$work/rows
: >"$rows"

# ---------------------------------------------------------------- the table

row() { # RESULT CHECK WHY REMEDY
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$(one_line "$3")" "$(one_line "${4:-}")" >>"$rows"
}
one_line() {
  printf '%s' "$1" | tr '\n\t' '  ' | cut -c 1-500
}
pass() { row pass "$1" "$2"; }
fail() { row fail "$1" "$2" "$3"; }
note() { row note "$1" "$2"; }

print_table() {
  say "verify $mode of $container, $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  awk -F '\t' '{
    printf "%-4s  %-14s  %s\n", ($1 == "fail" ? "FAIL" : $1), $2, $3
    if ($4 != "") printf "%22s->  %s\n", "", $4
  }' "$rows"
  say "$(count pass) passed, $(count fail) failed, $(count note) noted"
}
print_json() {
  awk -F '\t' -v mode="$mode" -v container="$container" -v at="$(date -u +%Y-%m-%dT%H:%M:%SZ)" -v failed="$(count fail)" '
    function text(value) {
      gsub(/\\/, "\\\\", value); gsub(/"/, "\\\"", value); gsub(/[\001-\037]/, " ", value)
      return "\"" value "\""
    }
    BEGIN { printf "{\"mode\":%s,\"container\":%s,\"at\":%s,\"passed\":%s,\"checks\":[", text(mode), text(container), text(at), (failed == 0 ? "true" : "false") }
    { printf "%s{\"check\":%s,\"result\":%s,\"why\":%s,\"remedy\":%s}", (NR > 1 ? "," : ""), text($2), text($1), text($3), text($4) }
    END { print "]}" }' "$rows"
}
count() {
  awk -F '\t' -v result="$1" '$1 == result { n++ } END { print n + 0 }' "$rows"
}

# ---------------------------------------------------------------- immediate

check_container() {
  if ! container_exists; then
    fail container "there is no container $container" "Start it: ./start_ops.sh"
    return 1
  fi
  state=$(inspect '{{.State.Status}}')
  if [ "$state" != running ] || [ "$(inspect '{{.State.Restarting}}')" = true ]; then
    fail container "it is $state, exit code $(inspect '{{.State.ExitCode}}')" "See why: ./doctor.sh; start it: ./start_ops.sh"
    return 1
  fi
  pass container "running since $(inspect '{{.State.StartedAt}}'), image $(inspect '{{.Config.Image}}')"
}

# The log of the first 30 seconds, both what the container prints and what the service writes.
check_first_log() {
  started=$(inspect '{{.State.StartedAt}}' | cut -c 1-19 | tr ' ' T)
  until=$(date -u -d "@$(($(seconds_of "$started") + 30))" +%Y-%m-%dT%H:%M:%S)
  "$engine" logs --since "${started}Z" --until "${until}Z" "$container" >"$work/first" 2>&1 || :
  [ ! -r "$home/logs/observer.log" ] ||
    awk -v from="$started" -v until="$until" 'match($0, /"time":"[^"]*"/) {
      at = substr($0, RSTART + 8, 19)
      if (at >= from && at <= until && /"level":"ERROR"/) print
    }' "$home/logs/observer.log" >>"$work/first"
  if grep -E '(^| )ERROR |"level":"ERROR"|^observer: |Exception( in|:)' "$work/first" >"$work/errors"; then
    fail log "$(wc -l <"$work/errors" | tr -d ' ') error(s) in its first 30 s: $(head -n 1 "$work/errors")" \
      "Read $home/logs/observer.log and: $engine logs $container"
  else
    pass log "no error in its first 30 s"
  fi
}
seconds_of() { # YYYY-MM-DDTHH:MM:SS in UTC
  date -u -d "$(printf '%s' "$1" | tr T ' ')" +%s
}

# What the service runs with, against what deployment_config.json says.
check_environment() {
  config=$home/config/deployment_config.json
  if [ ! -r "$config" ]; then
    fail environment "$config can't be read" "Put it there: ./start_ops.sh prepare"
    return
  fi
  if ! ask /status >"$work/status" 2>"$work/why" || ! grep -q '"settings"' "$work/status"; then
    fail environment "the service doesn't tell its settings: $(cat "$work/why" "$work/status")" "See whether it runs and config/token is its token"
    return
  fi
  texts_of "$config" >"$work/wanted"
  differences=''
  while read -r name wanted; do
    found=$(setting_of "$name" value)
    [ "$found" = "$wanted" ] ||
      differences="$differences $name is '${found:-not there}' from $(setting_of "$name" origin), the config says '$wanted';"
  done <"$work/wanted"
  if [ -n "$differences" ]; then
    fail environment "$differences" "Take the variable out of the compose file or of run time, or correct $config"
  else
    pass environment "as $config says ($(wc -l <"$work/wanted" | tr -d ' ') settings)"
  fi
}
setting_of() { # NAME MEMBER
  grep -o "{\"name\":\"$1\",[^}]*}" "$work/status" | sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p"
}

check_folder() { # NAME PATH-IN-CONTAINER
  mount=$("$engine" container inspect --format "{{range .Mounts}}{{if eq .Destination \"$2\"}}{{.Type}} {{.RW}} {{.Source}}{{end}}{{end}}" "$container")
  case $mount in
    '') fail "$1" "nothing is mounted at $2: what is written there goes with the container" "Mount it, as docker-compose.yml does" ;;
    *" false "*) fail "$1" "$2 is mounted read-only" "Mount it for writing, as docker-compose.yml does" ;;
    *)
      # shellcheck disable=SC2016 # The container's shell expands it.
      if "$engine" exec "$container" sh -c 'f=$1/.verify.$$ && : >"$f" && rm "$f"' sh "$2" 2>"$work/why"; then
        pass "$1" "${mount##* } is mounted and writable"
      else
        fail "$1" "the container can't write to ${mount##* }: $(cat "$work/why")" "Give it to user $user: chown -R $user ${mount##* }; a full disk: ./doctor.sh"
      fi
      ;;
  esac
}

check_health() {
  for path in /health /ready; do
    status=$(status_of "$path")
    if [ "$status" = 200 ]; then
      pass "${path#/}" "$url$path answered 200"
    else
      fail "${path#/}" "$url$path answered $(answer_of "$status" "$path")" "See why: ./doctor.sh, and $engine logs $container"
    fi
  done
  health=$(inspect '{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}')
  case $health in
    healthy | starting) pass healthcheck "the engine calls it $health" ;;
    *) fail healthcheck "the engine calls it $health" "See the last answers: $engine inspect $container" ;;
  esac
}
answer_of() { # STATUS PATH
  if [ "$1" = 000 ]; then
    say "nothing"
  else
    say "$1: $(ask "$2" 2>&1 || :)"
  fi
}

# Docker and podman tell the same in different words; what the kernel says of process 1 counts for both.
check_hardening() {
  capabilities=$("$engine" exec "$container" sed -n 's/^CapBnd:[[:space:]]*//p' /proc/1/status 2>/dev/null || :)
  log=$(inspect '{{index .HostConfig.LogConfig.Config "max-size"}}')
  log=${log:-$(inspect '{{.HostConfig.LogConfig.Size}}' | tr -d B | tr '[:upper:]' '[:lower:]')}
  form="user $(inspect '{{.Config.User}}'), read-only root $(inspect '{{.HostConfig.ReadonlyRootfs}}'), capabilities $capabilities"
  form="$form, $(inspect '{{.HostConfig.SecurityOpt}}' | sed 's/:true//'), $(inspect '{{.HostConfig.Memory}} B, {{.HostConfig.NanoCpus}} nCPU, {{.HostConfig.RestartPolicy.Name}}'), log $log"
  wanted="user 10001:10001, read-only root true, capabilities 0000000000000000, [no-new-privileges], 536870912 B, 1000000000 nCPU, unless-stopped, log 10m"
  if [ "$form" = "$wanted" ]; then
    pass hardening "user $user, read-only root, no capabilities, 512 MB, 1 CPU, log rotated"
  else
    fail hardening "it is: $form; not: $wanted" "Start it by start_ops.sh or by a deployment, not by hand"
  fi
}

# One snapshot of its own, recorded and read back.
canary() {
  now=$(date +%s)
  id=verify-ops-$now-$$-${1:-0}
  at=$(date -u -d "@$now" +%Y-%m-%dT%H:%M:%S)
  cat >"$work/canary" <<CANARY
{"meta":{"timestamp":"$at.000+00:00","timestamp_ms":${now}000,"session_id":"verify-ops","run_id":"$id","mode":"TEST","observer_version":"v1.0.0"},"context":{"source":"system","stage":"raw","symbol":"CANARY","market":null},"observation":{"inputs":{"price":1.0,"volume":1},"computed":{},"state":{}}}
CANARY
  ask /v1/snapshots --request POST --header 'Content-Type: application/json' --data-binary "@$work/canary" >"$work/answer" 2>&1 || :
  grep -q '"recorded":1' "$work/answer" || return 1
  ask "/v1/records/$id" >"$work/answer" 2>&1 || :
  grep -q "\"run_id\":\"$id\"" "$work/answer"
}
check_canary() {
  if canary; then
    pass canary "$id was recorded and read back"
  else
    fail canary "the snapshot $id did not come back: $(cat "$work/answer")" "See what /ready and the log say"
  fi
}

record_use() {
  note use "$("$engine" stats --no-stream --format 'cpu {{.CPUPerc}}, memory {{.MemUsage}} ({{.MemPerc}})' "$container" 2>&1 | tail -n 1), disk $(disk_of "$home/data" | awk '{ printf "%s %% used, %d MB free", $1, $2 / 1024 }')"
}

immediate() {
  check_container || return 0
  check_first_log
  check_environment
  check_folder data /app/data/observer
  check_folder logs /app/logs
  check_health
  check_hardening
  check_canary
  record_use
}

# ---------------------------------------------------------------- stability

stability() {
  check_container || return 0
  restarts=$(inspect '{{.RestartCount}}')
  began=$(inspect '{{.State.StartedAt}}')
  position=$(durable_position)
  log=$(newest_line)
  waited=0 lost=0 sent=0
  while [ "$waited" -lt "$seconds" ]; do
    canary "$waited" || lost=$((lost + 1))
    sent=$((sent + 1))
    step=$((seconds - waited < 30 ? seconds - waited : 30))
    sleep "$step"
    waited=$((waited + step))
  done
  check_container || return 0
  if [ "$(inspect '{{.RestartCount}}')" = 0 ] && [ "$(inspect '{{.State.StartedAt}}')" = "$began" ]; then
    pass restarts "none in $seconds s, and none before"
  else
    fail restarts "$(inspect '{{.RestartCount}}') restarts, $restarts before; started $(inspect '{{.State.StartedAt}}')" "See why: ./doctor.sh"
  fi
  if [ "$lost" = 0 ]; then
    pass canaries "$sent recorded and read back"
  else
    fail canaries "$lost of $sent did not come back: $(cat "$work/answer")" "See what /ready and the log say"
  fi
  after=$(durable_position)
  if [ "${after:-0}" -gt "${position:-0}" ]; then
    pass data "the journal grew from position ${position:-0} to $after"
  else
    fail data "the journal stands at position ${after:-unknown}, as $seconds s before" "See what /ready and the log say"
  fi
  check_log_flows "$log"
  check_health
  record_use
}
durable_position() {
  ask /status 2>/dev/null | grep -o '"durable_position":[0-9]*' | head -n 1 | tr -dc 0-9
}
newest_line() {
  tail -n 1 "$home/logs/observer.log" 2>/dev/null
}
# The service writes a line about its ledger every minute in which something arrived.
check_log_flows() { # LINE-BEFORE
  line=$(newest_line)
  at=$(printf '%s' "$line" | sed -n 's/.*"time":"\([^".]*\).*/\1/p')
  if [ -z "$at" ]; then
    fail log "$home/logs/observer.log has no line that tells its time" "See whether the folder is mounted and writable"
  elif [ "$line" = "$1" ] && [ "$seconds" -ge 90 ]; then
    fail log "no line since ${at}Z, although snapshots came in" "See whether the disk is full and the folder writable: ./doctor.sh"
  else
    pass log "last line ${at}Z"
  fi
}

# ---------------------------------------------------------------- daily

daily() {
  check_container || return 0
  # shellcheck disable=SC2046 # Two words.
  set -- $(disk_of "$home/data")
  if [ "$1" -lt "$disk_limit" ]; then
    pass disk "$1 % used, $(($2 / 1024)) MB free; below $disk_limit %"
  else
    fail disk "$1 % used, $(($2 / 1024)) MB free; the limit is $disk_limit %" "Enlarge the disk, or move old segments away (docs/journal-tools.md); at the reserve nothing more is recorded"
  fi
  check_memory
  check_errors
  check_backup
  check_health
  record_use
}
check_memory() {
  memory=$("$engine" stats --no-stream --format '{{.MemPerc}}' "$container" 2>/dev/null | tail -n 1 | cut -d . -f 1 | tr -dc 0-9)
  if [ "$(inspect '{{.State.OOMKilled}}')" = true ]; then
    fail memory "the kernel has killed it for memory" "See ./doctor.sh"
  elif [ -n "$memory" ] && [ "$memory" -lt "$memory_limit" ]; then
    pass memory "$memory % of its limit; below $memory_limit %"
  else
    fail memory "${memory:-an unknown share of} % of its limit; the limit is $memory_limit %" "Profile it: ./doctor.sh profile 60"
  fi
}
check_errors() {
  day=$(date -u -d "@$(($(date +%s) - 86400))" +%Y-%m-%dT%H:%M:%S)
  awk -v from="$day" '/"level":"ERROR"/ && match($0, /"time":"[^"]*"/) && substr($0, RSTART + 8, 19) >= from' \
    "$home/logs/observer.log" 2>/dev/null | tail -n 20 >"$work/errors" || :
  errors=$(wc -l <"$work/errors" | tr -d ' ')
  if [ "$errors" = 0 ]; then
    pass errors "none in the log of the last 24 h"
  else
    fail errors "$errors in the log of the last 24 h (the last 20 at most)" "Read them: grep ERROR $home/logs/observer.log"
    while IFS= read -r line; do
      note error "$(printf '%s' "$line" | sed -n 's/.*"formattedMessage":"\(.*\)","throwable.*"time":"\([^"]*\)".*/\2 \1/p')"
    done <"$work/errors"
  fi
}
check_backup() {
  if [ -z "$backup_dir" ]; then
    note backup "not looked at, so not proven: the service makes no backups itself; name the folder yours go to by --backup-dir"
    return
  fi
  touch -d "@$(($(date +%s) - 26 * 3600))" "$work/yesterday"
  newest=$(find "$backup_dir" -type f -newer "$work/yesterday" 2>/dev/null | head -n 1)
  if [ -n "$newest" ]; then
    pass backup "$newest is younger than 26 h"
  else
    fail backup "no file in $backup_dir is younger than 26 h" "Run a backup, and see why the scheduled one did not"
  fi
}

# ---------------------------------------------------------------- before

before() {
  check_package
  check_consistency
  check_clean
  if [ -e "$package/.dockerignore" ]; then
    pass dockerignore "there"
  else
    fail dockerignore ".dockerignore is missing" "Unpack the package again"
  fi
  if "$engine" info >/dev/null 2>&1; then
    pass engine "$("$engine" version --format '{{.Server.Version}}' 2>/dev/null || "$engine" --version)"
  else
    fail engine "$engine doesn't answer" "Start it: systemctl start docker"
  fi
  if [ -n "$infra" ]; then
    check_infrastructure
  else
    note infrastructure "not looked at: name its folder by --infra"
  fi
}
check_package() {
  if "$package/check_manifest.sh" "$package" >"$work/manifest" 2>&1; then
    pass package "$(cat "$work/manifest")"
  else
    fail package "$(wc -l <"$work/manifest" | tr -d ' ') difference(s): $(head -n 3 "$work/manifest")" "Unpack the package again, or make it again: app/deploy_ops.sh"
  fi
}
# deployment_config.json and the compose file must not say different things.
check_consistency() {
  config=$home/config/deployment_config.json
  [ -e "$config" ] || config=$package/app/deployment_config.json
  if ! tr -d '\n' <"$config" 2>/dev/null | grep -q '^[[:space:]]*{.*}[[:space:]]*$'; then
    fail config "$config can't be read, or is no JSON object" "Start from the package's own: app/deployment_config.json"
    return
  fi
  texts_of "$config" >"$work/wanted"
  differences=''
  while read -r name value; do
    given=$(sed -n '/^    environment:/,/^    [a-z]/p' "$package/docker-compose.yml" | sed -n "s/^      $name: \"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p")
    [ -z "$given" ] || [ "$given" = "$value" ] || differences="$differences $name: compose says '$given', the config '$value';"
  done <"$work/wanted"
  for entry in data_dir:/app/data/observer log_dir:/app/logs config_dir:/app/config; do
    value=$(sed -n "s/.*\"${entry%%:*}\"[[:space:]]*:[[:space:]]*\"\([^\"]*\)\".*/\1/p" "$config")
    [ -z "$value" ] || [ "$value" = "${entry#*:}" ] ||
      differences="$differences ${entry%%:*} is '$value', compose mounts '${entry#*:}';"
  done
  if [ -n "$differences" ]; then
    fail config "$differences" "Make $config and docker-compose.yml say the same"
  else
    pass config "$config and docker-compose.yml agree"
  fi
}
check_clean() {
  left=$(find "$package/app" "$package/monitoring" \( -name '*.log' -o -name '__pycache__' -o -name '*.class' -o -name '*.tmp' -o -name '*.hprof' -o -name '.git' \) 2>/dev/null | head -n 3)
  if [ -z "$left" ]; then
    pass clean "no caches or logs inside"
  else
    fail clean "caches or logs inside: $left" "Delete them"
  fi
}
check_infrastructure() {
  missing=''
  for name in ARM_SUBSCRIPTION_ID ARM_TENANT_ID; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || missing="$missing $name"
  done
  if [ -z "$missing" ]; then
    pass subscription "subscription and tenant are set"
  else
    fail subscription "not set:$missing" "az login, then export them; see infra/README.md"
  fi
  if [ -r "$infra/environments/$environment.tfvars" ] && [ -r "$infra/terraform.tfvars" ]; then
    pass tfvars "environments/$environment.tfvars and terraform.tfvars are there"
  else
    fail tfvars "environments/$environment.tfvars or terraform.tfvars is missing in $infra" "cp $infra/terraform.tfvars.example $infra/terraform.tfvars and fill it in"
  fi
  account=${STATE_ACCOUNT:-observerstorage}
  status=$(curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}' "https://$account.blob.core.windows.net/" 2>/dev/null || :)
  case $status in
    000 | '') fail state "the state account $account doesn't answer" "See whether it exists and the network reaches it: infra/scripts/bootstrap_state.sh" ;;
    *) pass state "the state account $account answers" ;;
  esac
  if "$infra/scripts/terraform_ci.sh" plan "$environment" "$work/plan" >"$work/said" 2>&1; then
    pass plan "init and plan of $environment are clean"
  else
    fail plan "$(tail -n 3 "$work/said")" "Run it: infra/scripts/terraform_ci.sh plan $environment plan"
  fi
  registered=$({ gh secret list && gh variable list; } 2>"$work/why" | cut -f 1)
  missing=''
  for name in ARM_SUBSCRIPTION_ID ARM_TENANT_ID ARM_CLIENT_ID; do
    say "$registered" | grep -qx "$name" || missing="$missing $name"
  done
  # With federated identities there is no client secret to register.
  if [ -z "$missing" ]; then
    pass secrets "the pipeline's ARM_ names are registered$(say "$registered" | grep -qx ARM_CLIENT_SECRET || say ', without a client secret: federated')"
  else
    fail secrets "not registered:$missing $(cat "$work/why")" "gh variable set NAME, as infra/README.md says"
  fi
}

"$mode"
if [ -n "$json" ]; then print_json; else print_table; fi
[ "$(count fail)" = 0 ]

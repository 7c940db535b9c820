#!/usr/bin/env bash
# Changes the release of QTS Observer on one machine. Runs on that machine as root; brought there and
# called by deploy_to_infrastructure.sh.
#
#   host_release.sh deploy IMAGE@sha256:DIGEST ENV_FILE   takes the file over and keeps it readable by root only
#   host_release.sh rollback                              back to the release before; twice is forward again
#   host_release.sh status
#   host_release.sh unlock                       takes away the lock of a deployment that died
#
# Two containers can't write one journal, so a new release proves itself in two steps: a rehearsal on
# empty directories beside the running one, then the switch. The old container is kept, stopped, and
# comes back when the new one isn't ready in time.
#
# The last line of output is result=… : deployed, unchanged, rolled-back, failed (the old release runs).
# Exit codes: 0 done, 10 locked, 20 failed but the old release runs, 21 failed and nothing runs, 2 usage.
set -euo pipefail

home=${QTS_HOME:-/opt/qts-observer}
port=${QTS_PORT:-8000}
rehearsal_port=${QTS_REHEARSAL_PORT:-8001}
timeout=${QTS_TIMEOUT_SECONDS:-60}
keep_images=${QTS_KEEP_IMAGES:-3}
deployed_by=${QTS_DEPLOYED_BY:-unknown}

name=qts-observer
previous=$name-previous
rehearsal=$name-rehearsal
network=qts-network
release=$home/release
lock=$home/deploy.lock
audit=$home/deploy-audit.log
incoming=''

say() {
  printf '%s\n' "$*"
}

# One line for ever for each thing that was tried here. Never a secret: names, digests and outcomes.
record() {
  printf '%s by=%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$deployed_by" "$*" >>"$audit"
}

# mkdir is the lock: it fails when somebody was faster. What is in it tells who.
take_lock() {
  trap leave EXIT
  if ! mkdir "$lock" 2>/dev/null; then
    say "locked: $(cat "$lock/owner" 2>/dev/null || echo 'owner unknown')"
    say "If that deployment is dead, run: deploy_to_infrastructure.sh unlock"
    exit 10
  fi
  locked=yes
  printf '%s by=%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$deployed_by" "$*" >"$lock/owner"
}

# Whatever happened, nothing of this run stays behind, and the lock of another stays where it is.
leave() {
  [[ -z $incoming ]] || rm -f "$incoming"
  [[ -n ${locked:-} ]] || return 0
  docker rm --force "$rehearsal" >/dev/null 2>&1 || true
  rm -rf "$lock" "$home/rehearsal" "$release/candidate.env"
}

exists() {
  docker container inspect "$1" >/dev/null 2>&1
}

running() {
  [[ $(docker container inspect --format '{{.State.Running}}' "$1" 2>/dev/null) == true ]]
}

# Polls /ready until it answers 200, more slowly each time. A container that restarts has failed.
wait_ready() {
  local container=$1 on_port=$2 deadline=$((SECONDS + timeout)) pause=0.2
  until curl --fail --silent --output /dev/null --max-time 5 "http://127.0.0.1:$on_port/ready"; do
    if ((SECONDS >= deadline)); then
      say "$container: not ready after $timeout s"
      return 1
    fi
    if ! running "$container" || (($(docker container inspect --format '{{.RestartCount}}' "$container") > 0)); then
      say "$container: it ended with code $(docker container inspect --format '{{.State.ExitCode}}' "$container")"
      return 1
    fi
    sleep "$pause"
    pause=$(awk -v pause="$pause" 'BEGIN { print (pause < 3 ? pause * 1.5 : 3) }')
  done
}

last_words() {
  say "--- last lines of $1:"
  docker logs --tail 30 "$1" 2>&1 | sed 's/^/    /' || true
}

# Managed identity -> Azure token -> registry token -> docker login; no password anywhere.
registry_login() {
  local server=${1%%/*} token
  [[ $server == *.azurecr.io ]] || return 0
  token=$(curl --fail --silent --show-error --max-time 10 --header Metadata:true \
    "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/" |
    jq --exit-status --raw-output .access_token) || return 1
  token=$(printf 'grant_type=access_token&service=%s&access_token=%s' "$server" "$token" |
    curl --fail --silent --show-error --max-time 10 --data @- "https://$server/oauth2/exchange" |
    jq --exit-status --raw-output .refresh_token) || return 1
  docker login --username 00000000-0000-0000-0000-000000000000 --password-stdin "$server" <<<"$token" >/dev/null
}

# The number of the user that the image runs as; the data directories will be that user's.
image_user() {
  local user
  user=$(docker image inspect --format '{{.Config.User}}' "$1") || return 1
  user=${user%%:*}
  if [[ $user == [a-z]* ]]; then
    user=$(docker run --rm --network none --entrypoint id "$1" -u) || return 1
  fi
  if [[ ! $user =~ ^[1-9][0-9]*$ ]]; then
    say "$1 runs as root; a release runs as a user of its own" >&2
    return 1
  fi
  say "$user"
}

directories() {
  local base=$1 user=$2
  mkdir -p "$base/data" "$base/logs" "$base/config"
  chown "$user" "$base/data" "$base/logs"
}

# The container, with the limits and the hardening that every release gets.
start() {
  local container=$1 image=$2 base=$3 published=$4 restart=$5 environment=$6 fingerprint=$7
  docker network inspect "$network" >/dev/null 2>&1 ||
    docker network create --driver bridge --opt com.docker.network.bridge.name=br-qts "$network" >/dev/null
  docker run --detach --name "$container" --network "$network" --restart "$restart" \
    --publish "$published:8000" --env-file "$environment" \
    --volume "$base/data:/app/data/observer" --volume "$base/logs:/app/logs" --volume "$base/config:/app/config" \
    --cpus 1.0 --memory 512m --memory-reservation 256m --pids-limit 512 --stop-timeout 30 \
    --read-only --tmpfs /tmp:rw,exec,nosuid,nodev,size=64m --cap-drop ALL --security-opt no-new-privileges \
    --log-driver json-file --log-opt max-size=10m --log-opt max-file=3 \
    --label qts.service=observer --label "qts.release=$fingerprint" \
    "$image" >/dev/null
}

# What a release is: the image, its environment, and this script, which sets the limits.
fingerprint_of() {
  { printf '%s\n' "$1" && cat "$release/candidate.env" "${BASH_SOURCE[0]}"; } | sha256sum | cut -d ' ' -f 1
}

current_fingerprint() {
  docker container inspect --format '{{index .Config.Labels "qts.release"}}' "$name" 2>/dev/null || true
}

rehearse() {
  local image=$1 user=$2
  rm -rf "$home/rehearsal"
  directories "$home/rehearsal" "$user"
  cp -R "$home/config/." "$home/rehearsal/config/"
  docker rm --force "$rehearsal" >/dev/null 2>&1 || true
  if ! start "$rehearsal" "$image" "$home/rehearsal" "127.0.0.1:$rehearsal_port" no "$release/candidate.env" rehearsal ||
    ! wait_ready "$rehearsal" "$rehearsal_port"; then
    last_words "$rehearsal"
    return 1
  fi
  docker rm --force "$rehearsal" >/dev/null
}

# Stops the running container and puts it aside as the previous one.
put_aside() {
  exists "$name" || return 0
  docker rm --force "$previous" >/dev/null 2>&1 || true
  docker stop --time 30 "$name" >/dev/null
  docker rename "$name" "$previous"
  mv "$release/current.env" "$release/previous.env"
}

# Brings the previous container back in the place of a failed one.
take_back() {
  docker rm --force "$name" >/dev/null 2>&1 || true
  exists "$previous" || return 1
  docker rename "$previous" "$name"
  mv "$release/previous.env" "$release/current.env"
  docker start "$name" >/dev/null
  wait_ready "$name" "$port"
}

# Keeps the newest images of releases and removes the older ones; those in use stay in any case.
prune_images() {
  local repository=${1%@*}
  docker image ls --no-trunc --quiet "$repository" | awk '!seen[$0]++' | tail -n +"$((keep_images + 1))" |
    while read -r id; do docker image rm "$id" >/dev/null 2>&1 || true; done
}

fail() {
  local what=$1 image=$2
  if [[ $what == switch ]] && ! take_back; then
    record "deploy image=$image result=failed running=nothing"
    say "The release before could not be brought back. Look at: docker logs $name"
    say "result=failed"
    exit 21
  fi
  record "deploy image=$image result=failed step=$what"
  say "The release before is running."
  say "result=failed"
  exit 20
}

deploy() {
  local image=$1 user fingerprint
  incoming=$2
  [[ $image =~ ^[a-z0-9._:/-]+@sha256:[0-9a-f]{64}$ ]] || {
    say "an image is named by its digest, NAME@sha256:…, not: $image"
    exit 2
  }
  mkdir -p "$release" "$home/config"
  chmod 0700 "$release"
  take_lock "deploy $image"
  install -m 0600 "$incoming" "$release/candidate.env"

  fingerprint=$(fingerprint_of "$image")
  if [[ $(current_fingerprint) == "$fingerprint" ]] && running "$name" && wait_ready "$name" "$port"; then
    record "deploy image=$image result=unchanged"
    say "result=unchanged"
    return
  fi

  { registry_login "$image" && docker pull --quiet "$image" >/dev/null && user=$(image_user "$image"); } || fail pull "$image"
  directories "$home" "$user"
  rehearse "$image" "$user" || fail rehearsal "$image"

  put_aside
  mv "$release/candidate.env" "$release/current.env"
  if ! start "$name" "$image" "$home" "$port" unless-stopped "$release/current.env" "$fingerprint" ||
    ! wait_ready "$name" "$port"; then
    last_words "$name"
    fail switch "$image"
  fi
  prune_images "$image"
  record "deploy image=$image result=deployed"
  say "result=deployed"
}

rollback() {
  take_lock rollback
  if ! exists "$previous"; then
    record "rollback result=refused reason=no-previous-release"
    say "There is no release to go back to."
    say "result=failed"
    exit 20
  fi
  docker stop --time 30 "$name" >/dev/null 2>&1 || true
  docker rename "$name" "$name-withdrawn"
  mv "$release/current.env" "$release/withdrawn.env"
  if ! take_back; then
    last_words "$name"
    docker rename "$name" "$previous"
    mv "$release/current.env" "$release/previous.env"
    docker stop "$previous" >/dev/null
    docker rename "$name-withdrawn" "$name"
    mv "$release/withdrawn.env" "$release/current.env"
    docker start "$name" >/dev/null
    record "rollback result=failed"
    say "The release before isn't ready either; the one that was running runs again."
    say "result=failed"
    exit 20
  fi
  docker rename "$name-withdrawn" "$previous"
  mv "$release/withdrawn.env" "$release/previous.env"
  record "rollback image=$(image_of "$name") result=rolled-back"
  say "result=rolled-back"
}

image_of() {
  docker container inspect --format '{{.Config.Image}}' "$1" 2>/dev/null || say none
}

status() {
  local state=stopped
  running "$name" && state=running
  if [[ $state == running ]] && curl --fail --silent --output /dev/null --max-time 5 "http://127.0.0.1:$port/ready"; then
    state=ready
  fi
  say "state=$state"
  say "image=$(image_of "$name")"
  say "previous=$(image_of "$previous")"
  say "locked=$(cat "$lock/owner" 2>/dev/null || say no)"
  [[ $state == ready ]]
}

case ${1:-} in
  deploy) deploy "${2:?an image}" "${3:?an environment file}" ;;
  rollback) rollback ;;
  status) status ;;
  unlock)
    record "unlock was=$(cat "$lock/owner" 2>/dev/null || say free)"
    rm -rf "$lock"
    say "result=unlocked"
    ;;
  *)
    say "usage: host_release.sh deploy IMAGE@sha256:DIGEST ENV_FILE | rollback | status | unlock"
    exit 2
    ;;
esac

#!/usr/bin/env bash
# Changes the release of QTS Observer on one machine. Runs on that machine as root; brought there and
# called by deploy_to_infrastructure.sh.
#
#   host_release.sh deploy IMAGE@sha256:DIGEST ENV_FILE   takes the file over and keeps it readable by root only
#   host_release.sh deploy-package ARCHIVE ENV_FILE [IMAGE_ARCHIVE]
#                                                a qts_ops_deploy.tar.gz; its image is loaded, or built here
#   host_release.sh preflight [SECONDS]          whether this machine can take a release; SECONDS of the caller's clock
#   host_release.sh verify                       verify_ops.sh immediate of the package that was deployed
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
incoming='' unpacked=''

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
  [[ -z $unpacked ]] || rm -rf "$unpacked"
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

# Takes an image from its registry; one that is named by its own id is here already.
obtain() {
  if [[ $1 == sha256:* ]]; then
    docker image inspect "$1" >/dev/null
  else
    registry_login "$1" && docker pull --quiet "$1" >/dev/null
  fi
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
  cp -a "$home/config/." "$home/rehearsal/config/"
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
  move_environment current previous
}

# A container that start_ops.sh started has no file of its environment.
move_environment() { # FROM TO
  if [[ -e $release/$1.env ]]; then
    mv "$release/$1.env" "$release/$2.env"
  else
    rm -f "$release/$2.env"
  fi
}

# Brings the previous container back in the place of a failed one.
take_back() {
  docker rm --force "$name" >/dev/null 2>&1 || true
  exists "$previous" || return 1
  docker rename "$previous" "$name"
  move_environment previous current
  docker start "$name" >/dev/null
  wait_ready "$name" "$port"
}

# Keeps the newest images of releases and removes the older ones; those in use stay in any case.
prune_images() {
  local repository=${1%@*}
  [[ $1 != sha256:* ]] || repository=$name
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
  [[ $image =~ ^([a-z0-9._:/-]+@)?sha256:[0-9a-f]{64}$ ]] || {
    say "an image is named by its digest, NAME@sha256:…, not: $image"
    exit 2
  }
  mkdir -p "$release" "$home/config"
  chmod 0700 "$release"
  [[ -n ${locked:-} ]] || take_lock "deploy $image"
  install -m 0600 "$incoming" "$release/candidate.env"
  # The service opens its port to others only with a token; the machine's own, when the environment has none.
  if [[ -e $home/config/token ]] && ! grep -qE '^OBSERVER_(API_TOKEN|API_TOKEN_FILE|ANONYMOUS_ACCESS)=' "$release/candidate.env"; then
    echo "OBSERVER_API_TOKEN_FILE=/app/config/token" >>"$release/candidate.env"
  fi

  fingerprint=$(fingerprint_of "$image")
  if [[ $(current_fingerprint) == "$fingerprint" ]] && running "$name" && wait_ready "$name" "$port"; then
    record "deploy image=$image result=unchanged"
    say "result=unchanged"
    return
  fi

  { obtain "$image" && user=$(image_user "$image"); } || fail pull "$image"
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

# Unpacks a package beside the one that is there, makes its image, and deploys that. The package that is
# there is replaced once the new release runs; the one before is kept for a rollback.
deploy_package() { # ARCHIVE ENV_FILE [IMAGE_ARCHIVE]
  local version image
  incoming=$2
  mkdir -p "$release" "$home/config"
  chmod 0700 "$release"
  take_lock "deploy $(basename "$1")"
  unpacked=$home/package.new
  rm -rf "$unpacked"
  mkdir "$unpacked"
  { tar -xzf "$1" -C "$unpacked" --strip-components 1 && "$unpacked/check_manifest.sh" "$unpacked"; } || fail package "$1"
  version=$(sed -n 's/^version: //p' "$unpacked/MANIFEST.txt")
  if [[ -n ${3:-} ]]; then
    docker load --quiet --input "$3" || fail load "$name:$version"
  elif ! docker image inspect "$name:$version" >/dev/null 2>&1; then
    docker build --quiet --tag "$name:$version" --build-arg "VERSION=$version" \
      --build-arg "REVISION=$(sed -n 's/^revision: //p' "$unpacked/MANIFEST.txt")" "$unpacked" || fail build "$name:$version"
  fi
  image=$(docker image inspect --format '{{.Id}}' "$name:$version") || fail build "$name:$version"
  QTS_HOME=$home "$unpacked/start_ops.sh" prepare
  deploy "$image" "$incoming"
  if [[ -e $home/package ]] && ! cmp --quiet "$home/package/MANIFEST.txt" "$unpacked/MANIFEST.txt"; then
    rm -rf "$home/package.previous"
    mv "$home/package" "$home/package.previous"
  fi
  rm -rf "$home/package"
  mv "$unpacked" "$home/package"
  unpacked=''
}

preflight() { # [SECONDS]
  local wrong=0 free used drift
  complain() {
    say "not fit: $*"
    wrong=1
  }
  docker info >/dev/null 2>&1 || complain "docker doesn't answer; systemctl start docker"
  mkdir -p "$home"
  read -r used free < <(df -Pk "$home" | awk 'NR == 2 { sub("%", "", $5); print $5, $4 }')
  ((free >= 2 * 1024 * 1024)) || complain "$((free / 1024)) MB are free under $home; 2048 are needed"
  ((used < 95)) || complain "$used % of the disk under $home are used"
  if [[ -n ${1:-} ]]; then
    drift=$(($(date +%s) - $1))
    ((${drift#-} <= 60)) || complain "its clock differs by $drift s; timedatectl set-ntp true"
  fi
  if ! running "$name" && curl --silent --output /dev/null --max-time 2 "http://127.0.0.1:$port/"; then
    complain "port $port is taken by something else"
  fi
  [[ ! -d $lock ]] || complain "locked: $(cat "$lock/owner" 2>/dev/null || say 'owner unknown')"
  ((wrong == 0)) || return 1
  say "fit: $((free / 1024)) MB free"
}

verify() {
  local token
  [[ -x $home/package/verify_ops.sh ]] || {
    say "No package was deployed here: $home/package/verify_ops.sh is missing."
    return 1
  }
  token=$(sed -n 's/^OBSERVER_API_TOKEN=//p' "$release/current.env" 2>/dev/null || true)
  OBSERVER_API_TOKEN=$token QTS_HOME=$home QTS_PORT=$port "$home/package/verify_ops.sh" immediate
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
  move_environment current withdrawn
  if ! take_back; then
    last_words "$name"
    docker rename "$name" "$previous"
    move_environment current previous
    docker stop "$previous" >/dev/null
    docker rename "$name-withdrawn" "$name"
    move_environment withdrawn current
    docker start "$name" >/dev/null
    record "rollback result=failed"
    say "The release before isn't ready either; the one that was running runs again."
    say "result=failed"
    exit 20
  fi
  docker rename "$name-withdrawn" "$previous"
  move_environment withdrawn previous
  swap_packages
  record "rollback image=$(image_of "$name") result=rolled-back"
  say "result=rolled-back"
}

# The package goes back with its release.
swap_packages() {
  [[ -e $home/package.previous ]] || return 0
  mv "$home/package" "$home/package.withdrawn"
  mv "$home/package.previous" "$home/package"
  mv "$home/package.withdrawn" "$home/package.previous"
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
  deploy-package) deploy_package "${2:?an archive}" "${3:?an environment file}" "${4:-}" ;;
  preflight) preflight "${2:-}" ;;
  verify) verify ;;
  rollback) rollback ;;
  status) status ;;
  unlock)
    record "unlock was=$(cat "$lock/owner" 2>/dev/null || say free)"
    rm -rf "$lock"
    say "result=unlocked"
    ;;
  *)
    say "usage: host_release.sh deploy IMAGE@sha256:DIGEST ENV_FILE | deploy-package ARCHIVE ENV_FILE [IMAGE_ARCHIVE] | preflight | verify | rollback | status | unlock"
    exit 2
    ;;
esac

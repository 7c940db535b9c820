#!/usr/bin/env bash
# Brings a release of QTS Observer to the machines, over SSH; one machine or many, one after the other.
#
#   deploy_to_infrastructure.sh deploy   --hosts "HOST…" --image NAME@sha256:DIGEST [--env-file FILE]
#   deploy_to_infrastructure.sh deploy   --hosts "HOST…" --package FILE [--image-archive FILE] [--env-file FILE]
#   deploy_to_infrastructure.sh preflight --hosts "HOST…"   whether the machines can take a release
#   deploy_to_infrastructure.sh verify   --hosts "HOST…"    verify_ops.sh of the deployed package, on each
#   deploy_to_infrastructure.sh rollback --hosts "HOST…"
#   deploy_to_infrastructure.sh status   --hosts "HOST…"
#   deploy_to_infrastructure.sh unlock   --hosts "HOST…"
#
# --image is for machines that reach a registry. --package is a qts_ops_deploy.tar.gz; its image is taken from
# --image-archive (docker save), or built on the machine.
#
# Running it again changes nothing. When a machine fails, it keeps its old release, and the machines that
# this run had already switched go back as well: all of them run the same release afterwards.
#
# From the environment:
#   DEPLOY_SSH_USER               account on the machines (qtsops)
#   DEPLOY_SSH_PORT               port of their SSH service (22)
#   DEPLOY_SSH_KEY_FILE           private key, or DEPLOY_SSH_KEY with its text
#   DEPLOY_KNOWN_HOSTS_FILE       the machines' host keys, or DEPLOY_KNOWN_HOSTS with their text;
#                                 a machine that isn't in there, or whose key differs, is refused
#   DEPLOY_ENV                    text of the service's environment, NAME=VALUE lines; wins over --env-file
#   DEPLOY_TIMEOUT_SECONDS        how long a new release may take to become ready (60)
#   DEPLOY_BY                     who deploys, for the audit log on the machines (your login name)
#
# Exit codes: 0 done, 1 failed and every machine runs its old release, 3 a machine needs help by hand,
# 10 a machine is locked by another deployment, 2 wrong usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
remote_home=${QTS_HOME:-/opt/qts-observer}

usage() {
  sed -n '2,/^set -euo/{/^set -euo/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
  exit 2
}

refuse() {
  printf 'deploy_to_infrastructure: %s\n' "$*" >&2
  exit 2
}

command=${1:-}
[[ $command =~ ^(deploy|preflight|verify|rollback|status|unlock)$ ]] || usage
shift
hosts=() image='' env_file='' package='' image_archive=''
while (($# > 0)); do
  case $1 in
    --hosts) read -r -a hosts <<<"${2//,/ }" ;;
    --image) image=$2 ;;
    --env-file) env_file=$2 ;;
    --package) package=$2 ;;
    --image-archive) image_archive=$2 ;;
    *) usage ;;
  esac
  shift 2
done
((${#hosts[@]} > 0)) || refuse "--hosts names no machine"
if [[ -n $package ]]; then
  [[ -z $image ]] || refuse "--image and --package exclude each other"
  for file in "$package" ${image_archive:+"$image_archive"}; do
    [[ -r $file ]] || refuse "$file can't be read"
  done
elif [[ $command == deploy && ! $image =~ ^[a-z0-9._:/-]+@sha256:[0-9a-f]{64}$ ]]; then
  refuse "--image is a name and a digest, NAME@sha256:…, so that what was tested is what runs"
fi

# Everything secret stays in one directory that nobody else reads and that goes away with this run.
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

secret_file() { # NAME_OF_FILE_VARIABLE NAME_OF_TEXT_VARIABLE
  local file=${!1:-} text=${!2:-}
  if [[ -n $file ]]; then
    [[ -r $file ]] || refuse "$1 names $file, which can't be read"
    cp "$file" "$work/$2"
  elif [[ -n $text ]]; then
    printf '%s\n' "$text" >"$work/$2"
  else
    refuse "neither $1 nor $2 is set"
  fi
}

secret_file DEPLOY_SSH_KEY_FILE DEPLOY_SSH_KEY
secret_file DEPLOY_KNOWN_HOSTS_FILE DEPLOY_KNOWN_HOSTS
[[ -z $env_file || -r $env_file ]] || refuse "--env-file names $env_file, which can't be read"
{
  [[ -z $env_file ]] || awk 1 "$env_file" # ends its last line
  printf '%s\n' "${DEPLOY_ENV:-}"
} >"$work/env"
if grep -nvE '^([A-Za-z_][A-Za-z0-9_]*=.*|#.*|)$' "$work/env" >"$work/bad"; then
  refuse "the environment has lines that are not NAME=VALUE: line $(cut -d : -f 1 "$work/bad" | paste -sd , -)"
fi

ssh_options=(
  -F /dev/null
  -i "$work/DEPLOY_SSH_KEY"
  -p "${DEPLOY_SSH_PORT:-22}"
  -l "${DEPLOY_SSH_USER:-qtsops}"
  -o BatchMode=yes
  -o IdentitiesOnly=yes
  -o StrictHostKeyChecking=yes
  -o "UserKnownHostsFile=$work/DEPLOY_KNOWN_HOSTS"
  -o GlobalKnownHostsFile=/dev/null
  -o ConnectTimeout=10
  -o ServerAliveInterval=15
)

# Runs the words after the host on it, as root. Each word arrives as it is, whatever it holds.
on_host() {
  local host=$1 words
  shift
  printf -v words ' %q' "$@"
  # shellcheck disable=SC2029 # The words are quoted for the other side on purpose.
  ssh "${ssh_options[@]}" "$host" "if [ \"\$(id -u)\" = 0 ]; then$words; else sudo -n$words; fi"
}

host_release() {
  local host=$1
  shift
  on_host "$host" env "QTS_HOME=$remote_home" "QTS_DEPLOYED_BY=${DEPLOY_BY:-$(id -un)}" \
    "QTS_TIMEOUT_SECONDS=${DEPLOY_TIMEOUT_SECONDS:-60}" "$remote_home/bin/host_release.sh" "$@"
}

upload() { # HOST MODE TARGET < CONTENT; the content goes through the channel, never through an argument
  on_host "$1" install -D -m "$2" /dev/stdin "$3"
}

deploy_one() {
  local incoming=$remote_home/release/incoming-$$-$RANDOM.env
  upload "$1" 0755 "$remote_home/bin/host_release.sh" <"$here/host_release.sh" &&
    upload "$1" 0600 "$incoming" <"$work/env" &&
    if [[ -n $package ]]; then
      deploy_package "$1" "$incoming"
    else
      host_release "$1" deploy "$image" "$incoming"
    fi
}

deploy_package() { # HOST ENV_FILE_THERE
  local code=0 there=$remote_home/release/incoming-$$-$RANDOM
  upload "$1" 0600 "$there.tar.gz" <"$package" || return
  [[ -z $image_archive ]] || upload "$1" 0600 "$there.image" <"$image_archive" || return
  host_release "$1" deploy-package "$there.tar.gz" "$2" ${image_archive:+"$there.image"} || code=$?
  on_host "$1" rm -f "$there.tar.gz" "$there.image"
  return "$code"
}

# Runs one command on one machine, shows what it says, and leaves its result in $result and $code.
attempt() {
  local host=$1 output=$work/output
  shift
  code=0
  printf '==> %s\n' "$host"
  "$@" </dev/null >"$output" 2>&1 || code=$?
  sed 's/^/    /' "$output"
  result=$(sed -n 's/^result=//p' "$output" | tail -n 1)
}

undo() {
  local host failures=0
  for host in "$@"; do
    attempt "$host" host_release "$host" rollback
    [[ $result == rolled-back ]] || failures=$((failures + 1))
  done
  return "$failures"
}

deploy_all() {
  local host switched=()
  for host in "${hosts[@]}"; do
    attempt "$host" deploy_one "$host"
    case $result in
      deployed) switched+=("$host") ;;
      unchanged) ;;
      *)
        local failed=$code
        echo "$host failed; ${#switched[@]} machine(s) switched before it go back."
        undo "${switched[@]}" || exit 3
        case $failed in
          10) exit 10 ;;
          21) exit 3 ;;
          *) exit 1 ;;
        esac
        ;;
    esac
  done
  echo "done: ${#switched[@]} deployed, $((${#hosts[@]} - ${#switched[@]})) unchanged"
}

each_host() { # COMMAND…; every machine is asked, whatever the others answer
  local host worst=0
  for host in "${hosts[@]}"; do
    attempt "$host" host_release "$host" "$@"
    ((code == 0)) || worst=1
  done
  return "$worst"
}

preflight() { # HOST; a machine that no release has reached has no script yet
  upload "$1" 0755 "$remote_home/bin/host_release.sh" <"$here/host_release.sh" &&
    host_release "$1" preflight "$(date +%s)"
}

preflight_all() {
  local host worst=0
  for host in "${hosts[@]}"; do
    attempt "$host" preflight "$host"
    ((code == 0)) || worst=1
  done
  return "$worst"
}

case $command in
  deploy) deploy_all ;;
  preflight) preflight_all ;;
  *) each_host "$command" ;;
esac

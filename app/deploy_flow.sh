#!/usr/bin/env bash
# From a commit to a verified deployment, in five steps; the first that fails stops it and names the way back.
#
#   deploy_flow.sh --hosts "HOST…" [--env-file FILE] [--package FILE] [--infra ENVIRONMENT] [--dry-run]
#   deploy_flow.sh rollback --hosts "HOST…"      to the release before; no acknowledged record is lost
#
#   1 package         makes the archive from this commit (or takes --package) and checks it against its manifest
#   2 image           builds its image, starts it on this machine beside whatever runs, verifies it
#   3 infrastructure  asks every machine whether it can take a release; with --infra staging or prod also the cloud
#   4 deploy          brings package and tested image to the machines, one after the other, over SSH
#   5 verify          runs verify_ops.sh on each, with its use of CPU, memory and disk
#
# --dry-run says what it would do and changes nothing. Machines and keys are named as for
# infra/scripts/deploy_to_infrastructure.sh, which also says what its variables are.
# Exit codes: 0 done, 1 a step failed, 2 wrong usage.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/.." && pwd)
to_machines=$repository/infra/scripts/deploy_to_infrastructure.sh
test_port=${QTS_TEST_PORT:-18000}

usage() {
  sed -n '2,/^set -euo/{/^set -euo/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
  exit 2
}

command=deploy hosts='' env_file='' archive='' environment='' dry=''
[[ ${1:-} != rollback ]] || { command=rollback && shift; }
while (($# > 0)); do
  case $1 in
    --dry-run) dry=yes ;;
    --hosts | --env-file | --package | --infra)
      (($# >= 2)) || usage
      case $1 in
        --hosts) hosts=$2 ;;
        --env-file) env_file=$2 ;;
        --package) archive=$2 ;;
        --infra) environment=$2 ;;
      esac
      shift
      ;;
    *) usage ;;
  esac
  shift
done
[[ -n $hosts ]] || { echo "deploy_flow: --hosts names no machine" >&2 && exit 2; }

if [[ $command == rollback ]]; then
  exec "$to_machines" rollback --hosts "$hosts"
fi

work=$(mktemp -d)
tested=qts-observer-flow-$$
leave() {
  if [[ -d $work/qts_ops_deploy/data ]]; then
    # What the container wrote is its user's; a container may delete it, whoever runs this.
    docker rm --force --volumes "$tested" >/dev/null 2>&1 || true
    docker network rm "$tested" >/dev/null 2>&1 || true
    [[ $(id -u) == 0 ]] || docker run --rm --user 0 --network none --volume "$work/qts_ops_deploy:/package" --entrypoint rm \
      qts-observer:latest -rf /package/data /package/logs /package/config >/dev/null 2>&1 || true
  fi
  rm -rf "$work"
}
trap leave EXIT

make=''
if [[ -z $archive ]]; then
  archive=$work/qts_ops_deploy.tar.gz
  make=yes
fi

# ---------------------------------------------------------------- the steps

package() {
  [[ -z $make ]] || "$here/deploy_ops.sh" --output "$archive"
  "$here/deploy_ops.sh" --check "$archive"
  tar -xzf "$archive" -C "$work"
  env -u QTS_HOME "$work/qts_ops_deploy/verify_ops.sh" before
}

# The image that is tested is the one that is deployed: it travels with the package.
image() {
  local version
  version=$(sed -n 's/^version: //p' "$work/qts_ops_deploy/MANIFEST.txt")
  export QTS_CONTAINER=$tested QTS_NETWORK=$tested COMPOSE_PROJECT_NAME=$tested QTS_ADDRESS=127.0.0.1 QTS_PORT=$test_port
  env -u QTS_HOME "$work/qts_ops_deploy/start_ops.sh"
  env -u QTS_HOME "$work/qts_ops_deploy/verify_ops.sh" immediate
  docker save "qts-observer:$version" | gzip -1 >"$work/image.tar.gz"
}

infrastructure() {
  "$to_machines" preflight --hosts "$hosts"
  [[ -z $environment ]] || "$work/qts_ops_deploy/verify_ops.sh" before --infra "$repository/infra" --environment "$environment"
}

deploy() {
  "$to_machines" deploy --hosts "$hosts" --package "$archive" --image-archive "$work/image.tar.gz" ${env_file:+--env-file "$env_file"}
}

verify() {
  "$to_machines" verify --hosts "$hosts"
}

# ---------------------------------------------------------------- the flow

declare -A does=(
  [package]="${make:+make it from this commit, }check it against its manifest: ${make:+app/deploy_ops.sh}${make:-$archive}"
  [image]="build it, start it on 127.0.0.1:$test_port, verify it, save it"
  [infrastructure]="ask for engine, disk, clock and port: $hosts${environment:+; plan $environment}"
  [deploy]="package and image over SSH, rehearsal, switch: $hosts"
  [verify]="verify_ops.sh immediate on: $hosts"
)
declare -A way_back=(
  [package]="Nothing was changed. Put right what is named above."
  [image]="Nothing was changed on any machine. Put right what is named above."
  [infrastructure]="Nothing was changed on any machine. Put right what is named above."
  [deploy]="Every machine runs the release it had before, unless named above. To see: $to_machines status --hosts \"$hosts\""
  [verify]="The new release runs but isn't as it should. Back to the one before: app/deploy_flow.sh rollback --hosts \"$hosts\""
)
number=0
for step in package image infrastructure deploy verify; do
  number=$((number + 1))
  echo "== $number/5 $step"
  if [[ -n $dry ]]; then
    echo "would ${does[$step]}"
    continue
  fi
  began=$SECONDS
  # A step stops at its first failure, so it can't stand in a condition.
  set +e
  (set -e && "$step")
  code=$?
  set -e
  if ((code != 0)); then
    echo "== $step failed after $((SECONDS - began)) s"
    echo "${way_back[$step]}"
    exit 1
  fi
  echo "== $step: $((SECONDS - began)) s"
done
[[ -n $dry ]] || echo "done: $(sed -n 's/^version: //p' "$work/qts_ops_deploy/MANIFEST.txt") runs on: $hosts"

#!/usr/bin/env bash
# The scenario of run.sh; started by it inside namespaces that end everything with it.
set -euo pipefail

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$tests/../.." && pwd)
work=$1 cache=$2
shift 2
# shellcheck source=infra/tests/checks.sh
. "$repository/infra/tests/checks.sh"
# shellcheck source=app/tests/engine.sh
. "$tests/engine.sh"
# shellcheck source=app/tests/service.sh
. "$tests/service.sh"

sections=(records hardening precedence verify doctor upgrade monitoring deploy compose podman rebuild)
known=("${sections[@]}" measure)
chosen=("$@")
((${#chosen[@]} > 0)) || chosen=("${sections[@]}")

mount --make-rprivate /
mount -t tmpfs tmpfs /run
ip link set lo up
start_engine "$work/engine"
import_base_images "$cache"

mkdir -p "$work/opt"
tar -xzf "$work/package.tar.gz" -C "$work/opt"
package=$work/opt/qts_ops_deploy
for section in "${chosen[@]}"; do
  [[ " ${known[*]} " == *" $section "* ]] || { echo "scenario: no section $section; there are: ${known[*]}" >&2 && exit 2; }
done
for section in "${chosen[@]}"; do
  echo "=== $section"
  section_began=$SECONDS
  fresh_service --seconds 60
  # shellcheck source=/dev/null
  . "$tests/sections/$section.sh"
  echo "=== $section: $((SECONDS - section_began)) s"
done
finish

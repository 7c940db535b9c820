#!/usr/bin/env bash
# Deploys to two machines that exist only for this test: real SSH services and container engines in
# network namespaces, a registry, and small images that answer /ready or don't. Needs root.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
# Everything that was started ends with the process namespace; then nothing holds the directory.
trap 'rm -rf "$work"' EXIT
unshare --net --pid --mount --fork --kill-child --mount-proc bash "$here/scenario.sh" "$work"

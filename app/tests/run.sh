#!/usr/bin/env bash
# Proves the package on a real container engine: builds it, starts it by compose under its limits, loads it
# with two million snapshots, kills it in the middle, breaks it in every way that it must notice, deploys
# it over SSH and back. Everything runs in namespaces of its own; nothing of this machine is touched.
#
#   run.sh              all sections
#   run.sh SECTION…     only these: records hardening precedence verify doctor upgrade monitoring deploy compose podman rebuild
#                       or measure, which prints figures and is not part of all
#
# Needs root and about 5 GB of disk. The images that the Dockerfile starts from are made once, from this
# machine's own packages and JDK, and kept in ~/.cache/qts-observer.
set -euo pipefail

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$tests/../.." && pwd)
cache=${QTS_TEST_CACHE:-$HOME/.cache/qts-observer}
[[ $(id -u) == 0 ]] || { echo "run: needs root, for namespaces and a container engine" >&2 && exit 2; }

"$tests/setup.sh" "$cache"
# shellcheck source=.mvn/jdk.sh
. "$repository/.mvn/jdk.sh"
find_jdk

work=$(mktemp -d)
# Everything that was started ends with the process namespace; then nothing holds the directory.
trap 'rm -rf "$work"' EXIT

# The package of the files as they are, and for the section rebuild two of the commit, from two clones.
chosen=" ${*:-rebuild} "
"$repository/app/deploy_ops.sh" --allow-dirty --output "$work/package.tar.gz"
if [[ $chosen == *" rebuild "* ]]; then
  for number in one two; do
    git clone --quiet "$repository" "$work/clone-$number"
    (umask "$([[ $number == one ]] && echo 022 || echo 077)" && "$work/clone-$number/app/deploy_ops.sh" --output "$work/$number.tar.gz")
  done
fi
unshare --net --pid --mount --fork --kill-child --mount-proc \
  bash "$tests/scenario.sh" "$work" "$cache" "$@"

#!/usr/bin/env bash
# Copies what the checks look at, without what tools have put beside it.
#
#   copy.sh REPOSITORY TARGET
set -euo pipefail

mkdir -p "$2"
tar -C "$1" --exclude=node_modules --exclude=.terraform --exclude='.terraform.lock.hcl' \
  -cf - .ci .github config infra | tar -C "$2" -xf -
ln -s "$(cd "$1" && pwd)/infra/node_modules" "$2/infra/node_modules"

#!/bin/sh
# Runs the examples against a service and checks their answers.
# Usage: test.sh URL. Needs curl, python3 and node; fetches the TypeScript compiler from npm where
# node is older than 22.18 and can't read TypeScript by itself.
set -eu
url=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

expect() {
  name=$1
  symbol=$2
  shift 2
  answer=$("$@")
  case $answer in
    *"Nothing was traded in $symbol at 09:03:12.417 because the order to BUY 10 $symbol"*"was blocked by one rule"*)
      echo "ok: $name" ;;
    *) echo "wrong answer of $name: $answer" >&2; exit 1 ;;
  esac
}

expect curl SHELL sh "$here/decisions.sh" "$url"
expect Python PYTHON python3 "$here/decisions.py" "$url"
if node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 18) ? 0 : 1)'; then
  expect TypeScript TYPESCRIPT node "$here/decisions.ts" "$url"
else
  # Node has authorities of its own; behind a proxy the system's are those that count.
  authorities=/etc/ssl/certs/ca-certificates.crt
  [ ! -e "$authorities" ] || export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$authorities}"
  npm install --loglevel=error --no-audit --no-fund --prefix "$work" typescript@5.9.3 >/dev/null
  "$work/node_modules/.bin/tsc" --strict --target es2022 --module commonjs --lib es2022,dom \
    --outDir "$work" "$here/decisions.ts"
  expect TypeScript TYPESCRIPT node "$work/decisions.js" "$url"
fi

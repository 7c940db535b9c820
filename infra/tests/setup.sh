#!/usr/bin/env bash
# Installs what the infrastructure's tests need on a Debian machine, and says what it can't install.
# Does nothing where all is there. The versions of the npm packages are those of package-lock.json.
set -euo pipefail

infra=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Command and the Debian package that brings it.
tools=(
  blkid:util-linux busybox:busybox-static cloud-init:cloud-init curl:curl docker-registry:docker-registry
  dockerd:docker.io ip:iproute2 jq:jq losetup:mount mkfs.ext4:e2fsprogs openssl:openssl promtool:prometheus
  shellcheck:shellcheck ssh:openssh-client sshd:openssh-server systemd-analyze:systemd unshare:util-linux
  yamllint:yamllint
)

packages=()
for tool in "${tools[@]}"; do
  command -v "${tool%%:*}" >/dev/null || packages+=("${tool#*:}")
done
# The static build is needed, whichever busybox stands on the path.
[[ $(file -L "$(command -v busybox || echo /dev/null)" 2>/dev/null) == *"statically linked"* ]] ||
  dpkg -s busybox-static >/dev/null 2>&1 || packages+=(busybox-static)

if ((${#packages[@]} > 0)); then
  echo "installing: ${packages[*]}"
  # The tests start their own services; an installed package must not.
  guard=/usr/sbin/policy-rc.d
  if [[ ! -e $guard ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$guard"
    chmod +x "$guard"
    trap 'rm -f "$guard"' EXIT
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

missing=0
need() { # COMMAND HOW
  command -v "$1" >/dev/null && return
  echo "setup: $1 is missing. $2" >&2
  missing=1
}
need terraform "Install Terraform 1.9 or newer from HashiCorp and put it on the path."
need node "Install Node.js 20 or newer."
need npm "Install npm, which comes with Node.js."
need kubectl "Install kubectl 1.27 or newer; only its built-in kustomize is used."
for tool in "${tools[@]}"; do need "${tool%%:*}" "Its Debian package is ${tool#*:}."; done
((missing == 0)) || exit 1

if ! cmp --quiet "$infra/package-lock.json" "$infra/node_modules/.installed-lock" 2>/dev/null; then
  npm ci --prefix "$infra" --no-audit --no-fund --loglevel=error
  cp "$infra/package-lock.json" "$infra/node_modules/.installed-lock"
fi

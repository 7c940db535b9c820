#!/usr/bin/env bash
# Installs what the package's tests need on a Debian machine, and makes the two images the Dockerfile
# starts from out of that machine's own packages and JDK, so that nothing is fetched from a registry.
#
#   setup.sh CACHE_DIRECTORY     leaves base.tar and jdk.tar there; does nothing where all is there
set -euo pipefail

cache=${1:?usage: setup.sh CACHE_DIRECTORY}
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Command and the Debian package that brings it.
tools=(
  amtool:prometheus-alertmanager curl:curl debootstrap:debootstrap docker-compose:docker-compose
  dockerd:docker.io flock:util-linux ip:iproute2 iptables:iptables jq:jq mkfs.ext4:e2fsprogs podman-compose:podman-compose podman:podman promtool:prometheus
  shellcheck:shellcheck ssh:openssh-client sshd:openssh-server unshare:util-linux xz:xz-utils
)
packages=()
for tool in "${tools[@]}"; do
  command -v "${tool%%:*}" >/dev/null || packages+=("${tool#*:}")
done
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

# Where this machine gets its packages from.
mirror() {
  # shellcheck disable=SC2016 # apt-get expands it.
  apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1
}

mkdir -p "$cache"
if [[ ! -e $cache/base.tar ]]; then
  echo "making the base image"
  # shellcheck source=/dev/null
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  root=$(mktemp -d)
  debootstrap --variant=minbase "$suite" "$root" "$(mirror)" >"$cache/debootstrap.log" 2>&1 || { tail -n 20 "$cache/debootstrap.log" && exit 1; }
  rm -rf "${root:?}"/{var/cache/apt,var/lib/apt/lists,var/log,usr/share/doc,usr/share/man,usr/share/locale,usr/share/info,dev}/*
  # A folder of mktemp is its owner's alone; the root of an image is everybody's.
  chmod 0755 "$root"
  tar -C "$root" --numeric-owner -cf "$cache/base.tar.part" .
  mv "$cache/base.tar.part" "$cache/base.tar"
  rm -rf "$root"
fi

# shellcheck source=.mvn/jdk.sh
. "$repository/.mvn/jdk.sh"
find_jdk
release=$(sha256sum "$JAVA_HOME/release" | cut -d ' ' -f 1)
if [[ ! -e $cache/jdk.tar || $(cat "$cache/jdk.release" 2>/dev/null) != "$release" ]]; then
  echo "making the JDK image"
  cp "$cache/base.tar" "$cache/jdk.tar.part"
  tar -C "$JAVA_HOME" --exclude ./lib/src.zip --dereference --numeric-owner \
    --transform 's,^\.,./opt/java/openjdk,' --append -f "$cache/jdk.tar.part" .
  mv "$cache/jdk.tar.part" "$cache/jdk.tar"
  echo "$release" >"$cache/jdk.release"
fi

# Compose 2, which not every Debian has, out of the next one that has it: apt compares its signature as with any package.
if [[ ! -x $cache/docker-compose-2 ]]; then
  echo "fetching Compose 2"
  next=$(mktemp -d)
  mkdir -p "$next/lists/partial" "$next/cache/archives/partial"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) trixie main" >"$next/sources.list"
  apt=(-qq -o "Dir::Etc::SourceList=$next/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$next/lists" -o "Dir::Cache=$next/cache" -o APT::Sandbox::User=root)
  apt-get "${apt[@]}" update
  (cd "$next" && apt-get "${apt[@]}" download docker-compose && dpkg-deb --extract docker-compose_2*.deb .)
  install -m 0755 "$next/usr/libexec/docker/cli-plugins/docker-compose" "$cache/docker-compose-2"
  rm -rf "$next"
fi

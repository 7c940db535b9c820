#!/usr/bin/env bash
# One machine of the deployment test: an SSH service and a container engine of their own, in namespaces
# of their own, on one address. Started by scenario.sh, which also gives it its network interface.
#
#   machine.sh DIRECTORY ADDRESS GATEWAY
set -euo pipefail

directory=$1 address=$2 gateway=$3

mount --make-rprivate /
mkdir -p "$directory/opt" "$directory/ssh"
mount --bind "$directory/opt" /opt
mount -t tmpfs tmpfs /run
mkdir -p /run/sshd

until ip link show eth0 >/dev/null 2>&1; do sleep 0.05; done
ip link set lo up
ip address add "$address/24" dev eth0
ip link set eth0 up
ip route add default via "$gateway"

echo '{}' >"$directory/engine.json"
dockerd --config-file "$directory/engine.json" --data-root "$directory/engine" --bridge none \
  --host unix:///run/docker.sock --host "unix://$directory/docker.sock" \
  --insecure-registry "$gateway:5000" >"$directory/engine.log" 2>&1 &

cat >"$directory/ssh/config" <<CONFIG
ListenAddress $address:22222
HostKey $directory/ssh/host_key
AuthorizedKeysFile $directory/ssh/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
PidFile none
CONFIG
exec /usr/sbin/sshd -D -e -f "$directory/ssh/config" 2>"$directory/ssh/log"

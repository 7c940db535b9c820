#!/usr/bin/env bash
# Checks what a machine gets at first boot: the rendered cloud-init document, its unit files, and its two
# scripts, which really run: one on a loop device, the other against a made-up engine. Needs root.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
module=$here/../../modules/cloud_init
work=$(mktemp -d)
device=''
clean_up() {
  mountpoint --quiet "$work/mount" && umount "$work/mount"
  [[ -z $device ]] || losetup --detach "$device"
  rm -rf "$work"
}
trap clean_up EXIT
# shellcheck source=infra/tests/checks.sh
. "$here/../checks.sh"
silent() { # A command that says anything has found something.
  "$@" 2>&1 | tee "$work/said" && [[ ! -s $work/said ]]
}

# ---------------------------------------------------------------- the document

cp -R "$module" "$work/module"
export TF_CLI_CONFIG_FILE=/dev/null
terraform -chdir="$work/module" init -no-color >/dev/null
terraform -chdir="$work/module" apply -auto-approve -no-color >/dev/null
terraform -chdir="$work/module" output -raw rendered >"$work/user-data"
check "the rendered document is valid cloud-init" cloud-init schema --config-file "$work/user-data"

# ---------------------------------------------------------------- the units, as they will lie on the machine

root=$work/root
mkdir -p "$root/usr/lib/systemd/system" "$root/usr/bin"
cp -R /lib/systemd/system/. "$root/usr/lib/systemd/system/"
install -m 0755 /dev/null "$root/usr/bin/docker"
# The document says itself which file goes where.
cd "$here"
node --input-type=module - "$work/user-data" "$root" <<'SCRIPT'
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
const [document, root] = process.argv.slice(2);
for (const { path, content, permissions } of parse(readFileSync(document, "utf8")).write_files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content, { mode: parseInt(permissions, 8) });
}
SCRIPT
mapfile -t units < <(cd "$root/etc/systemd/system" && ls -- *.service *.timer)
check "the units verify" silent systemd-analyze --root="$root" verify "${units[@]}"
check "the watch has no more rights than it needs" systemd-analyze security --offline=true --root="$root" --threshold=60 qts-observer-watch.service
check "the engine's configuration is JSON" jq . "$root/etc/docker/daemon.json"

# ---------------------------------------------------------------- the data disk

prepare=$root/usr/local/sbin/qts-prepare-data-disk
truncate --size 32M "$work/disk"
device=$(losetup --find --show "$work/disk")
check "a blank disk is formatted and mounted" "$prepare" "$device" "$work/mount"
check "... so that nothing on it can be executed" same "$(findmnt --noheadings --output OPTIONS "$work/mount" | tr , '\n' | grep -cxE 'nosuid|nodev|noexec')" 3
echo recorded >"$work/mount/journal"
check "a mounted disk is left alone" "$prepare" "$device" "$work/mount"
umount "$work/mount"
check "a disk with data is mounted again" "$prepare" "$device" "$work/mount"
check "... with its data" same "$(cat "$work/mount/journal")" recorded
umount "$work/mount"
check "a disk that never appears is an error" fails env DISK_WAIT_SECONDS=0 "$prepare" "$work/none" "$work/mount"
wipefs --quiet --all "$device"
head -c 1M /dev/urandom | dd of="$device" conv=notrunc status=none
before=$(sha256sum <"$device")
check "a disk with something unknown on it is refused" fails "$prepare" "$device" "$work/mount"
check "... and not written to" same "$(sha256sum <"$device")" "$before"

# ---------------------------------------------------------------- the watch

watch=$root/usr/local/sbin/qts-observer-watch
mkdir "$work/stubs" "$work/state"
printf '#!/bin/sh\ncat "%s"\n' "$work/status" >"$work/stubs/docker"
printf '#!/bin/sh\necho "$*" >"%s"; cat >"%s"; cat "%s"\n' "$work/asked" "$work/asked-with" "$work/metrics" >"$work/stubs/curl"
# shellcheck disable=SC2016 # The stub expands its own arguments.
printf '#!/bin/sh\necho "$4 $6" >"%s"\n' "$work/line" >"$work/stubs/logger"
chmod +x "$work/stubs/"*
report() { # RECORDED REJECTED SHED
  cat >"$work/metrics" <<METRICS
# TYPE observer_snapshots counter
observer_snapshots_total{outcome="recorded"} $1.0
observer_snapshots_total{outcome="rejected"} $2.0
observer_snapshots_total{outcome="shed"} $3.0
observer_up 1.0
METRICS
}
watched() {
  PATH=$work/stubs:$PATH STATE_DIRECTORY=$work/state OBSERVER_RELEASE_ENV=$work/current.env OBSERVER_CONFIG=$work \
    "$watch" && cat "$work/line"
}
echo running >"$work/status"
report 100 0 0
check "the first line has no rate to compare with" same "$(watched)" "daemon.info container_status=running error_rate=0.00"
report 190 6 4
check "failures count against all that was received" same "$(watched)" "daemon.info container_status=running error_rate=10.00"
report 290 6 4
check "a quiet minute is no error" same "$(watched)" "daemon.info container_status=running error_rate=0.00"
report 50 50 0
check "a restart counts from zero" same "$(watched)" "daemon.info container_status=running error_rate=50.00"
check "without a token none is sent" same "$(cat "$work/asked-with")" ""
printf 'OTHER=a=b\nOBSERVER_API_TOKEN=open=sesame\n' >"$work/current.env"
watched >/dev/null
check "the release's token is sent" same "$(cat "$work/asked-with")" 'header = "Authorization: Bearer open=sesame"'
check "... in no argument" fails grep -q sesame "$work/asked"
printf 'OBSERVER_API_TOKEN_FILE=/app/config/token\n' >"$work/current.env"
echo barley >"$work/token"
watched >/dev/null
check "... also one that lies in a file" same "$(cat "$work/asked-with")" 'header = "Authorization: Bearer barley"'
rm "$work/metrics" "$work/current.env"
check "metrics that don't answer are reported" same "$(watched 2>/dev/null)" "daemon.err container_status=running metrics=unreachable"
echo exited >"$work/status"
check "a stopped container is reported" same "$(watched)" "daemon.crit container_status=stopped"
rm "$work/status"
check "a missing container is reported" same "$(watched 2>/dev/null)" "daemon.crit container_status=stopped"

finish

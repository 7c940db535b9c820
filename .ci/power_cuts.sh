#!/usr/bin/env bash
# Cuts the power of the disk below a journal, again and again: the journal lies on a file system of its own, which is
# shut down in the middle (EXT4_IOC_SHUTDOWN without flushing the log: what was not synced is lost), mounted again and
# recovered. Only what the process had said to be durable before the cut counts.
#
#   .ci/power_cuts.sh [COUNT [SEED]]     100 by default; FILE_SYSTEM=xfs takes xfs instead of ext4
#
# Needs root, loop devices, perl and mkfs; says so and fails where they are missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .ci/journal_process.sh

fail() {
  echo "power_cuts: $1" >&2
  exit 1
}

kind=${FILE_SYSTEM:-ext4}
[[ $(id -u) == 0 ]] || fail "mounting a file system needs root: run it with sudo"
command -v perl >/dev/null || fail "perl is missing; on Debian: apt-get install perl-base"
command -v "mkfs.$kind" >/dev/null || fail "mkfs.$kind is missing; on Debian: apt-get install e2fsprogs xfsprogs"
[[ -e /dev/loop-control ]] || fail "this machine has no loop devices: modprobe loop, or run it in a virtual machine"

work=$(mktemp -d)
clean_up() {
  mountpoint -q "$work/disk" && umount "$work/disk"
  rm -rf "$work"
}
trap clean_up EXIT

mkdir "$work/disk"
truncate -s 400M "$work/image"
"mkfs.$kind" -q "$work/image"
mount -o loop "$work/image" "$work/disk" || fail "the file system could not be mounted"

# The ioctl is the same for both: _IOR('X', 125, __u32), and flag 2 means not to flush the log.
cat >"$work/cut" <<'CUT'
#!/usr/bin/perl
open(my $disk, '<', $ARGV[0]) or die "open: $!";
my $flag = pack('L', 2);
ioctl($disk, 0x8004587D, $flag) or die "the file system can't be shut down: $!";
CUT
cat >"$work/restore" <<RESTORE
#!/bin/sh
umount "$work/disk" && mount -o loop "$work/image" "$work/disk"
RESTORE
chmod +x "$work/cut" "$work/restore"

prepare_crash_loop "$work"
echo "power cuts on $kind:"
crash_loop "$work/disk/journals" "${1:-100}" "${2:-$RANDOM}" \
  "-Dcrash.cut=$work/cut $work/disk" "-Dcrash.restore=$work/restore"

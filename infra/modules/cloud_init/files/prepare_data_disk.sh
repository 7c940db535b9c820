#!/usr/bin/env bash
# Waits for the data disk, puts a file system on it if it is blank, and mounts it.
#
#   qts-prepare-data-disk DEVICE DIRECTORY
#
# A disk that holds anything at all is never formatted.
set -euo pipefail

device=$1
directory=$2
deadline=$((SECONDS + ${DISK_WAIT_SECONDS:-600}))

if mountpoint --quiet "$directory"; then
  exit 0
fi
until [[ -b $device ]]; do
  if ((SECONDS >= deadline)); then
    echo "qts-prepare-data-disk: $device did not appear. Attach the data disk at LUN 0 and start qts-observer-data.service." >&2
    exit 1
  fi
  sleep 2
done

# No signature and nothing but zeros at its beginning: blank. A signature: somebody's data, to be mounted.
if ! blkid --probe "$(realpath "$device")" >/dev/null; then
  if ! cmp --quiet --bytes=1048576 "$device" /dev/zero; then
    echo "qts-prepare-data-disk: $device is neither blank nor a file system that blkid knows; it is left as it is." >&2
    exit 1
  fi
  mkfs.ext4 -q -L qts-data "$device"
fi

mkdir -p "$directory"
mount -o noatime,nodev,nosuid,noexec "$device" "$directory"

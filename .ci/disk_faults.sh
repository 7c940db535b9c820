#!/usr/bin/env bash
# Real faults of a real disk, below a real process with a journal:
#   an I/O error from fdatasync and from pwrite64 (strace), a limit on the size of files (ulimit -f), a full disk that
#   gets room again (tmpfs), a disk that can't be written (a read-only mount), a second process on the same folder.
#
#   .ci/disk_faults.sh
#
# Needs root and strace; says so and fails where they are missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .ci/journal_process.sh

fail() {
  echo "disk_faults: $1" >&2
  exit 1
}

[[ $(id -u) == 0 ]] || fail "mounting a file system needs root: run it with sudo"
command -v strace >/dev/null || fail "strace is missing; on Debian: apt-get install strace"

work=$(mktemp -d)
clean_up() {
  mountpoint -q "$work/small" && umount "$work/small"
  rm -rf "$work"
}
trap clean_up EXIT
prepare_crash_loop "$work"

# journal FOLDER LIFE: runs the process; its input is what this function reads.
journal() {
  exec "$JAVA_HOME/bin/java" "${options[@]}" -cp "$class_path" qts.journal.JournalProcess "$@"
}

# seconds_since FROM: a whole number of milliseconds
millis_since() {
  echo $((($(date +%s%N) - $1) / 1000000))
}

# holds FOLDER SAID: the journal in FOLDER holds everything that the file SAID says is durable, at its position.
holds() {
  "$JAVA_HOME/bin/java" "${options[@]}" -cp "$class_path" qts.journal.AcknowledgedCheck "$1" "$2" ||
    fail "$3: something acknowledged is lost"
  echo "disk_faults: $3: $(grep -c '^durable' "$2") acknowledgements, all there"
}

# An error of the disk: the process ends with code 3 within a second of it, and acknowledges nothing after it.
io_error() {
  local call=$1 folder=$work/eio-$1 code=0
  # The tracer writes the time of the injected error; the process has a minute to meet it.
  (journal "$folder" 1) < <(sleep 60) >"$work/said" 2>"$work/err" &
  local process=$!
  until grep -q '^durable' "$work/said" 2>/dev/null; do kill -0 "$process" && sleep 0.05; done
  timeout 60 strace -qq -f -ttt -e trace="$call" -e inject="$call":error=EIO:when=5+ -p "$process" \
    -o "$work/trace" 2>/dev/null || true
  wait "$process" || code=$?
  local ended
  ended=$(date +%s.%N)
  [[ $code == 3 ]] || fail "$call: ended with code $code instead of 3: $(tail -n 1 "$work/err")"
  local error
  error=$(grep -m 1 INJECTED "$work/trace" | grep -oE '[0-9]{10}\.[0-9]+' | head -n 1)
  awk -v from="$error" -v to="$ended" 'BEGIN { exit !(to - from < 1) }' ||
    fail "$call: the process went on for more than a second after the error"
  holds "$folder" "$work/said" "EIO from $call"
}

file_size_limit() {
  local code=0
  (ulimit -f 100 && journal "$work/limited" 1) < <(sleep 5) >"$work/said" 2>"$work/err" || code=$?
  [[ $code != 0 ]] || grep -q '^full' "$work/said" || fail "ulimit -f: nothing was refused"
  grep -qiE 'large|full|room' "$work/err" "$work/said" || fail "ulimit -f: the reason is not told"
  echo "disk_faults: ulimit -f: refused, as it should"
}

# A disk of 3 MB that fills up and gets room again: what was refused is taken again, by the same process.
full_disk() {
  mkdir "$work/small"
  mount -t tmpfs -o size=3m tmpfs "$work/small"
  mkfifo "$work/input"
  (journal "$work/small/journal" 1) <"$work/input" >"$work/said" 2>"$work/err" &
  local process=$!
  exec 3>"$work/input"
  wait_for "full" 0
  local before
  before=$(grep -c '^durable' "$work/said")
  mount -o remount,size=64m "$work/small"
  wait_for "durable" "$((before + 500))"
  exec 3>&-
  wait "$process" || fail "full disk: ended with code $?: $(tail -n 1 "$work/err")"
  holds "$work/small/journal" "$work/said" "a full disk that got room again"
}

# wait_for WORD COUNT: until the process said more than so many lines that begin so; a minute at most.
wait_for() {
  for ((i = 0; i < 600; i++)); do
    (($(grep -c "^$1" "$work/said" || true) > $2)) && return
    sleep 0.1
  done
  fail "waited in vain for '$1': $(tail -n 1 "$work/err")"
}

read_only() {
  mount -o remount,ro "$work/small"
  local code=0 from
  from=$(date +%s%N)
  (journal "$work/small/journal" 2) </dev/null >"$work/said" 2>"$work/err" || code=$?
  { [[ $code == 3 ]] && grep -qi "read-only" "$work/err"; } || fail "read-only: not refused clearly: $(cat "$work/err")"
  echo "disk_faults: a read-only disk: refused after $(millis_since "$from") ms: $(head -n 1 "$work/err")"
}

second_process() {
  mkfifo "$work/first"
  (journal "$work/twice" 1) <"$work/first" >"$work/said" 2>"$work/err" &
  local process=$! code=0 from
  exec 3>"$work/first"
  wait_for "durable" 1
  from=$(date +%s%N)
  (journal "$work/twice" 2) </dev/null >/dev/null 2>"$work/second" || code=$?
  local millis
  millis=$(millis_since "$from")
  { [[ $code == 3 ]] && grep -q "another recorder" "$work/second"; } || fail "a second process: not refused: $(cat "$work/second")"
  ((millis < 1000)) || fail "a second process: refused only after $millis ms"
  exec 3>&-
  wait "$process"
  holds "$work/twice" "$work/said" "a second process, refused after $millis ms"
}

io_error fdatasync
io_error pwrite64
file_size_limit
full_disk
read_only
second_process

#!/bin/sh
# Looks for what commonly keeps QTS Observer from running, and names the cause and the remedy.
#
#   doctor.sh                 looks; docs/troubleshooting.md explains each finding
#   doctor.sh profile [N]     records N seconds (30) by the flight recorder, shows the hottest methods and
#                             what allocates most, and leaves the recording in the folder of the logs
#
# Needs a shell, docker and curl; as root it can name processes of others. Exit codes: 0 nothing found,
# 1 something found.
set -eu

package=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=app/qts_ops_deploy/common.sh
. "$package/common.sh"

findings=0
found() { # WHAT CAUSE REMEDY
  findings=$((findings + 1))
  say "$1"
  say "  cause:  $2"
  say "  remedy: $3"
}

look_at_engine() {
  if ! command -v "$engine" >/dev/null; then
    found "$engine is missing" "it is not installed, or not on the path" "apt-get install docker.io"
    return 1
  fi
  "$engine" info >/dev/null 2>&1 && return 0
  found "$engine doesn't answer" "its service is down, or you may not talk to it" \
    "systemctl start docker; or run this as root or a member of the group docker"
  return 1
}

# ---------------------------------------------------------------- port conflict

look_at_port() {
  port_is_taken "$port" || return 0
  ! publishes_port || return 0
  other=$("$engine" ps --filter "publish=$port" --format '{{.Names}}' 2>/dev/null | grep -vx "$container" | head -n 1 || :)
  holders=$(holders_of "$port" | tr '\n' ' ')
  if [ -n "$other" ]; then
    found "port conflict: port $port is taken" "the container $other has it" "$engine stop $other, or choose another: QTS_PORT=… ./start_ops.sh"
  else
    found "port conflict: port $port is taken" "held by ${holders:-a process that only root can see} (pid, name)" \
      "stop it, or choose another: QTS_PORT=… ./start_ops.sh"
  fi
}
publishes_port() {
  container_runs && "$engine" port "$container" 2>/dev/null | grep -q ":$port\$"
}

# ---------------------------------------------------------------- the container

# Why it did not start, in its own words; nothing once it did.
last_words() {
  "$engine" logs --tail 50 "$container" 2>&1 | awk '
    /^QTS Observer listens on/ { n = 0 }
    /^observer: |Error occurred|OutOfMemoryError|Exception/ { said[n++] = $0 }
    END { for (i = n > 3 ? n - 3 : 0; i < n; i++) print said[i] }'
}

look_at_container() {
  if ! container_exists; then
    found "there is no container $container" "it was never started here, or was removed" "./start_ops.sh"
    return 0
  fi
  state=$(inspect '{{.State.Status}}')
  code=$(inspect '{{.State.ExitCode}}')
  look_at_memory_kill
  if [ "$state" = running ] && [ "$(inspect '{{.State.Restarting}}')" = false ] && [ "$(inspect '{{.RestartCount}}')" = 0 ]; then
    return 0
  fi
  if [ "$state" = created ]; then
    found "the container was made but never ran" "$engine says: $(inspect '{{.State.Error}}')" "put right what it names, then ./start_ops.sh"
    return 0
  fi
  said=$(last_words)
  case $code in
    0 | 143)
      if [ "$state" != running ] && [ -n "$said" ]; then
        found "the container does not start" "it was told to stop while it tried, after $(inspect '{{.RestartCount}}') restarts: $said" "put right what it names, then ./start_ops.sh"
      elif [ "$state" != running ]; then
        found "the container is $state" "somebody stopped it in order (code $code)" "./start_ops.sh"
      elif [ -n "$said" ] && ! curl --silent --output /dev/null --max-time 5 "$url/health"; then
        found "the container does not start" "it was started again $(inspect '{{.RestartCount}}') times: $said" "put right what it names, then ./start_ops.sh"
      fi
      ;;
    126 | 127) found "the container does not start" "its program can't be executed (code $code)" "build the image again: docker image rm, then ./start_ops.sh" ;;
    3) found "the container ended for want of heap" "the Java machine ran out of memory (code 3): ${said:-see $engine logs $container}" "find out what fills it: ./doctor.sh profile; more: OBSERVER_JAVA_OPTS=-Xmx…" ;;
    137) [ -n "$killed" ] || found "the container was killed" "somebody or something killed it (code 137); what was acknowledged is safe" "./start_ops.sh" ;;
    *) found "the container does not start" "it ended with code $code after $(inspect '{{.RestartCount}}') restarts: ${said:-see $engine logs $container}" "put right what it names, then ./start_ops.sh" ;;
  esac
}

# ---------------------------------------------------------------- memory pressure

look_at_memory_kill() {
  killed=''
  if [ "$(inspect '{{.State.OOMKilled}}')" = true ]; then
    killed=yes
    found "memory pressure: the kernel killed the container" "it needed more than its limit of $(inspect '{{.HostConfig.Memory}}') bytes" \
      "take heap away (OBSERVER_JAVA_OPTS=-Xmx…) or raise mem_limit in docker-compose.yml"
  fi
}
look_at_memory() {
  available=$(awk '/^MemTotal:/ { total = $2 } /^MemAvailable:/ { print int(100 * $2 / total) }' /proc/meminfo)
  [ "$available" -ge 5 ] || found "memory pressure: this machine has $available % of its memory left" "something on it takes it" "find it: ps aux --sort=-rss | head"
  container_runs || return 0
  share=$("$engine" stats --no-stream --format '{{.MemPerc}}' "$container" 2>/dev/null | tail -n 1 | cut -d . -f 1 | tr -dc 0-9)
  [ "${share:-0}" -lt 95 ] || found "memory pressure: the container uses $share % of its limit" "heap and pages of the journal fill it" "see what fills the heap: ./doctor.sh profile"
}

# ---------------------------------------------------------------- folders, disk, clock

may_write() { # FOLDER; for the container's user, by owner and mode
  mode=$(stat -c '%u %g %a' "$1")
  say "$mode" | awk -v user="$user" '{
    digits = substr("000" $3, length("000" $3) - 2)
    digit = $1 == user ? substr(digits, 1, 1) : $2 == user ? substr(digits, 2, 1) : substr(digits, 3, 1)
    exit !(int(digit / 2) % 2 == 1 && digit % 2 == 1)
  }'
}
look_at_folders() {
  for folder in "$home/data" "$home/logs"; do
    if [ ! -d "$folder" ]; then
      found "$folder is missing" "nobody made it" "./start_ops.sh prepare"
    elif ! may_write "$folder"; then
      found "unwritable volume: $folder" "it belongs to user $(stat -c %u "$folder") with mode $(stat -c %a "$folder"); the container runs as $user" "chown -R $user:$user $folder"
    else
      stray=$(find "$folder" ! -user "$user" ! -perm -0002 2>/dev/null | head -n 1)
      [ -z "$stray" ] || found "unwritable volume: $stray" "it belongs to user $(stat -c %u "$stray"); the container runs as $user" "chown -R $user:$user $folder"
    fi
  done
}
look_at_disk() {
  [ -d "$home/data" ] || return 0
  # shellcheck disable=SC2046 # Two words.
  set -- $(disk_of "$home/data")
  reserve=256
  [ "$(($2 / 1024))" -ge "$reserve" ] || {
    found "full disk: $(($2 / 1024)) MB free under $home/data" "below the reserve of $reserve MB nothing more is recorded; reading goes on" "free space or enlarge the disk; the service goes on by itself"
    return 0
  }
  [ "$1" -lt 80 ] || found "full disk soon: $1 % used under $home/data" "80 % is the limit of the daily check" "enlarge the disk, or move old segments away (docs/journal-tools.md)"
  inodes=$(df -Pi "$home/data" | awk 'NR == 2 { sub("%", "", $5); print $5 }')
  case $inodes in
    '' | *[!0-9]*) ;;
    *) [ "$inodes" -lt 95 ] || found "full disk: $inodes % of its file entries are used under $home/data" "too many small files" "find and delete them" ;;
  esac
}
# No clock can judge itself; but time never was later than now, and a package is not from tomorrow.
look_at_clock() {
  now=$(date +%s)
  made=$(manifest_value created)
  if [ -n "$made" ]; then
    made=$(date -u -d "$(printf '%s' "$made" | tr 'TZ' '  ')" +%s)
    [ "$now" -ge "$made" ] || found "wrong clock: it is $(date -u +%Y-%m-%dT%H:%M:%SZ) here" "the package is from $(manifest_value created), later than that" "set the clock: timedatectl set-ntp true"
  fi
  limit=$(mktemp)
  touch -d "@$((now + 120))" "$limit"
  ahead=$(find "$home/data" "$home/logs" -type f -newer "$limit" 2>/dev/null | head -n 1)
  rm -f "$limit"
  [ -z "$ahead" ] || found "wrong clock: it is $(date -u +%Y-%m-%dT%H:%M:%SZ) here" "$ahead was written at $(date -u -r "$ahead" +%Y-%m-%dT%H:%M:%SZ), later than that: the clock was or is wrong" "compare: date -u; set it: timedatectl set-ntp true. The journal keeps its order all the same"
  if [ "$(timedatectl show --property NTPSynchronized --value 2>/dev/null)" = no ]; then
    found "wrong clock, possibly: it follows no time server" "timedatectl says it is not synchronised" "timedatectl set-ntp true"
  fi
}

# ---------------------------------------------------------------- the service

look_at_service() {
  container_runs || return 0
  for path in /health /ready; do
    status=$(status_of "$path")
    [ "$status" != 000 ] || status=nothing
    [ "$status" = 200 ] || found "$path answers $status" "$(ask "$path" 2>&1 | cut -c 1-300 || :)" "what failed is named above; the log tells more: $home/logs/observer.log"
  done
}

profile() { # SECONDS
  container_runs || {
    say "$container doesn't run" >&2
    exit 1
  }
  file=profile-$(date -u +%Y%m%dT%H%M%SZ).jfr
  say "Recording $1 s …"
  "$engine" exec "$container" /opt/qts/java/bin/jcmd 1 JFR.start name=doctor settings=profile >/dev/null
  sleep "$1"
  "$engine" exec "$container" /opt/qts/java/bin/jcmd 1 JFR.stop name=doctor "filename=/app/logs/$file" >/dev/null
  for view in hot-methods allocation-by-class; do
    "$engine" exec --env JAVA_TOOL_OPTIONS=-Xmx64m "$container" /opt/qts/java/bin/jfr view "$view" "/app/logs/$file" 2>/dev/null
  done
  say "The recording is $home/logs/$file; open it with JDK Mission Control."
}

case ${1:-look} in
  profile) profile "${2:-30}" ;;
  look)
    if look_at_engine; then
      look_at_port
      look_at_container
      look_at_memory
      look_at_service
    fi
    look_at_folders
    look_at_disk
    look_at_clock
    [ "$findings" -gt 0 ] || say "Nothing found: $container runs, is well and ready, and has room."
    [ "$findings" -eq 0 ]
    ;;
  *) sed -n '2,/^set -eu/{/^set -eu/d;s/^# \{0,1\}//;p;}' "$0" && exit 2 ;;
esac

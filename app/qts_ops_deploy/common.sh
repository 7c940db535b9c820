# shellcheck shell=sh disable=SC2034 # What is set here is used by those who source it.
# What start_ops.sh, verify_ops.sh and doctor.sh share. Sourced; needs a shell, docker or podman, curl.
#
# From the environment: QTS_ENGINE (docker), QTS_CONTAINER (qts-observer), QTS_ADDRESS and
# QTS_PORT (0.0.0.0 and 8000), QTS_HOME (the folder with data, logs and config; the package's own).

# Who sources this sets package, the folder it lies in.
: "${package:?}"

engine=${QTS_ENGINE:-docker}
container=${QTS_CONTAINER:-qts-observer}
user=10001

# A file .env beside the compose file is read by compose; the same values count here.
from_env_file() { # NAME
  [ ! -r "$package/.env" ] || sed -n "s/^$1=//p" "$package/.env" | tail -n 1
}
home=${QTS_HOME:-$package}
address=${QTS_ADDRESS:-$(from_env_file QTS_ADDRESS)}
port=${QTS_PORT:-$(from_env_file QTS_PORT)}
port=${port:-8000}
case ${address:-0.0.0.0} in
  0.0.0.0) reach=127.0.0.1 ;;
  *:*) reach="[$address]" ;;
  *) reach=$address ;;
esac
url=http://$reach:$port

say() {
  printf '%s\n' "$*"
}

manifest_value() { # NAME
  sed -n "s/^$1: //p" "$package/MANIFEST.txt" 2>/dev/null | head -n 1
}

inspect() { # FORMAT
  "$engine" container inspect --format "$1" "$container" 2>/dev/null
}

container_exists() {
  "$engine" container inspect "$container" >/dev/null 2>&1
}

container_runs() {
  [ "$(inspect '{{.State.Running}}')" = true ]
}

# Asks the service; the token goes through standard input, so that no list of processes shows it.
ask() { # PATH CURL-ARGUMENTS…
  path=$1
  shift
  token=${OBSERVER_API_TOKEN:-$(cat "$home/config/token" 2>/dev/null || :)}
  printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --config - --silent --show-error --max-time 10 "$@" "$url$path"
}

# The status of the answer; 000 when there is none.
status_of() { # PATH
  ask "$1" --output /dev/null --write-out '%{http_code}' 2>/dev/null || :
}

# The text values of a flat JSON file, one NAME VALUE a line.
texts_of() { # FILE
  tr -d '\n' <"$1" | grep -o '"[A-Z][A-Z_]*"[[:space:]]*:[[:space:]]*"[^"]*"' |
    sed 's/^"\([A-Z_]*\)"[[:space:]]*:[[:space:]]*"\(.*\)"$/\1 \2/'
}

# Who listens on a TCP port of this machine: lines PID COMMAND; empty when nobody does or it can't be seen.
holders_of() { # PORT
  hex=$(printf '%04X' "$1")
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port=":$hex\$" '$2 ~ port && $4 == "0A" { print $10 }' |
    while read -r inode; do
      for link in /proc/[0-9]*/fd/*; do
        [ "$(readlink "$link" 2>/dev/null)" = "socket:[$inode]" ] || continue
        pid=${link#/proc/}
        pid=${pid%%/*}
        say "$pid $(cat "/proc/$pid/comm" 2>/dev/null)"
        break
      done
    done | sort -u
}

port_is_taken() { # PORT
  hex=$(printf '%04X' "$1")
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port=":$hex\$" '$2 ~ port && $4 == "0A" { found = 1 } END { exit !found }'
}

# How full the file system of a folder is: USED-PERCENT FREE-KILOBYTES.
disk_of() { # FOLDER
  df -Pk "$1" | awk 'NR == 2 { sub("%", "", $5); print $5, $4 }'
}

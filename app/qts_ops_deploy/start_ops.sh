#!/bin/sh
# Starts QTS Observer on this machine, from the folder this file lies in.
#
#   start_ops.sh              checks, prepares, builds the image when it is missing, starts, waits for ready
#     --hardened              the hardened form: port on loopback only, config read-only, no swap
#     --monitoring            with Prometheus, Alertmanager and Grafana beside it
#     --seconds N             how long to wait for ready (60)
#   start_ops.sh prepare      only the folders, the token and the configuration; changes nothing that exists
#   start_ops.sh stop         stops it; what is under way is finished first
#   start_ops.sh token        prints the access token
#
# The access token is made on the first start, in config/token. See README.md.
# Exit codes: 0 done, 1 it did not become ready, 2 something must be put right first.
set -eu

package=$(cd "$(dirname "$0")" && pwd)
cd "$package"
# shellcheck source=app/qts_ops_deploy/common.sh
. "$package/common.sh"

refuse() {
  printf 'start_ops: %s\n' "$*" >&2
  exit 2
}

command=start hardened='' monitoring='' patience=60
while [ $# -gt 0 ]; do
  case $1 in
    start | prepare | stop | token) command=$1 ;;
    --hardened) hardened=yes ;;
    --monitoring) monitoring=yes ;;
    --seconds)
      patience=${2:?--seconds needs a number}
      shift
      ;;
    *) sed -n '2,/^set -eu/{/^set -eu/d;s/^# \{0,1\}//;p;}' "$0" && exit 2 ;;
  esac
  shift
done

QTS_VERSION=$(manifest_value version)
QTS_REVISION=$(manifest_value revision)
export QTS_VERSION="${QTS_VERSION:-latest}" QTS_REVISION="${QTS_REVISION:-unknown}"
image=qts-observer:$QTS_VERSION
if [ -n "$hardened" ]; then
  export QTS_ADDRESS="${QTS_ADDRESS:-127.0.0.1}"
fi

compose() {
  set -- -f docker-compose.yml ${hardened:+-f docker-compose.hardened.yml} \
    ${monitoring:+-f docker-compose.monitoring.yml} "$@"
  if [ -n "${COMPOSE:-}" ]; then
    $COMPOSE "$@"
  elif "$engine" compose version >/dev/null 2>&1; then
    "$engine" compose "$@"
  elif command -v "$engine-compose" >/dev/null; then
    "$engine-compose" "$@"
  else
    refuse "there is neither '$engine compose' nor '$engine-compose'. Install one: apt-get install docker-compose"
  fi
}

check_machine() {
  command -v curl >/dev/null || refuse "curl is missing. Install it: apt-get install curl"
  command -v "$engine" >/dev/null || refuse "$engine is missing. Install it: apt-get install docker.io"
  "$engine" info >/dev/null 2>&1 ||
    refuse "$engine doesn't answer. Start it (systemctl start docker), or run this as root or a member of the group docker."
  if [ -e MANIFEST.txt ]; then
    ./check_manifest.sh . >/dev/null || { ./check_manifest.sh . >&2 || :; refuse "the package isn't what it was built as. Unpack it again."; }
  fi
  if ! container_runs && port_is_taken "$port"; then
    refuse "port $port is taken by: $(holders_of "$port" | tr '\n' ' '). Stop that, or choose another with QTS_PORT."
  fi
}

# Folders of the container's user. Who isn't root lets a container do it.
give_to_user() { # FOLDER
  [ "$(stat -c %u "$1")" != "$user" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    chown "$user:$user" "$1"
  else
    "$engine" run --rm --user 0 --network none --cap-drop ALL --cap-add CHOWN --volume "$(cd "$1" && pwd):/folder" \
      --entrypoint chown "$image" "$user" /folder
  fi
}

random_text() {
  head -c 32 /dev/urandom | base64 | tr -d '\n=' | tr '+/' '-_'
}

# Readable for the container's group, and for nobody else than who made it.
let_service_read() { # FILE-IN-CONFIG
  if [ "$(id -u)" = 0 ]; then
    chown "root:$user" "$home/config/$1"
  elif [ "$(stat -c %g "$home/config/$1")" != "$user" ]; then
    "$engine" run --rm --user 0 --network none --cap-drop ALL --cap-add CHOWN --volume "$home/config:/folder" \
      --entrypoint chown "$image" ":$user" "/folder/$1"
  fi
}

# The service makes its signing key in config/. The sticky bit keeps what others own there safe from it.
let_service_make_key() {
  [ "$(stat -c '%a %g' "$home/config")" != "1775 $user" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    chgrp "$user" "$home/config"
  else
    let_service_read .
  fi
  chmod 1775 "$home/config"
}

prepare() {
  mkdir -p "$home/data" "$home/logs" "$home/config"
  if [ ! -e "$home/config/deployment_config.json" ]; then
    cp app/deployment_config.json "$home/config/"
  fi
  if [ ! -s "$home/config/token" ]; then
    (umask 077 && random_text >"$home/config/token.new")
    chmod 0640 "$home/config/token.new"
    mv "$home/config/token.new" "$home/config/token"
    say "A new access token is in $home/config/token"
  fi
  let_service_read token
  let_service_make_key
  give_to_user "$home/data"
  give_to_user "$home/logs"
  [ -z "$monitoring" ] || prepare_monitoring
}

# Where alerts go and how Grafana is entered; the operator fills in the first.
prepare_monitoring() {
  if [ ! -e "$home/config/alert_webhook" ]; then
    (umask 027 && echo "http://127.0.0.1:9/no-webhook-yet" >"$home/config/alert_webhook")
    say "Alerts go nowhere yet: put the address of a Slack-compatible webhook into $home/config/alert_webhook"
  fi
  if [ ! -e "$home/config/grafana_password" ]; then
    (umask 027 && random_text >"$home/config/grafana_password")
    say "The password of Grafana's admin is in $home/config/grafana_password"
  fi
  let_service_read alert_webhook
  let_service_read grafana_password
}

build() {
  # A version names one commit; of files that no commit holds there can be many.
  case $QTS_VERSION in
    *-dirty | latest) ;;
    *) ! "$engine" image inspect "$image" >/dev/null 2>&1 || return 0 ;;
  esac
  [ -e app/qts-observer.jar ] || refuse "app/qts-observer.jar is missing. Make the package first: app/deploy_ops.sh"
  say "Building $image"
  # By the engine, not by compose: podman-compose hides a failure and can't read the build's arguments. Podman's
  # own form of images knows no health check.
  export BUILDAH_FORMAT=docker
  set --
  for name in BASE_IMAGE BASE_DIGEST JDK_IMAGE JDK_DIGEST; do
    eval "value=\${$name:-\$(from_env_file $name)}"
    # shellcheck disable=SC2154 # eval sets it.
    [ -z "$value" ] || set -- "$@" --build-arg "$name=$value"
  done
  "$engine" build --tag "$image" --build-arg "VERSION=$QTS_VERSION" --build-arg "REVISION=$QTS_REVISION" "$@" . >"$home/build.log" 2>&1 || {
    tail -n 20 "$home/build.log" >&2
    refuse "the image could not be built; all of it is in $home/build.log"
  }
  rm -f "$home/build.log"
  "$engine" tag "$image" qts-observer:latest
}

wait_ready() {
  waited=0
  until [ "$(status_of /ready)" = 200 ]; do
    if [ "$waited" -ge "$((patience * 5))" ] || [ "$(inspect '{{.RestartCount}}')" -gt 2 ]; then
      return 1
    fi
    sleep 0.2
    waited=$((waited + 1))
  done
}

# A network can't change its form while something is in it.
fit_network() {
  network=${QTS_NETWORK:-qts-network}
  form=$("$engine" network inspect --format '{{index .Options "com.docker.network.bridge.enable_icc"}}' "$network" 2>/dev/null) || return 0
  if [ "${form:-open}" != "$([ -n "$hardened" ] && say false || say open)" ]; then
    compose down
  fi
}

start() {
  check_machine
  build
  prepare
  fit_network
  compose up --detach --no-build
  if ! wait_ready; then
    say "It is not ready after $patience s. What it says:" >&2
    "$engine" logs --tail 20 "$container" >&2 || :
    ./doctor.sh >&2 || :
    exit 1
  fi
  say ""
  say "QTS Observer $QTS_VERSION is ready at $url"
  say "  status    curl -H \"Authorization: Bearer \$(cat $home/config/token)\" $url/status"
  say "  log       $home/logs/observer.log"
  say "  settings  $home/config/deployment_config.json"
  say "  proof     ./verify_ops.sh immediate"
  [ -z "$monitoring" ] || say "  watch     http://127.0.0.1:3000 (Grafana), http://127.0.0.1:9090 (Prometheus)"
}

case $command in
  prepare) prepare ;;
  stop) compose stop ;;
  token) cat "$home/config/token" && say "" ;;
  start) start ;;
esac

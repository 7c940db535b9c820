# shellcheck shell=bash
# What the sections of the package's test share; sourced by scenario.sh.

: "${work:?}" "${JAVA_HOME:?}"
url=http://127.0.0.1:8000

# The service as start_ops.sh starts it, on empty folders; its health is asked every 2 s instead of every 30.
fresh_service() { # START-OPTIONS…
  docker rm --force qts-observer >/dev/null 2>&1 || true
  rm -rf "${package:?}"/{data,logs,config}
  start_service "$@"
}
start_service() { # START-OPTIONS…
  "$package/start_ops.sh" "$@" >"$work/start.log" 2>&1 || { cat "$work/start.log" && return 1; }
}

token() {
  cat "$package/config/token"
}
ask() { # PATH CURL-ARGUMENTS…
  curl --silent --max-time 60 --header "Authorization: Bearer $(token)" "${@:2}" "$url$1"
}
metric() { # NAME-WITH-LABELS
  ask /metrics | awk -v name="$1" '$1 == name { printf "%.0f\n", $2 }'
}
inspect() { # FORMAT
  docker container inspect --format "$1" qts-observer
}
observer() { # the packaged program on this machine, outside the container and its limits
  OBSERVER_API_TOKEN=$(token) "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m -jar "$package/app/qts-observer.jar" "$@"
}

# Polls until a command succeeds; says so when it doesn't in time.
within() { # SECONDS COMMAND…
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || { echo "not in time: $*" && return 1; }
    sleep 0.1
  done
}
is_ready() {
  [[ $(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 5 --header "Authorization: Bearer $(token)" "$url/ready") == 200 ]]
}
health_is() { # STATUS
  [[ $(inspect '{{.State.Health.Status}}') == "$1" ]]
}

# Canonical snapshots, one a line; their ids count up from FIRST.
snapshots() { # FIRST COUNT SESSION
  awk -v first="$1" -v count="$2" -v session="$3" 'BEGIN {
    for (i = first; i < first + count; i++) {
      millis = 1768122000000 + i
      printf "{\"meta\":{\"timestamp\":\"2026-01-11T09:%02d:%02d.%03d+00:00\",\"timestamp_ms\":%.0f,\"session_id\":\"%s\",\"run_id\":\"%s-%09d\",\"mode\":\"PROD\",\"observer_version\":\"v1.0.0\"},\"context\":{\"source\":\"market\",\"stage\":\"raw\",\"symbol\":\"005930\",\"market\":\"UPBIT\"},\"observation\":{\"inputs\":{\"price\":%d.%d,\"volume\":%d},\"computed\":{},\"state\":{}}}\n", (i / 60000) % 60, (i / 1000) % 60, i % 1000, millis, session, session, i, 71000 + i % 50, i % 10, 1800 + i % 97
    }
  }'
}

# The service's own thread dies of a bug: loaded into the running Java machine, as nothing from outside can.
plant_bug() {
  if [[ ! -e $work/bug.jar ]]; then
    mkdir -p "$work/bug"
    cat >"$work/bug/Bug.java" <<'JAVA'
public class Bug {
  public static void agentmain(String arguments) {
    new Thread(() -> { throw new IllegalStateException("planted"); }, "planted").start();
  }
}
JAVA
    "$JAVA_HOME/bin/javac" -d "$work/bug" "$work/bug/Bug.java"
    echo "Agent-Class: Bug" >"$work/bug/manifest"
    "$JAVA_HOME/bin/jar" --create --file "$work/bug.jar" --manifest "$work/bug/manifest" -C "$work/bug" Bug.class
  fi
  install -m 0644 "$work/bug.jar" "$package/config/bug.jar"
  docker exec qts-observer /opt/qts/java/bin/jcmd 1 JVMTI.agent_load /app/config/bug.jar >/dev/null
}

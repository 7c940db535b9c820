# shellcheck shell=bash
# A container engine of its own for a test, inside a network namespace: sourced by scenario.sh.

# Starts the engine under $1, at its usual address, and waits for it. /run is this namespace's own. Overlay where the file system allows it, else plain copies.
start_engine() {
  local directory=$1 driver
  mkdir -p "$directory"
  echo '{}' >"$directory/engine.json"
  unset DOCKER_HOST
  for driver in overlay2 vfs; do
    dockerd --config-file "$directory/engine.json" --data-root "$directory/engine" \
      --storage-driver "$driver" --bip 172.31.77.1/24 \
      >"$directory/engine.log" 2>&1 &
    engine=$!
    for _ in $(seq 150); do
      ! docker info >/dev/null 2>&1 || return 0
      kill -0 "$engine" 2>/dev/null || break
      sleep 0.1
    done
    kill "$engine" 2>/dev/null || true
    wait "$engine" || true
  done
  tail -n 20 "$directory/engine.log"
  return 1
}

# The two images the Dockerfile starts from, under the names it uses.
import_base_images() { # CACHE
  ! docker image inspect debian:bookworm-slim eclipse-temurin:25-jdk-noble >/dev/null 2>&1 || return 0
  docker import "$1/base.tar" debian:bookworm-slim >/dev/null
  docker import --change 'ENV JAVA_HOME=/opt/java/openjdk' --change 'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    "$1/jdk.tar" eclipse-temurin:25-jdk-noble >/dev/null
}

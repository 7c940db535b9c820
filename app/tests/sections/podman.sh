# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# The same package by Podman instead: built, started by compose, verified, and on the data that Docker's container
# left. Its images, networks and settings lie in a folder of the test.
check "records are taken by Docker's container" ask /v1/snapshots --fail --header 'Content-Type: application/x-ndjson' --data-binary "@-" < <(snapshots 0 1000 podman)
docker stop qts-observer >/dev/null
docker rm qts-observer >/dev/null

mkdir -p "$work/podman/networks"
cat >"$work/podman/storage.conf" <<CONFIG
[storage]
driver = "overlay"
graphroot = "$work/podman/storage"
runroot = "/run/podman-storage"
CONFIG
cat >"$work/podman/containers.conf" <<CONFIG
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = "/run/podman"
[network]
network_config_dir = "$work/podman/networks"
CONFIG
export CONTAINERS_STORAGE_CONF=$work/podman/storage.conf CONTAINERS_CONF=$work/podman/containers.conf
podman import --quiet "$cache/base.tar" docker.io/library/debian:bookworm-slim >/dev/null
podman import --quiet --change 'ENV JAVA_HOME=/opt/java/openjdk' --change 'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
  "$cache/jdk.tar" docker.io/library/eclipse-temurin:25-jdk-noble >/dev/null

by_podman() { # COMMAND…
  QTS_ENGINE=podman "$@"
}
check "podman: start_ops.sh builds the image, starts it by compose, and it gets ready" by_podman "$package/start_ops.sh" --seconds 60
check "podman: verify_ops.sh immediate passes" by_podman "$package/verify_ops.sh" immediate
check "podman: what Docker's container recorded is there" same \
  "$(ask '/v1/records?kind=snapshot&session=podman&limit=all' --header 'Accept: application/x-ndjson' | grep -o '"run_id":"podman-[0-9]*"' | sort -u | wc -l)" 1000
check "podman: the health check of the image asks the service" podman healthcheck run qts-observer
began=$SECONDS
check "podman: SIGTERM stops it in order" podman stop --time 10 qts-observer
check "... within 10 s" test $((SECONDS - began)) -le 10
check "... with code 0" same "$(podman container inspect --format '{{.State.ExitCode}}' qts-observer)" 0
check "podman: a stopped container fails verify_ops.sh" fails by_podman "$package/verify_ops.sh" immediate
podman rm --force qts-observer >/dev/null 2>&1
unset CONTAINERS_STORAGE_CONF CONTAINERS_CONF

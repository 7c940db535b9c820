# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# The same package by Compose 2, the plugin of the engine's own command, in place of docker-compose 1: it takes over the
# service that Compose 1 left, with its records, and the overrides with it.
check "records are taken by the container of Compose 1" ask /v1/snapshots --fail --header 'Content-Type: application/x-ndjson' --data-binary "@-" < <(snapshots 0 1000 compose)
made_by() { # the version of Compose that made the container
  inspect '{{index .Config.Labels "com.docker.compose.version"}}'
}
check "... which is 1" same "$(made_by | cut -d . -f 1)" 1

mkdir -p "$work/docker/cli-plugins"
install -m 0755 "$cache/docker-compose-2" "$work/docker/cli-plugins/docker-compose"
export DOCKER_CONFIG=$work/docker
check "compose 2: start_ops.sh starts the service by it" "$package/start_ops.sh" --seconds 60
check "... by 2 indeed" same "$(made_by | cut -d . -f 1)" 2
check "compose 2: verify_ops.sh immediate passes" "$package/verify_ops.sh" immediate
check "compose 2: what the other one recorded is there" same \
  "$(ask '/v1/records?kind=snapshot&session=compose&limit=all' --header 'Accept: application/x-ndjson' | grep -o '"run_id":"compose-[0-9]*"' | sort -u | wc -l)" 1000
check "compose 2: memory, cpu and processes are limited" same "$(inspect '{{.HostConfig.Memory}} {{.HostConfig.MemoryReservation}} {{.HostConfig.NanoCpus}} {{.HostConfig.CpuShares}} {{.HostConfig.PidsLimit}}')" \
  "536870912 268435456 1000000000 512 512"
check "... the root is read-only, without capabilities or new privileges" same "$(inspect '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}')" \
  "true [ALL] [no-new-privileges:true]"
check "... it restarts unless stopped, on its own network, with three files of log" same \
  "$(inspect '{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.NetworkMode}} {{index .HostConfig.LogConfig.Config "max-file"}}')" "unless-stopped qts-network 3"
check "... and asks the service for its health" within 40 health_is healthy
check "compose 2: the hardened override starts" "$package/start_ops.sh" --hardened --seconds 60
check "... and verifies" "$package/verify_ops.sh" immediate
"$package/start_ops.sh" prepare --monitoring >/dev/null
check "compose 2: accepts the monitoring override" env QTS_VERSION="$(sed -n 's/^version: //p' "$package/MANIFEST.txt")" docker compose -f "$package/docker-compose.yml" -f "$package/docker-compose.monitoring.yml" config --quiet
began=$SECONDS
check "compose 2: start_ops.sh stop stops it in order" "$package/start_ops.sh" stop
check "... within 10 s" test $((SECONDS - began)) -le 10
check "... with code 0" same "$(inspect '{{.State.ExitCode}}')" 0
docker rm --force qts-observer >/dev/null
docker network rm qts-network >/dev/null
unset DOCKER_CONFIG

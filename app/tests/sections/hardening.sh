# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# What the container may do and may not, seen from inside and from the kernel.
status() { # NAME
  docker exec qts-observer sh -c "sed -n 's/^$1:[[:space:]]*//p' /proc/1/status" | tr '\t' ' '
}
check "process 1 is the Java machine itself" same "$(docker exec qts-observer cat /proc/1/comm)" java
check "it runs as qts" same "$(status Uid)" "10001 10001 10001 10001"
check "it has no capabilities" same "$(status CapEff) $(status CapPrm) $(status CapBnd)" "0000000000000000 0000000000000000 0000000000000000"
check "it can't gain privileges" same "$(status NoNewPrivs)" 1
check "system calls are filtered" same "$(status Seccomp)" 2
check "the root file system is read-only" fails docker exec qts-observer sh -c ': >/app/x || : >/x || : >/opt/x'
check "/tmp can be written, and nothing there executed" fails docker exec qts-observer sh -c 'printf "#!/bin/sh\nexit 0\n" >/tmp/x && chmod +x /tmp/x && /tmp/x'
check "memory, cpu and processes are limited" same "$(inspect '{{.HostConfig.Memory}} {{.HostConfig.MemoryReservation}} {{.HostConfig.NanoCpus}} {{.HostConfig.CpuShares}} {{.HostConfig.PidsLimit}}')" \
  "536870912 268435456 1000000000 512 512"
check "... as the kernel knows" same "$(docker exec qts-observer sh -c 'cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || cat /sys/fs/cgroup/memory.max')" 536870912
check "... and the Java machine" bash -c "docker exec qts-observer /opt/qts/java/bin/jcmd 1 VM.info | grep -q 'memory_limit_in_bytes: 524288 k'"
check "it restarts unless stopped, on its own network" same "$(inspect '{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.NetworkMode}}')" "unless-stopped qts-network"
check "without the token nothing but health and ready is told" same "$(curl --silent --output /dev/null --write-out '%{http_code}' "$url/status")" 401
check "the token is in no list of processes, log or inspection" fails bash -c "{ docker inspect qts-observer; docker logs qts-observer 2>&1; docker exec qts-observer sh -c 'cat /proc/[0-9]*/cmdline' | tr '\\0' ' '; cat '$package'/logs/observer.log; } | grep -F '$(token)'"
check "the signing key was made, for the service alone" same "$(stat -c '%a %u' "$package/config/signing-key.pem")" "600 10001"
check "... which can't replace the token" fails docker exec qts-observer mv -f /app/config/signing-key.pem.pub /app/config/token
check "... nor the configuration" fails docker exec qts-observer rm -f /app/config/deployment_config.json

# The engine's log of a container: three files of 10 MB at most, whatever is written.
chatty=$(QTS_VERSION=$(sed -n 's/^version: //p' "$package/MANIFEST.txt") docker-compose -f "$package/docker-compose.yml" run --detach --no-deps --entrypoint 'sh -c "yes 0123456789012345678901234567890123456789012345678901234567890123456789 | head -c 30000000"' qts-observer 2>/dev/null | tail -n 1)
docker wait "$chatty" >/dev/null
logs=$(docker inspect --format '{{.LogPath}}' "$chatty")
check "the container log is rotated" same "$(find "$(dirname "$logs")" -name '*-json.log*' -size -10300k | wc -l) $(find "$(dirname "$logs")" -name '*-json.log*' | wc -l)" "3 3"
docker rm "$chatty" >/dev/null

# Health as the engine sees it; asked every second here, every 30 s in earnest.
docker rm --force qts-observer >/dev/null
quick=$work/quick.yml
printf 'services:\n  qts-observer:\n    healthcheck:\n      test: ["CMD", "/app/bin/observer", "health", "--timeout-seconds", "1"]\n      interval: 1s\n      start_period: 5s\n      retries: 3\n' >"$quick"
compose=(docker-compose -f "$package/docker-compose.yml" -f "$quick")
QTS_VERSION=$(sed -n 's/^version: //p' "$package/MANIFEST.txt") "${compose[@]}" up --detach --no-build >"$work/up.log" 2>&1
check "health begins with starting" health_is starting
check "... becomes healthy" within 20 health_is healthy
docker kill --signal STOP qts-observer >/dev/null
check "a service that hangs becomes unhealthy" within 20 health_is unhealthy
docker kill --signal CONT qts-observer >/dev/null
check "... and healthy again when it goes on" within 20 health_is healthy
plant_bug
check "a bug makes it unhealthy" within 20 health_is unhealthy
check "... with 503" same "$(curl --silent --output /dev/null --write-out '%{http_code}' "$url/health")" 503
docker restart qts-observer >/dev/null
check "... until it is started again" within 20 health_is healthy

# The hardened form on top.
fresh_service --hardened
check "hardened: the port is on loopback only" same "$(docker port qts-observer 8000)" 127.0.0.1:8000
check "hardened: the bridge is br-qts, without talk between containers" same "$(docker network inspect --format '{{json .Options}}' qts-network | jq -Sc .)" '{"com.docker.network.bridge.enable_icc":"false","com.docker.network.bridge.name":"br-qts"}'
check "hardened: no swap, the configuration read-only" same "$(inspect '{{.HostConfig.MemorySwap}} {{range .Mounts}}{{if eq .Destination "/app/config"}}{{.RW}}{{end}}{{end}}')" "536870912 false"
check "hardened: it passes verification" "$package/verify_ops.sh" immediate

#!/usr/bin/env bash
# The deployment scenario; started by run.sh inside namespaces that end everything with it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
deploy=$here/../../scripts/deploy_to_infrastructure.sh
work=$1
gateway=10.77.0.1
a=10.77.0.11
b=10.77.0.12
registry=$gateway:5000
# shellcheck source=infra/tests/checks.sh
. "$here/../checks.sh"

# ---------------------------------------------------------------- the network, the registry, the machines

mount --make-rprivate /
ip link set lo up
ip link add bridge0 type bridge
ip address add "$gateway/24" dev bridge0
ip link set bridge0 up

mkdir -p "$work/registry"
cat >"$work/registry.yml" <<CONFIG
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "$registry"}
CONFIG
docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &

ssh-keygen -q -t ed25519 -N '' -f "$work/key"
machine() { # NAME ADDRESS
  local directory=$work/$1
  mkdir -p "$directory/ssh" "$directory/opt"
  ssh-keygen -q -t ed25519 -N '' -f "$directory/ssh/host_key"
  cp "$work/key.pub" "$directory/ssh/authorized_keys"
  printf '[%s]:22222 %s\n' "$2" "$(cut -d ' ' -f 1,2 "$directory/ssh/host_key.pub")" >>"$work/known_hosts"
  unshare --net --mount bash "$here/machine.sh" "$directory" "$2" "$gateway" &
  local pid=$!
  # The interface can move once the process has left this network.
  until [[ $(readlink "/proc/$pid/ns/net") != $(readlink /proc/self/ns/net) ]]; do sleep 0.05; done
  ip link add "veth-$1" type veth peer name eth0 netns "$pid"
  ip link set "veth-$1" master bridge0 up
}
machine a "$a"
machine b "$b"

engine() { # MACHINE DOCKER-ARGUMENTS…
  local machine=$1
  shift
  DOCKER_HOST=unix://$work/$machine/docker.sock docker "$@"
}
for machine in a b; do
  for _ in $(seq 200); do
    engine "$machine" info >/dev/null 2>&1 && break
    sleep 0.1
  done
  engine "$machine" info >/dev/null || { cat "$work/$machine/engine.log" && exit 1; }
done

# ---------------------------------------------------------------- the images

# Each image serves its own name as /version; `start` runs before it serves.
image() { # NAME USER START
  local root=$work/image-$1
  mkdir -p "$root/bin" "$root/www" "$root/app/data/observer" "$root/app/logs" "$root/app/config" "$root/tmp"
  cp /bin/busybox "$root/bin/"
  ln -s busybox "$root/bin/sh"
  ln -s busybox "$root/bin/id"
  mkdir "$root/etc"
  printf 'root:x:0:0::/:/bin/sh\nqts:x:10001:10001::/:/bin/sh\n' >"$root/etc/passwd"
  echo "$1" | tee "$root/www/version" >"$root/www/health"
  [[ $1 == never-ready ]] || echo ready >"$root/www/ready"
  printf '%s\n' "$3" 'trap "exit 0" TERM' 'busybox httpd -f -p 8000 -h /www & wait' >"$root/start"
  tar -C "$root" -cf - . |
    engine a import --change "USER $2" --change 'CMD ["/bin/sh","/start"]' - "$registry/qts-observer:$1" >/dev/null
  engine a push --quiet "$registry/qts-observer:$1" >/dev/null
  engine a image inspect --format '{{index .RepoDigests 0}}' "$registry/qts-observer:$1" >"$work/digest-$1"
  engine a image rm "$registry/qts-observer:$1" >/dev/null
}

# The third release is built by the pipeline's own script, from a package of the shape that it gets.
packaged_image() { # NAME
  image "$1" qts "$records"
  local package=$work/package/qts_ops_deploy
  mkdir -p "$package"
  cp -R "$work/image-$1" "$package/root"
  printf '%s\n' 'FROM scratch' 'COPY root /' 'USER qts' 'CMD ["/bin/sh", "/start"]' >"$package/Dockerfile"
  tar -C "$work/package" -czf "$work/package.tar.gz" qts_ops_deploy
  DOCKER_HOST=unix://$work/a/docker.sock PACKAGE=$work/package.tar.gz \
    "$here/../../scripts/build_image.sh" "$registry/qts-observer" "$1-built" >"$work/build.log" 2>&1 || { cat "$work/build.log" && exit 1; }
  sed -n 's/^image=//p' "$work/build.log" >"$work/digest-$1"
  engine a image rm "$registry/qts-observer:$1-built" "$registry/qts-observer:latest" >/dev/null
}
# shellcheck disable=SC2016 # The image's shell expands it.
records='echo started >>/app/data/observer/journal; echo "$SECRET" >/app/logs/seen'
image v1 qts "$records"
image v2 qts "$records"
packaged_image v3
image never-ready qts "$records"
image breaks-on-old-data 10001 "[ -s /app/data/observer/journal ] && exit 3; $records"
image refuses-config 10001 "[ -e /app/config/refuse ] && exit 4; $records"
image as-root root "$records"

# ---------------------------------------------------------------- helpers of the scenario

export DEPLOY_SSH_USER=root DEPLOY_SSH_PORT=22222 DEPLOY_SSH_KEY_FILE=$work/key
export DEPLOY_KNOWN_HOSTS_FILE=$work/known_hosts DEPLOY_TIMEOUT_SECONDS=4 DEPLOY_BY=scenario
export DEPLOY_ENV='SECRET=open-sesame'

run() { # EXPECTED-CODE COMMAND [IMAGE-NAME]
  local expected=$1 command=$2 code=0
  local arguments=("$command" --hosts "${hosts:-$a $b}")
  [[ -z ${3:-} ]] || arguments+=(--image "$(cat "$work/digest-$3")")
  "$deploy" "${arguments[@]}" >"$work/said" 2>&1 || code=$?
  cat "$work/said"
  [[ $code == "$expected" ]] || { echo "exit code $code, expected $expected" && return 1; }
}
serves() { # MACHINE VERSION
  local address=$a
  [[ $1 == a ]] || address=$b
  [[ $(curl --fail --silent --max-time 5 "http://$address:8000/version") == "$2" ]]
}
both_serve() {
  serves a "$1" && serves b "$1"
}
said() {
  grep -q -- "$1" "$work/said"
}
not_said() {
  ! said "$1"
}
id_of() {
  engine "$1" container inspect --format '{{.Id}} {{.State.StartedAt}}' qts-observer
}
inspect() { # MACHINE FORMAT
  engine "$1" container inspect --format "$2" "${3:-qts-observer}"
}

# ---------------------------------------------------------------- the scenario

check "a first release reaches both machines" run 0 deploy v1
check "... and answers" both_serve v1
check "... with its environment" same "$(cat "$work/a/opt/qts-observer/logs/seen")" open-sesame
check "the environment is root's alone" same "$(stat -c '%a %u' "$work/a/opt/qts-observer/release/current.env")" "600 0"
check "no candidate stays behind" same "$(ls "$work/a/opt/qts-observer/release")" current.env
check "limits and hardening are on" same \
  "$(inspect a '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.MemoryReservation}} {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.NetworkMode}} {{index .HostConfig.LogConfig.Config "max-size"}}x{{index .HostConfig.LogConfig.Config "max-file"}}')" \
  "true [ALL] [no-new-privileges] 1000000000 536870912 268435456 unless-stopped qts-network 10mx3"

before=$(id_of a)
check "the same release again changes nothing" run 0 deploy v1
check "... as it says" said "0 deployed, 2 unchanged"
check "... and as the container shows" same "$(id_of a)" "$before"

check "a second release replaces the first" run 0 deploy v2
check "... on both machines" both_serve v2
check "the first is kept, stopped" same "$(inspect b '{{.State.Running}} {{.Config.Image}}' qts-observer-previous)" "false $(cat "$work/digest-v1")"

before=$(id_of a)
check "a release that is never ready fails" run 1 deploy never-ready
check "... in its rehearsal, so that the running one was not touched" same "$(id_of a)" "$before"
check "... and shows why" said "not ready after 4 s"

check "a release that breaks on the real data fails" run 1 deploy breaks-on-old-data
check "... and the old one is back by itself" both_serve v2
check "... with the data intact" grep -q started "$work/a/opt/qts-observer/data/journal"
check "... and the environment it had" grep -q open-sesame "$work/a/opt/qts-observer/release/current.env"

touch "$work/b/opt/qts-observer/config/refuse"
check "a failure on the second machine fails the run" run 1 deploy refuses-config
check "... and takes the first machine back too" both_serve v2

check "an image that runs as root is refused" run 1 deploy as-root
check "... with the reason" said "runs as root"
check "an image named by a tag is refused" bash -c "! '$deploy' deploy --hosts $a --image '$registry/qts-observer:v3'"

mkdir "$work/a/opt/qts-observer/deploy.lock"
echo "by=somebody" >"$work/a/opt/qts-observer/deploy.lock/owner"
check "a locked machine refuses a deployment" run 10 deploy v3
check "... and names the owner" said "by=somebody"
check "... and stays as it was" both_serve v2
check "... and keeps the lock" test -d "$work/a/opt/qts-observer/deploy.lock"
check "a dead lock can be taken away" run 0 unlock
check "a third release goes through" run 0 deploy v3
check "... to both" both_serve v3

check "a rollback goes one release back" run 0 rollback
check "... on both machines" both_serve v2
check "a second rollback goes forward again" run 0 rollback
check "... to where it was" both_serve v3
check "status says ready" run 0 status
check "... and which release" said "image=$(cat "$work/digest-v3")"

engine a stop qts-observer >/dev/null
check "status of a stopped machine is an error" run 1 status
check "deploying again heals it" run 0 deploy v3
check "... on the machine that needed it" said "1 deployed, 1 unchanged"

awk -v host="[$a]:22222" -v key="$(cut -d ' ' -f 2 "$work/key.pub")" '$1 == host { $3 = key } { print }' "$work/known_hosts" >"$work/wrong_hosts"
DEPLOY_KNOWN_HOSTS_FILE=$work/wrong_hosts check "a machine with another host key is refused" run 1 deploy v1
check "... without a word to it" not_said "result="
check "... so that all stays as it was" both_serve v3

check "the audit log tells it all" same \
  "$(sed -E 's/^[^ ]+ by=[^ ]+ //; s/image=[^ ]+ ?//' "$work/a/opt/qts-observer/deploy-audit.log" | paste -sd '|')" \
  "deploy result=deployed|deploy result=unchanged|deploy result=deployed|deploy result=failed step=rehearsal|deploy result=failed step=switch|deploy result=deployed|rollback result=rolled-back|deploy result=failed step=pull|unlock was=by=somebody|deploy result=deployed|rollback result=rolled-back|rollback result=rolled-back|deploy result=deployed"
check "... and no secret" bash -c "! grep -r open-sesame '$work/a/opt/qts-observer/deploy-audit.log' '$work/said'"

# The registry of the cloud: the machine's identity becomes a registry token, and never an argument.
mkdir "$work/stubs" "$work/cloud"
cat >"$work/stubs/curl" <<'STUB'
#!/bin/sh
echo "curl $*" >>"$CALLS"
case "$*" in
  *169.254.169.254*) echo '{"access_token": "azure-token"}' ;;
  *oauth2/exchange*) grep -q 'service=mock.azurecr.io&access_token=azure-token' && echo '{"refresh_token": "registry-token"}' ;;
esac
STUB
cat >"$work/stubs/docker" <<'STUB'
#!/bin/sh
echo "docker $*" >>"$CALLS"
case $1 in
  login) cat >"$CALLS.password" ;;
  *) exit 1 ;;
esac
STUB
chmod +x "$work/stubs/curl" "$work/stubs/docker"
echo 'A=1' >"$work/cloud.env"
CALLS=$work/calls PATH=$work/stubs:$PATH QTS_HOME=$work/cloud "$here/../../scripts/host_release.sh" \
  deploy "mock.azurecr.io/qts-observer@sha256:$(printf '0%.0s' {1..64})" "$work/cloud.env" >/dev/null 2>&1 || true
check "the machine's identity logs in to the registry" grep -q 'docker login --username 00000000-0000-0000-0000-000000000000 --password-stdin mock.azurecr.io' "$work/calls"
check "... with the exchanged token" same "$(cat "$work/calls.password")" registry-token
check "... which is in no argument" bash -c "! grep -E 'azure-token|registry-token' '$work/calls'"

finish

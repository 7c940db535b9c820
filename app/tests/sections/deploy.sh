# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# Brings the package to a machine over a real SSH service with a pinned host key, and back again.
docker rm --force qts-observer >/dev/null
host=$work/host
mkdir -p "$work/ssh" /run/sshd "$host"
ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/host_key"
ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/key"
ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/other_key"
cp "$work/ssh/key.pub" "$work/ssh/authorized_keys"
cat >"$work/ssh/config" <<CONFIG
ListenAddress 127.0.0.1:22222
HostKey $work/ssh/host_key
AuthorizedKeysFile $work/ssh/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
PidFile none
CONFIG
/usr/sbin/sshd -D -e -f "$work/ssh/config" 2>"$work/ssh/log" &
printf '[127.0.0.1]:22222 %s\n' "$(cut -d ' ' -f 1,2 "$work/ssh/host_key.pub")" >"$work/ssh/known_hosts"
printf '[127.0.0.1]:22222 %s\n' "$(cut -d ' ' -f 1,2 "$work/ssh/other_key.pub")" >"$work/ssh/wrong_hosts"

flow() { # ARGUMENTS…
  env -u QTS_PORT QTS_HOME="$host" DEPLOY_SSH_USER=root DEPLOY_SSH_PORT=22222 DEPLOY_SSH_KEY_FILE="$work/ssh/key" \
    DEPLOY_KNOWN_HOSTS_FILE="${known_hosts:-$work/ssh/known_hosts}" DEPLOY_BY=scenario DEPLOY_TIMEOUT_SECONDS=20 \
    "$repository/app/deploy_flow.sh" "$@" --hosts 127.0.0.1 | tee "$work/flow"
}
running_version() {
  docker image inspect --format '{{index .Config.Labels "org.opencontainers.image.version"}}' "$(inspect '{{.Image}}')"
}
# The next version: the same program under another number, with a manifest that says so.
next_package() { # VERSION SED-EXPRESSION FILE
  rm -rf "$work/next"
  mkdir "$work/next"
  tar -xzf "$work/package.tar.gz" -C "$work/next"
  sed -i "$2" "$work/next/qts_ops_deploy/$3"
  local path=$work/next/qts_ops_deploy/$3
  sed -i -e "s,^version: .*,version: $1," \
    -e "s,^[0-9a-f]\{64\} [0-9]* \([0-7]*\) $3\$,$(sha256sum "$path" | cut -d ' ' -f 1) $(stat -c %s "$path") \1 $3," "$work/next/qts_ops_deploy/MANIFEST.txt"
  tar -C "$work/next" -czf "$work/$1.tar.gz" qts_ops_deploy
}
send_some() { # FIRST COUNT
  snapshots "$1" "$2" deploy | curl --silent --fail --header "Authorization: Bearer $(cat "$host/config/token")" \
    --header 'Content-Type: application/x-ndjson' --data-binary @- "$url/v1/snapshots" | grep -q "\"recorded\":$2"
}
recorded() {
  curl --silent --header "Authorization: Bearer $(cat "$host/config/token")" "$url/metrics" |
    awk '$1 == "observer_snapshots_total{outcome=\"recorded\"}" { printf "%.0f\n", $2 }'
}
version=$(sed -n 's/^version: //p' "$package/MANIFEST.txt")
next_package 9.0.0 's/"version": "1.0.0"/"version": "9.0.0"/' app/deployment_config.json
next_package 9.1.0-broken 's/-Xmx256m/-Xmx1m/' app/bin/java_options

docker image rm --force qts-observer:9.0.0 qts-observer:9.1.0-broken >/dev/null 2>&1 || true
check "a dry run changes nothing" flow --package "$work/package.tar.gz" --dry-run
check "... and says what each step would do" same "$(grep -c '^would ' "$work/flow")" 5
check "... as the machine shows" same "$(ls -A "$host")" ""
known_hosts=$work/ssh/wrong_hosts check "a machine with another host key is refused" fails flow --package "$work/package.tar.gz"
check "... in the step that asks it" grep -q '^== infrastructure failed' "$work/flow"
check "... which names the way back" grep -q '^Nothing was changed on any machine' "$work/flow"

check "the package is deployed" flow --package "$work/package.tar.gz"
check "... step by step, and verified with CPU, memory and disk" grep -Eq 'note  use +cpu .* memory .* disk' "$work/flow"
check "... and runs" same "$(running_version)" "$version"
check "records are taken" send_some 0 20000

check "the next version is deployed" flow --package "$work/9.0.0.tar.gz"
check "... and runs" same "$(running_version)" 9.0.0
check "... with every record and the canary" same "$(recorded)" 20002
check "the image before is kept" docker image inspect "qts-observer:$version"
check "records are taken by it" send_some 20000 20000
sum_before=$(recorded)

check "a version that never gets ready is stopped" fails flow --package "$work/9.1.0-broken.tar.gz"
check "... before any machine saw it" grep -q '^== image failed' "$work/flow"
mkdir "$host/deploy.lock"
echo "by=somebody" >"$host/deploy.lock/owner"
check "a locked machine is not deployed to" fails flow --package "$work/package.tar.gz"
check "... and names the owner" grep -q 'by=somebody' "$work/flow"
rm -r "$host/deploy.lock"
check "all of this changed nothing" same "$(running_version) $(recorded)" "9.0.0 $sum_before"

check "one command goes back" flow rollback
check "... to the version before" same "$(running_version)" "$version"
check "... and loses no acknowledged record" same "$(recorded)" "$sum_before"
check "... by the verifier of that version, too" env QTS_HOME="$host" "$host/package/verify_ops.sh" immediate
check "... as each record says" same "$(curl --silent --header "Authorization: Bearer $(cat "$host/config/token")" --header 'Accept: application/x-ndjson' "$url/v1/records?kind=snapshot&session=deploy&limit=all" | grep -o '"run_id":"deploy-[0-9]*"' | sort -u | wc -l)" 40000
check "the audit log tells it all" same "$(sed -E 's/^[^ ]+ by=[^ ]+ //; s/image=[^ ]+ ?//' "$host/deploy-audit.log" | paste -sd '|')" \
  "deploy result=deployed|deploy result=deployed|rollback result=rolled-back"
docker rm --force qts-observer qts-observer-previous >/dev/null

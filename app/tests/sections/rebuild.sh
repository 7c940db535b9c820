# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# The image is built a second time from another folder, without what the first build left: the same files with
# the same bytes, owners, modes and times. run.sh has made the two archives it compares from two clones.
content_of() { # IMAGE; a line for each file, without those that the engine puts into each container
  local id
  id=$(docker create "$1")
  docker export "$id" | "$JAVA_HOME/bin/java" "$tests/Contents.java" |
    grep -vE '^(\.dockerenv|dev/console|etc/(hostname|hosts|mtab|resolv\.conf)) '
  docker rm "$id" >/dev/null
}
check "two clones in two folders at two times give the same archive" cmp "$work/one.tar.gz" "$work/two.tar.gz"
check "deploy_ops.sh accepts it" "$repository/app/deploy_ops.sh" --check "$work/one.tar.gz"

for build in one two; do
  mkdir -p "$work/$build/elsewhere"
  tar -xzf "$work/$build.tar.gz" -C "$work/$build/elsewhere"
  docker build --no-cache --quiet --tag "rebuilt:$build" "$work/$build/elsewhere/qts_ops_deploy" >/dev/null 2>"$work/build.log" || cat "$work/build.log"
  content_of "rebuilt:$build" >"$work/$build.content"
done
check "the image has files" test "$(wc -l <"$work/one.content")" -gt 1000
check "two builds of the image have the same content" diff "$work/one.content" "$work/two.content"
check "... and the same form" same "$(docker image inspect --format '{{json .Config}}' rebuilt:one)" "$(docker image inspect --format '{{json .Config}}' rebuilt:two)"

# Damage of any kind is found.
copy=$work/damaged.tar.gz
tampered() { # COMMAND, run in the unpacked package
  rm -rf "$work/tampered"
  mkdir "$work/tampered"
  tar -xzf "$work/one.tar.gz" -C "$work/tampered"
  (cd "$work/tampered/qts_ops_deploy" && "$@")
  tar -C "$work/tampered" -czf "$copy" qts_ops_deploy
  ! "$repository/app/deploy_ops.sh" --check "$copy"
}
check "a changed file is found" tampered sed -i 's/256m/512m/' app/bin/java_options
check "... by name" grep -q 'app/bin/java_options' "$work/output"
check "a missing file is found" tampered rm sbom.cdx.json
check "an added file is found" tampered touch app/extra.jar
check "a lost permission is found" tampered chmod -x start_ops.sh
check "the parts list names every library" same \
  "$(find "$work/one/elsewhere/qts_ops_deploy/app/lib" -name '*.jar' | wc -l)" "$(jq '.components | length' "$work/one/elsewhere/qts_ops_deploy/sbom.cdx.json")"
check "a tree with changes is refused" bash -c "cd '$work/clone-two' && touch change && ! app/deploy_ops.sh"

#!/usr/bin/env bash
# Builds the service's image from its package and pushes it; prints image=NAME@sha256:DIGEST last.
#
#   build_image.sh REPOSITORY [VERSION]     REPOSITORY such as registry.example.com/qts-observer
#
# Without VERSION it is the commit, and the tree must be clean: an image says what it was built from.
# PACKAGE names a qts_ops_deploy.tar.gz that exists already; otherwise app/deploy_ops.sh makes it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
repository=${1:?usage: build_image.sh REPOSITORY [VERSION]}
version=${2:-}
if [[ -z $version ]]; then
  if [[ -n $(git -C "$root" status --porcelain) ]]; then
    echo "build_image: the tree has changes that no commit holds; commit them or name a VERSION" >&2
    exit 2
  fi
  version=$(git -C "$root" rev-parse HEAD)
fi

package=${PACKAGE:-$root/app/qts_ops_deploy.tar.gz}
[[ -n ${PACKAGE:-} ]] || "$root/app/deploy_ops.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -xzf "$package" -C "$work"
dockerfile=$(find "$work" -maxdepth 2 -name Dockerfile)
[[ -n $dockerfile ]] || { echo "build_image: $package holds no Dockerfile" >&2 && exit 1; }

docker build --pull --tag "$repository:$version" --tag "$repository:latest" \
  --label "org.opencontainers.image.revision=$version" "$(dirname "$dockerfile")"
docker push --quiet "$repository:$version"
docker push --quiet "$repository:latest"
image=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$repository:$version" | grep -m 1 "^$repository@")
echo "image=$image"
[[ -z ${GITHUB_OUTPUT:-} ]] || printf 'image=%s\ndigest=%s\n' "$image" "${image#*@}" >>"$GITHUB_OUTPUT"

#!/usr/bin/env bash
# Makes the package that a machine receives: qts_ops_deploy.tar.gz beside this file, the same bytes for
# the same commit whoever builds it, wherever and whenever. The folder qts_ops_deploy beside it is filled
# as well, so that it can be started where it lies.
#
#   deploy_ops.sh                     from the commit that is checked out; the tree must be clean
#   deploy_ops.sh --allow-dirty       from the files as they are; the version says so
#   deploy_ops.sh --output FILE       to another place; the folder stays as it is
#   deploy_ops.sh --check [FILE]      compares an archive with the manifest in it
#
# Needs git, a JDK 25, GNU tar and gzip. Exit codes: 0 done, 1 the check or the build failed, 2 refused.
set -euo pipefail

# The modes of folders in the program's archive come from here, too.
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/.." && pwd)
archive=$here/qts_ops_deploy.tar.gz
folder=qts_ops_deploy

refuse() {
  printf 'deploy_ops: %s\n' "$*" >&2
  exit 2
}

dirty='' check='' output=''
while (($# > 0)); do
  case $1 in
    --allow-dirty) dirty=allowed ;;
    --output)
      output=${2:?--output names a file}
      shift
      ;;
    --check)
      check=yes
      [[ -z ${2:-} ]] || { archive=$2 && shift; }
      ;;
    *) sed -n '2,/^set -euo/{/^set -euo/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" && exit 2 ;;
  esac
  shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check_archive() {
  [[ -r $archive ]] || refuse "$archive can't be read"
  tar -xzf "$archive" -C "$work" || refuse "$archive is no archive, or is damaged"
  [[ -e $work/$folder/MANIFEST.txt ]] || refuse "$archive holds no $folder/MANIFEST.txt"
  # The checker is this one's, not the archive's: an archive must not judge itself.
  "$here/$folder/check_manifest.sh" "$work/$folder"
}

if [[ -n $check ]]; then
  check_archive
  exit
fi

# ---------------------------------------------------------------- what it is made from

git -C "$repository" rev-parse --verify --quiet HEAD >/dev/null || refuse "$repository is no git repository"
revision=$(git -C "$repository" rev-parse HEAD)
changes=$(git -C "$repository" status --porcelain)
if [[ -n $changes && -z $dirty ]]; then
  refuse "the tree has changes that no commit holds; commit them, or say --allow-dirty:
$changes"
fi

# Built in a folder of its own: what lies in target/ or is ignored by git can't get into the package.
source=$work/source
mkdir "$source"
if [[ -n $changes ]]; then
  suffix=-dirty
  git -C "$repository" ls-files -z --cached --others --exclude-standard --deduplicate |
    (cd "$repository" && while IFS= read -r -d '' file; do [[ ! -e $file ]] || printf '%s\0' "$file"; done) |
    tar -C "$repository" --null --files-from - -cf - | tar -C "$source" -xf -
else
  suffix=
  git -C "$repository" archive HEAD | tar -C "$source" -xf -
fi
time=$(git -C "$repository" log -1 --format=%ct)
release=$(sed -n 's,^  <version>\(.*\)</version>,\1,p' "$source/pom.xml" | head -n 1)
version=${release%-SNAPSHOT}-${revision:0:12}$suffix

# ---------------------------------------------------------------- the program and its parts list

(cd "$source" && ./mvnw -q package -Pparts-list -Dmaven.test.skip=true -Dspotless.check.skip=true) >"$work/build.log" 2>&1 || {
  cat "$work/build.log" >&2
  exit 1
}

package=$source/app/$folder
cp "$source/target/qts-observer.jar" "$package/app/"
mkdir "$package/app/lib"
cp "$source"/target/lib/*.jar "$package/app/lib/"
cp "$source/target/sbom.cdx.json" "$package/"
cp "$source/infra/scripts/host_release.sh" "$package/"
mkdir -p "$package/monitoring/prometheus"
cp "$source/config/prometheus/alerts.rules.yaml" "$package/monitoring/prometheus/"
rm -f "$package/.gitignore"

# ---------------------------------------------------------------- the manifest and the archive

# Independent of the umask it was checked out with.
find "$package" -type d -exec chmod 0755 {} +
find "$package" -type f -perm -u+x -exec chmod 0755 {} +
find "$package" -type f ! -perm -u+x -exec chmod 0644 {} +

(
  cd "$package"
  export LC_ALL=C
  echo "# The files of this package: SHA-256, size in bytes, mode, path. check_manifest.sh compares them."
  echo "version: $version"
  echo "revision: $revision"
  echo "created: $(date -u -d "@$time" +%Y-%m-%dT%H:%M:%SZ)"
  find . -type f ! -name MANIFEST.txt -printf '%P\n' | sort | while IFS= read -r path; do
    printf '%s %d %s %s\n' "$(sha256sum "$path" | cut -d ' ' -f 1)" "$(stat -c %s "$path")" "$(stat -c %a "$path")" "$path"
  done
) >"$work/MANIFEST.txt"
install -m 0644 "$work/MANIFEST.txt" "$package/MANIFEST.txt"

LC_ALL=C tar -C "$source/app" --sort=name --format=ustar --mtime="@$time" --owner=0 --group=0 --numeric-owner \
  -cf "$work/package.tar" "$folder"
gzip -9 -n "$work/package.tar"
mv "$work/package.tar.gz" "${output:-$archive}"

if [[ -z $output ]]; then
  rm -rf "${here:?}/$folder/app/lib"
  tar -xzf "$archive" -C "$here"
fi
printf 'version %s\n%s  %s\n' "$version" "$(sha256sum "${output:-$archive}" | cut -d ' ' -f 1)" "${output:-$archive}"

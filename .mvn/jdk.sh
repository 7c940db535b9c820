# shellcheck shell=sh
# Finds a JDK 25 and exports it as JAVA_HOME. Sourced by ./observer and ./mvnw, so that both agree.
# Order: JAVA_HOME, the usual folders, `java` on the path.

jdk_version=25

# True when the folder $1 holds a complete JDK of the wanted version.
is_wanted_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -q "^JAVA_VERSION=\"${jdk_version}[\".]" "$1/release"
}

find_jdk() {
  for candidate in \
    "${JAVA_HOME:-}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk@"$jdk_version" \
    "$(java_on_path)"; do
    if [ -n "$candidate" ] && is_wanted_jdk "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  cat >&2 <<MESSAGE
observer: no JDK $jdk_version found.
  Looked at JAVA_HOME (${JAVA_HOME:-not set}), the usual folders (/usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks) and java on the path.
  Remedy: install a JDK $jdk_version (for example Eclipse Temurin $jdk_version) and set JAVA_HOME to its folder.
MESSAGE
  return 1
}

java_on_path() {
  on_path=$(command -v java) || return 0
  dirname "$(dirname "$(readlink -f "$on_path")")"
}

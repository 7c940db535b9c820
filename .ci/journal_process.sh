#!/usr/bin/env bash
# Sourced by kills.sh and power_cuts.sh: makes ready what ends a small process with a journal again and again.
#
# The process must start quickly, thousands of times: its classes are loaded ahead into a cache, which takes them
# from archives only, and the native library of the compressor is unpacked once instead of at every start.

# prepare_crash_loop WORK: afterwards crash_loop runs qts.journal.CrashLoop, with the files it needs in WORK.
prepare_crash_loop() {
  local work=$1 zstd
  # shellcheck source=.mvn/jdk.sh
  . .mvn/jdk.sh
  find_jdk
  # A build of just these classes may be given, as planted_bugs.sh does.
  classes=${CRASH_CLASSES:-target/classes} tests=${CRASH_TESTS:-target/test-classes}
  [[ -e $tests/qts/journal/CrashLoop.class && -d target/lib ]] || ./mvnw -q package -DskipTests -Dspotless.check.skip
  zstd=$(echo target/lib/zstd-jni-*.jar)
  "$JAVA_HOME/bin/jar" --create --file "$work/journal.jar" -C "$tests" qts/journal
  "$JAVA_HOME/bin/jar" --update --file "$work/journal.jar" -C "$classes" qts/journal -C "$classes" qts/observer
  (cd "$work" && "$JAVA_HOME/bin/jar" --extract --file "$OLDPWD/$zstd" "linux/$(native_name)")
  class_path=$work/journal.jar:$PWD/$zstd
  options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m --enable-native-access=ALL-UNNAMED
    -Djdk.util.jar.enableMultiRelease=false -DZstdNativePath="$(echo "$work"/linux/*/libzstd-jni-*.so)")
  "$JAVA_HOME/bin/java" "${options[@]}" -XX:AOTCacheOutput="$work/cache" -cp "$class_path" \
    qts.journal.JournalProcess "$work/training" 0 </dev/null >"$work/training.txt" 2>&1
  options+=(-XX:AOTCache="$work/cache" -Xlog:aot=off -Xlog:cds=off)
}

native_name() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    *) uname -m ;;
  esac
}

# crash_loop FOLDER COUNT [SEED] [JAVA OPTION …]
crash_loop() {
  local folder=$1 count=$2 seed=${3:-$RANDOM$RANDOM}
  "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED "${@:4}" \
    -Dcrash.java="${options[*]}" -cp "$class_path" qts.journal.CrashLoop "$folder" "$count" "$seed"
}

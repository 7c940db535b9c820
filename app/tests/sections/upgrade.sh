# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# Data of earlier versions of the format is opened; data of a later one is refused and left as it is.
journal=$package/data/journal

# Every journal that the tests keep of a version of the format.
for kept in "$repository"/src/test/resources/golden/*/; do
  docker rm --force qts-observer >/dev/null 2>&1 || true
  rm -rf "$package/data"
  mkdir -p "$journal"
  (cd "$journal" && "$JAVA_HOME/bin/jar" --extract --file "$kept/journal.zip")
  chown -R 10001 "$package/data"
  check "a journal of $(basename "$kept") is opened" start_service
  check "... and its records are read" bash -c "curl --silent --header 'Authorization: Bearer $(token)' --header 'Accept: application/x-ndjson' '$url/v1/records?limit=10' | grep -q '\"position\":0'"
done

fresh_service
snapshots 0 1000 upgrade | ask /v1/snapshots --header 'Content-Type: application/x-ndjson' --data-binary @- >/dev/null
check "records are there" same "$(metric 'observer_snapshots_total{outcome="recorded"}')" 1000
docker rm --force qts-observer >/dev/null
start_service
check "the same version opens them again in a new container" same "$(metric 'observer_snapshots_total{outcome="recorded"}')" 1000
docker stop qts-observer >/dev/null

# A segment as a later version would have written it: its number in the header, under a right checksum.
cat >"$work/Later.java" <<'JAVA'
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

class Later {
  public static void main(String[] paths) throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(paths[0]));
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(8, (short) (header.getShort(8) + Short.parseShort(paths[1])));
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 88);
    header.putInt(88, (int) crc.getValue());
    Files.write(Path.of(paths[0]), bytes);
  }
}
JAVA
segment=$journal/segment-0000000001.qtsj
"$JAVA_HOME/bin/java" "$work/Later.java" "$segment" 1
before=$(sha256sum "$segment")
docker start qts-observer >/dev/null
refused() { [[ $(inspect '{{.RestartCount}}') -ge 1 ]]; }
check "a downgrade does not start" within 30 refused
check "... and says why, and what to do" bash -c "docker logs qts-observer 2>&1 | grep -Eq 'version 2 of the format by a later version of this program.*Start the later version again'"
docker stop qts-observer >/dev/null
check "... and has changed nothing" same "$(sha256sum "$segment")" "$before"
check "the doctor finds it" bash -c "! '$package/doctor.sh' >'$work/diagnosis' 2>&1"
check "... and names the version" grep -q 'version 2 of the format' "$work/diagnosis"

# Told to stop before it could say so again, it ends in order; that is not the reason why it is not there.
docker start qts-observer >/dev/null
docker stop qts-observer >/dev/null
check "... also when the last try was cut short" bash -c "! '$package/doctor.sh' >'$work/diagnosis' 2>&1"
check "... of which version" grep -q 'version 2 of the format' "$work/diagnosis"

"$JAVA_HOME/bin/java" "$work/Later.java" "$segment" -1
docker start qts-observer >/dev/null
check "the later version goes on where it was" within 30 is_ready
check "... with every record" same "$(metric 'observer_snapshots_total{outcome="recorded"}')" 1000

package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import qts.journal.Group;
import qts.journal.Inclusion;

/** Writes the proof that a record is in the journal of a checkpoint, as documented. */
public final class ProofText {
  private static final String FORM = "qts-observer-proof/1";

  private ProofText() {}

  /** The proof, which ends with the signed checkpoint. */
  public static String of(Inclusion inclusion, String checkpoint) {
    Group group = inclusion.records();
    int i = inclusion.index();
    StringBuilder text = new StringBuilder(FORM).append('\n');
    line(text, "position", Long.toString(group.position(i)));
    line(text, "kind", Integer.toString(group.kind(i).code()));
    line(text, "event", Long.toString(group.eventMillis(i)));
    line(text, "receive", Long.toString(group.receiveMillis(i)));
    line(text, "monotonic", Long.toString(group.monotonicNanos(i)));
    line(text, "sequence", Long.toString(group.sequence(i)));
    line(text, "stream", base64(group.stream(i).getBytes(UTF_8)));
    line(text, "notes", base64(group.notes(i)));
    line(text, "payload", base64(group.payload(i)));
    line(text, "record", i + " of " + group.count());
    hashes(text, inclusion.recordPath());
    line(text, "group", inclusion.groupIndex() + " of " + inclusion.groupCount());
    hashes(text, inclusion.groupPath());
    return text.append('\n').append(checkpoint).toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(' ').append(value).append('\n');
  }

  private static void hashes(StringBuilder text, List<byte[]> hashes) {
    hashes.forEach(hash -> text.append(base64(hash)).append('\n'));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

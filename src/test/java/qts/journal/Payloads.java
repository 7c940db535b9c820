package qts.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The payloads of records as text, in order; there must be no damage among them. */
public final class Payloads implements RecordVisitor {
  private final List<String> found = new ArrayList<>();

  private Payloads() {}

  /** Those of a range of an open journal; closes the reader. */
  public static List<String> of(JournalReader reader, ReadRange range) throws IOException {
    try (reader) {
      Payloads payloads = new Payloads();
      reader.forward(range, payloads);
      return payloads.found;
    }
  }

  /** Those of a range of the journal in a folder, read without the process that writes it. */
  public static List<String> of(Path journal, ReadRange range) throws IOException {
    DiskStorage storage = new DiskStorage(journal, Instant::now, System::nanoTime);
    return of(JournalReader.open(storage, (group, i) -> 0), range);
  }

  @Override
  public boolean onRecord(Group group, int i) {
    found.add(new String(group.payload(i), StandardCharsets.UTF_8));
    return true;
  }

  @Override
  public void onDamage(Damage damage) {
    throw new AssertionError(damage);
  }
}

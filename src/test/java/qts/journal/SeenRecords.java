package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Collects what a reader shows, up to a number of records. */
final class SeenRecords implements RecordVisitor {
  private final List<String> texts = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private final int most;

  SeenRecords() {
    this(Integer.MAX_VALUE);
  }

  SeenRecords(int most) {
    this.most = most;
  }

  /** The payloads in the order in which they were shown. */
  List<String> texts() {
    return texts;
  }

  List<Damage> damages() {
    return damages;
  }

  @Override
  public boolean onRecord(Group group, int i) {
    texts.add(new String(group.payload(i), UTF_8));
    return texts.size() < most;
  }

  @Override
  public void onDamage(Damage damage) {
    damages.add(damage);
  }
}

package qts.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the processes of one journal said to be durable, and the comparison with what the journal
 * holds: every acknowledged sample is at its position; every other record is a sample as it was
 * offered; the samples of a thread in a life are there once, in order, without holes.
 */
final class AcknowledgedSamples {
  private static final int LOOK_BACK = 2_000;

  private final Map<Long, Sample> unchecked = new HashMap<>();
  private final Map<Long, Sample> all = new HashMap<>();
  private long highest = -1;
  private long checkedTo;

  void acknowledge(int life, Acknowledgement said) {
    for (int i = 0; i < said.positions().size(); i++) {
      long position = said.positions().get(i);
      Sample sample = new Sample(life, said.thread(), said.n() + i);
      all.put(position, sample);
      unchecked.put(position, sample);
      highest = Math.max(highest, position);
    }
  }

  /** A process has opened the journal and will go on at {@code position}. */
  void opened(long position) {
    if (position <= highest) {
      throw new AssertionError(
          "opened at position " + position + ", although " + highest + " was acknowledged");
    }
  }

  /** Reads the journal, all of it or what was added since the last time. */
  void check(Path folder, boolean everything) throws IOException {
    Storage storage = new DiskStorage(folder, InstantSource.system(), System::nanoTime);
    long from = everything ? 0 : Math.max(0, checkedTo - LOOK_BACK);
    try (JournalReader reader = JournalReader.open(storage, Sample::keyOf)) {
      Comparison comparison = new Comparison(everything ? all : unchecked, from);
      reader.forward(ReadRange.everything().positions(from, Long.MAX_VALUE), comparison);
      comparison.end(reader.nextPosition());
      checkedTo = reader.nextPosition();
    }
    unchecked.clear();
  }

  /** Sees the records and holds them against what was acknowledged. */
  private static final class Comparison implements RecordVisitor {
    private final Map<Long, Sample> missing;
    private final Map<String, Integer> next = new HashMap<>();
    private long position;

    Comparison(Map<Long, Sample> acknowledged, long from) {
      this.missing = new HashMap<>(acknowledged);
      this.position = from;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      Sample sample = Sample.of(group, i);
      Sample wanted = Optional.ofNullable(missing.remove(group.position(i))).orElse(sample);
      if (group.position(i) != position++
          || !sample.equals(wanted)
          || !Arrays.equals(group.payload(i), sample.payload())) {
        throw new AssertionError(
            "position " + group.position(i) + " holds " + sample + " instead of " + wanted);
      }
      Integer expected = next.put(sample.life() + " " + sample.thread(), sample.n() + 1);
      if (expected != null && expected != sample.n()) {
        throw new AssertionError(sample + " follows number " + (expected - 1));
      }
      return true;
    }

    @Override
    public void onDamage(Damage damage) {
      throw new AssertionError(damage);
    }

    void end(long nextPosition) {
      if (!missing.isEmpty() || position != nextPosition) {
        throw new AssertionError(
            "acknowledged and lost: "
                + missing
                + "; read up to "
                + position
                + " of "
                + nextPosition);
      }
    }
  }
}

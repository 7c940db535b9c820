package qts.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The judge of a journal's promises: what was offered to it and how much of that it acknowledged,
 * kept outside. Whatever happened to the disk, the journal must hold a beginning of what was
 * offered, whole and in order, and at least what was acknowledged.
 */
final class Account {
  private static final RecordKind[] KINDS = {
    RecordKind.SNAPSHOT, RecordKind.SNAPSHOT, RecordKind.JUDGMENT, RecordKind.REJECTED
  };

  /** Finds the key of a record that an account offered. */
  static final KeyReader KEYS = (group, i) -> keyOf(group.data(), group.payloadFrom(i));

  private final Random random;
  private final List<Offer> offers = new ArrayList<>();
  private long acknowledged = -1;
  private long madeUp;

  /** {@code random} decides what is offered. */
  Account(Random random) {
    this.random = random;
  }

  /** An account that says the same and goes its own way from here. */
  Account copy() {
    Account copy = new Account(new Random(madeUp));
    copy.offers.addAll(offers);
    copy.acknowledged = acknowledged;
    copy.madeUp = madeUp;
    return copy;
  }

  /** A record as it was offered; the receive time is settled by the journal. */
  record Offer(
      RecordKind kind,
      String stream,
      long sequence,
      long eventMillis,
      long monotonicNanos,
      String notes,
      String payload) {

    static Offer of(Group group, int i) {
      return new Offer(
          group.kind(i),
          group.stream(i),
          group.sequence(i),
          group.eventMillis(i),
          group.monotonicNanos(i),
          new String(group.notes(i), ISO_8859_1),
          new String(group.payload(i), ISO_8859_1));
    }

    Entry fill(Entry entry, long receiveMillis) {
      byte[] noteBytes = notes.getBytes(ISO_8859_1);
      byte[] payloadBytes = payload.getBytes(ISO_8859_1);
      return entry
          .of(kind, stream, sequence, eventMillis, receiveMillis, monotonicNanos)
          .payload(payloadBytes, 0, payloadBytes.length)
          .notes(noteBytes, noteBytes.length);
    }

    @Override
    public String toString() {
      return kind + " " + payload.substring(0, 8) + " of " + payload.length() + " bytes";
    }

    long key() {
      return keyOf(payload.getBytes(ISO_8859_1), 0);
    }
  }

  /** The key is the first eight characters. */
  private static long keyOf(byte[] payload, int from) {
    return RecordKey.of(payload, from, from + 8);
  }

  /** Makes up a record with a payload of up to {@code maxBytes}. */
  Offer makeUp(int maxBytes, Storage clocks) {
    long n = madeUp++;
    byte[] noise = new byte[random.nextInt(maxBytes)];
    random.nextBytes(noise);
    return new Offer(
        KINDS[random.nextInt(KINDS.length)],
        "source@" + random.nextInt(3),
        n,
        clocks.millis() - random.nextInt(1000),
        clocks.nanos(),
        "n".repeat(random.nextInt(3)),
        Long.toString(100_000_000 + n).substring(1) + new String(noise, ISO_8859_1));
  }

  /** Appends a record; it must get the next position. */
  void append(Journal journal, Entry entry, Offer offer, long receiveMillis) throws IOException {
    long position = journal.append(offer.fill(entry, receiveMillis), offer.key());
    if (position != offers.size()) {
      assertThat(position).as("position of the record").isEqualTo(offers.size());
    }
    offers.add(offer);
  }

  /** Takes everything up to {@code position} for acknowledged. */
  void acknowledge(long position) {
    acknowledged = Math.max(acknowledged, position);
  }

  /** How many records were acknowledged. */
  long acknowledged() {
    return acknowledged + 1;
  }

  /** A journal was opened after its writer ended: what it does not have is forgotten. */
  void reopened(Journal journal) {
    assertThat(journal.recovery().damages()).isEmpty();
    assertThat(journal.nextPosition()).isBetween(acknowledged + 1, (long) offers.size());
    offers.subList((int) journal.nextPosition(), offers.size()).clear();
    acknowledged = journal.nextPosition() - 1;
    findsRecentKeys(journal);
  }

  private void findsRecentKeys(Journal journal) {
    for (int i = Math.max(0, offers.size() - 20); i < offers.size(); i++) {
      assertThat(journal.findRecent(offers.get(i).key())).as("position by key").isEqualTo(i);
    }
  }

  /** Reads everything and compares it with what was offered and acknowledged. */
  void check(JournalReader reader) throws IOException {
    Reading reading = new Reading();
    reader.forward(ReadRange.everything(), reading);
    assertThat((long) reading.found.size())
        .as("records that were found")
        .isBetween(acknowledged + 1, (long) offers.size());
    compare(reading.found);
  }

  private void compare(List<Offer> found) {
    for (int i = 0; i < found.size(); i++) {
      if (!found.get(i).equals(offers.get(i))) {
        assertThat(found.get(i)).as("position %d", i).isEqualTo(offers.get(i));
      }
    }
  }

  /**
   * Reads the journal while it is written. Whatever it shows counts as acknowledged: a reader may
   * have acted on it.
   */
  void checkLive(Journal journal) throws IOException {
    try (JournalReader reader = journal.reader()) {
      check(reader);
      acknowledge(reader.nextPosition() - 1);
    }
  }

  /** Looks some records up by their keys. */
  void checkKeys(JournalReader reader) throws IOException {
    for (int i = 0; i <= acknowledged; i += 17) {
      assertThat(reader.find(offers.get(i).key())).as("positions by key").contains((long) i);
    }
  }

  /** What a reader shows: dense positions, receive times that don't go back, no damage. */
  private static final class Reading implements RecordVisitor {
    private final List<Offer> found = new ArrayList<>();
    private long receiveMillis = Long.MIN_VALUE;

    @Override
    public boolean onRecord(Group group, int i) {
      if (group.position(i) != found.size() || group.receiveMillis(i) < receiveMillis) {
        throw new AssertionError(
            "position %d, received at %d, follows position %d, received at %d"
                .formatted(
                    group.position(i), group.receiveMillis(i), found.size() - 1, receiveMillis));
      }
      receiveMillis = group.receiveMillis(i);
      found.add(Offer.of(group, i));
      return true;
    }

    @Override
    public void onDamage(Damage damage) {
      throw new AssertionError(damage);
    }
  }
}

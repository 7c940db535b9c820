package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final String[] STREAMS = {"source@0", "source@1", "source@2"};
  private static final byte[] NOTES = {'n', 'n'};
  private static final int KEY_DIGITS = 8;

  /** What payloads are cut from: to make up each of them anew would take longer than all else. */
  private static final byte[] NOISE = new byte[1 << 20];

  static {
    new Random(0).nextBytes(NOISE);
  }

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

  /**
   * A record as it was offered; the receive time is settled by the journal. Its payload is its
   * number, then {@code noise} bytes from {@code noiseFrom} of what all are cut from.
   */
  record Offer(
      RecordKind kind,
      String stream,
      long number,
      long eventMillis,
      long monotonicNanos,
      int notes,
      int noiseFrom,
      int noise) {

    Entry fill(Entry entry, long receiveMillis) {
      byte[] payload = Arrays.copyOf(digits(), KEY_DIGITS + noise);
      System.arraycopy(NOISE, noiseFrom, payload, KEY_DIGITS, noise);
      return entry
          .of(kind, stream, number, eventMillis, receiveMillis, monotonicNanos)
          .payload(payload, 0, payload.length)
          .notes(NOTES, notes);
    }

    /** Whether the {@code i}-th record of a group is this one, to the last byte. */
    boolean isIn(Group group, int i) {
      int payloadFrom = group.payloadFrom(i);
      return group.kind(i) == kind
          && group.stream(i).equals(stream)
          && group.sequence(i) == number
          && group.eventMillis(i) == eventMillis
          && group.monotonicNanos(i) == monotonicNanos
          && Arrays.equals(group.data(), group.notesFrom(i), group.notesTo(i), NOTES, 0, notes)
          && group.payloadTo(i) - payloadFrom == KEY_DIGITS + noise
          && isIn(group.data(), payloadFrom);
    }

    private boolean isIn(byte[] data, int payloadFrom) {
      int noiseAt = payloadFrom + KEY_DIGITS;
      return isNumberAt(data, payloadFrom)
          && Arrays.equals(data, noiseAt, noiseAt + noise, NOISE, noiseFrom, noiseFrom + noise);
    }

    long key() {
      return keyOf(digits(), 0);
    }

    private boolean isNumberAt(byte[] data, int from) {
      long rest = number;
      for (int i = from + KEY_DIGITS - 1; i >= from; i--) {
        if (data[i] != '0' + rest % 10) {
          return false;
        }
        rest /= 10;
      }
      return true;
    }

    private byte[] digits() {
      byte[] digits = new byte[KEY_DIGITS];
      long rest = number;
      for (int i = KEY_DIGITS - 1; i >= 0; i--) {
        digits[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      return digits;
    }
  }

  /** The key is the number that the payload begins with. */
  private static long keyOf(byte[] payload, int from) {
    return RecordKey.of(payload, from, from + KEY_DIGITS);
  }

  /** Makes up a record with a payload of up to {@code maxBytes} behind its number. */
  Offer makeUp(int maxBytes, Storage clocks) {
    int noise = random.nextInt(maxBytes);
    return new Offer(
        KINDS[random.nextInt(KINDS.length)],
        STREAMS[random.nextInt(STREAMS.length)],
        madeUp++,
        clocks.millis() - random.nextInt(1000),
        clocks.nanos(),
        random.nextInt(NOTES.length + 1),
        random.nextInt(NOISE.length - noise),
        noise);
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
    assertThat(compare(reader)).as("records that were found").isGreaterThan(acknowledged);
  }

  /** Reads everything and compares it with what was offered; how many records there are. */
  private long compare(JournalReader reader) throws IOException {
    Comparison comparison = new Comparison();
    reader.forward(ReadRange.everything(), comparison);
    return comparison.found;
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

  /**
   * The same from outside the process, where what was found at the start and not added to since is
   * not shown yet.
   */
  void checkBeside(JournalReader outside) throws IOException {
    acknowledge(compare(outside) - 1);
  }

  /** Looks some records up by their keys. */
  void checkKeys(JournalReader reader) throws IOException {
    for (int i = 0; i <= acknowledged; i += 17) {
      assertThat(reader.find(offers.get(i).key())).as("positions by key").contains((long) i);
    }
  }

  /** What a reader shows: what was offered, receive times that don't go back, no damage. */
  private final class Comparison implements RecordVisitor {
    private long found;
    private long receiveMillis = Long.MIN_VALUE;

    @Override
    public boolean onRecord(Group group, int i) {
      if (group.position(i) != found || group.receiveMillis(i) < receiveMillis) {
        throw new AssertionError(
            "position %d, received at %d, follows position %d, received at %d"
                .formatted(group.position(i), group.receiveMillis(i), found - 1, receiveMillis));
      }
      if (found == offers.size() || !offers.get((int) found).isIn(group, i)) {
        throw new AssertionError("position " + found + " is not what was offered there");
      }
      receiveMillis = group.receiveMillis(i);
      found++;
      return true;
    }

    @Override
    public void onDamage(Damage damage) {
      throw new AssertionError(damage);
    }
  }
}

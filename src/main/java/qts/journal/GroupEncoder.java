package qts.journal;

import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import qts.observer.Shape;

/**
 * Turns the records of a group into the body of a frame, before compression, and has them hashed.
 * Both may begin while the group still fills: each part of the body grows in a buffer of its own,
 * and they are put together at the end. Reusable, one group after the other.
 */
final class GroupEncoder {
  /** Text is much from this part of a body on: one in so many bytes. */
  private static final int TEXT_SHARE = 8;

  private final RecordHasher hasher;
  private final ByteSink eventMillis = new ByteSink(1 << 10);
  private final ByteSink receiveMillis = new ByteSink(1 << 10);
  private final ByteSink monotonicNanos = new ByteSink(1 << 10);
  private final ByteSink streams = new ByteSink(1 << 10);
  private final ByteSink sequences = new ByteSink(1 << 10);
  private final ByteSink notesLengths = new ByteSink(1 << 10);
  private final ByteSink notes = new ByteSink(1 << 10);
  private final ByteSink forms = new ByteSink(1 << 10);
  private final ByteSink storedLengths = new ByteSink(1 << 10);
  private final ByteSink stored = new ByteSink(1 << 10);
  private final ByteSink checksums = new ByteSink(1 << 10);
  private final GroupColumns columns = new GroupColumns();
  private final ByteSink body = new ByteSink(1 << 16);
  private final CRC32C crc = new CRC32C();
  private long[] lastSequence = new long[8];
  private @Nullable GroupBuffer group;
  private long firstPosition;
  private int encoded;
  private int dictionaryLength;
  private boolean finished;

  /** What it encodes is hashed by {@code hasher}. */
  GroupEncoder(RecordHasher hasher) {
    this.hasher = hasher;
  }

  /** How many records of the group are encoded. */
  int encoded(GroupBuffer of) {
    return isAt(of) ? encoded : 0;
  }

  /** Whether the group was finished, and none after it was begun. */
  boolean isFinished(GroupBuffer of) {
    return finished && isAt(of);
  }

  private boolean isAt(GroupBuffer other) {
    return group == other && firstPosition == other.firstPosition;
  }

  /** Encodes the records that are in the group by now. */
  void advance(GroupBuffer filling) {
    if (!isAt(filling)) {
      begin(filling);
    }
    int to = filling.count();
    hasher.offer(to);
    encode(filling, encoded, to);
    encoded = to;
  }

  private void begin(GroupBuffer next) {
    group = next;
    firstPosition = next.firstPosition;
    encoded = 0;
    finished = false;
    hasher.begin(next);
    for (ByteSink part : parts()) {
      part.clear();
    }
    checksums.clear();
    columns.clear();
    Arrays.fill(lastSequence, 0);
  }

  /** The parts between kinds and columns, in the order of the format. */
  private ByteSink[] parts() {
    return new ByteSink[] {
      eventMillis,
      receiveMillis,
      monotonicNanos,
      streams,
      sequences,
      notesLengths,
      notes,
      forms,
      storedLengths,
      stored
    };
  }

  private void encode(GroupBuffer g, int from, int to) {
    if (from == to) {
      return;
    }
    encodeTimes(g, from, to);
    for (int i = from; i < to; i++) {
      encodeSequence(g.stream[i], g.sequence[i]);
      notesLengths.putUvar(g.notesLength[i]);
      notes.put(g.data(), g.notesAt[i], g.notesLength[i]);
      encodeForm(g, i);
      checksums.putInt(checksum(g, i));
    }
    columns.add(g, from, to);
  }

  private void encodeTimes(GroupBuffer g, int from, int to) {
    int last = Math.max(0, from - 1);
    long event = from == 0 ? g.receiveMillis[0] : g.eventMillis[last];
    eventMillis.putDifferences(g.eventMillis, from, to, event);
    receiveMillis.putDifferences(g.receiveMillis, from, to, g.receiveMillis[last]);
    monotonicNanos.putDifferences(g.monotonicNanos, from, to, g.monotonicNanos[last]);
  }

  private void encodeSequence(int stream, long sequence) {
    if (stream >= lastSequence.length) {
      lastSequence = Arrays.copyOf(lastSequence, 2 * stream);
    }
    streams.putUvar(stream);
    sequences.putSvar(sequence - lastSequence[stream]);
    lastSequence[stream] = sequence;
  }

  private void encodeForm(GroupBuffer g, int i) {
    forms.putUvar(g.form[i]);
    if (g.form[i] == 0) {
      storedLengths.putUvar(g.payloadLength[i]);
      stored.put(g.data(), g.payloadAt[i], g.payloadLength[i]);
    }
  }

  private int checksum(GroupBuffer g, int i) {
    crc.reset();
    crc.update(g.data(), g.leafAt[i] + 1, g.leafLength[i] - 1);
    return (int) crc.getValue();
  }

  /** The body of the group, which gets no more records; valid until the next group begins. */
  ByteSink finish(GroupBuffer full) {
    advance(full);
    body.clear();
    writeStreams(full);
    writeShapes(full);
    dictionaryLength = body.length();
    body.put(full.kind, 0, full.count);
    for (ByteSink part : parts()) {
      body.put(part);
    }
    columns.writeTo(body, full);
    body.put(checksums);
    finished = true;
    return body;
  }

  /** Whether much of the body of the finished group is text as it came. */
  boolean isMuchText() {
    int text = dictionaryLength + stored.length() + notes.length() + columns.textLength();
    return text > body.length() / TEXT_SHARE;
  }

  /** The record root of the group that was finished; once. */
  Hash root() {
    return new Hash(hasher.finish(encoded));
  }

  /** Lets the records that are in the next group by now be hashed; this one has its root. */
  void hashAhead(GroupBuffer next) {
    hasher.begin(next);
    hasher.offerToOthers(next.count());
  }

  private void writeStreams(GroupBuffer full) {
    body.putUvar(full.dictionary().streamNames().size());
    full.dictionary().streamNames().forEach(body::putBlock);
  }

  private void writeShapes(GroupBuffer full) {
    GroupDictionary dictionary = full.dictionary();
    body.putUvar(dictionary.shapeCount());
    for (int s = 0; s < dictionary.shapeCount(); s++) {
      Shape shape = dictionary.shape(s);
      body.putUvar(shape.valueCount() + 1);
      for (int i = 0; i <= shape.valueCount(); i++) {
        body.putBlock(shape.segment(i));
      }
    }
  }
}

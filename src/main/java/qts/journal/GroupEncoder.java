package qts.journal;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import qts.observer.Shape;

/** Turns the records of a group into the body of a frame, before compression. Reusable. */
final class GroupEncoder implements Closeable {
  private final ByteSink body = new ByteSink(1 << 16);
  private final ColumnEncoder columns = new ColumnEncoder(body);
  private final RecordForm form = new RecordForm();
  private final CRC32C crc = new CRC32C();
  private final RecordHasher hasher = new RecordHasher();
  private final int[] members = new int[GroupBuffer.MAX_RECORDS];

  /** The body of the last encoded group; valid until the next. */
  ByteSink body() {
    return body;
  }

  /**
   * Encodes the group. Its record root may become known later; until then the group must not
   * change.
   */
  CompletableFuture<byte[]> encode(GroupBuffer group) {
    body.clear();
    byte[][] streams = encodeStreams(group);
    CompletableFuture<byte[]> root = hasher.start(group, streams);
    encodeShapes(group);
    body.put(group.kind, 0, group.count);
    encodeDifferences(group.eventMillis, group.count, group.receiveMillis[0]);
    encodeDifferences(group.receiveMillis, group.count, group.receiveMillis[0]);
    encodeDifferences(group.monotonicNanos, group.count, group.monotonicNanos[0]);
    encodeSequences(group);
    encodeNotes(group);
    encodePayloads(group);
    encodeChecksums(group, streams);
    return root;
  }

  private byte[][] encodeStreams(GroupBuffer group) {
    byte[][] streams = new byte[group.streams.size()][];
    body.putUvar(streams.length);
    int i = 0;
    for (String name : group.streams.keySet()) {
      streams[i] = name.getBytes(StandardCharsets.UTF_8);
      body.putBlock(streams[i++]);
    }
    return streams;
  }

  private void encodeShapes(GroupBuffer group) {
    body.putUvar(group.shapeCount);
    for (int s = 0; s < group.shapeCount; s++) {
      Shape shape = group.shapes[s];
      body.putUvar(shape.valueCount() + 1);
      for (int i = 0; i <= shape.valueCount(); i++) {
        body.putBlock(shape.segment(i));
      }
    }
  }

  private void encodeDifferences(long[] values, int count, long start) {
    long before = start;
    for (int i = 0; i < count; i++) {
      body.putSvar(values[i] - before);
      before = values[i];
    }
  }

  private void encodeSequences(GroupBuffer group) {
    for (int i = 0; i < group.count; i++) {
      body.putUvar(group.stream[i]);
    }
    long[] before = new long[group.streams.size()];
    for (int i = 0; i < group.count; i++) {
      int stream = group.stream[i];
      body.putSvar(group.sequence[i] - before[stream]);
      before[stream] = group.sequence[i];
    }
  }

  private void encodeNotes(GroupBuffer group) {
    for (int i = 0; i < group.count; i++) {
      body.putUvar(group.notesLength[i]);
    }
    for (int i = 0; i < group.count; i++) {
      body.put(group.data, group.notesAt[i], group.notesLength[i]);
    }
  }

  private void encodePayloads(GroupBuffer group) {
    for (int i = 0; i < group.count; i++) {
      body.putUvar(group.form[i]);
    }
    for (int i = 0; i < group.count; i++) {
      if (group.form[i] == 0) {
        body.putUvar(group.payloadLength[i]);
      }
    }
    for (int i = 0; i < group.count; i++) {
      if (group.form[i] == 0) {
        body.put(group.data, group.payloadAt[i], group.payloadLength[i]);
      }
    }
    encodeColumns(group);
  }

  private void encodeColumns(GroupBuffer group) {
    for (int s = 0; s < group.shapeCount; s++) {
      int count = membersOf(group, s + 1);
      for (int v = 0; v < group.shapes[s].valueCount(); v++) {
        columns.encode(group, members, count, v);
      }
    }
  }

  private int membersOf(GroupBuffer group, int form) {
    int count = 0;
    for (int i = 0; i < group.count; i++) {
      if (group.form[i] == form) {
        members[count++] = i;
      }
    }
    return count;
  }

  private void encodeChecksums(GroupBuffer group, byte[][] streams) {
    for (int i = 0; i < group.count; i++) {
      form.of(group, i, streams);
      body.putInt(form.checksum(crc));
    }
  }

  @Override
  public void close() {
    hasher.close();
  }
}

package qts.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A frame of a segment that is changed and then gets checksums that are right, as a faulty program
 * or a forger would leave it; and where the frames of a segment are.
 */
final class ForgedFrame {
  private FrameHeader header;
  private byte[] body;

  private ForgedFrame(FrameHeader header, byte[] body) {
    this.header = header;
    this.body = body;
  }

  /** The frame that begins at {@code at}, as it is. */
  static ForgedFrame of(byte[] segment, int at) {
    FrameHeader header = header(segment, at);
    int from = at + FrameHeader.BYTES;
    return new ForgedFrame(header, Arrays.copyOfRange(segment, from, from + header.bodyLength()));
  }

  /** Where frame {@code number} of a segment begins, counted from 0. */
  static int at(byte[] segment, int number) {
    int at = SegmentHeader.FRAMES_AT;
    for (int i = 0; i < number; i++) {
      at += header(segment, at).frameLength();
    }
    return at;
  }

  static FrameHeader header(byte[] segment, int at) {
    FrameHeader header =
        FrameHeader.read(ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN), at, new CRC32C());
    if (header == null) {
      throw new AssertionError("no frame at " + at);
    }
    return header;
  }

  ForgedFrame kinds(int kinds) {
    header = header(header.codec(), body.length, header.rawLength(), kinds, header.root());
    return this;
  }

  ForgedFrame root(Hash root) {
    header = header(header.codec(), body.length, header.rawLength(), header.kinds(), root);
    return this;
  }

  ForgedFrame body(FrameHeader.Codec codec, byte[] bytes, int rawLength) {
    body = bytes;
    header = header(codec, bytes.length, rawLength, header.kinds(), header.root());
    return this;
  }

  byte[] body() {
    return body;
  }

  private FrameHeader header(
      FrameHeader.Codec codec, int bodyLength, int rawLength, int kinds, Hash root) {
    return new FrameHeader(
        header.type(),
        codec,
        FrameHeader.frameLength(bodyLength),
        bodyLength,
        rawLength,
        header.records(),
        header.firstPosition(),
        header.durable(),
        header.minEventMillis(),
        header.maxEventMillis(),
        header.firstReceiveMillis(),
        header.lastReceiveMillis(),
        header.monotonicNanos(),
        kinds,
        header.filterLow(),
        header.filterHigh(),
        root,
        header.chain());
  }

  /** The segment with this frame at {@code at}, which must be as long as the one there. */
  byte[] in(byte[] segment, int at) {
    if (header(segment, at).frameLength() != header.frameLength()) {
      throw new AssertionError("the forged frame has another length");
    }
    byte[] bytes = segment.clone();
    ByteBuffer into = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(at);
    CRC32C crc = new CRC32C();
    header.write(into, crc);
    into.put(body);
    while (into.position() < at + header.frameLength() - FrameHeader.TRAILER_BYTES) {
      into.put((byte) 0);
    }
    header.writeTrailer(into, at, crc);
    return bytes;
  }
}

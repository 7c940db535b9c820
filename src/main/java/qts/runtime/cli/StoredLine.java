package qts.runtime.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import qts.journal.Group;
import qts.logs.PlainText;
import qts.observer.Utf8Buffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** How a record of the journal is written on a line. */
enum StoredLine {
  /** Its place and the beginning of its payload. */
  PERSON {
    @Override
    void add(Group group, int i, Utf8Buffer out) {
      int to = Math.min(group.payloadTo(i), group.payloadFrom(i) + SHOWN_BYTES);
      String begin = text(group, group.payloadFrom(i), to);
      out.add(
          utf8(
              "%12d  %-24s  %-13s  %-24s  %s%s"
                  .formatted(
                      group.position(i),
                      Instant.ofEpochMilli(group.receiveMillis(i)),
                      RecordKinds.word(group.kind(i)),
                      PlainText.of(group.stream(i)),
                      PlainText.of(begin),
                      to < group.payloadTo(i) ? "…" : "")));
    }
  },

  /** Its payload and nothing else. */
  PAYLOAD {
    @Override
    void add(Group group, int i, Utf8Buffer out) {
      out.addOnOneLine(group.data(), group.payloadFrom(i), group.payloadTo(i));
    }
  },

  /** Everything, as JSON. */
  JSON {
    @Override
    void add(Group group, int i, Utf8Buffer out) {
      out.add(utf8("{\"position\":")).add(group.position(i));
      out.add(utf8(",\"kind\":")).addQuoted(RecordKinds.word(group.kind(i)));
      out.add(utf8(",\"event_ms\":")).add(group.eventMillis(i));
      out.add(utf8(",\"receive_ms\":")).add(group.receiveMillis(i));
      out.add(utf8(",\"monotonic_ns\":")).add(group.monotonicNanos(i));
      out.add(utf8(",\"stream\":")).addQuoted(group.stream(i));
      out.add(utf8(",\"sequence\":")).add(group.sequence(i));
      addBytes("notes", group, group.notesFrom(i), group.notesTo(i), out);
      addBytes("payload", group, group.payloadFrom(i), group.payloadTo(i), out);
      out.add(utf8(",\"checksum\":\"" + HexFormat.of().toHexDigits(group.checksum(i)) + "\"}"));
    }
  };

  private static final int SHOWN_BYTES = 72;
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** Adds record {@code i} of {@code group} without a line end. */
  abstract void add(Group group, int i, Utf8Buffer out);

  private static void addBytes(String name, Group group, int from, int to, Utf8Buffer out) {
    if (isJson(group.data(), from, to)) {
      out.add(utf8(",\"" + name + "\":")).addOnOneLine(group.data(), from, to);
    } else {
      ByteBuffer bytes = ByteBuffer.wrap(group.data(), from, to - from);
      out.add(utf8(",\"" + name + "_base64\":\""));
      out.add(Base64.getEncoder().encode(bytes).array()).add('"');
    }
  }

  /** Whether the bytes are one JSON value in UTF-8 that every reader takes. */
  private static boolean isJson(byte[] bytes, int from, int to) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString();
    } catch (CharacterCodingException notText) {
      return false;
    }
    try (JsonParser in = MAPPER.createParser(text)) {
      boolean some = in.nextToken() != null;
      in.skipChildren();
      return some && in.nextToken() == null;
    } catch (JacksonException notJson) {
      return false;
    }
  }

  private static String text(Group group, int from, int to) {
    return new String(group.data(), from, to - from, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

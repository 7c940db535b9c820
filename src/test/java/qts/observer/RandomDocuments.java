package qts.observer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import qts.decision.Seeded;

/** Snapshots as varied as the contract allows, and damaged ones. */
final class RandomDocuments {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "71000.10",
          "12345678901234567890",
          "1e-07",
          "1E+22",
          "-0.5e-3",
          "1e308",
          "1e-9999",
          "0.0",
          "9".repeat(300),
          "3.141592653589793238462643383279");

  private static final List<String> STRINGS =
      List.of(
          "",
          "KRX",
          "삼성전자",
          "a\\\"b",
          "\\\\",
          "\\/\\b\\f\\n\\r\\t",
          "\\u0041\\uAc00",
          "\\ud83d\\ude00",
          "\uD83D\uDE00",
          "}",
          "[{,:",
          "é",
          "null",
          "1",
          "eight888",
          "exactly sixteen!",
          "longer than two words of eight bytes each");

  private static final List<String> NAMES =
      List.of(
          "price",
          "volume",
          "bid",
          "ask",
          "bid_price",
          "ask_price",
          "open",
          "high",
          "low",
          "close",
          "levels",
          "깊이",
          "a",
          "",
          "meta",
          "price_delta_short",
          "a_name_longer_than_two_words",
          "\\u0070rice",
          "x\\ny",
          "snapshot");

  /** What damage may put in the place of a part. */
  private static final List<String> PARTS =
      List.of(
          "NaN",
          "Infinity",
          "-Infinity",
          "1e999",
          "1e-99999999",
          "null",
          "true",
          "0",
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          " ",
          "\n",
          "\t",
          "\0",
          "{}",
          "[]",
          "\"\"",
          "\\ud800",
          "\\u00",
          "\"a\":1,",
          "\"price\":1,",
          "-",
          ".",
          "e",
          "00",
          "가",
          "\"meta\":{},",
          "Z",
          "9",
          "\\u0061");

  private final Seeded seeded;

  RandomDocuments(Seeded seeded) {
    this.seeded = seeded;
  }

  /** A snapshot that meets the contract. */
  String snapshot() {
    Instant instant = Instant.ofEpochMilli(1_700_000_000_000L + seeded.random().nextLong(1L << 38));
    List<String> members = new ArrayList<>();
    members.add(member("meta", meta(instant)));
    members.add(member("context", context()));
    members.add(member("observation", observation()));
    sometimes(members, "trace", seeded.flag() ? "null" : randomObject(2));
    sometimes(members, "more", value(2));
    return blank() + object(members) + blank();
  }

  private String meta(Instant instant) {
    List<String> members = new ArrayList<>();
    members.add(member("timestamp", quoted(time(instant))));
    members.add(member("timestamp_ms", String.valueOf(instant.toEpochMilli())));
    members.add(member("session_id", quoted("session_" + seeded.between(0, 10))));
    members.add(member("run_id", quoted(Long.toHexString(seeded.random().nextLong()))));
    members.add(member("mode", quoted(seeded.oneOf(List.of("PROD", "DEV", "")))));
    members.add(member("observer_version", quoted(seeded.oneOf(List.of("v1.0.0", "v1.0.1")))));
    sometimes(
        members, "iteration_id", seeded.oneOf(List.of("null", "0", "-5", "123456789012345678901")));
    sometimes(members, "loop_interval_ms", seeded.oneOf(List.of("null", "1000.0", "5")));
    sometimes(members, "latency_ms", seeded.oneOf(List.of("null", "1.644", "1e1")));
    sometimes(members, "tick_source", seeded.oneOf(List.of("null", "\"websocket\"")));
    sometimes(members, "buffer_depth", seeded.oneOf(List.of("null", "42")));
    sometimes(members, "flush_reason", seeded.oneOf(List.of("null", "\"full\"")));
    sometimes(members, "more", value(2));
    return object(members);
  }

  private String time(Instant instant) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * seeded.between(-18 * 60, 18 * 60 + 1));
    String text = TIME.format(OffsetDateTime.ofInstant(instant, offset));
    String finer = seeded.oneOf(List.of("", "", "9", "000", "123456", "999999999"));
    return text.substring(0, 23) + finer + text.substring(23);
  }

  private String context() {
    List<String> members = new ArrayList<>();
    members.add(
        member("source", quoted(seeded.oneOf(List.of("market", "broker", "system", "external")))));
    members.add(member("stage", quoted(seeded.oneOf(List.of("raw", "computed", "state")))));
    sometimes(members, "symbol", seeded.oneOf(List.of("null", "\"005930\"", "\"삼성\"", "\"\"")));
    sometimes(members, "market", seeded.oneOf(List.of("null", "\"KRX\"")));
    return object(members);
  }

  private String observation() {
    List<String> members = new ArrayList<>();
    members.add(member("inputs", randomObject(3)));
    members.add(member("computed", randomObject(2)));
    members.add(member("state", randomObject(2)));
    return object(members);
  }

  private void sometimes(List<String> members, String name, String value) {
    if (seeded.flag()) {
      members.add(member(name, value));
    }
  }

  private String member(String name, String value) {
    return quoted(seeded.between(0, 50) == 0 ? escaped(name) : name)
        + blank()
        + ":"
        + blank()
        + value;
  }

  private static String escaped(String name) {
    return "\\u%04x%s".formatted((int) name.charAt(0), name.substring(1));
  }

  private String object(List<String> members) {
    if (seeded.between(0, 5) == 0) {
      Collections.shuffle(members, new Random(seeded.random().nextLong()));
    }
    return "{" + blank() + String.join("," + blank(), members) + "}";
  }

  private String randomObject(int depth) {
    List<String> names = new ArrayList<>(NAMES);
    names.remove(seeded.flag() ? "price" : "\\u0070rice");
    Collections.shuffle(names, new Random(seeded.random().nextLong()));
    List<String> members = new ArrayList<>();
    int size = seeded.between(0, 100) == 0 ? 60 : seeded.between(0, 6);
    for (int i = 0; i < size; i++) {
      String name = i < names.size() ? names.get(i) : "name" + i;
      members.add(quoted(name) + blank() + ":" + value(size > 20 ? 0 : depth - 1));
    }
    return object(members);
  }

  private String value(int depth) {
    return switch (seeded.between(0, depth > 0 ? 7 : 5)) {
      case 0, 1 -> seeded.oneOf(NUMBERS);
      case 2, 3 -> quoted(seeded.oneOf(STRINGS));
      case 4 -> seeded.oneOf(List.of("true", "false", "null"));
      case 5 -> randomObject(depth);
      default -> array(depth);
    };
  }

  private String array(int depth) {
    List<String> elements = new ArrayList<>();
    int size = seeded.between(0, 200) == 0 ? 300 : seeded.between(0, 4);
    for (int i = 0; i < size; i++) {
      elements.add(value(size > 4 ? 0 : depth - 1));
    }
    return "[" + blank() + String.join(blank() + ",", elements) + "]";
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private String blank() {
    return seeded.between(0, 30) == 0 ? seeded.oneOf(List.of(" ", "\n", "\t", "\r\n", "  ")) : "";
  }

  /** The document with one to three damages. */
  byte[] damaged(byte[] document) {
    byte[] damaged = document;
    for (int i = seeded.between(0, 3); i >= 0; i--) {
      damaged = damagedOnce(damaged);
    }
    return damaged;
  }

  private byte[] damagedOnce(byte[] document) {
    if (document.length == 0) {
      return document;
    }
    int at = seeded.between(0, document.length);
    int end = Math.min(document.length, at + seeded.between(1, 9));
    byte[] part = seeded.oneOf(PARTS).getBytes(StandardCharsets.UTF_8);
    return switch (seeded.between(0, 8)) {
      case 0 -> replaced(document, at, at + 1, (byte) seeded.between(-128, 128));
      case 1 -> replaced(document, at, at + 1, (byte) (document[at] ^ 1 << seeded.between(0, 8)));
      case 2 -> Arrays.copyOf(document, at);
      case 3 -> replaced(document, at, end);
      case 4 -> replaced(document, at, at, Arrays.copyOfRange(document, at, end));
      case 5 -> replaced(document, at, end, part);
      case 6 -> digitChanged(document, at);
      default -> replaced(document, at, at, part);
    };
  }

  /** Changes the first digit from {@code at} on: the shape stays. */
  private byte[] digitChanged(byte[] document, int at) {
    int p = at;
    while (p < document.length && (document[p] < '0' || document[p] > '9')) {
      p++;
    }
    return p == document.length
        ? document
        : replaced(document, p, p + 1, (byte) seeded.between('0', '9' + 1));
  }

  private static byte[] replaced(byte[] document, int from, int to, byte... part) {
    ByteArrayOutputStream replaced = new ByteArrayOutputStream();
    replaced.write(document, 0, from);
    replaced.writeBytes(part);
    replaced.write(document, to, document.length - to);
    return replaced.toByteArray();
  }
}

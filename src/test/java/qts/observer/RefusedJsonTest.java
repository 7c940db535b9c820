package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Inputs that are no JSON, or JSON that is not taken, and their findings. */
class RefusedJsonTest {
  private static Refused syntax(String input, int at, String expected, String path, String actual) {
    String reason =
        at >= input.getBytes(StandardCharsets.UTF_8).length
            ? "Not JSON: the input ends at byte %d, expected %s."
            : "Not JSON at byte %d: expected %s.";
    return new Refused(input, "JSON_SYNTAX", path, reason.formatted(at, expected), "", actual);
  }

  static final List<Refused> NOT_JSON =
      List.of(
          syntax("", 0, "a value", "", ""),
          syntax(" \n", 2, "a value", "", ""),
          syntax("\uFEFF{}", 0, "a value", "", "\uFEFF{}"),
          syntax("{", 1, "a name in '\"'", "", ""),
          syntax("{\"a\"", 4, "':'", "a", ""),
          syntax("{\"a\":", 5, "a value", "a", ""),
          syntax("{\"a\":1", 6, "',' or '}'", "", ""),
          syntax("{\"a\":1,", 7, "a name in '\"'", "", ""),
          syntax("{\"a\":1,}", 7, "a name in '\"'", "", "}"),
          syntax("{,}", 1, "a name in '\"'", "", ",}"),
          syntax("{\"a\" 1}", 5, "':'", "a", "1}"),
          syntax("{a:1}", 1, "a name in '\"'", "", "a:1}"),
          syntax("{'a':1}", 1, "a name in '\"'", "", "'a':1}"),
          syntax("{\"a\":[1", 7, "',' or ']'", "a", ""),
          syntax("{\"a\":[1,]}", 8, "a value", "a[1]", "]}"),
          syntax("{\"a\":[1 2]}", 8, "',' or ']'", "a", "2]}"),
          syntax("{\"a\":{\"b\":[0,{\"c\":tru}]}}", 18, "a value", "a.b[1].c", "tru}]}}"),
          syntax("{\"a\":truex}", 9, "',' or '}'", "", "x}"),
          syntax("{\"a\":nul", 5, "a value", "a", "nul"),
          syntax("{\"a\":fals", 5, "a value", "a", "fals"),
          syntax("{\"a\":False}", 5, "a value", "a", "False}"),
          syntax("{\"a\":+1}", 5, "a value", "a", "+1}"),
          syntax("{\"a\":.5}", 5, "a value", "a", ".5}"),
          syntax("{\"a\":01}", 6, "no digit after a leading zero", "a", "1}"),
          syntax("{\"a\":-}", 6, "a digit", "a", "}"),
          syntax("{\"a\":-", 6, "a digit", "a", ""),
          syntax("{\"a\":1.}", 7, "a digit after '.'", "a", "}"),
          syntax("{\"a\":1e}", 7, "a digit in the exponent", "a", "}"),
          syntax("{\"a\":1e+", 8, "a digit in the exponent", "a", ""),
          syntax("{\"a\":0x10}", 6, "',' or '}'", "", "x10}"),
          syntax("{\"a\":-Infinit}", 5, "a value", "a", "-Infinit}"),
          syntax("{\"a\":Nan}", 5, "a value", "a", "Nan}"),
          syntax("{\"a\":-NaN}", 6, "a digit", "a", "NaN}"),
          syntax("{\"a\":\"b", 7, "'\"' at the end of the string", "a", ""),
          syntax("{\"a\":\"b\\", 8, "an escape", "a", ""),
          syntax("{\"a\":\"\\x\"}", 6, "an escape", "a", "\\x\"}"),
          syntax(
              "{\"a\":\"\\u12g4\"}", 6, "four hexadecimal digits after '\\u'", "a", "\\u12g4\"}"),
          syntax("{\"a\":\"\\u12", 6, "four hexadecimal digits after '\\u'", "a", "\\u12"),
          syntax("{\"a\":\"x\ty\"}", 7, "no control character inside a string", "a", "\\u0009y\"}"),
          syntax("{\"x\ny\":1}", 3, "no control character inside a string", "", "\\u000ay\":1}"),
          syntax("{\"a\":1}{}", 7, "nothing after the value", "", "{}"),
          syntax("{\"a\":1} \0", 8, "nothing after the value", "", "\\u0000"),
          syntax("{\"a\":1\f}", 6, "',' or '}'", "", "\\u000c}"),
          syntax("{\"a\":/**/1}", 5, "a value", "a", "/**/1}"),
          syntax("{\"a\":가}", 5, "a value", "a", "가}"),
          syntax(
              Documents.CANONICAL + "x",
              Documents.CANONICAL.length(),
              "nothing after the value",
              "",
              "x"));

  private static Refused duplicate(String input, int at, String path, String actual) {
    return new Refused(
        input,
        "JSON_DUPLICATE_KEY",
        path,
        "The object has this name twice (at byte %d).".formatted(at),
        "each name once",
        actual);
  }

  private static String members(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj("\"k%03d\":0"::formatted)
        .collect(Collectors.joining(","));
  }

  static final List<Refused> TWICE =
      List.of(
          duplicate("{\"a\":1,\"a\":1}", 8, "a", "a"),
          duplicate("{\"a\":1,\"\\u0061\":1}", 8, "\\u0061", "\\u0061"),
          duplicate("{\"\\u0061\":1,\"\\u0061\":1}", 13, "\\u0061", "\\u0061"),
          duplicate("{\"\":1,\"\":{}}", 7, "", ""),
          duplicate(
              "{\"\\ud83d\\ude00\":1,\"\uD83D\uDE00\":1}", 19, "\uD83D\uDE00", "\uD83D\uDE00"),
          duplicate(
              Documents.withInputs("\"x\":[1,{\"price\":1,\"b\":{\"price\":2},\"price\":3}]"),
              333,
              "observation.inputs.x[1].price",
              "price"),
          duplicate(
              "{\"abcdefgh_abcdefgh_abcdefgh\":1,\"abcdefgh_abcdefgh_abcdefgh\":1}",
              33,
              "abcdefgh_abcdefgh_abcdefgh",
              "abcdefgh_abcdefgh_abcdefgh"),
          duplicate("{" + members(0, 33) + ",\"k032\":0}", 299, "k032", "k032"),
          duplicate("{" + members(0, 200) + ",\"k150\":0,\"k170\":0}", 1802, "k150", "k150"),
          duplicate(
              "{" + members(0, 200) + ",\"k\\u003150\":0}", 1802, "k\\u003150", "k\\u003150"));

  static final List<Refused> NOT_TEXT = notText();

  private static List<Refused> notText() {
    List<Refused> refused = new ArrayList<>();
    for (String hex :
        List.of(
            "80 22 3a 31",
            "c0 80 22 3a",
            "c1 bf 22 3a",
            "c3 28 22 3a",
            "e0 9f bf 22",
            "e1 80 22 3a",
            "ed a0 80 22",
            "ef bf 22 3a",
            "f0 8f bf bf",
            "f4 90 80 80",
            "f5 80 80 80",
            "ff 22 3a 31",
            "f1 80 80 22")) {
      refused.add(
          new Refused(
              "{\"ab\":\"" + latin1(hex),
              new Finding(
                  "JSON_UTF8",
                  "ab",
                  "The string is not UTF-8 (at byte 7).",
                  "well-formed UTF-8",
                  hex)));
    }
    for (String lone : List.of("\\ud800", "\\uDBFF", "\\udc00", "\\uDFFF")) {
      refused.add(lone("{\"a\":\"" + lone + "\"}", 6, "a", lone));
      refused.add(lone("{\"a\":{\"" + lone + "\":1}}", 7, "a", lone));
    }
    refused.add(lone("{\"a\":\"\\ud800\\ud800\\udc00\"}", 6, "a", "\\ud800"));
    refused.add(lone("{\"a\":\"\\ud800\\u0041\"}", 6, "a", "\\ud800"));
    refused.add(lone("{\"a\":\"\\ud83d\\ude00\\ude00\"}", 18, "a", "\\ude00"));
    return refused;
  }

  private static Refused lone(String input, int at, String path, String actual) {
    return new Refused(
        input,
        "JSON_LONE_SURROGATE",
        path,
        "The escape is half of a surrogate pair (at byte %d).".formatted(at),
        "surrogates in pairs",
        actual);
  }

  private static String latin1(String hex) {
    return new String(HexFormat.ofDelimiter(" ").parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  private static Refused notFinite(String value) {
    return new Refused(
        Documents.withInputs("\"levels\":[0,{\"price\":" + value + "}]"),
        "JSON_NOT_FINITE",
        "observation.inputs.levels[1].price",
        "The value is not a finite number (at byte 319).",
        "finite numbers",
        value);
  }

  private static Refused size(String value, String reason, String limit) {
    return new Refused(
        Documents.withInputs("\"price\":" + value),
        "JSON_NUMBER_SIZE",
        "observation.inputs.price",
        reason + " (at byte 306).",
        limit,
        value);
  }

  private static final String EXPONENTS = "exponents from -9999 to 9999";

  static final List<Refused> NUMBERS =
      List.of(
          notFinite("NaN"),
          notFinite("Infinity"),
          notFinite("-Infinity"),
          notFinite("1e999"),
          notFinite("-1E+309"),
          notFinite("1.7976931348623159e308"),
          notFinite("0.0001e9999"),
          notFinite("9".repeat(310)),
          notFinite("1" + "0".repeat(309) + ".5"),
          size("9".repeat(1001), "The number has too many digits", "1000 digits"),
          size("0." + "9".repeat(1000), "The number has too many digits", "1000 digits"),
          size("1e" + "0".repeat(999) + "1", "The number has too many digits", "1000 digits"),
          size("1e10000", "The exponent of the number is too large", EXPONENTS),
          size("1e-99999999", "The exponent of the number is too large", EXPONENTS),
          size("0e99999999999999999999", "The exponent of the number is too large", EXPONENTS));

  private static String nested(int depth) {
    return "{\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  static final List<Refused> SIZES =
      List.of(
          new Refused(
              nested(65),
              "JSON_DEPTH",
              "x" + "[0]".repeat(63),
              "Objects and arrays are nested too deeply (at byte 68).",
              "64",
              "["),
          new Refused(
              "[".repeat(1_000_000),
              "JSON_DEPTH",
              "[0]".repeat(64),
              "Objects and arrays are nested too deeply (at byte 64).",
              "64",
              "["),
          new Refused(
              Documents.withInputs("\"x\":\"" + "y".repeat(1 << 20) + "\""),
              "SNAPSHOT_TOO_LARGE",
              "",
              "The input is too large.",
              "1048576 bytes",
              "1048908 bytes"));

  @ParameterizedTest
  @FieldSource({"NOT_JSON", "TWICE", "NOT_TEXT", "NUMBERS", "SIZES"})
  void anInputThatIsNotTakenAsJsonGetsItsFinding(Refused refused) {
    assertThat(refused.findingAfter()).isEqualTo(refused.finding());
    assertThat(refused.findingAfter(Documents.CANONICAL, Documents.withInputs("\"price\":1")))
        .isEqualTo(refused.finding());
  }
}

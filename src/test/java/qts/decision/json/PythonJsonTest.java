package qts.decision.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The expected texts are what CPython 3.11 prints for the same input. */
class PythonJsonTest {

  @Test
  void canonicalFormSortsByCodePointEscapesAllButAsciiAndRewritesFloats() {
    JsonObject object =
        JsonReader.object(
            """
            {"b":[1,-0,1E5,71000.10,1e-5],"😀":true,"\\uffee":null,"가":"a\\u007f\\n\\"\\\\/","":{}}\
            """);
    assertThat(PythonJson.canonical(object))
        .isEqualTo(
            """
            {"": {}, "b": [1, 0, 100000.0, 71000.1, 1e-05], \
            "\\uac00": "a\\u007f\\n\\"\\\\/", "\\uffee": null, "\\ud83d\\ude00": true}\
            """);
  }

  @Test
  void aLineKeepsOrderDigitsAndText() {
    String line = "{\"b\": [1, -0, 1E5, 71000.10], \"가\": \"거래량 😀\\u0001\", \"a\": {}}";
    assertThat(PythonJson.line(JsonReader.object(line))).isEqualTo(line);
  }
}

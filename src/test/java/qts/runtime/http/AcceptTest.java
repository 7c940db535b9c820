package qts.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
  private static final List<String> OFFERED = List.of("application/json", "application/x-ndjson");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "application/x-ndjson | application/x-ndjson",
        "Application/X-NDJSON ; charset=utf-8 | application/x-ndjson",
        "application/json;q=0.5, application/x-ndjson | application/x-ndjson",
        "application/*, application/json;q=0.1 | application/x-ndjson",
        "text/html, */*;q=0.1 | application/json",
        "text/html | none",
        "application/json;q=0 | none",
      })
  void theTypeTheClientPrefersIsChosen(String header, String chosen) {
    assertThat(Accept.choose(header, OFFERED).orElse("none")).isEqualTo(chosen);
  }

  @Test
  void withoutPreferenceTheFirstIsChosen() {
    assertThat(Accept.choose(null, OFFERED)).contains("application/json");
    assertThat(Accept.choose("", OFFERED)).contains("application/json");
  }
}

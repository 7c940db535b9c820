package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTokenTest {
  @TempDir Path folder;

  @Test
  void withoutASettingThereIsNoToken() {
    assertThat(token(Map.of())).isEmpty();
  }

  @Test
  void theVariableHoldsTheToken() {
    ApiToken token = token(Map.of("OBSERVER_API_TOKEN", "s3cret")).orElseThrow();

    assertThat(token.matches("s3cret")).isTrue();
    assertThat(token.matches("s3cre")).isFalse();
    assertThat(token.secret()).isEqualTo("s3cret");
    assertThat(token).hasToString("(hidden)");
  }

  @Test
  void theFileHoldsTheTokenAndPerhapsALineEnd() throws IOException {
    Files.writeString(folder.resolve("token"), "s3cret\n");

    assertThat(token(Map.of("OBSERVER_API_TOKEN_FILE", "token")).orElseThrow().secret())
        .isEqualTo("s3cret");
  }

  @Test
  void aFileWithoutATokenIsRefused() throws IOException {
    Files.writeString(folder.resolve("token"), "two words\n");

    assertThatThrownBy(() -> token(Map.of("OBSERVER_API_TOKEN_FILE", "token")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "OBSERVER_API_TOKEN_FILE names %s, which holds no token."
                    .formatted(folder.resolve("token"))
                + " Write one line of visible ASCII signs into it.");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> token(Map.of("OBSERVER_API_TOKEN_FILE", "token")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "OBSERVER_API_TOKEN_FILE names %s, which can't be read."
                .formatted(folder.resolve("token")));
  }

  private Optional<ApiToken> token(Map<String, String> environment) {
    return ApiToken.of(Settings.load(environment, folder));
  }
}

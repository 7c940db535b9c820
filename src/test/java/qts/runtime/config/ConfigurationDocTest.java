package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of settings in the documentation equal to the catalogue. */
class ConfigurationDocTest {
  private static final Path DOC = Path.of("docs/configuration.md");
  private static final String BEGIN = "<!-- settings: begin -->\n";
  private static final String END = "<!-- settings: end -->\n";

  @Test
  void theTableOfSettingsIsTheCatalogue() throws IOException {
    String actual = Files.readString(DOC);
    String expected = withTable(actual);

    if (Boolean.getBoolean("observer.docs.write")) {
      Files.writeString(DOC, expected);
    } else {
      assertThat(actual)
          .as("write it anew: -Dtest=ConfigurationDocTest -Dobserver.docs.write=true")
          .isEqualTo(expected);
    }
  }

  @Test
  void everyBuiltInDefaultIsAllowedAndEveryNameIsUnique() {
    assertThat(Catalogue.all())
        .allSatisfy(setting ->
            assertThat(setting.type().read(setting.builtIn())).as(setting.name()).isPresent());
    assertThat(Catalogue.all()).extracting(Setting::name).doesNotHaveDuplicates();
  }

  private static String withTable(String doc) {
    int begin = doc.indexOf(BEGIN) + BEGIN.length();
    return doc.substring(0, begin) + table() + doc.substring(doc.indexOf(END));
  }

  private static String table() {
    return Catalogue.all().stream()
        .map(setting ->
            "| `%s` | `%s` | %s | %s%s |\n"
                .formatted(
                    setting.name(),
                    setting.builtIn(),
                    setting.type().allowed(),
                    setting.description(),
                    setting.traits().contains(Setting.Trait.ENVIRONMENT_ONLY)
                        ? " Only in the environment."
                        : ""))
        .collect(
            Collectors.joining(
                "", "| name | default | allowed | meaning |\n|---|---|---|---|\n", ""));
  }
}

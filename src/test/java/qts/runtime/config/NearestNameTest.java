package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("OBSERVER_PORT", "OBSERVER_HOST");

  @Test
  void aMisspeltNameLeadsToTheOneThatWasMeant() {
    assertThat(NearestName.to("OBSERVER_PROT", KNOWN)).contains("OBSERVER_PORT");
    assertThat(NearestName.to("OBSERVR_HOST", KNOWN)).contains("OBSERVER_HOST");
  }

  @Test
  void aNameLikeNoneLeadsNowhere() {
    assertThat(NearestName.to("TZ", KNOWN)).isEmpty();
  }

  @Test
  void theDistanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("abc", "abc")).isZero();
  }
}

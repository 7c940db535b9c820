package qts.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.journal.RecordKind;

class RecordQueryTest {

  @Test
  void withoutParametersTheFirstThousandRecordsOfAllKindsAreAskedFor() throws Exception {
    assertThat(RecordQuery.parse(Recording.named()))
        .isEqualTo(
            new RecordQuery(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                -1,
                Order.ASC,
                1_000,
                Optional.empty()));
  }

  @Test
  void everyParameterHasItsPlace() throws Exception {
    assertThat(
            RecordQuery.parse(
                Recording.named(
                    "from",
                    "-5",
                    "to",
                    "1970-01-01T00:00:01Z",
                    "symbol",
                    "BTC",
                    "session",
                    "s",
                    "tag",
                    "ZERO_VOLUME",
                    "run_id",
                    "r",
                    "kind",
                    "gap,rejected",
                    "order",
                    "desc",
                    "limit",
                    "all")))
        .isEqualTo(
            new RecordQuery(
                -5,
                1_000,
                Optional.of("BTC"),
                Optional.of("s"),
                Optional.of("ZERO_VOLUME"),
                Optional.of("r"),
                RecordKind.GAP.bit() | RecordKind.REJECTED.bit(),
                Order.DESC,
                RecordQuery.UNLIMITED,
                Optional.empty()));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sybol | BTC | there is no such parameter, only cursor, from, kind, limit, order,",
        "from | yesterday | 'yesterday' is neither a time with offset like",
        "to | 2026-01-11T09:03:12 | is neither a time with offset like",
        "to | 123456789012345678 | is neither a time with offset like",
        "symbol | `` | it must have 1 to 256 characters",
        "kind | trade | 'trade' is none of snapshot, pattern, rejected, blocked, gap, shed,",
        "kind | snapshot, | '' is none of snapshot,",
        "outcome | lost | 'lost' is none of recorded, rejected, blocked, shed",
        "order | up | 'up' is none of asc, desc",
        "limit | 0 | it must be 1 to 100000, or 'all'",
        "limit | 100001 | it must be 1 to 100000, or 'all'",
        "limit | -1 | it must be 1 to 100000, or 'all'",
        "cursor | abc | it was not given out by this service",
        "cursor | ä | it was not given out by this service",
        "cursor | AAAAAAAAAAAAAAAA | it belongs to another query",
      })
  void aValueThatCantBeIsNamedWithWhatCan(String name, String value, String problem) {
    InvalidQueryException refused = refusal(name, value);

    assertThat(refused.parameter()).isEqualTo(name);
    assertThat(refused).hasMessageStartingWith(name + ": ").hasMessageContaining(problem);
  }

  @Test
  void parametersThatContradictEachOtherAreRefused() {
    assertThat(problem("from", "5", "to", "5")).isEqualTo("from: it must be before 'to'");
    assertThat(problem("kind", "gap", "outcome", "recorded"))
        .isEqualTo("kind: no record of that kind has that outcome");
    assertThat(problem("symbol", "A", "symbol", "B"))
        .isEqualTo("symbol: it is given 2 times, once is allowed");
  }

  @Test
  void aCursorBelongsToItsQueryWhateverTheLimit() throws Exception {
    RecordQuery query = RecordQuery.parse(Recording.named("symbol", "A"));
    String cursor = new Cursor(7, query.fingerprint()).text();

    assertThat(
            RecordQuery.parse(Recording.named("symbol", "A", "limit", "3", "cursor", cursor))
                .cursor())
        .contains(new Cursor(7, query.fingerprint()));
    assertThat(problem("symbol", "B", "cursor", cursor))
        .isEqualTo("cursor: it belongs to another query: repeat all other parameters as they were");
  }

  private static String problem(String... parameters) {
    return String.valueOf(refusal(parameters).getMessage());
  }

  private static InvalidQueryException refusal(String... parameters) {
    try {
      throw new AssertionError(RecordQuery.parse(Recording.named(parameters)) + " is no refusal");
    } catch (InvalidQueryException refused) {
      return refused;
    }
  }
}

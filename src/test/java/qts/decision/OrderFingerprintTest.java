package qts.decision;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qts.decision.json.JsonBytes;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.PythonJson;

/** The fingerprint of any order is that of the sorted tree. */
class OrderFingerprintTest {
  private static final List<String> TEXTS = List.of("", "BTC", "삼성전자", "a\"b\\c\n", "😀");
  private static final List<String> NUMBERS = List.of("1", "2.50", "71000.1", "1e-7", "1E22");

  private final Seeded seeded = new Seeded("fingerprints");

  @Test
  void isThatOfTheContractFieldsSortedByName() {
    for (int i = 0; i < 5_000; i++) {
      Order order = order();
      Hint hint = hint();
      JsonObject tree =
          JsonObject.builder()
              .put("hint", hint.contract().build())
              .put("order", order.contract().build())
              .build();
      assertThat(OrderFingerprint.of(order, hint))
          .isEqualTo(Sha256.hex(PythonJson.canonical(tree)).substring(0, 16));
      assertThat(canonical(order)).isEqualTo(PythonJson.canonical(order.contract().build()));
    }
  }

  private static String canonical(Order order) {
    JsonBytes out = new JsonBytes();
    order.writeCanonical(out);
    return new String(out.toArray(), US_ASCII);
  }

  private Order order() {
    return new Order(
        seeded.oneOf(List.of(Action.BUY, Action.SELL, Action.NONE)),
        text(),
        number(),
        OrderType.MARKET,
        number(),
        text());
  }

  private Hint hint() {
    JsonObject constraints =
        seeded.flag()
            ? JsonObject.EMPTY
            : JsonObject.builder()
                .put("reference_price", new JsonNumber(seeded.oneOf(NUMBERS)))
                .put("b", text())
                .put("a", seeded.flag())
                .build();
    return new Hint(seeded.flag(), text(), text(), constraints, text());
  }

  private @Nullable String text() {
    return seeded.flag() ? null : seeded.oneOf(TEXTS);
  }

  private @Nullable JsonNumber number() {
    return seeded.flag() ? null : new JsonNumber(seeded.oneOf(NUMBERS));
  }
}

package qts.decision;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonValue;

/**
 * The limits an attempt runs under, as given: {@code max_fill_qty} (a whole number above zero) and
 * {@code slippage_rate} (a share of the price, from 0 to below 1) are understood, others are kept.
 */
public record RiskLimits(JsonObject values) {
  public static final RiskLimits NONE = new RiskLimits(JsonObject.EMPTY);

  /** The share of the price a simulated fill loses where no rate is given. */
  public static final double DEFAULT_SLIPPAGE_RATE = 0.0002;

  public RiskLimits {
    JsonNumber fill = number(values, "max_fill_qty");
    if (fill != null && fill.truncated().signum() <= 0) {
      throw ContractViolation.value(
          "max_fill_qty", "max_fill_qty must be at least 1", ">= 1", fill.text());
    }
    JsonNumber rate = number(values, "slippage_rate");
    if (rate != null && !(rate.doubleValue() >= 0 && rate.doubleValue() < 1)) {
      throw ContractViolation.value(
          "slippage_rate",
          "slippage_rate must be at least 0 and below 1",
          ">= 0 and < 1",
          rate.text());
    }
  }

  /** The most that a simulated fill may be; empty for no limit. */
  public Optional<BigInteger> maxFillQty() {
    return Optional.ofNullable(number(values, "max_fill_qty")).map(JsonNumber::truncated);
  }

  /** The share of the price a simulated fill loses. */
  public double slippageRate() {
    JsonNumber rate = number(values, "slippage_rate");
    return rate == null ? DEFAULT_SLIPPAGE_RATE : rate.doubleValue();
  }

  private static @Nullable JsonNumber number(JsonObject values, String name) {
    JsonValue value = values.get(name);
    if (value != null && !(value instanceof JsonNumber)) {
      throw ContractViolation.type(name, "a number", value);
    }
    return (JsonNumber) value;
  }
}

package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.JsonBytes;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;
import qts.decision.json.PythonJson;

/**
 * How an order was meant to be executed.
 *
 * @param intended whether the strategy meant it to be executed at all
 * @param constraints anything the executor should know; {@code reference_price} is what a
 *     simulation fills at
 * @param unknown fields beyond the contract, kept as they came and outside the fingerprint
 */
public record Hint(
    boolean intended,
    @Nullable String broker,
    @Nullable String account,
    JsonObject constraints,
    @Nullable String note,
    JsonObject unknown) {

  /** A hint with nothing beyond the contract. */
  public Hint(
      boolean intended,
      @Nullable String broker,
      @Nullable String account,
      JsonObject constraints,
      @Nullable String note) {
    this(intended, broker, account, constraints, note, JsonObject.EMPTY);
  }

  public static Hint read(JsonFields fields) {
    return new Hint(
        fields.requiredFlag("intended"),
        fields.text("broker"),
        fields.text("account"),
        fields.object("constraints"),
        fields.text("note"),
        fields.rest());
  }

  /** The hint as it is written, unknown fields last. */
  public JsonObject toJson() {
    return contract().putAll(unknown).build();
  }

  /** Appends the fields of the contract in the canonical form: sorted, so that none has to sort. */
  void writeCanonical(JsonBytes out) {
    out.plain("{\"account\": ").asciiTextOrNull(account);
    out.plain(", \"broker\": ").asciiTextOrNull(broker);
    PythonJson.writeCanonical(constraints, out.plain(", \"constraints\": "));
    out.plain(intended ? ", \"intended\": true" : ", \"intended\": false");
    out.plain(", \"note\": ").asciiTextOrNull(note);
    out.plain("}");
  }

  /** The fields of the contract, all of them. */
  JsonObject.Builder contract() {
    return JsonObject.builder()
        .put("intended", intended)
        .put("broker", broker)
        .put("account", account)
        .put("constraints", constraints)
        .put("note", note);
  }
}

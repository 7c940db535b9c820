package qts.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why something was stopped, limited or warned about. Codes that are not known are kept as they
 * come, in family {@link Family#OTHER}.
 *
 * @param code for example {@code FS010} or {@code G_EXE_ANOMALY}
 * @param usualStage the stage that usually reports it; null where any may, or nobody knows
 * @param meaning a few words for a person; empty when unknown
 */
public record ReasonCode(String code, Family family, @Nullable Stage usualStage, String meaning) {

  /** What a code does. */
  public enum Family {
    /** Stops. */
    FAIL_SAFE,
    /** Limits. */
    GUARDRAIL,
    /** Warns. */
    ANOMALY,
    OTHER
  }

  private static final Map<String, ReasonCode> KNOWN = known();

  /** The code as known, or as it came. */
  public static ReasonCode of(String code) {
    ReasonCode known = KNOWN.get(code);
    return known == null ? new ReasonCode(code, Family.OTHER, null, "") : known;
  }

  /** Every known code in the order of its family. */
  public static List<ReasonCode> all() {
    return List.copyOf(KNOWN.values());
  }

  /** The stage that usually reports it. */
  public Optional<Stage> stage() {
    return Optional.ofNullable(usualStage);
  }

  private static Map<String, ReasonCode> known() {
    List<ReasonCode> codes = new ArrayList<>();
    failSafe(codes);
    guardrail(codes);
    anomaly(codes);
    Map<String, ReasonCode> byCode = new LinkedHashMap<>();
    codes.forEach(code -> byCode.put(code.code, code));
    return byCode;
  }

  private static void failSafe(List<ReasonCode> into) {
    Family stops = Family.FAIL_SAFE;
    into.add(new ReasonCode("FS001", stops, Stage.EXTRACT, "schema mismatch"));
    into.add(new ReasonCode("FS010", stops, Stage.EXTRACT, "required raw field missing"));
    into.add(new ReasonCode("FS020", stops, Stage.TRANSFORM, "NaN in Transform"));
    into.add(new ReasonCode("FS030", stops, Stage.DECIDE, "risk calculation error"));
    into.add(new ReasonCode("FS040", stops, Stage.ACT, "broker execution error"));
    into.add(new ReasonCode("FS050", stops, Stage.PERFORMANCE, "equity at or below zero"));
    into.add(new ReasonCode("FS060", stops, null, "cycle timeout"));
    into.add(new ReasonCode("FS070", stops, Stage.PERFORMANCE, "position and ledger differ"));
    into.add(new ReasonCode("FS080", stops, null, "out of memory"));
    into.add(new ReasonCode("FS081", stops, null, "reserved: capital pool"));
    into.add(new ReasonCode("FS090", stops, null, "reserved: scalp execution"));
    into.add(new ReasonCode("FS100", stops, null, "reserved: micro risk loop"));
  }

  private static void guardrail(List<ReasonCode> into) {
    Family limits = Family.GUARDRAIL;
    into.add(new ReasonCode("GR001", limits, Stage.DECIDE, "exposure limit"));
    into.add(new ReasonCode("GR010", limits, Stage.DECIDE, "symbol weight"));
    into.add(new ReasonCode("GR020", limits, Stage.DECIDE, "daily loss warning"));
    into.add(new ReasonCode("GR030", limits, Stage.DECIDE, "conflicting signals"));
    into.add(new ReasonCode("GR040", limits, Stage.DECIDE, "position mismatch"));
    into.add(new ReasonCode("GR050", limits, null, "reserved"));
    into.add(new ReasonCode("GR060", limits, null, "reserved"));
    into.add(new ReasonCode("GR070", limits, null, "reserved"));
    into.add(new ReasonCode("G_EXE_SYMBOL_EMPTY", limits, Stage.DECIDE, "no symbol"));
    into.add(new ReasonCode("G_EXE_QTY_NONPOSITIVE", limits, Stage.DECIDE, "no quantity"));
    into.add(new ReasonCode("G_EXE_TRADING_DISABLED", limits, Stage.DECIDE, "trading disabled"));
    into.add(new ReasonCode("G_EXE_KILLSWITCH_ON", limits, Stage.DECIDE, "kill switch on"));
    into.add(new ReasonCode("G_EXE_ANOMALY", limits, Stage.DECIDE, "anomaly in force"));
    into.add(new ReasonCode("G_EXE_NOOP_POLICY", limits, Stage.DECIDE, "execution disabled"));
    into.add(new ReasonCode("G_KILL_SWITCH", limits, Stage.DECIDE, "kill switch on"));
    into.add(new ReasonCode("G_INVALID_QTY", limits, Stage.DECIDE, "no whole quantity"));
    into.add(
        new ReasonCode("G_SIM_NO_REFERENCE_PRICE", limits, Stage.DECIDE, "no price to fill at"));
  }

  private static void anomaly(List<ReasonCode> into) {
    Family warns = Family.ANOMALY;
    into.add(new ReasonCode("AN001", warns, Stage.TRANSFORM, "price spike"));
    into.add(new ReasonCode("AN010", warns, Stage.EXTRACT, "symbol or price missing"));
    into.add(new ReasonCode("AN020", warns, Stage.PERFORMANCE, "PnL spike"));
    into.add(new ReasonCode("AN030", warns, Stage.PERFORMANCE, "ledger inconsistent"));
    into.add(new ReasonCode("AN040", warns, null, "cycle time spike"));
    into.add(new ReasonCode("AN050", warns, Stage.ACT, "broker response delayed"));
  }
}

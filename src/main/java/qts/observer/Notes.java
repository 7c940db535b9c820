package qts.observer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the pipeline states about one snapshot. Stored beside it in this form, all parts in this
 * order:
 *
 * <table>
 * <caption>Version 1</caption>
 * <tr><th>bytes</th><th>what</th><th>present</th></tr>
 * <tr><td>1</td><td>version, 1</td><td>always</td></tr>
 * <tr><td>1</td><td>parts: bit 0 flags, 1 price delta, 2 volume delta, 3 gap, 4 guard; bits 5 and 6
 *     {@link Severity}; bit 7 zero</td><td>always</td></tr>
 * <tr><td>1 to 5</td><td>flags: the bits of {@link SemanticRule}, varint</td><td>bit 0</td></tr>
 * <tr><td>1, 1 to 10</td><td>price delta: scale (0 to 18), digits (zigzag varint); the value is
 *     {@code digits × 10^-scale}</td><td>bit 1</td></tr>
 * <tr><td>1, 1 to 10</td><td>volume delta, likewise</td><td>bit 2</td></tr>
 * <tr><td>1, 1 to 10</td><td>gap: {@link Gap.Severity}, silent milliseconds of trading time
 *     (varint)</td><td>bit 3</td></tr>
 * <tr><td>1, 1 to 2, n</td><td>guard: {@link GuardAction}, length of the reason in bytes (varint),
 *     the reason in UTF-8</td><td>bit 4; absent for PASS with the reason OK</td></tr>
 * </table>
 *
 * <p>A varint holds seven bits a byte, lowest first, the top bit set on all but the last. No bytes
 * at all mean that nothing is stated. Reusable, not for use by several threads at once.
 */
public final class Notes {
  /** The most characters of a guard's reason that are kept. */
  public static final int MAX_REASON = 200;

  /** The most bytes {@link #encode} writes. */
  public static final int MAX_BYTES = 2 + 5 + 11 + 11 + 11 + 3 + 3 * MAX_REASON;

  private static final String GAP_TAG = "GAP_";
  private static final int VERSION = 1;
  private static final int FLAGS = 1;
  private static final int PRICE_DELTA = 2;
  private static final int VOLUME_DELTA = 4;
  private static final int GAP = 8;
  private static final int GUARD = 16;
  private static final int SEVERITY_SHIFT = 5;
  private static final int PARTS_BITS = 0x7f;
  private static final Severity[] SEVERITIES = Severity.values();
  private static final Gap.Severity[] GAP_SEVERITIES = Gap.Severity.values();
  private static final GuardAction[] GUARD_ACTIONS = GuardAction.values();

  private final Decimal priceDelta = new Decimal();
  private final Decimal volumeDelta = new Decimal();
  private int flags;
  private Severity severity = Severity.INFO;
  private Gap.Severity gap = Gap.Severity.MINOR;
  private long gapMillis;
  private GuardAction guardAction = GuardAction.PASS;
  private String guardReason = GuardDecision.Pass.REASON;

  /** Back to nothing stated. */
  public void clear() {
    priceDelta.clear();
    volumeDelta.clear();
    flags = 0;
    severity = Severity.INFO;
    gap = Gap.Severity.MINOR;
    gapMillis = 0;
    guardAction = GuardAction.PASS;
    guardReason = GuardDecision.Pass.REASON;
  }

  /** The flagged rules as bits. */
  public int flags() {
    return flags;
  }

  /** The flagged rules. */
  public Set<SemanticRule> rules() {
    return SemanticRule.ofBits(flags);
  }

  /** The names of the gap and of the flagged rules, as a record can be asked for by them. */
  public List<String> tags() {
    if (flags == 0 && gapMillis == 0) {
      return List.of();
    }
    List<String> tags = new ArrayList<>();
    gap().ifPresent(length -> tags.add(GAP_TAG + length));
    for (SemanticRule rule : rules()) {
      tags.add(rule.name());
    }
    return List.copyOf(tags);
  }

  /** Whether a tag is that of a gap. */
  public static boolean isGapTag(String tag) {
    return tag.startsWith(GAP_TAG);
  }

  public Severity severity() {
    return severity;
  }

  /** The price less the previous price of the same symbol; unknown when there is none. */
  public Decimal priceDelta() {
    return priceDelta;
  }

  /** The volume less the previous volume of the same symbol; unknown when there is none. */
  public Decimal volumeDelta() {
    return volumeDelta;
  }

  /** How long the silence was that this snapshot ended, if that was a gap. */
  public Optional<Gap.Severity> gap() {
    return gapMillis == 0 ? Optional.empty() : Optional.of(gap);
  }

  /** That silence in milliseconds of trading time; 0 for none. */
  public long gapMillis() {
    return gapMillis;
  }

  public GuardAction guardAction() {
    return guardAction;
  }

  public String guardReason() {
    return guardReason;
  }

  void flag(SemanticRule rule) {
    flags |= rule.bit();
    if (rule.warns() && severity == Severity.INFO) {
      severity = Severity.WARN;
    }
  }

  boolean isFlagged(SemanticRule rule) {
    return (flags & rule.bit()) != 0;
  }

  /** States a silence; 0 for none. */
  void silence(long millis) {
    gapMillis = millis;
    if (millis != 0) {
      gap = Gap.Severity.of(millis);
    }
  }

  void guard(GuardAction action, String reason) {
    guardAction = action;
    guardReason = shorten(reason);
  }

  /**
   * Writes these notes.
   *
   * @param into must have room for {@link #MAX_BYTES} at {@code at}
   * @return the end of what was written
   */
  public int encode(byte[] into, int at) {
    int parts = parts();
    int i = at;
    into[i++] = VERSION;
    into[i++] = (byte) (parts | severity.ordinal() << SEVERITY_SHIFT);
    if ((parts & FLAGS) != 0) {
      i = putVarint(flags, into, i);
    }
    if ((parts & PRICE_DELTA) != 0) {
      i = putDelta(priceDelta, into, i);
    }
    if ((parts & VOLUME_DELTA) != 0) {
      i = putDelta(volumeDelta, into, i);
    }
    if ((parts & GAP) != 0) {
      into[i++] = (byte) gap.ordinal();
      i = putVarint(gapMillis, into, i);
    }
    return (parts & GUARD) != 0 ? putGuard(into, i) : i;
  }

  /**
   * Makes these the notes stored in {@code bytes[from, to)}.
   *
   * @throws UnreadableNotesException when they are damaged or of a later version
   */
  public void decode(byte[] bytes, int from, int to) {
    clear();
    if (from == to) {
      return;
    }
    NotesInput in = new NotesInput(bytes, from, to);
    int version = in.next();
    if (version != VERSION) {
      throw new UnreadableNotesException("version " + version + " is not known, only 1");
    }
    int parts = in.next();
    if ((parts & ~PARTS_BITS) != 0) {
      throw new UnreadableNotesException("unknown parts " + parts);
    }
    severity = of(SEVERITIES, parts >> SEVERITY_SHIFT);
    decodeParts(parts, in);
    if (!in.isAtEnd()) {
      throw new UnreadableNotesException("more bytes than parts");
    }
  }

  private void decodeParts(int parts, NotesInput in) {
    if ((parts & FLAGS) != 0) {
      flags = flags(in.varint());
    }
    if ((parts & PRICE_DELTA) != 0) {
      in.delta(priceDelta);
    }
    if ((parts & VOLUME_DELTA) != 0) {
      in.delta(volumeDelta);
    }
    if ((parts & GAP) != 0) {
      gap = of(GAP_SEVERITIES, in.next());
      gapMillis = in.varint();
      if (gapMillis <= 0) {
        throw new UnreadableNotesException("a gap of " + gapMillis + " ms");
      }
    }
    if ((parts & GUARD) != 0) {
      guardAction = of(GUARD_ACTIONS, in.next());
      guardReason = in.text();
    }
  }

  private int parts() {
    return (flags == 0 ? 0 : FLAGS)
        | (priceDelta.isKnown() ? PRICE_DELTA : 0)
        | (volumeDelta.isKnown() ? VOLUME_DELTA : 0)
        | (gapMillis == 0 ? 0 : GAP)
        | (isPlainPass() ? 0 : GUARD);
  }

  private boolean isPlainPass() {
    return guardAction == GuardAction.PASS && guardReason.equals(GuardDecision.Pass.REASON);
  }

  private int putGuard(byte[] into, int at) {
    byte[] reason = guardReason.getBytes(StandardCharsets.UTF_8);
    into[at] = (byte) guardAction.ordinal();
    int i = putVarint(reason.length, into, at + 1);
    System.arraycopy(reason, 0, into, i, reason.length);
    return i + reason.length;
  }

  private static int putDelta(Decimal delta, byte[] into, int at) {
    into[at] = (byte) delta.scale();
    long digits = delta.mantissa();
    return putVarint(digits << 1 ^ digits >> 63, into, at + 1);
  }

  private static int putVarint(long value, byte[] into, int at) {
    long rest = value;
    int i = at;
    while ((rest & ~0x7fL) != 0) {
      into[i++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    into[i++] = (byte) rest;
    return i;
  }

  private static String shorten(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON - 1) + "…";
  }

  private static int flags(long bits) {
    if (bits != (int) bits || !SemanticRule.areKnown((int) bits)) {
      throw new UnreadableNotesException("unknown flags " + bits);
    }
    return (int) bits;
  }

  private static <E> E of(E[] values, int ordinal) {
    if (ordinal >= values.length) {
      throw new UnreadableNotesException("unknown code " + ordinal);
    }
    return values[ordinal];
  }
}

package qts.decision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex. */
public final class Sha256 {
  private static final HexFormat HEX = HexFormat.of();

  /** Never used itself: copying it is several times quicker than asking for another one. */
  private static final MessageDigest FRESH = create();

  private Sha256() {}

  /** Of a text in UTF-8. */
  public static String hex(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return hex(utf8, 0, utf8.length);
  }

  /** Of {@code bytes[from, to)}. */
  public static String hex(byte[] bytes, int from, int to) {
    MessageDigest digest = fresh();
    digest.update(bytes, from, to - from);
    return HEX.formatHex(digest.digest());
  }

  private static MessageDigest fresh() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException other) {
      return create();
    }
  }

  private static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}

package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/** Signs notes with a key of its own, as docs/journal-format.md says. */
final class TestSigner {
  static final String NAME = "qts-observer/0123456789abcdef";

  private final KeyPair pair;
  private final byte[] typed = new byte[33];
  private final byte[] hash;

  TestSigner() throws GeneralSecurityException {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    typed[0] = 1;
    System.arraycopy(encoded, encoded.length - 32, typed, 1, 32);
    MessageDigest digest = Hash.sha256();
    digest.update((NAME + "\n").getBytes(UTF_8));
    digest.update(typed);
    hash = Arrays.copyOf(digest.digest(), 4);
  }

  /** The key for who verifies. */
  String key() {
    return NAME + "+" + HexFormat.of().formatHex(hash) + "+" + Text64.encode(typed);
  }

  /** A note with its signature. */
  String sign(String text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(text.getBytes(UTF_8));
    byte[] content = Arrays.copyOf(hash, 4 + 64);
    System.arraycopy(signature.sign(), 0, content, 4, 64);
    return text + "\n— " + NAME + " " + Text64.encode(content) + "\n";
  }
}

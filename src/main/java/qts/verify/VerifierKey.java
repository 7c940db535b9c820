package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public half of a key that signs notes, in the form {@code name+hash+key} of C2SP signed-note:
 * eight hex digits of the key's hash, and Base64 of the byte 1 (Ed25519) and the 32 bytes of the
 * key.
 */
final class VerifierKey {
  private static final Pattern FORM = Pattern.compile("([^+\\s]+)\\+([0-9a-f]{8})\\+(\\S+)");
  private static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] hash;
  private final PublicKey key;

  private VerifierKey(String name, byte[] hash, PublicKey key) {
    this.name = name;
    this.hash = hash;
    this.key = key;
  }

  /** Reads a verifier key; empty when the text is not one. */
  static Optional<VerifierKey> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String name = form.group(1);
    byte[] hash = HexFormat.of().parseHex(form.group(2));
    return Text64.decode(form.group(3))
        .filter(typed -> typed.length == 1 + KEY_BYTES && typed[0] == ED25519)
        .filter(typed -> Arrays.equals(hash, hash(name, typed)))
        .flatMap(VerifierKey::publicKey)
        .map(key -> new VerifierKey(name, hash, key));
  }

  private static byte[] hash(String name, byte[] typedKey) {
    MessageDigest digest = Hash.sha256();
    digest.update((name + "\n").getBytes(UTF_8));
    digest.update(typedKey);
    return Arrays.copyOf(digest.digest(), 4);
  }

  private static Optional<PublicKey> publicKey(byte[] typed) {
    byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + KEY_BYTES);
    System.arraycopy(typed, 1, encoded, X509_HEAD.length, KEY_BYTES);
    try {
      return Optional.of(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  String name() {
    return name;
  }

  /** Whether this key made one of the note's signatures. */
  boolean signed(SignedNote note) {
    return note.signatures().stream()
        .anyMatch(signature ->
            signature.name().equals(name)
                && signature.hasKeyHash(hash)
                && isBy(note.text(), signature));
  }

  private boolean isBy(String text, SignedNote.Mark mark) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(text.getBytes(UTF_8));
      return signature.verify(mark.signature());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

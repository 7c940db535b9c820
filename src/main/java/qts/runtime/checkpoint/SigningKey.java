package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 key that signs notes as C2SP signed-note has it. Its name is made from its public
 * half, so a key has one name wherever it is used. Safe for use by several threads.
 */
public final class SigningKey {
  private static final String ALGORITHM = "Ed25519";
  private static final byte TYPE = 1;
  private static final int PUBLIC_BYTES = 32;
  private static final int NAME_BYTES = 8;
  private static final int HASH_BYTES = 4;
  private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String PEM_END = "-----END PRIVATE KEY-----";

  private final PrivateKey key;
  private final byte[] publicKey;
  private final String name;

  private SigningKey(PrivateKey key, byte[] publicKey) {
    this.key = key;
    this.publicKey = publicKey;
    this.name =
        "qts-observer/"
            + HexFormat.of().formatHex(Arrays.copyOf(sha256().digest(publicKey), NAME_BYTES));
  }

  /** A new key. */
  static SigningKey create(SecureRandom random) {
    return of(pair(random));
  }

  private static KeyPair pair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static SigningKey of(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return new SigningKey(
        pair.getPrivate(),
        Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length));
  }

  /**
   * Reads a private key in PKCS#8, PEM, as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @throws SigningKeyException when the text is not one
   */
  static SigningKey fromPem(String text) throws SigningKeyException {
    String pem = text.strip();
    if (!pem.startsWith(PEM_BEGIN) || !pem.endsWith(PEM_END)) {
      throw new SigningKeyException("holds no private key in PKCS#8 PEM");
    }
    String base64 = pem.substring(PEM_BEGIN.length(), pem.length() - PEM_END.length());
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
      return of(pair(new Seed(seed)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SigningKeyException("holds no Ed25519 key");
    }
  }

  /**
   * Gives the generator the private half that is known, so that it computes the public half: the
   * platform has no other way to it.
   */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final transient byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  /** The private key in PKCS#8, PEM. */
  String toPem() {
    return PEM_BEGIN
        + "\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n"
        + PEM_END
        + "\n";
  }

  /** The name in signature lines; also the origin of checkpoints. */
  public String name() {
    return name;
  }

  /** What others need to verify: {@code name+hash+key}. */
  public String verifierKey() {
    return name
        + "+"
        + HexFormat.of().formatHex(hash())
        + "+"
        + Base64.getEncoder().encodeToString(typed());
  }

  private byte[] typed() {
    byte[] typed = new byte[1 + PUBLIC_BYTES];
    typed[0] = TYPE;
    System.arraycopy(publicKey, 0, typed, 1, PUBLIC_BYTES);
    return typed;
  }

  private byte[] hash() {
    MessageDigest digest = sha256();
    digest.update((name + "\n").getBytes(UTF_8));
    digest.update(typed());
    return Arrays.copyOf(digest.digest(), HASH_BYTES);
  }

  /**
   * Signs a text.
   *
   * @param text whole lines
   * @return the text, an empty line and the signature line
   */
  String sign(String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(UTF_8));
      byte[] made = signature.sign();
      byte[] content = Arrays.copyOf(hash(), HASH_BYTES + made.length);
      System.arraycopy(made, 0, content, HASH_BYTES, made.length);
      return text + "\n— " + name + " " + Base64.getEncoder().encodeToString(content) + "\n";
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Whether {@code note} is a text that this key signed, as {@link #sign} makes it. */
  boolean signed(String note) {
    int end = note.lastIndexOf("\n\n— ");
    return end >= 0 && note.equals(sign(note.substring(0, end + 1)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("every Java runtime has SHA-256 and Ed25519", e);
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return name;
  }
}

package qts.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
  /** The first key of RFC 8032, section 7.1. */
  private static final String RFC_8032_PRIVATE =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String RFC_8032_PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  @TempDir Path folder;

  @Test
  void thePublicHalfFollowsFromThePrivateOne() throws IOException {
    String verifierKey = SigningKey.fromPem(pem(RFC_8032_PRIVATE)).verifierKey();
    byte[] typed = Base64.getDecoder().decode(verifierKey.split("\\+", 3)[2]);
    assertThat(HexFormat.of().formatHex(typed)).isEqualTo("01" + RFC_8032_PUBLIC);
  }

  @Test
  void aNewKeyIsReadableByItsOwnerAloneAndStaysTheSame() throws IOException {
    Path file = folder.resolve("keys/signing-key.pem");
    String made = SigningKeyFile.open(file).verifierKey();
    assertThat(SigningKeyFile.open(file).verifierKey()).isEqualTo(made);
    assertThat(Files.readString(SigningKeyFile.verifierKey(file))).isEqualTo(made + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aVerifierKeyThatWasDeletedIsMadeAgain() throws IOException {
    Path file = folder.resolve("signing-key.pem");
    String made = SigningKeyFile.open(file).verifierKey();
    Files.delete(SigningKeyFile.verifierKey(file));
    SigningKeyFile.open(file);
    assertThat(Files.readString(SigningKeyFile.verifierKey(file))).isEqualTo(made + "\n");
  }

  @Test
  void afterALostKeyTheOldVerifierKeyIsKept() throws IOException {
    Path file = folder.resolve("signing-key.pem");
    String old = SigningKeyFile.open(file).verifierKey();
    Files.delete(file);
    String made = SigningKeyFile.open(file).verifierKey();
    assertThat(files())
        .isEqualTo(
            Map.of(
                "signing-key.pem.pub",
                made + "\n",
                "signing-key.pem.pub." + old.split("\\+", 3)[1],
                old + "\n"));
  }

  @Test
  void theVerifierKeyFollowsAKeyThatWasPutInPlace() throws IOException {
    Path file = folder.resolve("signing-key.pem");
    String old = SigningKeyFile.open(file).verifierKey();
    Path other = folder.resolve("other/signing-key.pem");
    String made = SigningKeyFile.open(other).verifierKey();
    byte[] first = Files.readAllBytes(file);
    Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
    SigningKeyFile.open(file);
    Files.write(file, first);
    SigningKeyFile.open(file);
    Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
    SigningKeyFile.open(file);

    String oldHash = old.split("\\+", 3)[1];
    String madeHash = made.split("\\+", 3)[1];
    assertThat(files())
        .isEqualTo(
            Map.of(
                "signing-key.pem.pub",
                made + "\n",
                "signing-key.pem.pub." + oldHash,
                old + "\n",
                "signing-key.pem.pub." + madeHash,
                made + "\n"));
  }

  @Test
  void aFileInThePlaceOfTheVerifierKeyThatIsNoneIsKept() throws IOException {
    Path file = folder.resolve("signing-key.pem");
    Files.writeString(folder.resolve("signing-key.pem.pub"), "mine");
    Files.writeString(folder.resolve("signing-key.pem.pub.old"), "older");
    String made = SigningKeyFile.open(file).verifierKey();
    assertThat(files())
        .isEqualTo(
            Map.of(
                "signing-key.pem.pub", made + "\n",
                "signing-key.pem.pub.old", "older",
                "signing-key.pem.pub.old.1", "mine"));
  }

  /** What is beside the key itself, by name. */
  private Map<String, String> files() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "signing-key.pem.*")) {
      for (Path file : files) {
        found.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return found;
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws IOException {
    Path file = folder.resolve("signing-key.pem");
    SigningKeyFile.open(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> SigningKeyFile.open(file))
        .isInstanceOf(SigningKeyException.class)
        .hasMessage("may be read by others than its owner; chmod 600 it");
  }

  @Test
  void whatIsNoEd25519KeyIsRefused() {
    assertThatThrownBy(() -> SigningKey.fromPem("hello"))
        .hasMessage("holds no private key in PKCS#8 PEM");
    assertThatThrownBy(() -> SigningKey.fromPem(pem("00"))).hasMessage("holds no Ed25519 key");
  }

  private static String pem(String privateHex) {
    byte[] der = HexFormat.of().parseHex("302e020100300506032b657004220420" + privateHex);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(der)
        + "\n-----END PRIVATE KEY-----\n";
  }
}

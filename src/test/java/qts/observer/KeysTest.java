package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import qts.decision.Seeded;

class KeysTest {
  private final Seeded seeded = new Seeded("keys");

  @Test
  void differentNamesWithOneHashAreDifferentNames() {
    List<String> names = namesWithOneHash(3 * Keys.SMALL);

    assertThat(Scan.of(new SnapshotScanner(), snapshot(names.subList(0, 5))).finding()).isNull();
    assertThat(Scan.of(new SnapshotScanner(), snapshot(names)).finding()).isNull();
  }

  @Test
  void aNameThatRepeatsIsFoundAmongOthersWithItsHash() {
    List<String> names = namesWithOneHash(3 * Keys.SMALL);
    String repeated = names.get(50);
    names.add(70, repeated);

    assertThat(Scan.of(new SnapshotScanner(), snapshot(names)).refusal())
        .extracting(Finding::rule, Finding::actual)
        .containsExactly(Rules.JSON_DUPLICATE_KEY, repeated);
  }

  private static String snapshot(List<String> names) {
    return Documents.withInputs(
        names.stream().map("\"%s\":1"::formatted).collect(Collectors.joining(",")));
  }

  /**
   * Different names of two words: the second makes up for what the first changes in the hash. Few
   * of the first words make a second that is printable, so that one comes twice now and then.
   */
  private List<String> namesWithOneHash(int count) {
    long hash = Words.mix(0, Words.of("any_name"));
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < count) {
      long first = printable();
      String name = text(first) + text(Words.mix(0, first) ^ hash);
      if (name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
        names.add(name);
      }
    }
    return new ArrayList<>(names);
  }

  private long printable() {
    return Words.of("%08x".formatted(seeded.random().nextInt()));
  }

  private static String text(long word) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(word).array();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

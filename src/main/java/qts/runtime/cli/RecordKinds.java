package qts.runtime.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import qts.journal.RecordKind;

/** The words for kinds of records. */
final class RecordKinds {
  private RecordKinds() {}

  /** The words for a union of {@link RecordKind#bit()}. */
  static List<String> words(int kinds) {
    return Arrays.stream(RecordKind.values())
        .filter(kind -> (kinds & kind.bit()) != 0)
        .map(RecordKinds::word)
        .toList();
  }

  static String word(RecordKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

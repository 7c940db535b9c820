package qts.journal;

/**
 * Where some of the values of one column stand in a group's bytes: those of at most {@link #MAX}
 * records that follow each other. Reusable.
 */
final class ValueBlock {
  static final int MAX = 64;

  private final int[] spansAt = new int[MAX];
  private final int[] payloadAt = new int[MAX];
  final int[] start = new int[MAX];
  final int[] length = new int[MAX];
  byte[] data = {};
  int count;

  /**
   * Takes the records of shape {@code form − 1} from {@code from} on, up to {@code to} or as many
   * as fit; the record after the last that was looked at.
   */
  int gather(GroupBuffer group, int form, int from, int to) {
    int end = Math.min(to, from + MAX);
    count = 0;
    for (int i = from; i < end; i++) {
      if (group.form[i] == form) {
        spansAt[count] = group.spansAt[i];
        payloadAt[count++] = group.payloadAt[i];
      }
    }
    return end;
  }

  /** Finds value {@code v} of each of the records. */
  void locate(GroupBuffer group, int v) {
    data = group.data();
    int[] spans = group.spans();
    for (int i = 0; i < count; i++) {
      int span = spansAt[i] + 2 * v;
      start[i] = payloadAt[i] + spans[span];
      length[i] = spans[span + 1] - spans[span];
    }
  }
}

package qts.journal;

import java.util.ArrayList;
import java.util.List;

/** The columns of all shapes of a group, encoded as its records come. Reusable. */
final class GroupColumns {
  /** What columns may keep of memory from one group to the next, bytes. */
  private static final int KEPT_BYTES = 16 << 20;

  private final ValueBlock block = new ValueBlock();
  private final List<List<Column>> shapes = new ArrayList<>();
  private int begun;

  /** Begins a group. */
  void clear() {
    begun = 0;
    if (capacity() > KEPT_BYTES) {
      shapes.clear();
    }
  }

  private long capacity() {
    long sum = 0;
    for (List<Column> columns : shapes) {
      for (Column column : columns) {
        sum += column.capacity();
      }
    }
    return sum;
  }

  /** Encodes records {@code [from, to)} of the group, which follow those before. */
  void add(GroupBuffer group, int from, int to) {
    for (int at = from; at < to; at += ValueBlock.MAX) {
      addBlock(group, at, Math.min(to, at + ValueBlock.MAX));
    }
  }

  private void addBlock(GroupBuffer group, int from, int to) {
    beginShapes(group, from, to);
    for (int s = 0; s < begun; s++) {
      block.gather(group, s + 1, from, to);
      int values = block.count == 0 ? 0 : group.dictionary().shape(s).valueCount();
      for (int v = 0; v < values; v++) {
        block.locate(group, v);
        Column column = shapes.get(s).get(v);
        if (!column.add(block)) {
          addAgain(column, group, s, v, to);
          block.gather(group, s + 1, from, to);
        }
      }
    }
  }

  private void beginShapes(GroupBuffer group, int from, int to) {
    for (int i = from; i < to; i++) {
      while (begun < group.form[i]) {
        beginShape(group.dictionary().shape(begun).valueCount());
      }
    }
  }

  private void beginShape(int values) {
    if (begun == shapes.size()) {
      shapes.add(new ArrayList<>());
    }
    List<Column> columns = shapes.get(begun++);
    while (columns.size() < values) {
      columns.add(new Column());
    }
    columns.forEach(Column::begin);
  }

  /** Adds everything up to record {@code to} again, with codes that suit less and less. */
  private void addAgain(Column column, GroupBuffer group, int shape, int v, int to) {
    boolean agreed = false;
    while (!agreed) {
      column.fallBack();
      agreed = true;
      for (int at = 0; at < to && agreed; ) {
        at = block.gather(group, shape + 1, at, to);
        block.locate(group, v);
        agreed = column.add(block);
      }
    }
  }

  /** How many bytes of the columns are text as it came. */
  int textLength() {
    int sum = 0;
    for (int s = 0; s < begun; s++) {
      for (Column column : shapes.get(s)) {
        sum += column.textLength();
      }
    }
    return sum;
  }

  /** Writes the columns of all records of the group. */
  void writeTo(ByteSink body, GroupBuffer group) {
    for (int s = 0; s < group.dictionary().shapeCount(); s++) {
      for (int v = 0; v < group.dictionary().shape(s).valueCount(); v++) {
        shapes.get(s).get(v).writeTo(body);
      }
    }
  }
}

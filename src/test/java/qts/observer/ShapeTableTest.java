package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeTableTest {
  private final ShapeTable shapes = new ShapeTable();
  private final SnapshotScanner scanner = new SnapshotScanner(shapes, 1 << 20);

  @Test
  void equalSkeletonsGiveTheSameShapeInEveryScanner() throws Exception {
    Set<Shape> found =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(threads.submit(() -> scanAll(new SnapshotScanner(shapes, 1 << 20), found)));
      }
      awaitAll(running);
    }

    assertThat(found).hasSize(500);
  }

  private static void scanAll(SnapshotScanner scanner, Set<Shape> found) {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 500; i++) {
        found.add(Objects.requireNonNull(shape(scanner, document(i))));
      }
    }
  }

  private static void awaitAll(List<Future<?>> running)
      throws InterruptedException, ExecutionException {
    for (Future<?> one : running) {
      one.get();
    }
  }

  @Test
  void aShapeLongUnusedIsDroppedForNewOnes() {
    Shape first = shape(scanner, document(0));
    for (int i = 1; i <= 2 * ShapeTable.MAX_SHAPES; i++) {
      shape(scanner, document(i));
    }

    Shape again = shape(new SnapshotScanner(shapes, 1 << 20), document(0));
    assertThat(again).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void aShapeInUseStaysTheSameWhileOthersPass() {
    SnapshotScanner reading = new SnapshotScanner(shapes, 1 << 20, 0);
    Shape first = shape(reading, document(0));
    for (int i = 1; i <= 3 * ShapeTable.MAX_SHAPES; i++) {
      shape(reading, document(i));
      assertThat(shape(reading, document(0))).isSameAs(first);
    }
  }

  @Test
  void tooManyValuesOrTooLargeASkeletonHasNoShape() {
    int others = 12;
    int free = Shape.MAX_SKELETON_BYTES - skeletonBytes(Documents.withInputs("\"\":1"));

    assertThat(
            List.of(
                hasShape("\"x\":[1" + ",1".repeat(Shape.MAX_VALUES - others + 1) + "]"),
                hasShape("\"x\":[1" + ",1".repeat(Shape.MAX_VALUES - others + 2) + "]"),
                hasShape("\"" + "k".repeat(free) + "\":1"),
                hasShape("\"" + "k".repeat(free + 1) + "\":1")))
        .containsExactly(true, false, true, false);
  }

  private boolean hasShape(String inputs) {
    String document = Documents.withInputs(inputs);
    Shape read = shape(scanner, document);
    Shape again = shape(scanner, document);
    assertThat(again).isSameAs(read);
    return read != null;
  }

  private int skeletonBytes(String document) {
    Shape shape = Objects.requireNonNull(shape(scanner, document));
    return IntStream.rangeClosed(0, shape.valueCount()).map(i -> shape.segment(i).length).sum();
  }

  private static String document(int i) {
    return Documents.withInputs("\"k%d\":1".formatted(i));
  }

  private static @Nullable Shape shape(SnapshotScanner scanner, String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    ScannedSnapshot into = new ScannedSnapshot();
    assertThat(scanner.scan(bytes, 0, bytes.length, into)).isTrue();
    return into.shape();
  }
}

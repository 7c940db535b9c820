package qts.observer;

/** Hears of every gap once, on the thread and at the moment the snapshot that ends it is judged. */
@FunctionalInterface
public interface GapListener {
  void onGap(Gap gap);
}

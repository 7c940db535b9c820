package qts.observer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the keys used most recently. At the limit the key that was not used for the
 * longest time is forgotten, counted, and starts anew when it comes back. Not for use by several
 * threads at once.
 *
 * @param <V> what is known about one key
 */
public final class RecentTable<V> {
  private final ByUse<V> values;
  private @Nullable Held<V> last;

  /** A table of at most {@code limit} keys, which must be positive. */
  public RecentTable(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit must be at least 1, not " + limit);
    }
    this.values = new ByUse<>(limit);
  }

  /** The value of {@code key}, which counts as a use; null when it is not known. */
  public @Nullable V find(TextKey key) {
    Held<V> held = last != null && last.key.equals(key) ? last : values.get(key);
    if (held == null) {
      return null;
    }
    last = held;
    return held.value;
  }

  /** Stores {@code value} under a copy of {@code key}. */
  public void add(TextKey key, V value) {
    last = new Held<>(key.copy(), value);
    values.put(last.key, last);
  }

  public int size() {
    return values.size();
  }

  /** How many keys were forgotten at the limit. */
  public long evicted() {
    return values.evicted;
  }

  private record Held<V>(TextKey key, V value) {}

  private static final class ByUse<V> extends LinkedHashMap<TextKey, Held<V>> {
    private static final long serialVersionUID = 1;

    private final int limit;
    private long evicted;

    ByUse(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<TextKey, Held<V>> eldest) {
      boolean full = size() > limit;
      evicted += full ? 1 : 0;
      return full;
    }
  }
}

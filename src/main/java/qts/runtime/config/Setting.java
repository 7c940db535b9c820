package qts.runtime.config;

import java.util.EnumSet;
import java.util.Set;

/**
 * One thing an operator can set: an entry of the {@link Catalogue}.
 *
 * @param name the environment variable, also the key in {@code deployment_config.json}
 * @param type what may be written and what value it gives
 * @param builtIn the text that applies when nobody says otherwise
 * @param description one sentence for the documentation
 * @param traits what else is special about it
 */
public record Setting<T>(
    String name, ValueType<T> type, String builtIn, String description, Set<Trait> traits) {

  /** What is special about a setting. */
  public enum Trait {
    /** Never printed, stored or logged. */
    SECRET,
    /** Has no meaning in a file, because it is read before any file or must not lie in one. */
    ENVIRONMENT_ONLY
  }

  public Setting {
    traits = Set.copyOf(traits);
  }

  Setting(String name, ValueType<T> type, String builtIn, String description) {
    this(name, type, builtIn, description, Set.of());
  }

  /** The same setting with one more trait. */
  Setting<T> as(Trait trait) {
    EnumSet<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new Setting<>(name, type, builtIn, description, more);
  }

  boolean isSecret() {
    return traits.contains(Trait.SECRET);
  }

  /** The text that may be shown to a person: the value, or that there is one. */
  String shown(String text) {
    return isSecret() && !text.equals(ValueType.OFF) ? "(hidden)" : text;
  }
}

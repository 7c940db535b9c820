package qts.runtime.config;

/**
 * One thing that is wrong with the configuration, or worth a note.
 *
 * @param key the setting, or the dotted key in a file
 * @param cause what is wrong, beginning with a verb, without the full stop
 * @param remedy what to do, a sentence of its own
 */
public record Problem(String key, String cause, String remedy) {
  @Override
  public String toString() {
    return key + " " + cause + ". " + remedy;
  }
}

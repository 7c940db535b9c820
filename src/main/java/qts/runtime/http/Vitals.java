package qts.runtime.http;

import java.util.List;
import java.util.Optional;

/** How the service is. Asked on any thread. */
public interface Vitals {

  /**
   * The log's id of the first bug since the start; empty while the service is healthy. Never asks
   * the disk.
   */
  Optional<String> bug();

  /**
   * What is wrong although the service does its work, in words; empty when nothing is. Never asks
   * the disk.
   */
  Optional<String> degraded();

  /** Everything that must hold before the service can do its work, looked at now. */
  List<Check> checks();

  /** The whole state as JSON in UTF-8. */
  byte[] status();
}

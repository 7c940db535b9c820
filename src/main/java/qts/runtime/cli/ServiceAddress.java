package qts.runtime.cli;

import java.net.URI;
import picocli.CommandLine.TypeConversionException;
import qts.runtime.config.Catalogue;
import qts.runtime.config.Settings;

/**
 * Where a running service is reached.
 *
 * @param base scheme, host and port, without a slash at the end
 */
record ServiceAddress(String base) {

  /**
   * Reads the value of {@code --url}.
   *
   * @throws TypeConversionException when it is no address of a service
   */
  static ServiceAddress parse(String text) {
    try {
      URI address = URI.create(text);
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (http && address.getHost() != null) {
        return new ServiceAddress(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      }
    } catch (IllegalArgumentException notAnAddress) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  /** Where a service with these settings is reached from the same machine. */
  static ServiceAddress of(Settings settings) {
    String host = settings.get(Catalogue.HOST);
    String reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "[::1]";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    return new ServiceAddress("http://" + reachable + ":" + settings.get(Catalogue.PORT));
  }

  /** The address of one resource; {@code path} begins with a slash. */
  URI at(String path) {
    return URI.create(base + path);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'%s' is not an address like http://127.0.0.1:8000".formatted(text));
  }
}

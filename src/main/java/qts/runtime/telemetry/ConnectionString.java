package qts.runtime.telemetry;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an Application Insights connection string says: {@code
 * InstrumentationKey=…;IngestionEndpoint=https://…/}, in any order, with further parts that are not
 * needed here.
 *
 * @param key says whose telemetry it is; shown to nobody
 * @param track the address that takes telemetry
 */
public record ConnectionString(String key, URI track) {
  private static final String DEFAULT_ENDPOINT = "https://dc.services.visualstudio.com/";

  /** Reads one; empty when it holds no key or its endpoint is no address. */
  public static Optional<ConnectionString> parse(String text) {
    Map<String, String> parts = parts(text);
    String key = parts.getOrDefault("instrumentationkey", "");
    String endpoint = parts.getOrDefault("ingestionendpoint", DEFAULT_ENDPOINT);
    return key.matches("[0-9A-Za-z-]{1,64}")
        ? HttpAddress.parse(endpoint.endsWith("/") ? endpoint : endpoint + "/")
            .map(base -> new ConnectionString(key, base.resolve("v2.1/track")))
        : Optional.empty();
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(";", -1)) {
      int sign = part.indexOf('=');
      if (sign > 0) {
        parts.put(
            part.substring(0, sign).strip().toLowerCase(Locale.ROOT),
            part.substring(sign + 1).strip());
      }
    }
    return parts;
  }

  @Override
  public String toString() {
    return "the resource at " + track.getHost();
  }
}

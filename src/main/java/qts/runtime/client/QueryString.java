package qts.runtime.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of an address behind the question mark. */
public final class QueryString {
  private QueryString() {}

  /** Names every value of every parameter, in order. */
  public static String of(Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .flatMap(p -> p.getValue().stream().map(value -> encoded(p.getKey(), value)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

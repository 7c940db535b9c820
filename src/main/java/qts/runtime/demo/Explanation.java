package qts.runtime.demo;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qts.runtime.client.QueryString;
import qts.runtime.client.ServiceClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why nothing was traded at a moment.
 *
 * @param sentences the answer of the service
 */
public record Explanation(List<String> sentences) {
  public Explanation {
    sentences = List.copyOf(sentences);
  }

  /** Asks the service. */
  public static Explanation of(ServiceClient service, String symbol, Instant at)
      throws IOException {
    Map<String, List<String>> question = new LinkedHashMap<>();
    question.put("symbol", List.of(symbol));
    question.put("at", List.of(at.toString()));
    String path = "/v1/why-not?" + QueryString.of(question);
    try (InputStream in = service.get(path, "application/json")) {
      JsonNode answer = JsonMapper.shared().readTree(in);
      return new Explanation(
          answer.path("sentences").valueStream().map(line -> line.asString("")).toList());
    }
  }
}

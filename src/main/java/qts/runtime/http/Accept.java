package qts.runtime.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the media type of an answer by the {@code Accept} header of the request. */
final class Accept {
  private static final String ANY = "*/*";

  private Accept() {}

  /**
   * The offered type the client prefers; among equals the one offered first, which is also the
   * choice where the client states no preference. Empty when it accepts none.
   */
  static Optional<String> choose(@Nullable String header, List<String> offered) {
    String ranges = header == null || header.isBlank() ? ANY : header;
    String best = null;
    double quality = 0;
    for (String type : offered) {
      double q = quality(ranges.toLowerCase(Locale.ROOT), type);
      if (q > quality) {
        best = type;
        quality = q;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The quality of the most specific range that holds the type. */
  private static double quality(String ranges, String type) {
    int specificity = 0;
    double quality = 0;
    for (String range : ranges.split(",", -1)) {
      String[] parts = range.split(";", -1);
      int s = specificity(parts[0].strip(), type);
      if (s > specificity) {
        specificity = s;
        quality = quality(parts);
      }
    }
    return quality;
  }

  private static int specificity(String range, String type) {
    if (range.equals(type)) {
      return 3;
    }
    if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
      return 2;
    }
    return range.equals(ANY) ? 1 : 0;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.matches("q=[01](\\.[0-9]{0,3})?")) {
        return Double.parseDouble(parameter.substring(2));
      }
    }
    return 1;
  }
}

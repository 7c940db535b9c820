package qts.verify;

import java.util.List;

/** Writes one JSON document. */
final class Json {
  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  Json open(char bracket) {
    separate();
    out.append(bracket);
    first = true;
    return this;
  }

  Json close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  Json name(String name) {
    separate();
    quote(name);
    out.append(':');
    first = true;
    return this;
  }

  Json field(String name, String value) {
    return name(name).text(value);
  }

  Json field(String name, long value) {
    name(name).separate();
    out.append(value);
    return this;
  }

  Json field(String name, boolean value) {
    name(name).separate();
    out.append(value);
    return this;
  }

  Json text(String value) {
    separate();
    quote(value);
    return this;
  }

  Json field(String name, List<String> values) {
    name(name).open('[');
    values.forEach(this::text);
    return close(']');
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (!ReportWriter.isPrintable(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

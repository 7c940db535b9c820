package qts.runtime.query;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import qts.observer.Utf8Buffer;

/**
 * Writes an answer as JSON, record by record as they are found: as lines, or as one document. The
 * completeness comes last in both, so an answer without it broke off. Not for use by several
 * threads at once.
 */
public final class AnswerWriter implements RecordSink {
  private static final int CHUNK = 1 << 16;

  private final RecordJson json;
  private final Form form;
  private final OutputStream out;
  private final Utf8Buffer buffer = new Utf8Buffer();
  private boolean first = true;

  /** How the records of an answer are put together. */
  public enum Form {
    /** One record a line, then a line with the completeness. */
    LINES("", "\n", "\n{", "}\n", "{"),
    /** One object: {@code records}, {@code completeness} and {@code next_cursor}. */
    PAGE("{\"records\":[\n", ",\n", "\n],", "}\n", "\n],");

    private final String begin;
    private final String between;
    private final String last;
    private final String end;
    private final String lastOfNone;

    Form(String begin, String between, String last, String end, String lastOfNone) {
      this.begin = begin;
      this.between = between;
      this.last = last;
      this.end = end;
      this.lastOfNone = lastOfNone;
    }
  }

  public AnswerWriter(RecordJson json, Form form, OutputStream out) {
    this.json = json;
    this.form = form;
    this.out = out;
  }

  @Override
  public void accept(StoredRecord record) throws IOException {
    json.write(record, buffer.add(ascii(first ? form.begin : form.between)));
    first = false;
    if (buffer.length() >= CHUNK) {
      flush();
    }
  }

  /** Writes how the answer ended. */
  public void finish(Answer answer) throws IOException {
    finish(answer, more -> {});
  }

  /**
   * Writes how the answer ended.
   *
   * @param more adds further members, each with a comma before it
   */
  public void finish(Answer answer, Consumer<Utf8Buffer> more) throws IOException {
    if (first) {
      buffer.add(ascii(form.begin));
    }
    buffer.add(ascii(first ? form.lastOfNone : form.last)).add(ascii("\"completeness\":"));
    answer.completeness().write(buffer);
    String next = answer.next().map(cursor -> '"' + cursor.text() + '"').orElse("null");
    more.accept(buffer.add(ascii(",\"next_cursor\":" + next)));
    buffer.add(ascii(form.end));
    flush();
  }

  private void flush() throws IOException {
    buffer.writeTo(out);
    buffer.clear();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

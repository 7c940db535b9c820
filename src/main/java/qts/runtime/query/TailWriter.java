package qts.runtime.query;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import qts.journal.Damage;
import qts.observer.Utf8Buffer;

/**
 * Writes followed records as lines of JSON or as server-sent events. Beside the records there are
 * lines {@code {"read_to":POSITION}}, which tell how far the journal was looked at and that the
 * connection lives, and {@code {"lost":{…}}} for records that can't be read. Not for use by several
 * threads at once.
 */
public final class TailWriter implements TailSink {
  private static final int CHUNK = 1 << 16;

  private final RecordJson json;
  private final Form form;
  private final OutputStream out;
  private final Utf8Buffer buffer = new Utf8Buffer();

  /** How followed records are put together. */
  public enum Form {
    /** One JSON object a line. */
    LINES,
    /**
     * Server-sent events, whose id is the position: a record is a {@code message}, the others are
     * {@code read_to} and {@code lost}.
     */
    EVENTS
  }

  public TailWriter(RecordJson json, Form form, OutputStream out) {
    this.json = json;
    this.form = form;
    this.out = out;
  }

  @Override
  public void accept(StoredRecord record) throws IOException {
    begin("", record.position());
    json.write(record, buffer);
    end();
    if (buffer.length() >= CHUNK) {
      flush();
    }
  }

  @Override
  public void onLost(Damage damage) throws IOException {
    begin("lost", damage.lastLost());
    buffer.add(ascii("{\"lost\":{\"first_position\":")).add(damage.firstLost());
    buffer.add(ascii(",\"last_position\":")).add(damage.lastLost());
    buffer.add(ascii(",\"file\":")).addQuoted(damage.file());
    buffer.add(ascii(",\"reason\":")).addQuoted(damage.what()).add(ascii("}}"));
    end();
  }

  @Override
  public void onPause(long position) throws IOException {
    begin("read_to", position);
    buffer.add(ascii("{\"read_to\":")).add(position).add('}');
    end();
    flush();
    out.flush();
  }

  private void begin(String event, long position) {
    if (form == Form.EVENTS) {
      buffer.add(ascii(event.isEmpty() ? "" : "event:" + event + "\n"));
      buffer.add(ascii("id:")).add(position).add(ascii("\ndata:"));
    }
  }

  private void end() {
    buffer.add(form == Form.EVENTS ? ascii("\n\n") : ascii("\n"));
  }

  private void flush() throws IOException {
    buffer.writeTo(out);
    buffer.clear();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

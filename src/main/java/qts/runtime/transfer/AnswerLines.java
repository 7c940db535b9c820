package qts.runtime.transfer;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import qts.observer.Utf8Buffer;

/**
 * Takes an answer as it comes and passes it on line by line; keeps the last one. Not for use by
 * several threads at once.
 */
public final class AnswerLines extends OutputStream {
  private final Sink sink;
  private final Utf8Buffer line = new Utf8Buffer();
  private @Nullable RecordLine end;
  private long records;

  /** Takes the lines that are records. */
  public interface Sink {
    /** Takes a line, valid during the call. */
    void accept(RecordLine line) throws IOException;
  }

  private AnswerLines(Sink sink) {
    this.sink = sink;
  }

  /**
   * Passes the records of {@code feed} to {@code sink} and gives the last line of the answer, which
   * holds its completeness.
   *
   * @throws BrokenAnswerException when there is no such line
   */
  public static RecordLine read(RecordFeed feed, Selection selection, Sink sink)
      throws IOException {
    return read(out -> feed.copy(selection, out), sink);
  }

  /** Writes an answer as lines. */
  public interface Source {
    void copy(OutputStream out) throws IOException;
  }

  /**
   * Passes the records of an answer to {@code sink} and gives its last line.
   *
   * @throws BrokenAnswerException when there is no such line
   */
  public static RecordLine read(Source source, Sink sink) throws IOException {
    AnswerLines lines = new AnswerLines(sink);
    source.copy(lines);
    if (lines.end == null) {
      throw new BrokenAnswerException(lines.records);
    }
    return lines.end;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        line.add(bytes, from, i);
        finishLine();
        from = i + 1;
      }
    }
    line.add(bytes, from, offset + length);
  }

  private void finishLine() throws IOException {
    RecordLine finished = new RecordLine(line.bytes(), line.length());
    if (finished.isEnd()) {
      end = new RecordLine(line.toBytes(), line.length());
    } else {
      sink.accept(finished);
      records++;
    }
    line.clear();
  }
}

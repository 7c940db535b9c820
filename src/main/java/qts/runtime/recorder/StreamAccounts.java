package qts.runtime.recorder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import qts.observer.Field;
import qts.observer.ScannedSnapshot;
import qts.observer.ValueKind;

/**
 * Finds the account of the stream that an input belongs to. Inputs of one stream come in runs, so
 * the last one is remembered. Needs the sequencer's lock.
 */
final class StreamAccounts {
  private static final int MAX_NAME_BYTES = 256;

  private final Ledger ledger;
  private byte[] lastSource = {};
  private byte[] lastSession = {};
  private Ledger.@Nullable Account last;

  StreamAccounts(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The account of a stream; may fold away the one that was remembered as the last. */
  Ledger.Account of(StreamName name) {
    last = null;
    return ledger.account(name);
  }

  /**
   * The account of the stream that a snapshot names; the unknown one when it names none, or one
   * that records could not tell from another.
   */
  Ledger.Account of(ScannedSnapshot input) {
    if (!isName(input, Field.SOURCE) || !isName(input, Field.SESSION_ID)) {
      return ledger.account(Ledger.UNKNOWN);
    }
    Ledger.Account account = last;
    if (account == null
        || !isText(input, Field.SESSION_ID, lastSession)
        || !isText(input, Field.SOURCE, lastSource)) {
      lastSource = copy(input, Field.SOURCE);
      lastSession = copy(input, Field.SESSION_ID);
      account = ledger.account(name(input.decoded(Field.SOURCE), input.decoded(Field.SESSION_ID)));
      last = account;
    }
    return account;
  }

  /**
   * A sender who is rejected can call itself anything. Where records name a stream, the source ends
   * at the first at-sign; and what was folded away is nobody's stream.
   */
  private static StreamName name(String source, String session) {
    StreamName name = new StreamName(source, session);
    return source.indexOf('@') >= 0 || name.equals(Ledger.EARLIER) ? Ledger.UNKNOWN : name;
  }

  private static boolean isName(ScannedSnapshot input, Field field) {
    int length = input.end(field) - input.start(field);
    return input.kind(field) == ValueKind.STRING && length > 0 && length <= MAX_NAME_BYTES;
  }

  private static boolean isText(ScannedSnapshot input, Field field, byte[] text) {
    return Arrays.equals(input.bytes(), input.start(field), input.end(field), text, 0, text.length);
  }

  private static byte[] copy(ScannedSnapshot input, Field field) {
    return Arrays.copyOfRange(input.bytes(), input.start(field), input.end(field));
  }
}

package qts.runtime.question;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import qts.journal.JournalReader;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;

/** A question that is answered from a journal, be it of a running service or in a folder. */
public interface Question {

  /** Where the service answers it. */
  String path();

  /** The forms in which it is answered, the usual one first. */
  default List<AnswerWriter.Form> forms() {
    return List.of(AnswerWriter.Form.PAGE, AnswerWriter.Form.LINES);
  }

  /**
   * Answers from what is durable when it begins. Nothing is written before the parameters are known
   * to be right.
   *
   * @throws InvalidQueryException when a parameter is missing, unknown or can't have its value
   */
  void answer(
      JournalReader reader,
      Map<String, List<String>> parameters,
      AnswerWriter.Form form,
      OutputStream out)
      throws IOException, InvalidQueryException;
}

package qts.runtime.question;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import qts.journal.JournalReader;
import qts.observer.Calendars;
import qts.observer.Producer;
import qts.observer.TradingCalendar;
import qts.observer.Utf8Buffer;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.Completeness;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.Losses;
import qts.runtime.query.RecordJson;
import qts.runtime.query.RecordQuery;
import qts.runtime.query.RecordSearch;

/**
 * Why nothing was done in a symbol at a moment: the chain of causes around it, and for an order
 * that was blocked the rules that alone would have been enough.
 */
public final class WhyNot implements Question {
  private final Supplier<Producer> producer;
  private final Calendars calendars;

  /**
   * @param producer who is named in PatternRecords; times are spoken of in its zone
   * @param calendars the trading hours of markets
   */
  public WhyNot(Supplier<Producer> producer, Calendars calendars) {
    this.producer = producer;
    this.calendars = calendars;
  }

  @Override
  public String path() {
    return "/v1/why-not";
  }

  @Override
  public List<AnswerWriter.Form> forms() {
    return List.of(AnswerWriter.Form.PAGE);
  }

  @Override
  public void answer(
      JournalReader reader,
      Map<String, List<String>> parameters,
      AnswerWriter.Form form,
      OutputStream out)
      throws IOException, InvalidQueryException {
    WhyNotQuery query = WhyNotQuery.parse(parameters);
    Neighbours symbol = new Neighbours(reader, query.symbol());
    Moment at = Moment.parse(query.at(), zone(symbol), symbol);
    Losses losses = new Losses();
    Scene scene =
        Scene.of(reader, query, at, symbol, calendars, new RecordJson(producer.get()), losses);
    write(scene, completeness(reader, query, scene, losses), out);
  }

  /** The zone of the symbol's market, where its trading hours are set. */
  private ZoneId zone(Neighbours symbol) throws IOException {
    return symbol
        .newest()
        .map(found -> calendars.markets().get(found.market()))
        .map(TradingCalendar::zone)
        .orElse(producer.get().zone());
  }

  private static Completeness completeness(
      JournalReader reader, WhyNotQuery query, Scene scene, Losses losses) throws IOException {
    long from = scene.at().millis() - query.windowMillis();
    long to = scene.at().millis() + query.windowMillis() + 1;
    return RecordSearch.lacking(
        reader,
        RecordQuery.everything(from, to, Optional.of(query.symbol())),
        losses,
        scene.around().chain().size(),
        reader.firstPosition(),
        reader.nextPosition() - 1);
  }

  private static void write(Scene scene, Completeness completeness, OutputStream out)
      throws IOException {
    Explanation explanation = Explanation.of(scene, completeness.lost());
    byte[] answer =
        new WhyNotJson(scene).write(explanation).toString().getBytes(StandardCharsets.UTF_8);
    Utf8Buffer buffer = new Utf8Buffer();
    buffer.add(answer, 0, answer.length - 1).add(ascii(",\"chain\":["));
    String separator = "\n";
    for (Surroundings.Link link : scene.around().chain()) {
      buffer.add(ascii(separator)).add(link.json().getBytes(StandardCharsets.UTF_8));
      separator = ",\n";
    }
    completeness.write(buffer.add(ascii("],\"completeness\":")));
    buffer.add(ascii("}\n"));
    buffer.writeTo(out);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package qts.observer;

/**
 * How a {@link Pipeline} judges, and how much it remembers. At a limit the least recently seen
 * symbol or session is forgotten and starts anew: no delta, no gap and no jump for its next
 * snapshot.
 *
 * @param rules what each rule does
 * @param calendars when markets trade
 * @param maxSymbols how many symbols are remembered, about 400 bytes each
 * @param maxSessions how many sessions of sources are remembered, about 300 bytes each
 */
public record PipelineSettings(
    RuleSettings rules, Calendars calendars, int maxSymbols, int maxSessions) {
  public static final int DEFAULT_MAX_SYMBOLS = 100_000;
  public static final int DEFAULT_MAX_SESSIONS = 10_000;

  public static PipelineSettings defaults() {
    return new PipelineSettings(
        RuleSettings.defaults(), Calendars.defaults(), DEFAULT_MAX_SYMBOLS, DEFAULT_MAX_SESSIONS);
  }

  public PipelineSettings withRules(RuleSettings changed) {
    return new PipelineSettings(changed, calendars, maxSymbols, maxSessions);
  }

  public PipelineSettings withCalendars(Calendars changed) {
    return new PipelineSettings(rules, changed, maxSymbols, maxSessions);
  }
}

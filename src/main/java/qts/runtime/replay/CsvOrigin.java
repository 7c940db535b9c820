package qts.runtime.replay;

/**
 * What a CSV file does not say about its rows.
 *
 * @param symbol the symbol of rows that name none
 * @param market the market they come from
 * @param session the session they belong to
 */
public record CsvOrigin(String symbol, String market, String session) {}

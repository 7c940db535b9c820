package qts.runtime.query;

import java.util.Optional;

/**
 * How an answer ended.
 *
 * @param next where the next page goes on; empty when there is no further record
 */
public record Answer(Completeness completeness, Optional<Cursor> next) {}

package qts.runtime.http;

/**
 * One condition of readiness.
 *
 * @param name what is looked at, for example {@code journal}
 * @param detail what was found, for a person
 */
public record Check(String name, boolean passed, String detail) {}

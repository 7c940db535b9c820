package qts.observer;

/**
 * How the validation of a snapshot ended, as {@code metadata.validation.severity} says it. The
 * ordinal is stored and stays.
 */
public enum Severity {
  INFO,
  WARN,
  BLOCK
}

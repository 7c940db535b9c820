package qts.journal;

/** The codes that a column of values begins with. */
final class ColumnCode {
  static final int CONSTANT = 0;
  static final int TEXT = 1;
  static final int FIXED = 2;
  static final int HEX = 3;
  static final int INTEGER = 4;
  static final int DECIMAL = 5;
  static final int TIME = 6;

  /** The most digits of a number that is stored as a number: any 18 digits fit a long. */
  static final int MAX_DIGITS = 18;

  private ColumnCode() {}
}

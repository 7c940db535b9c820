package qts.runtime.query;

/** In which order records are shown: that of recording, or its reverse. */
public enum Order {
  ASC,
  DESC
}

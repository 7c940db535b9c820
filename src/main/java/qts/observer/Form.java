package qts.observer;

/** What an input is: a snapshot by itself, or one inside a pattern record. */
enum Form {
  SNAPSHOT(""),
  RECORD("snapshot.");

  private final String prefix;

  Form(String prefix) {
    this.prefix = prefix;
  }

  /** The place of the outermost value, as {@link PlaceTable} counts. */
  int root() {
    return this == SNAPSHOT ? Place.SNAPSHOT.ordinal() : Place.RECORD;
  }

  /** The path from the outermost value to {@code place}. */
  String path(Place place) {
    if (place == Place.SNAPSHOT) {
      return this == SNAPSHOT ? "" : "snapshot";
    }
    return prefix + place.path();
  }
}

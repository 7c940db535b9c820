package qts.decision.json;

/** Names of places inside a JSON document: {@code order.constraints.a[1]}. */
public final class JsonPath {
  private JsonPath() {}

  /** The field {@code name} of the object at {@code path}; {@code path} is empty for the root. */
  public static String field(String path, String name) {
    return path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
  }

  /** Item {@code index} of the array at {@code path}. */
  public static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}

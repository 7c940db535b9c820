package qts.runtime.http;

import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a request was refused, in the form of RFC 9457.
 *
 * @param type the kind of problem as a URI; {@code about:blank} when the status says it all
 * @param title the same for every problem of the type
 * @param detail one sentence about this occurrence, with the remedy where there is one
 * @param members further members, in order
 */
public record ProblemDocument(
    String type, int status, String title, String detail, List<Member> members) {
  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A further member. */
  public sealed interface Member {
    String name();

    /** A member with a text. */
    record Text(String name, String value) implements Member {}

    /** A member with a whole number. */
    record Whole(String name, long value) implements Member {}
  }

  public ProblemDocument {
    members = List.copyOf(members);
  }

  public static ProblemDocument of(ProblemType type, String detail) {
    return new ProblemDocument(type.uri(), type.status(), type.title(), detail, List.of());
  }

  /** A problem about which nothing is known but its status. */
  static ProblemDocument ofStatus(int status, String detail) {
    String title = HttpStatus.forStatus(status).getMessage();
    return new ProblemDocument("about:blank", status, title, detail, List.of());
  }

  public ProblemDocument with(String name, String value) {
    return with(new Member.Text(name, value));
  }

  public ProblemDocument with(String name, long value) {
    return with(new Member.Whole(name, value));
  }

  private ProblemDocument with(Member member) {
    List<Member> more = new ArrayList<>(members);
    more.add(member);
    return new ProblemDocument(type, status, title, detail, more);
  }

  /** The document as JSON in UTF-8. */
  byte[] json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("type", type);
      json.writeStringProperty("title", title);
      json.writeNumberProperty("status", status);
      json.writeStringProperty("detail", detail);
      members.forEach(member -> write(json, member));
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Member member) {
    switch (member) {
      case Member.Text text -> json.writeStringProperty(text.name(), text.value());
      case Member.Whole number -> json.writeNumberProperty(number.name(), number.value());
    }
  }
}

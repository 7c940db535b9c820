package qts.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import qts.journal.JournalSettings;
import qts.journal.Payloads;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;

/** A real recorder behind a real server with the door for snapshots, and any other endpoints. */
public final class RecordingServer implements Closeable {
  public static final int MAX_BODY_BYTES = 1 << 20;

  private final Recorder recorder;
  private final BodyMemory memory = new BodyMemory(8 << 20);
  private final TestServer server;

  private RecordingServer(Path folder, List<Endpoints> endpoints) throws IOException {
    RecorderSettings standard = RecorderSettings.in(folder);
    recorder =
        Recorder.open(
            new RecorderSettings(
                folder,
                JournalSettings.standard().withSegmentBytes(16 << 20),
                standard.pipeline(),
                standard.guard(),
                standard.maxSnapshotBytes()),
            failure -> {
              throw new AssertionError(failure);
            });
    server =
        TestServer.start(
            Stream.concat(
                    Stream.of(
                        new SnapshotDoor(
                            () -> recorder, memory, MAX_BODY_BYTES, HttpListener.NONE)),
                    endpoints.stream().map(e -> e.of(recorder)))
                .toArray(Routes[]::new));
  }

  /** Makes the endpoints of a recorder. */
  public interface Endpoints {
    Routes of(Recorder recorder);
  }

  /** Starts with a journal in {@code folder}. */
  public static RecordingServer start(Path folder, Endpoints... endpoints) throws IOException {
    return new RecordingServer(folder, List.of(endpoints));
  }

  public Recorder recorder() {
    return recorder;
  }

  public BodyMemory memory() {
    return memory;
  }

  public TestServer server() {
    return server;
  }

  /** Posts snapshots as one JSON text. */
  public HttpResponse<String> postJson(String body) throws IOException {
    return post("/v1/snapshots", "application/json", body.getBytes(UTF_8));
  }

  /** Posts snapshots as lines. */
  public HttpResponse<String> postLines(String body) throws IOException {
    return post("/v1/snapshots", "application/x-ndjson", body.getBytes(UTF_8));
  }

  /** Posts anything, with further headers as names and values. */
  public HttpResponse<String> post(String path, String type, byte[] body, String... headers)
      throws IOException {
    var request =
        server.request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  /** The payloads of the journal's records of one kind, in order. */
  public List<String> payloads(RecordKind kind) throws IOException {
    return Payloads.of(recorder.journal().reader(), ReadRange.everything().kinds(kind.bit()));
  }

  @Override
  public void close() throws IOException {
    server.close();
    recorder.close();
  }
}

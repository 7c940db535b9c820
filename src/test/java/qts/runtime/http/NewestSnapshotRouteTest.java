package qts.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.recorder.TestSnapshots;

class NewestSnapshotRouteTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  @Test
  void theNewestSnapshotIsAnsweredByteForByte() throws IOException {
    try (RecordingServer server =
        RecordingServer.start(folder, recorder -> new NewestSnapshotRoute(() -> recorder))) {
      String btc = TestSnapshots.line("BTC", 1, T0, "71000.10").replace(",", " ,\n");
      String eth = TestSnapshots.line("ETH", 2, T0, "2");
      HttpResponse<String> none = server.server().get("/api/v1/snapshot");
      server.postJson(btc);
      server.postJson(eth);

      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(TestServer.json(none).path("error").asString())
          .isEqualTo("There is no snapshot yet.");
      assertThat(server.server().get("/api/v1/snapshot").body()).isEqualTo(eth);
      assertThat(server.server().get("/api/v1/snapshot?symbol=BTC").body()).isEqualTo(btc);
      assertThat(server.server().get("/api/v1/snapshot?symbol=XRP").statusCode()).isEqualTo(404);
    }
  }
}
